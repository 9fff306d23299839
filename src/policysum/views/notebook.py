"""A result as the HTML fragment a notebook shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from policysum.views.html import html_template
from policysum.views.markdown import number_text
from policysum.views.rows import state_of
from policysum.views.warnings import listed_title
from policysum.views.words import SIGNS, STATUSES, VERDICTS

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["to_html"]

_LIMIT = 50
"""Rows shown: a notebook is for looking, `to_pandas()` for the rest."""

_COLOURS = {"ok": "#1a7f37", "converted": "#1a7f37", "unclear": "#8a5a00", "failed": "#b42318"}


def to_html(data: Mapping[str, Any]) -> str:
    """Title, the two shares, and the first KPIs with their verdicts; every text escaped."""
    document, verification = data["document"], data["verification"]
    coverage, kpis = verification["coverage"], data.get("kpis", [])
    return html_template("policysum.views", "notebook.html").render(
        title=listed_title(document) or document["name"],
        checked=verification["checked"],
        passed=verification["passed"],
        captured=coverage["captured"],
        numbers=coverage["numbers"],
        rows=[_row(number, kpi) for number, kpi in enumerate(kpis[:_LIMIT], start=1)],
        more=len(kpis) if len(kpis) > _LIMIT else 0,
    )


def _row(number: int, kpi: Mapping[str, Any]) -> dict[str, Any]:
    state = state_of(kpi["verdict"])
    return {
        "evidence": kpi["evidence"]["text"],
        "cells": (
            number,
            kpi["indicator"],
            kpi["text"],
            f"{number_text(kpi['value'])} {kpi['unit']}",
            STATUSES[kpi["status"]],
        ),
        "colour": _COLOURS[state],
        "verdict": f"{SIGNS[state]} {VERDICTS[kpi['verdict']]}",
    }
