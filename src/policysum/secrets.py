"""What must never be shown: keys and passwords the user has configured, masked wherever text leaves the program."""

from __future__ import annotations

import os
import re

__all__ = ["masked", "remember", "without_secrets"]

_SHORTEST = 6
"""Characters of a secret, at least: a key such as `none` or `1` keeps nothing from anybody, and stands everywhere."""
_KEYLIKE = re.compile(r"\b(?:sk|pk|ak)-[\w-]{4,}|(?i:bearer)\s+\S+")
"""Words that look like a key, whoever's it is."""
_MASK = "[key]"
_PLACEHOLDERS = frozenset({"ollama", "lm-studio", "not-needed", "no-key-required"})
"""What servers at home take for a key; these words stand in addresses and models' names, and are no secret."""

_known: set[str] = set()


def remember(*secrets: str | None) -> None:
    """Have these masked from now on, in this process."""
    _known.update(secret for secret in secrets if secret and _is_one(secret))


def masked(text: str) -> str:
    """A text without the secrets that are configured, whatever their shape, and without what looks like one."""
    return _KEYLIKE.sub(_MASK, without_secrets(text))


def without_secrets(text: str) -> str:
    """A text without the secrets that are configured."""
    environment = os.environ.get("OPENAI_API_KEY", "")
    for secret in sorted({*_known, environment}, key=len, reverse=True):
        if secret in text and _is_one(secret):
            text = text.replace(secret, _MASK)
    return text


def _is_one(secret: str) -> bool:
    return len(secret) >= _SHORTEST and secret not in _PLACEHOLDERS
