"""The options of `summarize`, as an editor completes and a type checker reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypedDict

if TYPE_CHECKING:
    from pathlib import Path

    from policysum.llm.retry import RetryPolicy

__all__ = ["Options"]


class Options(TypedDict, total=False):
    """What `summarize`, `asummarize` and `Summarizer` take by name; `Settings` says what each is."""

    engine: Literal["auto", "openai", "local", "extractive"]
    model: str | None
    base_url: str | None
    api_key: str | None
    passes: int
    outline: bool
    ocr: bool
    summary: bool
    prompts: Path | None
    cache_dir: Path | None
    concurrency: int
    rpm: float | None
    tpm: float | None
    budget: float | None
    timeout: float | None
    retries: RetryPolicy
    log: Path | None
