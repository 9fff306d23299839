"""The pipeline for one report.

    bytes -> Document -> (model calls) -> draft -> verified Summary

A raw model response is what is cached; everything after it runs again on every call.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from math import fsum
from typing import TYPE_CHECKING

from policysum.assemble import assemble, verify
from policysum.extract import Draft, can_sum_up, custom, decided, extractive, merge, sum_up, with_model
from policysum.extract.unread import note_of
from policysum.fingerprint import code_fingerprint, prompts_fingerprint, schema_fingerprint, source_hash
from policysum.llm.failures import NotSentError
from policysum.llm.types import OnAccount
from policysum.schema import Report
from policysum.summary import RunInfo
from policysum.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import BaseModel

    from policysum.document import Document
    from policysum.engine import Engine
    from policysum.llm.types import Account, ChatModel
    from policysum.settings import Settings
    from policysum.summary import Summary
    from policysum.traffic import Traffic

__all__ = ["Pipeline"]


@dataclass(frozen=True)
class Pipeline:
    """What summarises one report after the other.

    Attributes:
        settings: what is asked for.
        engine: who answers.
        traffic: what every request passes.
    """

    settings: Settings
    engine: Engine
    traffic: Traffic

    async def summary(
        self,
        document: Document,
        account: Account,
        *,
        digest: str | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Summary:
        """Summarise a report.

        Args:
            document: the report.
            account: what its calls are noted in.
            digest: hash of the bytes it was read from, where they are known.
            progress: given how many passages a model has read, of how many.

        Raises:
            ModelError: the model cannot be used at all; a passage that fails is named in the summary instead.
        """
        model = OnAccount(self.engine.model, account) if self.engine.model is not None else None
        document, report, draft = await self._extracted(document, account, model, progress)
        _check_sent(document, account)
        checked = verify(report, document, draft.unsure)
        run = self._run_info(document, draft, account, digest)
        summary = assemble(document, report, checked, run, draft.refused)
        if self.settings.summary and draft.passages_read and model is not None and can_sum_up(model):
            assert isinstance(summary.report, Report)
            summed = await sum_up(document, summary.report, model, draft, prompts=self.settings.prompts)
            _check_sent(document, account)
            summary.summary = summed.digest
            summary.verification.failed += summed.failed
            summary.verification.unclear += summed.unclear
            summary.run = self._run_info(document, draft, account, digest)
        return summary

    async def _extracted(
        self,
        document: Document,
        account: Account,
        model: ChatModel | None,
        progress: Callable[[int, int], None] | None,
    ) -> tuple[Document, BaseModel, Draft]:
        """The document as it is read, what it says in the form that is wanted, and what a model proposed of it."""
        settings = self.settings
        if settings.schema is not Report:
            model = OnAccount(self.engine.need_model(), account)
            report, draft = await custom(document, settings.schema, model, prompts=settings.prompts)
            return document, report, draft
        if model is None:
            return document, extractive(document), Draft()
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
        return document, merge(document, draft, extractive(document)), draft

    def fingerprint(self, name: str, digest: str) -> str:
        """Hash of source, settings, prompts and code: equal means that the same summary would be made again.

        Args:
            name: name of the report.
            digest: hash of the bytes or of the text it is read from.
        """
        whole = f"{digest}\n{name}\n{self._settings_hash}"
        return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:32]

    @cached_property
    def _settings_hash(self) -> str:
        settings, model = self.settings, self.engine.model
        parts = (
            code_fingerprint(),
            prompts_fingerprint(settings.prompts),
            self._schema_hash,
            self.engine.identity,
            str(model.capabilities.context if model else None),
            str(settings.passes),
            str(settings.outline),
            str(settings.summary),
        )
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    @cached_property
    def _schema_hash(self) -> str:
        return schema_fingerprint(self.settings.schema)

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
            schema_fingerprint=self._schema_hash,
            source_sha256=source,
            fingerprint=self.fingerprint(document.key, digest or source),
            version=__version__,
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


def _check_sent(document: Document, account: Account) -> None:
    """Go no further with a report whose requests were only planned.

    Raises:
        NotSentError: there were any.
    """
    if account.planned:
        raise NotSentError("requests are only planned, none is sent", where=document.name)
