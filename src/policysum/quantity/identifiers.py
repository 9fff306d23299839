"""Numbers that name instead of measuring: document numbers, list marks, ordinals, versions, slogans."""

from __future__ import annotations

import re
import string
from typing import NamedTuple

from policysum.lexicon import table
from policysum.quantity import signs
from policysum.quantity.model import Kind
from policysum.quantity.numerals import BLANKS
from policysum.quantity.unit_parser import right_before, unit_at

__all__ = ["OPEN", "Identifier", "attachment", "bracketed", "code", "latin", "listing", "name", "quoted"]


class Identifier(NamedTuple):
    """Range, kind and digits of a number that is no quantity."""

    start: int
    end: int
    kind: Kind
    digits: str


OPEN = frozenset("〔[［【(〖{")
"""Brackets."""
_WORDS = table("role_words")
_DOC = _WORDS.compiled(
    r"(?P<year>\d{4,8})[〕\]］】)〗}]?\s?(?:{signs.ordinal}\s?)?(?P<n>\d{1,5})?\s?{signs.number_sign}"
)
_AGENCY = re.compile(r"[\u4e00-\u9fff]")
# Words before an agency's letters that are not part of them.
_BEFORE_AGENCY = _WORDS.words("before_agency")
_INDEX = re.compile(r"[A-Za-z0-9]{0,24}/(?:[A-Za-z0-9]{1,12}[-/])?\d{4}-\d{3,8}(?!\d)")
# 宁ICP备05001234号-1, 宁公网安备64010602000123号, 0951-6888888; a register number of seven digits or more.
_REGISTER = _WORDS.compiled(r"\d{5,20}{signs.number_sign}(?:-\d{1,3})?(?!{no_register})")
_PHONE = re.compile(r"0\d{2,3}-\d{7,8}(?!\d)")
_LONG = re.compile(r"\d{5,20}(?![\d.,])")
_SHORTEST_CODE = 5
_CODE_CHARS = frozenset(string.ascii_letters + string.digits + "/")
_CODED = _WORDS.compiled(r"{coded}\s?[:：]?\s?$")
_LIST_MARKS = frozenset("、.．)）")
_LISTING = re.compile(r"(?P<n>\d{1,2})(?:、|[.．](?![\d])|[)）](?!\d))")
_DECIMAL_ALONE = re.compile(r"\d{1,2} ?\. ?\d+\s?[%‰]\s*\Z")
"""No mark: a rate set apart, as a scan has it, and nothing else in the text."""
_SECTION = _WORDS.compiled(
    r"(?P<n>[1-9]\d?(?:\.[1-9]\d?){1,4})[ \t\u3000]*(?=[\u4e00-\u9fff])"
    r"(?!{numerals.small|numerals.big|signs.many|signs.times|signs.tenth})"
)
"""1.2项目管理, 1.2.3 绩效考核: the number of a section."""
_LEAD = 61
"""Characters before the number of an item: blanks, a mark, and what they stand behind."""
_BLANKS = " \t\u3000\xa0"
_BULLETS = ("-", "*", "#", ">", "•")
_ITEM_STOPS = frozenset("\n\r。；;:：！!？?|”")
_NOTE = re.compile(r"[\[［](?P<n>\d{1,2})[\]］]")
"""The mark of a note: 地区生产总值[2]."""
_PLUS = re.compile(r"\d+(?:\s?[+＋]\s?(?:\d+|[NnXx]))+|[NnXx](?:[+＋]\d+)+")
_VERSION = _WORDS.compiled(r"\d+\.\d+{version}|\d+(?:\.\d+)?{generation}")
_EDITION = _WORDS.compiled(r"\d\.0(?=[\u4e00-\u9fff、，。；”])(?!{counts_edition})")
_STRONG = _WORDS.compiled(r"\d{star}|\d{1,2}{type}")
_DATELIKE = re.compile(r"\d{1,2}[·・•]\d{1,2}")
_NAME_TAILS = _WORDS.words("name_tail")
_NAME_TAIL = _WORDS.compiled("{series}?{name_tail}")
# What may stand right behind the digits of a name: a sign, a blank, the beginning of a word.
_NAME_GOES_ON = frozenset(
    {
        *BLANKS, *"+＋.·・•",
        *(word[0] for word in _WORDS.words("name_tail", "series", "version", "generation", "star", "type")),
    }
)  # fmt: skip
# “企业, ‘巨人’, 《办法》; a wrong second “ for ” is met in the wild.
_QUOTE_PAIRS = {"“": "”“", "‘": "’‘", "《": "》", '"': '"', "「": "」"}
_QUOTE_OPENERS = re.compile("[" + "".join(_QUOTE_PAIRS) + "]")
_QUOTE_STOPS = frozenset('“”‘’"《》「」。；！？\n')
_LATIN_REACH = 64
_LATIN_JOINTS = "-&._"
_LATIN = string.ascii_letters + string.digits + _LATIN_JOINTS
_PM = re.compile(r"PM[_\s/]{0,2}$")
_GENERATION = _WORDS.word("generation")
_ROADS, _LINE = table("number_words").words("road"), table("number_words").word("road_line")
_BEFORE_EDITION = frozenset({"、", *_WORDS.words("before_edition")})
_HEAD_ENDS = frozenset({*BLANKS, *(word[-1] for word in _WORDS.words("reference"))})
_HEAD = _WORDS.compiled(r"{reference}\s?$")
_COUNT_ENDS = ("", *"，。；、,;)）\r\n")
"""Where a count ends that only looks like a reference: 地形图4062幅，."""


def bracketed(text: str, at: int, floor: int) -> Identifier | None:
    """What a number right after a bracket names: a document, or a note."""
    return _docnumber(text, at, floor) or _note(text, at, floor)


def _docnumber(text: str, at: int, floor: int) -> Identifier | None:
    """宁党发〔2020〕9号, also with a bracket missing; the span takes the agency's letters in."""
    m = _DOC.match(text, at)
    if not m:
        return None
    start = at - 1
    while start > floor and at - start < 14 and _AGENCY.match(text[start - 1]):
        start -= 1
    head = text[start : at - 1]
    for word in _BEFORE_AGENCY:
        cut = head.rfind(word)
        if cut >= 0:
            start += cut + len(word)
            head = head[cut + len(word) :]
    digits = text[at - 1 : m.end() - 1] if m["n"] else m["year"]
    return Identifier(start, m.end(), Kind.DOCNUMBER, digits)


def code(text: str, at: int, end: int, floor: int) -> Identifier | None:
    """Index numbers such as 640521005/2020-00011, B07608932/2020-56584 or /2020-00749."""
    touching = text[at - 1 : at], text[end : end + 1]
    if end - at < _SHORTEST_CODE and text[at] != "0" and _CODE_CHARS.isdisjoint(touching):
        return None
    start = at
    while (
        start > floor
        and at - start < 25
        and (text[start - 1].isascii() and (text[start - 1].isalnum() or text[start - 1] == "/"))
    ):
        start -= 1
    if m := _INDEX.match(text, start):
        return Identifier(start, m.end(), Kind.DOCNUMBER, m[0].lstrip("/"))
    m = _PHONE.match(text, at)
    if not m and _CODED.search(text, max(floor, at - 6), at):
        m = _REGISTER.match(text, at) or _LONG.match(text, at)
    return Identifier(at, m.end(), Kind.DOCNUMBER, m[0]) if m else None


def _note(text: str, at: int, floor: int) -> Identifier | None:
    """The mark of a note, with its brackets."""
    m = _NOTE.match(text, at - 1) if at > floor else None
    return Identifier(m.start(), m.end(), Kind.ORDINAL, m["n"]) if m else None


def _opens_item(text: str, start: int) -> bool:
    """Whether nothing stands before `start` in its line, sentence or item, but for a mark such as the - of `- 1. 新增`."""
    before = text[max(0, start - _LEAD) : start]
    words = before.rstrip(_BLANKS)
    if words != before and words.endswith(_BULLETS):
        words = words[:-1].rstrip(_BLANKS)
    return words[-1] in _ITEM_STOPS if words else len(before) == start


def _section(text: str, at: int) -> Identifier | None:
    m = _SECTION.match(text, at)
    if not m or not _opens_item(text, at):
        return None
    unit = unit_at(text, m.end())
    if unit and m["n"].count(".") == 1:
        word, (_, kind) = unit
        # 1.2项目管理: what is counted in whole ones begins a word here.
        if kind is not Kind.COUNT or not _AGENCY.match(text, m.end() + len(word)):
            return None
    return Identifier(at, at + len(m["n"]), Kind.ORDINAL, m["n"])


def listing(text: str, at: int, end: int) -> Identifier | None:
    """A list mark such as 1. or 2、 or (3) or 1.2 at the head of a line, sentence or item."""
    if text[end : end + 1] not in _LIST_MARKS:
        return None
    m = _LISTING.match(text, at)
    if not m:
        return _section(text, at)
    if _DECIMAL_ALONE.match(text, at):
        return None
    start = at
    if m[0][-1] in ")）" and text[max(0, at - 1) : at] in ("(", "（"):
        start = at - 1
    if not _opens_item(text, start):
        return None
    if m[0][-1] == "、" and text[m.end() : m.end() + 1].isdigit():
        return None
    return Identifier(start, m.end(), Kind.ORDINAL, m["n"])


def quoted(text: str, at: int, end: int, reach: int = 24) -> tuple[int, int] | None:
    """The short quotation or title that holds `[at, end)`: the range between its marks."""
    if not _QUOTE_OPENERS.search(text, max(0, at - reach), at):
        return None
    left = at - 1
    stop = max(-1, at - reach)
    while left > stop and text[left] not in _QUOTE_STOPS:
        left -= 1
    if left <= stop or text[left] not in _QUOTE_PAIRS:
        return None
    right = end
    limit = min(len(text), end + reach)
    while right < limit and text[right] not in _QUOTE_STOPS:
        right += 1
    if right >= limit or text[right] not in _QUOTE_PAIRS[text[left]]:
        return None
    if text[left] == '"' and (right - left > 13 or any(c in "，,、 " for c in text[left:right])):
        return None  # straight marks do not say which of them opens
    return left + 1, right


def name(text: str, at: int, end: int, floor: int) -> Identifier | None:  # noqa: PLR0911 - one return a shape
    """A number of air quality, with a plus sign, of a version, a league or before a name's tail."""
    if text[at:end] in ("2", "10") and (m := _PM.search(text, max(floor, at - 5), at)):
        stop = end + 2 if text.startswith(".5", end) else end
        return Identifier(m.start(), stop, Kind.NAME, text[at:stop])
    if text.startswith(_LINE, end) and text.endswith(_ROADS, floor, at):
        return Identifier(at, end + len(_LINE), Kind.NAME, text[at:end])  # 国道318线
    if text[end : end + 1] not in _NAME_GOES_ON:
        return None
    if m := _PLUS.match(text, at):
        return Identifier(at, m.end(), Kind.NAME, m[0])
    before = text[at - 1 : at] if at else ""
    lettered = before.isascii() and before.isalpha()
    if not lettered and (m := _VERSION.match(text, at) or _STRONG.match(text, at)):
        numbered = right_before(text, at, floor) == signs.ORDINAL
        start = at - 1 if numbered and text.endswith(_GENERATION, at, m.end()) else at
        return Identifier(start, m.end(), Kind.NAME, text[at:end])
    if (m := _EDITION.match(text, at)) and not lettered and (not before or before not in _BEFORE_EDITION):
        return Identifier(at, m.end(), Kind.NAME, m[0])
    if m := _DATELIKE.match(text, at):
        return Identifier(at, m.end(), Kind.NAME, m[0])
    if m := _NAME_TAIL.match(text, end):
        return Identifier(at, m.end(), Kind.NAME, text[at:end])
    return None


def latin(text: str, at: int, end: int, floor: int) -> Identifier | None:
    """G20, 5G, 4A级, HPBC2.0, PM2.5: the whole token."""
    before, after = text[max(floor, at - _LATIN_REACH) : at], text[end : end + _LATIN_REACH]
    before = before[len(before.rstrip(_LATIN)) :].lstrip(_LATIN_JOINTS)
    after = after[: len(after) - len(after.lstrip(f"{_LATIN}+"))].rstrip(_LATIN_JOINTS)
    if not (before or after):
        return None
    start, stop = at - len(before), end + len(after)
    if text[stop - 1] in "AS" and text[stop : stop + 1] == signs.GRADE:
        stop += 1
    return Identifier(start, stop, Kind.NAME, text[at:end])


def attachment(text: str, at: int, end: int, floor: int) -> Identifier | None:
    """附件1, 表2, 专栏3: a reference."""
    if text[at - 1 : at] not in _HEAD_ENDS:
        return None
    m = _HEAD.search(text, max(floor, at - 4), at)
    if m and (counted := unit_at(text, end)) and text[end + len(counted[0]) :][:1] in _COUNT_ENDS:
        return None
    return Identifier(at, end, Kind.ORDINAL, text[at:end]) if m else None
