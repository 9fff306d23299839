"""What is asked of a model about one passage, and what of its answers goes into the draft."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from policysum.errors import ModelAnswerError, ModelUnavailableError
from policysum.extract.answers import NOT_A_FIGURE, READINGS, Choice, label_schema, open_schema
from policysum.extract.asking import ask_once
from policysum.extract.draft import Draft, Proposal, ProposedItem
from policysum.extract.judging import Judging
from policysum.extract.labels import choices, label
from policysum.extract.profiles import answer_tokens
from policysum.extract.readings import as_read, listed, read_again
from policysum.extract.unread import SILENT, may_be_answered_later, why_unread
from policysum.llm.prompts import load_prompt
from policysum.llm.types import ChatRequest, Message
from policysum.summary import UnreadPassage

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from policysum.document import Document
    from policysum.errors import ModelError
    from policysum.extract.draft import Told
    from policysum.extract.passages import Number, Passage
    from policysum.extract.profiles import Profile
    from policysum.extract.salvage import Salvaged, Schema
    from policysum.llm.types import ChatModel
    from policysum.quantity import Mention, Span

__all__ = ["Reader", "SecondLook"]

_SEED = 7
_FEWEST_CHOICES = 2
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class SecondLook:
    """What a second look at a passage is for.

    Attributes:
        whole: the passage as it was read.
        passage: the sentences and numbers of it that are shown again.
        names: the numbers that a name is asked for.
        readings: the numbers that only a reading is asked for.
        told: what was wrong with the first answer, a line a number.
        missing: how many of the numbers have no name at all.
    """

    whole: Passage
    passage: Passage
    names: tuple[Number, ...]
    readings: tuple[Number, ...]
    told: list[str] = field(default_factory=list)
    missing: int = 0


class Reader:
    """Asks a model about the passages of one document."""

    def __init__(self, document: Document, model: ChatModel, profile: Profile, prompts: Path | None) -> None:
        """Begin with an empty draft."""
        self._document = document
        self._model = model
        self._profile = profile
        self._prompts = prompts
        self._judging = Judging(document)
        self.draft = Draft(judging=self._judging)

    async def read(self, passage: Passage, attempt: int = 0) -> Passage | None:
        """Ask for everything a passage has.

        Args:
            passage: what is shown.
            attempt: how often just this was asked before.

        Returns:
            The sentences that an answer cut off in the middle had not come to.

        Raises:
            ModelAnswerError: there is nothing to be used in the answer.
            ModelUnavailableError: there is no answer.
        """
        if self._profile.chooses:
            await self._choose(passage, attempt)
            return None
        said = await self._ask(self._profile.prompt, passage, open_schema(passage), attempt=attempt)
        last = 0
        for role in ("achievement", "problem", "plan"):
            for item in said.value[f"{role}s"]:
                lines = sorted(item["evidence"])
                spans = tuple(passage.lines[number - 1].span for number in lines)
                title = item["title"].strip() or self._heading(spans[0])
                self.draft.items.append(ProposedItem(role, title, item["detail"].strip(), spans))
            if f"{role}s" in said.named:
                last = max((max(item["evidence"]) for item in said.value[f"{role}s"]), default=0)
        by_key = {number.key: number.mention for number in passage.numbers}
        period = self._document.metadata.period
        corrections = said.value.get("corrections", ())
        again = {one["value"]: read_again(one["reading"], period) for one in corrections}
        for key, indicator in _told_apart(said.value.get("kpis", ()), by_key):
            self._propose(by_key[key], indicator, again.get(key) or as_read(by_key[key]))
        unfinished = said.cut and "kpis" not in said.named
        return passage.after(last) if unfinished else None

    def second_look(self, passage: Passage) -> SecondLook | None:
        """What was left out of a passage or does not stand the check; None where a second look is for nothing."""
        corrections: dict[int, str] = {}
        asked: list[Number] = []
        misread: set[int] = set()
        for number in passage.numbers:
            start = number.mention.start
            proposal = self.draft.proposals.get(start)
            if proposal is None:
                if number.mention.kpi and start not in self.draft.waived and not self._is_unread(start):
                    asked.append(number)
                continue
            named = self._judging.judged(replace(proposal, told=as_read(number.mention)))
            checked = named if not named.passes else self._judging.judged(proposal)
            if checked.passes:
                continue
            asked.append(number)
            if named.passes:
                misread.add(start)
            said = "判读错了" if named.passes else f"写成“{proposal.indicator}”"
            corrections[start] = f"{said}：{checked.explain()}"
        if not asked:
            return None
        part = passage.about(asked)
        told = [
            f"{number.key} {corrections[number.mention.start]}"
            for number in part.numbers
            if number.mention.start in corrections
        ]
        return SecondLook(
            passage,
            part,
            names=tuple(number for number in part.numbers if number.mention.start not in misread),
            readings=tuple(number for number in part.numbers if number.mention.start in misread),
            told=told,
            missing=len(asked) - len(corrections),
        )

    async def look_again(self, look: SecondLook) -> None:
        """Ask once more, by name, for what is missing or does not stand the check."""
        more = {
            "asked": "、".join(number.key for number in look.names),
            "misread": "、".join(number.key for number in look.readings),
            "corrections": look.told,
        }
        schema = label_schema(look.names, look.readings)
        try:
            said = await self._ask("second_look", look.passage, schema, more)
        except (ModelAnswerError, ModelUnavailableError) as error:
            self._not_looked_again(look.whole, error)
            return
        for number in look.names:
            self._propose(number.mention, said.value.get(number.key, ""), as_read(number.mention))
        readings = said.value.get(READINGS, {})
        for number in look.readings:
            start = number.mention.start
            if number.key in readings:
                again = read_again(readings[number.key], self._document.metadata.period)
                self.draft.proposals[start] = replace(self.draft.proposals[start], told=again)

    def unread(self, passages: Sequence[Passage], error: ModelError) -> None:
        """Name what could not be read."""
        self._unread(passages, why_unread(error))

    def finish(self, passages: Sequence[Passage], *, repairs: int) -> None:
        """Look which passages the model said anything of; put what came in any order into source order."""
        draft = self.draft
        for passage in passages:
            named = any(passage.start <= part.start < passage.end for part in draft.unread)
            if not named and not self._said_anything(passage):
                self._unread([passage], SILENT)
        draft.passages = len(passages)
        draft.passages_read = sum(map(self._said_anything, passages))
        draft.repairs = repairs
        draft.items.sort(key=lambda item: item.spans[0])
        draft.unread.sort(key=lambda passage: passage.start)
        draft.not_looked_again.sort(key=lambda passage: passage.start)
        draft.notes.sort()

    def _said_anything(self, passage: Passage) -> bool:
        """Whether the model said anything of a passage, or was right to say nothing: there are no figures in it."""
        if any((part.start, part.end) == (passage.start, passage.end) for part in self.draft.unread):
            return False
        known = self.draft.proposals.keys() | self.draft.waived
        figures = [number.mention.start for number in passage.numbers if number.mention.kpi]
        if not figures or known.intersection(figures):
            return True
        if self._profile.chooses:
            return True  # it is asked only where there is a choice
        return any(
            passage.start <= span.start < passage.end for item in self.draft.items for span in item.spans
        )

    def _unread(self, passages: Sequence[Passage], reason: str) -> None:
        self.draft.unread.append(_named(passages, reason))

    def _not_looked_again(self, passage: Passage, error: ModelError) -> None:
        self.draft.notes.append(f"第二遍没有读成：{passage.heading}（{why_unread(error)}）")
        if may_be_answered_later(error):
            self.draft.not_looked_again.append(_named([passage], why_unread(error)))

    def _heading(self, span: Span) -> str:
        """The heading a model left to us to copy; the first words where there is none."""
        units = [
            unit for unit in self._document.items() if unit.start <= span.start < unit.end and unit.title
        ]
        return (
            units[-1].title if units else self._document.source[span.start : span.end].strip()[:_LONGEST_NAME]
        )

    async def _choose(self, passage: Passage, attempt: int) -> None:
        short = tuple(number for number in passage.numbers if len(label(number.mention)) <= _LONGEST_NAME)
        part = replace(passage, numbers=short)
        names = choices(number.mention for number in part.numbers)
        if len(names) < _FEWEST_CHOICES:
            return
        choice = Choice({number.key: names for number in part.numbers})
        request = replace(
            self._request(self._profile.prompt, part),
            schema=choice.schema,
            max_tokens=choice.most_tokens,
            attempt=attempt,
        )
        completion = await self._model.complete(request)
        self.draft.completions.append(completion)
        try:
            said = choice.read(completion.text)
        except ValueError as error:
            raise ModelAnswerError(str(error), where=self._model.name) from error
        for number in part.numbers:
            self.draft.proposals[number.mention.start] = Proposal(number.mention, said[number.key])

    def _propose(self, mention: Mention, indicator: str, told: Told) -> None:
        indicator = indicator.strip()
        if indicator == NOT_A_FIGURE:
            self.draft.waived.add(mention.start)
            self.draft.proposals.pop(mention.start, None)
        elif indicator:
            self.draft.proposals[mention.start] = Proposal(mention, indicator, told)

    async def _ask(
        self,
        name: str,
        passage: Passage,
        schema: Schema,
        more: Mapping[str, object] | None = None,
        attempt: int = 0,
    ) -> Salvaged:
        request = self._request(name, passage, more)
        if attempt:
            again = load_prompt("again", self._prompts).messages()[0].content
            shown = request.messages[-1]
            messages = (*request.messages[:-1], Message(shown.role, f"{shown.content}\n{again}"))
            request = replace(request, messages=messages, attempt=attempt)
        said, completions = await ask_once(self._model, request, schema)
        self.draft.completions += completions
        self.draft.dropped += len(said.dropped)
        return said

    def _request(self, name: str, passage: Passage, more: Mapping[str, object] | None = None) -> ChatRequest:
        prompt = load_prompt(name, self._prompts)
        self.draft.prompts[name] = prompt.fingerprint
        return ChatRequest(
            messages=prompt.messages(**self._variables(passage), **(more or {})),
            max_tokens=answer_tokens(self._model, passage),
            seed=_SEED,
            prompt_fingerprint=prompt.fingerprint,
        )

    def _variables(self, passage: Passage) -> dict[str, object]:
        lines = [line.text for line in passage.lines]
        numbered = "\n".join(f"{i}|{text}" for i, text in enumerate(lines, 1))
        period = self._document.metadata.period
        return {
            "period": period or "不详",
            "path": " > ".join(passage.path),
            "text": "".join(lines) if self._profile.chooses else numbered,
            "numbers": listed(passage.numbers, period),
        }

    def _is_unread(self, start: int) -> bool:
        return any(passage.start <= start < passage.end for passage in self.draft.unread)


def _named(passages: Sequence[Passage], reason: str) -> UnreadPassage:
    first, last = passages[0], passages[-1]
    return UnreadPassage(start=first.start, end=last.end, heading=first.heading, reason=reason)


def _told_apart(figures: Sequence[dict[str, str]], known: Collection[str]) -> Iterator[tuple[str, str]]:
    """What each number is called, in order; a number written again without its `#2` is the next one so printed."""
    taken = {figure["value"] for figure in figures if "#" in figure["value"]}
    for figure in figures:
        key = figure["value"]
        place = 1
        while (
            key in taken
            and "#" not in figure["value"]
            and (following := f"{figure['value']}#{place + 1}") in known
        ):
            key, place = following, place + 1
        taken.add(key)
        yield key, figure["indicator"]
