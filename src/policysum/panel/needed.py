"""The part of a result that a panel needs, read without the rest: half the time, and a third of the memory."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, NotRequired

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from typing_extensions import TypedDict

from policysum.document.files import MAX_BYTES
from policysum.export.results import named, read_result
from policysum.regular import regular_bytes

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Needed", "read_needed"]


class _Quote(TypedDict):
    start: int
    end: int
    text: str


class _Doubt(TypedDict):
    code: str


class _Grounds(TypedDict):
    period: str


class _Kpi(TypedDict):
    indicator: str
    value: float | Annotated[list[float], Field(min_length=2, max_length=2)] | None
    unit: str
    text: str
    start: int
    end: int
    status: str
    change: str | None
    period: str | None
    verdict: str
    bound: str
    commitment: str | None
    evidence: _Quote
    doubts: list[_Doubt]
    grounds: _Grounds | None


class _Item(TypedDict):
    evidence: list[_Quote]


class _Document(TypedDict):
    name: str
    path: str | None
    region: str | None
    region_code: str | None
    region_level: str | None
    period: str | None
    plan_period: str | None


class _Run(TypedDict):
    source_sha256: str
    version: str
    model_calls: int
    output: NotRequired[str | None]


class _Verification(TypedDict):
    counts: dict[str, int]


class Needed(TypedDict):
    """What is read of a result; the names are those of `schema` and `summary`."""

    __pydantic_config__ = ConfigDict(strict=True, allow_inf_nan=False)  # type: ignore[misc]

    document: _Document
    run: _Run
    verification: _Verification
    kpis: list[_Kpi]
    plans: list[_Item]
    achievements: list[_Item]


@cache
def _reader() -> TypeAdapter[Needed]:
    return TypeAdapter(Needed)


def read_needed(path: Path, place: Path | None) -> dict[str, Any]:
    """What a panel needs of one result.

    A file of which that much is not as this version writes it is read whole, which says what is wrong or takes it
    for the result of an earlier version.

    Args:
        path: the file.
        place: the folder of the run, from which the result has its name.

    Raises:
        InputError: as `read_result`.
    """
    try:
        data: dict[str, Any] = {**_reader().validate_json(regular_bytes(path, most=MAX_BYTES))}
    except (OSError, ValidationError):
        data = read_result(path)
    return named(data, path, place)
