"""The pipeline for one report, and the object that runs it for many.

    bytes -> Document -> (model calls) -> draft -> verified Summary

A raw model response is what is cached; everything after it runs again on every call.
"""

from __future__ import annotations

import hashlib
import time
from collections import deque
from dataclasses import dataclass, field, fields
from functools import partial
from math import fsum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar, overload

from pydantic import BaseModel

import policysum
from policysum.assemble import assemble, verify
from policysum.document import Document, read_document
from policysum.engine import Engine, EngineChoice, Wiring, chosen, open_engine
from policysum.errors import ConfigError
from policysum.extract import Draft, can_sum_up, custom, decided, extractive, merge, sum_up, with_model
from policysum.extract.unread import note_of
from policysum.fingerprint import code_fingerprint, prompts_fingerprint, schema_fingerprint, source_hash
from policysum.llm.failures import NotSentError
from policysum.llm.retry import Cooldown, Retrier, RetryPolicy
from policysum.llm.servers import config_path
from policysum.llm.types import Account, OnAccount
from policysum.loop import LoopThread
from policysum.schema import Report
from policysum.summary import RunInfo
from policysum.traffic import CallLog, Traffic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future
    from types import TracebackType
    from typing import Unpack

    from policysum.llm import Planned, ResponseCache
    from policysum.options import Options
    from policysum.summary import Summary

__all__ = ["Settings", "Summarizer", "asummarize", "load_schema", "summarize"]


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that decides what a summary will say, and how it is asked for.

    Attributes:
        engine: "auto", "openai", "local" or "extractive".
        model: name of the model; for the local engine the path of a GGUF file.
        base_url: an OpenAI-compatible address; OPENAI_BASE_URL where it is None.
        api_key: the key; OPENAI_API_KEY where it is None. Never shown, logged, cached or written.
        schema: what to fill: `Report`, or any Pydantic model.
        passes: further looks at the numbers that the model left out.
        outline: whether a model is asked what the document and its sections are, in a short request of its own
            where the report takes more than one.
        ocr: whether scanned pages and pictures are recognised (extra `ocr`).
        summary: whether a model is asked for an abstract, headlines and themes, in one more request.
        prompts: folder with prompts that replace the built-in ones.
        cache_dir: where responses are kept; the platform's cache directory where it is None.
        concurrency: model requests under way at once.
        rpm: requests a minute, unlimited where None.
        tpm: tokens a minute, unlimited where None.
        budget: money that may be spent, in the currency of the model's price.
        timeout: seconds to wait for one answer; what is known of the server decides where it is None.
        retries: how long failures of each kind are put up with.
        log: file that gets one JSON object a line for every model call.
        plan: called with every request that would be sent; nothing is sent.
        keep: wraps the response cache.
    """

    engine: str = "auto"
    model: str | None = None
    base_url: str | None = None
    api_key: str | None = field(default=None, repr=False)
    schema: type[BaseModel] = Report
    passes: int = 1
    outline: bool = True
    summary: bool = True
    ocr: bool = False
    prompts: Path | None = None
    cache_dir: Path | None = None
    concurrency: int = 8
    rpm: float | None = None
    tpm: float | None = None
    budget: float | None = None
    timeout: float | None = None
    retries: RetryPolicy = field(default_factory=RetryPolicy)
    log: Path | None = None
    plan: Callable[[Planned], None] | None = field(default=None, compare=False)
    keep: Callable[[ResponseCache], ResponseCache] | None = field(default=None, compare=False)

    def engine_choice(self) -> EngineChoice:
        """The part of the settings that decides who answers."""
        return EngineChoice(
            self.engine, self.model, self.base_url, self.api_key, self.cache_dir, self.timeout
        )


_LONGEST_PATH = 1000
_Schema = TypeVar("_Schema", bound=BaseModel)


def _document_of(source: str | Path | Document, *, ocr: bool) -> Document:
    """The report; a string is a text where it has a line break, or a full stop and no file of that name."""
    if isinstance(source, Document):
        return source
    if isinstance(source, str) and (
        "\n" in source or ("。" in source and not Path(source[:_LONGEST_PATH]).exists())
    ):
        return Document.from_text(source)
    return read_document(source, ocr=ocr)


class Summarizer:
    """Summarises many reports with one engine, opened once.

    Use it as a context manager, `with` or `async with`; keyword arguments are the fields of `Settings`.
    """

    def __init__(
        self, settings: Settings | None = None, /, *, opened: Engine | None = None, **options: Any
    ) -> None:
        """Take settings, or their fields as keywords, and the engine, where it is open already."""
        known = {one.name for one in fields(Settings)}
        if unknown := sorted(options.keys() - known):
            hint = f"Options are: {', '.join(sorted(known))}."
            raise ConfigError(f"there is no option {unknown[0]!r}", hint=hint)
        self.settings = settings or Settings(**options)
        given = self.settings
        self._log = CallLog(given.log) if given.log else None
        self.traffic = Traffic(
            concurrency=given.concurrency,
            rpm=given.rpm,
            tpm=given.tpm,
            budget=given.budget,
            log=self._log,
        )
        self._engine = opened
        if opened is not None and opened.model is not None:
            self.traffic.price = opened.model.capabilities.price
        self._thread: LoopThread | None = None
        self._network: LoopThread | None = None
        self._settings_hash: str | None = None
        self._schema_hash: str | None = None

    @property
    def engine(self) -> Engine:
        """The engine, opened at first use.

        Raises:
            ConfigError: there is no such engine, or what it needs is missing.
        """
        if self._engine is None:
            self._engine = self._open()
        return self._engine

    def _open(self) -> Engine:
        traffic, settings = self.traffic, self.settings
        if chosen(settings.engine_choice())[0] != "extractive":  # which sends nothing
            self._network = LoopThread()
        wiring = Wiring(
            retrier=Retrier(settings.retries, Cooldown(sleep=traffic.sleep), traffic.sleep),
            limiter=traffic,
            on_call=traffic.note,
            network=self._network.portal if self._network is not None else None,
            plan=settings.plan,
            keep=settings.keep,
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

        Raises:
            DocumentError: the report cannot be read.
            ModelError: the model cannot be used at all; a passage that fails is named in the summary instead.
        """
        began = time.perf_counter()
        document = _document_of(source, ocr=self.settings.ocr)
        account = Account(document.name, rank)
        engine, settings = self.engine, self.settings
        model = OnAccount(engine.model, account) if engine.model is not None else None
        if settings.schema is not Report:
            report, draft = await custom(
                document, settings.schema, OnAccount(engine.need_model(), account), prompts=settings.prompts
            )
        else:
            draft = Draft()
            if model is not None:
                draft = await with_model(
                    document,
                    model,
                    passes=settings.passes,
                    outline=settings.outline,
                    prompts=settings.prompts,
                    concurrency=self.traffic.concurrency,
                    progress=progress,
                )
                document = decided(document, draft)
            report = extractive(document)
            if model is not None:
                report = merge(document, draft, report)
        if account.planned:
            raise NotSentError("requests are only planned, none is sent", where=document.name)
        checked = verify(report, document)
        summary = assemble(
            document, report, checked, self._run_info(document, draft, account, digest), draft.refused
        )
        if settings.summary and draft.passages_read and model is not None and can_sum_up(model):
            assert isinstance(summary.report, Report)
            summed = await sum_up(document, summary.report, model, draft, prompts=settings.prompts)
            if account.planned:
                raise NotSentError("requests are only planned, none is sent", where=document.name)
            summary.summary = summed.digest
            summary.verification.failed += summed.failed
            summary.run = self._run_info(document, draft, account, digest)
        summary.run.seconds = round(time.perf_counter() - began, 3)
        return summary

    def summarize(self, source: str | Path | Document) -> Summary:
        """Summarise one report without an event loop of the caller's; works inside a notebook's, too."""
        if self._thread is None:
            self._thread = LoopThread()
        return self._thread.run(partial(self.asummarize, source))

    def map(self, sources: Iterable[str | Path | Document]) -> Iterator[Summary]:
        """Summarise many reports, several at a time, and give the summaries in the order of the reports.

        Sources are taken as they are needed, so they may come from a generator without end.

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
            digest: hash of the bytes or of the text it is read from.
        """
        if self._settings_hash is None:
            settings = self.settings
            parts = (
                code_fingerprint(),
                prompts_fingerprint(settings.prompts),
                self._schema_fingerprint(),
                self.engine.identity,
                str(self.engine.model.capabilities.context if self.engine.model else None),
                str(settings.passes),
                str(settings.outline),
                str(settings.summary),
            )
            self._settings_hash = hashlib.sha256("\n".join(parts).encode()).hexdigest()
        whole = f"{digest}\n{name}\n{self._settings_hash}"
        return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:32]

    def _schema_fingerprint(self) -> str:
        if self._schema_hash is None:
            self._schema_hash = schema_fingerprint(self.settings.schema)
        return self._schema_hash

    def _run_info(self, document: Document, draft: Draft, account: Account, digest: str | None) -> RunInfo:
        source = source_hash(document)
        engine, price = self.engine, self.traffic.price
        asked = [record for record in account.records if record.outcome != "cached"]
        known = all(record.usage.known for record in asked if record.answered)
        return RunInfo(
            engine=engine.name,
            model=engine.model.name if engine.model else None,
            base_url=engine.base_url,
            prompts=dict(sorted(draft.prompts.items())),
            schema_fingerprint=self._schema_fingerprint(),
            source_sha256=source,
            fingerprint=self.fingerprint(document.key, digest or source),
            version=policysum.__version__,
            model_calls=sum(record.attempts for record in asked),
            cache_hits=len(account.records) - len(asked),
            prompt_tokens=sum(record.usage.prompt_tokens for record in asked),
            completion_tokens=sum(record.usage.completion_tokens for record in asked),
            cached_tokens=sum(record.usage.cached_tokens for record in asked),
            cost=fsum(price.cost(record.usage) for record in asked) if price and known else None,
            currency=price.currency if price else None,
            passages=draft.passages,
            passages_read=draft.passages_read,
            repairs=draft.repairs,
            dropped=draft.dropped,
            unread=draft.unread,
            not_looked_again=draft.not_looked_again,
            notes=[*([note_of(draft.unread)] if draft.unread else []), *draft.notes],
        )

    async def drain(self) -> None:
        """Wait for the answers to requests already sent, also those whose report was given up."""
        if self._engine is not None:
            await self._engine.drain()

    async def aclose(self) -> None:
        """Close the engine."""
        if self._engine is not None:
            await self._engine.aclose()
            self._engine = None
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


@overload
async def asummarize(
    source: str | Path | Document, *, schema: type[_Schema], **options: Unpack[Options]
) -> Summary[_Schema]: ...
@overload
async def asummarize(source: str | Path | Document, **options: Unpack[Options]) -> Summary[Report]: ...
async def asummarize(source: str | Path | Document, **options: Any) -> Summary[Any]:
    """Summarise one report, within an event loop; see `summarize`."""
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

    Raises:
        DocumentError: the report cannot be read.
        ConfigError: an option is unknown, or what it needs is missing.
        ModelError: the model cannot be used at all; a passage that fails is named in the summary instead.
    """
    with Summarizer(**options) as summarizer:
        return summarizer.summarize(source)


def load_schema(name: str) -> type[BaseModel]:
    """Import a Pydantic model named as `module:Class`; the current folder counts.

    Raises:
        ConfigError: there is no such module or class, or it is no Pydantic model.
    """
    import importlib
    import sys

    from pydantic import BaseModel

    module_name, _, class_name = name.partition(":")
    hint = "Write it as module:Class, for example examples.budget:BudgetReport."
    if not module_name or not class_name:
        raise ConfigError(f"{name!r} does not name a schema", hint=hint)
    if "" not in sys.path:
        sys.path.append("")  # last: a file there must not stand in for an installed package
    try:
        found = getattr(importlib.import_module(module_name), class_name)
    except (ImportError, AttributeError) as error:
        raise ConfigError(f"the schema {name!r} cannot be imported: {error}", hint=hint) from error
    if not (isinstance(found, type) and issubclass(found, BaseModel)):
        raise ConfigError(f"{name!r} is not a Pydantic model", hint=hint)
    return found
