"""What a line of a page is that is no part of the report: navigation, fields, buttons, link lists, captions."""

from __future__ import annotations

import re

from policysum.document.fields import spaced
from policysum.document.numerals import CHINESE_DAY, joined
from policysum.lexicon import Phrase, table

__all__ = ["ANNEX", "EDITOR", "FIELD_HERE", "PROMISES", "SALUTATION", "kind_of_line"]

_WORDS = "page_words"


def _apart(group: str) -> str:
    """The words of a class, their characters perhaps set apart."""
    return joined(table(_WORDS).words(group))


_FIELD_NAMES = spaced(blanks=r"\s*")
_FIELD = re.compile(rf"(?:[-•·*]\s{{1,4}})?[【\[〖]?\s*(?:{_FIELD_NAMES})\s*+(?:[:：]|(?<=\s)\S|$|[】\]〗])")
FIELD_HERE = re.compile(rf"(?:^|(?<=[\s　|【\[]))(?:{_FIELD_NAMES})\s*[:：]")
EDITOR = Phrase(_WORDS, r"[（(\[【]?{editor}\s*[:：]")
# What is appended to a report: 附件1 on a line of its own, the explanation of terms.
ANNEX = Phrase(_WORDS, rf"(?:{_apart('annex')})\s*[0-9{{=numerals.digit}}]{{0,3}}\s*[:：]?$")
# An annex that is part of what the report promises: 附件1 / 2026年省十件民生实事.
PROMISES = Phrase(_WORDS, "[^。]{0,24}{promise}[^。]{0,12}$")
SALUTATION = Phrase(_WORDS, r"\S{0,24}{addressed}(?:{plural})?\s?[：:！!]")
_MOMENT = table(_WORDS).form(
    r"(?:19|20)\d\d\s*[-/.{=signs.year}]\s*\d{1,2}\s*[-/.{=signs.month}]\s*\d{1,2}\s*{signs.day}?"
    r"(?:\s*\d{1,2}\s*[:：{=hour}]\s*\d{1,2}\s*(?:[:：{=signs.minute}]\s*(?:\d{1,2}\s*{second}?)?)?)?"
)
"""A day, and the time of day if it is printed."""
_TITLED = table("title_words").form("{strong|weak|closing}")
_ANYTHING = ("[^。]", ".{", r"\S{2")
"""How the pattern of a kind begins whose lines may begin with anything."""
# (kind, pattern of a whole line). A line is boilerplate when the pattern matches from its beginning.
_KINDS = (
    # the number of a page as it is printed between dashes
    ("page", r"[—–\-－]\s?\d{1,4}\s?[—–\-－]$|{signs.ordinal}\s?\d{1,4}\s?{page}(?:\s?[,，/]?\s?{of_pages}\s?\d{1,4}\s?{page})?$"),
    # what tables leave behind
    ("residue", r"[\s|｜│┃+=_*~·•>＞\-–—#]+$"),
    ("breadcrumb", r"{position}\s*[:：]?|{home}\s*[>＞»›/|]"),
    ("breadcrumb", r"[^。]{0,40}?[>＞»›][^。>＞»›]{1,30}[>＞»›][^。]{0,80}$"),
    ("breadcrumb", r"[>＞»›]$"),
    # 扫一扫在手机打开当前页
    ("scan", r"[^。]{0,8}{scan}.{0,24}$"),
    ("scan", r"{phone}.{0,16}$"),
    ("buttons", r"(?:{button}|A[+-]?)(?:[\s|｜/、>]*{button})*[>＞]*$"),
    ("buttons", rf"[【\[]?\s*(?:{_apart('size')})\s*[:：].{{0,20}}$"),
    ("buttons", r"[【\[]?{press}{pressed}.{0,16}$|{back}\S{0,4}$|TOP$"),
    # what a site of documents puts above one: 下面是小编为大家整理的…
    ("share", r"[^。]{0,40}{hosted}[^。]{0,120}。?$"),
    ("share", r"{share}(?:{share_to})?\s*[:：]?[^。]{0,24}$"),
    ("navigation", r".{0,30}{aid}.{0,30}$"),
    ("navigation", r"{welcome}.{0,60}$|{home_page}(?:[\s　|｜]+[^\s　|｜]{2,10}){2,}.{0,10}$|{home_page}[\u4e00-\u9fff、“”]{4,80}$|{site_page}.{0,40}$"),
    ("attachment", r"{attached}\s*\d{0,2}\s*(?:[:：>＞]+.{0,60})?$"),
    ("attachment", r".{0,50}\.(?:docx?|pdf|xlsx?|wps|zip|rar|ofd)$"),
    ("links", r"{related}{linked}(?:[:：>＞\s].{0,80})?$|{beside}\s*(?:[:：].{0,80})?$|[0-9a-f]{24,}\s*[:：]?$|(?:\S{1,8}[:：]\s?)?https?://\S+$"),
    # a label of a data base before a document: 【引证码】CLI.12.3
    ("fields", r"【[^】]{2,12}】\s*[A-Za-z0-9.:/_-]+$"),
    ("footer", rf"(?:{{footer}}|(?:{_apart('footer_field')})\s?[:：]).{{0,160}}$"),
    ("footer", r".{0,40}{registered}.{0,80}$"),
    ("caption", r".{0,60}{credit}?{reporter}\s?\S{1,4}(?:\s\S{1,4})*\s?/?{photo}.{0,6}$"),
    ("caption", r"\S{2,20}{speech}。?$"),
    ("caption", r"{pictured}.{0,80}$|{agency}{agent}.{0,30}$"),
    ("date", rf"{_MOMENT}$"),
    # who publishes and when, beside one another: 国家统计局 2024-07-15 10:00
    ("date", rf"(?=[^\d\n]{{0,20}}(?:19|20)\d)(?![^\n]{{0,60}}{_TITLED})(?:[\u4e00-\u9fff·]{{2,16}}[\s　|｜]+)?{_MOMENT}(?:[\s　|｜]+[^。；，]{{1,40}})?$"),
    ("date", f"{CHINESE_DAY}$"),
)  # fmt: skip
_FORMS = [(f"(?P<{kind}_{at}>{form})", form) for at, (kind, form) in enumerate(_KINDS)]
_KIND = Phrase(_WORDS, "|".join(named for named, _ in _FORMS))
_WITHIN = re.compile(
    r">|＞|»|›|\.[dpxwzro]|"
    + table(_WORDS).alternation("scan", "hosted", "aid", "registered", "reporter", "speech")
)
"""What a line must hold somewhere to be of a kind whose lines may begin with anything; most hold nothing of it."""
_KIND_AT_ONCE = Phrase(_WORDS, "|".join(named for named, form in _FORMS if not form.startswith(_ANYTHING)))
_PROSE = re.compile(r"[。；！？]")


def kind_of_line(text: str) -> str | None:
    """The kind of boilerplate a trimmed line is, or None."""
    if len(text) > 220:
        return None
    found = (_KIND if _WITHIN.search(text) else _KIND_AT_ONCE).match(text)
    if found and found.lastgroup:
        return found.lastgroup.rpartition("_")[0]
    if _FIELD.match(text) and (not _PROSE.search(text) or len(FIELD_HERE.findall(text)) > 1):
        return "fields"
    return None
