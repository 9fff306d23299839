"""What surrounds each number of a ledger, read sentence by sentence."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from policysum.quantity.model import Kind
from policysum.quantity.surroundings.sites import sites
from policysum.quantity.surroundings.spans_between import measures
from policysum.quantity.surroundings.wording import CHANGES, RANKED, grams

if TYPE_CHECKING:
    from policysum.quantity import Ledger, Mention, Span
    from policysum.quantity.surroundings.site import Site

__all__ = ["sites_of"]

_SAID_BY_LEDGER = 0.9  # words of the indicator that the ledger bound to the mention
_CARRIED = 0.45  # the subject that the ledger carried to it
_HEADING = 0.3
_LEAD = 0.4  # what the paragraph opens with, or the sentence before, if they have no number: 农牧业水平不断提高。五年共投资…
_LEAD_LENGTH = 24
_PARAGRAPH = 2000
_MOST_RANKS = 4  # of one number: 居全省第3位、全国第12位
_RANKED = 0.9  # the words of the number that a rank is of
_TURNS = frozenset({"growth", "decline"})


def sites_of(ledger: Ledger) -> dict[int, Site]:
    """The site of each measuring mention, by the mention's place in the ledger."""
    return _Reading(ledger).sites()


class _Reading:
    """Reads one ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.mentions = ledger.mentions

    def sites(self) -> dict[int, Site]:
        """What surrounds each mention."""
        found: dict[int, Site] = {}
        for sentence, inside in groupby(enumerate(self.mentions), key=lambda placed: placed[1].sentence):
            self._read_sentence(sentence, list(inside), found)
        return found

    def _read_sentence(
        self, sentence: Span, inside: list[tuple[int, Mention]], found: dict[int, Site]
    ) -> None:
        quantities = [mention.quantity for _, mention in inside]
        if not any(map(measures, quantities)):
            return
        by_start = {mention.quantity.start: (index, mention) for index, mention in inside}
        heading = grams("|".join(inside[0][1].path[-2:]))
        leads = self._leads(self.ledger.text, sentence)
        for quantity, site in sites(self.ledger.text, sentence, quantities):
            index, mention = by_start[quantity.start]
            named = grams(mention.indicator)
            site.add(named, _SAID_BY_LEDGER)
            if named and (site.inherited or not (site.own or site.behind)):
                site.inherited = named
            elif site.own and site.own <= CHANGES and named > site.own:
                site.changed = named
            site.add(grams(mention.subject), _CARRIED)
            site.add(heading, _HEADING)
            self._follow(site, index, found)
            for lead in leads:
                site.add(lead, _LEAD)
            found[index] = site

    def _follow(self, site: Site, index: int, found: dict[int, Site]) -> None:
        """What a rank is of that follows its number, and a rate behind that rank: 收入36047元，全市排名第4位，增速4.2%，全市排名第9位."""
        at, is_rank = index - 1, self.mentions[index].kind is Kind.RANK
        while at in found and at > index - _MOST_RANKS and self.mentions[at].kind is Kind.RANK:
            at -= 1
        behind_rank = is_rank or at < index - 1
        if not behind_rank or not site.is_elliptic or at not in found:
            return
        ranked = self.mentions[at]
        if is_rank:
            site.add(RANKED, _RANKED)
            site.ranks = "growth" if ranked.change in _TURNS else "level"
        named = [pairs for weight, pairs in found[at].layers if weight >= _RANKED]
        site.add(frozenset().union(*named), _RANKED)

    def _leads(self, text: str, sentence: Span) -> list[frozenset[str]]:
        """The words of the short sentences without numbers that open the paragraph and that stand before."""
        begin = text.rfind("\n", max(0, sentence.start - _PARAGRAPH), sentence.start) + 1
        begin = begin or max(0, sentence.start - _PARAGRAPH)
        if begin >= sentence.start:
            return []
        opening = text.find("。", begin, sentence.start)
        before = text.rfind("。", begin, max(begin, sentence.start - 1)) + 1 or begin
        found = []
        for start, end in {(begin, opening), (before, sentence.start)}:
            words = text[start : min(end, start + _LEAD_LENGTH)]
            if start < end and not self.ledger.within(start, min(end, start + _LEAD_LENGTH)):
                found.append(grams(words))
        return found
