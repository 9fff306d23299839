"""One more request a report: an abstract, headlines and themes from its outline, its items and its proved figures.

What is shown is short however long the report is. Every number of the answer is checked against the source; a
sentence with one that fails is left out and named among what failed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from policysum.errors import ModelAnswerError, ModelUnavailableError
from policysum.extract.answers import summary_schema
from policysum.extract.asking import ask_once
from policysum.extract.leading_figures import leading_figures
from policysum.extract.messages import message
from policysum.extract.own_lists import counts_its_list
from policysum.extract.profiles import SEED, profile_of
from policysum.extract.unread import put_off
from policysum.llm.prompts import load_prompt
from policysum.llm.types import ChatRequest
from policysum.schema import Cited, Digest, Headline, PlanFacts, Status, Theme
from policysum.verify import check

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from policysum.document import Document
    from policysum.extract.draft import Draft
    from policysum.llm.types import ChatModel
    from policysum.schema import Kpi, Report, ReportItem
    from policysum.verify import Checked

__all__ = ["SummedUp", "can_sum_up", "sum_up"]

_KINDS = ("achievements", "problems", "plans")
_ITEMS = 60
_ROOM = 850
"""Characters of items."""
_TITLE = 40
_DETAIL = 70
_HEADINGS = 40
_ANSWER = 1600
"""Tokens of an answer: an abstract, six headlines, six themes and the plans."""
_LONGEST = 300
_SENTENCE = re.compile(r"[^。！？!?]*[。！？!?]+|[^。！？!?]+$")


@dataclass(slots=True)
class SummedUp:
    """What became of an answer.

    Attributes:
        digest: what of it is proved; None where nothing is.
        failed: the numbers that kept a sentence out, as `policysum check` prints them, with that sentence.
        unclear: the numbers of what is kept that neither passed nor failed, in the same form.
    """

    digest: Digest | None = None
    failed: list[dict[str, Any]] = field(default_factory=list)
    unclear: list[dict[str, Any]] = field(default_factory=list)


def can_sum_up(model: ChatModel) -> bool:
    """Whether a model can be asked for one: it follows instructions."""
    return not profile_of(model).chooses


async def sum_up(
    document: Document, report: Report, model: ChatModel, draft: Draft, *, prompts: Path | None = None
) -> SummedUp:
    """Ask for what a report says as a whole, and keep what is proved of it.

    Args:
        document: The report.
        report: What was extracted of it, checked.
        model: Who is asked.
        draft: Where it is noted how the model was asked.
        prompts: Folder of prompts that go before our own.
    """
    items = _chosen(report)
    figures = leading_figures(report.kpis)
    if not items and not figures:
        return SummedUp()
    prompt = load_prompt("summary", prompts)
    draft.prompts["summary"] = prompt.fingerprint
    meta = document.metadata
    request = ChatRequest(
        messages=prompt.messages(
            title=meta.title or document.name,
            issuer=meta.issuer or message("unknown"),
            period=meta.period or message("unknown"),
            outline="\n".join(_outline(document, {item.title for _, item in items})),
            items="\n".join(_listed(items)),
            figures="\n".join(
                f"[{at}]{_figure(report.kpis[index], meta.period)}" for at, index in enumerate(figures, 1)
            ),
        ),
        max_tokens=_ANSWER,
        seed=SEED,
        prompt_fingerprint=prompt.fingerprint,
        about="summary",
    )
    try:
        said, completions = await ask_once(model, request, summary_schema(len(items), len(figures)))
    except (ModelAnswerError, ModelUnavailableError) as error:
        put_off(draft, message("no_summary"), error, document.body, message("summary"))
        return SummedUp()
    draft.completions += completions
    draft.dropped += len(said.dropped)
    proof = _Proof(document, report, [name for name, _ in items], figures)
    summed = proof.of(said.value)
    draft.notes += proof.notes()
    if summed.digest is None:
        draft.notes.append(f"{message('no_summary')}（{message('unusable')}）")
    return summed


def _chosen(report: Report) -> list[tuple[str, ReportItem]]:
    """The items that are shown: of a report with very many some of each kind, so that its plans are not left out."""
    kinds = {kind: list(enumerate(getattr(report, kind))) for kind in _KINDS}
    room, most = _ITEMS, dict.fromkeys(_KINDS, 0)
    for kinds_left, kind in zip((3, 2, 1), sorted(_KINDS, key=lambda kind: len(kinds[kind])), strict=True):
        most[kind] = min(len(kinds[kind]), room // kinds_left)
        room -= most[kind]
    return [(f"{kind}[{at}]", item) for kind in _KINDS for at, item in kinds[kind][: most[kind]]]


def _figure(kpi: Kpi, covered: str | None) -> str:
    """A figure as it is shown, with its period unless that is the one which the report covers."""
    period = kpi.period if kpi.period != covered else None
    marks = [part for part in (period, "" if kpi.status is Status.ACTUAL else message("target")) if part]
    return f"{_shown(kpi.indicator)}:{_shown(kpi.text)}" + (f"({','.join(marks)})" if marks else "")


def _listed(items: Sequence[tuple[str, ReportItem]]) -> Iterator[str]:
    """The items below the name of their kind, with as much of what they say as there is room for."""
    left = _ROOM - sum(min(len(item.title), _TITLE) for _, item in items)
    room = max(0, min(_DETAIL, left // max(1, len(items))))
    before = ""
    for number, (name, item) in enumerate(items, 1):
        detail = (
            "" if item.detail.startswith(item.title) and len(item.detail) <= room else item.title[:_TITLE]
        )
        said = "。".join(_shown(part) for part in (detail, item.detail[:room]) if part)
        kind = name.partition("[")[0]
        if kind != before:
            yield f"{message(kind)}:"
        before = kind
        yield f"{number}|{said}"


def _outline(document: Document, shown: Collection[str]) -> Iterator[str]:
    """The headings that no item has for its title, for those are shown with the item; the outermost of very many."""
    headings = [section for section in document.outline if section.title not in shown]
    outermost = sorted(headings, key=lambda section: section.level)[:_HEADINGS]
    for section in sorted(outermost, key=lambda section: section.start):
        yield f"{'  ' * (section.level - 1)}{_shown(section.title)[:_TITLE]}"


def _shown(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("<", "〈").replace(">", "〉").strip()


class _Proof:
    """Keeps what the source bears out of an answer."""

    def __init__(
        self, document: Document, report: Report, names: Sequence[str], figures: Sequence[int]
    ) -> None:
        self._document = document
        self._report = report
        self._names = names
        self._figures = figures
        self._by_start = {kpi.start: index for index, kpi in enumerate(report.kpis)}
        self._failed: list[dict[str, Any]] = []
        self._unclear: list[dict[str, Any]] = []
        self._reworded: list[str] = []
        self._too_long: list[str] = []

    def notes(self) -> Iterator[str]:
        """What was left out of an answer, for whoever reads the result."""
        sentences = list(dict.fromkeys(one["sentence"] for one in self._failed))
        for code, texts in (
            ("summary_unproved", sentences),
            ("summary_reworded", list(dict.fromkeys(self._reworded))),
            ("summary_too_long", self._too_long),
        ):
            if texts:
                yield message(code, count=len(texts), texts="；".join(texts))

    def of(self, said: dict[str, Any]) -> SummedUp:
        abstract, numbers = "", []
        for index, sentence in enumerate(_SENTENCE.findall(said.get("abstract", "").strip())):
            if self._too_long or len(abstract) + len(sentence) > _LONGEST:
                self._too_long.append(sentence)
            elif (cited := self._proved(sentence, f"summary.abstract[{index}]")) is not None:
                abstract += sentence
                numbers += cited
        found = Digest(
            abstract=abstract,
            numbers=numbers,
            headlines=list(self._headlines(said["headlines"])),
            themes=list(self._themes(said["themes"])),
            plans=list(self._plans(said["plans"])),
        )
        return SummedUp(found if found.abstract or found.headlines else None, self._failed, self._unclear)

    def _headlines(self, said: Sequence[dict[str, Any]]) -> Iterator[Headline]:
        for index, one in enumerate(said):
            text = one["text"].strip()
            cited = self._proved(text, f"summary.headlines[{index}].text") if text else None
            if cited is None:
                continue
            meant = [self._figures[number - 1] for number in one["numbers"] if number <= len(self._figures)]
            named = [at for at in meant if self._report.kpis[at].text in text]
            found = [self._by_start[one.start] for one in cited if one.start in self._by_start]
            yield Headline(text=text, kpis=list(dict.fromkeys([*found, *named])), numbers=cited)

    def _themes(self, said: Sequence[dict[str, Any]]) -> Iterator[Theme]:
        taken: set[str] = set()
        for index, one in enumerate(said):
            items = [name for name in self._named(one["items"]) if name not in taken]
            taken.update(items)
            name = one["name"].strip()
            if name and items and self._proved(name, f"summary.themes[{index}].name") is not None:
                yield Theme(name=name, items=items)

    def _plans(self, said: Sequence[dict[str, Any]]) -> Iterator[PlanFacts]:
        for index, one in enumerate(said):
            plan = next(self._named([one["plan"]]), "")
            if not plan.startswith("plans"):
                continue
            facts: dict[str, str | None] = {}
            numbers: list[Cited] = []
            said_of_it = self._said_of(plan)
            for name in ("target", "deadline", "responsible"):
                text = (one[name] or "").strip()
                cited = self._proved(text, f"summary.plans[{index}].{name}") if text else None
                # Who is responsible until when is copied, not reworded: the source says these very words of this plan.
                copied = name == "target" or "".join(text.split()) in said_of_it
                self._reworded += [] if copied else [text]
                facts[name] = text if cited is not None and copied else None
                numbers += cited if facts[name] and cited else []
            answers = [name for name in self._named(one["answers"]) if name.startswith("problems")]
            if answers or any(facts.values()):
                yield PlanFacts(plan=plan, answers=answers, numbers=numbers, **facts)

    def _said_of(self, name: str) -> str:
        """The part of the source that a plan stands in, and the headings above it, without white space."""
        plan = self._report.plans[int(name[len("plans[") : -1])]
        outline = self._document.outline
        parts = [self._document.source[part.start : part.end] for part in plan.evidence]
        for part in plan.evidence:
            around = [section for section in outline if section.start <= part.start < section.end]
            parts += [section.title for section in around]
            inmost = around[-1] if around else self._document.body
            parts.append(self._document.source[inmost.start : inmost.end])
        return "".join("|".join(parts).split())

    def _named(self, numbers: Sequence[int]) -> Iterator[str]:
        """The items of these numbers; where none was shown, the least number a schema allows names none."""
        return (self._names[number - 1] for number in numbers if number <= len(self._names))

    def _proved(self, text: str, path: str) -> list[Cited] | None:
        """Where the source says the numbers of a sentence; None if it does not say one of them."""
        # What only counts the sentence's own list is not for the source to say.
        checked = [one for one in check(text, self._document) if not counts_its_list(text, one.text)]
        failed = [result for result in checked if result.verdict.fails]
        self._failed += [{**result.to_dict("zh"), "path": path, "sentence": text} for result in failed]
        if not failed:
            unclear = [result for result in checked if not result.passes]
            self._unclear += [{**result.to_dict("zh"), "path": path, "sentence": text} for result in unclear]
        return None if failed else [cited for result in checked if (cited := _cited(result)) is not None]


def _cited(result: Checked) -> Cited | None:
    if result.start is None or result.end is None:
        return None
    return Cited(text=result.text, start=result.start, end=result.end)
