"""The matrix on the index of many pages: what the reports say of the commonest indicators, in bounded space."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from policysum.views import state_of_kpi

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["MOST_CELLS", "Across"]

MOST_CELLS = 30_000
"""Cells of the matrix; they take some 3 MB on the page."""

_ANNUAL = re.compile(r"(?:as_of:)?\d{4}(?:-12)?")
_Key = tuple[str, str, str]


class Across:
    """Cells by indicator, measure and status; with very many reports the rarest rows are given up."""

    def __init__(self) -> None:
        """Begin without a report."""
        self._rows: dict[_Key, dict[int, list[Any]]] = defaultdict(dict)
        self._given_up: set[_Key] = set()
        self._cells = 0
        self._reports = 0

    def add(self, kpis: Iterable[Mapping[str, Any]]) -> None:
        """Take the figures of the next report: of each row one, rather of a year than of another stretch of time."""
        place, self._reports = self._reports, self._reports + 1
        for number, kpi in enumerate(kpis):
            concept, value = kpi.get("concept"), kpi["value"]
            key = (concept or "", kpi.get("measure") or "", kpi["status"])
            if not concept or value is None or key in self._given_up or state_of_kpi(kpi) == "failed":
                continue
            cells = self._rows[key]
            if place in cells and (_is_annual(cells[place][2]) or not _is_annual(kpi["period"])):
                continue
            self._cells += place not in cells
            cells[place] = [number, kpi["text"], kpi["period"], value, kpi["unit"], kpi["change"]]
        if self._cells > 2 * MOST_CELLS:
            self._give_up()

    def rows(self) -> list[dict[str, Any]]:
        """The rows, the commonest first."""
        self._give_up()
        return [
            {
                "concept": concept,
                "measure": measure,
                "status": status,
                "cells": [[place, *cell] for place, cell in cells.items()],
            }
            for (concept, measure, status), cells in self._by_size()
        ]

    def _by_size(self) -> list[tuple[_Key, dict[int, list[Any]]]]:
        return sorted(self._rows.items(), key=lambda row: -len(row[1]))

    def _give_up(self) -> None:
        held = 0
        for key, cells in self._by_size():
            held += len(cells)
            if held > MOST_CELLS:
                held -= len(cells)
                self._given_up.add(key)
                del self._rows[key]
        self._cells = held


def _is_annual(period: str | None) -> bool:
    return _ANNUAL.fullmatch(period or "") is not None
