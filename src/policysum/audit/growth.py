"""Rates and differences against the levels they are said of: `从51.54亿元增长到77.49亿元，年复合增长率22.6%`."""

from __future__ import annotations

from math import pow  # noqa: A004 - the builtin turns negative bases into complex numbers
from typing import TYPE_CHECKING

from policysum.audit.findings import relation, shown
from policysum.audit.interval import amount, plain, printed, relative_change, size, summed, verdict
from policysum.audit.texts import recomputed, related, remark, turned
from policysum.quantity import Kind
from policysum.statements.arithmetic.changes import (
    frame,
    in_real_terms,
    is_transition,
    rate_said,
    shrinks_by,
    years_between,
)
from policysum.statements.arithmetic.words import word_set
from policysum.verification import Agreement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policysum.quantity import Quantity
    from policysum.statements.arithmetic.changes import Rate
    from policysum.statements.arithmetic.passage import NumberedSentence
    from policysum.verification import Relation

__all__ = ["audit_growth", "difference"]

_RATES = frozenset({Kind.PERCENT, Kind.FRACTION, Kind.MULTIPLE})


def audit_growth(passage: NumberedSentence) -> Iterator[Relation]:
    """Rates, multiples and differences against two levels of the same sentence."""
    numbers = passage.numbers
    for second in range(1, len(numbers)):
        first = second - 1
        if not passage.kin(first, second) or not is_transition(passage, first):
            continue
        if second + 1 < len(numbers):
            yield from _rate_of_transition(passage, first, second)
    for at in range(1, len(numbers)):
        yield from _delta(passage, at)


def _rate_of_transition(passage: NumberedSentence, first: int, second: int) -> Iterator[Relation]:
    low, high, rate = passage.numbers[first], passage.numbers[second], passage.numbers[second + 1]
    said = rate_said(passage, second)
    if said is None:
        return
    down = said.down
    if low.kind is Kind.RANK:
        if rate.unit in word_set("places"):  # the smaller number is the higher rank
            yield from difference(rate, *((low, high) if size(high) > size(low) else (high, low)))
        return
    if rate.unit in word_set("points") or passage.kin(second, second + 1):
        if not said.yearly:  # a difference a year would need its years
            yield from difference(rate, *((high, low) if down else (low, high)))
        return
    if rate.kind in _RATES:
        yield from _rate(passage, (low, high, rate), said, years_between(passage, first, second))


def _rate(
    passage: NumberedSentence, numbers: tuple[Quantity, Quantity, Quantity], said: Rate, years: int | None
) -> Iterator[Relation]:
    down = said.down
    if said.yearly:
        if years is not None:
            yield from _compound(passage, numbers, years, down=down)
        return
    whole = numbers[-1].kind is Kind.MULTIPLE or years == 1 or said.whole
    for one in _total(passage, numbers, down=down):
        if one.verdict == Agreement.CONSISTENT or whole:
            yield one
        elif years is not None:  # the rate may be that of the last year alone
            yield one.model_copy(update={"verdict": Agreement.UNDECIDED})


def _compound(
    passage: NumberedSentence, numbers: tuple[Quantity, Quantity, Quantity], years: int, *, down: bool
) -> Iterator[Relation]:
    low, high, rate = numbers

    def power(start: float, end: float) -> float:
        return pow(end / start, 1.0 / years) - 1.0

    def simple(start: float, end: float) -> float:
        return (end / start - 1.0) / years

    found = verdict(power, (low, high), lambda slack: relative_change(rate, slack, down=down))
    average = verdict(simple, (low, high), lambda slack: relative_change(rate, slack, down=down))
    if found is None:
        return
    later, earlier = printed(high, low)
    text = recomputed(
        "growth_yearly",
        later=later,
        earlier=earlier,
        years=years,
        rate=plain(power(size(low), size(high)) * 100),
    )
    if found != Agreement.CONSISTENT and average == Agreement.CONSISTENT:
        text += remark("simple_average", rate=plain(simple(size(low), size(high)) * 100))
        found = Agreement.CONSISTENT
    what = related(
        "growth_yearly",
        low=low.text,
        high=high.text,
        years=years,
        turn=turned(down=down),
        rate=rate.text,
    )
    yield _rated(passage, what, numbers, text, found)


def _total(
    passage: NumberedSentence, numbers: tuple[Quantity, Quantity, Quantity], *, down: bool
) -> Iterator[Relation]:
    """A rate without 年均, of the whole change."""
    low, high, rate = numbers
    found = verdict(
        lambda start, end: end / start - 1, (low, high), lambda slack: relative_change(rate, slack, down=down)
    )
    if rate.kind is Kind.MULTIPLE:  # 增长3倍 is said for threefold, too
        threefold = verdict(lambda start, end: end / start, (low, high), lambda slack: amount(rate, slack))
        found = threefold if threefold == Agreement.CONSISTENT else found
    if found is None:
        return
    later, earlier = printed(high, low)
    ratio = size(high) / size(low)
    text = recomputed(
        "growth",
        later=later,
        earlier=earlier,
        ratio=plain(ratio),
        turn=turned(down=ratio < 1),
        change=plain(abs(ratio - 1) * 100),
    )
    what = related("growth", low=low.text, high=high.text, turn=turned(down=down), rate=rate.text)
    yield _rated(passage, what, numbers, text, found)


def _rated(
    passage: NumberedSentence, what: str, numbers: tuple[Quantity, ...], text: str, found: Agreement
) -> Relation:
    if found != Agreement.CONSISTENT:
        text += remark("stated", stated=numbers[-1].text)
        if in_real_terms(passage):
            found, text = Agreement.UNDECIDED, text + remark("constant_prices")
    return relation("growth rate vs levels", what, numbers, text, found)


def difference(gap: Quantity, low: Quantity, high: Quantity) -> Iterator[Relation]:
    """`high` less `low` against the difference that is stated."""
    found = summed((low, gap), high)
    later, earlier = printed(high, low)
    remarks = [] if found == Agreement.CONSISTENT else ["stated"]
    yield relation(
        "difference",
        related("difference", low=low.text, high=high.text, gap=gap.text),
        (low, high, gap),
        recomputed(
            "difference",
            *remarks,
            later=later,
            earlier=earlier,
            gap=shown(size(high) - size(low), gap, 4),
            stated=gap.text,
        ),
        found,
    )


def _delta(passage: NumberedSentence, at: int) -> Iterator[Relation]:
    """`30788元，比2010年增加13480元，年均递增12.2%`: level, difference from the base, rate."""
    numbers = passage.numbers
    if at + 1 >= len(numbers):
        return
    level, delta, rate = numbers[at - 1 : at + 2]
    if not passage.kin(at - 1, at) or rate.kind not in _RATES or rate.unit in word_set("points"):
        return
    said, down = rate_said(passage, at), shrinks_by(passage, at - 1)
    if said is None:
        return
    years = frame(passage, level, delta) if said.yearly else 1
    if years is None or down is not said.down:
        return
    sign = -1.0 if down else 1.0

    def grown(now: float, gap: float) -> float:
        return pow(now / (now - sign * gap), 1.0 / years) - 1.0

    found = verdict(grown, (level, delta), lambda slack: relative_change(rate, slack, down=down))
    if found is None:
        return
    base = shown(size(level) - sign * size(delta), level)
    text = recomputed(
        "growth_based_yearly" if years > 1 else "growth_based",
        base=base,
        level=printed(level)[0],
        years=years,
        rate=plain(grown(size(level), size(delta)) * 100),
    )
    what = related(
        "growth_based",
        level=level.text,
        gap_turn=turned("amount", down=down),
        delta=delta.text,
        turn=turned("yearly" if years > 1 else "rate", down=down),
        rate=rate.text,
    )
    yield _rated(passage, what, (level, delta, rate), text, found)
