"""Regular expressions whose words are classes of the tables."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from policysum.lexicon.loader import table

if TYPE_CHECKING:
    import re

__all__ = ["Phrase"]


class _Fits(Protocol):
    """Looks for a pattern in `text[start:end]`."""

    def __call__(self, text: str, start: int = ..., end: int = ..., /) -> re.Match[str] | None: ...


class Phrase:
    """A pattern with the words of classes (`Table.compiled`), compiled when it is first used."""

    def __init__(self, name: str, template: str) -> None:
        """Take the name of the table that a bare `{class}` means, and the pattern with its placeholders."""
        self._name = name
        self._template = template

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern.

        Raises:
            LexiconError: The template names a class that has no words, or a class of longer words between brackets.
        """
        return table(self._name).compiled(self._template)

    @cached_property
    def search(self) -> _Fits:
        """The first place of a stretch of a text where the pattern fits."""
        return self.pattern.search

    @cached_property
    def match(self) -> _Fits:
        """Where the pattern fits the beginning of a stretch of a text."""
        return self.pattern.match

    @cached_property
    def fullmatch(self) -> _Fits:
        """Where the pattern fits the whole of a stretch of a text."""
        return self.pattern.fullmatch

    def without(self, text: str) -> str:
        """A text with all that fits taken out."""
        return self.pattern.sub("", text)
