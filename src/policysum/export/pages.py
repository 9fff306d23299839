"""One Markdown page a report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from policysum.views import to_markdown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["MarkdownWriter", "file_stem"]

# A report's name may come from a table or a caller: nothing in it may leave the folder or upset a file system.
_UNSAFE = re.compile(r"[\x00-\x1f/\\:*?\"<>|]+")


def file_stem(name: str) -> str:
    """A file name for a report: its own name without folders, suffix or unsafe characters."""
    clean = _UNSAFE.sub("_", name).strip(" .") or "report"
    for suffix in (".txt", ".html", ".htm", ".docx", ".pdf", ".md"):
        clean = clean.removesuffix(suffix)
    return clean[:80] or "report"


class MarkdownWriter:
    """NAME.md for every report; two of one name are numbered."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._taken: set[str] = set()

    def add(self, data: Mapping[str, Any], _source: str) -> None:
        """Write the page of one result."""
        stem = file_stem(data["document"]["name"])
        name, number = stem, 1
        while name.casefold() in self._taken:
            number += 1
            name = f"{stem}-{number}"
        self._taken.add(name.casefold())
        (self._out / f"{name}.md").write_text(to_markdown(data), encoding="utf-8", newline="\n")

    def close(self) -> None:
        """Nothing is held back."""
