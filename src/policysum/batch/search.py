"""Which files of a folder are reports, and which are passed over."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from policysum.batch.output_folder import SOURCE_SUFFIX, STATE_NAME
from policysum.document.office import office_program
from policysum.export.names import REVIEW_NAME, WORKBOOK_NAME, is_page_name
from policysum.regular import real_path
from policysum.views import TABLES

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator

__all__ = ["REPORT_SUFFIXES", "TABLE_SUFFIXES", "passed_over", "reports_in"]

REPORT_SUFFIXES = frozenset({".txt", ".md", ".html", ".htm", ".docx", ".pdf"})
"""What a folder is searched for; a file named outright may have any name."""

TABLE_SUFFIXES = frozenset({".csv", ".tsv", ".jsonl", ".xlsx"})
"""Tables of reports."""

_TABLE_NAMES = frozenset(f"{name}{suffix}" for name in TABLES for suffix in TABLE_SUFFIXES)
"""What a run writes beside its results."""

_OLD_SUFFIXES = frozenset({".doc", ".wps"})
"""What a folder is searched for as well where LibreOffice can read it."""

_ADVICE = {
    ".doc": "save .doc as .docx", ".wps": "save .wps as .docx", ".rtf": "save .rtf as .docx", ".odt": "save .odt as .docx",
    ".ofd": "save .ofd as .pdf", ".xls": "save .xls as .csv", ".et": "save .et as .csv",
} | {f"{suffix} without reports": "name the column of a table with --text-column" for suffix in TABLE_SUFFIXES}  # fmt: skip
_PAGES = (".md", SOURCE_SUFFIX)
"""Endings of what a run writes beside NAME.json and a later run might take for a report."""


def reports_in(folder: Path, out: Path, passed: Counter[str]) -> list[Path]:
    """The reports of a folder, in order.

    Args:
        folder: what is searched, with the folders below it.
        out: folder of the results; never searched.
        passed: takes the suffixes of the files that are no reports.
    """
    outputs = _Outputs(folder, out)
    found = []
    for file in _in_folder(folder):
        if _is_report(file):
            if not outputs.holds(file):
                found.append(file)
        elif not outputs.made_in(file.parent):
            passed[file.suffix.lower()] += 1
    found.sort(key=lambda file: Path(os.fspath(file)).parts)
    return found


def _in_folder(folder: Path) -> Iterator[Path]:
    """The files below a folder that somebody may have meant.

    A folder's README is about the reports, hidden files and folders are somebody's own, ~$ files are the locks of
    Word; named outright, all are read.
    """
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith((".", "__MACOSX"))]
        for name in names:
            file = Path(parent) / name
            if not name.startswith((".", "~$")) and file.stem.lower() != "readme" and file.is_file():
                yield file


def _is_report(file: Path) -> bool:
    suffix = file.suffix.lower()
    return suffix in REPORT_SUFFIXES | TABLE_SUFFIXES or (
        suffix in _OLD_SUFFIXES and office_program() is not None
    )


def passed_over(passed: Counter[str]) -> str:
    """What of the folders was passed over, in one line, or nothing: 1 .doc, 3 .xls, 33 other."""
    named = [f"{count} {suffix}" for suffix, count in sorted(passed.items()) if suffix in _ADVICE]
    other = sum(count for suffix, count in passed.items() if suffix not in _ADVICE)
    parts = [*named, *([f"{other} other"] if other else [])]
    advice = dict.fromkeys(_ADVICE[suffix] for suffix in sorted(passed) if suffix in _ADVICE)
    return f"passed over: {', '.join(parts)}" + (f" ({'; '.join(advice)})" if advice else "") if parts else ""


class _Outputs:
    """Says which files of a searched folder are the output of this run, or of an earlier one, and no reports."""

    def __init__(self, folder: Path, out: Path) -> None:
        self._place, self._searched = real_path(out), real_path(folder)
        self._within = self._place != self._searched and self._place.is_relative_to(self._searched)
        self._written_to = cache(self._is_written_to)
        self._below_out = cache(self._is_below_out)

    def _is_written_to(self, parent: Path) -> bool:
        whole = real_path(parent)
        return any(
            one == self._place or (one / STATE_NAME).exists()
            for one in (whole, *whole.parents)
            if one.is_relative_to(self._searched)
        )

    def _is_below_out(self, parent: Path) -> bool:
        return self._within and real_path(parent).is_relative_to(self._place)

    def made_in(self, parent: Path) -> bool:
        """Whether a run writes, or has written, into a folder."""
        return self._below_out(parent) or real_path(parent) == self._place or (parent / STATE_NAME).exists()

    def holds(self, file: Path) -> bool:
        """Whether a file that looks like a report is the output of a run."""
        if self._below_out(file.parent):
            return True
        if not self._written_to(file.parent):
            return False
        if file.name in _TABLE_NAMES or file.name in {REVIEW_NAME, WORKBOOK_NAME, "run.jsonl"}:
            return True
        if is_page_name(file.name):
            return True
        stem = next((file.name.removesuffix(end) for end in _PAGES if file.name.endswith(end)), None)
        return stem is not None and (file.parent / f"{stem}.json").exists()
