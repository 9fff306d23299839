"""Levels of one indicator in different sentences: last year's figure, the target, and the rate between them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from policysum.audit.findings import relation, shown
from policysum.audit.interval import computable, exact, plain, printed, relative_change, size, summed, verdict
from policysum.audit.texts import recomputed, related, remark, turned
from policysum.statements.arithmetic.levels import (
    is_grand_total,
    is_meant_to_fall,
    is_yearly_work,
    rate_after,
    rate_before,
    stem,
)
from policysum.statements.arithmetic.passage import AMOUNTS
from policysum.statements.contexts.period_codes import years_of
from policysum.verification import Agreement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policysum.quantity import Kind
    from policysum.statements import Ledger, Mention
    from policysum.verification import Relation

__all__ = ["audit_levels"]

_REMEMBERED = 100
"""How many levels of one unit with the same last characters are compared: it bounds the work."""


class _Known:
    """Levels met so far, to be found again by the name of their indicator."""

    def __init__(self) -> None:
        self._found: dict[tuple[Kind, str, str], list[tuple[str, Mention]]] = defaultdict(list)

    def add(self, name: str, mention: Mention) -> None:
        """Remember a level."""
        self._found[mention.kind, mention.unit, name[-2:]].append((name, mention))

    def like(self, name: str, mention: Mention) -> list[tuple[str, Mention]]:
        """Other levels of the same unit in earlier sentences whose name is the same or shortened."""
        near = self._found[mention.kind, mention.unit, name[-2:]][-_REMEMBERED:]
        return [
            (known, base)
            for known, base in near
            if base.sentence != mention.sentence and base.value != mention.value and _same(known, name)
        ]


def audit_levels(ledger: Ledger) -> Iterator[Relation]:
    """Targets with a rate, and new with total, against the level that an earlier sentence gives."""
    known = _Known()
    for at, mention in enumerate(ledger.mentions):
        if mention.kind not in AMOUNTS or exact(mention.quantity) is None:
            continue
        rate = _rate(ledger, at)
        name = stem((rate[0] if rate is not None and rate[0].start < mention.start else mention).indicator)
        if rate is not None:
            yield from _grown(name, mention, *rate, known.like(name, mention))
        elif mention.status == "target" and mention.change == "level":
            yield from _aimed(name, mention, known.like(name, mention))
        yield from _added(ledger.mentions, at, known)
        if mention.change in {"level", "increment"}:
            known.add(name, mention)


def _rate(ledger: Ledger, at: int) -> tuple[Mention, bool] | None:
    """The yearly rate said of a level, right after or right before it, and whether it goes down."""
    mentions = ledger.mentions
    if at + 1 < len(mentions) and mentions[at + 1].unit == "%" and computable(mentions[at + 1].quantity):
        down = rate_after(ledger, mentions[at], mentions[at + 1])
        if down is not None:
            return mentions[at + 1], down
    before = mentions[at - 1] if at else None
    if (
        before is not None
        and before.unit == "%"
        and computable(before.quantity)
        and before.change == "growth"
        and rate_before(ledger, before, mentions[at])
    ):
        return before, False
    return None


def _same(one: str, other: str) -> bool:
    """Whether the shorter of two names is the longer with characters left out: 城镇人均收入 for 城镇居民人均收入."""
    short, long = sorted((one, other), key=len)
    left = iter(long)
    return 2 * len(short) > len(long) and all(char in left for char in short)


def _grown(
    name: str, level: Mention, rate: Mention, down: bool, bases: Sequence[tuple[str, Mention]]
) -> Iterator[Relation]:
    found = [
        (known_as, base, _grown_verdict(base, level, rate, down=down))
        for known_as, base in reversed(bases)
        if size(base.quantity) > 0  # from nothing there is no rate
    ]
    fitting = next((base for _, base, verdict in found if verdict == Agreement.CONSISTENT), None)
    if fitting is not None:
        yield _growth(name, (fitting, level, rate), Agreement.CONSISTENT, down=down)
        return
    certain = [base for known_as, base, _ in found if known_as == name and _next_year(base, level)]
    if len({base.value for base in certain}) == 1:
        yield _growth(name, (certain[0], level, rate), Agreement.UNDECIDED, down=down)


def _grown_verdict(base: Mention, level: Mention, rate: Mention, *, down: bool) -> Agreement | None:
    return verdict(
        lambda then, now: now / then - 1,
        (base.quantity, level.quantity),
        lambda slack: relative_change(rate.quantity, slack, down=down),
    )


def _aimed(name: str, target: Mention, bases: Sequence[tuple[str, Mention]]) -> Iterator[Relation]:
    """A target against the level already reached: one below it is worth a look."""
    reached = [
        base
        for known_as, base in bases
        if known_as == name and (base.status, base.change) == ("actual", "level")
    ]
    if len({base.value for base in reached}) != 1 or target.role == reached[-1].role:
        return
    base = reached[-1]
    if size(base.quantity) <= 0 or size(target.quantity) <= 0:
        return
    change = (size(target.quantity) / size(base.quantity) - 1) * 100
    below = change < 0
    if is_meant_to_fall(target) or (below and is_yearly_work(target)):
        return
    one, other = printed(target.quantity, base.quantity)
    remarks = ["below"] if below else []
    yield relation(
        "level vs target",
        related("target", name=name, base=base.text, target=target.text),
        (base.quantity, target.quantity),
        recomputed("change", *remarks, later=one, earlier=other, change=plain(change)),
        Agreement.UNDECIDED if below else Agreement.CONSISTENT,
    )


def _growth(
    name: str, numbers: tuple[Mention, Mention, Mention], verdict: Agreement, *, down: bool
) -> Relation:
    base, level, rate = numbers
    one, other = printed(level.quantity, base.quantity)
    change = (size(level.quantity) / size(base.quantity) - 1) * 100
    remarks = [] if verdict == Agreement.CONSISTENT else ["stated", "revised_base"]
    turn = turned(down=down)
    return relation(
        "growth rate vs levels",
        related("growth_named", name=name, low=base.text, high=level.text, turn=turn, rate=rate.text),
        (base.quantity, level.quantity, rate.quantity),
        recomputed("change", *remarks, later=one, earlier=other, change=plain(change), stated=rate.text),
        verdict,
    )


def _next_year(base: Mention, level: Mention) -> bool:
    first, second = years_of(base.period), years_of(level.period)
    return bool(first and second) and min(second) == min(first) + 1


def _added(mentions: Sequence[Mention], at: int, known: _Known) -> Iterator[Relation]:
    """`新增166家，总量达到550家` against the 388 that an earlier sentence counts."""
    total, new = mentions[at], mentions[at - 1] if at else None
    if (
        new is None
        or new.change != "increment"
        or not is_grand_total(total)
        or (new.kind, new.unit) != (total.kind, total.unit)
    ):
        return
    name = stem(new.indicator)
    if not _same(stem(total.indicator) or name, name):
        return
    bases = [base for known_as, base in known.like(name, new) if known_as == name and base.change == "level"]
    if len({base.value for base in bases}) != 1 or size(bases[-1].quantity) > size(total.quantity):
        return  # a stock that was larger before is one of something else
    base = bases[-1]
    found = summed((base.quantity, new.quantity), total.quantity)
    text = recomputed(
        "sum",
        parts="+".join(printed(base.quantity, new.quantity)),
        total=shown(size(base.quantity) + size(new.quantity), total.quantity),
    )
    if found != Agreement.CONSISTENT:
        implied = shown(size(total.quantity) - size(new.quantity), total.quantity)
        text += remark("lapsed", total=total.text, base=implied)
    yield relation(
        "stock and flow",
        related("stock_named", name=name, base=base.text, new=new.text, total=total.text),
        (base.quantity, new.quantity, total.quantity),
        text,
        Agreement.CONSISTENT if found == Agreement.CONSISTENT else Agreement.UNDECIDED,
    )
