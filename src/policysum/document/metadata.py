"""Title, issuer, region, dates, periods and index number of a report."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from policysum.document.headings import chinese_number
from policysum.document.place import OF_CONGRESS, find_place, given_place, undated
from policysum.document.reference_time import read_reference_time
from policysum.document.spam import clean_title
from policysum.lexicon import table
from policysum.quantity.model import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policysum.document.furniture import Layout

__all__ = ["Metadata", "read_metadata"]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the report is; `spans` says where a field is printed, if it is."""

    title: str | None = None
    issuer: str | None = None
    region: str | None = None
    region_code: str | None = None
    region_level: str | None = None
    publish_date: str | None = None
    period: str | None = None
    plan_period: str | None = None
    period_ground: str | None = None
    index_number: str | None = None
    spans: Mapping[str, Span] = field(default_factory=dict)


_CHINESE_DATE = re.compile(
    r"([一二][〇○零一二三四五六七八九]{3})\s?年\s?([元一二三四五六七八九十]{1,3})\s?月\s?([一二三四五六七八九十廿]{1,3})\s?日"
)
_CHINESE_YEAR = str.maketrans("〇○零一二三四五六七八九", "000123456789")


def _with_figures(text: str) -> str:
    """二〇二六年一月二十七日 becomes 2026年1月27日."""
    return _CHINESE_DATE.sub(_in_figures, text)


def _in_figures(match: re.Match[str]) -> str:
    year, month, day = match.groups()
    numbers = (chinese_number(part.replace("廿", "二十").replace("元", "一")) for part in (month, day))
    return "{}年{}月{}日".format(year.translate(_CHINESE_YEAR), *numbers)


def _field(names: str, value: str) -> re.Pattern[str]:
    # White space is counted, not starred: three stars in a row are cubic on a page of blanks.
    spaced = "|".join(r"\s{0,4}".join(name) for name in names.split("|"))
    return re.compile(rf"(?:{spaced})\s{{0,6}}[】\]]?\s{{0,6}}[:：]?[\s|｜]{{0,6}}({value})")


_DATE = r"((?:19|20)\d\d)\s{0,3}[-/.年]\s{0,3}(\d{1,2})\s{0,3}[-/.月]\s{0,3}(\d{1,2})"
# The day it was put out says more than the day it was written.
_PUBLISHED = tuple(
    _field(names, _DATE)
    for names in (
        "发布日期|发布时间|公开日期|公开时间|发文日期|发文时间|生成日期|印发日期",
        "成文日期|成文时间|制发日期|时间|日期",
    )
)
_ANY_DATE = re.compile(_DATE)
_INDEX = _field("索引号|索引编号|信息索引号", r"[A-Za-z0-9/][A-Za-z0-9/\-_—.()（）\[\]〔〕]*")
_ORGAN = r"[\u4e00-\u9fff]{2,30}"
_ISSUER = _field(
    "发布机构|发文机关|发文单位|发布单位|公开机构|制发机关|发布部门|所属机构|公开责任部门|责任部门", _ORGAN
)
# Fields set side by side by style alone come out glued together: 来源：云溪区水务局浏览次数：135.
_NEXT_FIELD = re.compile(
    "(?:浏览|阅读|点击|访问|字体|字号|作者|发布|发文|成文|时间|日期|编辑|责任|信息来源|文号|主题|有效).*$"
)
_SOURCE = _field("来源", _ORGAN)
_OFFICE = re.compile(
    r"[\u4e00-\u9fff]{2,24}?(?:人民政府|政府|委员会|管理委员会|办公室|局|厅|委|院|中心|办)(?=关于|\d|[一二三四五六七八九十]|工作|上半年|政府工作|年度|在|$|\s)"
)
_NOT_OFFICE = re.compile("日报|晚报|新闻|网$|报社|电视|传媒|晨报|本网|本站|记者")


def read_metadata(source: str, layout: Layout, declared: Mapping[str, str] | None = None) -> Metadata:
    """Read the row of a table and the fields of the page first, then title and subtitle, then the prose.

    Args:
        source: the decoded text.
        layout: where title, body and furniture stand.
        declared: what an HTML page says of itself in its head (title, publish_date, source, site), or a table of
            reports in the columns of a row (row.title, row.region, row.year, row.issuer, row.date).
    """
    spans: dict[str, Span] = {}
    declared = declared or {}
    head = source[: layout.body.start]
    title = declared.get("row.title") or _title(source, layout, declared.get("title", ""), spans)
    subtitle = " ".join(source[span.start : span.end] for span in layout.subtitle)
    body = source[layout.body.start : layout.body.end]
    site = _SITE_WORDS.sub("", declared.get("site", "")).strip()
    issuer = declared.get("row.issuer") or _find_issuer(source, layout, title, declared, spans)
    met = _ANY_DATE.search(_with_figures(subtitle))
    met_on = (_iso(met) if met else None) or ""
    published = (
        _declared_date(declared.get("row.date", ""))
        or _declared_date(declared.get("publish_date", ""))
        or _publish_date(head + "\n" + source[layout.body.end : layout.body.end + 2000], head, layout, spans)
        or met_on
        or _signed(source, layout)
    )
    published = _before_the_move(published, met_on or _signed(source, layout))
    time = read_reference_time(title or "", body, met_on, published or "", declared.get("row.year", ""))
    years = re.findall(r"\d{4}", time.period or time.plan or published or "")
    year = int(years[-1]) if years else None
    congress = OF_CONGRESS.search(head) if not title or "政府" in title else None
    place = given_place(declared.get("row.region", ""), f"{issuer} {title} {site}", year) or find_place(
        issuer,
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
        issuer=issuer,
        region=place.name if place else None,
        region_code=place.code if place else None,
        region_level=place.level if place else None,
        publish_date=published,
        period=time.period,
        plan_period=time.plan,
        period_ground=time.ground,
        index_number=index.group(1) if index else None,
        spans=spans,
    )


_MOVED = 400  # days


def _before_the_move(published: str | None, written: str | None) -> str | None:
    """The day on a site, or that of the text itself where the site put it up more than a year later, as when it moved."""
    if not published or not written:
        return published or written
    late = date.fromisoformat(published) - date.fromisoformat(written)
    return written if late.days > _MOVED else published


def _find_issuer(
    source: str, layout: Layout, title: str | None, declared: Mapping[str, str], spans: dict[str, Span]
) -> str | None:
    """The office that the page, the title, the congress or the signature names."""
    head = source[: layout.body.start]
    named = (
        _printed_issuer(_ISSUER, head, spans)
        or (_issuer_of_title(title) if title else None)
        or _source_of(declared.get("source", ""))
        or _printed_issuer(_SOURCE, head, spans)
        or _issuer(source, layout, title)
    )
    if named:
        return named
    for piece in layout.furniture:
        if piece.kind == "signature" and not _ANY_DATE.match(_with_figures(piece.text)):
            return piece.text
    return _office_of_site(_SITE_WORDS.sub("", declared.get("site", "")).strip(), title)


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
        printed = re.sub(r"[\s　]+", " ", re.sub(r"\s*[\r\n]+\s*", "", text)).strip("#* ")
    if said is None or layout.title_ground == "field" or _tight(said) in _tight(printed):
        return printed
    if _tight(printed) != _tight(said):
        del spans["title"]
    return said


def _tight(text: str) -> str:
    return "".join(text.split()).rstrip(".…")


def _declared_date(text: str) -> str | None:
    found = _ANY_DATE.search(text[:40])
    return _iso(found) if found else None


def _iso(match: re.Match[str]) -> str | None:
    year, month, day = (int(part) for part in match.groups()[-3:])
    with suppress(ValueError):
        return date(year, month, day).isoformat()
    return None


def _publish_date(fields: str, head: str, layout: Layout, spans: dict[str, Span]) -> str | None:
    found = next((match for pattern in _PUBLISHED if (match := pattern.search(fields))), None)
    if found:
        if found.end(1) <= layout.body.start:
            spans["publish_date"] = Span(*found.span(1))
        return _iso(found)
    for piece in layout.furniture:
        if piece.end <= layout.body.start and piece.kind in {"date", "fields"}:
            match = _ANY_DATE.search(head, piece.start, piece.end)
            if match:
                spans["publish_date"] = Span(*match.span())
                return _iso(match)
    return None


_SIGNED = re.compile(rf"(?:{_DATE})\s*日?\s*$")


def _signed(source: str, layout: Layout) -> str | None:
    """The date under the signature, the last thing of the body."""
    signed = [piece.end for piece in layout.furniture if piece.kind == "signature"]
    end = max([layout.body.end, *signed])
    match = _SIGNED.search(_with_figures(source[max(layout.body.start, end - 40) : end]))
    return _iso(match) if match else None


_SITE_WORDS = re.compile(r"(?:门户|政务)?网站?$|政务服务网$|信息公开.{0,8}$")
_SITE_OFFICE = re.compile(r"[\u4e00-\u9fff]{2,24}(?:人民政府|政府|委员会|管委会|办公室|局|厅)$")


def _office_of_site(site: str, title: str | None) -> str | None:
    """The owner of the site: an office for whatever it prints, a government for its own report only."""
    if not _SITE_OFFICE.match(site) or (site.endswith("政府") and "政府" not in (title or "")):
        return None
    return site


def _declared_title(declared: str) -> str | None:
    """The title a page gives in its head, without the name of the site or what spam has planted in it."""
    title = re.sub(
        r"\s*[-_—–|｜]\s*[^-_—–|｜]{2,24}(?:政府|局|厅|委员会|网站?|门户)$", "", clean_title(declared.strip())
    )
    return re.sub(r"[\s　]+", " ", title) if 4 <= len(title) <= 100 else None


def _printed_issuer(pattern: re.Pattern[str], head: str, spans: dict[str, Span]) -> str | None:
    """The office a field of the page names; the source only if it is an office, and no newspaper."""
    found = pattern.search(head)
    if found is None or _NOT_OFFICE.search(found.group(1)):
        return None
    name = _NEXT_FIELD.sub("", found.group(1))
    spans["issuer"] = Span(found.start(1), found.start(1) + len(name))
    return name or None


def _source_of(declared: str) -> str | None:
    return declared if declared and not _NOT_OFFICE.search(declared) else None


def _issuer(source: str, layout: Layout, title: str | None) -> str | None:
    """The office below the title, the speaker's, the congress's, or the one the first sentence names."""
    head = source[: layout.body.start]
    subtitle = " ".join(source[span.start : span.end] for span in layout.subtitle)
    if title and "政府工作报告" not in title.replace(" ", ""):
        for span in layout.subtitle:
            if _SITE_OFFICE.match(source[span.start : span.end]):
                return source[span.start : span.end]
    government = re.search(r"([\u4e00-\u9fff]{2,12}?人民政府)(?:代?理?\S?长|主席)", subtitle)
    if government:
        return government.group(1)
    congress = OF_CONGRESS.search(subtitle)
    if congress is None and (not title or "政府" in title):
        congress = OF_CONGRESS.search(head)
    if congress:
        return f"{congress.group(1)}人民政府"
    spoken = re.search(
        r"我代表([\u4e00-\u9fff]{2,10}?人民政府)", source[layout.body.start : layout.body.end][:400]
    )
    return spoken.group(1) if spoken and spoken.group(1)[1:3] != "人民" else None


def _issuer_of_title(title: str) -> str | None:
    plain = undated(title)
    if plain.endswith("政府工作报告"):
        name = re.sub(r"(?:(?:19|20)\d\d年)?(?:人民)?政府工作报告$", "", plain)
        return (
            name
            if name.endswith("政府") or name in table("title_words").words("national")
            else f"{name}人民政府"
            if name
            else None
        )
    office = _OFFICE.match(plain)
    return office.group() if office else None
