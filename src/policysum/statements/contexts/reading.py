"""What surrounds each number of a ledger, read sentence by sentence."""

from __future__ import annotations

from bisect import bisect_left
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from policysum.quantity.model import Kind
from policysum.statements.contexts.borrowed import OWN
from policysum.statements.contexts.name_normalization import CHANGES, RANKED, grams
from policysum.statements.contexts.spans_between import is_season, measures, token
from policysum.statements.contexts.word_ownership import contexts

if TYPE_CHECKING:
    from policysum.quantity import Quantity, Span
    from policysum.statements import Ledger, Mention
    from policysum.statements.contexts.mention_context import MentionContext

__all__ = ["contexts_of"]

_SAID_BY_LEDGER = 0.9  # words of the indicator that the ledger bound to the mention
_CARRIED = 0.45  # the subject that the ledger carried to it
_HEADING = 0.3
_SEASON = 1.0
_JOINED = 2
"""Characters between the members of a list of dates."""
_LEAD = 0.4  # what the paragraph opens with, or the sentence before, if they have no number: 农牧业水平不断提高。五年共投资…
_LEAD_LENGTH = 24
_PARAGRAPH = 2000
_MOST_RANKS = 4  # of one number: 居全省第3位、全国第12位
_RANKED = 0.9  # the words of the number that a rank is of
_TURNS = frozenset({"growth", "decline"})
_START = attrgetter("start")


def contexts_of(ledger: Ledger) -> dict[int, MentionContext]:
    """The context of each measuring mention, by the mention's place in the ledger."""
    return _Reading(ledger).contexts()


def _seasons(around: list[tuple[Quantity, MentionContext]], dates: list[Quantity]) -> list[Quantity | None]:
    """The part of the year that each number is of: the last one before it, in a list of such parts the one of its place."""
    listed: list[int] = []  # how many parts of the year stand in a row up to each
    for at, date in enumerate(dates):
        near = at > 0 and date.start - dates[at - 1].end <= _JOINED
        listed.append(listed[-1] + 1 if near else 1)
    found: list[Quantity | None] = []
    behind = 0
    for index in range(len(around) - 1, -1, -1):
        quantity, context = around[index]
        place = -1 if context.place is None else context.place
        goes_on = index + 1 < len(around) and place >= 0 and around[index + 1][1].place == place + 1
        behind = behind + 1 if goes_on else 0
        at = bisect_left(dates, quantity.start, key=_START) - 1
        each = at >= 0 and listed[at] == place + behind + 1
        found.append(dates[at - behind if each else at] if at >= 0 else None)
    return found[::-1]


class _Reading:
    """Reads one ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.mentions = ledger.mentions

    def contexts(self) -> dict[int, MentionContext]:
        """What surrounds each mention."""
        found: dict[int, MentionContext] = {}
        for sentence, inside in groupby(enumerate(self.mentions), key=lambda placed: placed[1].sentence):
            self._read_sentence(sentence, list(inside), found)
        return found

    def _read_sentence(
        self, sentence: Span, inside: list[tuple[int, Mention]], found: dict[int, MentionContext]
    ) -> None:
        quantities = [mention.quantity for _, mention in inside]
        if not any(map(measures, quantities)):
            return
        by_start = {mention.quantity.start: (index, mention) for index, mention in inside}
        heading = grams("|".join(inside[0][1].path[-2:]))
        leads = self._leads(self.ledger.text, sentence)
        around = contexts(self.ledger.text, sentence, quantities)
        dates = [quantity for quantity in quantities if is_season(quantity)]
        seasons = _seasons(around, dates) if dates else [None] * len(around)
        for (quantity, context), season in zip(around, seasons, strict=True):
            index, mention = by_start[quantity.start]
            named = grams(mention.indicator)
            context.add(named, _SAID_BY_LEDGER)
            context.add(grams(mention.predicated), _SAID_BY_LEDGER)
            if named and mention.starts_change:
                # Its own words only say when it was: 比2020年的30万吨增加5万吨.
                context.add(named, OWN)
                context.own = named
            elif named and (context.inherited or not (context.own or context.behind)):
                context.inherited = named
            elif context.own and context.own <= CHANGES and named > context.own:
                context.changed = named
            context.add(grams(mention.subject), _CARRIED)
            context.add(heading, _HEADING)
            if season is not None:
                context.add(frozenset({token(season)}), _SEASON)
            self._follow(context, index, found)
            for lead in leads:
                context.add(lead, _LEAD)
            found[index] = context

    def _follow(self, context: MentionContext, index: int, found: dict[int, MentionContext]) -> None:
        """What a rank is of that follows its number, and a rate behind that rank: 收入36047元，全市排名第4位，增速4.2%，全市排名第9位."""
        at, is_rank = index - 1, self.mentions[index].kind is Kind.RANK
        while at in found and at > index - _MOST_RANKS and self.mentions[at].kind is Kind.RANK:
            at -= 1
        behind_rank = is_rank or at < index - 1
        if not behind_rank or not context.is_elliptic or at not in found:
            return
        ranked = self.mentions[at]
        if is_rank:
            context.add(RANKED, _RANKED)
            context.ranks = "growth" if ranked.change in _TURNS else "level"
        named = [pairs for weight, pairs in found[at].layers if weight >= _RANKED]
        context.add(frozenset().union(*named), _RANKED)

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
