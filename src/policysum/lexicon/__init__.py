"""Every word the program knows, as data, with one loader.

Each table is a `.tsv` file beside this one; the columns are described in `loader.COLUMNS`. Adding a word is one row.
"""

from __future__ import annotations

from policysum.lexicon.loader import Row, Scanner, Table, read_table, table
from policysum.lexicon.phrase import Phrase

__all__ = ["Phrase", "Row", "Scanner", "Table", "read_table", "table"]
