"""A Summary: what one report says, what was proved of it, and how it was made."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Generic, Literal, Self, TypeVar

from pydantic import BaseModel, Field, PrivateAttr

from policysum import views
from policysum.schema import Achievement, Digest, Kpi, Plan, Problem, Report, Strict
from policysum.verification import Relation, Verification

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from typing_extensions import TypeVar as TypeVarWithDefault

    ReportT = TypeVarWithDefault("ReportT", bound=BaseModel, default=Report)
else:
    # Pydantic would hold a schema of one's own against the default.
    ReportT = TypeVar("ReportT", bound=BaseModel)

__all__ = [
    "BoilerplateInfo",
    "DocumentInfo",
    "Review",
    "RunInfo",
    "SectionInfo",
    "Summary",
    "UnreadPassage",
]


class BoilerplateInfo(Strict):
    """A stretch of the file that is not the report: navigation, share buttons, spam."""

    start: int
    end: int
    kind: str
    text: str


class SectionInfo(Strict):
    """A heading of the outline and the stretch it governs."""

    level: int
    title: str
    start: int
    end: int
    role: str


class WarningInfo(Strict):
    """Something to beware of in the reading of a report as a whole."""

    code: str
    message: str
    count: int = Field(default=1, description="how many places it concerns")


class DocumentInfo(Strict):
    """What the report is."""

    name: str
    path: str | None = Field(default=None, description="where the report lies in the folder that was given")
    url: str | None = Field(default=None, description="where it was found, as a table of reports says")
    kind: str = Field(
        default="other",
        description="work_report, bulletin, budget, final_accounts, audit, plan_outline, reply, disclosure, notice or other",
    )
    title: str | None
    issuer: str | None
    region: str | None
    region_code: str | None = Field(default=None, description="GB/T 2260, as of the report's year")
    region_level: str | None = Field(
        default=None, description="province, prefecture, county; town or zone, which have no code"
    )
    publish_date: str | None
    period: str | None
    plan_period: str | None
    period_ground: str | None = Field(
        default=None, description="what says the year of the report: stated, carried, inferred or assumed"
    )
    index_number: str | None
    encoding: str
    characters: int
    body: tuple[int, int]
    furniture: list[BoilerplateInfo] = Field(default_factory=list)
    outline: list[SectionInfo] = Field(default_factory=list)
    warnings: list[WarningInfo] = Field(default_factory=list)


class UnreadPassage(Strict):
    """A stretch the model could not be made to read, and why."""

    start: int
    end: int
    heading: str
    reason: str


class RunInfo(Strict):
    """How the summary was made and what it cost."""

    engine: str
    model: str | None
    base_url: str | None
    prompts: dict[str, str] = Field(default_factory=dict, description="prompt name -> content hash")
    schema_fingerprint: str
    source_sha256: str
    fingerprint: str = Field(
        default="", description="hash of source, settings, prompts, schema and code: equal means up to date"
    )
    version: str
    output: str = Field(
        default="", description="name of the result file without .json; empty where none was written"
    )
    model_calls: int = 0
    cache_hits: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_tokens: int = 0
    cost: float | None = Field(default=None, description="None where the price is unknown")
    currency: str | None = None
    seconds: float = Field(
        default=0.0,
        exclude=True,
        description="wall time; not part of the JSON, so that the same report and answers give the same bytes",
    )
    passages: int = Field(default=0, description="pieces the model was shown the report in")
    passages_read: int = Field(default=0, description="those of them that it was made to read")
    repairs: int = Field(default=0, description="requests beyond the first look at every piece")
    dropped: int = Field(default=0, description="faulty elements left out of the model's answers")
    unread: list[UnreadPassage] = Field(default_factory=list)
    not_looked_again: list[UnreadPassage] = Field(
        default_factory=list,
        description="passages that were read, but whose second look failed for a reason that may pass: a result with"
        " any is not up to date, and the next run asks for them again",
    )
    notes: list[str] = Field(default_factory=list)


class Review(Strict):
    """What a reviewer decided on one KPI; `policysum apply` writes it."""

    decision: Literal["accept", "correct", "reject"]
    kpi: int = Field(ge=1, description="number of the KPI in the result as the program had made it")
    start: int
    end: int
    indicator: str = Field(description="as it stands in the result after the decision")
    note: str = ""
    decided_at: str | None = None
    before: Kpi = Field(description="the KPI as the program had made it, verdict included")


class Summary(Strict, Generic[ReportT]):
    """One report as verified data.

    `report` is a `Report`, or an instance of the schema given to `summarize`; the parts of a `Report` can be had
    from the summary itself.
    `source` is the decoded text that every span points into; it is not part of the JSON.
    """

    document: DocumentInfo
    summary: Digest | None = Field(
        default=None, description="what a model says of it as a whole; null without one"
    )
    report: ReportT
    verification: Verification
    consistency: list[Relation]
    run: RunInfo
    reviews: list[Review] = Field(default_factory=list, description="decisions of a reviewer, if any")
    _source: str = PrivateAttr(default="")

    def __repr__(self) -> str:
        """What it is, in a line."""
        about = self.document.title or self.document.name
        doubtful = sum(bool(kpi.doubts) for kpi in self.kpis)
        return f"<Summary {about!r}: {len(self.kpis)} KPIs, {doubtful} doubtful>"

    __str__ = __repr__

    @property
    def kpis(self) -> list[Kpi]:
        """The figures of the report; none where the schema is one's own."""
        return self.report.kpis if isinstance(self.report, Report) else []

    @property
    def achievements(self) -> list[Achievement]:
        """What was done; none where the schema is one's own."""
        return self.report.achievements if isinstance(self.report, Report) else []

    @property
    def problems(self) -> list[Problem]:
        """What is lacking; none where the schema is one's own."""
        return self.report.problems if isinstance(self.report, Report) else []

    @property
    def plans(self) -> list[Plan]:
        """What will be done; none where the schema is one's own."""
        return self.report.plans if isinstance(self.report, Report) else []

    def save(self, path: Path | str) -> None:
        """Write the JSON form to the file `path`, whole or not at all.

        Raises:
            OSError: the file cannot be written.
        """
        from pathlib import Path

        target = Path(path)
        part = target.with_name(f".{target.name[:60]}.part")
        part.write_text(self.to_json(), encoding="utf-8")
        part.replace(target)

    @property
    def source(self) -> str:
        """The decoded text of the report, as it stands in the file."""
        return self._source

    def with_source(self, source: str) -> Self:
        """Attach `source`, the text that the spans point into."""
        self._source = source
        return self

    def to_dict(self) -> dict[str, Any]:
        """The stable JSON form: the parts of a `Report` stand at the top level, a custom schema under `report`."""
        report = self.report.model_dump(mode="json")
        parts = report if isinstance(self.report, Report) else {"report": report}
        rest = self.model_dump(mode="json", exclude={"report"})
        return {"document": rest.pop("document"), "summary": rest.pop("summary"), **parts, **rest}

    def to_json(self) -> str:
        """The stable JSON form as text, Chinese unescaped, two spaces of indent."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=2)

    def to_pandas(self, table: str = "kpis") -> Any:
        """One table of the result as a `pandas.DataFrame`.

        Args:
            table: its name, one of `policysum.views.TABLES`: kpis, items, verification and so on.

        Returns:
            A row for each figure, item or claim; the columns, their types and units are in docs/tables.md.

        Raises:
            ConfigError: there is no such table, or pandas is not installed.
        """
        return views.to_pandas(self.to_dict(), table)

    def to_polars(self, table: str = "kpis") -> Any:
        """One table of the result as a `polars.DataFrame`.

        Args:
            table: its name, as in `to_pandas`.

        Returns:
            The same rows and columns as those of `to_pandas`.

        Raises:
            ConfigError: there is no such table, or polars is not installed.
        """
        return views.to_polars(self.to_dict(), table)

    def to_markdown(self) -> str:
        """The result as a Markdown page."""
        return views.to_markdown(self.to_dict())

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        return views.to_html(self.to_dict())

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], source: str = "") -> Summary[Report]:
        """Read back what `to_dict` wrote (standard schema only).

        Args:
            data: the JSON form.
            source: the text that its spans point into, where it is at hand.

        Returns:
            A summary equal to the one that was written.

        Raises:
            ValueError: it is no such form; Pydantic's `ValidationError` says where.
        """
        data = dict(data)
        parts = {name: data.pop(name) for name in Report.model_fields if name in data}
        return Summary[Report](report=Report.model_validate(parts), **data).with_source(source)
