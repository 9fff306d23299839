"""A model reads a document passage by passage; what it proposes becomes a draft.

Models that follow instructions are asked for everything a report has; what they leave out or get wrong is asked
for once more by name. The small embedded model only chooses, for every number, among the source's own phrases.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from policysum.errors import ModelAnswerError, ModelUnavailableError
from policysum.extract.answers import NOT_A_FIGURE, READINGS, Choice, label_answer, open_answer
from policysum.extract.asking import ask
from policysum.extract.draft import Draft, Proposal, ProposedItem
from policysum.extract.judging import Judging
from policysum.extract.labels import choices, label
from policysum.extract.passages import Passage, passages
from policysum.extract.readings import as_read, listed, read_again
from policysum.extract.unread import may_be_answered_later, why_unread
from policysum.llm.prompts import load_prompt
from policysum.llm.types import ChatRequest, asked_about
from policysum.summary import UnreadPassage

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from policysum.document import Document
    from policysum.extract.closed import Closed
    from policysum.extract.draft import Told
    from policysum.extract.passages import Number
    from policysum.llm.types import ChatModel
    from policysum.quantity import Mention, Span

__all__ = ["PROFILES", "Profile", "profile_of", "with_model"]

_UNKNOWN_CONTEXT = 8192
_OVERHEAD = 900
"""Tokens of instructions, example and the fixed part of the schema, rounded up."""
_PER_CHARACTER = 1.2
"""Tokens for each character shown: itself at most about one, and what the answer says of it in items."""
_PER_NUMBER = 11
"""Tokens for each number in the list and in the schema."""
_NUMBER_WEIGHT = 25
"""Characters that take as many tokens as a number does, in the request and in the answer."""
_MOST_SAID = 1.5
"""Tokens an answer may need for each character shown, at most."""
_LONGEST_ANSWER = 8000
"""Several servers refuse a request for more outright."""
_SPLITS = 3
_SEED = 7
_FEWEST_CHOICES = 2
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Profile:
    """How much is asked of a model at once.

    Attributes:
        prompt: The prompt of the first pass.
        chooses: It only chooses among phrases of the source; it is asked for no items and not asked again.
        size: Characters a passage may have where the context allows.
        numbers: Numbers a passage may ask for.
        weight: Characters of its size that each number takes up.
    """

    prompt: str
    chooses: bool
    size: int
    numbers: int
    weight: int


PROFILES: tuple[tuple[str, Profile], ...] = (
    # The bundled base model follows examples, not instructions, and is lost in a long passage.
    ("gemma-3-270m", Profile("label", chooses=True, size=250, numbers=4, weight=0)),
    ("", Profile("extract", chooses=False, size=9000, numbers=120, weight=_NUMBER_WEIGHT)),
)
"""Beginning of a model's name -> its profile; the first that fits."""


def profile_of(model: ChatModel) -> Profile:
    """The profile of a model, its passages no longer than its context can answer."""
    profile = next(profile for name, profile in PROFILES if model.name.startswith(name))
    context = model.capabilities.context or _UNKNOWN_CONTEXT
    fits = int((context - _OVERHEAD) / _PER_CHARACTER)
    return replace(profile, size=max(100, min(profile.size, fits)))


async def with_model(
    document: Document,
    model: ChatModel,
    *,
    passes: int = 1,
    prompts: Path | None = None,
    concurrency: int = 8,
    progress: Callable[[int, int], None] | None = None,
) -> Draft:
    """Let a model read a document.

    Args:
        document: The report.
        model: Who is asked.
        passes: Further looks at what was left out or does not stand the check.
        prompts: Folder of prompts that go before our own.
        concurrency: Passages asked for at the same time.
        progress: Told how many passages are done, of how many.

    Raises:
        ModelError: The model cannot be used at all; a single passage that fails is named in the draft instead.
    """
    reader = _Reader(document, model, prompts, concurrency)
    parts = passages(
        document,
        size=reader.profile.size,
        numbers=reader.profile.numbers,
        weight=reader.profile.weight,
        figures_only=reader.profile.chooses,
        mixed=True,
    )
    done = 0

    async def one(passage: Passage) -> None:
        nonlocal done
        asked_about.set(f"{passage.start}-{passage.end}")
        async with reader.gate:
            await reader.read(passage)
            for _ in range(0 if reader.profile.chooses else passes):
                await reader.look_again(passage)
        done += 1
        if progress is not None:
            progress(done, len(parts))

    try:
        async with asyncio.TaskGroup() as group:
            for part in parts:
                group.create_task(one(part))
    except ExceptionGroup as failures:
        raise failures.exceptions[0] from None  # one address, one key: they all say the same
    reader.finish(len(parts))
    return reader.draft


class _Reader:
    def __init__(self, document: Document, model: ChatModel, prompts: Path | None, concurrency: int) -> None:
        self.document = document
        self.model = model
        self.profile = profile_of(model)
        self.judging = Judging(document)
        self.draft = Draft(judging=self.judging)
        self.gate = asyncio.Semaphore(max(1, concurrency))
        self._prompts = prompts
        self._failure: ModelUnavailableError | None = None
        self._unavailable = 0

    async def read(self, passage: Passage, depth: int = 0) -> None:
        """Read a passage; one whose answer is unusable is read in halves, and named if that does not help."""
        try:
            if self.profile.chooses:
                await self._choose(passage)
            else:
                await self._read_whole(passage)
        except ModelAnswerError as error:
            halves = passage.halves() if depth < _SPLITS else ()
            for half in halves:
                await self.read(half, depth + 1)
            if not halves:
                self._unread(passage, error)
        except ModelUnavailableError as error:
            self._failure = error
            self._unavailable += 1
            self._unread(passage, error)

    async def look_again(self, passage: Passage) -> None:
        """Ask once more, by name, for the figures left out and for what does not stand the check."""
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
            named = self.judging.judged(replace(proposal, told=as_read(number.mention)))
            checked = named if not named.passes else self.judging.judged(proposal)
            if checked.passes:
                continue
            asked.append(number)
            if named.passes:
                misread.add(start)
            said = "判读错了" if named.passes else f"写成“{proposal.indicator}”"
            corrections[start] = f"{said}：{checked.explain()}"
        if not asked:
            return
        part = passage.about(asked)
        read = [number for number in part.numbers if number.mention.start in misread]
        names = [number for number in part.numbers if number.mention.start not in misread]
        told = [
            f"{number.key} {corrections[number.mention.start]}"
            for number in part.numbers
            if number.mention.start in corrections
        ]
        more = {
            "asked": "、".join(number.key for number in names),
            "misread": "、".join(number.key for number in read),
            "corrections": told,
        }
        try:
            answer = await self._ask("second_look", part, label_answer(names, read), more)
        except (ModelAnswerError, ModelUnavailableError) as error:
            self._not_looked_again(passage, error)
            return
        for number in names:
            self._propose(number.mention, answer[number.key], as_read(number.mention))
        for number in read:
            start = number.mention.start
            again = read_again(answer[READINGS][number.key], self.document.metadata.period)
            self.draft.proposals[start] = replace(self.draft.proposals[start], told=again)

    def finish(self, count: int) -> None:
        """Raise what kept every single passage from being read; put what came in any order into source order."""
        if self._failure is not None and self._unavailable >= count:
            raise self._failure
        self.draft.items.sort(key=lambda item: item.spans[0])
        self.draft.unread.sort(key=lambda passage: passage.start)
        self.draft.not_looked_again.sort(key=lambda passage: passage.start)
        self.draft.notes.sort()

    async def _read_whole(self, passage: Passage) -> None:
        said = await self._ask(self.profile.prompt, passage, open_answer(passage))
        for role in ("achievement", "problem", "plan"):
            for item in said[f"{role}s"]:
                spans = tuple(passage.lines[number - 1].span for number in sorted(set(item["evidence"])))
                title = item["title"].strip() or self._heading(spans[0])
                self.draft.items.append(ProposedItem(role, title, item["detail"].strip(), spans))
        by_key = {number.key: number.mention for number in passage.numbers}
        period = self.document.metadata.period
        again = {one["value"]: read_again(one["reading"], period) for one in said.get("corrections", ())}
        for key, indicator in _told_apart(said.get("kpis", ()), by_key):
            self._propose(by_key[key], indicator, again.get(key) or as_read(by_key[key]))

    def _heading(self, span: Span) -> str:
        """The heading a model left to us to copy; the first words where there is none."""
        units = [unit for unit in self.document.items() if unit.start <= span.start < unit.end and unit.title]
        return (
            units[-1].title if units else self.document.source[span.start : span.end].strip()[:_LONGEST_NAME]
        )

    async def _choose(self, passage: Passage) -> None:
        short = tuple(number for number in passage.numbers if len(label(number.mention)) <= _LONGEST_NAME)
        part = replace(passage, numbers=short)
        names = choices(number.mention for number in part.numbers)
        if len(names) < _FEWEST_CHOICES:
            return
        choice = Choice({number.key: names for number in part.numbers})
        request = replace(
            self._request(self.profile.prompt, part), schema=choice.schema, max_tokens=choice.most_tokens
        )
        completion = await self.model.complete(request)
        self.draft.completions.append(completion)
        try:
            said = choice.read(completion.text)
        except ValueError as error:
            raise ModelAnswerError(str(error), where=self.model.name) from error
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
        self, name: str, passage: Passage, shape: Closed, more: Mapping[str, object] | None = None
    ) -> dict[str, Any]:
        answer, completions = await ask(self.model, self._request(name, passage, more), shape)
        self.draft.completions += completions
        return answer

    def _request(self, name: str, passage: Passage, more: Mapping[str, object] | None = None) -> ChatRequest:
        prompt = load_prompt(name, self._prompts)
        self.draft.prompts[name] = prompt.fingerprint
        return ChatRequest(
            messages=prompt.messages(**self._variables(passage), **(more or {})),
            max_tokens=self._answer_tokens(passage),
            seed=_SEED,
            prompt_fingerprint=prompt.fingerprint,
        )

    def _variables(self, passage: Passage) -> dict[str, object]:
        lines = [line.text for line in passage.lines]
        numbered = "\n".join(f"{i}|{text}" for i, text in enumerate(lines, 1))
        period = self.document.metadata.period
        return {
            "period": period or "不详",
            "path": " > ".join(passage.path),
            "text": "".join(lines) if self.profile.chooses else numbered,
            "numbers": listed(passage.numbers, period),
        }

    def _answer_tokens(self, passage: Passage) -> int:
        context = self.model.capabilities.context or _UNKNOWN_CONTEXT
        wanted = 300 + 60 * len(passage.numbers) + int(len(passage.text) * _MOST_SAID)
        left = context - _OVERHEAD - len(passage.text) - _PER_NUMBER * len(passage.numbers)
        return max(200, min(wanted, _LONGEST_ANSWER, left))

    def _is_unread(self, start: int) -> bool:
        return any(passage.start <= start < passage.end for passage in self.draft.unread)

    def _unread(self, passage: Passage, error: ModelAnswerError | ModelUnavailableError) -> None:
        self.draft.unread.append(_named(passage, error))

    def _not_looked_again(self, passage: Passage, error: ModelAnswerError | ModelUnavailableError) -> None:
        self.draft.notes.append(f"第二遍没有读成：{passage.heading}（{why_unread(error)}）")
        if may_be_answered_later(error):
            self.draft.not_looked_again.append(_named(passage, error))


def _named(passage: Passage, error: ModelAnswerError | ModelUnavailableError) -> UnreadPassage:
    return UnreadPassage(
        start=passage.start, end=passage.end, heading=passage.heading, reason=why_unread(error)
    )


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
