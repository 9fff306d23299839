"""The one pass over the sentences of a text that says of each number what it is bound to and how it is meant."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from policysum.quantity import signs
from policysum.quantity.segment import asides
from policysum.statements.aims import Aims
from policysum.statements.asked import Asked
from policysum.statements.binder import bind_sentence
from policysum.statements.changes import change_of, direction_of, is_level
from policysum.statements.discourse import Topics, marked, opens
from policysum.statements.ground import Ground
from policysum.statements.grounds import status_ground
from policysum.statements.incentives import consists_of_payments, may_be_condition
from policysum.statements.kpis import is_kpi
from policysum.statements.mention import Mention
from policysum.statements.period import Timeline
from policysum.statements.places import Place, Walk
from policysum.statements.status import status_of
from policysum.statements.targets import aims_again, is_gap, says_result

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from policysum.quantity.model import Quantity, Span
    from policysum.statements.binding import Binding
    from policysum.statements.report import Report

__all__ = ["mentions_of"]

_AHEAD = frozenset({"forecast", "target"})
_LISTED_STATUS = frozenset({"rule", "target"})
"""What the members of a bare list share with its first: 增速目标分别为15%、13%."""


@dataclass(slots=True)
class _Sentence:
    """A sentence and its numbers, `[first, stop)` of all.

    `anew` says that it opens a paragraph or an item, `item` that an item; `heeded` that it has a number, or that one
    after it may take over what it speaks of.
    """

    span: Span
    first: int
    stop: int
    anew: bool
    item: bool
    heeded: bool


class _Status(NamedTuple):
    """How a number is meant: `read` from its own words, `value` with what its neighbour says; `taken_over` from that.

    `reached` is what an aim or a forecast of an earlier clause is good for, if one holds for it; `aimed` says that the
    words before it aim at it, whatever its year.
    """

    read: str
    value: str
    taken_over: bool = False
    reached: Ground | None = None
    aimed: bool = False


def mentions_of(
    report: Report, quantities: Sequence[Quantity], sentences: Sequence[Span]
) -> Iterator[Mention]:
    """Every number of a text with what it is bound to, in source order.

    Args:
        report: The text, its parts and its time.
        quantities: Its numbers, in order.
        sentences: Its sentences, in order.
    """
    walk = Walk(report, pays=consists_of_payments(report, quantities, sentences))
    timeline = Timeline(report.text, report.clock, titled=report.titled, known=report.known)
    aims = Aims(report.text, report.clock.past)
    topics = Topics()
    for sentence in _read_ahead(report.text, quantities, sentences):
        span = sentence.span
        aims.enter(span, anew=sentence.anew)
        titles = walk.at(span.start).path
        if not sentence.heeded:
            timeline.skip(span, titles, anew=sentence.anew, item=sentence.item)
            continue
        inside = quantities[sentence.first : sentence.stop]
        apart = asides(report.text, *span)
        bindings = bind_sentence(report.text, span, inside, topics, apart=apart, anew=sentence.anew)
        timeline.enter(span, inside, apart, titles, anew=sentence.anew, item=sentence.item)
        bound = {item.quantity.start: item for item in bindings}
        mention = None
        for quantity in inside:
            item = bound.get(quantity.start)
            place = walk.at(quantity.start)
            if item is None:
                # A date, an ordinal, a name: nothing is bound to it.
                yield Mention(quantity, span, span, role=place.role, path=place.path)
            else:
                reached = aims.reached(quantity.start, quantity.end, place.role)
                meant = _status(item, report, place, mention, reached)
                mention = _finished(item, report, timeline, mention, place, meant=meant)
                yield mention


def _read_ahead(text: str, quantities: Sequence[Quantity], sentences: Sequence[Span]) -> list[_Sentence]:
    """The sentences with what is to be known before any of them is bound."""
    starts = [item.start for item in quantities]
    found: list[_Sentence] = []
    last = 0
    for span in sentences:
        first, stop = bisect_left(starts, span.start), bisect_left(starts, span.end)
        item = marked(text, span)
        anew = item or opens(text, last, span)
        found.append(_Sentence(span, first, stop, anew=anew, item=item, heeded=first < stop))
        last = span.end
    heard = False
    for sentence in reversed(found):
        sentence.heeded = heard or sentence.heeded
        heard = sentence.heeded and not sentence.anew
    return found


def _status(
    item: Binding, report: Report, place: Place, last: Mention | None, reached: tuple[str, Ground]
) -> _Status:
    """How a number is meant; what is held against an aim given just before is an aim as well, unless it is a result.

    Args:
        item: The bound number.
        report: The report.
        place: Its region.
        last: The number before it in its sentence.
        reached: The aim or forecast of an earlier clause that is still open, and what it is good for.
    """
    role = place.role
    pays = report.title_says == "rule" or (place.pays and may_be_condition(item, report.text))
    read = status_of(item, report.text, role, report.year, guessed=place.guessed, pays=pays)
    aimed = reached[0] == "target"
    # 拟投资4亿元的茶厂 says nothing of what follows.
    held = last if last and not report.text.startswith(signs.OF, last.end) else None
    if held and item.parent and item.parent == held.indicator and held.status in _AHEAD:
        meant = _Status(read, held.status, taken_over=held.status != read)
    elif (item.joined or item.moved) and last and last.status in _LISTED_STATUS and read == "actual":
        meant = _Status(read, last.status, taken_over=True)
    elif reached[0] and read == "actual" and role != "plan" and not item.criterion:
        meant = _Status(read, reached[0], reached=reached[1])
    elif reached[0] == read and role == "plan" and reached[1].convicts:
        meant = _Status(read, read, reached=reached[1])  # 今年预期目标是：生产总值增长8%
    else:
        return _Status(read, read, aimed=aimed)
    opening = report.text[item.clause.start : item.quantity.start]
    planned = report.text[last.clause.start : last.start] if last else ""
    if says_result(item.before, planned) or item.earlier or is_gap(opening, item.quantity.unit):
        return _Status(read, read)
    return meant._replace(aimed=aimed)


def _change(item: Binding, status: str, last: Mention | None) -> str:
    """Which kind of figure a number is: a share that is aimed at anew is one of the kind of that before it."""
    change = change_of(item, status)
    return last.change if change == "share" and last and aims_again(item.before) else change


def _finished(
    item: Binding, report: Report, timeline: Timeline, last: Mention | None, place: Place, *, meant: _Status
) -> Mention:
    """A bound number with its cues read, after `last`, the one before it in its sentence."""
    role, path, guessed, _ = place
    status = meant.value
    change = _change(item, status, last)
    level = None if status == "rule" else is_level(item, change)
    kpi = is_kpi(item, role)
    period, period_ground = _period(item, timeline, place, change=change, level=level, kpi=kpi, last=last)
    if meant.taken_over and last and period_ground is Ground.STATED and _is_earlier(period, last.period):
        meant = _Status(meant.read, meant.read)  # 规划到2025年达到30万吨，2023年末为24万吨
        status = meant.value
    ahead = level and not timeline.so_far and report.lies_ahead(period, guessed=guessed)
    if status == "actual" and role != "plan" and ahead:
        status = "target"
    elif (
        status == "target"
        and role == "plan"
        and period_ground.convicts
        and not (timeline.due or meant.aimed)
        and report.lies_behind(period, so_far=timeline.so_far)
    ):
        status = "actual"
    context = dict.fromkeys(
        (item.indicator, item.before, item.after, item.subject, item.parent, item.scene, *path)
    )
    own = f"{item.before}{item.after}".strip()
    if status == "rule" and not (report.dated_rules and _is_of_a_year(period, period_ground)):
        period = None
    ground = _ground(item, report, status, place, meant=meant, last=last)
    return Mention(
        item.quantity, item.sentence, item.clause, item.indicator, item.subject, own, item.parent, " ".join(filter(None, context)),
        direction_of(item), status, change, period, role, path, kpi, ground, period_ground,
        starts_change=item.earlier and bool(item.parent) and item.parent == item.indicator,
    )  # fmt: skip


def _is_earlier(period: str | None, other: str | None) -> bool:
    """Whether a period is of a year before that of another."""
    return period is not None and other is not None and period[:4] < other[:4]


def _is_of_a_year(period: str | None, ground: Ground) -> bool:
    """Whether a rule has a period: the one that its own words give, or the single year of its paper, and not the years of a whole plan."""
    return ground is Ground.STATED or "/" not in (period or "")


def _period(
    item: Binding,
    timeline: Timeline,
    place: Place,
    *,
    change: str,
    level: bool | None,
    kpi: bool,
    last: Mention | None,
) -> tuple[str | None, Ground]:
    """The period of a number and what it rests on; the shares of one structure are of one time: 7.1∶45.2∶47.7."""
    if item.parted and last:
        return last.period, last.period_ground
    role, path, *_ = place
    asked = Asked(item, item.quantity.start, role, path, change, level, kpi, plan=role == "plan")
    return timeline.period(asked), timeline.ground


def _ground(
    item: Binding, report: Report, status: str, place: Place, *, meant: _Status, last: Mention | None
) -> Ground:
    """What the status of a number rests on; what is taken over is no surer than where it came from."""
    if meant.taken_over and last and not last.status_ground.convicts:
        return last.status_ground
    if meant.reached and (status != meant.read or not meant.reached.convicts):
        return meant.reached
    found = status_ground(
        item, report.text, status, read=meant.read, role=place.role, path=place.path, year=report.year,
        title_says=report.title_says, guessed=place.guessed,
    )  # fmt: skip
    return meant.reached if meant.reached and not found.convicts else found
