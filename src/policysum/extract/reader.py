"""What is asked of a model about one passage, and what of its answers goes into the draft."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from policysum.errors import ModelAnswerError, ModelUnavailableError
from policysum.extract.added import added
from policysum.extract.answers import NOT_A_FIGURE, OUTLINE, Choice, label_schema, open_schema
from policysum.extract.asking import ask_once
from policysum.extract.draft import Draft, ModelReading, Proposal
from policysum.extract.indexed import by_index
from policysum.extract.judging import Judging
from policysum.extract.labels import choices, label
from policysum.extract.messages import message
from policysum.extract.name_likeness import alike
from policysum.extract.outlining import outlined_by_headings, outlined_by_lines
from policysum.extract.proposed_items import proposed_items
from policysum.extract.questions import Questions
from policysum.extract.readings import ranges, read_again
from policysum.extract.second_look import second_look
from policysum.extract.unread import SILENT, put_off, why_unread
from policysum.summary import UnreadPassage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from policysum.document import Document
    from policysum.errors import ModelError
    from policysum.extract.passages import Passage
    from policysum.extract.profiles import Profile
    from policysum.extract.salvage import Salvaged, Schema
    from policysum.extract.second_look import SecondLook
    from policysum.llm.types import ChatModel, ChatRequest
    from policysum.statements import Mention

__all__ = ["Reader"]

_FEWEST_CHOICES = 2
_LONGEST_NAME = 40


class Reader:
    """Asks a model about the passages of one document."""

    def __init__(self, document: Document, model: ChatModel, profile: Profile, prompts: Path | None) -> None:
        """Begin with an empty draft."""
        self._document = document
        self._model = model
        self._profile = profile
        self.draft = Draft()
        self._judging = self.draft.judging = Judging(document, self.draft.proposals)
        self.questions = Questions(document, model, profile, prompts, self.draft.prompts)

    async def outlined(self) -> None:
        """Ask what the document is and what its sections are."""
        try:
            said = await self._ask(self.questions.outline(), OUTLINE)
        except (ModelAnswerError, ModelUnavailableError) as error:
            put_off(
                self.draft, message("kind_not_asked"), error, self._document.body, message("kind_of_document")
            )
            return
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
        request = self.questions.passage(self._profile.prompt, passage, attempt=attempt)
        said = await self._ask(request, open_schema(passage, outline=self.questions.with_outline))
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
            mention = passage.by_index[index]
            self.draft.readings[mention.start] = Proposal(mention, mention.indicator, read[index])
        more = added(self._document, passage, said.value.get("more", ()))
        self.draft.refused += more.refused
        for mention, name in more.named:
            if mention.start not in self.draft.proposals:
                self._propose(mention, name, None)

    def second_look(self, passage: Passage) -> SecondLook | None:
        """What a passage is to be read again for; None where that is nothing."""
        return second_look(passage, self.draft, self._judging)

    async def look_again(self, look: SecondLook) -> None:
        """Ask once more, by name, for what is missing or does not stand the check."""
        more = {
            "asked": ranges(look.names),
            "misread": ranges(look.readings),
            "corrections": look.corrections,
        }
        schema = label_schema(readings=bool(look.readings))
        try:
            said = await self._ask(self.questions.passage("second_look", look.passage, more), schema)
        except (ModelAnswerError, ModelUnavailableError) as error:
            put_off(
                self.draft,
                message("second_look", heading=look.whole.heading),
                error,
                look.whole,
                look.whole.heading,
            )
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

    async def _choose(self, passage: Passage, attempt: int) -> None:
        short = tuple(number for number in passage.numbers if len(label(number.mention)) <= _LONGEST_NAME)
        part = replace(passage, numbers=short)
        names = choices(number.mention for number in part.numbers)
        if len(names) < _FEWEST_CHOICES:
            return
        choice = Choice([(number.mention.text, names) for number in part.numbers])
        completion = await self._model.complete(self.questions.choice(part, choice, attempt))
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
            known = before or self.draft.readings.get(start)
            reading = reading or (known.reading if known else None) or ModelReading()
            insisted = before is not None and alike(before.indicator, indicator)
            self.draft.proposals[start] = Proposal(mention, indicator, reading, insisted)

    async def _ask(self, request: ChatRequest, schema: Schema) -> Salvaged:
        said, completions = await ask_once(self._model, request, schema)
        self.draft.completions += completions
        self.draft.dropped += len(said.dropped)
        return said


def _named(passages: Sequence[Passage], reason: str) -> UnreadPassage:
    first, last = passages[0], passages[-1]
    return UnreadPassage(start=first.start, end=last.end, heading=first.heading, reason=reason)
