"""Whether a number of the source is the number of a claim: equal, in another form, or rounded as admitted."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from policysum.lexicon import table
from policysum.quantity import Bound, Kind, Quantity, Value
from policysum.quantity.units import UNITS
from policysum.schema import Verdict
from policysum.statements.contexts.comparable_units import MONEY, comparable, in_common, stand_ins
from policysum.statements.contexts.spans_between import measures
from policysum.verify.inverted_index import Shortlist
from policysum.verify.kept import Kept
from policysum.verify.rounding import FLOAT_NOISE, admits, contradict
from policysum.verify.times import coarser_dates

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping

    from policysum.statements import Ledger, Mention

__all__ = ["Candidate", "Found", "Numbers", "content_of"]

_MOST_CANDIDATES = 32
"""How many numbers of one value are held against a claim's words; a statistical annex has thousands of 1个."""
_MOST_KEPT = 20_000
"""Candidates that are remembered: as many as one number of a long annex may have, and those of the others."""

_HOW = {"equal": Verdict.SUPPORTED, "converted": Verdict.CONVERTED, "rounded": Verdict.ROUNDED}
_RANK = (Verdict.SUPPORTED, Verdict.CONVERTED, Verdict.ROUNDED).index
_PER = "/"
_PROPORTIONS = {unit: kind for unit, kind in UNITS.values() if kind in {Kind.PERCENT, Kind.FRACTION}}
_ORDINAL = table("claim_units").words("ordinal")
_NAMES = frozenset({Kind.DATE, Kind.DOCNUMBER, Kind.NAME, Kind.ORDINAL})
_UNITLESS = frozenset({Kind.OTHER, Kind.COUNT, Kind.ORDINAL})


class Candidate(NamedTuple):
    """A mention that has the claimed value, and the verdict if it is the right one."""

    mention: Mention
    verdict: Verdict


class Found:
    """The candidates for one claimed quantity; where there are many, the few that a claim's words name are looked at."""

    def __init__(self, items: list[Candidate], places: Mapping[int, int]) -> None:
        self.items = items
        self.starts = frozenset(item.mention.start for item in items)
        self.units = frozenset(comparable(item.mention.unit, item.mention.kind) for item in items)
        self._by_place = {places[item.mention.start]: item for item in items}
        self._shortlist: Shortlist | None = None

    def likeliest(
        self, words: Mapping[str, float], words_of: Callable[[int], frozenset[str]]
    ) -> list[Candidate]:
        """The candidates, or those of them that share most words with the claim, where there are many."""
        if len(self.items) <= _MOST_CANDIDATES:
            return self.items
        if self._shortlist is None:
            self._shortlist = Shortlist(sorted(self._by_place), words_of)
        return [self._by_place[place] for place in self._shortlist.choose(words, _MOST_CANDIDATES)]


class Numbers:
    """The numbers of a ledger, for finding those that a claim may mean."""

    def __init__(self, ledger: Ledger, places: Mapping[int, int]) -> None:
        """Take a ledger, and the place in it of each number by where it starts."""
        self.ledger = ledger
        self.places = places
        self._kept = Kept[Found](_MOST_KEPT, lambda found: 1 + len(found.items))
        self.rates = frozenset(item.unit for item in ledger.quantities if _PER in item.unit)
        self.values: dict[Value, list[Mention]] = {}
        self.printed: dict[str, list[Mention]] = {}
        self.fixed: dict[tuple[Kind, Value], Mention] = {}
        """The first number of each kind and value."""
        self.dated: dict[str, Mention] = {}
        """The first date that implies each coarser one: 2020-06-30 implies 2020 and 2020-06."""
        for mention in ledger.mentions:
            kind, value = mention.kind, mention.value
            self.fixed.setdefault((kind, value), mention)
            if kind is Kind.DATE:
                for coarser in coarser_dates(str(value)):
                    self.dated.setdefault(coarser, mention)
            self.values.setdefault(value, []).append(mention)
            if kind not in _NAMES:
                self.printed.setdefault(mention.text.translate(_NARROW), []).append(mention)

    def candidates(self, claim: Quantity, *, as_decline: bool) -> Found:
        """Every mention whose number a claim's number may be, the more literal first.

        Args:
            claim: The number.
            as_decline: Whether the claim gives it as a decline: 下降3.5% and -3.5% are then the same.
        """
        # a number that is claimed often is looked up once
        return self._kept.get(
            (as_decline, *content_of(claim)),
            lambda: Found(self._turned_or_not(claim, as_decline=as_decline), self.places),
        )

    def _turned_or_not(self, claim: Quantity, *, as_decline: bool) -> list[Candidate]:
        found = self._candidates(claim)
        if as_decline and isinstance(claim.value, Decimal) and claim.value:
            turned = self._candidates(claim._replace(value=-claim.value))
            found += [
                item._replace(verdict=max(item.verdict, Verdict.CONVERTED, key=_RANK)) for item in turned
            ]
        return found

    def _candidates(self, claim: Quantity) -> list[Candidate]:
        if not claim.unit and claim.kind in _UNITLESS:
            return self._by_value_alone(claim)
        found: dict[int, Candidate] = {}
        otherwise: dict[int, Candidate] = {}
        noise = abs(claim.value) * FLOAT_NOISE if isinstance(claim.value, Decimal) else Decimal(0)
        for match in self.ledger.with_value(
            claim.value,
            claim.unit,
            bound=claim.bound,
            quantum=max(claim.quantum, noise),
            surface_unit=claim.surface_unit or claim.unit,
            digits=claim.digits,
        ):
            verdict, mention = _HOW[match.how], match.mention
            said = mention.quantity
            if not _same_measure(claim, said):
                continue
            if contradict(claim.bound, said.bound):
                otherwise.setdefault(said.start, Candidate(mention, verdict))
            elif verdict is not Verdict.ROUNDED or admits(claim, said):
                found.setdefault(said.start, Candidate(mention, verdict))
        agreeing = (one for one in self._stand_ins(claim) if not contradict(claim.bound, one.bound))
        for mention in agreeing:
            found.setdefault(mention.start, Candidate(mention, Verdict.CONVERTED))
        for mention in self.printed.get(claim.text.translate(_NARROW), ()):
            # 12.7个、12个百分点: the claim quotes a number whose unit stands elsewhere.
            if mention.start not in found:
                found[mention.start] = Candidate(mention, Verdict.SUPPORTED)
        # 5%以内 said of 5%以上 is this number with another bound, where no other number is meant.
        return _unless_printed(claim, list(found.values()) or _equal(claim, otherwise))

    def _stand_ins(self, claim: Quantity) -> list[Mention]:
        """The same value with a measure word, or of a price, that one says nearly as well, or with one that was not read."""
        if claim.kind is Kind.COUNT:
            others = stand_ins(claim.unit)
            return [
                mention
                for mention in self.values.get(claim.value, ())
                if (
                    mention.kind is Kind.COUNT
                    and (mention.unit in others or in_common(claim.unit, mention.unit))
                )
                or (not mention.unit and self._is_counted_in(claim, mention))
            ]
        if claim.kind is Kind.MONEY and self.rates and _PER not in claim.unit:
            rate = claim.unit + _PER
            return [mention for mention in self.values.get(claim.value, ()) if mention.unit.startswith(rate)]
        return []

    def _is_counted_in(self, claim: Quantity, mention: Mention) -> bool:
        """Whether a measure word stands behind a number that was read without, or ends its name: 诊疗人次84.7亿."""
        behind = self.ledger.text.startswith(claim.surface_unit, mention.end)
        return behind or mention.indicator.endswith(claim.unit)

    def _by_value_alone(self, claim: Quantity) -> list[Candidate]:
        """For a bare number: the mentions that have it as value or print its digits."""
        if claim.value is None:
            return []
        if claim.bound is Bound.APPROX and claim.surface_unit:
            return self._rounded(claim, ("", *MONEY))
        same = self.values.get(claim.value, [])
        if claim.kind is Kind.ORDINAL:
            return [
                Candidate(mention, Verdict.SUPPORTED)
                for mention in same
                if mention.kind is Kind.RANK or (mention.kind is Kind.ORDINAL and _same_order(claim, mention))
            ]
        found = [Candidate(mention, Verdict.SUPPORTED) for mention in same if mention.kind not in _NAMES]
        if not found and claim.bound is Bound.APPROX:
            found = self._rounded(claim, ("",))
        return found or [
            Candidate(mention, Verdict.CONVERTED)
            for mention in self.ledger.same_digits(claim.digits)
            if _printed(mention.quantity) == claim.value
        ]

    def _rounded(self, claim: Quantity, units: Iterable[str]) -> list[Candidate]:
        """For a number with 约 and without unit: what it may be short for, with 万 or 亿 be it of money."""
        return [
            Candidate(match.mention, _HOW[match.how])
            for unit in units
            for match in self.ledger.with_value(
                claim.value, unit, bound=claim.bound, quantum=claim.quantum, surface_unit=claim.surface_unit
            )
            if admits(claim, match.mention.quantity)
        ]

    def same_digits(self, claim: Quantity) -> Found:
        """The mentions that measure something and print the claim's digits with another unit or scale."""
        return self._kept.get(
            ("misread", *content_of(claim)), lambda: Found(self._printed_alike(claim), self.places)
        )

    def _printed_alike(self, claim: Quantity) -> list[Candidate]:
        printed = _printed(claim)
        if printed is None:
            return []
        return [
            Candidate(mention, Verdict.WRONG_UNIT)
            for mention in self.ledger.same_digits(claim.digits)
            if _printed(mention.quantity) == printed and measures(mention.quantity)
            if (mention.unit, mention.value) != (claim.unit, claim.value)
        ]


def content_of(quantity: Quantity) -> tuple[Hashable, ...]:
    """All that a quantity says, wherever it stands."""
    return quantity[2:]  # all but where it starts and ends


def _printed(quantity: Quantity) -> Decimal | None:
    """The number as its digits read, before 万, 亿 and the unit."""
    if not isinstance(quantity.value, Decimal):
        return None
    digits = "".join(char for char in quantity.digits.translate(_NARROW) if char in _PLAIN)
    try:
        return Decimal(digits) if digits else None
    except ArithmeticError:
        return None


_PLAIN = "0123456789."
_NARROW = str.maketrans("０１２３４５６７８９．", _PLAIN)


def _same_measure(claim: Quantity, said: Quantity) -> bool:
    """Per mille, percent points and percent are different claims even where their values agree."""
    if claim.unit == said.unit:
        return True
    kinds = [_PROPORTIONS[unit] for unit in (claim.unit, said.unit) if unit in _PROPORTIONS]
    return not kinds or not (claim.unit and said.unit) or Kind.FRACTION in kinds


def _unless_printed(claim: Quantity, found: list[Candidate]) -> list[Candidate]:
    """What was found, without roundings to a number that the source prints itself, where they are far-fetched.

    Nobody who says 5%左右 or 3亿元 means another number than the one given in just these words; nor, of 98.5% and 99%
    in one sentence, the one for the other. But 20% may be short for 20.3%, though some other number is 20%, and 约2000万
    for any that rounds to it: there the name decides.
    """
    if len(found) < 2:
        return found
    printed = [item for item in found if item.verdict is not Verdict.ROUNDED]
    if not printed or len(printed) == len(found):
        return found
    assert isinstance(claim.value, Decimal)  # a range is not rounded
    coarse = claim.quantum > abs(claim.value) / 10
    if claim.bound is Bound.APPROX and not coarse:
        return found
    if coarse or (claim.bound is not Bound.EXACT and any(_very(claim, item) for item in printed)):
        return printed
    beside = {item.mention.sentence for item in printed}
    return [
        item for item in found if item.verdict is not Verdict.ROUNDED or item.mention.sentence not in beside
    ]


def _equal(claim: Quantity, found: Mapping[int, Candidate]) -> list[Candidate]:
    return [item for item in found.values() if item.mention.value == claim.value]


def _very(claim: Quantity, item: Candidate) -> bool:
    """Whether the source says just what is claimed, 约 and 以上 included."""
    return claim.bound is item.mention.quantity.bound


def _same_order(claim: Quantity, said: Mention) -> bool:
    """Whether two ordinals count the same kind of thing: 第4个 is neither 四期 nor （四）."""
    both = claim.text.startswith(_ORDINAL) and said.text.startswith(_ORDINAL)
    return both and claim.text[-1:] == said.text[-1:]
