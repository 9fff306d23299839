"""A path becomes documents; the format is found by content, not by name."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from policysum.document.deadline import LateError, in_time
from policysum.document.decode import decode
from policysum.document.files import bounded_bytes
from policysum.document.formats import Extracted, OnPage, sniff
from policysum.document.model import Document
from policysum.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from policysum.document.rows import Rows

__all__ = ["load_documents", "read_document", "refuse_address"]

T = TypeVar("T")

SECONDS = 120.0  # to read a file; what a child process does of it has its own, shorter bounds
MAX_CHARACTERS = 1_000_000  # of one report; the longest that is known has 33,000


def _read_html(data: bytes, where: str) -> Extracted:
    from policysum.document.html import read_html

    return read_html(data, where)


def _read_docx(data: bytes, where: str) -> Extracted:
    from policysum.document.docx import read_docx

    return read_docx(data, where)


def _read_doc(data: bytes, where: str) -> Extracted:
    from policysum.document.office import read_doc

    return read_doc(data, where)


def _read_pdf(data: bytes, where: str, *, ocr: bool = False, on_page: OnPage | None = None) -> Extracted:
    from policysum.document.pdf import read_pdf

    return read_pdf(data, where, ocr=ocr, on_page=on_page)


def _read_picture(data: bytes, where: str, *, ocr: bool = False, on_page: OnPage | None = None) -> Extracted:
    from policysum.document.pdf import read_picture

    return read_picture(data, where, ocr=ocr, on_page=on_page)


def _read_text(data: bytes, where: str) -> Extracted:
    from policysum.document.markdown import markdown_figures

    text, encoding = decode(data, where=where)
    return Extracted(text, encoding, figures=markdown_figures(text))


# One row a format; what is imported only when a file of it comes stands inside the function.
READERS: dict[str, Callable[[bytes, str], Extracted]] = {
    "txt": _read_text,
    "md": _read_text,
    "html": _read_html,
    "docx": _read_docx,
    "doc": _read_doc,
}
# Those that hold pictures of text, which may be recognised.
PICTURED: dict[str, Callable[..., Extracted]] = {"pdf": _read_pdf, "image": _read_picture}
_TABLES = frozenset({"csv", "jsonl", "xlsx"})


def read_document(
    path: str | Path, *, ocr: bool = False, on_page: OnPage | None = None, data: bytes | None = None
) -> Document:
    """Read one report.

    Args:
        path: a file, or `-` for standard input.
        ocr: recognise the characters of scanned pages and of pictures (extra `ocr`).
        on_page: called with how many pages of how many are recognised.
        data: the bytes of the file, where they have been read already.

    Raises:
        DocumentError: the file is missing, empty, binary, undecodable, mojibake, too large, a scan, or of a
            format that is not read.
    """
    where, name, data = (
        _bytes_of(path) if data is None else (str(path), Path(path).name, _not_empty(data, path))
    )
    kind = sniff(data, name, where)
    if kind in _TABLES:
        raise DocumentError(
            "the file is a table of reports",
            where=where,
            hint="Name its column with --text-column, or give one report a file",
        )
    return _document(data, name, kind, where, ocr=ocr, on_page=on_page)


def load_documents(
    path: str | Path,
    text_column: str | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    failed: list[DocumentError] | None = None,
    ocr: bool = False,
) -> list[Document]:
    """Read every report of a file: one, or one for each row of a .csv, .tsv, .jsonl or .xlsx table.

    Args:
        path: a file, or `-` for standard input.
        text_column: the column that holds the reports; guessed where it is not given.
        columns: columns that say title, region, year, issuer, date or url of a report, by these words; known by their
            heads where they are not given.
        failed: takes an error for every row that holds no report, or too long a one, while the others are read.
            Where it is not given, rows without a text are passed over, and the first other fault is raised.
        ocr: recognise the characters of scanned pages and of pictures (extra `ocr`).

    Raises:
        DocumentError: as `read_document`, and for a table without such a column.
    """
    where, name, data = _bytes_of(path)
    kind = sniff(data, name, where)
    if text_column is not None and kind in {"txt", "md"}:
        kind = "jsonl" if data.lstrip()[:1] == b"{" else "csv"
    if kind not in _TABLES:
        return [_document(data, name, kind, where, ocr=ocr)]
    named = dict(columns or {}) | ({"text": text_column} if text_column is not None else {})
    rows, encoding = _in_time(partial(_rows, data, kind, named, where), where)
    stem = name.rsplit(".", 1)[0]
    problems = rows.broken + [
        _too_long(len(row.text), f"{where}, row {row.name}")
        for row in rows.reports
        if len(row.text) > MAX_CHARACTERS
    ]
    if failed is not None:
        failed += rows.empty + problems
    elif problems:
        raise problems[0]
    return [
        Document(f"{stem}-{row.name}", row.text, encoding, kind, fields=row.fields)
        for row in rows.reports
        if len(row.text) <= MAX_CHARACTERS
    ]


def _rows(data: bytes, kind: str, named: Mapping[str, str], where: str) -> tuple[Rows, str]:
    """The rows of a table, and its encoding."""
    from policysum.document.rows import read_rows, rows_of_table

    encoding = "utf-8"
    if kind == "xlsx":
        from policysum.document.workbook import workbook_rows

        read: Sequence[dict[str, object] | DocumentError] = workbook_rows(data, where)
    else:
        text, encoding = decode(data, where=where)
        read = rows_of_table(text, kind, where)
    return read_rows(read, kind, named, where), encoding


def _in_time(read: Callable[[], T], where: str) -> T:
    try:
        return in_time(read, SECONDS)
    except LateError as error:
        raise DocumentError(
            f"the file takes more than {SECONDS:.0f} seconds to read",
            where=where,
            hint="Split it into single reports, or save its text alone",
        ) from error


def _document(
    data: bytes, name: str, kind: str, where: str, *, ocr: bool, on_page: OnPage | None = None
) -> Document:
    pictured = PICTURED.get(kind)
    # What is pictured is read in child processes, which have their own bounds: many pages take long in all.
    extracted = (
        pictured(data, where, ocr=ocr, on_page=on_page)
        if pictured
        else _in_time(partial(READERS[kind], data, where), where)
    )
    if len(extracted.text) > MAX_CHARACTERS:
        raise _too_long(len(extracted.text), name)
    return Document(
        name, extracted.text, extracted.encoding, kind, extracted.pages, tuple(extracted.marked),
        extracted.fields, extracted.notes, figures=tuple(extracted.figures), unsure=tuple(extracted.unsure),
        ocr=ocr,
    )  # fmt: skip


def _bytes_of(path: str | Path) -> tuple[str, str, bytes]:
    where = str(path)
    if where == "-":
        return "stdin", "stdin", _not_empty(bounded_bytes(path), "stdin")
    refuse_address(where)
    file = Path(path)
    try:
        return where, file.name, _not_empty(bounded_bytes(file), where)
    except FileNotFoundError as error:
        raise DocumentError("no such file", where=where, hint="Check the path") from error
    except (OSError, ValueError) as error:  # ValueError: a null byte in the path
        if isinstance(error, OSError) and file.is_dir():
            raise DocumentError(
                "is a folder, not a file", where=where, hint="Name its files, or use a pattern such as *.txt"
            ) from None
        reason = getattr(error, "strerror", None) or str(error)
        raise DocumentError(
            f"cannot be read ({reason})", where=where, hint="Check the path and its permissions"
        ) from error


def refuse_address(where: str) -> None:
    """Say of an address that it is none of a file.

    Raises:
        DocumentError: it is an address of the web.
    """
    found = re.match("(https?):/+", where, re.IGNORECASE)
    if found:
        raise DocumentError(
            "is an address, and nothing is ever fetched",
            where=f"{found[1]}://{where[found.end() :]}",  # a Path has made one slash of the two
            hint="Save the page and name the file.",
        )


def _too_long(length: int, where: str) -> DocumentError:
    return DocumentError(
        f"holds {length:,} characters, more than the {MAX_CHARACTERS:,} of a single report",
        where=where,
        hint="Split it into single reports",
    )


def _not_empty(data: bytes, where: str | Path) -> bytes:
    if not data.strip():
        raise DocumentError("the file is empty", where=str(where), hint="Give a file that holds a report")
    return data
