"""Tables of reports: one document for each row of a .csv, .tsv, .jsonl or .xlsx file, each row for itself."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from policysum.errors import DocumentError
from policysum.lexicon import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["FIELDS", "ReportRow", "Rows", "read_rows", "rows_of_table"]

FIELDS = ("title", "region", "year", "issuer", "date", "url")
"""What a table may say of a report, each in a column of its own."""
_UNPAIRED = re.compile("[\ud800-\udfff]")
_ESCAPED_END = re.compile(r"(?:\\r)?\\n")
_LONGEST_FIELD = 64 * 1024 * 1024
_LEAST_ESCAPED = 2


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A row that holds a report: what it is called, its text, and what the other columns say of it."""

    name: str
    text: str
    fields: Mapping[str, str]


@dataclass(slots=True)
class Rows:
    """What a table holds.

    Attributes:
        reports: every row that has a text.
        empty: one error for every row without a text, each naming it.
        broken: one error for every line that is no row at all.
    """

    reports: list[ReportRow] = field(default_factory=list)
    empty: list[DocumentError] = field(default_factory=list)
    broken: list[DocumentError] = field(default_factory=list)


def rows_of_table(text: str, kind: str, where: str) -> list[dict[str, object] | DocumentError]:
    """The rows of a .csv or .jsonl table, or what is wrong with them.

    Raises:
        DocumentError: it cannot be read.
    """
    return list(_json_rows(text, where) if kind == "jsonl" else _csv_rows(text, where))


def read_rows(
    read: Sequence[dict[str, object] | DocumentError], kind: str, named: Mapping[str, str], where: str
) -> Rows:
    """The reports of a table, and what is wrong with the rows that are none.

    Args:
        read: its rows.
        kind: csv, jsonl or xlsx.
        named: which columns hold what (text, title, region, year, issuer, date, url), where somebody has said it.
        where: the file, for errors.

    Raises:
        DocumentError: no such column, a table that cannot be read, or no text at all.
    """
    rows = [row for row in read if isinstance(row, dict)]
    found = Rows(broken=[row for row in read if isinstance(row, DocumentError)])
    if not rows:
        if found.broken:
            raise found.broken[0]
        raise DocumentError(
            "the table has no rows", where=where, hint="Give one report a row, under a heading row."
        )
    columns = list(dict.fromkeys(name for row in rows for name in row))
    column = _column(columns, rows, named.get("text"), where)
    fields = _fields(columns, column, named, where)
    for number, row in enumerate(read, 1):
        if isinstance(row, DocumentError):
            continue
        value, name = row.get(column), _name(row, number)
        if isinstance(value, str) and value.strip():
            said = {f"row.{part}": _said(row.get(head)) for part, head in fields.items()}
            found.reports.append(
                ReportRow(name, _unescaped(value), {key: cell for key, cell in said.items() if cell})
            )
        elif kind == "jsonl" or any(isinstance(cell, str) and cell.strip() for cell in row.values()):
            found.empty.append(_without_text(value, column, f"{where}, row {name}"))
        # A row of empty cells is what spreadsheets leave below a table, and no report.
    if not found.reports:
        raise DocumentError(f"column {column} is empty in every row", where=where, hint=_choose(columns))
    return found


def _unescaped(text: str) -> str:
    """A cell whose line ends, and with them the entities of HTML, were written out when the table was made."""
    escaped = len(_ESCAPED_END.findall(text))
    if escaped < _LEAST_ESCAPED or escaped < text.count("\n"):
        return text
    return html.unescape(_ESCAPED_END.sub("\n", text))


def _without_text(value: object, column: str, where: str) -> DocumentError:
    empty = value is None or isinstance(value, str)
    what = f"column {column} is empty" if empty else f"column {column} holds no text"
    return DocumentError(what, where=where, hint="Put the report there, or take the row out.")


def _column(
    columns: Sequence[str], rows: Sequence[Mapping[str, object]], wanted: str | None, where: str
) -> str:
    if wanted is not None:
        if wanted not in columns:
            raise DocumentError(f"no column {wanted}", where=where, hint=_choose(columns))
        return wanted
    if not columns:
        raise DocumentError("no row has a column", where=where, hint="Give one report a row, under its name.")
    lower = {name.lower().strip(): name for name in columns}
    for name in table("table_columns").words("text"):
        if name in lower:
            return lower[name]
    longest = max(columns, key=lambda name: sum(len(str(row.get(name) or "")) for row in rows[:50]))
    if max(len(str(row.get(longest) or "")) for row in rows[:50]) < 100:
        raise DocumentError("no column looks like a report", where=where, hint=_choose(columns))
    return longest


_LONGEST_FIELD_SAID = 300


def _fields(columns: Sequence[str], text: str, named: Mapping[str, str], where: str) -> dict[str, str]:
    """Which column says what of the reports: as somebody has said, else by its head."""
    lower = {name.lower().strip(): name for name in columns if name != text}
    found: dict[str, str] = {}
    for part in FIELDS:
        if part in named:
            if named[part] not in columns:
                raise DocumentError(f"no column {named[part]}", where=where, hint=_choose(columns))
            found[part] = named[part]
            continue
        head = next((lower[word] for word in table("table_columns").words(part) if word in lower), None)
        if head is not None and head not in named.values():
            found[part] = head
    return found


def _said(cell: object) -> str:
    """A cell as a line of text; a number of a workbook without its decimals, a day without its hours."""
    if cell is None or isinstance(cell, (bool, list, dict)):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(str(cell).split())[:_LONGEST_FIELD_SAID]


def _choose(columns: Sequence[str]) -> str:
    return f"Choose one with --text-column: {', '.join(columns[:12])}."


def _name(row: Mapping[str, object], number: int) -> str:
    lower = {str(name).lower().strip(): value for name, value in row.items()}
    for name in table("table_columns").words("name"):
        value = lower.get(name)
        if isinstance(value, (str, int)) and 0 < len(str(value).strip()) <= 60:
            return f"{number:03d}-" + re.sub(r"[\\/:*?\"<>|\s]+", "_", str(value).strip())
    return f"{number:03d}"


def _csv_rows(text: str, where: str) -> Iterator[dict[str, object]]:
    previous = csv.field_size_limit(_LONGEST_FIELD)
    try:
        head = text[: text.find("\n") if "\n" in text else len(text)]
        delimiter = max(",\t;", key=head.count)
        for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter):
            yield {str(name): value for name, value in row.items() if name is not None}
    except csv.Error as error:
        raise DocumentError(
            f"the table cannot be read ({error})", where=where, hint="Save it as CSV in UTF-8."
        ) from error
    finally:
        csv.field_size_limit(previous)


def _json_rows(text: str, where: str) -> Iterator[dict[str, object] | DocumentError]:
    # Not splitlines: a string of JSON may hold the other characters that end a line.
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        row: object = None
        what = "is not an object"
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            what = "is not JSON"
        if isinstance(row, dict):
            yield {str(_paired(name)): _paired(value) for name, value in row.items()}
        else:
            yield DocumentError(f"line {number} {what}", where=where, hint="Give one JSON object a line.")


def _paired(value: object) -> object:
    """Half a character, cut off by whoever wrote the row, can be neither encoded nor written."""
    return _UNPAIRED.sub("\ufffd", value) if isinstance(value, str) else value
