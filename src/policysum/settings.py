"""What decides what a summary will say, and how it is asked for."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from policysum.engine import EngineChoice
from policysum.errors import ConfigError
from policysum.llm.retry import RetryPolicy
from policysum.schema import Report

if TYPE_CHECKING:
    from pathlib import Path


__all__ = ["Settings", "load_schema"]


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

    def engine_choice(self) -> EngineChoice:
        """The part of the settings that decides who answers."""
        return EngineChoice(
            self.engine, self.model, self.base_url, self.api_key, self.cache_dir, self.timeout
        )

    @classmethod
    def of(cls, options: dict[str, Any]) -> Settings:
        """The settings that are given by name.

        Raises:
            ConfigError: there is no such option.
        """
        known = {one.name for one in fields(cls)}
        if unknown := sorted(options.keys() - known):
            hint = f"Options are: {', '.join(sorted(known))}."
            raise ConfigError(f"there is no option {unknown[0]!r}", hint=hint)
        return cls(**options)


def load_schema(name: str) -> type[BaseModel]:
    """Import a Pydantic model named as `module:Class`; the current folder counts.

    Raises:
        ConfigError: there is no such module or class, or it is no Pydantic model.
    """
    import importlib
    import sys

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
