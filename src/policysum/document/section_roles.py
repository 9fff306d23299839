"""What role each section of an outline has: by its heading, the section it stands in, the kind of document, or its prose."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from policysum.document.finding_roles import begins_wrong, role_of_finding
from policysum.document.headings import Marker, Style
from policysum.document.inner_headings import looks_ahead, looks_back
from policysum.document.mood import mood_of
from policysum.document.numerals import NUMERAL
from policysum.document.roles import (
    Role,
    about_office,
    heading_roles,
    inner_heading_role,
    names_year_ahead,
    of_situation,
    only_states,
    states_and_plans,
)
from policysum.document.weighing import weigh
from policysum.lexicon import Phrase, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policysum.document.kinds import DocumentKind
    from policysum.document.sections import Block, Draft

__all__ = ["RoleGiver"]

_AGAINST_THE_TITLE = 0.97
_AGAINST_THE_REST = 0.9
"""The lead from which prose says something else than the title in plain words, or than the sections around it."""
_LEAST_BEFORE = 2  # sections that say what the next one is
_ARTICLE = table("section_words").compiled(rf"(?<![^\s。]){{signs.ordinal}}{NUMERAL}{{article}}(?=\s)")
_REVIEWS = frozenset({"achievement", "problem"})
_ARTICLES = 5
"""Articles from which a document consists of them."""
_SAMPLE = 1500  # characters of a section that are read for its tone
_THIS_YEAR = Phrase(
    "outline_words", "{this_year}(?:{signs.of})?(?:{office_words.government})?(?:{rank})?{matter}"
)


class RoleGiver:
    """Gives each section its role, in the order in which they open."""

    def __init__(
        self,
        source: str,
        kind: DocumentKind,
        titled: Role | None,
        year: int | None,
        *,
        plain: Sequence[tuple[int, Role]],
        edges: Sequence[tuple[int, int]],
    ) -> None:
        """Take what is known of the text.

        Args:
            source: the decoded text.
            kind: what kind of document it is.
            titled: what the title says of sections of which nothing else is known.
            year: the year the report looks back on.
            plain: where outermost headings say in plain words what their sections are of, and what.
            edges: where marks stand, and their styles, in order.
        """
        self.source = source
        self.kind = kind
        self.titled = titled
        self.default = kind.default or titled
        self.year = year
        self.alone = not plain
        # 总则 comes first, or all is articles: so all chapters are rules
        said = [role for _, role in plain]
        headed = said[:1] == ["rule"] and _REVIEWS.isdisjoint(said) and kind.default != "achievement"
        self._regulates = headed or len(_ARTICLE.findall(source)) >= _ARTICLES
        self._first_plan = next((start for start, role in plain if role == "plan"), 0)
        self.edges = edges
        self.blocks: list[Block] = []
        self._looked_at = 0
        self._trouble = False
        self._drafts: list[Draft] = []
        self._passed = 0  # how many of them have been looked at for what the outermost say
        self._outermost: list[Role] = []
        self._roles: set[Role] = set()
        self._plainly = False
        self._current: Role | None = None  # the role that the prose of a mixed section has turned to
        self._weighed: Role | None = None  # the role of the section before, if it was weighed too
        self._run_role: Role = "unknown"
        self._run_end = 0  # where the small units end that were weighed together
        self._led: Role | None = None  # what the last words above the first unit say of all that follow
        self._ahead: tuple[int, int] | None = None  # among which headings one is of the year to come
        self._turn: Role | None = None  # what an untitled lead-in says of the list that follows it
        self._plans_on = False  # whether prose without a heading has turned from the review to the plan

    def _give_role(self, draft: Draft) -> None:
        """Heading words first, then the section it stands in, then the kind of document and the prose."""
        if draft.marker.style <= Style.PLAIN:
            self._turn = None
        parent = self._drafts[draft.parent] if draft.parent >= 0 else None
        aside = parent is not None and parent.role == "other" and draft.marker.style <= Style.CHINESE
        if (
            parent is None
            or not parent.plain
            or (aside and heading_roles(draft.title, self.year, plainly=True))
            or looks_back(draft, parent, self.year)
            or looks_ahead(draft, parent, self.year)
        ):
            self._give_own_role(draft, parent)
            return
        inner = inner_heading_role(draft.title)
        if inner == "other" and draft.marker.style == Style.CLAUSE:
            inner = None  # 一是受人员编制限制 is one of the problems, and describes no office
        inner = inner or ("achievement" if self._states_situation(draft) else self._beside(draft))
        draft.plain = True
        if parent.mixed:
            self._current = inner or (
                role_of_finding(self.source, self.edges, draft.marker)
                if self.kind.findings
                else self._current
            )
            draft.role = self._current or parent.role
        else:
            draft.role = inner or self._turn or self._after_review(parent.role)
        draft.mixed = parent.mixed

    def _hear_plan(self) -> None:
        """Prose without a heading says what is aimed at: where no heading does, the plan begins behind the review."""
        if not self._first_plan and not self.kind.settled and not self.kind.findings:
            self._plans_on |= self._reviewed()

    def _reviewed(self) -> bool:
        """Whether a section before is of what was done."""
        return any(draft.role == "achievement" for draft in self._drafts)

    def _after_review(self, role: Role) -> Role:
        """The role of what says nothing of its own, where prose may have turned to the plan."""
        return "plan" if role == "achievement" and self._plans_on else role

    def _states_situation(self, draft: Draft) -> bool:
        """Whether a numbered heading of a plan only says how things are."""
        plans = self.kind.settled and self.default == "plan"
        return plans and draft.marker.style <= Style.BRACKETED and of_situation(draft.title)

    def _give_own_role(self, draft: Draft, parent: Draft | None) -> None:
        """The role of a section that stands in none whose heading is plain."""
        roles = self._said_by_heading(draft, parent)
        if len(roles) > 1:
            draft.mixed = roles
        draft.plain = bool(roles)
        if roles:
            draft.role = self._current = roles[0]
            self._weighed = None
            self._plans_on &= roles[0] != "achievement"
        elif parent is not None and (self._turn or parent.role != "unknown"):
            draft.role = self._beside(draft) or self._turn or parent.role
        elif parent is None and self._turn:
            draft.role = self._turn
        elif parent is None and self._led:
            draft.role, draft.plain = self._led, True
        else:
            draft.role = self._weighed = self._weigh_run(draft.marker)

        if roles == ("plan",) and names_year_ahead(draft.title, self.year):
            self._ahead = (draft.parent, draft.marker.style)

    def _said_by_heading(self, draft: Draft, parent: Draft | None) -> tuple[Role, ...]:
        """The roles that a heading announces, for what the kind of document and those before it make of its words."""
        # A budget is of its own year, which is not past in it.
        year = self.year - 1 if self.year and self.kind.title_says == "plan" else self.year
        roles = heading_roles(draft.title, year, plainly=self.kind.settled or self.kind.findings)
        if parent is not None and parent.role == "plan" and only_states(draft.title):
            roles = ()
        if roles == ("achievement", "plan") and states_and_plans(draft.title) and self._reviewed():
            roles = ("plan",)  # behind a review 形势和任务 is of what is to be done
        if roles == ("problem",) and self._only_low(draft.title):
            roles = ()
        if self.kind.office and about_office(draft.title):
            roles = ("other",)
        before = self._drafts[-1].role if self._drafts else None
        if not roles and _THIS_YEAR.search(draft.title) and before in {"achievement", "problem"}:
            roles = ("plan",)  # behind a review, this year is the one to come
        if not roles and self._states_situation(draft):
            roles = ("achievement",)
        if self._regulates and roles != ("rule",):
            roles = ()
        if not roles and self.kind.findings:
            roles = (
                ("problem", "achievement")
                if begins_wrong(self.source, self.edges, draft.marker)
                else ("achievement", "problem")
            )
        return roles

    def _only_low(self, title: str) -> bool:
        """Whether a heading above results says that they are low, and not that there are problems: 投资增长动力不足."""
        return (
            self.kind.settled
            and self.kind.default == "achievement"
            and inner_heading_role(title) != "problem"
        )

    def _of_those_around(self, start: int) -> Role | None:
        """The role of an outermost section whose own words decide nothing.

        Nothing looks back behind the plans, and nothing plans before the first of them; where no heading before it is
        plain it is what all of them are.
        """
        for one in map(self._drafts.__getitem__, range(self._passed, len(self._drafts))):
            if one.parent < 0 and one.marker.style <= Style.PLAIN:
                self._outermost.append(one.role)
                self._roles.add(one.role)
                self._plainly |= one.plain
        self._passed = len(self._drafts)  # each is looked at once
        if self._outermost and self._outermost[-1] == "plan":
            return "plan"
        if start < self._first_plan and self._outermost[-1:] == ["achievement"]:
            return "achievement"
        silent = len(self._outermost) >= _LEAST_BEFORE and not self._plainly
        return next(iter(self._roles)) if silent and len(self._roles) == 1 else None

    def _beside(self, draft: Draft) -> Role | None:
        """What a heading of the year to come says of those beside it: 2026年收支预算 / 一般公共预算."""
        return "plan" if draft.parent >= 0 and self._ahead == (draft.parent, draft.marker.style) else None

    def _weigh_run(self, marker: Marker) -> Role:
        """The role of a section that is weighed; small units that stand side by side are weighed together."""
        if self._plans_on:
            return "plan"
        if marker.start < self._run_end:
            return self._run_role
        small = marker.style > Style.PLAIN
        first = bisect_right(self.edges, (marker.start, Style.CLAUSE))
        behind = map(self.edges.__getitem__, range(first, len(self.edges)))
        ends = (start for start, style in behind if style < marker.style + (not small))
        end = next(ends, len(self.source))
        beside = self._drafts[-1].role if small and self._drafts else self._weighed
        otherwise = None if small else self._of_those_around(marker.start)
        role = self._weigh(
            marker.end, end, beside, alone=self.alone and not self._in_trouble(), otherwise=otherwise
        )
        self._run_end, self._run_role = (end, role) if small else (0, "unknown")
        return role

    def _weigh(
        self,
        start: int,
        end: int,
        after: Role | None = None,
        *,
        alone: bool,
        otherwise: Role | None = None,
    ) -> Role:
        """The role of a stretch of which no heading says what it is of."""
        if self._regulates:
            return "rule"
        text = self.source[start : min(end, start + _SAMPLE)]
        if self.kind.settled and self.default:
            return "achievement" if self._reports(text) else self.default
        if self.kind.silent and (own := self._own_mood(text)):
            return own
        found = weigh(
            text, year=self.year, after=after,
            trouble=not alone and self._in_trouble(), place=0.0 if alone else start / max(1, len(self.source)),
        )  # fmt: skip
        if otherwise and found.lead < _AGAINST_THE_REST:
            return otherwise
        if alone and self.titled and found.lead < _AGAINST_THE_TITLE:
            return self.titled  # a title in plain words stands unless the prose is all but certain
        return found.role if found.sure else otherwise or self.default or "unknown"

    def _reports(self, text: str) -> bool:
        """Whether a stretch of what its sentences alone conclude to be a plan plainly gives results: news of who is paid, and how many there are."""
        if not self.kind.concluded or mood_of(text).sure != "achievement":
            return False
        found = weigh(text)
        return found.sure and found.role == "achievement"

    def _own_mood(self, text: str) -> Role | None:
        """What the sentences of a stretch plainly do where nothing else says it; the pairs of its characters may say otherwise."""
        mood = mood_of(text)
        if mood.sure and self.default is None:
            against = weigh(text)  # its years are those that the report was dated by
            return None if against.sure and against.role != mood.sure else mood.sure
        return mood.sure or (None if mood.reports else self.default)

    def _in_trouble(self) -> bool:
        """Whether a problem stands before this place; each block is looked at once."""
        self._trouble |= any(block.role == "problem" for block in self.blocks[self._looked_at :])
        self._looked_at = len(self.blocks)
        return self._trouble
