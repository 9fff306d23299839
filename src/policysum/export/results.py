"""The result files of a run: found, read, checked for damage, replaced in one step."""

from __future__ import annotations

import json
import logging
import math
from typing import TYPE_CHECKING, Any, NoReturn

from pydantic import BaseModel, ConfigDict, ValidationError

from policysum.document.files import MAX_BYTES
from policysum.errors import InputError
from policysum.export.files import result_files, write_atomically
from policysum.regular import regular_bytes
from policysum.schema import Achievement, Digest, Kpi, Plan, Problem
from policysum.summary import DocumentInfo, Review, RunInfo
from policysum.verification import Relation, Verification

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = [
    "NoResultError",
    "named",
    "read_result",
    "result_bytes",
    "results_in",
    "write_result",
]

_log = logging.getLogger("policysum.export")

_PARTS = frozenset({"document", "verification", "consistency", "run"})
_SOME = 2
"""Parts of a result by which a file is known to have been one."""


class _Stored(BaseModel):
    """A result as a file holds it; of other versions it may know more than this one."""

    model_config = ConfigDict(extra="ignore")

    document: DocumentInfo
    summary: Digest | None = None
    verification: Verification
    consistency: list[Relation]
    run: RunInfo
    achievements: list[Achievement] = []
    problems: list[Problem] = []
    plans: list[Plan] = []
    kpis: list[Kpi] = []
    reviews: list[Review] = []


class NoResultError(InputError):
    """A readable file that was never a result."""


def read_result(path: Path) -> dict[str, Any]:
    """One result in its JSON form.

    Raises:
        InputError: there is no such file, or it is damaged; a `NoResultError` if `policysum run` never wrote it.
    """
    try:
        text = regular_bytes(path, most=MAX_BYTES)
        data = json.loads(text, parse_constant=_refused, parse_float=_finite)
        if b"\\ud" in text.lower():  # half a character could be written by nobody again
            json.dumps(data, ensure_ascii=False).encode()
    except FileNotFoundError as cause:
        raise InputError("there is no such file", where=str(path), hint="Name OUT/REPORT.json.") from cause
    except (OSError, ValueError, RecursionError) as cause:
        raise InputError("this is not a readable JSON file", where=str(path)) from cause
    if not isinstance(data, dict) or len(_PARTS & data.keys()) < _SOME:
        hint = "Results are the JSON files that `policysum run` writes."
        raise NoResultError("this is not a result of policysum", where=str(path), hint=hint)
    _check(data, path)
    return data


def _check(data: dict[str, Any], path: Path) -> None:
    hint = "Run its report again, or take the file away."
    try:
        stored = _Stored.model_validate(data, extra="ignore")
    except (ValidationError, RecursionError) as cause:
        place = ""
        if isinstance(cause, ValidationError):
            place = f", at {'.'.join(map(str, cause.errors()[0]['loc']))}"
        raise InputError(f"this result is damaged{place}", where=str(path), hint=hint) from cause
    numbers = [review.kpi for review in stored.reviews]
    made = len(stored.kpis) + sum(review.decision == "reject" for review in stored.reviews)
    if len(set(numbers)) < len(numbers) or max(numbers, default=0) > made:
        raise InputError("this result is damaged, at reviews", where=str(path), hint=hint)


def _refused(word: str) -> NoReturn:
    raise ValueError(word)


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(text)
    return value


def results_in(place: Path, *, quiet: bool = False) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The results of a folder in the order of their names, or the one a file holds.

    JSON files of a folder that are no results (decisions, notes of others) are passed over; so are damaged
    results, each with a warning that names it.

    Args:
        place: a folder, or the file of a result.
        quiet: whether the warnings were given before.
    """
    if not place.is_dir():
        yield place, named(read_result(place), place)
        return
    for path in result_files(place):
        try:
            data = read_result(path)
        except InputError as error:
            if not quiet and not isinstance(error, NoResultError):
                _log.warning("%s; it is passed over", str(error).rstrip("."))
            continue
        yield path, named(data, path, place)


def named(data: dict[str, Any], path: Path, place: Path | None = None) -> dict[str, Any]:
    """A result that knows which file it is: those of earlier versions, or of Python, do not."""
    run = data["run"]
    if place is not None and path.parent != place:
        run["output"] = path.relative_to(place).with_suffix("").as_posix()
    else:
        run["output"] = run.get("output") or path.stem
    return data


def result_bytes(data: dict[str, Any]) -> bytes:
    """A result as it stands in its file.

    Raises:
        ValueError: it holds what JSON has no word for.
    """
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False).encode("utf-8")


def write_result(path: Path, data: dict[str, Any]) -> None:
    """Replace a result: whoever reads meanwhile sees the old file or the new one, never half of one."""
    write_atomically(path, result_bytes(data))
