"""The tables policysum writes: their names, their columns, and what each column holds.

These names are stable: scripts rely on them. Columns may be added before the last one, never renamed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["TABLES", "Column", "ColumnType", "columns_markdown"]

ColumnType = Literal["text", "number", "integer", "boolean"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its stable name, the type of its cells, and one line of documentation."""

    name: str
    type: ColumnType
    doc: str


def _text(name: str, doc: str) -> Column:
    return Column(name, "text", doc)


def _integer(name: str, doc: str) -> Column:
    return Column(name, "integer", doc)


def _number(name: str, doc: str) -> Column:
    return Column(name, "number", doc)


# Every table starts with the same seven, so that any of them can be grouped and joined alone.
_REPORT = (
    _text("report", "name of the report file"),
    _text("path", "where the report lies in the folder that was given"),
    _text("report_title", "title of the report"),
    _text("issuer", "who issued it"),
    _text("region", "the region it is about"),
    _text("publish_date", "ISO date of publication"),
    _text("report_period", "the period the report covers: 2020, 2020H1"),
)

# Every table ends with it: two reports of one file name lie in different folders, their results never do.
_RESULT = _text("result", "name of the result file without .json; empty where none was written")

_ITEM = (
    *_REPORT,
    _integer("item", "number of the item within its report and kind, from 1"),
    _text("title", "title of the item"),
    _text("detail", "its content in short"),
    _text("evidence", "the sentences it rests on, one a line"),
    _integer("start", "start of the first sentence in the source, in code points"),
    _integer("end", "end of the last sentence"),
    _text("doubts", "what should be looked at, as field: code; empty where there is nothing"),
    _RESULT,
)

TABLES: dict[str, tuple[Column, ...]] = {
    "kpis": (
        *_REPORT,
        _integer("kpi", "number of the KPI within its report, from 1: `#kpi-12` on the review page"),
        _text("indicator", "what the number says, in the words of the source"),
        _number("value", "normalised value: money in 元, 万 and 亿 multiplied out; of a range, the low end"),
        _number("value_high", "the high end of a range, else empty"),
        _text("unit", "normalised unit: 元, %, 家, 项"),
        _text("text", "the number as printed: `source[start:end]`"),
        _text("status", "actual, target, forecast or rule"),
        _text("change", "level, increment, growth, decline, share or rank"),
        _text("period", "the period the number belongs to, empty where the text does not say"),
        _text("verdict", "result of the check against the source"),
        Column("passed", "boolean", "whether the verdict is supported, converted or rounded"),
        _text("reason", "why it did not pass"),
        _text("section", "headings above the number, outermost first, joined by ' > '"),
        _integer("start", "start of the number in the source, in code points"),
        _integer("end", "end of the number"),
        _text(
            "evidence",
            "the sentence the number stands in; of one over 400 characters the clauses around the number",
        ),
        _integer("evidence_start", "start of that text"),
        _integer("evidence_end", "end of that text"),
        _text("label_origin", "who chose the words of the indicator: extractive or model"),
        _text("review", "the reviewer's decision (accept, correct), empty where there is none"),
        _text("concept", "id of the catalogue's indicator, gdp or urban_jobs; empty where it has none"),
        _text("measure", "level, growth, growth_avg, growth_cum, share, points, increment, rank or index"),
        _text("matched_by", "how the name was matched: alias or pattern, and the words taken off it"),
        _text("bound", "how the number stands to the real one: exact, approx, gt, ge, le or lt"),
        _text(
            "commitment", "the word that commits to a target (确保, 力争, 预期), empty where there is none"
        ),
        _text("period_start", "first day of the period, empty where it is open or unknown"),
        _text("period_end", "last day of the period"),
        _text("item", "the item it belongs to, as plans[3] counted from 0; empty where it belongs to none"),
        _text("indicator_ground", "what the name rests on: stated, carried, inferred or assumed"),
        _text("status_ground", "what the status rests on"),
        _text("period_ground", "what the period rests on"),
        _text("change_ground", "what the change rests on"),
        _text("doubts", "what should be looked at, as field: code; empty where there is nothing"),
        _text("readers", "who read it so: source, model or both"),
        _text("said_otherwise", "what the other reader says, as reader field: value"),
        _RESULT,
    ),
    "achievements": _ITEM,
    "problems": _ITEM,
    "plans": _ITEM,
    "verification": (
        *_REPORT,
        _integer("kpis", "KPIs in the result"),
        _integer("checked", "numbers checked, KPIs and every other number of the result"),
        _integer("passed", "numbers that passed"),
        _integer("failed", "numbers that failed"),
        _number("passed_share", "passed / checked, empty where nothing was checked"),
        _integer("supported", "numbers with this verdict"),
        _integer("converted", "numbers with this verdict"),
        _integer("rounded", "numbers with this verdict"),
        _integer("wrong_unit", "numbers with this verdict"),
        _integer("misattributed", "numbers with this verdict"),
        _integer("wrong_status", "numbers with this verdict"),
        _integer("wrong_period", "numbers with this verdict"),
        _integer("wrong_direction", "numbers with this verdict"),
        _integer("unsupported", "numbers with this verdict"),
        _integer("source_numbers", "KPI-like numbers in the source"),
        _integer("captured", "how many of them the result has"),
        _number("captured_share", "captured / source_numbers"),
        _integer("inconsistent", "arithmetic the report itself gets wrong"),
        _integer("unread", "passages the model could not be made to read"),
        _text("engine", "extractive, openai or local"),
        _text("model", "name of the model, empty for the extractive engine"),
        _integer("model_calls", "requests sent"),
        _integer("cache_hits", "answers taken from the cache"),
        _integer("prompt_tokens", "tokens sent"),
        _integer("completion_tokens", "tokens received"),
        _number("cost", "price of the run, empty where it is unknown"),
        _text("currency", "currency of the cost"),
        _text("source_sha256", "fingerprint of the source text"),
        _integer("wrong_bound", "numbers with this verdict"),
        _integer("unclear", "numbers with this verdict; they neither passed nor failed"),
        _integer("doubtful", "KPIs that should be looked at before they are used"),
        _RESULT,
    ),
    "summary": (
        *_REPORT,
        _text("part", "abstract, headline, theme or plan: what a model says of the report as a whole"),
        _text("text", "what it says; of a theme its name, of a plan its title"),
        _text("target", "of a plan: what is aimed at"),
        _text("deadline", "of a plan: until when"),
        _text("responsible", "of a plan: who is responsible"),
        _text("about", "titles of the items of a theme, or of the problems a plan answers, one a line"),
        _RESULT,
    ),
    "coverage": (
        *_REPORT,
        _text("text", "the number as printed"),
        _text("indicator", "the words of the source it belongs to"),
        _text("status", "actual, target, forecast or rule"),
        Column("captured", "boolean", "whether the result has it"),
        _integer("start", "start of the number in the source, in code points"),
        _integer("end", "end of the number"),
        _text("sentence", "the sentence it stands in"),
        _RESULT,
    ),
}
"""Table name -> its columns, in the order they are written."""


def columns_markdown() -> str:
    """The section of the README that documents the tables, one Markdown table each."""
    parts = []
    shared = ", ".join(f"`{column.name}`" for column in _REPORT)
    parts.append(f"Every table starts with {shared}.\n")
    seen: set[tuple[Column, ...]] = set()
    for name, columns in TABLES.items():
        if columns in seen:
            continue
        seen.add(columns)
        names = [f"`{other}`" for other, same in TABLES.items() if same == columns]
        parts.append(f"### {', '.join(names)}\n\n| column | type | what it holds |\n| --- | --- | --- |")
        own = columns[len(_REPORT) :] if name != "kpis" else columns
        parts.append("\n".join(f"| `{c.name}` | {c.type} | {c.doc} |" for c in own) + "\n")
    return "\n".join(parts)
