"""What the parts of somebody's objects may be called and say, from `lexicon/claim_fields.tsv`."""

from __future__ import annotations

from policysum.lexicon import table
from policysum.schema import Change, Status

__all__ = [
    "ALONE",
    "AMOUNTS",
    "CHANGES",
    "NAMES",
    "PARTS",
    "POSITIONS",
    "REACHES",
    "STATUSES",
    "UNITS",
    "YEARS",
]

_TABLE = table("claim_fields")

NAMES = {
    part: _TABLE.words(part) for part in ("indicator", "value", "unit", "text", "status", "period", "change")
}
"""What a part of a whole claim may be called."""

PARTS = frozenset(name for names in NAMES.values() for name in names) | frozenset(_TABLE.words("beside"))
"""Parts of a whole claim that are no claims of their own."""

STATUSES = {**_TABLE.values("said_status"), **{status.value: status.value for status in Status}}
CHANGES = {**_TABLE.values("said_change"), **{change.value: change.value for change in Change}}
UNITS = _TABLE.values("said_unit")
"""Words of somebody's schema -> ours."""

YEARS = frozenset(_TABLE.words("year"))
POSITIONS = frozenset(_TABLE.words("position"))
"""Keys of years, and of numbers that count places or records; they take no sibling unit."""

AMOUNTS = frozenset(_TABLE.words("amount", "value"))
"""Keys of the numbers that a unit beside them is of."""

ALONE = _TABLE.words("alone")
"""Words after which a Chinese numeral is a rank or a count beyond doubt."""

REACHES = _TABLE.words("reaches")
"""What makes of the verb of a change the level that it came to."""
