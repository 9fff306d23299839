"""Which other number the words of a claim may as well name, and which they name rather."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policysum.statements.contexts.name_normalization import CHANGES, SCOPES, content, cores, grams, within
from policysum.verify.naming import thresholds_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policysum.statements import Mention
    from policysum.verify.neighbours import Case
    from policysum.verify.scoring import Attribution

__all__ = ["Rivals"]

_ADDED = frozenset({"increment", "growth", "decline"})
_PER = "/"
_OF_IT = 0.41
"""From this weight on a word is of a number itself, of its clause or of one before it that has no number."""
_ALL_OWN = 0.95  # of its words; at 0.7 fair paraphrases of the open gold are refused
_SHARED = 2
"""How often as much as they share the names of two members of a list may have of their own."""
_NOT_CONTENT = CHANGES | SCOPES
"""Words that say how a number is given, or whose it is, and not of what it is."""


class Rivals:
    """Holds two numbers of one ledger against the words of a claim.

    Args:
        attribution: How well words name each number.
        places: start of a number -> its place in the ledger.
    """

    def __init__(self, attribution: Attribution, places: Mapping[int, int]) -> None:
        self._attribution = attribution
        self._places = places

    def is_apart(self, case: Case, best: Mention, mention: Mention) -> bool:
        """Whether a number is no rival, for all that the claim says besides its last word is said of the best one alone.

        Nor where the other's sentence says nothing of the claim that the best one's does not, and less. Nor where the claim
        and the best one are of how much something changed, and the other is of how much it is.
        """
        words = case.words.keys() - _NOT_CONTENT
        here, there = (self._attribution.weights_at(self._places[one.start]) for one in (best, mention))
        changed = case.claim.change in _ADDED and best.change in _ADDED and mention.change not in _ADDED
        if changed and mention.clause != best.clause and words & there.keys() <= here.keys():
            return True
        said = {word for word in words if here.get(word, 0.0) >= _OF_IT}
        if mention.sentence != best.sentence and words & there.keys() < said:
            return True
        if self.called_rather(case, best, mention):
            return True
        own = words - {case.wording.tail}
        if not own.isdisjoint(here) and own.isdisjoint(there):
            return True
        return self.member(case, best, mention) or self._named_by_it(case, best, mention, there)

    def member(self, case: Case, one: Mention, other: Mention) -> bool:
        """Whether of two numbers of a sentence that are named alike but for one word a claim says the one's word alone."""
        if one.sentence != other.sentence:
            return False
        names = [content(self._called(one, other)), content(self._called(other, one))]
        apart, others = (core.strip("|") for core in cores((names[0], names[1])))
        shared = len(names[0]) - len(apart)
        if not apart or not others or max(map(len, (apart, others))) > _SHARED * shared:
            return False
        name = case.claim.indicator
        return within(apart, name) and not within(others, name) and not within(apart, others)

    def called_rather(self, case: Case, one: Mention, other: Mention) -> bool:
        """Whether a claim calls one number as the source does, whose other one has a name that only compares alike, or other numbers in it.

        利润回升面 is not 利润增长面, and 15—59岁人口占比 not 0—14岁人口占比.
        """
        name, claimed = case.claim.indicator, case.wording.thresholds
        mine, theirs = _thing(one), _thing(other)
        for called, otherwise in ((one.indicator, other.indicator), (mine, theirs)):
            if called and called in name and otherwise not in name and content(called) == content(otherwise):
                return True
        return not claimed.isdisjoint(thresholds_of(mine)) and claimed.isdisjoint(thresholds_of(theirs))

    def _called(self, mention: Mention, other: Mention) -> str:
        """What the source calls a number, or its item in a list whose numbers are all called the same."""
        same = mention.indicator == other.indicator
        item = self._attribution.context(self._places[mention.start]).item if same else ""
        return f"{mention.indicator}{item}"

    def _named_by_it(self, case: Case, best: Mention, mention: Mention, there: Mapping[str, float]) -> bool:
        """Whether a claim says all of the best one's name, also what is not said of the other, and not all of the other's name.

        安装工程产值占建筑业总产值的比重 is that of 安装工程产值占比5.5%, not that of 建筑工程产值占建筑业总产值的90.5%.
        """
        name = case.claim.indicator
        words = grams(best.indicator) - _NOT_CONTENT
        around = {word for word, weight in there.items() if weight >= _OF_IT}
        apart = words & self._attribution.words_of(self._places[best.start]) - around
        if not mention.indicator or not (apart or set("".join(words)) - set("".join(around))):
            return False
        return within(best.indicator, name) and not within(mention.indicator, name)

    def named_rather(self, case: Case, other: int, best: int) -> bool:
        """Whether a claim's words are one mention's own and none of them the best one's; the verb before a list is of all.

        新增投资 where 新增企业5家、投资3亿元 stands: all that is said of 3亿元 alone is claimed, and the noun of 5家 is not.
        """
        if self._per_other(case, other, best):
            return True
        own, others = self._attribution.words_of(best), self._attribution.words_of(other)
        words = case.words
        whole = sum(words.values())
        of_best = sum(worth for pair, worth in words.items() if pair in own)
        of_other = sum(worth for pair, worth in words.items() if pair in others)
        if of_other - of_best >= _ALL_OWN * whole:
            return True
        tail = case.wording.tail
        return tail in others and others <= words.keys() and tail not in own and not own <= words.keys()

    def _per_other(self, case: Case, other: int, best: int) -> bool:
        """Whether the source's reader gives the claim's name to an amount per something else: 778元/月、6818元/年."""
        there, here = (self._attribution.mentions[place] for place in (other, best))
        if there.unit.split(_PER)[0] != here.unit.split(_PER)[0]:
            return False
        name, others = grams(case.claim.indicator), grams(here.indicator)
        return bool(others) and grams(there.indicator) == name != others

    def kept(self, case: Case, best: Mention, rival: Mention) -> float:
        """Which share of a claim's words stands around one number and not around the other, or farther from it.

        A name made of one number's words alone refuses the other one; a name that holds words of both does not.
        """
        here, there = (self._attribution.weights_at(self._places[one.start]) for one in (best, rival))
        whole = sum(case.words.values())
        kept = sum(
            worth * (max(0.0, here.get(pair, 0.0) - there[pair]) if pair in there else 1.0)
            for pair, worth in case.words.items()
            if pair in here and pair not in _NOT_CONTENT
        )
        return kept / whole if whole else 0.0


def _thing(mention: Mention) -> str:
    """What a number is of, without the word that says how much of it changed."""
    changed = mention.change in _ADDED and mention.parent and mention.indicator.startswith(mention.parent)
    return mention.parent if changed else mention.indicator
