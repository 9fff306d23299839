"""What the writers share: file names, formats, and the one form results are handled in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from policysum.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from policysum.summary import Summary

__all__ = [
    "FORMATS",
    "REVIEW_NAME",
    "WORKBOOK_NAME",
    "as_data",
    "check_formats",
    "is_page_name",
    "page_name",
    "texts_name",
]

FORMATS = ("json", "jsonl", "csv", "xlsx", "parquet", "md", "html")
"""What `--format` takes. json is written by the run itself, always."""

WORKBOOK_NAME = "policysum.xlsx"
REVIEW_NAME = "review.html"

_PAGE_NAME = re.compile(r"review-(?:[0-9]+\.html|search-[0-9]+\.js)")


def page_name(number: int) -> str:
    """The name of one of several review pages, counted from 1."""
    return f"review-{number}.html"


def texts_name(number: int) -> str:
    """The name of the script with the texts of one of several review pages."""
    return f"review-search-{number}.js"


def is_page_name(name: str) -> bool:
    """Whether a file is one of several review pages, or holds the texts of one."""
    return _PAGE_NAME.fullmatch(name) is not None


def check_formats(formats: Sequence[str]) -> tuple[str, ...]:
    """The formats asked for, each once, in a fixed order; commas within one argument are understood.

    Raises:
        ConfigError: one of them does not exist.
    """
    asked = {part.strip().lower() for text in formats for part in text.split(",") if part.strip()}
    unknown = sorted(asked - set(FORMATS))
    if unknown:
        raise ConfigError(f"there is no format {unknown[0]!r}", hint=f"Choose from: {', '.join(FORMATS)}")
    return tuple(name for name in FORMATS if name in asked)


def as_data(summary: Summary | Mapping[str, Any]) -> Mapping[str, Any]:
    """The JSON form of a result, whichever way it was given."""
    return summary if isinstance(summary, dict) else summary.to_dict()  # type: ignore[union-attr]
