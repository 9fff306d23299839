"""What kind of document a report is, and what the kind says of its sections."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from policysum.document.mood import mood_of
from policysum.document.roles import heading_roles, of_situation
from policysum.document.title_forms import TITLE_WORDS
from policysum.lexicon import Scanner, table
from policysum.statements.incentives import pays_by_rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from policysum.document.roles import Role
    from policysum.lexicon import Row

__all__ = ["KINDS", "DocumentKind", "concluded", "kind_of", "reports"]


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document and its defaults.

    Attributes:
        name: what `document.kind` says.
        default: the role of a section of which nothing else is known.
        settled: whether the default holds for every section whose heading does not say otherwise.
        title_says: what the title says in plain words of all figures: `plan`, `review`, `rule` or nothing.
        office: whether a part of it describes the office, and says nothing of what was done or is planned.
        findings: whether its numbered units report what was found wrong.
        dated_rules: whether what it sets as a rule is of its own year.
        silent: whether nothing but the prose says what it is: each section is what its own sentences plainly do.
        concluded: whether its default is only what most of its sentences do.
    """

    name: str
    default: Role | None = None
    settled: bool = False
    title_says: str = ""
    office: bool = False
    findings: bool = False
    dated_rules: bool = False
    silent: bool = False
    concluded: bool = False


KINDS = {
    kind.name: kind
    for kind in (
        DocumentKind("work_report"),
        DocumentKind("bulletin", "achievement", settled=True, title_says="review", dated_rules=True),
        DocumentKind("budget", "plan", settled=True, title_says="plan", office=True, dated_rules=True),
        DocumentKind(
            "final_accounts", "achievement", settled=True, title_says="review", office=True, dated_rules=True
        ),
        DocumentKind("audit", findings=True),
        DocumentKind("plan_outline", "plan", settled=True, dated_rules=True),
        DocumentKind("reply", "achievement"),
        DocumentKind("disclosure", "achievement", settled=True),
        DocumentKind("notice", "plan", settled=True, dated_rules=True),
        DocumentKind("other"),
    )
}
_STANDARD = replace(KINDS["notice"], default="rule")
"""A notice of a standard."""
_REGULATION = replace(KINDS["notice"], title_says="rule")
"""What is set for good: 供水管理办法."""
_SILENT = DocumentKind("other", silent=True)
_SILENT_PLAN = DocumentKind("other", "plan", silent=True)
"""A text without a title, and one whose sentences plan; see `mood`."""
_PAYING = DocumentKind("other", "plan", settled=True, dated_rules=True, concluded=True)
"""A text that mostly says what is given for what."""
_TABLE = table("document_kinds")
_ORDER = {name: place for place, name in enumerate(dict.fromkeys(row.group for row in _TABLE.rows))}
_SCANNER = Scanner(row for row in _TABLE.rows if row.value != "opening")
_BRACKETED = re.compile(r"(?:(?<!\s)\s++)?[（(][^（()）]{1,20}[)）]\s*$")
_TAIL = 8
"""Characters that may follow the word in a line that is taken for a title: …决算公开说明."""
_IN_HEADINGS = Scanner(row for row in _TABLE.rows if row.value == "heading")
_SKELETON = table("section_words").compiled("{skeleton}")
_LEAST_SKELETON = 2
_SAYS_MORE = frozenset({"achievement", "rule"})
_MAKES = table("section_words").compiled(r"{makes}([\u4e00-\u9fff]{2,10})")
"""What says at the end of a first article what the document is: 制定本实施细则."""
_STANDARDS = table("section_words").compiled("{standards}{signs.of}?$")
_HELD_TO_BUDGET = table("section_words").compiled("{held_to_budget}")
_CARRIED_OUT = table("section_words").compiled(r"{held_to_budget}|{carried_out}|{comes_to}\d")
_SETS_BUDGET = table("section_words").compiled(r"{sets_budget}(?=\d|{for_it})")
_ONLY_CARRIED_OUT = replace(KINDS["final_accounts"], title_says="")
"""What its title calls a budget, and its prose reports on: 收入决算12万元，完成预算的98%."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_STOP = re.compile(r"[。；：\n]")
_CLAUSE_END = re.compile("[，。；]")
_OPENING_CLAUSE = 12
"""Characters within which a comma only closes the time of a sentence: 2025年，收入预算30万元."""
_IN_OPENING = Scanner(row for row in _TABLE.rows if row.value == "opening")


def _has_skeleton_of_plan(headings: Sequence[str]) -> bool:
    """Whether headings of which every plan has some (总体要求, 主要任务, 保障措施) stand outermost, and none looks back."""
    titles = [_STOP.split(heading, maxsplit=1)[0] for heading in headings]
    found = {match.group() for title in titles if (match := _SKELETON.search(title))}
    return len(found) >= _LEAST_SKELETON and not any(
        "achievement" in heading_roles(title, plainly=True) for title in titles
    )


def _named_in(heading: str) -> Iterator[Row]:
    """The words of a heading or of a first sentence that say what the document is; a budget is what its first clause is of."""
    first = _CLAUSE_END.search(heading, _OPENING_CLAUSE)
    for start, _, row in _IN_HEADINGS.find(heading):
        if not first or start < first.start() or KINDS[row.group].title_says != "plan":
            yield row


def kind_of(
    title: str | None, headings: Sequence[str] = (), lines: Iterable[str] = (), opening: str = ""
) -> DocumentKind:
    """The kind of a document.

    Args:
        title: its title, where it has one.
        headings: its first sentence and outermost headings, which say what it is where its title does not.
        lines: the lines it begins with, of which a title that was not found is one.
        opening: its first paragraphs, which say it where nothing above them does: 现将有关事项通知如下, 制定本规划.
    """
    plain = _BRACKETED.sub("", title or "")
    words = [*_SCANNER.find(plain)]
    named = {row.group for _, _, row in words}
    if words and words[-1][1] == len(plain) and words[-1][2].group == "notice":
        # Whatever it is about (关于深化预算管理制度改革的实施意见), but for what sets rules: 供水管理办法, 关于调整城乡低保标准的通知.
        if words[-1][2].value == "rule":
            return _REGULATION
        return _STANDARD if _STANDARDS.search(plain[: words[-1][0]]) else KINDS["notice"]
    if not named:
        ends = ((line, end, row) for line in lines for _, end, row in _SCANNER.find(line))
        named = {row.group for line, end, row in ends if len(line) - end <= _TAIL}
    if not named:
        named = {row.group for heading in headings for row in _named_in(heading)}
    if not named and (made := _MAKES.search(opening)):
        named = {row.group for _, _, row in [*_SCANNER.find(made.group(1))][-1:]}
    if not named:
        first = next(iter(_IN_OPENING.find(opening)), None)
        named = {first[2].group} if first else named
    if not named and _has_skeleton_of_plan(headings):
        return KINDS["plan_outline"]
    name = min(named, key=_ORDER.__getitem__, default="other")
    if name == "budget" and len(set(_YEAR.findall(plain))) > 1:
        name = "work_report"  # of how the budget of a year was carried out, and of the next one's
    return KINDS[name]


def concluded(kind: DocumentKind, headings: Sequence[str], body: str, *, dated: bool = False) -> DocumentKind:
    """What the sentences of a text are concluded to be where nothing above them says it.

    Args:
        kind: the kind that was found.
        dated: whether it has a title, or says which year it covers: then it may plan as well as report.
        headings: its outermost headings; one that looks back or regulates in plain words says more than prose.
        body: the text.
    """
    if kind is KINDS["budget"] and not dated and len(_HELD_TO_BUDGET.findall(body)) > 1:
        return KINDS["final_accounts"]  # 预算收支情况: how it was carried out
    if kind is KINDS["budget"] and dated:
        done, set_down = len(_CARRIED_OUT.findall(body)), len(_SETS_BUDGET.findall(body))
        return _ONLY_CARRIED_OUT if done > 1 and done > set_down else kind
    if kind is not KINDS["other"] or any(map(_says_more, headings)):
        return kind
    if pays_by_rule(body):
        return _PAYING
    if dated:
        return kind
    return _SILENT_PLAN if mood_of(body).sure == "plan" else _SILENT


def reports(kind: DocumentKind, title: str | None) -> bool:
    """Whether a text is a report, by its kind or by a word of its title: 供水情况; no news or profile is."""
    return kind.name != "other" or TITLE_WORDS.search(title or "") is not None


def _says_more(heading: str) -> bool:
    title = _STOP.split(heading, maxsplit=1)[0]
    return not _SAYS_MORE.isdisjoint(heading_roles(title, plainly=True)) and not of_situation(title)
