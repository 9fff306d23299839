"""From a number to a number: 由2010年的162.4亿元增加到2015年的287.9亿元 speaks of two times in one breath."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from policysum.lexicon import Phrase
from policysum.quantity import Kind
from policysum.verify.units import comparable

if TYPE_CHECKING:
    from policysum.quantity import Ledger, Mention, Span

__all__ = ["Turn", "turns"]

_YEAR = r"(?:((?:19|20)\d\d)(?:{time_end}|{of})*)?"
_LEADS = "(?:{of}|{bound_cues.prefix})?"
_FROM = Phrase(
    "claim_context",
    rf"{{from}}{_YEAR}(?:{{claim_names.scope}}|(?:{{each}}[\u3400-\u9fff]){{1,2}}|{{claim_names.per}})?{_LEADS}$",
)
_TO = Phrase("claim_context", rf"[，,]?[\u3400-\u9fff（）()]{{0,10}}{{reach}}{_YEAR}{_LEADS}")
_BACK = 14
_BETWEEN = 24
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Turn:
    """One end of a change: the number it starts from or the one it comes to, and the years of both, if named.

    `other` is where the number at the other end starts.
    """

    first: bool
    other: int
    start_year: int | None
    end_year: int | None


def turns(ledger: Ledger) -> dict[int, Turn]:
    """Both ends of every change from a number to a number, by where each number starts.

    A year named for one pair of a sentence holds for the pairs behind it: 由2020年的7.2%提升至7.4%，占比由20.5%提升至21.1%.
    """
    found: dict[int, Turn] = {}
    measured = [
        mention
        for mention in ledger.mentions
        if mention.kind is Kind.OTHER
        or (mention.quantity.quantum and (mention.unit or mention.kind in {Kind.FRACTION, Kind.COUNT}))
    ]
    sentence: Span | None = None
    years: tuple[int | None, int | None] = (None, None)
    for one, other in pairwise(measured):
        named = _pair(ledger.text, one, other)
        if named is None:
            continue
        if one.sentence != sentence:
            sentence, years = one.sentence, (None, None)
        years = (named[0] or years[0], named[1] or years[1])
        start = years[0] or _earlier(one, ledger)
        found[one.start] = Turn(True, other.start, start, years[1])
        found[other.start] = Turn(False, one.start, start, years[1])
    return found


def _pair(text: str, one: Mention, other: Mention) -> tuple[int | None, int | None] | None:
    if one.sentence != other.sentence or not 0 < other.start - one.end <= _BETWEEN:
        return None
    if comparable(one.unit, one.kind) != comparable(other.unit, other.kind):
        return None
    before = _FROM.search(text[max(one.sentence.start, one.start - _BACK) : one.start])
    between = before and _TO.fullmatch(text[one.end : other.start])
    if not before or not between:
        return None
    return _year(before.group(1)), _year(between.group(1))


def _earlier(one: Mention, ledger: Ledger) -> int | None:
    """The year that the ledger gives the number a change starts from, if it is not the report's own."""
    own = ledger.clock.year
    said = one.period or ""
    return int(said) if said.isdecimal() and len(said) == _DIGITS and own and int(said) != own else None


def _year(digits: str | None) -> int | None:
    return int(digits) if digits else None
