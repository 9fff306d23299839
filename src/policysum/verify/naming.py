"""How a claim names its number: by its indicator, or in prose by the words around it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from policysum.lexicon import Phrase
from policysum.quantity.reader import read
from policysum.statements.contexts.directions import DIRECTIONS
from policysum.statements.contexts.name_normalization import (
    CHANGES,
    GROWN,
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
from policysum.statements.contexts.spans_between import is_season, measures, token
from policysum.verify.times import PLACES

if TYPE_CHECKING:
    from policysum.claims import Claim
    from policysum.statements import Mention

__all__ = ["Wording", "named_whole", "thresholds_of", "wording"]

_SCOPE_WORTH = 0.5
_CHANGE_WORTH = 0.3
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

    `text` is the indicator as it stands; `head` is the thing that it counts, and
    `tail` the last pair of characters of an indicator; `thresholds` are the numbers in it. `place` is the number's place in a 分别 list of the claim itself.
    """

    words: dict[str, float]
    place: int | None
    facets: Facets
    named: bool
    text: str
    head: str
    tail: str
    thresholds: frozenset[str]

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


def named_whole(claim: Claim, mention: Mention) -> bool:
    """Whether a claim calls a count just what its noun and its predicate make of it, as no other number is called."""
    return bool(claim.indicator) and claim.indicator == mention.predicated


def wording(claim: Claim) -> Wording:
    """How a claim names its number: by its indicator, or in prose by the words around the number."""
    return _worded(claim.indicator, changed=claim.change in DIRECTIONS)


@lru_cache(maxsize=1024)
def _worded(indicator: str, *, changed: bool) -> Wording:
    """How a name names a number; a report has most of its names more than once."""
    head = head_of(indicator)
    plain, thresholds, dates = _numbers_apart(indicator)
    nth = _NTH.search(indicator)
    words = _plain(plain, changed=changed) | thresholds | dates
    return Wording(
        words | ({head: 1.0} if len(head) == 1 else {}),
        PLACES[nth[1]] - 1 if nth else None,
        facets(indicator),
        named=bool(indicator),
        text=unquoted(indicator),
        head=head,
        tail=tail_of(indicator),
        thresholds=frozenset(thresholds),
    )


@lru_cache(maxsize=4096)
def thresholds_of(name: str) -> frozenset[str]:
    """The numbers that measure something in a name: 15—59岁."""
    return frozenset(_numbers_apart(name)[1])


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


def _plain(words: str, *, changed: bool) -> dict[str, float]:
    """The words of a name; whose number it is says little, and of a claim that gives the change how it says so, too."""
    return {
        pair: _SCOPE_WORTH if pair in SCOPES else _CHANGE_WORTH if changed and pair in CHANGES else 1.0
        for pair in grams(words)
    }
