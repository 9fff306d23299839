"""A result seen as tables, data frames, Markdown or a notebook cell.

Everything here works on the JSON form of a `Summary` and imports none of its classes. That is what lets
`Summary` offer `to_pandas()` and its like while `export`, which writes files, stays floors above it.
"""

from policysum.views.columns import TABLES, Column, columns_markdown
from policysum.views.frames import need, to_pandas, to_polars
from policysum.views.markdown import number_text, to_markdown
from policysum.views.notebook import to_html
from policysum.views.rows import PASSING, UNCLEAR, Row, cells, rows, state_of
from policysum.views.words import CHANGES, ITEM_KINDS, RELATIONS, SIGNS, STATUSES, VERDICTS, period_text

__all__ = [
    "CHANGES",
    "ITEM_KINDS",
    "PASSING",
    "RELATIONS",
    "SIGNS",
    "STATUSES",
    "TABLES",
    "UNCLEAR",
    "VERDICTS",
    "Column",
    "Row",
    "cells",
    "columns_markdown",
    "need",
    "number_text",
    "period_text",
    "rows",
    "state_of",
    "to_html",
    "to_markdown",
    "to_pandas",
    "to_polars",
]
