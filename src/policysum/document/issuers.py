"""Who a report is of: the office that its page, its title, its speaker or its signature names."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from policysum.document.dates import ANY_DATE, DATE, with_figures
from policysum.document.fields import spaced
from policysum.document.numerals import NUMERAL
from policysum.document.place import OF_CONGRESS, undated
from policysum.lexicon import Phrase, table
from policysum.quantity.model import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policysum.document.boilerplate import Layout

__all__ = ["find_issuer", "issuer_of_title", "office_in_full", "with_place"]

_WORDS = "office_words"
_WORDS_OF = table(_WORDS)
_NATIONAL = _WORDS_OF.values("national_congress")
"""Who reports to the congress of the nation."""
_NAME = r"[\u4e00-\u9fff]{1,28}?{office}"
# An office, or several, in front of what it reports: 国务院办公厅、中央军委办公厅关于….
_OF_TITLE = Phrase(
    _WORDS,
    rf"({_NAME}(?:{{joins}}{_NAME}){{0,2}})(?={{reports}}|[“《\d\s]|{NUMERAL}|$)",
)
_SPEAKER = Phrase(_WORDS, rf"[—–\-－\s]*({_NAME}){{speaker}}(?=[\s　（(]|$)")
_GOVERNMENT = Phrase(_WORDS, r"([\u4e00-\u9fff]{0,12}?{government})(?:[\u4e00-\u9fff]{1,2})?{head}")
_SPEAKS_FOR = Phrase(_WORDS, r"{speaks_for}({title_words.national}|[\u4e00-\u9fff]{2,10}?{government})")
_SIGNED = Phrase(
    _WORDS, rf"(?m)^[ \t　]*([\u4e00-\u9fff]{{2,24}}?{{office}})[ \t　]*\n\s*{DATE}\s*{{signs.day}}[ \t　]*$"
)
_PRESS = Phrase(_WORDS, "{press}|{press_end}$")
_OFFICE_OF_SITE = Phrase(_WORDS, r"[\u4e00-\u9fff]{1,24}{office}$")
_BARE = Phrase(_WORDS, r"{bare}[\u4e00-\u9fff]{1,12}{office}$")
_SITE = Phrase(_WORDS, r"{site}$")
_YEAR_BEHIND = Phrase(_WORDS, r"(?:(?:19|20)\d\d{signs.year})?$")
_PEOPLES = Phrase(_WORDS, r".{peoples}")
# The day, in brackets perhaps, or another office, behind an office that fills a line.
_BEHIND = _WORDS_OF.compiled(
    r"(?<=[\u4e00-\u9fff])(?:\s*[（(][^（()）]*\d[^（()）]*[)）]|[\s　]+[\u4e00-\u9fff]{4,30}"
    r"|[\s　]+(?:19|20)\d\d{signs.year}\d{1,2}{signs.month}(?:\d{1,2}{signs.day})?)$"
)
_BLANKS = re.compile(r"[\s、]+")
_PART = re.compile(r"[^\s、]+")
_LABELS = re.compile(r"[\s　]*[:：]")
_READ = 6000
_BEGINNING = 400


@cache
def _field_of(group: str) -> re.Pattern[str]:
    """The field of a page that names an office."""
    return re.compile(
        rf"(?:{spaced(group)})\s{{0,6}}[】\]:：\s|｜][】\]:：\s|｜]{{0,8}}([\u4e00-\u9fff、 　]{{2,40}})"
    )


@cache
def _next_field() -> re.Pattern[str]:
    """Fields set side by side by style alone come out glued together: 来源：云溪区水务局浏览次数：135."""
    return re.compile(rf"(?<!\s)\s*+(?:{spaced()})(?s:.*)")


def find_issuer(
    source: str, layout: Layout, title: str | None, declared: Mapping[str, str], spans: dict[str, Span]
) -> str | None:
    """The office that a page's field, the title, the speaker, the congress, a signature or the owner of the site names."""
    head = source[: layout.body.start]
    body = source[layout.body.start : layout.body.end]
    said = declared.get("source", "")
    named = (
        _printed(_field_of("issuer"), head, spans, any_name=True)
        or (issuer_of_title(title) if title else None)
        or _above_title(source, layout)
        or (_offices(said) if not _PRESS.search(said) else None)
        or _printed(_field_of("source"), head, spans)
        or _spoken(source, layout, title)
    )
    if named:
        return named
    for piece in layout.boilerplate:
        if piece.kind == "signature" and not ANY_DATE.match(with_figures(piece.text)):
            return piece.text
    signed = _SIGNED.search(with_figures(body[:_READ]))
    if signed:
        return signed.group(1)
    return _owner(declared.get("site", ""), title)


def _printed(
    pattern: re.Pattern[str], head: str, spans: dict[str, Span], *, any_name: bool = False
) -> str | None:
    """The office a field of the page names; a source only if it is an office (unless `any_name`), and no newspaper."""
    found = pattern.search(head)
    if found is None:
        return None
    name = _next_field().sub("", found.group(1)).rstrip()
    if _PRESS.search(name):
        return None
    labels = (
        _LABELS.match(head, found.start(1) + len(name)) is not None
    )  # what was found is another field's name
    name = _offices(name) or (name if any_name and not labels else "")
    if len(name) <= 1:
        return None
    spans["issuer"] = Span(found.start(1), found.start(1) + len(name))
    return name


def _offices(name: str) -> str | None:
    """The offices that a name begins with, without what stands behind them: 云溪县水务局 供水科 李明."""
    if _OFFICE_OF_SITE.fullmatch(_BLANKS.sub("", name)):
        return name
    parts = [found.span() for found in _PART.finditer(name)]
    end = 0
    for start, stop in parts:
        if not _OFFICE_OF_SITE.fullmatch(name[start:stop]):
            break
        end = stop
    return name[:end] or None


def issuer_of_title(title: str) -> str | None:
    """The office that a title begins with, or several: 云溪县水务局2024年工作总结, 2024年云溪县政府工作报告."""
    *others, last = undated(title.strip()).split() or [""]
    if others and all(map(_OFFICE_OF_SITE.fullmatch, others)) and (office := _OF_TITLE.match(last)):
        return " ".join((*others, office.group(1)))
    plain = undated("".join(title.split()))
    report = table("office_words").words("of_government")
    if plain.endswith(report):
        name = undated(
            _YEAR_BEHIND.pattern.sub("", plain.removesuffix(next(w for w in report if plain.endswith(w))))
        )
        if not name or name in table("title_words").words("national"):
            return name or None
        governments = table("office_words").words("government")
        return name if name.endswith(governments) else f"{name}{governments[0]}"
    office = _OF_TITLE.match(plain)
    return office.group(1) if office else None


def _above_title(source: str, layout: Layout) -> str | None:
    """The office that fills the first line of a title of several: 云溪县水务局 / 供水管理办法."""
    if layout.title is None:
        return None
    first, broken, _ = source[layout.title.start : layout.title.end].partition("\n")
    line = first.strip()
    return line if broken and _OFFICE_OF_SITE.fullmatch(line) else None


def _spoken(source: str, layout: Layout, title: str | None) -> str | None:
    """The office below the title, the speaker's, the congress's, or the one the first sentence names."""
    head = source[: layout.body.start]
    body = source[layout.body.start : layout.body.end][:_BEGINNING]
    lines = [_BEHIND.sub("", source[span.start : span.end]) for span in layout.subtitle]
    subtitle = " ".join(lines)
    of_government = title is not None and "".join(title.split()).endswith(
        table("office_words").words("of_government")
    )
    if title and not of_government:
        for line in lines:
            if _OFFICE_OF_SITE.match(line):
                return line
    government = _GOVERNMENT.search(subtitle)
    if government:
        return government.group(1)
    speaker = next(
        (found for line in (*lines, *body.split("\n")[:3]) if (found := _SPEAKER.match(line.strip()))), None
    )
    if speaker and not of_government:
        return speaker.group(1)
    about = (
        not title or of_government or any(word in title for word in table("office_words").words("government"))
    )
    if of_government and (nation := next((of for met, of in _NATIONAL.items() if met in subtitle), None)):
        return nation
    congress = OF_CONGRESS.search(subtitle) or (OF_CONGRESS.search(head) if about else None)
    if congress:
        return f"{congress.group(1)}{table('office_words').words('government')[0]}"
    spoken = _SPEAKS_FOR.search(body)
    return spoken.group(1) if spoken and not _PEOPLES.match(spoken.group(1)) else None


def office_in_full(issuer: str, near: str) -> str:
    """市水务局 with the place before it, where a text nearby prints it so: 云溪市水务局."""
    if not _BARE.match(issuer):
        return issuer
    found = re.search(rf"([\u4e00-\u9fff]{{1,8}}{re.escape(issuer)})(?![\u4e00-\u9fff])", near)
    return found.group(1) if found else issuer


def with_place(office: str, place: str) -> str:
    """市水务局 with the place that the report is of: 云溪市水务局."""
    return f"{place}{office[1:]}" if _BARE.match(office) and place.endswith(office[0]) else office


def _owner(site: str, title: str | None) -> str | None:
    """The owner of the site: an office for whatever it prints, a government for its own report only."""
    site = _SITE.without(site).strip()
    governments = table("office_words").words("government")
    if not _OFFICE_OF_SITE.match(site):
        return None
    if site.endswith(governments) and not any(word in (title or "") for word in governments):
        return None
    return site
