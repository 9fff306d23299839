"""Numbered and unnumbered headings: what marks them, and where their titles end."""

from __future__ import annotations

import re
from typing import NamedTuple

from policysum.document.numerals import NUMERAL, chinese_number
from policysum.lexicon import table

__all__ = ["FIRST_LETTERS", "STRONG", "Marker", "Style", "marker_at", "marker_of", "title_end"]

STRONG = "**"
"""What Markdown sets around words that stand out."""


class Style:
    """How a heading is marked; a smaller rank stands further out."""

    PART = 0  # 第一部分
    CHINESE = 1  # 一、
    PLAIN = 2  # a short line of its own without a number
    BRACKETED = 3  # （一）
    NUMBER = 4  # 1、 1.
    SUBNUMBER = 5  # (1) ①
    DASH = 6  # ——综合实力显著增强。
    LEAD = 7  # a paragraph whose first short sentence is its title
    CLAUSE = 8  # 一是 一要 第一， 首先，


class Marker(NamedTuple):
    """One heading mark: where it stands, its style and number."""

    start: int
    end: int
    style: int
    number: int
    text: str
    family: str = ""
    doubtful: bool = False


_WORDS = table("heading_marks")
_N = NUMERAL
_NUMERAL = re.compile(NUMERAL)
_DIGIT_RUN = re.compile(r"\d+")
FIRST_LETTERS = "".join(row.word[0] for row in _WORDS.of("order"))
_AT_LINE = _WORDS.compiled(
    rf"(?P<part>{{signs.ordinal}}{_N}{{part}}[、，:：\s]?\s*)"
    rf"|(?P<bracketed>[（(〔〈\[]\s?{_N}\s?[)）〕\]][、，,.]?\s?)"
    rf"|(?P<noopen>{_N}[)）]、?\s?)"
    rf"|(?P<noclose>[（(]{_N}(?=[\u4e00-\u9fff]))"
    rf"|(?P<chinese>{_N}\s?[、．.，,:：]\s?)"
    rf"|(?P<clause>{_N}{{clause}}[，,：:]?)"
    rf"|(?P<nth>{{signs.ordinal}}{_N}[，,、：:]|{{order}}[，,：:])"
    r"|(?P<number>(?:\d{1,2}|[０-９]{1,2})\s?(?:[、．。]\s?|[.](?![\d０-９])\s*))"
    r"|(?P<subnumber>[（(]\s?\d{1,2}\s?[)）][、.]?\s?|\d{1,2}[)）]\s?|[①-⑳]、?\s?)"
    r"|(?P<dash>[—–\-－]{2,6}\s?(?=[\u4e00-\u9fff“]))"
    r"|(?P<bullet>[●■◆▲★•·※○◇□►▪][ \u3000]?|[*+\-] +)"
)
_MAY_OPEN = frozenset(
    _WORDS.form(f"{{=numerals.digit|numerals.ten|signs.ordinal}}{FIRST_LETTERS}（(〔〈[—–-－●■◆▲★•·※○◇□►▪*+#")
)
"""What marks begin with, besides digits: most lines begin otherwise."""
_HASHES = re.compile(r"(?:\#{1,6}[ \t]+|\*\*(?=\S))")  # headings of Markdown
_STYLE = {
    "part": Style.PART,
    "chinese": Style.CHINESE,
    "bracketed": Style.BRACKETED,
    "noopen": Style.BRACKETED,
    "noclose": Style.BRACKETED,
    "number": Style.NUMBER,
    "subnumber": Style.SUBNUMBER,
    "dash": Style.DASH,
    "bullet": Style.DASH,
    "clause": Style.CLAUSE,
    "nth": Style.CLAUSE,
}
_ORDER = {row.word[0]: int(row.value) for row in _WORDS.of("order")}  # 最后 closes a list of any length


def _number(kind: str, text: str) -> int:
    if kind in {"number", "subnumber"}:
        digits = _DIGIT_RUN.search(text)
        return int(digits.group()) if digits else ord(text[0]) - ord("①") + 1
    if kind in {"dash", "bullet"}:
        return 0
    if text[0] in _ORDER:
        return _ORDER[text[0]]
    numeral = _NUMERAL.search(text)
    return chinese_number(numeral.group()) if numeral else 0


def marker_of(match: re.Match[str]) -> Marker | None:
    """The mark that a pattern found, its last group being the kind."""
    kind = match.lastgroup or ""
    text = match.group()
    number = _number(kind, text)
    if number == 0 and kind not in {"dash", "bullet"} and text[0] not in _ORDER:
        return None
    family = text.rstrip("，,：:")[-1] if kind == "clause" else kind
    return Marker(
        match.start(), match.end(), _STYLE[kind], number, text.strip(), family, kind in {"noopen", "noclose"}
    )


def marker_at(source: str, start: int, end: int) -> Marker | None:
    """The mark a line begins with, if any."""
    if start >= end or (source[start] not in _MAY_OPEN and not source[start].isdigit()):
        return None
    hashes = _HASHES.match(source, start, end)
    match = _AT_LINE.match(source, hashes.end() if hashes else start, end)
    if match is None or (hashes and match.lastgroup in {"bullet", "dash"}):
        return Marker(start, hashes.end(), Style.PLAIN, 0, "", "plain") if hashes else None
    found = marker_of(match)
    return found._replace(start=start) if found and hashes else found


_SENTENCE_END = re.compile("[。！？；!?;]")
_COMMA = re.compile(r"(?<!\d)[，,]|[，,](?!\d{3}(?!\d))")  # not that of 12,789
_DIGITS = re.compile(r"\d")
_COLON = re.compile("[：:]")
_NUMBER_BEFORE = _WORDS.compiled(r"(?<![\d.,])\d[\d.,]*+{numerals.multiplier}?$")
_LONGEST_NUMBER = 16
# Words that open a sentence where a heading has run into it without a stop.
_OPENERS = _WORDS.compiled("{opener}")


# A heading that ran into its first sentence, which begins with a year or the next mark: 2024年工作回顾2024年是….
_GLUED = _WORDS.compiled(
    rf"(?:19|20)\d\d{{signs.year}}[^，。；]{{0,16}}?{{head}}(?=\s?(?:19|20)\d\d{{signs.year}})|{{head}}(?=\s?[（(]{_N}[)）])"
)
_GLUE = re.compile("[12（(]")
"""What nothing is glued to a heading without."""


def title_end(source: str, start: int, end: int) -> int:
    """Where the title of a heading that begins at `start` ends: its stop, or the best guess where it has none."""
    limit = min(end, start + 400)
    if stop := _SENTENCE_END.search(source, start, limit):
        limit = stop.start()
    elif limit > start and source[limit - 1] == "\n":
        limit -= 1
    near = min(limit, start + 40)
    if _GLUE.search(source, start, near) and (glued := _GLUED.search(source, start, near)):
        return glued.end()
    colon = _COLON.search(source, start, min(limit, start + 24))
    if colon and limit - start > 24:
        return colon.start()
    comma = _COMMA.search(source, start, limit)
    second = _COMMA.search(source, comma.end(), limit) if comma else None
    # One sentence that is the whole unit, or that goes on to figures, holds its title and its matter.
    whole = (
        second is not None
        and second.start() < start + 80
        and (limit >= end - 1 or _DIGITS.search(source, second.start(), limit) is not None)
    )
    if limit - start <= 46 and not whole:
        return limit
    if comma is None:
        return min(limit, _before_number(source, start + 40))
    clause_end = second.start() if second else limit
    opener = _OPENERS.search(source, comma.end() + 5, clause_end)
    if opener and opener.start() - start <= 40:
        return opener.start()
    return comma.start() if comma.start() - start <= 46 else _before_number(source, start + 40)


def _before_number(source: str, at: int) -> int:
    """A place to cut a title that parts no number from its rest or unit: 支出4 is nothing of 支出408万元."""
    number = _NUMBER_BEFORE.search(source, max(0, at - _LONGEST_NUMBER), at)
    return number.start() if number else at
