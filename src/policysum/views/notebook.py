"""A result as the HTML fragment a notebook shows."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

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
    body = "".join(_row(number, kpi) for number, kpi in enumerate(kpis[:_LIMIT], start=1))
    more = f"<p>… 共 {len(kpis)} 项</p>" if len(kpis) > _LIMIT else ""
    head = "".join(
        f"<th style='text-align:left'>{name}</th>" for name in ("#", "指标", "原文", "数值", "性质", "核对")
    )
    return (
        f"<div lang='zh-CN'><strong>{escape(listed_title(document) or document['name'])}</strong>"
        f"<p>核对 {verification['checked']} 个数字,通过 {verification['passed']} 个 · "
        f"收录 {coverage['captured']}/{coverage['numbers']}</p>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}</div>"
    )


def _row(number: int, kpi: Mapping[str, Any]) -> str:
    state = state_of(kpi["verdict"])
    cells = (
        str(number),
        escape(kpi["indicator"]),
        escape(kpi["text"]),
        escape(f"{number_text(kpi['value'])} {kpi['unit']}"),
        STATUSES[kpi["status"]],
        f"<span style='color:{_COLOURS[state]}'>{SIGNS[state]} {VERDICTS[kpi['verdict']]}</span>",
    )
    title = escape(kpi["evidence"]["text"], quote=True)
    return (
        f'<tr title="{title}">'
        + "".join(f"<td style='text-align:left'>{cell}</td>" for cell in cells)
        + "</tr>"
    )
