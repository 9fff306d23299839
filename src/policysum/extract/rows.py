"""What the whole report adds to each KPI: what its readings rest on, what is in doubt, and the item it belongs to."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from policysum.extract.doubts import doubts
from policysum.extract.grounds import grounds
from policysum.extract.messages import message
from policysum.extract.name_likeness import is_part
from policysum.schema import Doubt, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policysum.document import Document
    from policysum.schema import Kpi, Report, ReportItem

__all__ = ["complete", "of_readers"]


def complete(report: Report, document: Document) -> None:
    """Write item, grounds and doubts into the KPIs of a checked report."""
    owners = _Owners(report)
    ledger, source = document.ledger, document.source
    for kpi in report.kpis:
        mention = ledger.mention_at(kpi.start)
        assert mention is not None, "every KPI stands on a number of the ledger"
        if (item := owners.of(kpi)) is not None:
            kpi.item = item
        kpi.grounds = grounds(mention, kpi.indicator, source)
        found = [*doubts(document, mention, kpi), *of_readers(kpi)]
        if document.is_unsure(kpi.start, kpi.end):
            found.append(Doubt(field="value", code="ocr", reason=message("recognised")))
        if document.is_traditional:
            found.append(Doubt(field="status", code="script", reason=message("traditional")))
        if found:
            kpi.doubts = found


def of_readers(kpi: Kpi) -> list[Doubt]:
    """What is in doubt because source and model, or source and check, do not agree."""
    found = [
        Doubt(
            field=other.field,
            code="readers_differ",
            reason=message("otherwise", value=other.value or message("nothing")),
        )
        for other in kpi.said_otherwise
        # Another name for the same is no contradiction; that a model decided what was only inferred is one.
        if other.field != "indicator"
        or (other.reader == "model" and not is_part(other.value or "", kpi.indicator))
    ]
    if kpi.verdict is Verdict.UNCLEAR:
        found.append(Doubt(field="value", code="unclear", reason=kpi.reason or message("unclear")))
    elif not kpi.verdict.passes:
        found.append(Doubt(field="value", code=kpi.verdict.value, reason=kpi.reason))
    return found


class _Owners:
    """Finds the item whose evidence holds a number: the shortest where several do."""

    def __init__(self, report: Report) -> None:
        kinds: tuple[tuple[str, Sequence[ReportItem]], ...] = (
            ("achievements", report.achievements),
            ("problems", report.problems),
            ("plans", report.plans),
        )
        self._spans = sorted(span for kind, items in kinds for span in _spans(kind, items))
        self._starts = [span[0] for span in self._spans]
        self._longest = max((end - start for start, end, _ in self._spans), default=0)

    def of(self, kpi: Kpi) -> str | None:
        """The item of a KPI, as plans[3]; None where it belongs to none."""
        at = bisect_right(self._starts, kpi.start)
        best: tuple[int, str] | None = None
        while at and self._spans[at - 1][0] > kpi.start - self._longest:
            at -= 1
            start, end, name = self._spans[at]
            if kpi.end <= end and (best is None or end - start < best[0]):
                best = (end - start, name)
        return best[1] if best else None


def _spans(kind: str, items: Sequence[ReportItem]) -> list[tuple[int, int, str]]:
    return [
        (quote.start, quote.end, f"{kind}[{index}]")
        for index, item in enumerate(items)
        for quote in item.evidence
    ]
