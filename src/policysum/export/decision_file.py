"""The file of decisions that the review page exports: what it may hold, and how it is read."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StrictInt,
    ValidationError,
    field_validator,
    model_validator,
)

from policysum.document import bounded_bytes
from policysum.errors import DocumentError, InputError
from policysum.schema import Change, Status

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Correction", "Decision", "read_decisions"]

_FORMAT = "policysum-decisions"
_LONGEST_TIME = 40
_Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]


class Correction(BaseModel):
    """The fields of a KPI as the reviewer wants them."""

    model_config = ConfigDict(extra="forbid")

    indicator: str = Field(min_length=1)
    value: _Number | Annotated[list[_Number], Field(min_length=2, max_length=2)] | None
    unit: str
    status: Status
    change: Change
    period: str | None


class Decision(BaseModel):
    """One decision, as the review page exports it."""

    model_config = ConfigDict(extra="forbid")

    report: str
    source_sha256: str
    kpi: StrictInt = Field(ge=1)
    start: StrictInt = Field(ge=0)
    end: StrictInt = Field(ge=0)
    text: str
    indicator: str
    decision: Literal["accept", "correct", "reject"]
    correction: Correction | None = None
    note: str = ""
    decided_at: str | None = Field(default=None, max_length=_LONGEST_TIME)

    @field_validator("decided_at")
    @classmethod
    def _is_a_time(cls, value: str | None) -> str | None:
        if value is not None:
            datetime.fromisoformat(value)
        return value

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if (self.decision == "correct") != (self.correction is not None):
            raise ValueError("a correction belongs to the decision `correct`, and to no other")
        return self


class _DecisionFile(BaseModel):
    format: Literal["policysum-decisions"]
    version: Literal[1]
    decisions: list[Decision]


def read_decisions(path: Path) -> list[Decision]:
    """The decisions of a file.

    Raises:
        InputError: the file is missing or was not exported by the review page.
    """
    try:
        raw = json.loads(bounded_bytes(path).decode())
        json.dumps(raw, ensure_ascii=False).encode()  # half a character could not be written
        return _DecisionFile.model_validate(raw).decisions
    except FileNotFoundError as cause:
        raise InputError(
            "there is no such file", where=str(path), hint="Export it on the review page."
        ) from cause
    except ValidationError as cause:
        first = cause.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        hint = f"At {place or 'the top'}: {first['msg']}. Export the decisions on the review page again."
        raise InputError(f"this is not a {_FORMAT} file", where=str(path), hint=hint) from cause
    except (OSError, ValueError, RecursionError, DocumentError) as cause:
        raise InputError("this is not a readable JSON file", where=str(path)) from cause
