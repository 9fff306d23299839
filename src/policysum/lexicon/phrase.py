"""Regular expressions whose words are classes of the tables."""

from __future__ import annotations

import re
from functools import cached_property

from policysum.errors import LexiconError
from policysum.lexicon.loader import table

__all__ = ["Phrase"]

_NAMED = re.compile(r"\{(=?)(?:([a-z_]+)\.)?([a-z_]+)\}")


class Phrase:
    """A pattern in which `{class}` stands for the words of a class of a table, the longest first, guards heeded.

    `{other_table.class}` takes a class of another table; `{=class}` writes the words of a class of single characters
    plainly, for use between brackets. The pattern is compiled when it is first used.
    """

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
        return re.compile(_NAMED.sub(self._words, self._template))

    def _words(self, named: re.Match[str]) -> str:
        plain, name, group = named[1], named[2] or self._name, named[3]
        words = table(name).words(group)
        if not words or (plain and any(len(word) > 1 for word in words)):
            what = f"no class {group} of {'single characters' if plain else 'words'}"
            raise LexiconError(
                what, where=f"{name}.tsv", hint="Add its rows, or mend the pattern that names it"
            )
        return "".join(words) if plain else f"(?:{table(name).alternation(group)})"

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first place of a stretch of a text where the pattern fits."""
        return self.pattern.search(text, start, len(text) if end is None else end)

    def match(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Where the pattern fits the beginning of a stretch of a text."""
        return self.pattern.match(text, start, len(text) if end is None else end)

    def fullmatch(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Where the pattern fits the whole of a stretch of a text."""
        return self.pattern.fullmatch(text, start, len(text) if end is None else end)

    def without(self, text: str) -> str:
        """A text with all that fits taken out."""
        return self.pattern.sub("", text)
