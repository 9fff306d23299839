"""Any claims - a model, a dataclass, JSON, prose - become one `Claim` for every number in them.

What becomes a claim:

- an object with `indicator` and `value`: one claim, with its unit, status, period and change (with times in the
  place of `value`, as the columns of a table have them, one claim each); its quotation
  and bookkeeping (`text`, `start`, `evidence`, `verdict`, `reason` ...) are parts of it, not claims of their own,
  unless `text` is a number that contradicts the value;
- any other number: with the unit of its annotation (`Annotated[float, Unit("万元")]`) or its sibling `unit`;
- every number in a string, dates, names and document numbers included, with the words around it in its clause;
  only the ordinal that opens a list item is the writer's own and no claim;
- of a `Summary` (its JSON, too) only the content: achievements, problems, plans and kpis. The metadata, the
  verification, the arithmetic and the record of the run are not statements about the source.

A quotation `{"start", "end", "text"}` that the source has word for word at that place is proved as it stands and
makes no claims; any other is read like prose. Keys are names, not claims. Booleans are not numbers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from policysum.claims.fields import AMOUNTS, NAMES, POSITIONS, YEARS
from policysum.claims.model import Claim
from policysum.claims.numerals import in_prose, number_text, quantity_of, sentence_around
from policysum.claims.objects import NO_MARKS, Fields, Marks, unfold
from policysum.claims.quotation import Source
from policysum.claims.whole import about_one, make, text_of, unread_claims
from policysum.quantity import signs

if TYPE_CHECKING:
    from collections.abc import Iterator


__all__ = ["walk"]

_BOOKKEEPING = frozenset({"document", "verification", "consistency", "run"})
"""Parts of a Summary that say how it came about."""

_REVIEWS = frozenset({"reviews"})
"""What a person decided on looking at a Summary; not among the marks by which one is known."""

_CONTENT = frozenset({"achievements", "problems", "plans", "kpis", "report"})

_HAN = re.compile(r"[\u4e00-\u9fff]")

_DEEPEST = 100
"""A path of more steps is shown with its middle left out."""

_MOST_UNIT = 20
"""A longer `unit` is prose, not a unit."""


class _Path(NamedTuple):
    """The way to a node, shared with its siblings: a string for every level of a deep nest would be quadratic."""

    parent: _Path | None
    step: str

    def __str__(self) -> str:
        steps: list[str] = []
        at: _Path | None = self
        while at is not None:
            steps.append(at.step)
            at = at.parent
        if len(steps) > _DEEPEST:
            steps[_DEEPEST // 2 : -_DEEPEST // 2] = ["…"]
        return "".join(reversed(steps)).removeprefix(".") or "$"


@dataclass(frozen=True, slots=True)
class _Task:
    """One node still to be walked, or one to be left (`node` is kept alive so that its id stays its own)."""

    node: object
    path: _Path
    marks: Marks = NO_MARKS
    context: str = ""
    leaving: bool = False


@dataclass(slots=True)
class _Walk:
    source: Source
    found: list[Claim] = field(default_factory=list)
    open: set[int] = field(default_factory=set)


def walk(claims: object, source: str | Source = "") -> list[Claim]:
    """Every number of `claims` as a claim, in the order in which it stands there.

    Args:
        claims: A Pydantic model, dataclass, data frame, mapping, sequence, string or number, nested at will.
        source: The source text, to recognise quotations of it; as a `Source`, it is read once for all walks.

    Returns:
        The claims. Depth and cycles are harmless.

    Raises:
        TypeError: An object in which numbers cannot be looked for; it names its path and type.
    """
    state = _Walk(source if isinstance(source, Source) else Source(source))
    stack = [_Task(claims, _Path(None, ""))]
    while stack:  # not recursion: claims may be nested deeper than Python's stack
        task = stack.pop()
        if task.leaving:
            state.open.discard(id(task.node))
            continue
        stack.extend(reversed(list(_visit(state, task))))
    return state.found


def _visit(state: _Walk, task: _Task) -> Iterator[_Task]:
    node = unfold(task.node, task.path)
    if isinstance(node, str):
        _claim_prose(state, node, task)
    elif isinstance(node, (int, float, Decimal)):
        _claim_number(state, node, task)
    elif isinstance(node, (Fields, list)):
        identity = id(task.node)
        if identity in state.open:  # a cycle: it is already being walked
            return
        state.open.add(identity)
        if isinstance(node, list):
            for index, item in enumerate(node):
                yield _Task(item, _Path(task.path, f"[{index}]"), task.marks, task.context)
        else:
            yield from _object(state, node, task)
        yield _Task(task.node, task.path, leaving=True)


def _object(state: _Walk, node: Fields, task: _Task) -> Iterator[_Task]:
    values = node.values
    if task.path.parent is None and len(_BOOKKEEPING & values.keys()) > 1 and _CONTENT & values.keys():
        values = {key: value for key, value in values.items() if key not in _BOOKKEEPING | _REVIEWS}
    if _is_quotation(values):
        if not _quoted(values, state.source.text):
            yield _Task(values["text"], _join(task.path, "text"))
        return
    made = about_one(node, lambda key: str(_join(task.path, key)))
    if made is not None:
        claims, parts = made
        state.found.extend(claims)
        values = {key: value for key, value in values.items() if key not in parts}
    unit = text_of(values, "unit")
    takers = _unit_takers(values) if unit and len(unit) <= _MOST_UNIT else frozenset[str]()
    for key, value in values.items():
        marks = node.marks.get(key, NO_MARKS)
        if marks.excluded or _is_unit(key, value, values):
            continue
        if marks is NO_MARKS and key in takers:
            marks = Marks(unit)
        elif marks is NO_MARKS:
            own = values.get(f"{key}_unit")
            marks = Marks(own) if isinstance(own, str) and len(own) <= _MOST_UNIT else task.marks
        yield _Task(value, _join(task.path, key), marks, key)


def _claim_prose(state: _Walk, text: str, task: _Task) -> None:
    if task.marks.unit:
        alone = quantity_of(text.strip(), task.marks.unit)
        if alone.value is not None and not any(quantity.unit for quantity in in_prose(text)):
            state.found.append(make(str(task.path), text.strip() + task.marks.unit, alone, {}, text))
            return
    path, quote = str(task.path), state.source.find(text)
    if not quote:  # what the source has word for word is proved as it stands
        unread = unread_claims(text, path, text)
        state.found.extend(islice((one for one in unread if not state.source.find(one.text)), 1))
    for quantity in in_prose(text):
        passage, quoted_at = (quote.passage, quote.place(quantity.start)) if quote else (None, -1)
        state.found.append(
            Claim(
                path,
                quantity.text,
                quantity,
                _named(task.context),
                text,
                at=quantity.start,
                passage=passage,
                quoted_at=quoted_at,
                said=sentence_around(text, quantity.start, quantity.end),
            )
        )


def _claim_number(state: _Walk, value: float | Decimal, task: _Task) -> None:
    unit = task.marks.unit
    if not unit and task.context.casefold() in YEARS:
        unit = signs.YEAR
    printed = number_text(value)
    said = f"{task.context} {printed}{unit}".strip()
    state.found.append(
        Claim(str(task.path), printed + unit, quantity_of(printed, unit), _named(task.context), said=said)
    )


def _named(key: str) -> str:
    """What a key in Chinese names; a field of somebody's schema names nothing."""
    return key if _HAN.search(key) else ""


def _unit_takers(values: dict[str, object]) -> frozenset[str]:
    numeric = {
        key
        for key, value in values.items()
        if isinstance(value, (int, float, Decimal, str)) and not isinstance(value, bool)
        if not isinstance(value, str) or _looks_numeric(value)
    }
    return frozenset((numeric & AMOUNTS) or numeric - YEARS - POSITIONS)


def _is_unit(key: str, value: object, values: dict[str, object]) -> bool:
    """Whether a part is the unit of its siblings: it is said with their numbers, not on its own."""
    if not isinstance(value, str) or len(value) > _MOST_UNIT:
        return False
    return key in NAMES["unit"] or (key.endswith("_unit") and key.removesuffix("_unit") in values)


def _looks_numeric(text: str) -> bool:
    return bool(text) and len(text) <= 40 and all(char.isdigit() or char in ".,-+ " for char in text)


def _is_quotation(values: dict[str, object]) -> bool:
    return values.keys() == {"start", "end", "text"} and isinstance(values["text"], str)


def _quoted(values: dict[str, object], source: str) -> bool:
    start, end, text = values["start"], values["end"], values["text"]
    return (
        isinstance(start, int)
        and isinstance(end, int)
        and start >= 0
        and end <= len(source)
        and source[start:end] == text
    )


def _join(path: _Path, key: str) -> _Path:
    if key and not any(char in ".[]\"' " for char in key):
        return _Path(path, f".{key}")
    quoted = key.replace("\\", "\\\\").replace('"', '\\"')
    return _Path(path, f'["{quoted}"]')
