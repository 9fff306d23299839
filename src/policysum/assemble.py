"""What was extracted is checked number by number and put together with what the document is."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from policysum.audit import audit
from policysum.catalogue import Catalogue, region_names
from policysum.extract import complete, item_checked
from policysum.quantity import Span
from policysum.schema import Report, Verdict
from policysum.summary import BoilerplateInfo, DocumentInfo, SectionInfo, Summary, WarningInfo
from policysum.uncollected import uncollected
from policysum.verification import Verification
from policysum.verify import Checked, Claim, check, coverage, judge_all

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pydantic import BaseModel

    from policysum.document import Document
    from policysum.schema import Kpi
    from policysum.summary import RunInfo
    from policysum.verification import RefusedClaim

__all__ = ["assemble", "verify"]


@uncollected()
def verify(report: BaseModel, document: Document, unsure: Collection[int] = ()) -> list[Checked]:
    """Check every number of a report against its document, and write the verdicts into its KPIs.

    Args:
        report: What was extracted.
        document: The report it was extracted from.
        unsure: Starts of the numbers whose names are unclear, for the reason given with them.
    """
    if not isinstance(report, Report):
        return check(report, document)
    results = [
        replace(result, path=f"{kind}[{index}].{field}")
        for kind in ("achievements", "problems", "plans")
        for index, item in enumerate(getattr(report, kind))
        for field in ("title", "detail")
        for result in item_checked(
            document, getattr(item, field), [Span(part.start, part.end) for part in item.evidence]
        )
    ]
    judged = judge_all((_claim_of(kpi, document) for kpi in report.kpis), document.ledger)
    for index, (kpi, said) in enumerate(zip(report.kpis, judged, strict=True)):
        if kpi.start in unsure:
            kpi.verdict = Verdict.UNCLEAR
        else:
            if kpi.verdict is not said.verdict:
                kpi.verdict = said.verdict
            # A model's refused name for the number is still given where the number itself is right.
            if reason := said.explain():
                kpi.reason = reason
        path = f"kpis[{index}].value"
        results.append(
            Checked(path, said.text, kpi.verdict, kpi.start, kpi.end, said.reason, said.nearest, kpi.reason)
        )
    return results


def _claim_of(kpi: Kpi, document: Document) -> Claim:
    mention = document.ledger.mention_at(kpi.start)
    assert mention is not None, "every KPI stands on a number of the ledger"
    return Claim(
        path="",
        text=kpi.text,
        quantity=mention.quantity,
        indicator=kpi.indicator,
        status=kpi.status,
        period=kpi.period,
        change=kpi.change,
    )


@uncollected()
def assemble(
    document: Document,
    report: BaseModel,
    checked: Sequence[Checked],
    run: RunInfo,
    refused: Sequence[RefusedClaim] = (),
) -> Summary:
    """Put a summary together from what was read, extracted, checked and refused."""
    if isinstance(report, Report):
        _classify(report, document.metadata.region)
        complete(report, document)
        captured = [(kpi.start, kpi.end) for kpi in report.kpis]
    else:
        captured = [(c.start, c.end) for c in checked if c.start is not None and c.end is not None]
    counts = Counter(result.verdict for result in checked)
    summary = Summary(
        document=_document_info(document),
        report=report,
        verification=Verification(
            counts={verdict: counts[verdict] for verdict in Verdict},
            checked=len(checked),
            passed=sum(result.passes for result in checked),
            failed=[result.to_dict("zh") for result in checked if result.verdict.fails],
            unclear=[result.to_dict("zh") for result in checked if result.verdict is Verdict.UNCLEAR],
            coverage=coverage(document.ledger, captured),
            fields=[] if isinstance(report, Report) else [result.to_dict("zh") for result in checked],
            refused=sorted(refused, key=_place),
        ),
        consistency=audit(document.ledger),
        run=run,
    )
    return summary.with_source(document.source)


def _place(refused: RefusedClaim) -> tuple[object, ...]:
    """In the order of the source, whatever order the model's answers came in; what the source has not comes last."""
    start = refused.start
    return (
        start is None,
        start or 0,
        refused.kind,
        refused.claim,
        refused.text,
        refused.verdict,
        refused.reason,
    )


def _classify(report: Report, region: str | None) -> None:
    """Write into each KPI which indicator of the catalogue it is, and in which measure."""
    names = region_names(region)
    for kpi in report.kpis:
        found = _catalogue().match(kpi.indicator, kpi.unit, names)
        if found is not None:
            kpi.concept, kpi.measure, kpi.matched_by = found.id, found.measure, found.how


@cache
def _catalogue() -> Catalogue:
    return Catalogue()


def _document_info(document: Document) -> DocumentInfo:
    meta = document.metadata
    return DocumentInfo(
        name=document.name,
        path=document.path,
        url=document.fields.get("row.url"),
        kind=document.kind,
        title=meta.title,
        issuer=meta.issuer,
        region=meta.region,
        region_code=meta.region_code,
        region_level=meta.region_level,
        publish_date=meta.publish_date,
        period=meta.period,
        plan_period=meta.plan_period,
        period_ground=meta.period_ground,
        index_number=meta.index_number,
        encoding=document.encoding,
        characters=len(document.source),
        body=(document.body.start, document.body.end),
        furniture=[
            BoilerplateInfo(start=f.start, end=f.end, kind=f.kind, text=f.text) for f in document.boilerplate
        ],
        outline=[
            SectionInfo(level=s.level, title=s.title, start=s.start, end=s.end, role=s.role)
            for s in document.outline
        ],
        warnings=[
            WarningInfo(code=one.code, message=one.message, count=one.count) for one in document.warnings
        ],
    )
