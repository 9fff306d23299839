"""The object that summarises many reports with one engine, and the functions that summarise one."""

from __future__ import annotations

import time
from collections import deque
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar, overload

from policysum.document import Document, read_document
from policysum.engine import Engine, Wiring, chosen, open_engine
from policysum.errors import ConfigError
from policysum.event_loop_thread import LoopThread
from policysum.llm.retry import Cooldown, Retrier
from policysum.llm.servers import config_path
from policysum.llm.types import Account
from policysum.pipeline import Pipeline
from policysum.schema import Report
from policysum.settings import Settings
from policysum.traffic import CallLog, Traffic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future
    from types import TracebackType
    from typing import Unpack

    from pydantic import BaseModel

    from policysum.llm.sending import Planner
    from policysum.options import Options
    from policysum.summary import Summary

    _Schema = TypeVar("_Schema", bound=BaseModel)

__all__ = ["Summarizer", "asummarize", "summarize"]

_LONGEST_PATH = 1000


class Summarizer:
    """Summarises many reports with one engine, opened once.

    Use it as a context manager, `with` or `async with`; keyword arguments are the fields of `Settings`.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        /,
        *,
        opened: Engine | None = None,
        plan: Planner | None = None,
        **options: Any,
    ) -> None:
        """Take settings, or their fields as keywords.

        Args:
            settings: what is asked for.
            opened: the engine, where it is open already.
            plan: called with every request instead of sending it, for a dry run and the Batch API; it may answer it.
            **options: fields of `Settings`.
        """
        named = Settings.of(options)
        self.settings = given = settings or named
        self._log = CallLog(given.log) if given.log else None
        self.traffic = Traffic(
            concurrency=given.concurrency,
            rpm=given.rpm,
            tpm=given.tpm,
            budget=given.budget,
            log=self._log,
        )
        self._engine = opened
        self._plan = plan
        if opened is not None and opened.model is not None:
            self.traffic.price = opened.model.capabilities.price
        self._thread: LoopThread | None = None
        self._network: LoopThread | None = None
        self._pipeline: Pipeline | None = None

    @property
    def engine(self) -> Engine:
        """The engine, opened at first use.

        Raises:
            ConfigError: there is no such engine, or what it needs is missing.
        """
        if self._engine is None:
            self._engine = self._open()
        return self._engine

    @property
    def plans_only(self) -> bool:
        """Whether requests are only counted and none is sent."""
        return self._plan is not None

    @property
    def _piped(self) -> Pipeline:
        """The pipeline over the open engine."""
        if self._pipeline is None:
            self._pipeline = Pipeline(self.settings, self.engine, self.traffic)
        return self._pipeline

    def _open(self) -> Engine:
        traffic, settings = self.traffic, self.settings
        if chosen(settings.engine_choice())[0] != "extractive":  # which sends nothing
            self._network = LoopThread()
        wiring = Wiring(
            retrier=Retrier(settings.retries, Cooldown(sleep=traffic.sleep), traffic.sleep),
            limiter=traffic,
            on_call=traffic.note,
            network=self._network.portal if self._network is not None else None,
            plan=self._plan,
        )
        engine = open_engine(settings.engine_choice(), wiring)
        if settings.schema is not Report:
            engine.need_model()
        if engine.concurrency is not None:
            self.traffic.concurrency = min(self.traffic.concurrency, engine.concurrency)
        self.traffic.price = engine.model.capabilities.price if engine.model else None
        if self.settings.budget is not None and engine.name == "openai" and self.traffic.price is None:
            raise ConfigError(
                f"the price of {engine.model.name if engine.model else engine.name} is unknown, so no budget can hold",
                hint=f"State it in {config_path()}, or leave --budget out.",
            )
        return engine

    async def asummarize(
        self,
        source: str | Path | Document,
        *,
        digest: str | None = None,
        rank: int = 0,
        progress: Callable[[int, int], None] | None = None,
    ) -> Summary:
        """Summarise one report.

        Args:
            source: path of a report, its text, or a `Document`.
            digest: hash of the bytes it was read from, where they are known; see `fingerprint`.
            rank: its place among reports that are summarised at the same time: whose requests go first.
            progress: given how many passages a model has read, of how many.

        Returns:
            The summary, every number of which is checked.

        Raises:
            DocumentError: the report cannot be read.
            ModelError: the model cannot be used at all; a passage that fails is named in the summary instead.
        """
        began = time.perf_counter()
        document = _document_of(source, ocr=self.settings.ocr)
        account = Account(document.name, rank)
        summary = await self._piped.summary(document, account, digest=digest, progress=progress)
        summary.run.seconds = round(time.perf_counter() - began, 3)
        return summary

    def summarize(self, source: str | Path | Document) -> Summary:
        """Summarise one report without an event loop of the caller's; works inside a notebook's, too.

        Args:
            source: as `asummarize` takes it.

        Returns:
            The summary; what may be raised is said at `asummarize`.
        """
        if self._thread is None:
            self._thread = LoopThread()
        return self._thread.run(partial(self.asummarize, source))

    def map(self, sources: Iterable[str | Path | Document]) -> Iterator[Summary]:
        """Summarise many reports, several at a time, and give the summaries in the order of the reports.

        Sources are taken as they are needed, so they may come from a generator without end.

        Args:
            sources: paths, texts or `Document`s, as `summarize` takes them.

        Yields:
            A summary for each.

        Raises:
            DocumentError: a report cannot be read; the summaries before it have been given.
        """
        thread = self._thread = self._thread or LoopThread()
        under_way: deque[Future[Summary]] = deque()
        try:
            for rank, source in enumerate(sources):
                under_way.append(thread.portal.start_task_soon(partial(self.asummarize, source, rank=rank)))
                if len(under_way) > self.settings.concurrency:
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
        finally:
            for future in under_way:
                future.cancel()

    def fingerprint(self, name: str, digest: str) -> str:
        """Hash of source, settings, prompts and code: equal means that the same summary would be made again.

        Args:
            name: name of the report.
            digest: SHA-256, in hexadecimal, of the bytes or of the text it is read from.

        Returns:
            32 hexadecimal digits.
        """
        return self._piped.fingerprint(name, digest)

    async def drain(self) -> None:
        """Wait for the answers to requests already sent, also those whose report was given up."""
        if self._engine is not None:
            await self._engine.drain()

    async def aclose(self) -> None:
        """Close the engine."""
        if self._engine is not None:
            await self._engine.aclose()
            self._engine = self._pipeline = None
        if self._network is not None:
            self._network.close()
            self._network = None
        if self._log is not None:
            self._log.close()
            self._log = None

    def close(self) -> None:
        """Close the engine and the private event loop of `summarize`."""
        thread, self._thread = self._thread or LoopThread(), None
        thread.run(self.aclose)
        thread.close()

    async def __aenter__(self) -> Self:
        """Use the summarizer within a block."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close it at the end of the block."""
        await self.aclose()

    def __enter__(self) -> Self:
        """Use the summarizer within a block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it at the end of the block."""
        self.close()


def _document_of(source: str | Path | Document, *, ocr: bool) -> Document:
    """The report; a string is a text where it has a line break, or a full stop and no file of that name."""
    if isinstance(source, Document):
        return source
    if isinstance(source, str) and (
        "\n" in source or ("。" in source and not Path(source[:_LONGEST_PATH]).exists())
    ):
        return Document.from_text(source)
    return read_document(source, ocr=ocr)


@overload
async def asummarize(
    source: str | Path | Document, *, schema: type[_Schema], **options: Unpack[Options]
) -> Summary[_Schema]: ...
@overload
async def asummarize(source: str | Path | Document, **options: Unpack[Options]) -> Summary[Report]: ...
async def asummarize(source: str | Path | Document, **options: Any) -> Summary[Any]:
    """Summarise one report within an event loop: takes a `source` and `options`, and raises, as `summarize` does."""
    async with Summarizer(**options) as summarizer:
        return await summarizer.asummarize(source)


@overload
def summarize(
    source: str | Path | Document, *, schema: type[_Schema], **options: Unpack[Options]
) -> Summary[_Schema]: ...
@overload
def summarize(source: str | Path | Document, **options: Unpack[Options]) -> Summary[Report]: ...
def summarize(source: str | Path | Document, **options: Any) -> Summary[Any]:
    """Summarise one report.

    Args:
        source: path of a report, its text, or a `Document`. A string is a text where it has a line break, or a full
            stop and no file of that name.
        **options: the fields of `Settings`; `schema` takes a Pydantic model of one's own.

    Returns:
        The summary; its `report` is of the schema.

    Raises:
        DocumentError: the report cannot be read.
        ConfigError: an option is unknown, or what it needs is missing.
        ModelError: the model cannot be used at all; a passage that fails is named in the summary instead.
    """
    with Summarizer(**options) as summarizer:
        return summarizer.summarize(source)
