"""Word files, streamed: paragraphs with the numbers Word draws before them, tables with their headings.

Nothing but the standard library: a document type, which external entities and entity bombs need, is refused
before it is read, and no part is unpacked beyond a bound.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from xml.parsers import expat

from policysum.document.docx_body import Body
from policysum.document.docx_numbers import Numbering, local_name
from policysum.document.formats import Extracted
from policysum.document.warnings import DocumentWarning
from policysum.document.writing import joined
from policysum.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from policysum.document.writing import WrittenLine

__all__ = ["read_docx"]

MAX_PART = (
    96 * 1024 * 1024
)  # bytes of one unpacked part; a report of 30,000 characters has about one megabyte
MAX_DEPTH = 2_000
MAX_TAGS = 2_000_000  # a table of a hundred pages has half a million


def read_docx(data: bytes, where: str) -> Extracted:
    """Extract the text of a Word file in reading order.

    Raises:
        DocumentError: damaged, locked, too large unpacked, or with a document type.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            numbering = Numbering()
            for part, reader in (
                ("word/styles.xml", numbering.styles),
                ("word/numbering.xml", numbering.levels),
            ):
                if part in names:
                    _parse(archive, part, reader, None, None, where=where)
            body = Body(numbering, where)
            _parse(archive, "word/document.xml", body.start, body.end, body.text, where=where)
            body.lines += _notes(archive, names, numbering, where)
            comments = _comments(archive, names, where)
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as error:
        raise DocumentError(
            "the Word file is damaged or locked by a password",
            where=where,
            hint="Open it in Word and save it again",
        ) from error
    text, marked, figures = joined(line for line in body.lines if line.text.strip())
    if not text:
        raise DocumentError(
            "the Word file holds no text", where=where, hint="If it holds pictures of pages, run OCR first"
        )
    return Extracted(text, marked=marked, figures=figures, notes=tuple(comments))


def _notes(
    archive: zipfile.ZipFile, names: Collection[str], numbering: Numbering, where: str
) -> list[WrittenLine]:
    """The footnotes and endnotes, which stand behind the report."""
    found: list[WrittenLine] = []
    for part in ("word/footnotes.xml", "word/endnotes.xml"):
        if part in names:
            notes = Body(numbering, where)
            _parse(archive, part, notes.start, notes.end, notes.text, where=where)
            found += [replace(line, kind="annex") for line in notes.lines]
    return found


def _comments(archive: zipfile.ZipFile, names: Collection[str], where: str) -> list[DocumentWarning]:
    """That reviewers wrote remarks beside the text, which are no part of the report."""
    count = 0

    def counted(name: str, _: dict[str, str]) -> None:
        nonlocal count
        count += local_name(name) == "comment"

    if "word/comments.xml" in names:
        _parse(archive, "word/comments.xml", counted, None, None, where=where)
    message = f"{count} comments beside the text are no part of the report and were left out"
    return [DocumentWarning("comments", message, count)] if count else []


def _parse(
    archive: zipfile.ZipFile,
    part: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None,
    text: Callable[[str], None] | None,
    *,
    where: str,
) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    guard = _Guard(where)

    def opened(name: str, attributes: dict[str, str]) -> None:
        guard.enter()
        start(name, attributes)

    def closed(name: str) -> None:
        guard.depth -= 1
        if end is not None:
            end(name)

    def refused(*_: object) -> None:
        raise DocumentError(
            "the Word file declares a document type, which no Word file needs and attacks use",
            where=where,
            hint="Save it again in Word",
        )

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.StartDoctypeDeclHandler = refused
    if text is not None:
        parser.CharacterDataHandler = text
    left = MAX_PART
    try:
        with archive.open(part) as stream:
            while chunk := stream.read(1 << 18):
                left -= len(chunk)
                if left < 0:
                    raise DocumentError(
                        f"the Word file unpacks to more than {MAX_PART >> 20} MB",
                        where=where,
                        hint="It is damaged or made to harm; save the text alone",
                    )
                parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise DocumentError(
            f"the Word file is damaged ({error})", where=where, hint="Open it in Word and save it again"
        ) from error


@dataclass(slots=True)
class _Guard:
    """Refuses a part that is nested too deeply, or has more tags than any report."""

    where: str
    depth: int = 0
    tags: int = 0

    def enter(self) -> None:
        self.depth += 1
        self.tags += 1
        if self.depth > MAX_DEPTH:
            raise DocumentError(
                "the Word file is nested too deeply", where=self.where, hint="Save it again in Word"
            )
        if self.tags > MAX_TAGS:
            raise DocumentError(
                f"the Word file holds more than {MAX_TAGS:,} tags",
                where=self.where,
                hint="It is damaged or made to harm; save the text alone",
            )
