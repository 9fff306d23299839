"""Hashes that say whether a written result would come out the same again."""

from __future__ import annotations

import hashlib
import json
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from policysum.errors import ConfigError
from policysum.llm.prompts import prompt_dir
from policysum.regular import regular_bytes

if TYPE_CHECKING:
    from pydantic import BaseModel

    from policysum.document import Document

__all__ = ["code_fingerprint", "prompts_fingerprint", "schema_fingerprint", "source_hash"]


@lru_cache(maxsize=16)
def schema_fingerprint(schema: type[BaseModel]) -> str:
    """Hash of what a schema asks for; to write it out takes longer than to read a page."""
    text = json.dumps(schema.model_json_schema(), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def source_hash(document: Document) -> str:
    """Hash of a report's decoded text."""
    return hashlib.sha256(document.source.encode("utf-8", "surrogatepass")).hexdigest()


def prompts_fingerprint(folder: Path | None) -> str:
    """Hash of every prompt file that may be used.

    Raises:
        ConfigError: one of them cannot be read.
    """
    prompts = _shipped_prompts() + (_prompts_of(folder) if folder else b"")
    return hashlib.sha256(prompts).hexdigest()


@cache
def _shipped_prompts() -> bytes:
    """The prompts of the program, which no more change while it runs than its code does."""
    return _prompts_of(prompt_dir())


def _prompts_of(folder: Path) -> bytes:
    """Names and contents of all prompts of a folder."""
    prompts = b""
    for file in sorted(folder.glob("*.md")):
        try:
            prompts += file.name.encode() + b"\0" + regular_bytes(file)
        except OSError as error:
            raise ConfigError(f"a prompt cannot be read ({error.strerror})", where=str(file)) from error
    return prompts


_NO_PART = frozenset(
    {"batch", "cli", "evaluate", "export", "views", "rate_limits.py", "event_loop_thread.py", "traffic.py"}
)
"""What handles summaries, or how they are asked for, but has no part in what they say."""

_DECIDING = frozenset({".py", ".tsv", ".toml", ".txt"})


@cache
def code_fingerprint() -> str:
    """Hash of the code that makes a summary and of the words and weights it decides by: a result of older ones is not up to date."""
    return _hash_of(Path(__file__).parent)


def _hash_of(package: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(package.rglob("*")):
        part = file.relative_to(package).parts[0]
        if file.suffix in _DECIDING and part not in _NO_PART:
            digest.update(file.read_bytes())
    return digest.hexdigest()
