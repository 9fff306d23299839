"""A model reads a document passage by passage; what it proposes becomes a draft.

First every passage is read once. Then what could not be read is asked for again, and last what the answers left out
or got wrong; both together take no more requests than the first look did. Only a report of a single passage may
take one more, to be read in halves.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policysum.errors import ModelAnswerError, ModelUnavailableError
from policysum.extract.passages import passages
from policysum.extract.profiles import profile_of
from policysum.extract.purse import Purse
from policysum.extract.reader import Reader
from policysum.llm.failures import EmptyAnswerError, SchemaAnswerError, TruncatedAnswerError

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable, Iterator
    from pathlib import Path
    from typing import Any

    from policysum.document import Document
    from policysum.extract.draft import Draft
    from policysum.extract.passages import Passage
    from policysum.extract.profiles import Profile
    from policysum.llm.types import ChatModel

__all__ = ["with_model"]

_SPLITS = 3
"""How often a passage that cannot be read is cut in half."""


async def with_model(
    document: Document,
    model: ChatModel,
    *,
    passes: int = 1,
    outline: bool = True,
    prompts: Path | None = None,
    concurrency: int = 8,
    progress: Callable[[int, int], None] | None = None,
) -> Draft:
    """Let a model read a document.

    Args:
        document: The report.
        model: Who is asked.
        outline: Ask what the document is and what its sections are: along with the text of a report that is read at
            once, before the text of a longer one.
        passes: Further looks at what was left out or does not stand the check.
        prompts: Folder of prompts that go before our own.
        concurrency: Passages asked for at the same time.
        progress: Given how many passages are done, of how many.

    Raises:
        ModelError: The model cannot be used at all; a single passage that fails is named in the draft instead.
    """
    profile = profile_of(model)
    reader = Reader(document, model, profile, prompts)
    parts = _parts(document, profile)
    asks = outline and not profile.chooses
    reader.questions.with_outline = asks and len(parts) == 1
    reading = _Reading(reader, Purse(len(parts) * max(1, passes)), asyncio.Semaphore(max(1, concurrency)))
    await reading.read([_Look(part) for part in parts], progress, outline=asks and len(parts) > 1)
    for _ in range(0 if profile.chooses else passes):
        await reading.look_again(parts)
    reading.finish(parts)
    return reader.draft


def _parts(document: Document, profile: Profile) -> list[Passage]:
    return passages(
        document,
        size=profile.size,
        numbers=profile.numbers,
        weight=profile.weight,
        figures_only=profile.chooses,
        mixed=True,
    )


@dataclass(frozen=True, slots=True)
class _Look:
    """A passage to be read.

    Attributes:
        passage: what is shown.
        attempt: how often just this was asked before.
        depth: how often it was cut in half.
        why: what came of the look before.
    """

    passage: Passage
    attempt: int = 0
    depth: int = 0
    why: ModelAnswerError | None = None


class _Reading:
    def __init__(self, reader: Reader, purse: Purse, gate: asyncio.Semaphore) -> None:
        self._reader = reader
        self._purse = purse
        self._gate = gate
        self._failure: ModelUnavailableError | None = None
        self._unavailable = 0

    async def read(
        self, looks: list[_Look], progress: Callable[[int, int], None] | None, *, outline: bool
    ) -> None:
        """Read every passage once, and again what could not be read, as far as the purse goes.

        What the document is is asked at the same time: no other request depends on the answer, so that none is sent
        twice where answers come a day later.
        """
        count, done = len(looks), 0
        again: dict[int, list[_Look]] = {}

        async def one(at: int, look: _Look) -> None:
            nonlocal done
            again[at] = await self._look(look)
            done += 1
            if progress is not None:
                progress(min(done, count), count)

        while looks:
            again.clear()
            work = [one(at, look) for at, look in enumerate(looks)]
            await self._all([self._reader.outlined(), *work] if outline else work)
            outline = False
            # In source order, whatever order the answers came in: who comes first takes out of the purse.
            looks = [look for at in sorted(again) for look in self._afforded(again[at])]

    async def _look(self, look: _Look) -> list[_Look]:
        """Read a passage; gives what has to be asked again."""
        try:
            rest = await self._reader.read(look.passage, look.attempt)
        except ModelAnswerError as error:
            again = list(_other_looks(look, error))
            if not again:
                self._reader.unread([look.passage], error)
            return again
        except ModelUnavailableError as error:
            self._failure = error
            self._unavailable += 1
            self._reader.unread([look.passage], error)
            return []
        if rest is None:
            return []
        cut = TruncatedAnswerError("the answer was cut off", where=look.passage.heading)
        if look.depth >= _SPLITS:
            self._reader.unread([rest], cut)
            return []
        return [_Look(rest, depth=look.depth + 1, why=cut)]

    def _afforded(self, looks: list[_Look]) -> list[_Look]:
        """The looks, where the purse holds them; what there is no second look for stays unread."""
        if looks and not self._purse.take(len(looks)):
            assert looks[0].why is not None
            self._reader.unread([look.passage for look in looks], looks[0].why)
            return []
        return looks

    async def look_again(self, parts: Iterable[Passage]) -> None:
        """Ask by name for the figures left out and for what does not stand the check."""
        looks = [look for part in parts if (look := self._reader.second_look(part)) is not None]
        # The most that is missing first: it is what a second look is worth most for.
        looks.sort(key=lambda look: -look.missing)
        await self._all([self._reader.look_again(look) for look in looks if self._purse.take()])

    def finish(self, parts: list[Passage]) -> None:
        """Raise what kept every single passage from being read; put what came in any order into source order."""
        if self._failure is not None and self._unavailable >= len(parts):
            raise self._failure
        self._reader.finish(parts, repairs=self._purse.spent)

    async def _all(self, work: Iterable[Coroutine[Any, Any, None]]) -> None:
        async def gated(one: Coroutine[Any, Any, None]) -> None:
            async with self._gate:
                await one

        try:
            async with asyncio.TaskGroup() as group:
                for one in work:
                    group.create_task(gated(one))
        except ExceptionGroup as failures:
            raise failures.exceptions[0] from None  # one address, one key: they all say the same


def _other_looks(look: _Look, error: ModelAnswerError) -> Iterator[_Look]:
    """Ways to ask again for what could not be read: the same once more, or the halves of it."""
    if isinstance(error, SchemaAnswerError | EmptyAnswerError) and not look.attempt:
        yield _Look(look.passage, look.attempt + 1, look.depth, error)
    elif look.depth < _SPLITS:
        for half in look.passage.halves():
            yield _Look(half, depth=look.depth + 1, why=error)
