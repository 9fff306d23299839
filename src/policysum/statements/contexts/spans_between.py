"""A sentence cut at its numbers: the words between them, clause by clause."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from policysum.lexicon import Phrase
from policysum.quantity import Kind, Quantity, Span, clauses
from policysum.statements.contexts.name_normalization import grams

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "JOINT",
    "NUMBER",
    "Piece",
    "is_season",
    "measures",
    "pieces_of",
    "token",
    "unit_of",
]

NUMBER = "#"
"""What a number among words begins with."""
_NOT_MEASURED = frozenset({Kind.DATE, Kind.ORDINAL, Kind.DOCNUMBER, Kind.NAME, Kind.OTHER})
_NOUN = Phrase("claim_context", r"(?![^{=among}]*[{=among}])[\u3400-\u9fff]{1,10}(?:[（(][^）)]{1,8}[）)])?")
_NOUN_START = re.compile(r"[\u3400-\u9fff]")
_YEAR = re.compile(r"\d{4}")
_START = attrgetter("start")
_MASKED = _NOT_MEASURED - {Kind.NAME}
JOINT = Phrase("claim_context", "、|{list_words.joint}")
"""What stands between the items of a list, and not inside a word: 参与, 普及."""
_PASSED = Phrase("claim_context", "{passing}[^，,、。；;]{0,10}{milestone}(?:[、，,]|{and_then})?")
"""A round number gone past before the figure itself: 跨过两个万亿元大关、超过6万亿元."""


_OPEN = ("（", "(")
_INCLUDES = Phrase("claim_context", r"(?<=^[（(]){binding_words.includes}(?=[\u3400-\u9fff]{2})")
"""Before the first part in a bracket: 审结案件482件（含再审1件）."""
_CLOSING_JOINT = Phrase("claim_context", "(?:、|{list_words.joint})+$")


@dataclass(slots=True)
class Piece:
    """Words between two numbers, or between a number and the edge of its clause."""

    words: str
    clause: int
    left: Quantity | None
    right: Quantity | None
    all: frozenset[str]
    front: frozenset[str]
    rear: frozenset[str]
    front_words: str
    rear_words: str
    number: str = ""  # what stands for the one on its right
    split: bool = False


def measures(quantity: Quantity) -> bool:
    """Whether a quantity measures something, rather than dating, numbering or naming it."""
    return quantity.kind not in _NOT_MEASURED


def is_season(quantity: Quantity) -> bool:
    """Whether a quantity is a part of some year: 前三季度, 9月."""
    return quantity.kind is Kind.DATE and not _YEAR.match(str(quantity.value))


def token(quantity: Quantity) -> str:
    """What stands for a number among the words of a name: the threshold of 超20亿元的企业."""
    return f"{NUMBER}{quantity.unit}{NUMBER}{quantity.value}"


def unit_of(number: str) -> str:
    """The unit of a number among words."""
    return number.split(NUMBER)[1]


def pieces_of(text: str, sentence: Span, inside: Sequence[Quantity]) -> list[Piece]:
    """A sentence cut at its numbers: the words between them, clause by clause."""
    values = [item for item in inside if measures(item)]
    masks = [item for item in inside if item.kind in _MASKED] if len(values) < len(inside) else []
    starts = [value.start for value in values]
    pieces: list[Piece] = []

    def words(start: int, end: int) -> str:
        return _masked(text, Span(start, end), masks) if masks else text[start:end]

    for number, clause in enumerate(clauses(text, sentence)):
        begin = clause.start
        left: Quantity | None = None
        for right in values[bisect_left(starts, clause.start) : bisect_left(starts, clause.end)]:
            piece = _piece(words(begin, right.start), number, left, right)
            if left is not None and _counts_noun(text, left, right, piece):
                piece.front, piece.rear, piece.rear_words, piece.split = piece.all, frozenset(), "", True
            pieces.append(piece)
            left, begin = right, right.end
        pieces.append(_piece(words(begin, max(begin, clause.end)), number, left, None))
    return pieces


def _piece(words: str, clause: int, left: Quantity | None, right: Quantity | None) -> Piece:
    if right is not None:
        words = _PASSED.without(words)
        if words[:1] in _OPEN:
            words = _INCLUDES.without(words)
    pairs = grams(words)
    number = "" if right is None else token(right)
    piece = Piece(words, clause, left, right, pairs, pairs, pairs, words, words, number)
    if left is not None and right is not None:
        _split(piece, left, right)
    return piece


def _counts_noun(text: str, left: Quantity, right: Quantity, piece: Piece) -> bool:
    """Whether the words between two counts are what the first counts, the second's noun following it.

    8所学校12个专业入选, 28个省、2300个县已建立: where nothing joins them, or only a 、 that ends the noun.
    """
    noun = _CLOSING_JOINT.without(piece.words)
    return (
        left.kind is right.kind is Kind.COUNT
        and bool(_NOUN.fullmatch(noun))
        and _NOUN_START.match(text, right.end) is not None
    )


def _masked(text: str, span: Span, masks: list[Quantity]) -> str:
    """The words of a range with a bar in the place of each number that measures nothing."""
    parts = []
    at = span.start
    first = bisect_left(masks, span.start, key=_START)
    for mask in masks[first : bisect_left(masks, span.end, key=_START)]:
        parts.append(text[at : mask.start])
        at = max(at, mask.end)
    parts.append(text[at : span.end])
    return "|".join(parts)


def _split(piece: Piece, left: Quantity, right: Quantity) -> None:
    """Divide the words between two numbers at a joint (、和): 8家(…)和飞地平台3家, 20名指导员和25名人才."""
    joints = list(JOINT.pattern.finditer(piece.words))
    if not joints:
        return
    first, last = joints[0], joints[-1]
    at_edge = first.start() == 0 or last.end() == len(piece.words)
    if left.unit != right.unit and not at_edge:
        return
    joint = first if first.start() == 0 else last
    piece.front_words, piece.rear_words = piece.words[: joint.start()], piece.words[joint.end() :]
    piece.front, piece.rear = grams(piece.front_words), grams(piece.rear_words)
    piece.split = True
