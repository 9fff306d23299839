"""The result files of a run: found, read, replaced in one step."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from policysum.errors import InputError
from policysum.export.files import write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["read_result", "results_in", "write_result"]

_PARTS = ("document", "verification", "consistency", "run")


def read_result(path: Path) -> dict[str, Any]:
    """One result in its JSON form.

    Raises:
        InputError: there is no such file, or it is not a result of `policysum run`.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as cause:
        raise InputError("there is no such file", where=str(path), hint="Name OUT/REPORT.json.") from cause
    except (OSError, ValueError, RecursionError) as cause:
        raise InputError("this is not a readable JSON file", where=str(path)) from cause
    if not isinstance(data, dict) or any(not isinstance(data.get(part), (dict, list)) for part in _PARTS):
        hint = "Results are the JSON files that `policysum run` writes."
        raise InputError("this is not a result of policysum", where=str(path), hint=hint)
    return data


def results_in(place: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The results of a folder in the order of their names, or the one a file holds.

    JSON files of a folder that are no results (decisions, notes of others) are passed over.
    """
    if not place.is_dir():
        yield place, _named(read_result(place), place)
        return
    for path in sorted(place.glob("*.json")):
        try:
            data = read_result(path)
        except InputError:
            continue
        yield path, _named(data, path)


def _named(data: dict[str, Any], path: Path) -> dict[str, Any]:
    """A result that knows which file it is; those of earlier versions, or of Python, do not."""
    run = data["run"]
    run["output"] = run.get("output") or path.stem
    return data


def write_result(path: Path, data: dict[str, Any]) -> None:
    """Replace a result: whoever reads meanwhile sees the old file or the new one, never half of one."""
    write_atomically(path, json.dumps(data, ensure_ascii=False, indent=2).encode())
