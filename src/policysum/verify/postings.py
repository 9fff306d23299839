"""In which sentences the words of a claim stand, and how much each of them tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Index", "Sentence"]

_FLOAT_NOISE = 1e-9


class Sentence(NamedTuple):
    """The measuring mentions of a sentence by their comparable unit, and all words around them."""

    units: dict[str, list[int]]
    pairs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Index:
    """Where the words of a ledger stand.

    `postings` has the sentences of each pair of characters, and `rarity` how much it tells: the rarer among the
    sentences with numbers, the more; `unseen` is that of any other pair.
    """

    sentences: list[Sentence]
    postings: Mapping[str, list[int]]
    rarity: dict[str, float]
    unseen: float

    def near(
        self, words: Mapping[str, float], unit: str, least: float
    ) -> Iterator[tuple[int, dict[str, float]]]:
        """The mentions of a comparable unit that may have more than `least` of the words, and those around them.

        Who has none of the rarest words must do with the rest; as long as that is enough, one more is looked up.
        """
        found: dict[int, None] = {}
        none: list[int] = []
        rest = sum(words.values()) * (1 + _FLOAT_NOISE)
        for pair in sorted(words, key=lambda pair: len(self.postings.get(pair, none))):
            if rest <= least:
                break
            found.update(dict.fromkeys(self.postings.get(pair, none)))
            rest -= words[pair]
        for at in found:
            units, pairs = self.sentences[at]
            members = units.get(unit)
            if members:
                said = {pair: worth for pair, worth in words.items() if pair in pairs}
                if sum(said.values()) * (1 + _FLOAT_NOISE) > least:
                    yield from ((index, said) for index in members)
