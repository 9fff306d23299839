"""Bare numbers and numbers in prose become quantities to be claimed."""

from __future__ import annotations

import math
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from policysum.claims.fields import UNITS
from policysum.lexicon import table
from policysum.quantity import Bound, Kind, Quantity
from policysum.quantity.reader import read

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["in_prose", "number_text", "quantity_of", "read_all", "sentence_around"]

_LONGEST = 400
"""More digits than any number of a report; a longer one is shown in scientific notation."""

_MOST_POWER = 10_000
"""Powers of ten that are reckoned with; `1e9999999997` is read as no number."""

_LEAD = 60
"""Characters before an ordinal in which its line may begin."""

_POWERS = {word: int(power) for word, power in table("numerals").values("big").items()}
_STACKED = table("numerals").compiled("[{=big}]{1,4}+")
_AROUND = table("bound_cues").compiled(r"(?:[-+−－]|{prefix})*")
"""What may stand before the digits of a claimed number."""

_MULTIPLIED = frozenset({Kind.COUNT, Kind.MONEY, Kind.MEASURE, Kind.OTHER})
_UNIT = 8
"""Characters of a unit that is read behind stacked multipliers."""

_SHORT = 200
"""Characters of a text that is one claim, and of a sentence on each side of its number."""
_STOPS = "。；;！!？?\n"
_LINE_LEAD = frozenset(" \t　#>*•-")
"""What may stand before the ordinal of a list item on its line, Markdown included."""


def number_text(value: float | Decimal) -> str:
    """A number as a person would print it: `4470.0` is 4470, `1e8` is 100000000."""
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not exact.is_finite():
        return str(exact)
    if abs(exact.adjusted()) > _LONGEST:
        return f"{exact:.6E}"
    text = format(exact, "f")
    if isinstance(value, float) and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text


def read_all(text: str) -> list[Quantity]:
    """Every number of a claim, with all of its multipliers: 3万万个 is no 3万, though no report writes so."""
    return [_stacked(text, found) for found in read(text)]


def _stacked(text: str, found: Quantity) -> Quantity:
    # 3个万亿级 counts what is worth 万亿: behind a printed unit no multiplier is the number's.
    more = (
        None if _POWERS.keys().isdisjoint(found.text[-1:]) and found.unit else _STACKED.match(text, found.end)
    )
    if more is None or not isinstance(found.value, Decimal) or found.kind not in _MULTIPLIED:
        return found
    power = sum(map(_POWERS.__getitem__, more.group()))
    behind = next(
        (unit for unit in read("1" + text[more.end() : more.end() + _UNIT]) if unit.start == 0), None
    )
    end = more.end() + (behind.end - 1 if behind else 0)
    return found._replace(
        end=end,
        text=text[found.start : end],
        value=found.value.scaleb(power),
        unit=behind.unit if behind else found.unit,
        surface_unit=more.group() + (behind.surface_unit if behind else ""),
        quantum=found.quantum.scaleb(power),
    )


def quantity_of(printed: str, unit: str) -> Quantity:
    """What a printed number and its unit say together, as the reader of a report would read them.

    The value is None where the text is not a number at all, such as `nan`.
    """
    text = printed + UNITS.get(unit.casefold(), unit)
    found = read_all(text)
    if (
        len(found) == 1
        and (found[0].end == len(text) or found[0].end > len(printed))  # 家企业 is read as 家
        and (found[0].unit or not unit or found[0].kind not in {Kind.OTHER, Kind.NAME})
        and _AROUND.fullmatch(text, 0, found[0].start)
    ):
        return found[0]
    value = _decimal(printed)
    if value is None:
        return Quantity(0, len(text), text, Kind.OTHER, None, unit, Bound.EXACT)
    exponent = value.as_tuple().exponent
    quantum = Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)
    return Quantity(0, len(text), text, Kind.OTHER, value, unit, Bound.EXACT, unit, printed, quantum=quantum)


def _decimal(printed: str) -> Decimal | None:
    try:
        value = Decimal(printed.replace(",", ""))
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value.adjusted()) <= _MOST_POWER else None


def in_prose(text: str) -> Iterator[Quantity]:
    """Every number of a text; the ordinal that opens a list item (`1.`, `（三）`) counts the writer's own points and is left out."""
    whole = text.strip()
    for quantity in read_all(text):
        opening = quantity.kind is Kind.ORDINAL and quantity.text != whole
        if not (opening and _opens_line(text, quantity.start)):
            yield quantity


def sentence_around(text: str, start: int, end: int) -> str:
    """The words a number stands in: a short text whole, of a longer one the sentence."""
    if len(text) <= _SHORT:
        return text.strip()
    first = max(text.rfind(mark, max(0, start - _SHORT), start) for mark in _STOPS) + 1
    last = min(
        (at for mark in _STOPS if (at := text.find(mark, end, end + _SHORT)) >= 0), default=end + _SHORT - 1
    )
    return text[max(first, start - _SHORT) : last + 1].strip()


def _opens_line(text: str, start: int) -> bool:
    at = start - 1
    while at >= 0 and start - at <= _LEAD and text[at] in _LINE_LEAD:
        at -= 1
    return at < 0 or text[at] in "\n\r"
