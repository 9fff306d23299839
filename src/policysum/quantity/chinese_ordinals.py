"""Chinese numerals that rank or number: 第三位, 前三, 十强, 一等奖, 第二批; names of meetings and plans are left alone."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.quantity import signs
from policysum.quantity.chinese_shares import found
from policysum.quantity.measures import FRONT, PLACES, among_best
from policysum.quantity.model import Bound, Kind, Span
from policysum.quantity.numerals import Numeral, chinese, run_end
from policysum.quantity.unit_parser import clause, context, right_before, tail

if TYPE_CHECKING:
    from policysum.quantity.found import Found

__all__ = [
    "LARGEST",
    "NUMBERED",
    "SET_PHRASES",
    "best",
    "front",
    "is_front",
    "listed_ordinal",
    "ordinal",
    "prize",
    "top",
]

_WORDS = table("number_words")
_NUMERALS = table("numerals")
_N = _NUMERALS.form("{digit|ten}")
# First parts of set phrases: what a digit and the words after it make is a name, not a count; a class of
# universities (二本以上) counts no books.
SET_PHRASES = _WORDS.compiled(
    r"{set_phrase|school_grade}|{m}{set_tail}|{signs.ordinal}{numerals.digit}(?:(?:、|{ordinal_joint}){numerals.digit})*{sector}"
    r"|{signs.ordinal}{n}+{five_years}|{n}{1,3}{sitting}(?:、{n}{1,3}{sitting})?{meeting}",
    n=_N,
    m=_NUMERALS.form("{digit|two|ten}"),
)
# 第一、二批; 第一、第二批: the others share the last one's word.
_ORDINAL_LIST = _WORDS.compiled(r"(?:(?:、|{ordinal_joint}){signs.ordinal}?{n}{1,3})+{numbered}", n=_N)
_LISTED_ORDINAL = _WORDS.compiled(r"{signs.ordinal}{n}{1,3}(?:、|{ordinal_joint})$", n=_N)
NUMBERED = frozenset(_WORDS.words("numbered"))
_ORDERED = frozenset(_WORDS.words("numbered", "numbered_thing"))
LARGEST = _WORDS.compiled("{nth_largest}")
"""Behind an ordinal: 第三大出口国 has the third place by size."""
# 第五次会议, 第十四届人民代表大会第一次会议 are names.
_MEETING = _WORDS.compiled(r"{session}[^。；]{0,12}?{assembly}|{sitting}{meeting}")
# 摆在第一位 praises and ranks nothing.
_PRAISED = _WORDS.words("praised")
_NOT_FRONT = frozenset(_WORDS.words("not_front"))
_DEGREE = _WORDS.words("degree")
_NAMES_ONES = _NUMERALS.words("small")
"""百 before 强 and the like names those that have such a place: 前百强县."""
_PLACED = (signs.PLACE, signs.NAME_PLACE)


def prize(text: str, at: int, floor: int) -> Found | None:  # noqa: ARG001 - one signature for all forms
    """一等奖: the rank of a prize."""
    number = chinese(text[at])
    if not number or not text.startswith(signs.PRIZE, at + 1):
        return None
    return found(
        at,
        at + 1 + len(signs.PRIZE),
        Kind.RANK,
        number.value,
        signs.PRIZE,
        surface=signs.PRIZE,
        digits=text[at],
    )


def best(text: str, at: int, floor: int) -> Found | None:  # noqa: ARG001 - one signature for all forms
    """入围全省十强: a place among the best, unless it names those that have one (百强县, 十强企业)."""
    end = run_end(text, at)
    number = chinese(text[at:end])
    if number is None or not among_best(text, at, end + 1):
        return None
    return found(
        at,
        end + 1,
        Kind.RANK,
        number.value,
        signs.STRONG,
        bound=Bound.LE,
        surface=signs.STRONG,
        digits=text[at:end],
    )


def top(text: str, at: int, floor: int) -> Found | None:  # noqa: ARG001 - one signature for all forms
    """位居榜首: the first place, where the words before speak of places."""
    if text.startswith(_DEGREE, at + 2) or not PLACES.search(context(text, at)):
        return None
    return found(at, at + 2, Kind.RANK, Decimal(1), signs.PLACE, surface=signs.PLACE, digits=signs.FIRST)


def ordinal(text: str, span: Span, start: int, floor: int) -> Found | None:  # noqa: PLR0911 - one return a shape
    """What the numeral of `span` is after the 第 at `start`."""
    at, end = span
    number = chinese(text[at:end])
    if number is None or SET_PHRASES.match(text, start):
        return None
    after, digits = text[end : end + 1], text[at:end]
    if context(text, start).endswith(_PRAISED):
        return None
    if after in _PLACED:
        return found(start, end + 1, Kind.RANK, number.value, after, surface=after, digits=digits)
    if right_before(text, start, floor, 2) == signs.LAST_OF:
        return found(start - 2, end, Kind.RANK, number.value, signs.PLACE, digits=digits)
    if _MEETING.match(text, end):
        return None
    if LARGEST.match(text, end):
        return found(start, end, Kind.RANK, number.value, signs.PLACE, digits=digits)
    if _ORDINAL_LIST.match(text, end):
        return found(start, end, Kind.ORDINAL, number.value, digits=digits)
    if after in _ORDERED:
        return found(start, end + 1, Kind.ORDINAL, number.value, digits=digits)
    if PLACES.search(clause(text, start)):
        return found(start, end, Kind.RANK, number.value, signs.PLACE, digits=digits)
    return None


def front(text: str, at: int, end: int) -> Found | None:
    """前三, 前十位: a place among the first, by the numeral behind 前."""
    number = chinese(text[at:end])
    after = tail(text, end)
    if number is None or text[at] in _NAMES_ONES:
        return None
    placed = after.surface in (*_PLACED, signs.STRONG)
    if placed or (after.kind is None and FRONT.search(clause(text, at - 1))):
        stop = after.end if after.surface in _PLACED else end
        return found(
            at - 1,
            stop,
            Kind.RANK,
            number.value,
            after.unit or signs.PLACE,
            bound=Bound.LE,
            surface=after.surface,
            digits=text[at:end],
        )
    return None


def listed_ordinal(text: str, span: Span, number: Numeral, floor: int) -> Found | None:  # noqa: ARG001 - one signature
    """A numeral of a list whose first member alone has its 第: 第一、二、三产业."""
    at, end = span
    if text[end : end + 1] not in NUMBERED or not _LISTED_ORDINAL.search(text, max(0, at - 5), at):
        return None
    return found(at, end + 1, Kind.ORDINAL, number.value, digits=text[at:end])


def is_front(text: str, at: int) -> bool:
    """Whether the 前 before `at` is a word of its own: not 提前, 目前."""
    return text[at - 2 : at - 1] not in _NOT_FRONT
