"""Which lines of a page one title of several lines consists of."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from policysum.document.numerals import CHINESE_YEAR
from policysum.document.title_forms import (
    ADDRESSEE,
    DOCUMENT_NUMBER,
    OFFICE_LINE,
    PROSE,
    SPEAKER,
    SUBTITLE,
    TITLE_END,
)
from policysum.lexicon import Phrase, table
from policysum.quantity.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["ABOUT", "TITLE_YEAR", "WAITS", "may_be_title", "names_office", "next_line", "whole_title"]

_MOST_LINES = 5
_LONGEST_TITLE = 140
_LONGEST_MIDDLE = 40
_LONG, _CLAUSES = 60, 3  # characters and clauses from which a line is prose
_CLAUSE = re.compile("[，,]")
_SHORTEST_MATTER = 4  # characters behind 关于 that are a subject: 关于我们 is a button
_WORDS = table("title_words")
ABOUT = _WORDS.word("about")
TITLE_YEAR = _WORDS.compiled(rf"(?:19|20)\d\d|{CHINESE_YEAR}{{signs.year}}")
# The name of an office of which the beginning stands in the line above: 资源局2024年度部门决算.
_OFFICE_WITHIN = Phrase(
    "office_words",
    r"(?:(?:19|20)\d\d{signs.year}{year_words.of_year}?)?[\u4e00-\u9fff]{2,8}?{place}[\u4e00-\u9fff]{1,12}?{office}",
)
_DATE = rf"(?:(?:19|20)\d\d|{CHINESE_YEAR}){{signs.year}}{{year_words.of_year}}?"
# The first line of a title whose second one has neither: 2025年云溪市, 云溪市2025年度.
_DATED_PLACE = table("office_words").compiled(
    rf"{_DATE}[\u4e00-\u9fff]{{2,10}}{{place}}|[\u4e00-\u9fff]{{2,10}}{{place}}{_DATE}"
)
_DATED_COVER = _WORDS.compiled(_DATE)
_REST_OF_OFFICE = table("office_words").compiled(
    rf"[\u4e00-\u9fff]{{1,3}}{{office_end}}(?=\d|{{title_words.about}}|$|{CHINESE_YEAR})"
)
_BARE = _WORDS.compiled("{bare}")
WAITS = _WORDS.compiled("{signs.of}{waits}$")
_OF_MENU = re.compile(r"[-*•·]\s\S{1,10}")
_QUOTED = re.compile("《[^《》]*》")
_BRACKETS = re.compile("[（(][^（()）]{1,12}[)）]$")
_HAN = re.compile(r"[\u4e00-\u9fff、（）()]{2,30}$")
_HAN_CHARACTER = re.compile(r"[\u4e00-\u9fff]")
_CLOSED_BY = {"《": "》", "（": "）", "(": ")", "“": "”", "〔": "〕"}


def may_be_title(source: str, lines: Sequence[Span], kinds: Sequence[str | None], number: int) -> bool:
    """Whether a line may be one of a title."""
    line = lines[number]
    if kinds[number] not in {None, "attachment"} or not 0 < line.end - line.start <= _LONGEST_TITLE:
        return False
    text = source[line.start : line.end]
    if text[0] == "|" or _OF_MENU.fullmatch(text):
        return False  # a row of a table, an entry of a menu
    if len(text) > _LONG and len(_CLAUSE.findall(text)) >= _CLAUSES:
        return False
    if not _HAN_CHARACTER.search(text) or "".join(text.split()) in _WORDS.words("no_title"):
        return False
    return not any(form.match(text) for form in (SUBTITLE, SPEAKER, ADDRESSEE, DOCUMENT_NUMBER))


def whole_title(
    source: str, lines: Sequence[Span], kinds: Sequence[str | None], first: int, number: int
) -> Span:
    """The title that a line belongs to: the office or the beginning above it, the rest of it below."""
    start, end = lines[number]
    taken, highest = 1, source[start:end]
    above = next_line(lines, kinds, number, -1)
    while above is not None and taken < _MOST_LINES and may_be_title(source, lines, kinds, above):
        line = lines[above]
        opens = next_line(lines, kinds, above, -1) is None and above == _first_text(lines)
        text = "".join(source[start:end].split())
        if (
            not _carries_on(source[line.start : line.end], text, opens=opens)
            and not _is_middle(source, lines, kinds, above, text)
            and not _puts_out_too(source[line.start : line.end], highest)
        ):
            break
        start, taken, highest = line.start, taken + 1, source[line.start : line.end]
        above = next_line(lines, kinds, above, -1)
    below = next_line(lines, kinds, number, 1)
    while (
        below is not None
        and below < first
        and taken < _MOST_LINES
        and may_be_title(source, lines, kinds, below)
    ):
        line = lines[below]
        text = source[line.start : line.end]
        if len(text) > 40 or not (_words()["goes_on"].match(text) or _is_open(source[start:end])):
            break
        end, taken = line.end, taken + 1
        below = next_line(lines, kinds, below, 1)
    return Span(start, end)


def _is_middle(
    source: str, lines: Sequence[Span], kinds: Sequence[str | None], number: int, text: str
) -> bool:
    """Whether a line is the middle of a title: …关于印发 / 云溪县城乡供水一体化 / 建设方案的通知."""
    above = next_line(lines, kinds, number, -1)
    if (
        above is None
        or not WAITS.search(_BRACKETS.sub("", text))
        or _words()["matter"].search(_QUOTED.sub("", text))
    ):
        return False
    line, middle = (source[lines[at].start : lines[at].end] for at in (above, number))
    return (
        len(middle) < _LONGEST_MIDDLE
        and not PROSE.search(middle)
        and not TITLE_END.search(middle)
        and (
            _words()["unfinished"].search(line) is not None
            or (_words()["matter"].search(line) is not None and not WAITS.search(line))
        )
    )


def next_line(lines: Sequence[Span], kinds: Sequence[str | None], number: int, step: int) -> int | None:
    """The next line with a text, up or down, if nothing else of the page stands between."""
    at = number + step
    while 0 <= at < len(lines) and kinds[at] == "blank":
        at += step
    return at if 0 <= at < len(lines) and kinds[at] is None else None


def _first_text(lines: Sequence[Span]) -> int | None:
    return next((n for n, line in enumerate(lines) if line.end > line.start), None)


def _carries_on(above: str, text: str, *, opens: bool) -> bool:
    """Whether a title that stands in `text` begins in the line above.

    Args:
        above: the line.
        text: the title as far as it is known.
        opens: whether the line is the first of the file, as on a cover.
    """
    if len(above) >= 60 or PROSE.search(above):
        return False
    if _is_open(above) or _words()["goes_on"].match(text):
        return True
    if OFFICE_LINE.match(above) and not OFFICE_LINE.match(text):
        return not text.startswith(above[:4]) and not names_office(text)
    if TITLE_END.search(above):
        return WAITS.search(above) is None and _lacks_matter(above, text)
    if opens and _HAN.match(above) and _REST_OF_OFFICE.match(text):
        return True
    # 资源局 / 2024年度部门决算: its beginning stands one line higher; …的通知 waits for what it is about.
    return (
        bool(_REST_OF_OFFICE.fullmatch(above) and TITLE_YEAR.match(text))
        or _lacks_matter(above, text)
        or _is_subject(above, text)
        # 水务局2024年度信息公开工作 / 年度报告: the second line names a paper and nothing that it is of
        or (_BARE.fullmatch(text) is not None and TITLE_YEAR.search(above) is not None)
        or (TITLE_YEAR.search(text) is None and (_dates(above, opens=opens) or _dates_office(above)))
    )


def _puts_out_too(above: str, office: str) -> bool:
    """Whether a line is another office in front of one that fills a line as well; a government alone is whose site it is."""
    governments = table("office_words").words("government")
    return (
        OFFICE_LINE.match(above) is not None
        and OFFICE_LINE.match(office) is not None
        and above != office
        and not above.endswith(governments)
    )


def _is_subject(above: str, text: str) -> bool:
    """Whether a line says what a paper is about, and the next one what paper: …关于深化供水 / 改革的若干措施."""
    matter = above.partition(ABOUT)[2]
    own = _QUOTED.sub("", text)
    return len(matter) >= _SHORTEST_MATTER and ABOUT not in own and TITLE_END.search(own) is not None


def _dates(above: str, *, opens: bool) -> bool:
    """Whether a line is the year that a paper is of, with a place, or alone on a cover."""
    line = "".join(above.split())
    return bool(_DATED_PLACE.fullmatch(line) or (opens and _DATED_COVER.fullmatch(line)))


def _dates_office(above: str) -> bool:
    """Whether a line is a year and the office whose paper of that year the next line names: 2018年度云溪县水务局 / 部门预算说明."""
    named = _OFFICE_WITHIN.match(above)
    return named is not None and named.end() == len(above) and TITLE_YEAR.match(above) is not None


def names_office(text: str) -> bool:
    """Whether a title says by itself whose it is, behind its year perhaps: 2023年度云溪县水务局部门决算."""
    return not text.startswith(ABOUT) and _OFFICE_WITHIN.match(text) is not None


def _lacks_matter(above: str, text: str) -> bool:
    """Whether a title that ends in …的通知 lacks what it is about, and the line above has it."""
    matter = _words()["matter"]
    own = _QUOTED.sub("", text)
    return bool(WAITS.search(_BRACKETS.sub("", text)) and not matter.search(own) and matter.search(above))


def _is_open(text: str) -> bool:
    """Whether a line cannot be the end of a title: a bracket stands open, or a word waits for another."""
    if any(text.count(opening) > text.count(closing) for opening, closing in _CLOSED_BY.items()):
        return True
    return _words()["unfinished"].search(text) is not None


@cache
def _words() -> dict[str, re.Pattern[str]]:
    words = table("title_words")
    return {
        "goes_on": re.compile(words.alternation("goes_on")),
        "unfinished": re.compile(rf"(?:{words.alternation('unfinished')})$"),
        "matter": re.compile(words.alternation("matter")),
    }
