"""Numbers that bound each other: what is new and what there is, a field and its ranks, an intake and its outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policysum.audit.findings import relation, shown
from policysum.audit.interval import at_most, plain, printed, size
from policysum.audit.texts import recomputed, related
from policysum.quantity import Kind
from policysum.statements.arithmetic.bounds import among, comes_out, is_taken_in, total_of_new
from policysum.statements.arithmetic.passage import AMOUNTS
from policysum.statements.arithmetic.words import word_set
from policysum.verification import Agreement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policysum.quantity import Quantity
    from policysum.statements.arithmetic.passage import NumberedSentence
    from policysum.verification import Relation

__all__ = ["audit_bounds", "bounded"]


def audit_bounds(passage: NumberedSentence) -> Iterator[Relation]:
    """Stocks, fields and stages inside one sentence."""
    for at in range(len(passage.numbers)):
        if at:
            yield from _new_and_stock(passage, at)
            yield from _stage(passage, at)
        yield from _among(passage, at)


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


def _new_and_stock(passage: NumberedSentence, at: int) -> Iterator[Relation]:
    """`新认定56家，总数达162家`: what is new is part of what there is."""
    new, stock = passage.numbers[at - 1], passage.numbers[at]
    if not passage.kin(at - 1, at) or new.kind not in AMOUNTS:
        return
    certain = total_of_new(passage, at)
    if certain is None:
        return
    found = at_most([new], stock)
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


def _among(passage: NumberedSentence, at: int) -> Iterator[Relation]:
    """`在全省90个县中排名33位、17位`, `41个科技指标中18个居前`: ranks and parts of a stated field."""
    whole = passage.numbers[at]
    field = among(passage, at)
    if field is None:
        return
    ranks, parts, sure = field
    within = [one for one in parts if at_most([one], whole) == Agreement.CONSISTENT]
    if sure and parts[0] not in within:
        within = parts[:1]  # only the first is sure to be of this field
    for kind, found in (("rank range", ranks), ("part vs whole", within)):
        if found:
            yield bounded(kind, found, whole, at_most(found, whole))


def _stage(passage: NumberedSentence, at: int) -> Iterator[Relation]:
    """`评审项目133个，共入选84个`: what comes out of a stage is no more than what went in."""
    after = passage.numbers[at]
    if after.kind is not Kind.COUNT or not comes_out(passage, at):
        return
    for earlier in range(at - 1, max(-1, at - 4), -1):
        before = passage.numbers[earlier]
        if not _comparable(before, after):
            continue
        some = size(after) > 0  # of nothing there is no share
        if is_taken_in(passage, earlier) and some and at_most([after], before) == Agreement.CONSISTENT:
            out, into = printed(after, before)
            text = recomputed(
                "stage", after=out, before=into, ratio=plain(100 * size(after) / size(before), 1)
            )
            what = related("stage", before=before.text, after=after.text)
            yield relation("part vs whole", what, (after, before), text, Agreement.CONSISTENT)
        return


def _comparable(one: Quantity, other: Quantity) -> bool:
    return one.unit == other.unit or {one.unit, other.unit} <= word_set("counter")
