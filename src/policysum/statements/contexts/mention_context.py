"""What surrounds one number, and how much each word of it names the number."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING

from policysum.statements.contexts.name_normalization import CHANGES, NO_FACETS, SCOPES, Facets

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["MentionContext"]

_BY_WEIGHT = itemgetter(0)


@dataclass(slots=True)
class MentionContext:
    """What surrounds one number.

    `layers` are the words of each place around it with their weight, and `known` is what `weights` made of them. `own` and `behind` are two readings of
    which words belong to it alone, for asking what else those words say; `inherited` are those of the clause
    before, where there are none, and `changed` those of what changed, where its own only say that it did (同比增长22%). `facets` are those of its own words; `compared` marks a number that another is compared with
    (低于全市的50.2%), `stretch` a higher aim for what was aimed at just before (力争3.3万人). `thresholds` are the numbers
    of its clause, which may belong to its name (超20亿元的企业4户). `refers` marks one that only points back (上述320个项目), `ranks` says
    of a rank whether it is that of a level or of a growth; of 60个项目竣工38个 `predicate` is what
    the second number's words say more than the first one's, which is `unsaid` of the first; `parted` are the words that a part behind 其中 has and its whole has not. `part` marks a number that
    is summed up behind (建成8.9万亩、累计达到120.5万亩), and `whole` the sum. `noun` is what stands right behind a number that counts it, `place` the number's place in a
    分别 list, counted from 0, `item` its own item there, and `others` are the rest.
    """

    layers: list[tuple[float, frozenset[str]]] = field(default_factory=list)
    known: dict[str, float] | None = None
    own: frozenset[str] = frozenset()
    behind: frozenset[str] = frozenset()
    inherited: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    place: int | None = None
    facets: Facets = NO_FACETS
    compared: bool = False
    stretch: bool = False
    thresholds: frozenset[str] = frozenset()
    refers: bool = False
    ranks: str = ""
    predicate: str = ""
    unsaid: str = ""
    parted: frozenset[str] | None = None
    part: bool = False
    whole: bool = False
    noun: str = ""
    item: str = ""
    others: tuple[str, ...] = ()

    def add(self, pairs: frozenset[str], weight: float) -> None:
        """Words of a place; a pair keeps the largest weight it has anywhere."""
        if pairs:
            self.layers.append((weight, pairs))
            self.known = None

    @property
    def is_elliptic(self) -> bool:
        """Whether a number's words only say how it is given, and among whom: 增速, 全市排名."""
        return self.own <= CHANGES | SCOPES

    @property
    def weights(self) -> dict[str, float]:
        """How much each pair of characters names the number."""
        if self.known is None:
            self.known = {}
            for weight, pairs in sorted(self.layers, key=_BY_WEIGHT):
                self.known.update(dict.fromkeys(pairs, weight))
        return self.known

    def covered(self, words: Mapping[str, float]) -> float:
        """How much of some weighed words names the number."""
        weights, part = self.weights, 0.0
        for pair, worth in words.items():
            if pair in weights:
                part += worth * weights[pair]
        return part
