"""Shares against part and whole: `53家规上企业，有研发活动的25家，占三分之一`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policysum.audit.findings import relation, shown
from policysum.audit.interval import plain, printed, share, size, verdict
from policysum.audit.texts import recomputed, related, remark
from policysum.quantity import Kind
from policysum.statements.arithmetic.parts import is_each
from policysum.statements.arithmetic.passage import AMOUNTS
from policysum.statements.arithmetic.shares import (
    holds,
    is_intensity,
    is_share_of,
    label,
    names_base,
    share_said,
)
from policysum.verification import Agreement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policysum.quantity import Quantity
    from policysum.statements.arithmetic.passage import NumberedSentence
    from policysum.verification import Relation

__all__ = ["audit_shares"]


def audit_shares(passage: NumberedSentence) -> Iterator[Relation]:
    """Each stated share against its part and its whole, where the sentence names both."""
    for at in range(1, len(passage.numbers)):
        number, part = passage.numbers[at], passage.numbers[at - 1]
        if number.unit != "%" and number.kind not in {Kind.FRACTION, Kind.MULTIPLE}:
            continue
        of_whole = is_share_of(passage, at)
        if of_whole is not None:
            yield from _named(passage, at) if of_whole else ()
            continue
        if is_intensity(passage, at):
            yield from _implied(part, number, "GDP")
            continue
        said = share_said(passage, at) if part.kind in AMOUNTS else None
        if said is not None and not said.changed:
            yield from _judged(passage, at, said.base, completed=said.completed)


def _named(passage: NumberedSentence, at: int) -> Iterator[Relation]:
    """`10亿元，占年度计划12亿元的83.3%`: the whole stands inside the phrase."""
    part, whole, stated = passage.numbers[at - 2 : at + 1]
    if passage.kin(at - 2, at - 1) and part.kind in AMOUNTS:
        found = _verdict(part, whole, stated)
        if found is not None:
            yield _found(part, whole, stated, found)


def _judged(passage: NumberedSentence, at: int, base: str, *, completed: bool) -> Iterator[Relation]:
    """A share against the numbers before its part; what was completed may be more than what it was to be."""
    numbers = passage.numbers
    part, stated = numbers[at - 1], numbers[at]
    wholes = [
        other
        for index, other in enumerate(numbers[: at - 1])
        if passage.kin(index, at - 1) and size(other) > 0 and (completed or size(other) >= size(part))
        if not is_each(passage, index)
    ]
    named = [whole for whole in wholes if names_base(base, label(passage, whole))] if base else wholes
    carried = _carried(passage, part) if not base and not wholes else None
    if carried is not None:
        named = [carried]
    found = [(whole, _verdict(part, whole, stated)) for whole in named]
    fitting = [whole for whole, verdict in found if verdict == Agreement.CONSISTENT]
    if fitting:
        passage.base = fitting[-1]
        yield _found(part, fitting[-1], stated, Agreement.CONSISTENT)
    elif len({whole.value for whole in named}) == 1 and all(
        _verdict(part, whole, stated) == Agreement.INCONSISTENT for whole in (*wholes, named[-1])
    ):
        passage.base = named[-1]
        if not holds(label(passage, named[-1]), base):
            yield _found(part, named[-1], stated, Agreement.UNDECIDED, other=base)
        else:
            yield _found(part, named[-1], stated, Agreement.INCONSISTENT)
    elif base and not named and not completed:
        yield from _implied(part, stated, base)


def _carried(passage: NumberedSentence, part: Quantity) -> Quantity | None:
    """The base that the sentence before measured its own share by."""
    base = passage.previous.base if passage.previous is not None else None
    if base is None or (base.kind, base.unit) != (part.kind, part.unit):
        return None
    return base


def _verdict(part: Quantity, whole: Quantity, stated: Quantity) -> Agreement | None:
    return verdict(
        lambda one, all_of: one / all_of,
        (part, whole),
        lambda slack: share(stated, slack),
    )


def _found(
    part: Quantity, whole: Quantity, stated: Quantity, verdict: Agreement, *, other: str = ""
) -> Relation:
    """A share of a whole; `other` is what the text calls its base, where the whole found may be another one."""
    multiple = stated.kind is Kind.MULTIPLE
    ratio = size(part) / size(whole)
    first, second = printed(part, whole)
    text = recomputed(
        "share", part=first, whole=second, ratio=plain(ratio) if multiple else f"{plain(100 * ratio)}%"
    )
    if verdict != Agreement.CONSISTENT:
        wanted = size(whole) * size(stated) / (100 if stated.kind is Kind.PERCENT else 1)
        text += remark("share_wrong", stated=stated.text, whole=whole.text, wanted=shown(wanted, part))
    if other:
        text += remark("other_base", base=other)
    what = related("multiple" if multiple else "share", part=part.text, whole=whole.text, stated=stated.text)
    return relation("share", what, (part, whole, stated), text, verdict)


def _implied(part: Quantity, stated: Quantity, base: str) -> Iterator[Relation]:
    scale = 100 if stated.kind is Kind.PERCENT else 1
    if size(stated) <= 0 or part.bound is not stated.bound:
        return
    value = shown(size(part) / size(stated) * scale, part)
    text = recomputed("implied", part=part.text, stated=stated.text, value=value, base=base)
    what = related("share", part=part.text, whole=base, stated=stated.text)
    yield relation("share", what, (part, stated), text, Agreement.UNDECIDED)
