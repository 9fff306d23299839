"""What titles, subtitles, speakers and addressees look like, a line each."""

from __future__ import annotations

import re

from policysum.document.numerals import CHINESE_DAY, joined
from policysum.lexicon import table
from policysum.quantity.model import Span

__all__ = [
    "ADDRESSEE",
    "DOCUMENT_NUMBER",
    "OFFICE_LINE",
    "PROSE",
    "SPEAKER",
    "STRONG_TITLE",
    "SUBTITLE",
    "SUFFIX",
    "TITLE_END",
    "TITLE_WORDS",
    "says_again",
    "without_suffix",
]

PROSE = re.compile(r"[。；！？]")
OFFICE_LINE = re.compile(rf"[\u4e00-\u9fff]{{2,30}}(?:{table('office_words').alternation('office')})$")
SUBTITLE = table("title_words").compiled(
    r"[—–\-－]{0,6}\s*[（(]?(?:(?:19|20)\d\d\s*{signs.year}\s*\d{1,2}\s*{signs.month}\s*\d{1,2}\s*{signs.day}|{chinese_day}).{0,90}$"
    r"|[—–\-－]{2,6}\s*\S.{0,40}$|{congress}.{0,30}{meeting}$"
    # whose it is, with its day beside it, in brackets perhaps, or another office: 市统计局（2025年3月20日）
    r"|[\u4e00-\u9fff]{2,30}{office_words.office}[\s　]+(?:19|20)\d\d{signs.year}\d{1,2}{signs.month}(?:\d{1,2}{signs.day})?$"
    r"|[\u4e00-\u9fff]{2,30}{office_words.office}\s*(?:[（(]\s*(?:19|20)\d\d\s*{signs.year}[\d{=signs.month|signs.day}\s]{2,8}[)）]"
    r"|[\s　、][\s　]*[\u4e00-\u9fff]{2,30}{office_words.office})$",
    chinese_day=CHINESE_DAY,
)
DOCUMENT_NUMBER = table("title_words").compiled(
    r"[\u4e00-\u9fff]{1,12}\s?[〔\[［（(【]\s?(?:19|20)\d\d\s?[〕\]］）)】]\s?{signs.ordinal}?\d{1,5}{signs.number_sign}"
)


def _spaced(*groups: str) -> str:
    """The words of some classes, their characters perhaps set apart by a blank: 报 告."""
    return joined(table("title_words").words(*groups), r"\s?")


STRONG_TITLE = re.compile(_spaced("strong"))
TITLE_WORDS = re.compile(_spaced("strong", "weak"))
TITLE_END = re.compile(
    rf"(?:{_spaced('strong', 'weak', 'closing')})\s?(?:[（(][^（()）。]{{1,30}}[)）]\s?){{0,2}}[》”]?$"
)
# Who speaks: 局长 李明; not 云岭省长江治理方案.
SPEAKER = re.compile(
    rf"(?=.{{2,40}}$)(?!.*(?:{_spaced('strong', 'weak', 'closing')})$)"
    rf"(?:.{{0,24}}(?:{table('title_words').alternation('acting')})?(?:{table('office_words').alternation('speaker', 'head')}|{table('title_words').alternation('speaker')}))"
    r"[\s　]*[（(]?[\u4e00-\u9fff·]{0,4}[\s　]?[\u4e00-\u9fff·]{0,8}[)）]?$"
)
# Whom a paper is sent to: 各市、县人民政府，省政府各部门：
ADDRESSEE = re.compile(
    rf"(?=[^。；！？：:]{{2,160}}[：:]$).*(?:{table('title_words').alternation('addressee')})"
)
SUFFIX = re.compile(r"(?:\.(?:docx?|pdf|wps|ofd|txt|html?)|[\[［〔]\d{1,2}[\]］〕]|[①-⑳])$", re.IGNORECASE)
"""What a site names a file by, and the mark of a note behind a title."""


def says_again(source: str, known: Span, span: Span) -> bool:
    """Whether a title that is known says whose paper it is, and another line the same without that."""
    text = "".join(source[span.start : span.end].split())
    office, found, rest = "".join(source[known.start : known.end].split()).rpartition(text)
    return bool(found) and not rest and OFFICE_LINE.match(office) is not None


def without_suffix(source: str, span: Span) -> Span:
    """The title without the suffix of its file or the mark of a note."""
    suffix = SUFFIX.search(source, span.start, span.end)
    return Span(span.start, suffix.start()) if suffix else span
