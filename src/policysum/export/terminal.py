"""A result in the terminal: tables coloured by verdict, in columns that fit Chinese."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from policysum.export.fields import fields_of
from policysum.export.terminal_parts import FIRST, first_look, open_questions, plain, titled
from policysum.views import (
    ITEM_KINDS,
    PASSING,
    READ,
    SIGNS,
    STATUSES,
    UNCLEAR,
    VERDICTS,
    digest_parts,
    doubt_lines,
    listed_title,
    number_text,
    period_text,
    state_of,
    state_of_kpi,
    verdict_of_kpi,
    warning_texts,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.console import RenderableType
    from rich.text import Text

__all__ = ["terminal_view"]

_ROOMY = 100  # columns from which there is room for the normalised values
_STYLES = {"ok": "green", "converted": "cyan", "read": "", "unclear": "yellow", "failed": "bold red"}
_REASONS = {"unclear": "yellow", "failed": "red"}
_OPEN = frozenset(_REASONS)
"""States that a reader has to look at."""
_ORDER = {"failed": 0, "unclear": 1, "read": 2, "converted": 2, "ok": 2}
"""In which order a first look shows them."""


def terminal_view(
    data: Mapping[str, Any],
    *,
    everything: bool = True,
    evidence: bool = False,
    failed: bool = False,
    width: int = 120,
) -> Iterator[RenderableType]:
    """The parts of a result, top to bottom, as `rich` prints them.

    Args:
        data: a result in its JSON form.
        everything: show all KPIs and items; without it a first look of about one screen, what failed first.
        evidence: show the sentence under every KPI and item.
        failed: show only what did not pass or was not captured.
        width: columns of the terminal; a narrow one goes without the normalised values.
    """
    yield _head(data)
    yield from _summary(data, everything=everything and not failed)
    fields = fields_of(data)
    most = None if everything or failed else FIRST
    if fields:
        yield from _fields(fields, failed=failed, most=most)
    else:
        yield from _kpis(data, evidence=evidence, failed=failed, values=width >= _ROOMY, most=most)
    if most is not None:
        yield from first_look(data)
        return
    if not failed:
        for kind, word in ITEM_KINDS.items():
            if data.get(kind):
                yield _items(word, data[kind], evidence=evidence)
    yield from open_questions(data)


def _head(data: Mapping[str, Any]) -> RenderableType:
    from rich.text import Text

    document, verification = data["document"], data["verification"]
    coverage = verification["coverage"]
    facts = (
        document["issuer"],
        document["region"],
        document["publish_date"],
        period_text(document["period"]),
        data["run"]["engine"],
    )
    lines = [
        plain(listed_title(document) or document["name"], "bold"),
        plain(" · ".join(fact for fact in facts if fact), "dim"),
        Text.assemble(
            *_standing(data),
            "收录 ",
            _share(coverage["captured"], coverage["numbers"]),
            f" {coverage['captured']}/{coverage['numbers']}",
        ),
    ]
    lines += [plain(f"注意：{text}", "yellow") for text in warning_texts(document)]
    lines += [plain(f"说明：{text}", "yellow") for text in data["run"].get("notes", ())]
    return Text("\n").join(lines)


def _standing(data: Mapping[str, Any]) -> Iterator[str | tuple[str, str]]:
    """How the numbers stand. What the program read by itself is in the source by construction: no share is said of it."""
    verification = data["verification"]
    if data["run"]["model"] is None:
        states = Counter(state_of_kpi(kpi) for kpi in data.get("kpis", ()))
        doubtful = states["unclear"] + states["failed"]
        yield f"{READ} {states.total() - doubtful}   "
    else:
        doubtful = sum(bool(kpi["doubts"]) for kpi in data.get("kpis", ())) or verification["counts"][UNCLEAR]
        yield "核对通过 "
        yield _share(verification["passed"], verification["checked"])
        yield f" {verification['passed']}/{verification['checked']}   "
    yield (f"存疑 {doubtful}   " if doubtful else "", "yellow")


def _summary(data: Mapping[str, Any], *, everything: bool) -> Iterator[RenderableType]:
    """What a model says of the report as a whole; the abstract and headlines only, at first."""
    from rich.text import Text

    parts = [part for part in digest_parts(data) if everything or part.kind in {"abstract", "headline"}]
    if parts:
        lines = [Text.assemble((f"{part.word} ", "bold"), plain(part.line)) for part in parts]
        yield Text("\n").join([*lines, Text("")])


def _share(part: int, whole: int) -> tuple[str, str]:
    if not whole:
        return "—", ""
    # Rounded down: 100% must mean all.
    return f"{int(1000 * part / whole) / 10:g}%", "bold green" if part == whole else "bold yellow"


def _kpis(
    data: Mapping[str, Any], *, evidence: bool, failed: bool, values: bool, most: int | None
) -> Iterator[RenderableType]:
    numbered = enumerate(data.get("kpis", ()), start=1)
    wanted = [(number, kpi) for number, kpi in numbered if not failed or state_of_kpi(kpi) in _OPEN]
    shown = wanted if most is None else sorted(wanted, key=lambda row: _ORDER[state_of_kpi(row[1])])[:most]
    table = titled(f"指标 {len(wanted)}")
    table.add_column("#", justify="right", style="dim", no_wrap=True)
    table.add_column("指标", ratio=1, overflow="fold")
    table.add_column("原文", no_wrap=True, style="bold")
    if values:
        table.add_column("数值", justify="right", no_wrap=True)
    table.add_column("性质", no_wrap=True)
    table.add_column("时期", no_wrap=True)
    table.add_column("核对", no_wrap=True)
    for number, kpi in shown:
        state = state_of_kpi(kpi)
        words = plain(kpi["indicator"])
        for line in doubt_lines(kpi) if state in _OPEN else ():
            words.append("\n").append_text(plain(line, _REASONS[state]))
        if evidence:
            words.append("\n").append_text(_quote(kpi, _STYLES[state]))
        table.add_row(
            str(number),
            words,
            plain(kpi["text"]),
            *([plain(f"{number_text(kpi['value'])} {kpi['unit']}")] if values else []),
            STATUSES[kpi["status"]],
            plain(period_text(kpi["period"])),
            plain(f"{SIGNS[state]} {verdict_of_kpi(kpi)}", _STYLES[state]),
        )
    yield table
    yield from _more(len(wanted) - len(shown), "个指标")


def _verdict(verdict: str) -> Text:
    state = state_of(verdict)
    return plain(f"{SIGNS[state]} {VERDICTS[verdict]}", _STYLES[state])


def _first(
    rows: Sequence[tuple[int, Mapping[str, Any]]], most: int | None
) -> Sequence[tuple[int, Mapping[str, Any]]]:
    """The rows of a first look: what failed comes before what passed, each in its order."""
    if most is None:
        return rows
    return sorted(rows, key=lambda row: row[1]["verdict"] in {*PASSING, ""})[:most]


def _more(count: int, what: str) -> Iterator[RenderableType]:
    if count:
        yield plain(f"… 另有 {count} {what}，用 --all 全部显示", "dim")


def _fields(fields: list[dict[str, Any]], *, failed: bool, most: int | None) -> Iterator[RenderableType]:
    """The fields of a schema of one's own."""
    numbered = list(enumerate(fields, start=1))
    wanted = [row for row in numbered if not failed or row[1]["verdict"] not in {*PASSING, ""}]
    shown = _first(wanted, most)
    table = titled(f"字段 {len(wanted)}")
    table.add_column("字段", ratio=2, overflow="fold", style="dim")
    table.add_column("内容", ratio=3, overflow="fold")
    table.add_column("核对", no_wrap=True)
    for _, entry in shown:
        words = plain(entry["value"])
        if entry["reason"]:
            words.append("\n").append_text(plain(entry["reason"], _REASONS[state_of(entry["verdict"])]))
        table.add_row(plain(entry["path"]), words, _verdict(entry["verdict"]) if entry["verdict"] else "")
    yield table
    yield from _more(len(wanted) - len(shown), "个字段")


def _quote(kpi: Mapping[str, Any], style: str) -> Text:
    """The evidence with the number in the colour of its verdict."""
    from rich.text import Text

    quote = kpi["evidence"]
    start, end = kpi["start"] - quote["start"], kpi["end"] - quote["start"]
    if not 0 <= start < end <= len(quote["text"]):
        return plain(quote["text"], "dim")
    before, after = quote["text"][:start].lstrip(), quote["text"][end:].rstrip()
    return Text.assemble(plain(before, "dim"), plain(quote["text"][start:end], style), plain(after, "dim"))


def _items(word: str, items: list[Mapping[str, Any]], *, evidence: bool) -> RenderableType:
    table = titled(f"{word} {len(items)}")
    table.add_column("#", justify="right", style="dim", no_wrap=True)
    table.add_column("标题", ratio=2, overflow="fold")
    table.add_column("内容", ratio=3, overflow="fold", style="dim")
    for number, item in enumerate(items, start=1):
        text = " ".join(quote["text"] for quote in item["evidence"]) if evidence else item["detail"]
        table.add_row(str(number), plain(item["title"]), plain(text))
    return table
