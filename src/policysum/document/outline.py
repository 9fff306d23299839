"""The headings of a report, and the stretch, path and role of each section."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policysum.document.contents import contents
from policysum.document.headings import Marker, Style, title_end
from policysum.document.marks import HEAD_WORDS, find_marks
from policysum.document.roles import (
    Role,
    about_office,
    heading_roles,
    inner_heading_role,
    opening_role,
    sentence_shift,
    title_role,
)
from policysum.document.weighing import features, tone_of, weigh
from policysum.quantity.model import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from policysum.document.kinds import Kind
    from policysum.document.lines import Paragraph

__all__ = ["Block", "Section", "build_outline"]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the stretch it governs, its subsections included."""

    level: int
    marker: str
    title: str
    heading: Span
    start: int
    end: int
    content: int
    path: tuple[str, ...]
    role: Role
    style: int
    run_in: bool


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of prose of one role under one heading (`section`: its place in the outline, -1 for none)."""

    start: int
    end: int
    role: Role
    section: int


@dataclass(slots=True)
class _Draft:
    marker: Marker
    title: str
    heading: Span
    rank: float
    run_in: bool
    listed: bool
    level: int
    parent: int
    role: Role = "achievement"
    mixed: tuple[Role, ...] = ()
    plain: bool = False  # whether its heading, or one above it, says its role in words
    end: int = 0

    @property
    def over(self) -> bool:
        """A clause or paragraph that has told its matter in its own paragraph does not govern the next one."""
        if self.listed and self.marker.style in {Style.NUMBER, Style.SUBNUMBER}:
            return True
        return self.run_in and self.marker.style in {Style.CLAUSE, Style.LEAD}


_AGAINST_THE_TITLE = 0.97
_SAMPLE = 1500  # characters of a section that are read for its tone
_LINE_BREAK = re.compile(r"(?<![^\S\r\n])[^\S\r\n]*+[\r\n]\s*+")
_SENTENCE = re.compile("[^。！？!?]*(?:[。！？!?][”’」）)]*|$)")
_ANNEX = re.compile("名词解释|名词注释|注释|附件|附表|附录")
_RESET = re.compile(
    "^(?:各位(?:代表|委员|同志)|过去|五年来|一年来|刚刚过去|此外|与此同时|同时|在看到|在肯定|回顾|这些成绩|上述)"
)
_LEADS_ON = re.compile("(?:以下|如下|下列).{0,12}[：:。]$|工作[：:]$")  # what it leads on to is the next list
_THIS_YEAR = re.compile("今年(?:的)?(?:政府)?(?:重点|主要)?(?:工作|任务)")
_OVERVIEW = re.compile("总体情况|基本情况|概况|概述")
_ADDRESS = re.compile("^各位(?:代表|委员|同志)")


def build_outline(
    source: str,
    paragraphs: Sequence[Paragraph],
    *,
    kind: Kind,
    title: str | None = None,
    year: int | None = None,
) -> tuple[list[Section], list[Block]]:
    """Read the headings of the body and part it into blocks of one role.

    Args:
        source: the decoded text.
        paragraphs: the body's paragraphs, furniture left out.
        kind: what kind of document it is.
        title: its title, which says what it is where no heading does.
        year: the year the report looks back on.
    """
    listed = contents(source, paragraphs)
    told = [one for number, one in enumerate(paragraphs) if number not in listed]
    marks = find_marks(source, told)
    numbered = any(found and found[0].style == Style.CHINESE for found in marks)
    titled = title_role(title or "")
    edges = [(marker.start, marker.style) for found in marks for marker in found]
    builder = _Builder(
        source, kind, titled, year, numbered=numbered, alone=_alone(source, told, marks, year), edges=edges
    )
    builder.blocks += [Block(paragraphs[n].start, paragraphs[n].end, "other", -1) for n in sorted(listed)]
    for paragraph, found in zip(told, marks, strict=True):
        builder.read(paragraph, found)
    sections = builder.finish(paragraphs[-1].end if paragraphs else 0)
    return sections, sorted(builder.blocks, key=lambda block: block.start)


def _alone(
    source: str, paragraphs: Sequence[Paragraph], marks: Sequence[Sequence[Marker]], year: int | None
) -> bool:
    """Whether no outermost heading says in plain words what its section tells."""
    for paragraph, found in zip(paragraphs, marks, strict=True):
        for marker in found:
            if marker.style <= Style.PLAIN:
                title = source[marker.end : title_end(source, marker.end, paragraph.end)]
                if set(heading_roles(title, year, plainly=True)) - {"other"}:
                    return False
    return True


class _Builder:
    """Walks the paragraphs once, keeping the stack of open sections and the role the prose is in."""

    def __init__(
        self,
        source: str,
        kind: Kind,
        titled: Role | None,
        year: int | None,
        *,
        numbered: bool,
        alone: bool,
        edges: Sequence[tuple[int, int]],
    ) -> None:
        self.source = source
        self.kind = kind
        self.titled = titled  # what the title says of sections of which nothing else is known
        self.default = kind.default or titled
        self.year = year
        self.numbered = numbered
        self.alone = alone  # whether no outermost heading says in plain words what its section tells
        self.edges = edges  # where marks stand, and their styles, in order
        self.blocks: list[Block] = []
        self._whole: Mapping[str, float] | None = None
        self._looked_at = 0
        self._trouble = False
        self._drafts: list[_Draft] = []
        self._stack: list[int] = []
        self._current: Role | None = None  # the role that the prose of a mixed section has turned to
        self._weighed: Role | None = None  # the role of the section before, if it was weighed too
        self._run_role: Role = "unknown"
        self._run_end = 0  # where the small units end that were weighed together
        self._turn: Role | None = None  # what an untitled lead-in says of the list that follows it

    def read(self, paragraph: Paragraph, marks: Sequence[Marker]) -> None:
        """Take in one paragraph: the prose before its first mark, then each marked unit."""
        first = marks[0].start if marks else paragraph.end
        if first > paragraph.start:
            self._prose(paragraph.start, first, leads_list=bool(marks))
        for index, marker in enumerate(marks):
            stop = marks[index + 1].start if index + 1 < len(marks) else paragraph.end
            self._open(marker, stop, listed=len(marks) > 1)

    def finish(self, end: int) -> list[Section]:
        """Close what is open and give every section its path."""
        self._close(0, end)
        paths: list[tuple[str, ...]] = []
        sections = []
        for draft in self._drafts:
            path = (*(paths[draft.parent] if draft.parent >= 0 else ()), draft.title)
            paths.append(path)
            sections.append(
                Section(
                    draft.level, draft.marker.text, draft.title, draft.heading, draft.marker.start, draft.end,
                    draft.marker.end, path, draft.role, draft.marker.style, draft.run_in,
                )
            )  # fmt: skip
        return sections

    def _close(self, depth: int, end: int) -> None:
        while len(self._stack) > depth:
            self._drafts[self._stack.pop()].end = end

    def _open(self, marker: Marker, stop: int, *, listed: bool) -> None:
        """Open the section of a mark, closing those it ends."""
        end = max(marker.end, self._trimmed(title_end(self.source, marker.end, stop)))
        title = _LINE_BREAK.sub("", self.source[marker.end : end]).strip(" \u3000，,、")
        rank = self._rank(marker, title)
        while self._stack and self._drafts[self._stack[-1]].rank >= rank:
            self._close(len(self._stack) - 1, self._trimmed(marker.start))
        run_in = listed or bool(self.source[end:stop].strip("。；：！？.;:!? \u3000\r\n"))
        parent = self._stack[-1] if self._stack else -1
        draft = _Draft(
            marker, title, Span(marker.start, end), rank, run_in, listed, len(self._stack) + 1, parent
        )
        self._give_role(draft)
        self._drafts.append(draft)
        self._stack.append(len(self._drafts) - 1)
        stop = self._trimmed(stop)
        self._split(marker.start, stop, draft.role, free=False, section=len(self._drafts) - 1)

    def _trimmed(self, end: int) -> int:
        while end > 0 and self.source[end - 1].isspace():
            end -= 1
        return end

    def _rank(self, marker: Marker, title: str) -> float:
        if marker.style == Style.PLAIN:
            return self._plain_rank(title)
        if marker.style == Style.LEAD and self._stack:
            return self._lead_rank()
        return float(marker.style)

    def _plain_rank(self, title: str) -> float:
        if _OVERVIEW.search(title):
            return float(Style.NUMBER)  # an overview stands beside the numbered headings that follow it
        if _ANNEX.search(title) or (HEAD_WORDS.search(title) and not self.numbered):
            return 0.5
        styles = {self._drafts[n].marker.style for n in self._stack}
        return Style.BRACKETED + 0.5 if Style.BRACKETED in styles else float(Style.PLAIN)

    def _lead_rank(self) -> float:
        drafts = [self._drafts[n] for n in self._stack]
        if drafts[-1].marker.style == Style.CLAUSE and not drafts[-1].run_in:
            return Style.CLAUSE + 0.5
        leads = [draft for draft in drafts if draft.marker.style == Style.LEAD]
        if leads:
            return leads[-1].rank
        outer = [draft for draft in drafts if draft.marker.style != Style.CLAUSE]
        if outer and outer[-1].listed and outer[-1].run_in:
            return outer[-1].rank  # its list is over: this is the next unit beside it
        return float(Style.LEAD)

    def _give_role(self, draft: _Draft) -> None:
        """Heading words first, then the section it stands in, then the kind of document and the prose."""
        if draft.marker.style <= Style.PLAIN:
            self._turn = None
        parent = self._drafts[draft.parent] if draft.parent >= 0 else None
        aside = parent is not None and parent.role == "other" and draft.marker.style <= Style.CHINESE
        if (
            parent is None
            or not parent.plain
            or (aside and heading_roles(draft.title, self.year, plainly=True))
        ):
            self._give_own_role(draft, parent)
            return
        inner = inner_heading_role(draft.title)
        draft.plain = True
        if parent.mixed:
            self._current = inner or ("problem" if self.kind.findings else self._current)
            draft.role = self._current or parent.role
        else:
            draft.role = inner or self._turn or parent.role
        draft.mixed = parent.mixed

    def _give_own_role(self, draft: _Draft, parent: _Draft | None) -> None:
        """The role of a section that stands in none whose heading is plain."""
        roles = heading_roles(draft.title, self.year, plainly=self.kind.settled or self.kind.findings)
        if self.kind.office and about_office(draft.title):
            roles = ("other",)
        before = self._drafts[-1].role if self._drafts else None
        if not roles and _THIS_YEAR.search(draft.title) and before in {"achievement", "problem"}:
            roles = ("plan",)  # behind a review, this year is the one to come
        if not roles and self.kind.findings:
            roles = ("achievement", "problem")
        if len(roles) > 1:
            draft.mixed = roles
        draft.plain = bool(roles)
        if roles:
            draft.role = self._current = roles[0]
            self._weighed = None
        elif parent is not None and (self._turn or parent.role != "unknown"):
            draft.role = self._turn or parent.role
        else:
            draft.role = self._weighed = self._weigh_run(draft.marker)

    def _weigh_run(self, marker: Marker) -> Role:
        """The role of a section that is weighed; small units that stand side by side are weighed together."""
        if marker.start < self._run_end:
            return self._run_role
        small = marker.style > Style.PLAIN
        first = bisect_right(self.edges, (marker.start, Style.CLAUSE))
        ends = (start for start, style in self.edges[first:] if style < marker.style + (not small))
        end = next(ends, len(self.source))
        beside = self._drafts[-1].role if small and self._drafts else self._weighed
        role = self._weigh(marker.end, end, beside, alone=self.alone and not self._in_trouble())
        self._run_end, self._run_role = (end, role) if small else (0, "unknown")
        return role

    def _weigh(self, start: int, end: int, after: Role | None = None, *, alone: bool = False) -> Role:
        """The role of a stretch of which no heading says what it tells."""
        if self.kind.settled and self.default:
            return self.default
        evidence = features(
            self.source[start : min(end, start + _SAMPLE)], year=self.year, after=after,
            trouble=self._in_trouble(), place=start / max(1, len(self.source)), whole=self._tone() if alone else None,
        )  # fmt: skip
        found = weigh(evidence, alone=alone)
        if alone and self.titled and found.lead < _AGAINST_THE_TITLE:
            return self.titled  # a title in plain words stands unless the prose is all but certain
        return found.role if found.sure else self.default or "unknown"

    def _tone(self) -> Mapping[str, float]:
        if self._whole is None:
            self._whole = tone_of(self.source)
        return self._whole

    def _in_trouble(self) -> bool:
        """Whether a problem has been told so far; each block is looked at once."""
        self._trouble |= any(block.role == "problem" for block in self.blocks[self._looked_at :])
        self._looked_at = len(self.blocks)
        return self._trouble

    def _prose(self, start: int, end: int, *, leads_list: bool) -> None:
        """Prose without a heading of its own."""
        text = self.source[start:end]
        role = opening_role(text, self.year)
        if not self._stack:
            self._preface(start, end, role, leads_list=leads_list)
            return
        if role == "other" and self._awaits_prose() and not _ADDRESS.match(text):
            role = None  # the only paragraph of a titled unit is its matter, thanks included
        top = self._drafts[self._stack[0]]
        if _RESET.match(text) or role in {"problem", "other"}:
            self._close(1, self._trimmed(start))
        leads_on = len(text) < 40 and _LEADS_ON.search(text) is not None
        while len(self._stack) > 1:
            draft = self._drafts[self._stack[-1]]
            if not draft.over and not (leads_on and draft.marker.style >= Style.DASH):
                break
            self._close(len(self._stack) - 1, self._trimmed(start))
        within = self._drafts[self._stack[-1]]
        self._turn = None
        base = (self._current or within.role) if within.mixed else within.role
        if top.role == "plan" and role == "problem":
            role = None
        if within.mixed and role and role != "other":
            self._current = role
        self._split(
            start,
            self._trimmed(end),
            role or base,
            free=role in {None, "achievement"} or bool(within.mixed),
            section=self._stack[-1],
        )
        last = self.blocks[-1].role if self.blocks else base
        if (
            last in {"problem", "plan"}
            and last != within.role
            and (leads_list or text.rstrip()[-1:] in "：:")
        ):
            self._turn = last

    def _awaits_prose(self) -> bool:
        """Whether the innermost unit has a title on its own line and nothing below it yet."""
        draft = self._drafts[self._stack[-1]]
        last = self.blocks[-1] if self.blocks else None
        return (
            draft.marker.style >= Style.BRACKETED
            and not draft.run_in
            and last is not None
            and last.section == self._stack[-1]
            and last.start == draft.marker.start
        )

    def _preface(self, start: int, end: int, role: Role | None, *, leads_list: bool) -> None:
        text = self.source[start:end]
        if role is None and not self._drafts and (leads_list or len(text) < 40):
            role = "other" if len(text) < 40 else None
        if role and role != "other":
            self._current = role
            self._weighed = role if role in {"achievement", "plan"} else None
        base = role or self._current or self._weigh(start, end)
        self._split(start, self._trimmed(end), base, free=role != "other", section=-1)

    def _split(self, start: int, end: int, role: Role, *, free: bool, section: int) -> None:
        """One block, or several where sentences turn to problems or plans."""
        begin = start
        if (
            free
            and role != "other"
            and not (role == "plan" and section >= 0 and not self._drafts[section].mixed)
        ):
            for match in _SENTENCE.finditer(self.source, start, end):
                shift = sentence_shift(match.group().lstrip()) if match.end() > match.start() else None
                if shift and shift != role:
                    if match.start() > begin and not (
                        shift == "problem" and begin == start and len(self.blocks) < 0
                    ):
                        self.blocks.append(Block(begin, self._trimmed(match.start()), role, section))
                    begin, role = match.start(), shift
            if section < 0 or self._drafts[section].mixed:
                self._current = role
        if end > begin:
            self.blocks.append(Block(begin, end, role, section))
