"""Numbers that bound each other: what is new and what there is, a field and its ranks, an intake and its outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from policysum.quantity import Kind
from policysum.statements.arithmetic.words import phrase, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policysum.quantity import Quantity
    from policysum.statements.arithmetic.passage import NumberedSentence

__all__ = ["Field", "among", "comes_out", "is_taken_in", "numbering", "total_of_new"]

_ELSEWHERE = phrase("{field}")
"""A rank in a wider field than the one counted."""

_NEW = phrase("{growth_words.increment}<GAP>{0,20}$")
_STOCK = phrase(
    "[，,、]<GAP>{0,24}?(?P<cue>(?P<sure>{total}|{grand}<GAP>{1,4}{reach})|{stock}|{reach})(?:{reach}|<FILL>)*+"
)
_OURS = phrase("{ours}")
_DIRECT = phrase("[，,、]{reach}")
"""No word between new and total: the total is of the very thing that was added."""

_AMONG = phrase(
    # 90个县(市、区)中的 …, 41个指标中我市 …, 104种产品中，…; not 232所高中, 9个中心
    "(?:[^，,。；（()）]{0,14}|[^，,。；（()）]{0,8}[（(][^）)]{0,12}[）)])(?:{among}(?=[，,]|{ranked})|{among_of}(?={of}))"
)
_FIELD = phrase("{out_of}[^，,。；]{0,12}$")
_GOES_ON = phrase("[，,]|{we}")
_OF_WHICH = phrase("{of_which}")
_INTAKE = phrase("{intake}")
_OUTCOME = phrase("{outcome}")
"""What is applied for or reviewed, and what comes out of it."""

_APPLIED = phrase("{applied}<GAP>*$")
"""推荐申报 is an intake of its own."""

_STAGE_GAP = 24


class Field(NamedTuple):
    """What is said to be among a number of things: ranks, and parts of the same unit; `sure` are the first of these."""

    ranks: list[Quantity]
    parts: list[Quantity]
    sure: bool


def numbering() -> frozenset[str]:
    """Units that number or date things; what bears them is not a part of a whole."""
    return word_set("numbering")


def total_of_new(passage: NumberedSentence, at: int) -> bool | None:
    """Whether a number is surely the total of what is new in the one before: `新认定56家，总数达162家`; None where nothing says so."""
    cue = _STOCK.fullmatch(passage.between(at - 1, at))
    new_of = _NEW.search(passage.before(at - 1)) if cue else None
    if cue is None or not new_of or _NEW.search(cue[0]) or _OF_WHICH.search(cue[0]):
        return None
    if not _same_subject(new_of[0], cue[0][: cue.start("cue") - cue.start()]):
        return None
    return bool(cue["sure"] or _DIRECT.fullmatch(cue[0]))


def _same_subject(new: str, stock: str) -> bool:
    """Whether a total names what was added, or nothing at all: loans may outnumber deposits."""
    subject = _OURS.without(stock.lstrip("，,、"))
    return len(subject) < 2 or any(subject[at : at + 2] in new for at in range(len(subject) - 1))


def among(passage: NumberedSentence, at: int) -> Field | None:
    """What stands behind a field and is of it: `在全省90个县中排名33位、17位`, `41个科技指标中18个居前`."""
    whole = passage.numbers[at]
    cue = _AMONG.match(passage.text, whole.end, passage.end)
    if whole.kind is not Kind.COUNT or cue is None or whole.unit in numbering():
        return None
    if not _FIELD.search(passage.before(at)) and not _GOES_ON.match(passage.text, cue.end()):
        return None
    later: Sequence[Quantity] = passage.numbers[at + 1 :]
    parts = [one for one in later if one.kind is Kind.COUNT and one.unit == whole.unit]
    first = parts[0].start if parts else passage.end
    ranks = [
        one
        for index, one in enumerate(later, at + 1)
        if one.kind is Kind.RANK and one.start < first and one.text[0] not in word_set("top")
        if not _ELSEWHERE.search(passage.before(index))
    ]
    return Field(ranks, parts, bool(parts) and parts[0] is later[0])


def comes_out(passage: NumberedSentence, at: int) -> bool:
    """Whether a number is what came out of a stage: `共入选84个`."""
    words = passage.before(at)
    return len(words) <= _STAGE_GAP and not _APPLIED.search(words) and bool(_OUTCOME.search(words))


def is_taken_in(passage: NumberedSentence, at: int) -> bool:
    """Whether a number is what went into a stage: `评审项目133个`."""
    return bool(_INTAKE.search(passage.before(at) + passage.after(at)))
