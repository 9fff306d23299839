"""The region a report is of: from its issuer, title, congress or site, by the gazetteer."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from policysum.catalogue.places import candidates
from policysum.catalogue.regions import Region, parents
from policysum.lexicon import table

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["OF_CONGRESS", "Place", "find_place", "given_place", "undated"]


@dataclass(frozen=True, slots=True)
class Place:
    """A region by name; code and level where the gazetteer has it and no other of that name fits as well."""

    name: str
    code: str | None = None
    level: str | None = None


_BEGINS_WITH_YEAR = re.compile(r"^(?:(?:19|20)\d\d|[一二][〇○零一二三四五六七八九]{3})年度?")
_KINDS = "自治区|自治州|自治县|自治旗|特别行政区|省|市|州|盟|县|区|旗"
OF_CONGRESS = re.compile(rf"在([\u4e00-\u9fff]{{2,9}}?(?:{_KINDS}))(?:第|人民代表大会)")
# The words behind a name that make it the name of a division, though no gazetteer has it: 云溪市科学技术局, 云溪市2021年.
_SERVED = r"(?=人民政府|政府|人大|政协|人民代表|人民法院|人民检察院|委|第|(?:19|20)\d\d年|关于|[\u4e00-\u9fff、]{1,16}(?:局|厅|委员会|委|办公室|办|院|中心|公司|大队)(?!部))"
_DIVISION = re.compile(rf"([\u4e00-\u9fff]{{2,7}}?(?:{_KINDS}))(?!域|间|别|块|划|位|分|场|级|直){_SERVED}")
_WITHIN = re.compile(
    rf"([\u4e00-\u9fff]{{2,6}}?(?:县|区|旗|市))(?!域|间|别|块|划|位|分|场|级|直|科){_SERVED}"
)
_ZONE = re.compile(
    r"[\u4e00-\u9fff]{0,12}?(?:综合实验区|经济技术开发区|高新技术产业开发区|开发区|高新区|新区|工业园区|示范区|保税区)"
)
_TOWN = re.compile(
    r"(?:[\u4e00-\u9fff]{2,12}[省市县区旗])?([\u4e00-\u9fff]{1,6}?(?:镇|乡|街道))(?=人民政府|政府|办事处|党|(?:19|20)\d\d年)"
)
_BARE_OFFICE = re.compile(r"[市区县州盟旗省](?=[\u4e00-\u9fff]{1,12}(?:局|厅|委|办|院|中心))")
_NAMED = re.compile(
    rf"(?:^|[，。、；：,.;:\s“（(与和在为对由])([\u4e00-\u9fff]{{2,3}}(?:{_KINDS}))(?![一-龥]?[委政级直内外属镇域间场])"
)
_LED_BY = re.compile("(?:在|经|按照)(?:中共)?([\u4e00-\u9fff]{2,4}?[市区县旗州])委")
_ABOUT = "关于"
_READ = 6000


def undated(title: str) -> str:
    """A title without the year it begins with."""
    return _BEGINS_WITH_YEAR.sub("", title)


def given_place(name: str, near: str, year: int | None) -> Place | None:
    """The region that somebody names: with its code where the gazetteer has one that fits."""
    name = name.strip()
    if not name:
        return None
    found = candidates(name, year)
    one = _fitting(found, near, year) if found else None
    return Place(
        name if one is None else one.name, one.code if one else None, found[0].level if found else None
    )


def find_place(  # noqa: PLR0917 - what is known of the report, each once
    issuer: str | None, title: str | None, subtitle: str, body: str, site: str, year: int | None
) -> Place | None:
    """The region of a report.

    Args:
        issuer: the office that put it out.
        title: its title.
        subtitle: what stands below the title: the day, the congress, the speaker.
        body: its text.
        site: whose site it stands on.
        year: the year it is of, which decides between codes.
    """
    near = "\n".join((title or "", issuer or "", site, subtitle, body[:_READ]))
    congress = OF_CONGRESS.search(subtitle)
    for text in (issuer or "", _head(title or ""), congress.group(1) if congress else "", site):
        plain = undated(text)
        if _national(plain):
            return None
        found = _in_gazetteer(plain, near, year) or _by_form(plain, year)
        if found is not None:
            return found
    if congress is not None:
        return Place(congress.group(1))
    wanted = issuer[0] if issuer and _BARE_OFFICE.match(issuer) else None
    return _most_named(body, wanted, near, year)


def _head(title: str) -> str:
    """The part of a title that names whose it is: what stands before 关于, unless that begins it."""
    before, about, after = title.partition(_ABOUT)
    return before or about + after


def _national(text: str) -> bool:
    words = table("title_words").words("national")
    return text.startswith(words) or text in {"中国", "全国"}


def _in_gazetteer(text: str, near: str, year: int | None) -> Place | None:
    """The division that a text names first, unless it goes on to a town or a zone inside it."""
    found = candidates(text, year)
    if not found:
        return None
    town = _TOWN.match(text)
    if town is not None and not any(one.name == town.group(1) for one in found):
        return Place(town.group(1), None, "town")
    one = _fitting(found, near, year)
    if one is None:
        return Place(found[0].name, None, found[0].level)
    behind = _behind(text, one)
    zone = _ZONE.match(behind)
    if zone is not None:
        return Place(one.name + zone.group(), None, "zone")
    inner = _WITHIN.match(behind)
    if inner is not None and one.level != "county":
        return Place(inner.group(1), None, "county")
    return Place(one.name, one.code, one.level)


def _behind(text: str, region: Region) -> str:
    """What stands behind the name of a division."""
    for name in (region.name, region.short):
        if name and name in text:
            return text.partition(name)[2]
    return ""


def _by_form(text: str, year: int | None) -> Place | None:
    """A name of the form of a division that heads an office or a title, though the gazetteer lacks it."""
    zone = _ZONE.match(text)
    if zone is not None and len(zone.group()) > len("高新区"):
        return Place(zone.group(), None, "zone")
    town = _TOWN.match(text)
    if town is not None:
        return Place(town.group(1), None, "town")
    match = _DIVISION.match(text)
    if match is None or _BARE_OFFICE.match(text) or _no_name(match.group(1)):
        return None
    inner = _WITHIN.match(text, match.end())
    name = inner.group(1) if inner and not _no_name(inner.group(1)) else match.group(1)
    known = candidates(name, year)
    return Place(name, known[0].code if len(known) == 1 else None, known[0].level if known else None)


def _fitting(found: Sequence[Region], near: str, year: int | None) -> Region | None:
    """The one of several divisions of a name whose province or prefecture is named nearby; None where none or two are."""
    if len(found) == 1:
        return found[0]
    weights = {one.code: _weight(one, near, year) for one in found}
    best = max(weights.values())
    first = [one for one in found if weights[one.code] == best]
    return first[0] if best and len(first) == 1 else None


def _weight(region: Region, near: str, year: int | None) -> int:
    return sum(
        near.count(name) * (2 if name == above.name else 1)
        for above in parents(region, year)
        for name in {above.name, above.short} - {""}
        if above.code != region.code
    )


def _most_named(body: str, kind: str | None, near: str, year: int | None) -> Place | None:
    """The place the prose names most: one of the gazetteer, or of the kind the office serves, where that is known."""
    counts = Counter(
        name
        for name in _NAMED.findall(body[:_READ])
        if (kind is None or name.endswith(kind)) and not _no_name(name)
    )
    led = _LED_BY.search(body[:800])
    if led is not None and not _no_name(led.group(1)):
        counts[led.group(1)] += 2
    for name, count in counts.most_common(5):
        found = candidates(name, year)
        if count < 2 and kind is None and body.find(name) >= 60:
            continue
        if found:
            one = _fitting(found, near, year)
            return Place(name if one is None else one.name, one.code if one else None, found[0].level)
        # A name that no gazetteer has: what the office serves, whose committee leads, or what the text begins with.
        begins = count > 1 and 0 <= body.find(name) < 60
        if kind is not None or begins or (led is not None and name == led.group(1)):
            return Place(name)
    return None


def _no_name(name: str) -> bool:
    """Whether a word that ends as a division does is none: 鼓励市, 合理区, 本区."""
    return _not_names().search(name[:-1]) is not None


@cache
def _not_names() -> re.Pattern[str]:
    return re.compile(table("place_guards").alternation("no_name"))
