"""Title, issuer, region, dates, periods and index number of a report."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from policysum.document.furniture import clean_title
from policysum.document.headings import chinese_number
from policysum.document.regions import PROVINCES
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
    publish_date: str | None = None
    period: str | None = None
    plan_period: str | None = None
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
_REGION = re.compile(
    r"(?:[\u4e00-\u9fff]{2,7}?(?:自治区|自治州|自治县|自治旗|特别行政区|新区|开发区)|[\u4e00-\u9fff]{2,6}?(?:省|市|州|盟|县|区|旗|镇|乡))"
)
_OF_CONGRESS = re.compile(r"在([\u4e00-\u9fff]{2,9}?(?:自治区|省|市|州|盟|县|区|旗))第")
_BARE_OFFICE = re.compile(r"[市区县州盟旗省](?=[\u4e00-\u9fff]{1,12}(?:局|厅|委|办|院|中心))")


def read_metadata(source: str, layout: Layout, declared: Mapping[str, str] | None = None) -> Metadata:
    """Read the fields of the page first, then title and subtitle, then the prose.

    Args:
        source: the decoded text.
        layout: where title, body and furniture stand.
        declared: what an HTML page says of itself in its head (title, publish_date, source, site).
    """
    spans: dict[str, Span] = {}
    declared = declared or {}
    head = source[: layout.body.start]
    printed = _title(source, layout, spans)
    title = _declared_title(declared.get("title", "")) or printed
    if title != printed:
        spans.pop("title", None)
    subtitle = " ".join(source[span.start : span.end] for span in layout.subtitle)
    fields = head + "\n" + source[layout.body.end : layout.body.end + 2000]
    body = source[layout.body.start : layout.body.end]
    signed = next(
        (
            piece.text
            for piece in layout.furniture
            if piece.kind == "signature" and not _ANY_DATE.match(_with_figures(piece.text))
        ),
        None,
    )
    issuer = (
        _printed_issuer(_ISSUER, head, spans)
        or (_issuer_of_title(title) if title else None)
        or _source_of(declared.get("source", ""))
        or _printed_issuer(_SOURCE, head, spans)
        or _issuer(source, layout, head, title, subtitle, body)
    )
    site = _SITE_WORDS.sub("", declared.get("site", "")).strip()
    issuer = issuer or signed or _office_of_site(site, title)
    region = _region(issuer, title, subtitle, body, site)
    met = _ANY_DATE.search(_with_figures(subtitle))
    said = _ANY_DATE.search(declared.get("publish_date", "")[:40])
    published = (
        (_iso(said) if said else None)
        or _publish_date(fields, head, layout, spans)
        or (_iso(met) if met else None)
        or _signed(source, layout)
    )
    period, plan = read_periods(title or "", body, (met and _iso(met)) or "", published or "")
    index = _INDEX.search(head)
    if index:
        spans["index_number"] = Span(*index.span(1))
    return Metadata(title, issuer, region, published, period, plan, index.group(1) if index else None, spans)


def _title(source: str, layout: Layout, spans: dict[str, Span]) -> str | None:
    if layout.title is None:
        named = _field("名称|标题|信息名称", r"[^\n\r]{6,100}").search(source, 0, layout.body.start)
        if named is None:
            return None
        spans["title"] = Span(*named.span(1))
        return named.group(1).strip()
    spans["title"] = layout.title
    text = source[layout.title.start : layout.title.end]
    if re.fullmatch(r"(?:\S[\s　]+)+\S", text):  # 政 府 工 作 报 告
        return re.sub(r"[\s　]", "", text)
    return re.sub(r"[\s　]+", " ", re.sub(r"\s*[\r\n]+\s*", "", text)).strip("#* ")


def _iso(match: re.Match[str]) -> str | None:
    year, month, day = (int(part) for part in match.groups()[-3:])
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else None


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


def _issuer(  # noqa: PLR0917 - what is known of the page, each once
    source: str, layout: Layout, head: str, title: str | None, subtitle: str, body: str
) -> str | None:
    """The office below the title, the speaker's, the congress's, or the one the first sentence names."""
    if title and "政府工作报告" not in title.replace(" ", ""):
        for span in layout.subtitle:
            if _SITE_OFFICE.match(source[span.start : span.end]):
                return source[span.start : span.end]
    government = re.search(r"([\u4e00-\u9fff]{2,12}?人民政府)(?:代?理?\S?长|主席)", subtitle)
    if government:
        return government.group(1)
    congress = _OF_CONGRESS.search(subtitle)
    if congress is None and (not title or "政府" in title):
        congress = _OF_CONGRESS.search(head)
    if congress:
        return f"{congress.group(1)}人民政府"
    spoken = re.search(r"我代表([\u4e00-\u9fff]{2,10}?人民政府)", body[:400])
    return spoken.group(1) if spoken and spoken.group(1)[1:3] != "人民" else None


def _undated(title: str) -> str:
    """A title without the year it begins with."""
    return re.sub(r"^(?:(?:19|20)\d\d|[一二][〇○零一二三四五六七八九]{3})年度?", "", title)


def _issuer_of_title(title: str) -> str | None:
    plain = _undated(title)
    if plain.endswith("政府工作报告"):
        name = re.sub(r"(?:(?:19|20)\d\d年)?(?:人民)?政府工作报告$", "", plain)
        return name if name.endswith("政府") else f"{name}人民政府" if name else None
    office = _OFFICE.match(plain)
    return office.group() if office else None


def _region(issuer: str | None, title: str | None, subtitle: str, body: str, site: str) -> str | None:
    for text in (issuer or "", title or "", site):
        plain = _undated(text)
        for name in PROVINCES:
            if plain.startswith(name):
                inner = re.match(rf"{name}([\u4e00-\u9fff]{{2,4}}?(?:市|州|盟|县|区|旗))(?!科)", plain)
                return inner.group(1) if inner else name
        match = _REGION.match(plain)
        if match and not _BARE_OFFICE.match(plain):
            return match.group()
    congress = _OF_CONGRESS.search(subtitle)
    if congress:
        return congress.group(1)
    wanted = issuer[0] if issuer and _BARE_OFFICE.match(issuer) else None
    return _most_named(body, wanted)


_NAMED = re.compile(
    r"(?:^|[，。、；：,.;:\s“（(与和在为对由])([\u4e00-\u9fff]{2,3}[省市区县州盟旗])(?![一-龥]?[委政级直内外属镇域])"
)
_LED_BY = re.compile(
    "(?:在|经|按照)(?:中共)?([\u4e00-\u9fff]{2,4}?[市区县旗州])委"
)  # 在云溪区委、区政府的领导下
_NO_NAME = re.compile(
    "[我全各本该两地城市辖省县区]|自治|示范|试验|园|社区|小区|山区|灾区|景区|集聚|上[市]|开发|高新|新区|片区|核心|引领|中心"
)


def _most_named(body: str, kind: str | None) -> str | None:
    """The place the prose names most, of the kind the office serves if that is known."""
    counts = Counter(
        name
        for name in _NAMED.findall(body[:6000])
        if (kind is None or name.endswith(kind)) and not _NO_NAME.search(name[:-1])
    )
    if not counts:
        led = _LED_BY.search(body[:800])
        return led.group(1) if led and not _NO_NAME.search(led.group(1)[:-1]) else None
    name, count = counts.most_common(1)[0]
    return name if count >= 2 or kind is not None or body.find(name) < 60 else None


# --- periods -----------------------------------------------------------------------------------

_PART = {
    "上半年": "H1", "下半年": "H2", "第一季度": "Q1", "一季度": "Q1", "第二季度": "Q2", "二季度": "Q2",
    "第三季度": "Q3", "三季度": "Q3", "第四季度": "Q4", "四季度": "Q4", "1-6月": "H1", "1—6月": "H1",
}  # fmt: skip
_WHEN = re.compile(
    r"((?:19|20)\d\d)\s*[-—–至到~]\s*((?:19|20)\d\d)年|(?:((?:19|20)\d\d)年?度?)?\s*(前三季度|上半年|下半年|第?[一二三四]季度|1[-—]6月)|((?:19|20)\d\d)(?:年|(?=\D{0,2}主要|\D{0,2}工作))"
)
_CARRIED_OUT = re.compile("(?:计划|预算|规划|任务|目标)(?:的)?(?:执行|完成|落实|实施)")
_PLAN_WORD = re.compile("草案|计划|打算|思路|安排|要点|规划|目标|谋划|任务|设想|部署")
_DONE_WORD = re.compile("总结|回顾|情况|汇报|成效|进展|完成")
_CHINESE_YEARS = re.compile("[一二][〇○零一二三四五六七八九]{3}年")


_PLANS_AHEAD = re.compile(
    r"(?m)^[^\n。]{0,8}(?:下一?步|下一?阶段|下半年|明年|(?:19|20)\d\d年[^\n。]{0,8}(?:打算|思路|谋划|计划|安排|要点|任务))"
    r"|^[^\n。]{0,16}(?:工作打算|工作思路|工作计划|工作安排|工作谋划)\s*$"
)


def read_periods(title: str, body: str, met: str, published: str) -> tuple[str | None, str | None]:
    """The period a report looks back on and the one it plans for.

    Args:
        title: its title.
        body: its text.
        met: the day of the congress it was given to, as an ISO date; empty if none is printed.
        published: the day it was published, likewise.
    """
    title = _CHINESE_YEARS.sub(lambda m: m.group().translate(_CHINESE_YEAR), title)
    if "政府工作报告" in title.replace(" ", ""):
        year = _year(met) or _year(title) or _year(published)
        if year:
            given = met or published
            late = given.startswith(year) and not _year(title) and given[5:7] in _LATE
            return _reported_year(body, int(year), late=late)
    done, plan = _from_title(title)
    if done is None and plan is None:
        return _from_prose(body, published)
    if plan is None and done is not None and (_PLANS_AHEAD.search(body) or _heads_next_year(body, done)):
        plan = done.replace("H1", "H2") if "H1" in done else str(int(done) + 1) if done.isdigit() else None
    return done, plan


def _heads_next_year(body: str, done: str) -> bool:
    """Whether a heading names the year after: 三、2026年重点工作."""
    if not done.isdigit():
        return False
    return re.search(rf"(?m)^[^\n。，]{{0,8}}{int(done) + 1}年[^\n。，]{{0,16}}$", body) is not None


def _year(text: str) -> str:
    match = re.search(r"(?:19|20)\d\d", text)
    return match.group() if match else ""


_LATE = frozenset({"10", "11", "12"})
"""Months in which a congress that begins a new term meets: the report is of the year that ends."""


def _reported_year(body: str, year: int, *, late: bool) -> tuple[str, str]:
    """A government work report looks back on the year before its meeting, unless its headings say otherwise.

    Args:
        body: the text.
        year: of the meeting.
        late: whether it met at the end of that year.
    """
    back = re.search(r"((?:19|20)\d\d)年\S{0,12}(?:工作回顾|工作总结|主要工作)", body[:6000])
    if back and int(back.group(1)) in {year, year - 1}:
        return back.group(1), str(int(back.group(1)) + 1)
    told = year if late or _heads_next_year(body, str(year)) else year - 1
    return str(told), str(told + 1)


def _from_title(title: str) -> tuple[str | None, str | None]:
    done: str | None = None
    plan: str | None = None
    year = ""
    matches = list(_WHEN.finditer(title))
    for number, match in enumerate(matches):
        first, last, part_year, part, whole = match.groups()
        stop = matches[number + 1].start() if number + 1 < len(matches) else len(title)
        tail = title[match.end() : stop]
        year = part_year or whole or last or year
        if first:
            value = f"{first}/{last}"
        elif part == "前三季度":
            value = f"{year}Q1/{year}Q3" if year else ""
        else:
            value = year + (_PART.get(part, "") if part else "") if year else ""
        if not value:
            continue
        is_plan = (
            bool(_PLAN_WORD.search(tail))
            and not _CARRIED_OUT.search(tail)
            and not _DONE_WORD.search(tail.split("计划")[0].split("思路")[0])
        )
        if is_plan or (part == "下半年" and done):
            plan = plan or value
        else:
            done = done or value
            if (
                _PLAN_WORD.search(tail)
                and plan is None
                and re.search("下一年|明年|来年|次年", tail)
                and year.isdigit()
            ):
                plan = str(int(year) + 1)
    return done, plan


_PAST_YEAR = re.compile(
    r"((?:19|20)\d\d)年(?!底前|前|将|力争|计划|目标|(?:主要|重点|下一步)?工作(?:打算|计划|安排|思路|部署|要点|目标))"
)


def _from_prose(body: str, published: str) -> tuple[str | None, str | None]:
    """No year in the title: the latest year that the prose tells of, and what 今年 means."""
    head = body[:400]
    limit = int(published[:4]) if published else 9999
    years = Counter(
        int(match.group(1))
        for match in _PAST_YEAR.finditer(body)
        if int(match.group(1)) <= limit
        and body[max(0, match.start() - 1) : match.start()] not in {"到", "至"}
    )
    heading = re.search(
        r"((?:19|20)\d\d)年?(上半年)?\S{0,10}(?:工作总结|工作回顾|重点工作|工作完成|工作情况)", body[:1500]
    )
    planned = re.search(
        r"((?:19|20)\d\d)年?\S{0,10}(?:工作思路|工作计划|工作打算|工作安排|重点任务|主要指标)", body
    )
    if heading:
        period = heading.group(1) + ("H1" if heading.group(2) else "")
        return period, planned.group(1) if planned and planned.group(1) != heading.group(1) else None
    frequent = [year for year, count in years.items() if count >= 2] or list(years)
    if not frequent:
        return (published[:4] or None), planned.group(1) if planned else None
    latest = max(frequent)
    if re.search("今年以来|半年以来|今年来", head) and not published:
        half = "H1" if re.search("上半年|半年以来", head) else ""
        return f"{latest}{half}", f"{latest}H2" if half else None
    span = re.search("近([两二三四五])年", body[:800])
    plan = str(latest + 1) if re.search("今年", body[-2500:]) else None
    if span:
        return f"{latest - {'两': 1, '二': 1, '三': 2, '四': 3, '五': 4}[span.group(1)]}/{latest}", plan
    return str(latest), plan
