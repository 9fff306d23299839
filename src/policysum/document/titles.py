"""The title of a report: the lines above its body that make up one heading, or what the page's own field says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from policysum.document.line_kinds import SALUTATION
from policysum.document.numerals import NUMERAL, joined
from policysum.document.spam import without_spam
from policysum.document.title_forms import (
    OFFICE_LINE,
    PROSE,
    STRONG_TITLE,
    SUFFIX,
    TITLE_END,
    TITLE_WORDS,
    says_again,
    without_suffix,
)
from policysum.document.title_lines import (
    ABOUT,
    TITLE_YEAR,
    WAITS,
    may_be_title,
    names_office,
    next_line,
    whole_title,
)
from policysum.lexicon import table
from policysum.quantity.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["FoundTitle", "find_title"]

_LOOKED_AT = 80
_WORDS = table("title_words")
_NUMBERED = table("heading_marks").compiled(rf"{{signs.ordinal}}?{NUMERAL}[、．.]|[（(]{NUMERAL}[)）]")
_FIELD = re.compile(
    rf"(?<![\u4e00-\u9fff])(?:{joined(table('field_words').words('title'), chr(92) + 's{0,6}')})"
    r"(?:\s{0,4}[】\]]?\s{0,4}[:：|｜][\s|｜]{0,6}([^\n\r|｜]{6,160})|[ 　]{1,4}([^\s|｜]{6,160}))"
)
_LABEL = re.compile(r"[\u4e00-\u9fff]{2,6}[:：]")  # 建议内容：关于…的建议
_FORM = re.compile(r"[\u4e00-\u9fff]{2,6}\s?[:：](?:.{0,6}|.{0,2}\d.{0,12})$")
_INNER = 20  # lines of the body among which the paper that is handed on begins
_OPENS = _WORDS.compiled("{signs.ordinal}?{signs.one}(?:{first_unit}|、)")


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
        if not may_be_title(source, lines, kinds, number):
            continue
        span, spam = without_spam(source, lines[number])
        text = SUFFIX.sub("", source[span.start : span.end])
        if not TITLE_WORDS.search(text) and not TITLE_END.search(text):
            continue
        if not spam:
            span = whole_title(source, lines, kinds, first, number)
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
        below = next_line(lines, kinds, number, 1)
        if (
            below is not None
            and (
                _OPENS.match(source, lines[below].start)
                or (names_office(text) and SALUTATION.match(source[lines[below].start : lines[below].end]))
            )
            and may_be_title(source, lines, kinds, number)
            and TITLE_END.search(text)
            and not PROSE.search(text)
            and not _NUMBERED.match(text)
        ):
            return whole_title(source, lines, kinds, below, number)
    return None


def _score(  # noqa: PLR0917 - the lines, and where among them
    source: str, lines: Sequence[Span], kinds: Sequence[str | None], first: int, number: int, span: Span
) -> int:
    text = "".join(source[span.start : span.end].split())
    score = 2 * bool(STRONG_TITLE.search(text)) + bool(TITLE_YEAR.search(text) or ABOUT in text)
    score += 2 * (ABOUT in text and WAITS.search(text.rstrip("》")) is not None)  # 关于…的通知
    score += (len(text) > 8) + 2 * bool(TITLE_END.search(text)) - 2 * bool(_LABEL.match(text))
    channel = source[lines[number].start : lines[number].end] in table("title_words").words("channel")
    return score - 3 * (channel and number + 1 < first and bool(kinds[number - 1] if number else None))


def _plain_title(source: str, lines: Sequence[Span], kinds: Sequence[str | None], first: int) -> Span | None:
    """Without a word such as 总结 or 报告: the longest line above the body that nothing else accounts for."""
    lone = [
        lines[number]
        for number in range(first)
        if kinds[number] is None
        and 8 <= lines[number].end - lines[number].start <= 60
        and may_be_title(source, lines, kinds, number)
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
            at = next_line(lines, kinds, at, 1)  # type: ignore[assignment]
    return named
