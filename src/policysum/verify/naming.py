"""How a claim names its number: by its indicator, or in prose by the words around it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from policysum.lexicon import Phrase
from policysum.quantity import Span
from policysum.quantity.reader import read
from policysum.statements.contexts.name_normalization import (
    GROWN,
    NO_FACETS,
    SCOPES,
    Facets,
    facets,
    grams,
    head_of,
    is_rate,
    sums_up,
    tail_of,
    unquoted,
)
from policysum.statements.contexts.spans_between import clause_before, is_season, measures, token
from policysum.statements.contexts.word_ownership import contexts
from policysum.verify.prose import read_as_source
from policysum.verify.times import PLACES

if TYPE_CHECKING:
    from policysum.claims import Claim
    from policysum.statements.contexts.mention_context import MentionContext

__all__ = ["Wording", "wording"]

_SCOPE_WORTH = 0.5
# In a claim's own sentence: the words beside the number name it; those farther off only if there are too few.
_NEAR, _FAR, _FARTHEST = 0.7, 0.5, 0.3
_ENOUGH = 3
_STRETCH = Phrase("claim_context", "{at_best}")  # in a claim: it asks for the higher of two aims
_INCREMENT = Phrase("growth_words", "{increment}")
_HALF = Phrase("date_words", "{half_year}")
_NTH = Phrase(
    "claim_units", r"[（(](?:[^（）()]{1,20}[，,])?{ordinal}([1-9]|{numerals.digit})[\u3400-\u9fff][）)]$"
)
"""Which member of a list a name means: 补贴标准（第二种）."""


@dataclass(frozen=True)
class Wording:
    """How a claim names its number: weighted pairs of characters, and what its words say besides.

    `text` is the indicator as it stands, or in prose the clause before the number; `head` is the thing that it counts, and
    `tail` the last pair of characters of an indicator; `thresholds` are the numbers in it. `place` is the number's place in a 分别 list of the claim itself.
    """

    words: dict[str, float]
    place: int | None = None
    facets: Facets = NO_FACETS
    named: bool = False
    text: str = ""
    head: str = ""
    tail: str = ""
    thresholds: frozenset[str] = frozenset()

    @cached_property
    def sums_up(self) -> bool:
        """Whether it asks for what has come together over time."""
        return sums_up(self.text)

    @cached_property
    def is_rate(self) -> bool:
        """Whether it ends with what says that it is a rate: 不良率, 增速."""
        return is_rate(self.text)

    @cached_property
    def of_level(self) -> bool:
        """Whether it names nothing that came new and no growth."""
        return not self.of_growth and not _INCREMENT.search(self.text)

    @cached_property
    def of_growth(self) -> bool:
        """Whether it names how much something grew, and not what it is."""
        return not GROWN.isdisjoint(self.words)

    @cached_property
    def stretches(self) -> bool:
        """Whether it asks for the higher of two aims."""
        return bool(_STRETCH.search(self.text))


def wording(claim: Claim) -> Wording:
    """How a claim names its number: by its indicator, or in prose by the words around the number."""
    indicator = claim.indicator
    if indicator:
        head = head_of(indicator)
        plain, thresholds, dates = _numbers_apart(indicator)
        nth = _NTH.search(indicator)
        return Wording(
            _plain(plain) | thresholds | dates | ({head: 1.0} if len(head) == 1 else {}),
            PLACES[nth[1]] - 1 if nth else None,
            facets(indicator),
            named=True,
            text=unquoted(indicator),
            head=head,
            tail=tail_of(indicator),
            thresholds=frozenset(thresholds),
        )
    context, text = claim.context, claim.text
    at = claim.at if claim.at >= 0 else context.find(text) if text else -1
    if at < 0:
        return Wording(_plain(context))
    around = contexts(context, Span(0, len(context)), read_as_source(context).quantities)
    for quantity, around_number in around:
        if quantity.start <= at < quantity.end or at <= quantity.start < at + len(text):
            alike = [
                other.own for one, other in around if one.unit == quantity.unit and other is not around_number
            ]
            others = frozenset[str]().union(*alike)
            words = _near(around_number, others - around_number.own if around_number.own else frozenset())
            before = clause_before(context, quantity.start)
            return Wording(
                words, around_number.place, around_number.facets, named=True, text=unquoted(before)
            )
    return Wording(_plain(context))


def _numbers_apart(name: str) -> tuple[str, dict[str, float], dict[str, float]]:
    """A name with a bar in the place of each number that measures or dates something, and these numbers: 超20亿元的企业."""
    found = read(name) if any(map(str.isnumeric, name)) or _HALF.search(name) else []
    printed = any(map(str.isdecimal, name))  # 二等奖 has no number
    numbers = [one for one in found if is_season(one) or (printed and measures(one))]
    parts, at = [], 0
    for quantity in numbers:
        parts.append(name[at : quantity.start])
        at = quantity.end
    plain = "|".join([*parts, name[at:]])
    thresholds = {token(quantity): 1.0 for quantity in numbers if measures(quantity)}
    return plain, thresholds, {token(quantity): 1.0 for quantity in numbers if is_season(quantity)}


def _near(around_number: MentionContext, others: frozenset[str]) -> dict[str, float]:
    """The words nearest to a number of the claim's own prose; farther ones only if there are too few.

    Words that are another number's own name none but that one: 种植莲藕200亩、葡萄500亩.
    """
    weights = {pair: weight for pair, weight in around_number.weights.items() if pair not in others}
    for least in (_NEAR, _FAR):
        words = {pair: weight for pair, weight in weights.items() if weight >= least}
        if len(words) >= _ENOUGH:
            return words
    return {pair: weight for pair, weight in weights.items() if weight >= _FARTHEST}


def _plain(words: str) -> dict[str, float]:
    return {pair: _SCOPE_WORTH if pair in SCOPES else 1.0 for pair in grams(words)}
