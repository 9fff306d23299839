"""A result in the terminal: tables coloured by verdict, in columns that fit Chinese."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from policysum.export.fields import fields_of
from policysum.harmless import harmless
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
    from rich.table import Table
    from rich.text import Text

__all__ = ["terminal_view"]

_ROOMY = 100  # columns from which there is room for the normalised values
_STYLES = {"ok": "green", "converted": "cyan", "read": "", "unclear": "yellow", "failed": "bold red"}
_REASONS = {"unclear": "yellow", "failed": "red"}
_OPEN = frozenset(_REASONS)
"""States that a reader has to look at."""
_ORDER = {"failed": 0, "unclear": 1, "read": 2, "converted": 2, "ok": 2}
"""In which order a first look shows them."""

_FIRST = 12
"""KPIs of a first look: with the counts below them they fill about one screen."""
_FIRST_TITLES = 3
_FIRST_QUESTIONS = 3


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
    most = None if everything or failed else _FIRST
    if fields:
        yield from _fields(fields, failed=failed, most=most)
    else:
        yield from _kpis(data, evidence=evidence, failed=failed, values=width >= _ROOMY, most=most)
    if most is not None:
        yield from _first_look(data)
        return
    if not failed:
        for kind, word in ITEM_KINDS.items():
            if data.get(kind):
                yield _items(word, data[kind], evidence=evidence)
    yield from _open_questions(data)


def _plain(text: str | None, style: str = "") -> Text:
    """Text that is shown as it is: no markup, no control characters, on one line."""
    from rich.text import Text

    return Text(harmless(" ".join((text or "").split())), style=style)


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
        _plain(listed_title(document) or document["name"], "bold"),
        _plain(" · ".join(fact for fact in facts if fact), "dim"),
        Text.assemble(
            *_standing(data),
            "收录 ",
            _share(coverage["captured"], coverage["numbers"]),
            f" {coverage['captured']}/{coverage['numbers']}",
        ),
    ]
    lines += [_plain(f"注意：{text}", "yellow") for text in warning_texts(document)]
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
        lines = [Text.assemble((f"{part.word} ", "bold"), _plain(part.line)) for part in parts]
        yield Text("\n").join([*lines, Text("")])


def _share(part: int, whole: int) -> tuple[str, str]:
    if not whole:
        return "—", ""
    # Rounded down: 100% must mean all.
    return f"{int(1000 * part / whole) / 10:g}%", "bold green" if part == whole else "bold yellow"


def _table(title: str) -> Table:
    from rich import box
    from rich.table import Table

    return Table(
        title=title,
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        expand=True,
    )


def _kpis(
    data: Mapping[str, Any], *, evidence: bool, failed: bool, values: bool, most: int | None
) -> Iterator[RenderableType]:
    numbered = enumerate(data.get("kpis", ()), start=1)
    wanted = [(number, kpi) for number, kpi in numbered if not failed or state_of_kpi(kpi) in _OPEN]
    shown = wanted if most is None else sorted(wanted, key=lambda row: _ORDER[state_of_kpi(row[1])])[:most]
    table = _table(f"指标 {len(wanted)}")
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
        words = _plain(kpi["indicator"])
        for line in doubt_lines(kpi) if state in _OPEN else ():
            words.append("\n").append_text(_plain(line, _REASONS[state]))
        if evidence:
            words.append("\n").append_text(_quote(kpi, _STYLES[state]))
        table.add_row(
            str(number),
            words,
            _plain(kpi["text"]),
            *([_plain(f"{number_text(kpi['value'])} {kpi['unit']}")] if values else []),
            STATUSES[kpi["status"]],
            _plain(period_text(kpi["period"])),
            _plain(f"{SIGNS[state]} {verdict_of_kpi(kpi)}", _STYLES[state]),
        )
    yield table
    yield from _more(len(wanted) - len(shown), "个指标")


def _verdict(verdict: str) -> Text:
    state = state_of(verdict)
    return _plain(f"{SIGNS[state]} {VERDICTS[verdict]}", _STYLES[state])


def _first(
    rows: Sequence[tuple[int, Mapping[str, Any]]], most: int | None
) -> Sequence[tuple[int, Mapping[str, Any]]]:
    """The rows of a first look: what failed comes before what passed, each in its order."""
    if most is None:
        return rows
    return sorted(rows, key=lambda row: row[1]["verdict"] in {*PASSING, ""})[:most]


def _more(count: int, what: str) -> Iterator[RenderableType]:
    if count:
        yield _plain(f"… 另有 {count} {what}，用 --all 全部显示", "dim")


def _fields(fields: list[dict[str, Any]], *, failed: bool, most: int | None) -> Iterator[RenderableType]:
    """The fields of a schema of one's own."""
    numbered = list(enumerate(fields, start=1))
    wanted = [row for row in numbered if not failed or row[1]["verdict"] not in {*PASSING, ""}]
    shown = _first(wanted, most)
    table = _table(f"字段 {len(wanted)}")
    table.add_column("字段", ratio=2, overflow="fold", style="dim")
    table.add_column("内容", ratio=3, overflow="fold")
    table.add_column("核对", no_wrap=True)
    for _, entry in shown:
        words = _plain(entry["value"])
        if entry["reason"]:
            words.append("\n").append_text(_plain(entry["reason"], _REASONS[state_of(entry["verdict"])]))
        table.add_row(_plain(entry["path"]), words, _verdict(entry["verdict"]) if entry["verdict"] else "")
    yield table
    yield from _more(len(wanted) - len(shown), "个字段")


def _first_look(data: Mapping[str, Any]) -> Iterator[RenderableType]:
    """One line each for the items, for what was not captured and for arithmetic that does not come out."""
    from rich.table import Table

    unread = _unread(data)
    lines = [
        ("" if place else f"模型没有读成 {len(unread)}", f"{heading}：{reason}", "yellow")
        for place, (heading, reason) in enumerate(unread[:_FIRST_QUESTIONS])
    ]
    if len(unread) > _FIRST_QUESTIONS:
        lines.append(("", f"… 另有 {len(unread) - _FIRST_QUESTIONS} 段", "yellow"))
    for kind, word in ITEM_KINDS.items():
        items = data.get(kind) or ()
        if items:
            titles = "；".join(item["title"] for item in items[:_FIRST_TITLES])
            more = " …" if len(items) > _FIRST_TITLES else ""
            lines.append((f"{word} {len(items)}", f"{titles}{more}", "dim"))
    missing = [number for number in data["verification"]["coverage"]["all"] if not number["captured"]]
    if missing:
        numbers = "、".join(number["text"] for number in missing[:_FIRST])
        lines.append((f"未收录 {len(missing)}", numbers + (" …" if len(missing) > _FIRST else ""), "yellow"))
    wrong = [relation for relation in data["consistency"] if relation["verdict"] == "inconsistent"]
    lines += [
        ("" if place else f"算不通 {len(wrong)}", f"{one['relation']}：{one['recomputation']}", "yellow")
        for place, one in enumerate(wrong[:_FIRST_QUESTIONS])
    ]
    table = Table.grid(padding=(0, 2), expand=True)
    table.add_column(no_wrap=True, style="bold")
    table.add_column(no_wrap=True, overflow="ellipsis", ratio=1)
    for head, words, style in lines:
        table.add_row(head, _plain(words, style))
    yield table
    yield _plain("")


def _quote(kpi: Mapping[str, Any], style: str) -> Text:
    """The evidence with the number in the colour of its verdict."""
    from rich.text import Text

    quote = kpi["evidence"]
    start, end = kpi["start"] - quote["start"], kpi["end"] - quote["start"]
    if not 0 <= start < end <= len(quote["text"]):
        return _plain(quote["text"], "dim")
    before, after = quote["text"][:start].lstrip(), quote["text"][end:].rstrip()
    return Text.assemble(_plain(before, "dim"), _plain(quote["text"][start:end], style), _plain(after, "dim"))


def _items(word: str, items: list[Mapping[str, Any]], *, evidence: bool) -> RenderableType:
    table = _table(f"{word} {len(items)}")
    table.add_column("#", justify="right", style="dim", no_wrap=True)
    table.add_column("标题", ratio=2, overflow="fold")
    table.add_column("内容", ratio=3, overflow="fold", style="dim")
    for number, item in enumerate(items, start=1):
        text = " ".join(quote["text"] for quote in item["evidence"]) if evidence else item["detail"]
        table.add_row(str(number), _plain(item["title"]), _plain(text))
    return table


def _unread(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Heading and reason of every passage the model could not be made to read."""
    return [
        (part["heading"] or "（没有标题的一段）", " ".join(part["reason"].split()))
        for part in data["run"].get("unread", ())
    ]


def _open_questions(data: Mapping[str, Any]) -> Iterator[RenderableType]:
    unread = _unread(data)
    if unread:
        table = _table(f"模型没有读成的段落 {len(unread)}")
        table.add_column("段落", ratio=1, overflow="fold", style="bold yellow")
        table.add_column("原因", ratio=1, overflow="fold")
        for heading, reason in unread:
            table.add_row(_plain(heading), _plain(reason))
        yield table
    missing = [number for number in data["verification"]["coverage"]["all"] if not number["captured"]]
    wrong = [relation for relation in data["consistency"] if relation["verdict"] == "inconsistent"]
    if missing:
        table = _table(f"未收录的数字 {len(missing)}")
        table.add_column("原文", no_wrap=True, style="bold yellow")
        table.add_column("说的是", ratio=1, overflow="fold")
        table.add_column("原句", ratio=3, overflow="fold", style="dim")
        for number in missing:
            table.add_row(_plain(number["text"]), _plain(number["indicator"]), _plain(number["sentence"]))
        yield table
    if wrong:
        table = _table(f"原文算不通 {len(wrong)}")
        table.add_column("关系", ratio=1, overflow="fold")
        table.add_column("重算", ratio=1, overflow="fold", style="yellow")
        for relation in wrong:
            table.add_row(_plain(relation["relation"]), _plain(relation["recomputation"]))
        yield table
