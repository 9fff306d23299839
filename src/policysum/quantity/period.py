"""Which time a number speaks of: dates of its clause, words such as 目前, the period of the report."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policysum.quantity.model import Kind, Quantity

__all__ = ["Clock", "spoken"]

_WORDS = re.compile(
    r"截至目前|截止目前|目前|至今|今年以来|去年以来|近[一二三四五六七八九十两]+年|五年来|过去五年|五年|今年|本年|明年|去年|上年|全年|年内|"
    r"上半年|下半年|同期|一年来|年底|年末|未来[一二三四五六七八九十两]+年"
)
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Clock:
    """The periods a report covers and plans for."""

    period: str | None = None
    plan: str | None = None

    @property
    def year(self) -> int | None:
        """The year that 今年 means."""
        found = _YEAR.findall(self.period or "")
        return int(found[-1]) if found else None

    @property
    def now(self) -> str | None:
        """What 目前 means: the end of the covered period."""
        if not self.period:
            return None
        end = self.period.rsplit("/", 1)[-1].removeprefix("as_of:")
        if end.endswith("H1"):
            return f"as_of:{end[:4]}-06"
        if len(end) == 4 or end.endswith("H2"):
            return f"as_of:{end[:4]}-12"
        return f"as_of:{end}"

    def resolve(self, word: str, *, plan: bool) -> str | None:
        """The period that a word such as 去年 stands for."""
        year = self.year
        if plan and self.plan:
            found = _YEAR.findall(self.plan)
            year = int(found[-1]) if found else year
        if year is None:
            return None
        if word in {"目前", "截至目前", "截止目前"}:
            return self.now
        if word in {"去年", "上年", "同期", "去年以来"}:
            return str(year - 1)
        if word == "明年":
            return str(year + 1)
        if word == "上半年":
            return f"{year}H1"
        if word == "下半年":
            return f"{year}H2"
        if word in {"全年", "今年", "本年", "年内", "年底", "年末"}:
            return str(year)
        if word == "今年以来":
            return self.period
        return None


def spoken(text: str, start: int, end: int, dates: list[Quantity]) -> list[tuple[int, str, str]]:
    """Every expression of time in a range: where it starts, its words, and its date if it is one."""
    found = [(match.start(), match.group(), "") for match in _WORDS.finditer(text, start, end)]
    found += [(item.start, item.text, str(item.value)) for item in dates if item.kind is Kind.DATE]
    found.sort()
    return found
