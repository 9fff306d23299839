"""From a number to a number: 由2010年的162.4亿元增加到2015年的287.9亿元 speaks of two times in one breath."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from policysum.lexicon import Phrase, table
from policysum.quantity import Kind
from policysum.statements.contexts.comparable_units import comparable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policysum.quantity import Span
    from policysum.statements import Ledger, Mention

__all__ = ["Turn", "ratios", "turns"]

_YEAR = r"(?:(?P<year>(?:19|20)\d\d)(?:{time_end}|{of})*)?"
_THEN = r"[\u3400-\u9fff]{1,4}{of}"
"""A time without figures: 由上年的48.5%提高到53.2%."""
_LEADS = "(?:{of}|{bound_cues.prefix}){0,2}"
_EARLIER = r"[\u3400-\u9fff]{0,4}{binding_words.earlier}{binding_words.same_time}?{of}?"
"""… and with the word for it alone: 从推广前5万辆, 由原8家."""
_FROM = Phrase(
    "claim_context",
    rf"{{from}}(?P<then>{_YEAR}(?:[\u3400-\u9fff]?{{binding_words.earlier}}{{of}}?)?|{_THEN}|{_EARLIER})"
    rf"(?:{{claim_names.scope}}|(?:{{each}}[\u3400-\u9fff]){{1,2}}|{{claim_names.per}})?{_LEADS}$",
)
_FROM_NAMED = Phrase("claim_context", r"{from}(?P<then>)[\u3400-\u9fff]{1,12}$")
"""Where the number is named anew: 由人均收入9600元以下提高到15600元以下, which only a verb of change may follow."""
_OPENS = re.compile("|".join(map(re.escape, table("claim_context").words("from"))))
"""What every change from a number begins with: most numbers of a text have none of it before them."""
_UNTIL = rf"{{aspect}}?\s?(?:{_YEAR}|(?:{{time_words.now}}|{{time_words.shape}}){{of}}?){_LEADS}"
_TO = Phrase(
    "claim_context",
    rf"(?:[\u3400-\u9fff/]{{1,8}}[，,/])?[，,]?[\u3400-\u9fff（）()]{{0,10}}{{reach}}{_UNTIL}",
)
_CHANGED_TO = Phrase(
    "claim_context",
    rf"[\u3400-\u9fff]{{0,4}}(?:{{change_verbs.up}}|{{change_verbs.down}}|{{changed}})(?:{{reach}}|(?<=[{{=reach}}])){_UNTIL}",
)
_OR = Phrase("claim_context", r"\s*(?:{or}|、)\s*")
"""Between two numbers that one change comes to: 提高到1850元或1900元."""
_UNITLESS = frozenset({Kind.FRACTION, Kind.COUNT})
_BACK = 14
_BETWEEN = 24
_DIGITS = 4
_JOINED = 8
"""Characters from one number of a ratio to the next."""
_OF = "".join(table("claim_context").words("of"))
_COLONS = frozenset(":：∶︰﹕")


@dataclass(frozen=True, slots=True)
class Turn:
    """One end of a change: the number it starts from or the one it comes to, and the years of both, if named.

    `other` is where the number at the other end starts, `then` how the time is named that it starts in: 推广前.
    """

    first: bool
    other: int
    start_year: int | None
    end_year: int | None
    then: str = ""

    def begins(self, name: str) -> bool:
        """Whether a name says that its number is the one that the change starts from: 推广前的销量."""
        return bool(self.then) and self.then.rstrip(_OF) in name


def turns(ledger: Ledger) -> dict[int, Turn]:
    """Both ends of every change from a number to a number, by where each number starts.

    A year or time named for one pair of a sentence holds for the pairs behind it: 由2020年的7.2%提升至7.4%，占比由20.5%提升至21.1%.
    """
    found: dict[int, Turn] = {}
    opens = [word.start() for word in _OPENS.finditer(ledger.text)]
    if not opens:
        return found
    measured = [
        mention
        for mention in ledger.mentions
        if (number := mention.quantity).kind is Kind.OTHER
        or (number.quantum and (number.unit or number.kind in _UNITLESS))
    ]
    sentence: Span | None = None
    years: tuple[int | None, int | None] = (None, None)
    then = ""
    for ones, others in pairwise(ratios(measured, ledger.text)):
        one = ones[0]
        opened = bisect_left(opens, one.start - _BACK) != bisect_left(opens, one.start)
        named = _pair(ledger.text, ones, others) if opened else None
        if named is None:
            continue
        if one.sentence != sentence:
            sentence, years, then = one.sentence, (None, None), ""
        then = named[2] or then
        years = (named[0] or years[0], named[1] or years[1])
        start = years[0] or _earlier(one, ledger)
        for before, after in zip(ones, others, strict=True):
            found[before.start] = Turn(True, after.start, start, years[1], then)
            found[after.start] = Turn(False, before.start, start, years[1], then)
    for one, other in pairwise(measured) if found else ():
        turn = found.get(one.start)
        ends = turn is not None and not turn.first and other.start not in found
        if ends and turn is not None and one.unit == other.unit and one.sentence == other.sentence:
            near = other.start - one.end <= _JOINED
            if near and _OR.fullmatch(ledger.text, one.end, other.start):
                found[other.start] = turn
    return found


def ratios(mentions: Sequence[Mention], text: str) -> list[list[Mention]]:
    """Numbers that colons join to one ratio (12.9∶40.1∶47.0) together, every other number alone."""
    found: list[list[Mention]] = []
    for mention in mentions:
        last = found[-1][-1] if found else None
        near = last is not None and mention.start - last.end <= _JOINED
        if near and last is not None and text[last.end : mention.start].strip() in _COLONS:
            found[-1].append(mention)
        else:
            found.append([mention])
    return found


def _pair(text: str, ones: list[Mention], others: list[Mention]) -> tuple[int | None, int | None, str] | None:
    """The years of both ends and the words for the first, if a change leads from one number or ratio to the other."""
    one, last, other = ones[0], ones[-1], others[0]
    if len(ones) != len(others) or not 0 < other.start - last.end <= _BETWEEN:
        return None
    if one.sentence != other.sentence:
        return None
    if comparable(one.unit, one.kind) != comparable(other.unit, other.kind):
        return None
    lead, words = text[max(one.sentence.start, one.start - _BACK) : one.start], text[last.end : other.start]
    before, between = _FROM.search(lead), _TO.fullmatch(words)
    if not before and (before := _FROM_NAMED.search(lead)):
        between = _CHANGED_TO.fullmatch(words)
    if not before or not between:
        return None
    began = before.groupdict()
    return _year(began.get("year")), _year(between["year"]), began["then"]


def _earlier(one: Mention, ledger: Ledger) -> int | None:
    """The year that the ledger gives the number a change starts from, if it is not the report's own."""
    own = ledger.clock.year
    said = one.period or ""
    return int(said) if said.isdecimal() and len(said) == _DIGITS and own and int(said) != own else None


def _year(digits: str | None) -> int | None:
    return int(digits) if digits else None
