"""The units that a table prints: in a heading, in a line above it, in a column of their own."""

from __future__ import annotations

import re
from functools import lru_cache

from policysum.lexicon import table

__all__ = ["count_unit", "is_unit", "is_unit_line", "says_count", "split_unit", "unit_in", "units_of"]

_UNIT_IN_HEADING = re.compile(r"\s?[（(]([^（()）]{1,12})[)）]$")
_PERCENT_HEADING = re.compile(r"(?<=[\u4e00-\u9fff±])\s?([%％‰])$")
_SAYS_UNIT = table("table_words").word("says_unit")
_UNIT_LINE = table("table_words").compiled(
    rf"(?:{{counting}})?{_SAYS_UNIT[0]}\s{{0,4}}{_SAYS_UNIT[1]}\s?[:：{{=unit_is}}]\s?("
    r"[^\s（()）；;。]{1,16}(?:\s?[、，,/／]\s?[^\s（()）；;。]{1,8})*+)"
)
_COUNTS = {row.word: row.value for row in table("table_words").of("count_heading")}
_COUNT_END = table("table_words").compiled("(?:{count_heading})$")
_LONGEST_UNIT_LINE = 40
_CHOICE = re.compile(r"\s?[、，,]\s?")


def unit_in(line: str) -> str:
    """What a line above a table says of its unit: 单位：万元."""
    found = _UNIT_LINE.search(line[:200]) if _SAYS_UNIT[1] in line[:200] else None
    if found is None:
        return ""
    units = [part for part in _CHOICE.split(found.group(1).strip()) if is_unit(part)]
    return "、".join(units)


def is_unit_line(line: str) -> bool:
    """Whether a line says nothing but the unit of what stands below it."""
    found = _UNIT_LINE.search(line) if len(line) <= _LONGEST_UNIT_LINE else None
    return found is not None and not (line[: found.start()] + line[found.end() :]).strip(" \u3000()（）；;。")


def units_of(said: str) -> list[str]:
    """The units that a line names: 亿元、%."""
    return _CHOICE.split(said)


def split_unit(text: str) -> tuple[str, str]:
    """A heading without the unit behind it, and the unit."""
    found = _UNIT_IN_HEADING.search(text)
    if found:
        said = found.group(1).removeprefix(_SAYS_UNIT).lstrip(":：±＋+- ")
        if is_unit(said):
            return text[: found.start()], said
    percent = _PERCENT_HEADING.search(text)
    if percent:
        return text[: percent.start()], percent.group(1)
    return text, ""


def says_count(head: str) -> bool:
    """Whether a heading says that counts stand below it: 本年制发件数, 处理决定数量."""
    return _COUNT_END.search(head) is not None


def count_unit(head: str) -> str:
    """The measure word that a heading of counts has in it, if it has one."""
    found = _COUNT_END.search(head)
    return _COUNTS[found.group()] if found else ""


@lru_cache(maxsize=4096)
def is_unit(text: str) -> bool:
    """Whether a number before it makes it a unit."""
    from policysum.quantity.reader import read

    found = read(f"1{text}") if text and not (text[0].isdigit() or text[0] in "(（") else []
    return len(found) == 1 and found[0].end == len(text) + 1 and bool(found[0].unit)
