"""Parts of the terminal's view: plain text, a table with its title, and what a reader has to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from policysum.harmless import harmless
from policysum.views import ITEM_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

__all__ = ["FIRST", "first_look", "open_questions", "plain", "titled"]

FIRST = 12
"""KPIs of a first look: with the counts below them they fill about one screen."""
_FIRST_TITLES = 3
_FIRST_QUESTIONS = 3


def plain(text: str | None, style: str = "") -> Text:
    """Text that is shown as it is: no markup, no control characters, on one line."""
    from rich.text import Text

    return Text(harmless(" ".join((text or "").split())), style=style)


def titled(title: str) -> Table:
    """An empty table under its title."""
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


def first_look(data: Mapping[str, Any]) -> Iterator[RenderableType]:
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
        numbers = "、".join(number["text"] for number in missing[:FIRST])
        lines.append((f"未收录 {len(missing)}", numbers + (" …" if len(missing) > FIRST else ""), "yellow"))
    wrong = [relation for relation in data["consistency"] if relation["verdict"] == "inconsistent"]
    lines += [
        ("" if place else f"算不通 {len(wrong)}", f"{one['relation']}：{one['recomputation']}", "yellow")
        for place, one in enumerate(wrong[:_FIRST_QUESTIONS])
    ]
    table = Table.grid(padding=(0, 2), expand=True)
    table.add_column(no_wrap=True, style="bold")
    table.add_column(no_wrap=True, overflow="ellipsis", ratio=1)
    for head, words, style in lines:
        table.add_row(head, plain(words, style))
    yield table
    yield plain("")


def _unread(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Heading and reason of every passage the model could not be made to read."""
    return [
        (part["heading"] or "（没有标题的一段）", " ".join(part["reason"].split()))
        for part in data["run"].get("unread", ())
    ]


def open_questions(data: Mapping[str, Any]) -> Iterator[RenderableType]:
    """What a reader has to look at: unread passages, figures left out, arithmetic that does not come out."""
    unread = _unread(data)
    if unread:
        table = titled(f"模型没有读成的段落 {len(unread)}")
        table.add_column("段落", ratio=1, overflow="fold", style="bold yellow")
        table.add_column("原因", ratio=1, overflow="fold")
        for heading, reason in unread:
            table.add_row(plain(heading), plain(reason))
        yield table
    missing = [number for number in data["verification"]["coverage"]["all"] if not number["captured"]]
    wrong = [relation for relation in data["consistency"] if relation["verdict"] == "inconsistent"]
    if missing:
        table = titled(f"未收录的数字 {len(missing)}")
        table.add_column("原文", no_wrap=True, style="bold yellow")
        table.add_column("说的是", ratio=1, overflow="fold")
        table.add_column("原句", ratio=3, overflow="fold", style="dim")
        for number in missing:
            table.add_row(plain(number["text"]), plain(number["indicator"]), plain(number["sentence"]))
        yield table
    if wrong:
        table = titled(f"原文算不通 {len(wrong)}")
        table.add_column("关系", ratio=1, overflow="fold")
        table.add_column("重算", ratio=1, overflow="fold", style="yellow")
        for relation in wrong:
            table.add_row(plain(relation["relation"]), plain(relation["recomputation"]))
        yield table
