"""Which number of a report an indicator names: every mention is a rival for the words of the claim."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from functools import cached_property, partial
from itertools import chain, groupby
from typing import TYPE_CHECKING, NamedTuple

from policysum.statements.contexts.comparable_units import comparable
from policysum.statements.contexts.mention_context import MentionContext
from policysum.statements.contexts.name_normalization import CHANGES, SCOPES
from policysum.statements.contexts.reading import contexts_of
from policysum.statements.contexts.spans_between import NUMBER
from policysum.verify.inverted_index import Index, Sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from policysum.statements import Ledger

__all__ = ["BEST", "Attribution", "Score"]

_PRECISE = 0.45  # what it is worth that the mention's own words say nothing else
_PRECISION_UNKNOWN = 0.6
BEST = 1 + _PRECISE
"""The total of a mention that has all the words and says nothing else."""
_TAIL_WORTH = 2.0  # a name ends with what it is of: 村庄 of 方案涉及村庄
_MOST_GAINED = 0.16
"""What a mention may gain for other reasons than its words (`losses`)."""
_NO_CONTEXT = MentionContext()


class Score(NamedTuple):
    """How well the words of a claim name one mention: `covered` of them, and in all."""

    total: float
    covered: float


class Attribution:
    """The words of every measuring mention of a ledger, indexed for asking which of them an indicator names."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.mentions = ledger.mentions
        self._worth: dict[frozenset[str], tuple[frozenset[str], float]] = {}

    @cached_property
    def contexts(self) -> dict[int, MentionContext]:
        """The context of each measuring mention, by the mention's place in the ledger."""
        return contexts_of(self.ledger)

    @cached_property
    def _index(self) -> Index:
        """In which sentences each pair of characters stands, and how rare it is."""
        sentences: list[Sentence] = []
        postings: defaultdict[str, list[int]] = defaultdict(list)
        anew: list[frozenset[str]] = []
        firsts: list[int] = []
        for _, group in groupby(self.contexts.items(), key=lambda item: self.mentions[item[0]].sentence):
            units: dict[str, list[int]] = {}
            around: list[frozenset[str]] = []
            for index, context in group:
                if not units:
                    firsts.append(index)
                mention = self.mentions[index]
                places = [pairs for _, pairs in context.layers]
                around += places
                anew.append(context.own | context.behind if units else frozenset().union(*places))
                units.setdefault(comparable(mention.unit, mention.kind), []).append(index)
            sentence = Sentence(units, frozenset().union(*around))
            for pair in sentence.pairs:
                postings[pair].append(len(sentences))
            sentences.append(sentence)
        seen = Counter(chain.from_iterable(anew))
        most = max(seen.values(), default=0)
        worth = [math.log((len(self.contexts) + 1) / (count + 0.5)) for count in range(most + 1)]
        rarity = {pair: worth[count] for pair, count in seen.items()}
        # A method of its own would have index and owner point at each other, and keep a report until garbage is looked for.
        return Index(sentences, postings, rarity, worth[0], firsts, partial(_words_of, self.contexts))

    def context(self, index: int) -> MentionContext:
        """The context of a mention, be it one that measures nothing."""
        return self.contexts.get(index, _NO_CONTEXT)

    def words_of(self, index: int) -> frozenset[str]:
        """The words that stand nearest to a mention."""
        return _words_of(self.contexts, index)

    def is_nameless(self, index: int) -> bool:
        """Whether nothing beside a mention names it, or only what points back: 上述320个项目."""
        return self.context(index).refers or not self.words_of(index) - CHANGES - SCOPES

    def weights_at(self, index: int) -> Mapping[str, float]:
        """How much each word around a mention names it; nothing of one that measures nothing."""
        return self.context(index).weights

    def weigh(self, words: Mapping[str, float], tail: str = "") -> dict[str, float]:
        """The words of a claim, each weighed by how rare it is in this report, `tail` at the end of its name more."""
        rarity, unseen = self._index.rarity, self._index.unseen
        known = (
            word for word in sorted(words) if word in self._index.postings or not word.startswith(NUMBER)
        )
        weighed = {word: rarity.get(word, unseen) * words[word] for word in known}
        if tail in weighed and tail in self._index.postings:
            weighed[tail] *= _TAIL_WORTH
        return weighed

    def rival(
        self,
        words: Mapping[str, float],
        unit: str,
        bar: float,
        loss: Callable[[int], float | None],
        here: int,
    ) -> tuple[int, Score, float] | None:
        """The mention of a comparable unit that words name best, if they name one better than `bar`.

        Args:
            words: Weighed words of a claim (`weigh`).
            unit: The comparable unit.
            bar: The total to beat.
            loss: What a mention loses for other reasons than its words; None leaves it out.
            here: The place in the ledger around which a frequent word is looked for.

        Returns:
            Its place in the ledger, its score, and what it loses; None if nothing beats the bar.
        """
        whole = sum(words.values())
        least = max(0.0, (bar - _PRECISE) * whole)
        contexts, near = self.contexts, self._index.near(words, unit, least, here)
        covered = [(contexts[index].covered(said), index) for index, said in near]
        best: tuple[int, Score, float] | None = None
        for part, index in sorted((-part, index) for part, index in covered if part > least):
            share = -part / whole
            if share + _PRECISE <= bar:
                break
            total = share + _PRECISE * self._precision(words, index)
            lost = loss(index) if total > bar else None
            if lost is not None and total - lost > bar:
                best = index, Score(total, share), lost
                bar = total - lost
        return best

    def most(self, words: Mapping[str, float], index: int) -> float:
        """The total that words can give one mention at most, and what it may gain for other reasons."""
        whole = sum(words.values())
        covered = self.context(index).covered(words) / whole if whole else 0.0
        return covered + _PRECISE + _MOST_GAINED

    def score(self, words: Mapping[str, float], index: int) -> Score:
        """How well words name one mention."""
        whole = sum(words.values())
        if not whole:
            return Score(0.0, 0.0)
        share = self.contexts[index].covered(words) / whole
        return Score(share + _PRECISE * self._precision(words, index), share)

    def _precision(self, words: Mapping[str, float], index: int) -> float:
        """How much of a mention's own words the claim says as well."""
        context = self.contexts[index]
        if context.behind:
            behind = self._said(words, context.behind)
            own = self._said(words, context.own)
            return (behind + max(own, behind)) / 2 if context.noun else max(own, behind)
        if context.own:
            own = self._said(words, context.own)
            if context.changed and not CHANGES.issuperset(words):
                return (own + self._said(words, context.changed)) / 2
            return own
        if context.inherited:
            return max(_PRECISION_UNKNOWN, self._said(words, context.inherited))
        return _PRECISION_UNKNOWN

    def _said(self, words: Mapping[str, float], own: frozenset[str]) -> float:
        known = self._worth.get(own)
        if known is None:
            things = own - SCOPES
            known = self._worth[own] = things, 1 + self._rarity(things)
        things, whole = known
        return (1 + self._rarity(things.intersection(words))) / whole

    def _rarity(self, pairs: frozenset[str]) -> float:
        """How rare some pairs of characters are together."""
        rarity, unseen = self._index.rarity, self._index.unseen
        return math.fsum([rarity.get(pair, unseen) for pair in pairs])


def _words_of(contexts: Mapping[int, MentionContext], index: int) -> frozenset[str]:
    """The words that stand nearest to a mention."""
    context = contexts.get(index, _NO_CONTEXT)
    return context.own | context.behind | context.inherited | context.changed
