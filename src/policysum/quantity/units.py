"""Units of money, proportion, time and measure, each with its canonical form and kind, from `lexicon/units.tsv`."""

from __future__ import annotations

from decimal import Decimal

from policysum.lexicon import table
from policysum.quantity.model import Kind

__all__ = [
    "BASES",
    "CHINESE_NAMES",
    "CURRENCIES",
    "MULTIPLIERS",
    "POWERS",
    "SIGNS",
    "SYNONYMS",
    "UNITS",
    "UnitRow",
]

UnitRow = tuple[str, Kind]
"""Canonical unit, kind."""

_TABLE = table("units")
_BEFORE = ("sign", "currency")
_NUMERALS = table("numerals")


def _attributes(cell: str) -> dict[str, str]:
    canonical, *attributes = cell.split(";")
    return {"unit": canonical} | {
        name: value for name, _, value in (one.partition("=") for one in attributes)
    }


_ROWS = {row.word: _attributes(row.value) for row in _TABLE.rows if row.group not in _BEFORE}
_SAID = (*_ROWS.values(), *(_attributes(row.value) for row in table("measure_words").rows if row.value))

UNITS: dict[str, UnitRow] = {
    row.word: (_ROWS[row.word]["unit"], Kind(row.group)) for row in _TABLE.rows if row.group not in _BEFORE
}
"""What stands behind a number, with its canonical form and kind."""

POWERS: dict[str, int] = {word: int(said["power"]) for word, said in _ROWS.items() if "power" in said}
"""Units whose number is scaled: 5角 is 0.5元, 三成 is 0.3."""

BASES: dict[str, tuple[str, Decimal]] = {
    said["unit"]: (said["base"], Decimal(said["factor"])) for said in _SAID if "base" in said
}
"""The unit in which a unit is compared, and how many of those it is."""

SYNONYMS = frozenset(said["unit"] for said in _SAID if "synonym" in said)
"""Units that are only another name of the one they are compared in."""

CHINESE_NAMES = {
    **{row.word: row.value for row in table("unit_words").of("per_only") if row.value},
    **{word: said["chinese"] for word, said in _ROWS.items() if "chinese" in said},
}
"""What Latin units are called in a compound: μg/m³ is 微克/立方米."""

SIGNS = {row.word: row.value for row in _TABLE.of("sign")}
"""Signs right before the digits that say the currency."""

CURRENCIES = {row.word: row.value for row in _TABLE.of("currency")}
"""Names of currencies that may stand before an amount in 元."""

MULTIPLIERS: dict[str, int] = {word: int(power) for word, power in _NUMERALS.values("multiplier").items()}
"""Powers of ten that stand between a number and its unit."""
