"""The title of a report: the lines above its body that make up one heading, or what the page's own field says."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from policysum.document.line_kinds import SALUTATION
from policysum.document.numerals import CHINESE_YEAR, NUMERAL, joined
from policysum.document.spam import without_spam
from policysum.document.title_forms import (
    ADDRESSEE,
    DOCUMENT_NUMBER,
    OFFICE_LINE,
    PROSE,
    SPEAKER,
    STRONG_TITLE,
    SUBTITLE,
    SUFFIX,
    TITLE_END,
    TITLE_WORDS,
    says_again,
    without_suffix,
)
from policysum.lexicon import Phrase, table
from policysum.quantity.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["FoundTitle", "find_title"]

_MOST_LINES = 5
_LONGEST_TITLE = 140
_LONGEST_MIDDLE = 40
_LONG, _CLAUSES = 60, 3  # characters and clauses from which a line is prose
_CLAUSE = re.compile("[，,]")
_LOOKED_AT = 80
_SHORTEST_MATTER = 4  # characters behind 关于 that are a subject: 关于我们 is a button
_WORDS = table("title_words")
_ABOUT = _WORDS.word("about")
_YEAR = _WORDS.compiled(rf"(?:19|20)\d\d|{CHINESE_YEAR}{{signs.year}}")
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
_WAITS = _WORDS.compiled("{signs.of}{waits}$")
_QUOTED = re.compile("《[^《》]*》")
_NUMBERED = table("heading_marks").compiled(rf"{{signs.ordinal}}?{NUMERAL}[、．.]|[（(]{NUMERAL}[)）]")
_BRACKETS = re.compile("[（(][^（()）]{1,12}[)）]$")
_HAN = re.compile(r"[\u4e00-\u9fff、（）()]{2,30}$")
_FIELD = re.compile(
    rf"(?<![\u4e00-\u9fff])(?:{joined(table('field_words').words('title'), chr(92) + 's{0,6}')})"
    r"(?:\s{0,4}[】\]]?\s{0,4}[:：|｜][\s|｜]{0,6}([^\n\r|｜]{6,160})|[ 　]{1,4}([^\s|｜]{6,160}))"
)
_HAN_CHARACTER = re.compile(r"[\u4e00-\u9fff]")
_LABEL = re.compile(r"[\u4e00-\u9fff]{2,6}[:：]")  # 建议内容：关于…的建议
_FORM = re.compile(r"[\u4e00-\u9fff]{2,6}\s?[:：](?:.{0,6}|.{0,2}\d.{0,12})$")
_INNER = 20  # lines of the body among which the paper that is handed on begins
_OPENS = _WORDS.compiled("{signs.ordinal}?{signs.one}(?:{first_unit}|、)")
_CLOSED_BY = {"《": "》", "（": "）", "(": ")", "“": "”", "〔": "〕"}


class FoundTitle(NamedTuple):
    """Where the title stands, what stuck to it, and what says that it is one: `field`, `heading`, or `longest` line."""

    span: Span | None
    spam: tuple[tuple[int, int, str], ...]
    ground: str


def find_title(
    source: str, lines: Sequence[Span], kinds: Sequence[str | None], first: int, next_field: re.Pattern[str]
) -> FoundTitle:
    """The heading of the page, of up to five lines, without what spam glued to it.

    Args:
        source: the decoded text.
        lines: its trimmed lines.
        kinds: what each line is, None where it may be the report.
        first: the first line of the body.
        next_field: how another field of the page begins, which ends the one before.
    """
    named = _field(source, lines, kinds, first, next_field)
    if named is not None:
        return FoundTitle(_where_printed(source, lines, kinds, first, named), (), "field")
    best: tuple[int, Span, list[tuple[int, int, str]]] | None = None
    for number in range(min(first, _LOOKED_AT)):
        if not _usable(source, lines, kinds, number):
            continue
        span, spam = without_spam(source, lines[number])
        text = SUFFIX.sub("", source[span.start : span.end])
        if not TITLE_WORDS.search(text) and not TITLE_END.search(text):
            continue
        if not spam:
            span = _whole(source, lines, kinds, first, number)
        if _FORM.match(text):
            continue  # 建议号：201号
        score = _score(source, lines, kinds, first, number, span)
        if best is None or score > best[0] or (score == best[0] and not says_again(source, best[1], span)):
            best = (score, span, spam)
    if best is None:
        inner = _inner_title(source, lines, kinds, first)
        if inner is not None:
            return FoundTitle(inner, (), "heading")
        return FoundTitle(_plain_title(source, lines, kinds, first), (), "longest")
    return FoundTitle(without_suffix(source, best[1]), tuple(best[2]), "heading")


def _inner_title(source: str, lines: Sequence[Span], kinds: Sequence[str | None], first: int) -> Span | None:
    """The title of the paper that a letter without a title hands on: …现予印发。 / 云溪县供水办法 / 第一章 总则.

    Or that of a reply behind the proposal that it answers: …予以解决。 / 云溪县水务局关于…的答复 / 李明代表：.
    """
    for number in range(first + 1, min(first + _INNER, len(lines))):
        text = source[lines[number].start : lines[number].end]
        if _OPENS.match(text):
            return None  # the letter has matter of its own
        below = _next(lines, kinds, number, 1)
        if (
            below is not None
            and (
                _OPENS.match(source, lines[below].start)
                or (names_office(text) and SALUTATION.match(source[lines[below].start : lines[below].end]))
            )
            and _usable(source, lines, kinds, number)
            and TITLE_END.search(text)
            and not PROSE.search(text)
            and not _NUMBERED.match(text)
        ):
            return _whole(source, lines, kinds, below, number)
    return None


def _usable(source: str, lines: Sequence[Span], kinds: Sequence[str | None], number: int) -> bool:
    """Whether a line may be one of a title."""
    line = lines[number]
    if kinds[number] not in {None, "attachment"} or not 0 < line.end - line.start <= _LONGEST_TITLE:
        return False
    text = source[line.start : line.end]
    if len(text) > _LONG and len(_CLAUSE.findall(text)) >= _CLAUSES:
        return False
    if not _HAN_CHARACTER.search(text) or "".join(text.split()) in _WORDS.words("no_title"):
        return False
    return not any(form.match(text) for form in (SUBTITLE, SPEAKER, ADDRESSEE, DOCUMENT_NUMBER))


def _score(  # noqa: PLR0917 - the lines, and where among them
    source: str, lines: Sequence[Span], kinds: Sequence[str | None], first: int, number: int, span: Span
) -> int:
    text = "".join(source[span.start : span.end].split())
    score = 2 * bool(STRONG_TITLE.search(text)) + bool(_YEAR.search(text) or _ABOUT in text)
    score += 2 * (_ABOUT in text and _WAITS.search(text.rstrip("》")) is not None)  # 关于…的通知
    score += (len(text) > 8) + 2 * bool(TITLE_END.search(text)) - 2 * bool(_LABEL.match(text))
    channel = source[lines[number].start : lines[number].end] in table("title_words").words("channel")
    return score - 3 * (channel and number + 1 < first and bool(kinds[number - 1] if number else None))


def _whole(source: str, lines: Sequence[Span], kinds: Sequence[str | None], first: int, number: int) -> Span:
    """The title that a line belongs to: the office or the beginning above it, the rest of it below."""
    start, end = lines[number]
    taken = 1
    above = _next(lines, kinds, number, -1)
    while above is not None and taken < _MOST_LINES and _usable(source, lines, kinds, above):
        line = lines[above]
        opens = _next(lines, kinds, above, -1) is None and above == _first_text(lines)
        text = "".join(source[start:end].split())
        if not _carries_on(source[line.start : line.end], text, opens=opens) and not _is_middle(
            source, lines, kinds, above, text
        ):
            break
        start, taken = line.start, taken + 1
        above = _next(lines, kinds, above, -1)
    below = _next(lines, kinds, number, 1)
    while (
        below is not None and below < first and taken < _MOST_LINES and _usable(source, lines, kinds, below)
    ):
        line = lines[below]
        text = source[line.start : line.end]
        if len(text) > 40 or not (_words()["goes_on"].match(text) or _is_open(source[start:end])):
            break
        end, taken = line.end, taken + 1
        below = _next(lines, kinds, below, 1)
    return Span(start, end)


def _is_middle(
    source: str, lines: Sequence[Span], kinds: Sequence[str | None], number: int, text: str
) -> bool:
    """Whether a line is the middle of a title: …关于印发 / 云溪县城乡供水一体化 / 建设方案的通知."""
    above = _next(lines, kinds, number, -1)
    if (
        above is None
        or not _WAITS.search(_BRACKETS.sub("", text))
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
            or (_words()["matter"].search(line) is not None and not _WAITS.search(line))
        )
    )


def _next(lines: Sequence[Span], kinds: Sequence[str | None], number: int, step: int) -> int | None:
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
        return _WAITS.search(above) is None and _lacks_matter(above, text)
    if opens and _HAN.match(above) and _REST_OF_OFFICE.match(text):
        return True
    # 资源局 / 2024年度部门决算: its beginning stands one line higher; …的通知 waits for what it is about.
    return (
        bool(_REST_OF_OFFICE.fullmatch(above) and _YEAR.match(text))
        or _lacks_matter(above, text)
        or _is_subject(above, text)
        # 水务局2024年度信息公开工作 / 年度报告: the second line names a paper and nothing that it is of
        or (_BARE.fullmatch(text) is not None and _YEAR.search(above) is not None)
        or (_YEAR.search(text) is None and (_dates(above, opens=opens) or _dates_office(above)))
    )


def _is_subject(above: str, text: str) -> bool:
    """Whether a line says what a paper is about, and the next one what paper: …关于深化供水 / 改革的若干措施."""
    matter = above.partition(_ABOUT)[2]
    own = _QUOTED.sub("", text)
    return len(matter) >= _SHORTEST_MATTER and _ABOUT not in own and TITLE_END.search(own) is not None


def _dates(above: str, *, opens: bool) -> bool:
    """Whether a line is the year that a paper is of, with a place, or alone on a cover."""
    line = "".join(above.split())
    return bool(_DATED_PLACE.fullmatch(line) or (opens and _DATED_COVER.fullmatch(line)))


def _dates_office(above: str) -> bool:
    """Whether a line is a year and the office whose paper of that year the next line names: 2018年度云溪县水务局 / 部门预算说明."""
    named = _OFFICE_WITHIN.match(above)
    return named is not None and named.end() == len(above) and _YEAR.match(above) is not None


def names_office(text: str) -> bool:
    """Whether a title says by itself whose it is, behind its year perhaps: 2023年度云溪县水务局部门决算."""
    return _OFFICE_WITHIN.match(text) is not None


def _lacks_matter(above: str, text: str) -> bool:
    """Whether a title that ends in …的通知 lacks what it is about, and the line above has it."""
    matter = _words()["matter"]
    own = _QUOTED.sub("", text)
    return bool(_WAITS.search(_BRACKETS.sub("", text)) and not matter.search(own) and matter.search(above))


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


def _plain_title(source: str, lines: Sequence[Span], kinds: Sequence[str | None], first: int) -> Span | None:
    """Without a word such as 总结 or 报告: the longest line above the body that nothing else accounts for."""
    lone = [
        lines[number]
        for number in range(first)
        if kinds[number] is None
        and 8 <= lines[number].end - lines[number].start <= 60
        and _usable(source, lines, kinds, number)
    ]
    lone = [
        line
        for line in lone
        if not PROSE.search(source, line.start, line.end)
        and not OFFICE_LINE.match(source, line.start, line.end)
        and not _FORM.match(source[line.start : line.end])
        and source[line.end - 1] not in "，,、"
    ]
    return max(lone, key=lambda line: line.end - line.start, default=None)


def _field(
    source: str, lines: Sequence[Span], kinds: Sequence[str | None], first: int, next_field: re.Pattern[str]
) -> Span | None:
    """What the table above a document names as its title."""
    for number in range(min(first, _LOOKED_AT)):
        if kinds[number] != "fields":
            continue
        found = _FIELD.search(source, lines[number].start, lines[number].end)
        if found is None:
            continue
        start, end = found.span(1 if found.group(1) else 2)  # the cell of a table has no colon before it
        after = next_field.search(source, start + 1, end)
        text = source[start : after.start() if after else end].rstrip(" \t　【[")
        if len(text) >= 6 and not text.endswith(("…", "...")):
            return Span(start, start + len(text))
    return None


def _where_printed(
    source: str, lines: Sequence[Span], kinds: Sequence[str | None], first: int, named: Span
) -> Span:
    """The lines above the body that say what the field says; the field itself where none do."""
    wanted = "".join(source[named.start : named.end].split())
    for number in range(min(first, _LOOKED_AT)):
        if kinds[number] is not None or not wanted.startswith(
            source[lines[number].start : lines[number].end][:4]
        ):
            continue
        seen, at = "", number
        while at is not None and at < first and len(seen) < len(wanted):
            seen += "".join(source[lines[at].start : lines[at].end].split())
            if seen == wanted:
                return Span(lines[number].start, lines[at].end)
            at = _next(lines, kinds, at, 1)  # type: ignore[assignment]
    return named
