"""The first sheet of a workbook that has rows, and those with the same heads, as a table of reports."""

from __future__ import annotations

import importlib
import io
import zipfile
from typing import TYPE_CHECKING, Any

from policysum.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["workbook_rows"]

_MOST_UNPACKED = 200_000_000
_MOST_ROWS = 200_000


def workbook_rows(data: bytes, where: str) -> list[dict[str, object]]:
    """Its rows under their heads.

    Raises:
        DocumentError: damaged, too large unpacked, or openpyxl is not installed.
    """
    try:
        openpyxl: Any = importlib.import_module("openpyxl")
    except ImportError as error:
        raise DocumentError(
            "an Excel workbook needs openpyxl",
            where=where,
            hint="pip install 'policysum[tables]', or save it as .csv.",
        ) from error
    found: list[dict[str, object]] = []
    try:
        _check_size(data, where)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            rows = list(_rows(sheet, where))
            if not found or (rows and rows[0].keys() == found[0].keys()):  # one sheet a year, or a province
                found += rows
    except DocumentError:
        raise
    except Exception as error:  # a damaged part fails in a way of its own
        raise DocumentError(
            f"the workbook is damaged ({type(error).__name__})", where=where, hint="Save it again as .xlsx."
        ) from error
    return found


def _check_size(data: bytes, where: str) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = sum(entry.file_size for entry in archive.infolist())
    if size > _MOST_UNPACKED:
        raise DocumentError(
            f"the workbook unpacks to {size // 1_000_000} MB, more than the {_MOST_UNPACKED // 1_000_000} MB that are read",
            where=where,
            hint="Split it, or save it as .csv.",
        )


def _rows(sheet: Any, where: str) -> Iterator[dict[str, object]]:
    heads: list[str] | None = None
    for number, cells in enumerate(sheet.iter_rows(values_only=True)):
        if number > _MOST_ROWS:
            raise DocumentError(f"the sheet has more than {_MOST_ROWS:,} rows", where=where, hint="Split it.")
        if heads is None:
            named = [str(cell).strip() if cell is not None else "" for cell in cells]
            heads = named if sum(map(bool, named)) > 1 else None
            continue
        yield {head: cell for head, cell in zip(heads, cells, strict=False) if head}
