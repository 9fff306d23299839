"""The texts of each page as a script beside the index of many pages, so that its search looks through all reports.

A page opened from a disk may fetch no file, but it may run a script: each of these hands over JSON and does nothing
else. They are loaded one at a time, and only once a reader searches.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any

from policysum.export.names import texts_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["searched", "write_texts"]

_PIECE = 1 << 16


def searched(report: Mapping[str, Any]) -> list[Any]:
    """What a search looks through of a report, as the page has it: its text, and name, figure and sentence of its KPIs."""
    return [
        report["source"],
        [
            [
                kpi["indicator"],
                kpi["text"],
                *kpi["evidence"],
                *([kpi["sentence"]] if "sentence" in kpi else ()),
            ]
            for kpi in report["kpis"]
        ],
    ]


def write_texts(out: Path, number: int, spool: IO[str]) -> None:
    """Write the script of a page, of texts that are spooled as escaped JSON with commas between them."""
    path = out / texts_name(number)
    spool.seek(0)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(f'"use strict";\npolicysumTexts({number},[')
        while piece := spool.read(_PIECE):
            file.write(piece)
        file.write("]);\n")
