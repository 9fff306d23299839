"""Rates and differences that are said of two numbers: `从51.54亿元增长到77.49亿元，年复合增长率22.6%`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from policysum.statements.arithmetic.words import SHRINKS, phrase

if TYPE_CHECKING:
    from policysum.quantity import Quantity
    from policysum.statements.arithmetic.passage import NumberedSentence

__all__ = [
    "Comparison",
    "Rate",
    "comparison_said",
    "frame",
    "gap_said",
    "in_real_terms",
    "is_transition",
    "rate_said",
    "shrinks_by",
    "years_between",
]

_TRANSITION = phrase("<GAP>{0,16}(?:(?:<CHANGE>|{turn}|{less}){to}|{reach})<GAP>{0,10}")
_FROM = phrase("{from}<GAP>{0,24}$")
_RATE = phrase(
    "[，,、（(]?(?:{rate_lead}|{whole_span}|{compared}|{reading_words.compared})?(?P<pace>{pace})?"
    "(?P<compound>{compound})?{mean}?(?P<word><CHANGE>)<FILL>*"
)
"""What may stand between a level and the rate that is said of it, and nothing else."""
_WHOLE_SPAN = phrase("{whole_span}")
_DELTA = phrase(
    r"[，,、]?(?:{than}(?!<GAP>{0,14}{aim})(?=<GAP>{0,12}(?:{earlier}|\d{year}))<GAP>{0,14}?"
    "|{same_period})<CHANGE><FILL>?"
)
_REAL_TERMS = phrase("{real_terms}")
"""Official growth of these is at constant prices or like for like, and need not follow from printed levels."""
_HIGHER = phrase(
    "[，,、]?<GAP>{0,4}(?P<word>(?P<above>{above})|{below})<GAP>{0,16}(?:{of}|{equals}|[（(]){average}?"
)
"""The other percentage must be named as the one compared with: 低于全国0.5% may be a gap of half a point."""
_THAN = phrase("[，,、]?{than}<GAP>{0,16}(?:{of}|{equals}|[（(])")
_GAP = phrase("{of}?{average}?[）)]?[，,、]?(?:{bound_cues.prefix}|<CHANGE>|{above}|{more}|{less})++{fill}?")


class Rate(NamedTuple):
    """How a rate is said: as a fall, for each year, of the whole span."""

    down: bool
    yearly: bool
    whole: bool


class Comparison(NamedTuple):
    """How two numbers are compared: `word` is empty where only 比 stands between them."""

    word: str
    above: bool


def is_transition(passage: NumberedSentence, first: int) -> bool:
    """Whether a change leads from one number to the next: 从51.54亿元增长到77.49亿元."""
    leads = _TRANSITION.fullmatch(passage.between(first, first + 1))
    return bool(leads) and bool(_FROM.search(passage.before(first)))


def rate_said(passage: NumberedSentence, at: int) -> Rate | None:
    """How the number after one is its rate; None where it is none."""
    said = _RATE.fullmatch(passage.between(at, at + 1))
    if said is None:
        return None
    return Rate(
        bool(SHRINKS.search(said["word"])),
        bool(said["pace"] or said["compound"]),
        bool(_WHOLE_SPAN.search(said[0])),
    )


def shrinks_by(passage: NumberedSentence, at: int) -> bool | None:
    """Whether the number after a level says by how much it fell since an earlier time; None where it says no change."""
    words = _DELTA.fullmatch(passage.between(at, at + 1))
    return None if words is None else bool(SHRINKS.search(words[0]))


def in_real_terms(passage: NumberedSentence) -> bool:
    """Whether a sentence speaks of what is measured at constant prices or like for like."""
    return bool(_REAL_TERMS.search(passage.text, passage.start, passage.end))


def years_between(passage: NumberedSentence, first: int, second: int) -> int | None:
    """How many years lie between two levels: from the years named, or those named for the level before."""
    early = passage.years_in(passage.start, passage.numbers[first].start)
    late = passage.years_in(passage.numbers[first].end, passage.numbers[second].start)
    if early and late and late[-1] > early[-1]:
        passage.years = (early[-1], late[-1])
        return late[-1] - early[-1]
    if not early and not late and passage.previous is not None and passage.previous.years is not None:
        passage.years = passage.previous.years  # the sentence before set the frame
        return passage.years[1] - passage.years[0]
    return None


def frame(passage: NumberedSentence, level: Quantity, delta: Quantity) -> int | None:
    """The years from the base to the level; the year of the level may stand in the sentence before."""
    early = passage.years_in(level.end, delta.start)
    late = passage.years_in(passage.start, level.start)
    if not late and passage.previous is not None and passage.previous.years is not None:
        late = [passage.previous.years[1]]
    if not (early and late and late[-1] > early[-1]):
        return None
    passage.years = (early[-1], late[-1])
    return late[-1] - early[-1]


def comparison_said(passage: NumberedSentence, at: int) -> Comparison | None:
    """How a number is compared with the next one: 低于全市的, 比上年的; None where it is not."""
    between = passage.between(at, at + 1)
    higher = _HIGHER.fullmatch(between)
    if higher is not None:
        return Comparison(higher["word"], bool(higher["above"]))
    return Comparison("", above=False) if _THAN.fullmatch(between) else None


def gap_said(passage: NumberedSentence, at: int) -> bool | None:
    """Whether the number after two that are compared is how far the first is below; None where it is no gap."""
    said = _GAP.fullmatch(passage.between(at, at + 1))
    return None if said is None else bool(SHRINKS.search(said[0]))
