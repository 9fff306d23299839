"""The columns of the panel and of the track: their names, types and what they hold."""

from __future__ import annotations

from policysum.views import Column

__all__ = ["COLUMNS", "PANEL_COLUMNS", "TRACK_COLUMNS", "TYPES", "markdown"]

_PANEL = (
    Column("region_code", "text", "code of the region, GB/T 2260, as of the report's year"),
    Column("region", "text", "the region the report is of"),
    Column("level", "text", "level of the region: province, prefecture, county"),
    Column("report_year", "integer", "year the report plans for"),
    Column("period", "text", "period of the figure: 2025, 2021/2025, as_of:2025-12"),
    Column("indicator", "text", "id in the catalogue of indicators: gdp, urban_jobs"),
    Column("name", "text", "name of the indicator as printed"),
    Column("measure", "text", "level, growth, growth_avg, growth_cum, share, points, increment, rank, index"),
    Column("role", "text", "target, result or forecast"),
    Column("low", "number", "value, or low end of a range"),
    Column("high", "number", "value, or high end of a range"),
    Column("bound", "text", "exact, approx, gt, ge, le or lt"),
    Column("commitment", "text", "word that commits to the figure, where there is one"),
    Column("unit", "text", "unit of low and high; money in yuan"),
    Column("cell", "text", "figure, words (without a figure), not_stated or no_report"),
    Column("text", "text", "the figure or the clause as printed"),
    Column("report", "text", "the report it stands in"),
    Column("start", "integer", "start of text in the source, in code points"),
    Column("end", "integer", "end of text in the source"),
    Column("sentence", "text", "sentence it stands in"),
    Column("matched_by", "text", "how the name was matched"),
    Column("doubts", "text", "what should be looked at before use"),
    Column("kpi", "integer", "number of the figure in its report, from 1"),
    Column("result", "text", "name of the result file without .json"),
)
_TRACK = (
    Column("region_code", "text", "code of the region, GB/T 2260"),
    Column("region", "text", "the region"),
    Column("year", "integer", "year the target is for"),
    Column("indicator", "text", "id in the catalogue; empty outside it"),
    Column("name", "text", "name of the target as printed"),
    Column("measure", "text", "level, growth, increment and so on"),
    Column("low", "number", "target, or low end of its range"),
    Column("high", "number", "target, or high end of its range"),
    Column("bound", "text", "bound of the target"),
    Column("unit", "text", "unit of low, high and value"),
    Column("target", "text", "the target as printed"),
    Column("target_report", "text", "the report it stands in"),
    Column("target_start", "integer", "start of the target in that report, in code points"),
    Column("target_end", "integer", "end of the target"),
    Column("target_sentence", "text", "sentence of the target"),
    Column("value", "number", "what the next report says was reached"),
    Column("result", "text", "the result as printed"),
    Column("result_name", "text", "name of the result as printed"),
    Column("result_report", "text", "the report it stands in"),
    Column("result_start", "integer", "start of the result in that report, in code points"),
    Column("result_end", "integer", "end of the result"),
    Column("result_sentence", "text", "sentence of the result"),
    Column("verdict", "text", "met, missed, exceeded, not_told, redefined or words"),
    Column("why", "text", "why a pair was refused, or what is special about it"),
    Column("target_kpi", "integer", "number of the target in its report, from 1"),
    Column("target_file", "text", "result file of the target's report, without .json"),
    Column("result_kpi", "integer", "number of the result in its report, from 1"),
    Column("result_file", "text", "result file of the result's report, without .json"),
)

COLUMNS = {"panel": _PANEL, "track": _TRACK}
PANEL_COLUMNS = tuple(column.name for column in _PANEL)
TRACK_COLUMNS = tuple(column.name for column in _TRACK)
TYPES = {column.name: column.type for column in (*_PANEL, *_TRACK)}
"""A name is of one type in both tables."""


def markdown() -> str:
    """The two tables as docs/panel.md shows them."""
    parts = []
    for name, columns in COLUMNS.items():
        lines = [f"| `{column.name}` | {column.type} | {column.doc} |" for column in columns]
        parts.append(
            "\n".join([f"### `{name}`\n", "| column | type | what it holds |", "| --- | --- | --- |", *lines])
        )
    return "\n\n".join(parts) + "\n"
