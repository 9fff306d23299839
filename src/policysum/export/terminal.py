"""A result in the terminal: tables coloured by verdict, in columns that fit Chinese."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from policysum.views import ITEM_KINDS, PASSING, STATUSES, VERDICTS, number_text, period_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

__all__ = ["terminal_view"]

# A report could carry escape sequences that move the cursor or rewrite the screen.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_ROOMY = 100  # columns from which there is room for the normalised values
_STYLES = {"supported": "green", "converted": "cyan", "rounded": "cyan"}
_FAILED = "bold red"
_SIGNS = {"supported": "✓", "converted": "≈", "rounded": "≈"}


def terminal_view(
    data: Mapping[str, Any], *, evidence: bool = False, failed: bool = False, width: int = 120
) -> Iterator[RenderableType]:
    """The parts of a result, top to bottom, as `rich` prints them.

    Args:
        data: a result in its JSON form.
        evidence: show the sentence under every KPI and item.
        failed: show only what did not pass or was not captured.
        width: columns of the terminal; a narrow one goes without the normalised values.
    """
    yield _head(data)
    yield _kpis(data, evidence=evidence, failed=failed, values=width >= _ROOMY)
    if not failed:
        for kind, word in ITEM_KINDS.items():
            if data.get(kind):
                yield _items(word, data[kind], evidence=evidence)
    yield from _open_questions(data)


def _plain(text: str | None, style: str = "") -> Text:
    """Text that is shown as it is: no markup, no control characters, on one line."""
    from rich.text import Text

    return Text(_CONTROL.sub("�", " ".join((text or "").split())), style=style)


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
        _plain(document["title"] or document["name"], "bold"),
        _plain(" · ".join(fact for fact in facts if fact), "dim"),
        Text.assemble(
            "核对通过 ",
            _share(verification["passed"], verification["checked"]),
            f" {verification['passed']}/{verification['checked']}   收录 ",
            _share(coverage["captured"], coverage["numbers"]),
            f" {coverage['captured']}/{coverage['numbers']}",
        ),
    ]
    return Text("\n").join(lines)


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


def _kpis(data: Mapping[str, Any], *, evidence: bool, failed: bool, values: bool) -> RenderableType:
    numbered = enumerate(data.get("kpis", ()), start=1)
    shown = [(number, kpi) for number, kpi in numbered if not failed or kpi["verdict"] not in PASSING]
    table = _table(f"指标 {len(shown)}")
    table.add_column("#", justify="right", style="dim", no_wrap=True)
    table.add_column("指标", ratio=1, overflow="fold")
    table.add_column("原文", no_wrap=True, style="bold")
    if values:
        table.add_column("数值", justify="right", no_wrap=True)
    table.add_column("性质", no_wrap=True)
    table.add_column("时期", no_wrap=True)
    table.add_column("核对", no_wrap=True)
    for number, kpi in shown:
        verdict = kpi["verdict"]
        style = _STYLES.get(verdict, _FAILED)
        words = _plain(kpi["indicator"])
        if kpi["reason"] and verdict not in PASSING:
            words.append("\n").append_text(_plain(kpi["reason"], "red"))
        if evidence:
            words.append("\n").append_text(_quote(kpi, style))
        table.add_row(
            str(number),
            words,
            _plain(kpi["text"]),
            *([_plain(f"{number_text(kpi['value'])} {kpi['unit']}")] if values else []),
            STATUSES[kpi["status"]],
            _plain(period_text(kpi["period"])),
            _plain(f"{_SIGNS.get(verdict, '✗')} {VERDICTS[verdict]}", style),
        )
    return table


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


def _open_questions(data: Mapping[str, Any]) -> Iterator[RenderableType]:
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
