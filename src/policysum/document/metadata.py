"""Title, issuer, region, dates, periods and index number of a report."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from policysum.document.dates import ANY_DATE, DATE, iso_date, with_figures
from policysum.document.fields import spaced
from policysum.document.issuers import find_issuer, office_in_full, with_place
from policysum.document.place import OF_CONGRESS, find_place, given_place
from policysum.document.reference_time import read_reference_time
from policysum.document.spam import clean_title
from policysum.lexicon import table
from policysum.quantity.model import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policysum.document.boilerplate import Layout

__all__ = ["Metadata", "read_metadata"]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the report is; `spans` says where a field is printed, if it is.

    `year` is that of its undated figures, where the period it looks back on is a whole term.
    """

    title: str | None = None
    issuer: str | None = None
    region: str | None = None
    region_code: str | None = None
    region_level: str | None = None
    publish_date: str | None = None
    period: str | None = None
    plan_period: str | None = None
    period_ground: str | None = None
    year: str | None = None
    index_number: str | None = None
    spans: Mapping[str, Span] = field(default_factory=dict)


_FIELD_END = r"\s{0,6}[】\]]?\s{0,6}[:：]?[\s|｜]{0,6}"
# The day it was put out says more than the day it was written.
_DAY = tuple(re.compile(rf"(?:{spaced(group)}){_FIELD_END}({DATE})") for group in ("published", "written"))
_INDEX = re.compile(rf"(?:{spaced('index')}){_FIELD_END}([A-Za-z0-9/][A-Za-z0-9/\-_—.()（）\[\]〔〕]*)")


def read_metadata(source: str, layout: Layout, declared: Mapping[str, str] | None) -> Metadata:
    """Read the row of a table and the fields of the page first, then title and subtitle, then the prose.

    Args:
        source: the decoded text.
        layout: where title, body and boilerplate stand.
        declared: what an HTML page says of itself in its head (title, publish_date, source, site), or a table of
            reports in the columns of a row (row.title, row.region, row.year, row.issuer, row.date).
    """
    spans: dict[str, Span] = {}
    declared = declared or {}
    head = source[: layout.body.start]
    title = declared.get("row.title") or _title(source, layout, declared.get("title", ""), spans)
    subtitle = " ".join(source[span.start : span.end] for span in layout.subtitle)
    body = source[layout.body.start : layout.body.end]
    issuer = declared.get("row.issuer") or find_issuer(source, layout, title, declared, spans)
    office = office_in_full(issuer, f"{head}\n{body[:_READ]}") if issuer else None
    spoken = not declared and "issuer" not in spans and not (title or "").startswith(issuer or "-")
    site = declared.get("site", "")
    met = ANY_DATE.search(with_figures(subtitle))
    met_on = (iso_date(met) if met else None) or ""
    published = (
        _declared_date(declared.get("row.date", ""))
        or _declared_date(declared.get("publish_date", ""))
        or _publish_date(head + "\n" + source[layout.body.end : layout.body.end + 2000], head, layout, spans)
        or met_on
        or _signed(source, layout)
    )
    published = _before_the_move(published, met_on or _signed(source, layout) or _dated(source, layout))
    named = _with_subtitle(title or "", [source[span.start : span.end] for span in layout.subtitle])
    time = read_reference_time(
        named, _headed(layout, body), met_on, published or "", declared.get("row.year", "")
    )
    years = re.findall(r"\d{4}", time.period or time.plan or published or "")
    year = int(years[-1]) if years else None
    congress = OF_CONGRESS.search(head) if not title or _government() in title else None
    place = given_place(declared.get("row.region", ""), f"{office} {title} {site}", year) or find_place(
        office,
        title,
        subtitle if OF_CONGRESS.search(subtitle) or not congress else congress.group(),
        body,
        site,
        year,
    )
    index = _INDEX.search(head)
    if index:
        spans["index_number"] = Span(*index.span(1))
    return Metadata(
        title=title,
        issuer=with_place(issuer, place.name) if spoken and issuer and place else issuer,
        region=place.name if place else None,
        region_code=place.code if place else None,
        region_level=place.level if place else None,
        publish_date=published,
        period=time.period,
        plan_period=time.plan,
        period_ground=time.ground,
        year=time.year,
        index_number=index.group(1) if index else None,
        spans=spans,
    )


def _headed(layout: Layout, body: str) -> str:
    """The body with the lines between it and the title, which may head its first part: 2024年工作回顾."""
    if layout.title is None or layout.title_ground == "longest":
        return body
    below = [
        piece.text
        for piece in layout.boilerplate
        if piece.kind == "header" and layout.title.end <= piece.start < layout.body.start
    ]
    return "\n".join((*below, body))


_DASHES = re.compile(r"[—–\-－─]{2,6}\s*")
_TITLE_YEAR = re.compile(r"(?:19|20)\d\d")


def _with_subtitle(title: str, subtitle: list[str]) -> str:
    """A title that names no year, or the subtitle that does: 奋进新征程 / ——云溪县2025年预算执行情况报告解读."""
    if _TITLE_YEAR.search(title):
        return title
    for line in subtitle:
        dash = _DASHES.match(line)
        if dash and _TITLE_YEAR.search(line) and not ANY_DATE.search(with_figures(line)):
            return line[dash.end() :]
    return title


# Two offices, a line each, in front of what they put out.
_TWO_OFFICES = table("office_words").compiled(
    r"({office})[^\S\r\n]*[\r\n]\s*(?=[\u4e00-\u9fff]{2,12}{place}[\u4e00-\u9fff]{1,12}?{office}(?:[\r\n]|{title_words.about}))"
)
_READ = 2000
_QUOTED = re.compile("《([^《》]{6,})》")
# What a library of documents sets around a title: (云溪省)…工作报告(全文), Page 8 - ….
_AROUND = table("title_words").compiled(
    r"^[（(][\u4e00-\u9fff]{2,8}{place_words.division}[)）]|[（(]{whole}[)）]$|^Page\s\d{1,4}\s?[-–—]\s"
)
_MOVED = 400  # days


def _before_the_move(published: str | None, written: str | None) -> str | None:
    """The day on a site, or that of the text itself where the site put it up more than a year later, as when it moved."""
    if not published or not written:
        return published or written
    late = date.fromisoformat(published) - date.fromisoformat(written)
    return written if late.days > _MOVED else published


def _title(source: str, layout: Layout, declared: str, spans: dict[str, Span]) -> str | None:
    """The title of the page: its own field, what its head and its heading agree on, or one of them."""
    said = _declared_title(declared)
    if layout.title is None:
        return said
    spans["title"] = layout.title
    text = source[layout.title.start : layout.title.end]
    if re.fullmatch(r"(?:\S[\s　]+)+\S", text):  # 政 府 工 作 报 告
        printed = re.sub(r"[\s　]", "", text)
    else:
        text = _TWO_OFFICES.sub(r"\1 ", text)
        printed = re.sub(r"[\s　]+", " ", re.sub(r"(?<!\s)(?=[^\S\r\n]*+[\r\n])\s++", "", text)).strip("#* ")
    printed = _AROUND.sub("", printed).strip() or printed
    quoted = _QUOTED.fullmatch(printed)
    printed = quoted.group(1) if quoted else printed  # an account of a paper names it so
    if said is None or layout.title_ground == "field" or _tight(said) in _tight(printed):
        return printed
    if _tight(printed) != _tight(said):
        del spans["title"]
    return said


def _tight(text: str) -> str:
    return "".join(text.split()).rstrip(".…")


def _declared_date(text: str) -> str | None:
    found = ANY_DATE.search(text[:40])
    return iso_date(found) if found else None


def _publish_date(fields: str, head: str, layout: Layout, spans: dict[str, Span]) -> str | None:
    found = next((match for pattern in _DAY if (match := pattern.search(fields))), None)
    if found:
        if found.end(1) <= layout.body.start:
            spans["publish_date"] = Span(*found.span(1))
        return iso_date(found)
    for piece in layout.boilerplate:
        if piece.end <= layout.body.start and piece.kind in {"date", "fields"}:
            match = ANY_DATE.search(head, piece.start, piece.end)
            if match:
                spans["publish_date"] = Span(*match.span())
                return iso_date(match)
    return None


_SIGNED = re.compile(rf"(?:{DATE})\s*{table('signs').word('day')}?\s*$")


def _signed(source: str, layout: Layout) -> str | None:
    """The date under the signature, the last thing of the body."""
    signed = [piece.end for piece in layout.boilerplate if piece.kind == "signature"]
    end = max([layout.body.end, *signed])
    match = _SIGNED.search(with_figures(source[max(layout.body.start, end - 40) : end]))
    return iso_date(match) if match else None


def _dated(source: str, layout: Layout) -> str | None:
    """The day that stands alone on the last line above the body, below whose report it is."""
    above = [piece for piece in layout.boilerplate if piece.end <= layout.body.start]
    if not above or above[-1].kind != "date" or source[above[-1].end : layout.body.start].strip():
        return None
    met = ANY_DATE.search(with_figures(above[-1].text))
    return iso_date(met) if met else None


_SITE_BEHIND = table("office_words").compiled(r"(?<!\s)\s*+[-_—–|｜]\s*[^-_—–|｜]{2,24}{site_owner}$")


def _government() -> str:
    """The name that every government ends with."""
    return min(table("office_words").words("government"), key=len)


def _declared_title(declared: str) -> str | None:
    """The title a page gives in its head, without the name of the site or what spam has planted in it."""
    title = _SITE_BEHIND.sub("", clean_title(declared.strip()))
    return re.sub(r"[\s　]+", " ", title) if 4 <= len(title) <= 100 else None
