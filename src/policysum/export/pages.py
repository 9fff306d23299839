"""One Markdown page a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from policysum.places import safe_name
from policysum.views import to_markdown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["MarkdownWriter", "file_stem", "page_stem"]


def file_stem(name: str) -> str:
    """A file name for a report: its own name without folders, suffix or unsafe characters."""
    clean = name
    for suffix in (".txt", ".html", ".htm", ".docx", ".pdf", ".md"):
        clean = clean.removesuffix(suffix)
    return safe_name(safe_name(clean)[:80])


def page_stem(name: str, output: str | None) -> str:
    """Where the page of a report lies: in the folder of its result, under its own name."""
    folders = [safe_name(part) for part in (output or "").split("/")[:-1] if part.strip(" .")]
    return "/".join([*folders, file_stem(name)])


class MarkdownWriter:
    """NAME.md for every report; two of one name are numbered."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._taken: set[str] = set()

    def add(self, data: Mapping[str, Any], _source: str) -> None:
        """Write the page of one result."""
        stem = page_stem(data["document"]["name"], data["run"].get("output"))
        name, number = stem, 1
        while name.casefold() in self._taken:
            number += 1
            name = f"{stem}-{number}"
        self._taken.add(name.casefold())
        page = self._out / f"{name}.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(to_markdown(data), encoding="utf-8", newline="\n")

    def close(self) -> None:
        """Nothing is held back."""
