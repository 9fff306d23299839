"""The fields of a custom schema, each with what the check says of its numbers."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from policysum.views import PASSING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["fields_of"]

_SAID = {True: "是", False: "否"}


def fields_of(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every field of a result under a custom schema, in its order; none where the schema is the standard one.

    Returns:
        One entry per number (path, value, text, verdict, reason, start, end) and one per field without any
        number, whose verdict is empty.
    """
    if "report" not in data:
        return []
    checked: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    # Results of earlier versions hold only what failed.
    for claim in data["verification"].get("fields") or data["verification"]["failed"]:
        checked[str(claim["path"])].append(claim)
    found = []
    for path, value in _leaves(data["report"], ""):
        claims = checked.pop(path, [])
        found += [_entry(path, value, claim) for claim in claims] or [_entry(path, value, {})]
    # What the check calls by another path (a shortened one) is not lost.
    found += [_entry(path, claim["text"], claim) for path, claims in checked.items() for claim in claims]
    return found


def _leaves(node: object, path: str) -> Iterator[tuple[str, str]]:
    """Paths as the check writes them: `items[0].value`, `["a b"]`; fields that say nothing are left out."""
    stack = [(node, path)]
    while stack:
        value, place = stack.pop()
        if isinstance(value, dict):
            stack += [(one, place + _step(str(key))) for key, one in reversed(value.items())]
        elif isinstance(value, list):
            stack += [(one, f"{place}[{index}]") for index, one in reversed(list(enumerate(value)))]
        elif value is not None and value != "":
            yield (
                place.removeprefix(".") or "$",
                _SAID.get(value, "") if isinstance(value, bool) else str(value),
            )


def _step(key: str) -> str:
    if key and not any(char in ".[]\"' " for char in key):
        return f".{key}"
    quoted = key.replace("\\", "\\\\").replace('"', '\\"')
    return f'["{quoted}"]'


def _entry(path: str, value: str, claim: Mapping[str, Any]) -> dict[str, Any]:
    verdict = claim.get("verdict", "")
    return {
        "path": path,
        "value": value,
        "text": claim.get("text", ""),
        "verdict": verdict,
        "reason": "" if verdict in PASSING else claim.get("reason", ""),
        "start": claim.get("start"),
        "end": claim.get("end"),
    }
