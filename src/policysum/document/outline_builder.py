"""Walks the paragraphs of a body once and makes its sections and blocks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policysum.document.headings import STRONG, Marker, Style, title_end
from policysum.document.ranks import rank_of
from policysum.document.roles import Role, heading_roles, of_misdeed, of_remedy, opening_role, sentence_shift
from policysum.document.section_roles import RoleGiver
from policysum.document.sections import Block, Draft, Section
from policysum.lexicon import Phrase
from policysum.quantity.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policysum.document.kinds import DocumentKind
    from policysum.document.lines import Paragraph

__all__ = ["OutlineBuilder"]

_BREAKS = ("\n", "\r")
_LINE_BREAK = re.compile(r"(?<![^\S\r\n])[^\S\r\n]*+[\r\n]\s*+")
_MATTER = re.compile("[^。；：！？.;:!? \u3000\r\n]")
# A full stop as wide as a letter ends a sentence behind Chinese: 依然严峻.一是….
_SENTENCE = re.compile(
    r"(?:[^。！？!?.]|(?<![%％\u4e00-\u9fff])\.|(?<=[%％\u4e00-\u9fff])\.(?=\d))*(?:[。！？!?.][”’」）)]*|$)"
)
_STOPS = "。！？!?"
_STOP = re.compile("[。；！？;!?]")
_LONGEST_LINE = 46
_WORDS = "outline_words"
_RESET = Phrase(_WORDS, "^{resets}")
# What it leads on to is the next list.
_LEADS_ON = Phrase(_WORDS, "{follows}.{0,12}[：:。]$|{work}[：:]$")
_ADDRESS = Phrase(_WORDS, "^{address}")
_AIMS = Phrase("cue_words", "{goal}(?:{item_words.goal_is}|[：:])")
"""What the plan of a report begins with: 主要预期目标是."""
_SAMPLE = 160
_BRIEF = 40  # characters of a paragraph above all headings that only opens the report
_DIGIT = re.compile(r"\d")


class OutlineBuilder(RoleGiver):
    """Walks the paragraphs once, keeping the stack of open sections and the role the prose is in."""

    def __init__(
        self,
        source: str,
        kind: DocumentKind,
        titled: Role | None,
        year: int | None,
        *,
        numbered: bool,
        plain: Sequence[tuple[int, Role]],
        edges: Sequence[tuple[int, int]],
        bare: bool,
    ) -> None:
        super().__init__(source, kind, titled, year, plain=plain, edges=edges)
        self.numbered = numbered
        self._bare = bare  # nothing but a title says what the prose is of
        self._lead: Role | None = None  # what a lead-in says of the lines below it: 预期目标是：
        self._stack: list[int] = []

    def read(self, paragraph: Paragraph, marks: Sequence[Marker]) -> None:
        """Take in one paragraph: the prose before its first mark, then each marked unit."""
        first = marks[0].start if marks else paragraph.end
        if paragraph.end - paragraph.start == 1:  # the number of a page ends nothing
            within = self._stack[-1] if self._stack else -1
            self.blocks.append(Block(paragraph.start, paragraph.end, "other", within))
        elif first > paragraph.start:
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
            draft = self._drafts[self._stack.pop()]
            # A mark with nothing but the next one behind it has its blank.
            draft.end = max(end, draft.heading.end)

    def _open(self, marker: Marker, stop: int, *, listed: bool) -> None:
        """Open the section of a mark, closing those it ends."""
        self._lead = None
        end = max(marker.end, self._trimmed(title_end(self.source, marker.end, stop)))
        title = self.source[marker.end : end]
        if any(mark in title for mark in _BREAKS):
            title = _LINE_BREAK.sub("", title)
        title = title.replace(STRONG, "").strip(" \u3000，,、")
        if (marker.style == Style.CHINESE and marker.number == 1) or (
            marker.style == Style.PLAIN and set(heading_roles(title, self.year)) - {"other"}
        ):
            self._end_aside(marker)
        rank = rank_of(marker, title, [self._drafts[n] for n in self._stack], numbered=self.numbered)
        while self._stack and self._drafts[self._stack[-1]].rank >= rank:
            self._close(len(self._stack) - 1, self._trimmed(marker.start))
        run_in = listed or (
            _MATTER.search(self.source, end, stop) is not None and not self._is_line(marker, stop)
        )
        parent = self._stack[-1] if self._stack else -1
        draft = Draft(
            marker, title, Span(marker.start, end), rank, run_in, listed, len(self._stack) + 1, parent
        )
        self._give_role(draft)
        self._drafts.append(draft)
        self._stack.append(len(self._drafts) - 1)
        stop = self._trimmed(stop)
        self._split(marker.start, stop, draft.role, free=False, section=len(self._drafts) - 1)
        if marker.style == Style.LEAD and listed:
            # 安不忘危。我们也清醒看到，…还存在不少问题。一是…
            last = max(self.source.rfind(mark, marker.start, stop - 1) for mark in _STOPS)
            self._turn = "problem" if self._shift(self.source[last + 1 : stop]) == "problem" else None

    def _is_line(self, marker: Marker, stop: int) -> bool:
        """Whether 第一，… stands on a line without a stop, which heads what is below it."""
        short = marker.family == "nth" and stop - marker.end <= _LONGEST_LINE
        return short and _STOP.search(self.source, marker.end, stop) is None

    def _end_aside(self, marker: Marker) -> None:
        """What lists duties or terms is over at a heading of its kind that says something, or where the outermost numbers begin anew."""
        for depth, at in enumerate(self._stack):
            draft = self._drafts[at]
            if (
                draft.role == "other"
                and draft.marker.style < marker.style + (marker.style == Style.PLAIN)
                and (marker.style == Style.PLAIN or self._has_numbered(at))
            ):
                self._close(depth, self._trimmed(marker.start))
                return

    def _has_numbered(self, at: int) -> bool:
        """Whether a section has numbers of the outermost kind within it."""
        return any(
            one.parent == at and one.marker.style == Style.CHINESE
            for one in map(self._drafts.__getitem__, range(at + 1, len(self._drafts)))
        )

    def _trimmed(self, end: int) -> int:
        while end > 0 and self.source[end - 1].isspace():
            end -= 1
        return end

    def _prose(self, start: int, end: int, *, leads_list: bool) -> None:
        """Prose without a heading of its own."""
        text = self.source[start:end]
        role = opening_role(text, self.year)
        led = self._lead if role is None else None
        role = role or led
        goes_on = text.rstrip()[-1:] in ("；;：:" if led else "：:")
        self._lead = "plan" if role == "plan" and goes_on else None
        if self.kind.findings:
            role = self._of_audit(text) or role
        if role == "plan" and _AIMS.search(text[:_SAMPLE]):
            self._hear_plan()
        if not self._stack:
            self._preface(start, end, role, leads_list=leads_list)
            return
        if role == "other" and self._awaits_prose() and not _ADDRESS.match(text):
            role = None  # the only paragraph of a titled unit is its matter, thanks included
        top = self._drafts[self._stack[0]]
        if _RESET.match(text) or role in {"problem", "other"}:
            self._close(1, self._trimmed(start))
        self._leave_units(text, start)
        if not self._stack:
            self._preface(start, end, role, leads_list=leads_list)
            return
        within = self._drafts[self._stack[-1]]
        self._turn = None
        base = (self._current or within.role) if within.mixed else self._after_review(within.role)
        if top.role == "plan" and role == "problem" and (top.plain or not leads_list):
            # unless it leads on to a list of them, and only the prose says that the section plans
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

    def _leave_units(self, text: str, start: int) -> None:
        """Close the units that a paragraph without a mark does not belong to."""
        leads_on = len(text) < 40 and _LEADS_ON.search(text) is not None
        while self._stack:
            draft = self._drafts[self._stack[-1]]
            inner = len(self._stack) > 1
            if not draft.over and not (inner and leads_on and draft.marker.style >= Style.DASH):
                break
            self._close(len(self._stack) - 1, self._trimmed(start))

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
        self._turn = None
        matter = self._bare and self.default and _DIGIT.search(text)
        if role is None and not self._drafts and len(text) < _BRIEF and not matter:
            role = "other"
        if role and role != "other":
            self._current = role
            self._weighed = role if role in {"achievement", "plan"} else None
        base = role or self._of_paragraph(start, end)
        whole = text.rstrip()
        if _LEADS_ON.search(whole):  # 一年来，主要做了以下工作：, the last sentence of a preface
            stop = max(whole.rfind(mark, 0, len(whole) - 1) for mark in _STOPS)
            led = opening_role(whole[stop + 1 :], self.year)
            self._led = led if led in {"achievement", "plan"} else None
        self._split(start, self._trimmed(end), base, free=role != "other", section=-1)
        if leads_list and whole[-1:] in "：:" and self.blocks[-1].role == "problem":
            self._turn = "problem"  # 还存在一些问题：一是…, 二是…

    def _of_paragraph(self, start: int, end: int) -> Role:
        """The role of a paragraph above all headings: by its own words, and only where they say little by the one before."""
        own = self._weigh(start, end, alone=self.alone)
        if own != "unknown" or self._current is None:
            return own
        beside = self._weigh(start, end, self._current, alone=self.alone)
        return self._current if beside == "unknown" else beside

    def _of_audit(self, text: str) -> Role | None:
        """What the first sentence of a paragraph of an audit says: what was found wrong, or what was done about it."""
        first = text.partition("。")[0]
        if of_remedy(first):
            return "achievement"
        return "problem" if of_misdeed(first) else None

    def _shift(self, sentence: str) -> Role | None:
        """The role a sentence turns the prose to; in an audit what was remedied is no finding."""
        if self.kind.findings and of_remedy(sentence):
            return "achievement"
        return sentence_shift(sentence, self.year) if sentence else None

    def _split(self, start: int, end: int, role: Role, *, free: bool, section: int) -> None:
        """One block, or several where sentences turn to problems or plans."""
        begin = start
        if (
            free
            and role != "other"
            and not (role == "plan" and section >= 0 and not self._drafts[section].mixed)
        ):
            for match in _SENTENCE.finditer(self.source, start, end):
                shift = self._shift(match.group().lstrip())
                if shift and shift != role:
                    if match.start() > begin:
                        self.blocks.append(Block(begin, self._trimmed(match.start()), role, section))
                    begin, role = match.start(), shift
            if (section < 0 or self._drafts[section].mixed) and role != "unknown":
                self._current = role
        if end > begin:
            self.blocks.append(Block(begin, end, role, section))
