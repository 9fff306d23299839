"""In which sentences and at which numbers the words of a claim stand, and how rare each of them is.

What is looked at for one claim is bounded, so that a report of any length and shape costs in line with its length:
a word that stands in more places than are looked at means next to nothing there.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["Index", "Sentence", "Shortlist"]

_FLOAT_NOISE = 1e-9
_MOST_SENTENCES = 48
"""How many sentences are looked at for one claim; the nearest to the number claimed, where there are more."""
_MOST_MEMBERS = 24
"""How many numbers of one sentence are looked at for one claim: those that share most of its words."""
_MOST_READ = 2
"""How many times as many places of a word are read as are to be found."""
_MOST_WORDS = 8


class Sentence(NamedTuple):
    """The measuring mentions of a sentence by their comparable unit, and all words around them."""

    units: dict[str, list[int]]
    pairs: frozenset[str]


class Shortlist:
    """Many numbers, by their words: finds the few that share most of those of a claim."""

    def __init__(self, members: Sequence[int], words_of: Callable[[int], frozenset[str]]) -> None:
        """Index `members`, places in the ledger in rising order; made ready when first asked."""
        self.members = members
        self._words_of = words_of

    @cached_property
    def _postings(self) -> dict[str, list[int]]:
        postings: defaultdict[str, list[int]] = defaultdict(list)
        for index in self.members:
            for word in self._words_of(index):
                postings[word].append(index)
        return dict(postings)

    def choose(self, words: Mapping[str, float], most: int) -> list[int]:
        """At most `most` of the members: those that share most of the words, the rarest here first."""
        weights = dict.fromkeys(self.members[:most], 0.0)  # where too few share a word, the first will do
        here = sorted((word for word in words if word in self._postings), key=self._by_rarity)
        for word in here[:_MOST_WORDS]:
            for index in self._postings[word][: most * _MOST_READ]:
                weights[index] = weights.get(index, 0.0) + words[word]
        return sorted(sorted(weights, key=lambda index: (-weights[index], index))[:most])

    def _by_rarity(self, word: str) -> tuple[int, str]:
        return len(self._postings[word]), word


@dataclass(frozen=True, slots=True)
class Index:
    """Where the words of a ledger stand.

    `postings` has the sentences of each pair of characters, and `rarity` how much it means: the rarer among the
    sentences with numbers, the more; `unseen` is that of any other pair. `words_of` are those of one mention.
    """

    sentences: list[Sentence]
    postings: Mapping[str, list[int]]
    rarity: dict[str, float]
    unseen: float
    firsts: list[int]
    words_of: Callable[[int], frozenset[str]]
    _shortlists: dict[tuple[int, str], Shortlist] = field(default_factory=dict)

    def near(
        self, words: Mapping[str, float], unit: str, least: float, here: int
    ) -> list[tuple[int, dict[str, float]]]:
        """The mentions of a comparable unit that may have more than `least` of the words, and the words that may be around them.

        Who has none of the rarest words must do with the rest; as long as that is enough, one more is looked up.
        Of the sentences of a frequent word only those around the mention `here` are looked at.
        """
        found: dict[int, None] = {}
        none: list[int] = []
        items = sorted(words.items(), key=lambda item: len(self.postings.get(item[0], none)))
        least /= 1 + _FLOAT_NOISE
        rest = sum(words.values())
        for pair, worth in items:
            if rest <= least or len(found) >= _MOST_SENTENCES:
                break
            found.update(dict.fromkeys(self._around(self.postings.get(pair, none), here, len(found))))
            rest -= worth
        near: list[tuple[int, dict[str, float]]] = []
        all_words = dict(items)
        for at in found:
            units, pairs = self.sentences[at]
            members = units.get(unit)
            if members is None:
                continue
            if len(members) == 1:  # its own words will say how many it has
                near.append((members[0], all_words))
                continue
            said = {pair: worth for pair, worth in items if pair in pairs}
            if sum(said.values()) > least:
                near += [(index, said) for index in self._members(at, unit, said)]
        return near

    def _around(self, sentences: list[int], here: int, known: int) -> list[int]:
        most = _MOST_SENTENCES - known
        if len(sentences) <= most:
            return sentences
        at = bisect_left(sentences, bisect_left(self.firsts, here))
        first = max(0, min(at - most // 2, len(sentences) - most))
        return sentences[first : first + most]

    def _members(self, at: int, unit: str, words: Mapping[str, float]) -> Sequence[int]:
        members = self.sentences[at].units[unit]
        if len(members) <= _MOST_MEMBERS:
            return members
        key = at, unit
        if key not in self._shortlists:
            self._shortlists[key] = Shortlist(members, self.words_of)
        return self._shortlists[key].choose(words, _MOST_MEMBERS)
