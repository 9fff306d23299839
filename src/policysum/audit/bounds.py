"""Numbers that bound each other: what is new and what there is, a field and its ranks, an intake and its outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policysum.audit.interval import at_most, plain, printed, size
from policysum.audit.passage import AMOUNTS, relation, shown
from policysum.audit.phrases import phrase, word_set
from policysum.audit.texts import recomputed, related
from policysum.quantity import Kind
from policysum.verification import Agreement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policysum.audit.passage import Passage
    from policysum.quantity import Quantity
    from policysum.verification import Relation

__all__ = ["audit_bounds", "bounded", "numbering"]

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


def audit_bounds(passage: Passage) -> Iterator[Relation]:
    """Stocks, fields and stages inside one sentence."""
    for at in range(len(passage.numbers)):
        if at:
            yield from _new_and_stock(passage, at)
            yield from _stage(passage, at)
        yield from _among(passage, at)


def numbering() -> frozenset[str]:
    """Units that number or date things; what bears them is not a part of a whole."""
    return word_set("numbering")


def bounded(kind: str, parts: Sequence[Quantity], whole: Quantity, verdict: Agreement) -> Relation:
    """A relation that says whether some parts stay within their whole."""
    *left, right = printed(*parts, whole)
    beyond = [text for text, part in zip(left, parts, strict=True) if size(part) > size(whole)]
    key = "beyond" if beyond else "within" if len(parts) == 1 else "all_within"
    remarks = ["open_end"] if verdict == Agreement.UNDECIDED else []
    text = recomputed(key, *remarks, parts="、".join(beyond or left), whole=right, open=whole.text)
    parts_text = "、".join(part.text for part in parts)
    what = related("rank" if kind == "rank range" else "part", parts=parts_text, whole=whole.text)
    return relation(kind, what, (*parts, whole), text, verdict)


def _new_and_stock(passage: Passage, at: int) -> Iterator[Relation]:
    """`新认定56家，总数达162家`: what is new is part of what there is."""
    new, stock = passage.numbers[at - 1], passage.numbers[at]
    cue = _STOCK.fullmatch(passage.between(at - 1, at))
    if not passage.kin(at - 1, at) or new.kind not in AMOUNTS or cue is None:
        return
    new_of = _NEW.search(passage.before(at - 1))
    if not new_of or _NEW.search(cue[0]) or _OF_WHICH.search(cue[0]):
        return
    if not _same_subject(new_of[0], cue[0][: cue.start("cue") - cue.start()]):
        return
    found = at_most([new], stock)
    certain = cue["sure"] or _DIRECT.fullmatch(cue[0])
    if found == Agreement.INCONSISTENT and not certain:
        return
    one, other = printed(new, stock)
    if size(new) <= size(stock):
        base = shown(size(stock) - size(new), stock)
        text = recomputed("stock", new=one, stock=other, base=base)
    else:
        text = recomputed("stock_beyond", new=one, stock=other)
    what = related("stock", new=new.text, stock=stock.text)
    yield relation("stock and flow", what, (new, stock), text, found)


def _same_subject(new: str, stock: str) -> bool:
    """Whether a total names what was added, or nothing at all: loans may outnumber deposits."""
    subject = _OURS.without(stock.lstrip("，,、"))
    return len(subject) < 2 or any(subject[at : at + 2] in new for at in range(len(subject) - 1))


def _among(passage: Passage, at: int) -> Iterator[Relation]:
    """`在全省90个县中排名33位、17位`, `41个科技指标中18个居前`: ranks and parts of a stated field."""
    whole = passage.numbers[at]
    cue = _AMONG.match(passage.text, whole.end, passage.end)
    if whole.kind is not Kind.COUNT or cue is None or whole.unit in numbering():
        return
    if not _FIELD.search(passage.before(at)) and not _GOES_ON.match(passage.text, cue.end()):
        return
    later = passage.numbers[at + 1 :]
    parts = [one for one in later if one.kind is Kind.COUNT and one.unit == whole.unit]
    first = parts[0].start if parts else passage.end
    ranks = [
        one
        for index, one in enumerate(later, at + 1)
        if one.kind is Kind.RANK and one.start < first and one.text[0] not in word_set("top")
        if not _ELSEWHERE.search(passage.before(index))
    ]
    within = [one for one in parts if at_most([one], whole) == Agreement.CONSISTENT]
    if parts and parts[0] is later[0] and parts[0] not in within:
        within = parts[:1]  # only the first is sure to be of this field
    for kind, found in (("rank range", ranks), ("part vs whole", within)):
        if found:
            yield bounded(kind, found, whole, at_most(found, whole))


def _stage(passage: Passage, at: int) -> Iterator[Relation]:
    """`评审项目133个，共入选84个`: what comes out of a stage is no more than what went in."""
    after, words = passage.numbers[at], passage.before(at)
    if after.kind is not Kind.COUNT or len(words) > _STAGE_GAP:
        return
    if _APPLIED.search(words) or not _OUTCOME.search(words):
        return
    for earlier in range(at - 1, max(-1, at - 4), -1):
        before = passage.numbers[earlier]
        if before.kind is not Kind.COUNT or not _comparable(before, after):
            continue
        given = passage.before(earlier) + passage.after(earlier)
        if _INTAKE.search(given) and size(after) > 0 and at_most([after], before) == Agreement.CONSISTENT:
            out, into = printed(after, before)
            text = recomputed(
                "stage", after=out, before=into, ratio=plain(100 * size(after) / size(before), 1)
            )
            what = related("stage", before=before.text, after=after.text)
            yield relation("part vs whole", what, (after, before), text, Agreement.CONSISTENT)
        return


def _comparable(one: Quantity, other: Quantity) -> bool:
    return one.unit == other.unit or {one.unit, other.unit} <= word_set("counter")
