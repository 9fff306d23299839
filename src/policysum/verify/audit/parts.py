"""Parts against their whole: sums, subsets, what 其中 and 共计 promise."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policysum.quantity import Kind
from policysum.verify.audit.interval import CUT, ROUNDED, Interval, amount, plain, printed, size
from policysum.verify.audit.passage import AMOUNTS, relation, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policysum.quantity import Quantity
    from policysum.summary import Relation
    from policysum.verify.audit.passage import Passage

__all__ = ["audit_parts"]

_OF_WHICH = "其中"
_TOTAL = re.compile(
    r"(?:^|[，,、；：:（(])(?:以上)?(?:共计|合计|总计|总共|一共|累计|共)(?:有|为|达到?|约|投资|完成)?$"
)
_SUMMED = re.compile(
    r"(?:[，,、](?:综合|总|合计|共计|累计)[^，,。；、]{1,8}|[，,、](?:共|共计|合计|总计)[^，,。；、]{0,4})$"
)
_LISTED = re.compile(r"(?:[：:]|包括|分别(?:是|为|有)|即|含)[^，,。；、]{0,16}$")
_ITEM = re.compile(r"[，,、；][^，,。；、]{1,14}")
_LEVEL = re.compile(r"达|到|累计|总|共")
"""A part told as a stock may be more than a whole told as an increase."""

_NEW = re.compile(
    r"(?:新增|新认定|净增|增加|新建|新登记|新入库|新设立?|新注册|新培育|新入选)[^，,。；、]{0,20}$"
)
_STOCK = re.compile(
    r"[，,、][^，,。；、]{0,24}?(?P<cue>总数|总量|累计|总计|保有量|总[^，,。；、]{1,4}达|达到|增至|达|升至|共有)(?:增至|增加到|达到?|超过?|为|约|已)*"
)
_DIRECT = re.compile(r"[，,、](?:达到?|增至)")
"""No word between new and total: the total is of the very thing that was added."""

_AMONG = re.compile(
    # 90个县(市、区)中的 …, 41个指标中我市 …, 104种产品中，…; not 232所高中, 9个中心
    r"(?:[^，,。；（()）]{0,14}|[^，,。；（()）]{0,8}[（(][^）)]{0,12}[）)])(?:中(?=[，,我有排位居])|(?<![高初县])中(?=的))"
)
_FIELD = re.compile(r"[在从][^，,。；]{0,12}$")
_NO_FIELD = frozenset({"期", "次", "届", "批", "年", "岁", "周岁", "月", "天"})
"""Units that number or date things; what bears them is not a part of a whole."""
_EACH = re.compile(r"(?:每|人均|户均|平均)[^，,。；、]{0,6}$")
"""A number for each head or place is not the whole of anything."""

_INTAKE = re.compile(r"申报|评审|组织|推荐|征集|申请|受理|需求")
_OUTCOME = re.compile(r"入选|立项|获批|通过|推荐|对接|签约|落地|认定|入库|批准")
"""What is applied for or reviewed, and what comes out of it."""

_APPLIED = re.compile(r"申报[^，,。；、]*$")
"""推荐申报 is an intake of its own."""

_STAGE_GAP = 24
_MOST_PARTS = 40
_NEAR = 0.9
"""A list whose parts make up less of the whole than this is plainly a selection."""

_SURE = ("合计", "共计", "总计")
"""Words that promise a sum; 共 and 累计 may count something else."""


def audit_parts(passage: Passage) -> Iterator[Relation]:
    """Sums and subsets inside one sentence."""
    yield from _of_which(passage)
    for at in range(1, len(passage.numbers)):
        yield from _total_of(passage, at)
        yield from _new_and_stock(passage, at)
        yield from _stage(passage, at)
    for at in range(len(passage.numbers)):
        yield from _among(passage, at)
        yield from _listed(passage, at)


def _of_which(passage: Passage) -> Iterator[Relation]:
    cue = passage.text.find(_OF_WHICH, passage.start, passage.end)
    numbers = passage.numbers
    earlier = [
        at
        for at, number in enumerate(numbers)
        if number.end <= cue and number.kind in AMOUNTS and number.unit not in _NO_FIELD
        if not _EACH.search(passage.before(at))
    ]
    later = [at for at, number in enumerate(numbers) if number.start > cue and number.kind in AMOUNTS]
    if cue < 0 or not earlier or not later:
        return
    for unit in dict.fromkeys((numbers[at].kind, numbers[at].unit) for at in later):
        wholes = [numbers[at] for at in earlier if (numbers[at].kind, numbers[at].unit) == unit]
        parts = [numbers[at] for at in later if (numbers[at].kind, numbers[at].unit) == unit]
        if not wholes:
            continue
        sum_found = _sum(wholes[-1], parts)
        if sum_found is not None:
            yield sum_found
            continue
        direct = numbers[later[0]] is parts[0] and numbers[earlier[-1]] is wholes[-1]
        first = numbers.index(parts[0])
        listed = _run(passage, first, parts)
        if direct and listed > 2:
            doubtful = _doubtful(wholes[-1], parts[:listed])
            if doubtful is not None:
                yield doubtful
                continue
        lead = passage.text[cue : parts[0].start]
        yield from _subset(wholes, parts[:listed], certain=direct and not _LEVEL.search(lead))


def _run(passage: Passage, first: int, parts: Sequence[Quantity]) -> int:
    """How many parts stand in one plain list, nothing else between them."""
    numbers, listed = passage.numbers, 1
    while (
        listed < len(parts)
        and numbers[first + listed] is parts[listed]
        and _ITEM.fullmatch(passage.before(first + listed))
    ):
        listed += 1
    return listed


def _doubtful(whole: Quantity, parts: Sequence[Quantity]) -> Relation | None:
    """A list of parts that comes to more than its whole, or so near to it that a slip is likely."""
    value, stated = sum(map(size, parts)), size(whole)
    if value < _NEAR * stated or _sum_verdict(whole, parts) != "inconsistent":
        return None
    note = "; the parts may overlap" if value > stated else "; the list may leave something out"
    return _summed(whole, parts, "cannot tell", note)


def _sum(whole: Quantity, parts: Sequence[Quantity]) -> Relation | None:
    """The sum of two or more leading parts, if it is the whole."""
    if len(parts) > _MOST_PARTS:
        return None
    value = size(parts[0]) if parts else 0.0
    for count in range(2, len(parts) + 1):
        value += size(parts[count - 1])
        if not _close(value, size(whole)):
            continue
        if _sum_verdict(whole, parts[:count]) == "consistent":
            return _summed(whole, parts[:count], "consistent")
    return None


def _sum_verdict(whole: Quantity, parts: Sequence[Quantity]) -> str | None:
    spans = {slack: [amount(part, slack) for part in parts] for slack in (ROUNDED, CUT)}
    answers = []
    for slack, found in spans.items():
        stated = amount(whole, slack)
        known = [span for span in found if span is not None]
        if stated is None or len(known) < len(parts):
            return None
        total = Interval(sum(span.low for span in known), sum(span.high for span in known))
        answers.append(total.meets(stated))
    if answers[0]:
        return "consistent"
    return "cannot tell" if answers[1] else "inconsistent"


def _close(value: float, stated: float) -> bool:
    return abs(value - stated) <= 0.02 * abs(stated)  # open bounds meet almost anything


def _summed(whole: Quantity, parts: Sequence[Quantity], verdict: str, note: str = "") -> Relation:
    text = f"{'+'.join(printed(*parts))} = {shown(sum(map(size, parts)), whole, 4)}"
    if verdict != "consistent":
        text += f", stated {whole.text}{note}"
    return relation(
        "sum", f"{' + '.join(part.text for part in parts)} = {whole.text}", (*parts, whole), text, verdict
    )


def _subset(wholes: Sequence[Quantity], parts: Sequence[Quantity], *, certain: bool) -> Iterator[Relation]:
    whole, stated = wholes[-1], amount(wholes[-1])
    spans = [amount(part) for part in parts]
    known = [span for span in spans if span is not None]
    if stated is None or len(known) < len(parts):
        return
    fits = all(span.low <= stated.high for span in known)
    if not fits:
        largest = max(span.low for span in known)
        if not certain or not all(largest > most.high for most in map(amount, wholes) if most is not None):
            return
    sign = ("<=" if fits else ">") if len(parts) == 1 else ("all <=" if fits else "not all <=")
    *left, right = printed(*parts, whole)
    yield relation(
        "part vs whole",
        f"{'、'.join(part.text for part in parts)} of {whole.text}",
        (*parts, whole),
        f"{', '.join(left)} {sign} {right}",
        "consistent" if fits else "inconsistent",
    )


def _total_of(passage: Passage, at: int) -> Iterator[Relation]:
    """`A 3家、B 5家，共8家`, and `降低0.5%、0.87%，综合降低1.37%`."""
    words = passage.before(at)
    strict = _TOTAL.search(words)
    if not strict and not _SUMMED.search(words):
        return
    first = at
    while first and passage.kin(first - 1, at):
        first -= 1
    parts = passage.numbers[first:at]
    whole = passage.numbers[at]
    if len(parts) < 2 or whole.kind not in AMOUNTS | {Kind.PERCENT}:
        return
    for begin in range(len(parts) - 1):
        found = _sum(whole, parts[begin:])
        if found is not None and len(found.spans) == len(parts) - begin + 1:
            yield found
            return
    certain = strict and not first and whole.kind in AMOUNTS and any(word in words for word in _SURE)
    if certain and _sum_verdict(whole, parts) == "inconsistent":
        yield _summed(whole, parts, "inconsistent" if _parallel(passage, first, at) else "cannot tell")


def _parallel(passage: Passage, first: int, last: int) -> bool:
    """Whether the parts stand in one plain list, so that nothing can be missing from the sum."""
    return all(_ITEM.fullmatch(passage.before(at)) is not None for at in range(first + 1, last))


def _listed(passage: Passage, at: int) -> Iterator[Relation]:
    """`105个：工业类3个、城建类28个…`: a whole and the list of its parts, without 其中."""
    numbers = passage.numbers
    if (
        numbers[at].kind not in AMOUNTS
        or at + 2 >= len(numbers)
        or not _LISTED.search(passage.before(at + 1))
    ):
        return
    last = at + 1
    while last < len(numbers) and passage.kin(at, last):
        last += 1
    found = _sum(numbers[at], numbers[at + 1 : last])
    if found is not None and _OF_WHICH not in passage.before(at + 1):
        yield found


def _new_and_stock(passage: Passage, at: int) -> Iterator[Relation]:
    """`新认定56家，总数达162家`: what is new is part of what there is."""
    new, stock = passage.numbers[at - 1], passage.numbers[at]
    cue = _STOCK.fullmatch(passage.between(at - 1, at))
    if not passage.kin(at - 1, at) or new.kind not in AMOUNTS or cue is None:
        return
    if not _NEW.search(passage.before(at - 1)) or _NEW.search(cue[0]) or _OF_WHICH in cue[0]:
        return
    added, total = amount(new), amount(stock)
    if added is None or total is None:
        return
    base = size(stock) - size(new)
    if added.low <= total.high:
        text = f"{' <= '.join(printed(new, stock))}; implied base {shown(base, stock)}"
        yield relation(
            "stock and flow", f"{new.text} new, {stock.text} in all", (new, stock), text, "consistent"
        )
    elif cue["cue"].startswith("总") or cue["cue"] == "累计" or _DIRECT.fullmatch(cue[0]):
        text = f"{' > '.join(printed(new, stock))}: more were added than there are"
        yield relation(
            "stock and flow", f"{new.text} new, {stock.text} in all", (new, stock), text, "inconsistent"
        )


def _among(passage: Passage, at: int) -> Iterator[Relation]:
    """`在全省90个县中排名33位、17位`, `41个科技指标中18个居前`: ranks and parts of a stated field."""
    whole = passage.numbers[at]
    cue = _AMONG.match(passage.text, whole.end, passage.end)
    if whole.kind is not Kind.COUNT or cue is None or whole.unit in _NO_FIELD:
        return
    if not _FIELD.search(passage.before(at)) and passage.text[cue.end() : cue.end() + 1] not in "，,我":
        return
    later = passage.numbers[at + 1 :]
    parts = [one for one in later if one.kind is Kind.COUNT and one.unit == whole.unit]
    first = parts[0].start if parts else passage.end
    ranks = [
        one for one in later if one.kind is Kind.RANK and one.start < first and not one.text.startswith("前")
    ]
    if ranks:
        yield from _fielded("rank range", ranks, whole)
    if parts and (_within(parts, whole) or parts[0] is not later[0] or _within(parts[:1], whole)):
        # a later number of the sentence may have left the field, so only the first can exceed it
        yield from _fielded("part vs whole", [one for one in parts if _within([one], whole)], whole)
    elif parts:
        yield from _fielded("part vs whole", parts[:1], whole)


def _within(found: Sequence[Quantity], whole: Quantity) -> bool:
    field = amount(whole)
    spans = [amount(one) for one in found]
    return field is not None and all(span is not None and span.low <= field.high for span in spans)


def _fielded(kind: str, found: Sequence[Quantity], whole: Quantity) -> Iterator[Relation]:
    if not found:
        return
    fits = _within(found, whole)
    text = f"{', '.join(printed(*found))} {'all <=' if fits else 'not all <='} {printed(whole)[0]}"
    what = f"{'、'.join(number.text for number in found)} of {whole.text}"
    yield relation(kind, what, (*found, whole), text, "consistent" if fits else "inconsistent")


def _stage(passage: Passage, at: int) -> Iterator[Relation]:
    """`评审项目133个，共入选84个`: what comes out of a stage is no more than what went in."""
    after, words = passage.numbers[at], passage.before(at)
    if (
        after.kind is not Kind.COUNT
        or len(words) > _STAGE_GAP
        or _APPLIED.search(words)
        or not _OUTCOME.search(words)
    ):
        return
    for earlier in range(at - 1, max(-1, at - 4), -1):
        before = passage.numbers[earlier]
        if before.kind is not Kind.COUNT or (
            before.unit != after.unit and {before.unit, after.unit} != {"个", "项"}
        ):
            continue
        given = passage.before(earlier) + passage.after(earlier)
        first, second = amount(before), amount(after)
        if _INTAKE.search(given) and first and second and 0 < second.low <= first.high:
            text = " <= ".join(printed(after, before))
            text += f" ({plain(100 * size(after) / size(before), 1)}%)" if size(before) else ""
            yield relation(
                "part vs whole", f"{after.text} out of {before.text}", (after, before), text, "consistent"
            )
        return
