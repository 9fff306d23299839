"""What is asked of a model about one passage, and what of its answers goes into the draft."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from policysum.errors import ModelAnswerError, ModelUnavailableError
from policysum.extract.added import added
from policysum.extract.answers import NOT_A_FIGURE, OUTLINE, Choice, label_schema, open_schema
from policysum.extract.asking import ask_once
from policysum.extract.draft import Draft, ModelReading, Proposal
from policysum.extract.indexed import by_index
from policysum.extract.judging import Judging, alike
from policysum.extract.labels import choices, label
from policysum.extract.outlining import (
    outlined_by_headings,
    outlined_by_lines,
    shown_outline,
)
from policysum.extract.profiles import answer_tokens
from policysum.extract.proposed_items import proposed_items
from policysum.extract.readings import listed, ranges, read_again
from policysum.extract.unread import SILENT, may_be_answered_later, why_unread
from policysum.llm.prompts import load_prompt
from policysum.llm.types import ChatRequest, Message
from policysum.summary import UnreadPassage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from policysum.document import Document
    from policysum.errors import ModelError
    from policysum.extract.passages import Number, Passage
    from policysum.extract.profiles import Profile
    from policysum.extract.salvage import Salvaged, Schema
    from policysum.llm.types import ChatModel
    from policysum.quantity import Mention

__all__ = ["Reader", "SecondLook"]

_SEED = 7
_OUTLINE = "outline"
_OUTLINE_TOKENS = 250
_FEWEST_CHOICES = 2
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class SecondLook:
    """What a second look at a passage is for.

    Attributes:
        whole: the passage as it was read.
        passage: the sentences and numbers of it that are shown again.
        names: the indices that a name is asked for.
        readings: the indices that only a reading is asked for.
        corrections: what was wrong with the first answer, a line a number.
        missing: how many of the numbers have no name at all.
    """

    whole: Passage
    passage: Passage
    names: tuple[int, ...]
    readings: tuple[int, ...]
    corrections: list[str] = field(default_factory=list)
    missing: int = 0


class Reader:
    """Asks a model about the passages of one document."""

    def __init__(self, document: Document, model: ChatModel, profile: Profile, prompts: Path | None) -> None:
        """Begin with an empty draft."""
        self._document = document
        self._model = model
        self._profile = profile
        self._prompts = prompts
        self.draft = Draft()
        self._judging = self.draft.judging = Judging(document, self.draft.proposals)
        self.asks_outline = False
        """Whether a passage is the whole report, of which it is asked what it is."""

    async def outlined(self) -> None:
        """Ask what the document is and what its sections are."""
        prompt = load_prompt(_OUTLINE, self._prompts)
        self.draft.prompts[_OUTLINE] = prompt.fingerprint
        request = ChatRequest(
            messages=prompt.messages(**shown_outline(self._document)),
            max_tokens=_OUTLINE_TOKENS,
            seed=_SEED,
            prompt_fingerprint=prompt.fingerprint,
            about="outline",
        )
        try:
            said, completions = await ask_once(self._model, request, OUTLINE)
        except (ModelAnswerError, ModelUnavailableError) as error:
            self.draft.notes.append(f"没有问成这是什么文件（{why_unread(error)}）")
            if may_be_answered_later(error):
                whole = UnreadPassage(
                    start=self._document.body.start,
                    end=self._document.body.end,
                    heading="文件判断",
                    reason=why_unread(error),
                )
                self.draft.not_looked_again.append(whole)
            return
        self.draft.completions += completions
        self.draft.dropped += len(said.dropped)
        self.draft.outline = outlined_by_headings(said.value, self._document)

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
        schema = open_schema(passage, outline=self.asks_outline)
        said = await self._ask(self._profile.prompt, passage, schema, attempt=attempt)
        if "outline" in said.value:
            self.draft.outline = outlined_by_lines(said.value["outline"], passage)
        found = proposed_items(said, passage)
        self.draft.items += found.items
        self.draft.dropped += found.dropped
        self._take(passage, said)
        unfinished = said.cut and "kpis" not in said.named
        return passage.after(found.last) if unfinished else None

    def _take(self, passage: Passage, said: Salvaged) -> None:
        """Take names and readings out of an answer, and the numbers it adds."""
        names = by_index(said.value.get("kpis", ()), passage.by_index)
        readings = by_index(said.value.get("readings", ()), passage.by_index)
        self.draft.dropped += names.dropped + readings.dropped
        read = {index: read_again(reading) for index, reading in readings.said.items()}
        for index, name in names.said.items():
            self._propose(passage.by_index[index], name, read.get(index))
        for index in read.keys() - names.said.keys():
            self.draft.readings[passage.by_index[index].start] = read[index]
        more = added(self._document, passage, said.value.get("more", ()))
        self.draft.refused += more.refused
        for mention, name in more.named:
            if mention.start not in self.draft.proposals:
                self._propose(mention, name, None)

    def second_look(self, passage: Passage) -> SecondLook | None:
        """What was left out of a passage or does not stand the check; None where a second look is for nothing."""
        wrong: dict[int, str] = {}
        asked: list[Number] = []
        misread: set[int] = set()
        for number in passage.numbers:
            start = number.mention.start
            proposal = self.draft.proposals.get(start)
            if proposal is None:
                if number.mention.kpi and start not in self.draft.waived and not self._is_unread(start):
                    asked.append(number)
                continue
            if refusal := self._judging.refusal(proposal):
                wrong[start] = f"写成“{proposal.indicator}”：{refusal}"
            elif contrary := self._judging.contrary(proposal):
                misread.add(start)
                wrong[start] = f"判读错了：{'；'.join(contrary.values())}"
            else:
                continue
            asked.append(number)
        if not asked:
            return None
        part = passage.about(asked)
        starts = {number.index: number.mention.start for number in part.numbers}
        return SecondLook(
            passage,
            part,
            names=tuple(index for index, start in starts.items() if start not in misread),
            readings=tuple(index for index, start in starts.items() if start in misread),
            corrections=[f"[{index}]{wrong[start]}" for index, start in starts.items() if start in wrong],
            missing=len(asked) - len(wrong),
        )

    async def look_again(self, look: SecondLook) -> None:
        """Ask once more, by name, for what is missing or does not stand the check."""
        more = {
            "asked": ranges(look.names),
            "misread": ranges(look.readings),
            "corrections": look.corrections,
        }
        schema = label_schema(readings=bool(look.readings))
        try:
            said = await self._ask("second_look", look.passage, schema, more)
        except (ModelAnswerError, ModelUnavailableError) as error:
            self._not_looked_again(look.whole, error)
            return
        numbers = look.passage.by_index
        names = by_index(said.value["kpis"], look.names)
        readings = by_index(said.value.get("readings", ()), look.readings)
        self.draft.dropped += names.dropped + readings.dropped
        for index, name in names.said.items():
            self._propose(numbers[index], name, None)
        for index, reading in readings.said.items():
            start = numbers[index].start
            self.draft.proposals[start] = replace(self.draft.proposals[start], reading=read_again(reading))

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

    async def _choose(self, passage: Passage, attempt: int) -> None:
        short = tuple(number for number in passage.numbers if len(label(number.mention)) <= _LONGEST_NAME)
        part = replace(passage, numbers=short)
        names = choices(number.mention for number in part.numbers)
        if len(names) < _FEWEST_CHOICES:
            return
        choice = Choice([(number.mention.text, names) for number in part.numbers])
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
        for number, name in zip(part.numbers, said, strict=True):
            self.draft.proposals[number.mention.start] = Proposal(number.mention, name)

    def _propose(self, mention: Mention, indicator: str, reading: ModelReading | None) -> None:
        """Take a name; a reading that was given before stays where none is given with it."""
        indicator = indicator.strip()
        start = mention.start
        before = self.draft.proposals.get(start)
        if indicator == NOT_A_FIGURE:
            self.draft.waived.add(start)
            self.draft.proposals.pop(start, None)
        elif indicator:
            known = before.reading if before else None
            reading = reading or known or self.draft.readings.get(start) or ModelReading()
            insisted = before is not None and alike(before.indicator, indicator)
            self.draft.proposals[start] = Proposal(mention, indicator, reading, insisted)

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
            about=f"{passage.start}-{passage.end}",
        )

    def _variables(self, passage: Passage) -> dict[str, object]:
        period, source = self._document.metadata.period, self._document.source
        marked = passage.marked(source)
        readings = listed(passage.numbers, period, source)
        return {
            "period": period or "不详",
            "path": " > ".join(passage.path),
            "text": "".join(line.text for line in passage.lines)
            if self._profile.chooses
            else "\n".join(f"{at}|{text}" for at, text in enumerate(marked, 1)),
            "readings": readings.known,
            "open": readings.open,
            "outline": self.asks_outline,
            "title": self._document.metadata.title or "不详",
        }

    def _is_unread(self, start: int) -> bool:
        return any(passage.start <= start < passage.end for passage in self.draft.unread)


def _named(passages: Sequence[Passage], reason: str) -> UnreadPassage:
    first, last = passages[0], passages[-1]
    return UnreadPassage(start=first.start, end=last.end, heading=first.heading, reason=reason)
