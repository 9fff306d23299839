"""A result seen as tables, data frames, Markdown or a notebook cell.

Everything here works on the JSON form of a `Summary` and imports none of its classes. That is what lets
`Summary` offer `to_pandas()` and its like while `export`, which writes files, stays floors above it.
"""

from policysum.views.columns import TABLES, Column, columns_markdown
from policysum.views.digests import Part, digest_parts
from policysum.views.frames import need, to_pandas, to_polars
from policysum.views.markdown import number_text, to_markdown
from policysum.views.notebook import to_html
from policysum.views.rows import (
    PASSING,
    UNCLEAR,
    TableRow,
    cells,
    doubt_lines,
    rows,
    state_of,
    state_of_kpi,
    verdict_of_kpi,
)
from policysum.views.warnings import listed_title, warning_texts
from policysum.views.words import (
    CHANGES,
    FIELDS,
    GROUNDS,
    ITEM_KINDS,
    MEASURES,
    READ,
    RELATIONS,
    SIGNS,
    STATUSES,
    VERDICTS,
    period_text,
)

__all__ = [
    "CHANGES",
    "FIELDS",
    "GROUNDS",
    "ITEM_KINDS",
    "MEASURES",
    "PASSING",
    "READ",
    "RELATIONS",
    "SIGNS",
    "STATUSES",
    "TABLES",
    "UNCLEAR",
    "VERDICTS",
    "Column",
    "Part",
    "TableRow",
    "cells",
    "columns_markdown",
    "digest_parts",
    "doubt_lines",
    "listed_title",
    "need",
    "number_text",
    "period_text",
    "rows",
    "state_of",
    "state_of_kpi",
    "to_html",
    "to_markdown",
    "to_pandas",
    "to_polars",
    "verdict_of_kpi",
    "warning_texts",
]
