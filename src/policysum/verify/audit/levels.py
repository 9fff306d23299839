"""Levels of one indicator in different sentences: last year's figure, the target, and the rate between them."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from policysum.quantity import Bound, Kind
from policysum.verify.audit.interval import Interval, amount, plain, printed, share, size
from policysum.verify.audit.passage import AMOUNTS, relation, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policysum.quantity import Ledger, Mention
    from policysum.summary import Relation

__all__ = ["audit_levels"]

_AFTER = re.compile(
    r"[，,、（(]?(?:预计|力争|确保)?(?:同比|比上年|较上年|比去年|较去年|与上年相比)?(?P<word>增长|增加|提高|下降|减少)(?:了|约|近|超过?|达到?|为)*"
)
_BEFORE = re.compile(
    r"(?:左右|以上)?[，,、](?:总量|总额|规模)?(?:力争)?(?:达到?|增至|完成|实现|为|突破|超过?)+"
)
_LEADING = re.compile(
    r"^(?:全市|全区|全省|全县|全州|我市|我区|我省|我县|全年|今年|去年|预计|其中|完成|实现|达到|拥有|共有|现有|新增加?|新认定|净增|确保|力争|预期|目标|的)+"
)
_TRAILING = re.compile(r"(?:总量|总数|总额|达到|达|完成|实现|同比|增长|预计|为|有|至|数|额|的)+$")
_SHORTEST = 4
"""Characters of an indicator that is telling enough to be recognised elsewhere: not 投资 or 企业."""

_YEAR = re.compile(r"(?:as_of:)?(\d{4})")


def audit_levels(ledger: Ledger) -> Iterator[Relation]:
    """Targets with a rate, and new with total, against the level that an earlier sentence gives."""
    mentions = ledger.mentions
    earlier: dict[tuple[Kind, str], list[Mention]] = defaultdict(list)
    for at, mention in enumerate(mentions):
        if mention.kind not in AMOUNTS or amount(mention.quantity) is None:
            continue
        known = earlier[mention.kind, mention.unit]
        rate = _rate(ledger, at)
        if rate is not None:
            yield from _grown(mention, *rate, known)
        yield from _added(mentions, at, known)
        if mention.change in {"level", "increment"} and stem(mention.indicator):
            known.append(mention)


def stem(indicator: str) -> str:
    """An indicator without region, verb and the words for total; empty where too little is left to tell it by."""
    core = _TRAILING.sub("", _LEADING.sub("", indicator))
    return core if len(core) >= _SHORTEST else ""


def _rate(ledger: Ledger, at: int) -> tuple[Mention, bool] | None:
    """The yearly rate said of a level, right after or right before it, and whether it goes down."""
    mentions, text = ledger.mentions, ledger.text
    if at + 1 < len(mentions) and mentions[at + 1].unit == "%":
        said = _AFTER.fullmatch(text, mentions[at].end, mentions[at + 1].start)
        if said:
            return mentions[at + 1], said["word"] in {"下降", "减少"}
    before = mentions[at - 1] if at else None
    if (
        before is not None
        and before.unit == "%"
        and before.change == "growth"
        and _BEFORE.fullmatch(text, before.end, mentions[at].start)
    ):
        return before, False
    return None


def _same(one: str, other: str) -> bool:
    """Whether the shorter of two names is the longer with characters left out: 城镇人均收入 for 城镇居民人均收入."""
    short, long = sorted((one, other), key=len)
    left = iter(long)
    return 2 * len(short) > len(long) and all(char in left for char in short)


def _grown(level: Mention, rate: Mention, down: bool, known: Sequence[Mention]) -> Iterator[Relation]:
    name, now, said = stem(level.indicator), amount(level.quantity), share(rate.quantity)
    if not name or now is None or said is None or level.sentence.start == 0:
        return
    change = Interval(1 - said.high, 1 - said.low) if down else Interval(1 + said.low, 1 + said.high)
    bases = [
        base
        for base in known
        if base.sentence != level.sentence and _same(stem(base.indicator), name) and base.value != level.value
    ]
    for base in reversed(bases):
        then = amount(base.quantity)
        ratio = now.over(then) if then is not None else None
        if ratio is not None and ratio.meets(change):
            yield _growth(base, level, rate, "consistent")
            return
    certain = [base for base in bases if stem(base.indicator) == name and _next_year(base, level)]
    if len({base.value for base in certain}) == 1 and level.bound is Bound.EXACT is rate.bound:
        yield _growth(certain[-1], level, rate, "cannot tell")


def _growth(base: Mention, level: Mention, rate: Mention, verdict: str) -> Relation:
    one, other = printed(level.quantity, base.quantity)
    change = (size(level.quantity) / size(base.quantity) - 1) * 100
    text = f"{one}/{other}-1 = {plain(change)}%"
    if verdict != "consistent":
        text += f", stated {rate.text}; a revised base or constant prices could explain it"
    return relation(
        "growth rate vs levels",
        f"{stem(level.indicator)}: {base.text} → {level.text} told as {rate.text}",
        (base.quantity, level.quantity, rate.quantity),
        text,
        verdict,
    )


def _next_year(base: Mention, level: Mention) -> bool:
    first, second = _YEAR.match(base.period or ""), _YEAR.match(level.period or "")
    return bool(first and second and int(second[1]) == int(first[1]) + 1)


def _added(mentions: Sequence[Mention], at: int, known: Sequence[Mention]) -> Iterator[Relation]:
    """`新增166家，总量达到550家` against the 388 that an earlier sentence counts."""
    total, new = mentions[at], mentions[at - 1] if at else None
    if (
        new is None
        or new.change != "increment"
        or "总" not in total.own + total.indicator
        or (new.kind, new.unit) != (total.kind, total.unit)
    ):
        return
    name = stem(new.indicator)
    if not name or new.sentence != total.sentence or not _same(stem(total.indicator) or name, name):
        return
    added, stated = amount(new.quantity), amount(total.quantity)
    bases = [
        base
        for base in known
        if base.change == "level" and stem(base.indicator) == name and base.sentence != total.sentence
    ]
    if added is None or stated is None or len({base.value for base in bases}) != 1:
        return
    base = bases[-1]
    then = amount(base.quantity)
    if then is None or then.low > stated.high:
        return
    fits = (then + added).meets(stated)
    value = size(base.quantity) + size(new.quantity)
    first, second = printed(base.quantity, new.quantity)
    text = f"{first}+{second} = {shown(value, total.quantity)}"
    if not fits:
        implied = size(total.quantity) - size(new.quantity)
        text += f", stated {total.text} (implied base {shown(implied, total.quantity)}); what lapses in between could explain it"
    yield relation(
        "stock and flow",
        f"{name}: {base.text} now, {new.text} new, {total.text} in all",
        (base.quantity, new.quantity, total.quantity),
        text,
        "consistent" if fits else "cannot tell",
    )
