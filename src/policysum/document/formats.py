"""What a file is, by its bytes; and what comes out of one that holds a single report."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from policysum.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from policysum.document.figure import Figure
    from policysum.document.warnings import DocumentWarning

__all__ = ["Extracted", "OnPage", "sniff"]

OnPage = Callable[[int, int], None]
"""Called with how many pages of how many are recognised."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a page or an office file, with what its markup says.

    `marked` names stretches the markup shows to be boilerplate; `pages` is where each page of a PDF begins, `fields`
    what a page says of itself in its head, `notes` what a reader ought to know of the extraction, `figures` the numbers
    of its tables, `unsure` the stretches that were recognised in a picture with little confidence.
    """

    text: str
    encoding: str = "utf-8"
    marked: Sequence[tuple[int, int, str]] = ()
    pages: tuple[int, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[DocumentWarning, ...] = ()
    figures: Sequence[Figure] = ()
    unsure: Sequence[tuple[int, int]] = ()


_READ = "Text, Markdown, HTML, .docx, .pdf, .csv, .jsonl and .xlsx are read"

# (first bytes, what it is, what to do instead): formats that are recognised in order to be refused well.
_REFUSED: tuple[tuple[bytes, str, str], ...] = (
    (b"{\\rtf", "a Rich Text file (.rtf)", "Open it in Word or LibreOffice and save it as .docx"),
    (b"GIF8", "a picture (.gif)", "Save it as .png, and have it recognised with --ocr"),
    (b"II*\0", "a picture (.tif)", "Save it as .png or .pdf, and have it recognised with --ocr"),
    (b"MM\0*", "a picture (.tif)", "Save it as .png or .pdf, and have it recognised with --ocr"),
    (b"BM", "", ""),  # too short to be sure of: decoded as text, refused there if it is none
    (b"Rar!", "an archive", "Unpack it and name the files in it"),
    (b"7z\xbc\xaf", "an archive", "Unpack it and name the files in it"),
    (b"\x1f\x8b", "an archive", "Unpack it and name the files in it"),
    (b"SQLite format 3", "a database", _READ),
    (b"\x7fELF", "a program", _READ),
    (b"MZ\x90", "a program", _READ),
)  # fmt: skip

_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What the directory of an old office file lists shows which of them it is; what it is, what to do instead.
_OLD_KINDS = (
    ("Workbook", "an old Excel file (.xls)", "Open it and save it as .csv"),
    ("Book", "an old Excel file (.xls)", "Open it and save it as .csv"),
    ("PowerPoint Document", "an old PowerPoint file (.ppt)", "Open it and save its text as .docx"),
)
_OLD_SUFFIXES = {"xls": _OLD_KINDS[0], "et": _OLD_KINDS[0], "ppt": _OLD_KINDS[2], "dps": _OLD_KINDS[2]}

_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--(?:(?!-->).){0,2000}+-->\s*+)*+<(?:!doctype(?:\s+html\b|\s*>)|(?:html|head|body|meta|title|div|table|p|span|article|section|ul|center|script|style)\b)",
    re.IGNORECASE | re.DOTALL,
)
_MHTML = re.compile(rb"(?:From: |MIME-Version: ).{0,2000}multipart/related", re.DOTALL | re.IGNORECASE)


def sniff(data: bytes, name: str, where: str) -> str:
    """The format of a file: txt, md, html, docx, doc, pdf, image, csv, jsonl or xlsx.

    Raises:
        DocumentError: a format that is known and not read.
    """
    head = data[:4096]
    for magic, what, hint in _REFUSED:
        if what and head.startswith(magic):
            raise DocumentError(f"the file is {what}, which is not read", where=where, hint=hint)
    binary = _binary(data, name, where)
    if binary:
        return binary
    if _MHTML.match(head):
        raise DocumentError(
            "the file is a web archive (.mht), which is not read", where=where, hint="Save the page as HTML"
        )
    plain = (
        head.replace(b"\0", b"")
        .removeprefix(b"\xef\xbb\xbf")
        .removeprefix(b"\xff\xfe")
        .removeprefix(b"\xfe\xff")
    )
    if _HTML.match(plain):
        return "html"
    suffix = name.lower().rsplit(".", 1)[-1] if "." in name else ""
    if suffix in {"csv", "tsv"}:
        return "csv"
    if re.match(rb"\s*\{\s*\"", plain) and (suffix in {"jsonl", "ndjson", "json"} or b"}\n{" in head):
        return "jsonl"
    return "md" if suffix in {"md", "markdown"} else "txt"


def _binary(data: bytes, name: str, where: str) -> str:
    if data.startswith(_PICTURES):
        return "image"
    if data.startswith(_OLD_OFFICE):
        return _old_office(data, name, where)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    return _office(data, where) if data.startswith(b"PK\x03\x04") else ""


def _old_office(data: bytes, name: str, where: str) -> str:
    """`doc` where LibreOffice can read it; a spreadsheet or slides never are."""
    suffix = name.lower().rpartition(".")[2]
    word = "WordDocument".encode("utf-16-le") in data
    listed = (kind for kind in _OLD_KINDS if (kind[0] + "\0").encode("utf-16-le") in data)
    known = None if word else next(listed, _OLD_SUFFIXES.get(suffix))
    if known:
        raise DocumentError(f"the file is {known[1]}, which is not read", where=where, hint=known[2])
    from policysum.document.office import office_program

    if office_program():
        return "doc"
    raise DocumentError(
        "the file is an old Word or WPS file (.doc, .wps), which is read through LibreOffice only",
        where=where,
        hint="Open it and save it as .docx, or install LibreOffice",
    )


def _office(data: bytes, where: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise DocumentError(
            "the file is a damaged Word file or archive",
            where=where,
            hint="Open it in Word and save it again",
        ) from error
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "ppt/presentation.xml" in names:
        raise DocumentError(
            "the file is a PowerPoint file, which is not read", where=where, hint="Export it as .docx"
        )
    if "content.xml" in names or "OFD.xml" in names:
        raise DocumentError(
            "the file is an OpenDocument or OFD file, which is not read",
            where=where,
            hint="Save it as .docx or .pdf",
        )
    raise DocumentError(
        "the file is an archive, not a report", where=where, hint="Unpack it and name the files in it"
    )
