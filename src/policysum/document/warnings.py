"""What to beware of in a document: one dataclass for everybody who finds something."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["DocumentWarning"]


@dataclass(frozen=True, slots=True)
class DocumentWarning:
    """Something a reader ought to know of a document before its figures are used.

    Attributes:
        code: what it is, in words that programs compare: `columns`, `ocr`, `scanned_pages`.
        message: the same in a sentence.
        count: how many places it concerns.
    """

    code: str
    message: str
    count: int = 1
