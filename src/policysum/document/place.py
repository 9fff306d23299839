"""The region a report is of: from its issuer, title, congress or site, by the gazetteer."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policysum.catalogue.places import candidates, within_word
from policysum.catalogue.regions import Region, by_name, endings, longest_name, parents
from policysum.document.numerals import CHINESE_YEAR
from policysum.document.place_guards import division, longer, no_name, no_towns, only_there, own_words
from policysum.document.titled_place import name_in_title
from policysum.lexicon import Phrase, table

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["OF_CONGRESS", "Place", "find_place", "given_place", "undated"]


@dataclass(frozen=True, slots=True)
class Place:
    """A region by name; code and level where the gazetteer has it and no other of that name fits as well."""

    name: str
    code: str | None = None
    level: str | None = None


_BEGINS_WITH_YEAR = table("signs").compiled(
    rf"^(?:(?:19|20)\d\d|{CHINESE_YEAR}){{year}}{{year_words.of_year}}?"
)
_PLACES = "place_words"
_OFFICES = r"[\u4e00-\u9fff、]{1,16}{served_office}"
# The words behind a name that make it the name of a division, though no gazetteer has it: 云溪市科学技术局, 云溪市2021年.
_SERVED = rf"(?=$|{{served}}|(?:19|20)\d\d{{signs.year}}|{_OFFICES})"
OF_CONGRESS = Phrase(_PLACES, r"{met_in}([\u4e00-\u9fff]{2,9}?{division}){congress}")
_DIVISION = Phrase(_PLACES, rf"([\u4e00-\u9fff]{{2,7}}?{{division}})(?!{{longer}}){_SERVED}")
_WITHIN = Phrase(_PLACES, rf"([\u4e00-\u9fff]{{2,6}}?{{county}})(?!{{longer}}|{{longer_within}}){_SERVED}")
_ZONE = Phrase(_PLACES, r"[\u4e00-\u9fff]{0,12}?{zone}")
_BRANCH = Phrase(_PLACES, r"[\u4e00-\u9fff]{1,8}{seat}([\u4e00-\u9fff]{1,5}?{county}){branch}")
_TOWN = Phrase(
    _PLACES,
    r"(?:[\u4e00-\u9fff]{2,12}{county})?([\u4e00-\u9fff]{1,6}?{town})(?={town_served}|(?:19|20)\d\d{signs.year})",
)
_BARE_OFFICE = Phrase(_PLACES, rf"{{bare}}(?={_OFFICES})")
_NAMED = Phrase(
    _PLACES,
    # It begins with a single character, so that a scan skips all others.
    r"[，。、；：,.;:\s“（({=named_behind}]([\u4e00-\u9fff]{2,3}{division})(?![\u4e00-\u9fff]?{inside})",
)
_LED_BY = Phrase(_PLACES, r"{led_by}(?:{party})?([\u4e00-\u9fff]{2,4}?{county}){committee}")
_CITED = re.compile("《[^《》]{0,200}》")
"""The papers that a text cites name whose they are."""
_READ = 6000
_SHORTEST_ZONE = 3  # characters: 高新区 alone names none
_SHARE = 0.6  # of the divisions that a text names, from which on one is the place it is of


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
            return _inside(found, undated(_head(title or "")), near, year)
    if congress is not None:
        return Place(congress.group(1))
    named = name_in_title(undated(_head(title or "")), f"{subtitle}\n{body[:_READ]}")
    if named and not no_name(named):
        return Place(named)
    wanted = issuer[0] if issuer and _BARE_OFFICE.match(issuer) else None
    return _most_named(body, wanted, near, year)


def _inside(place: Place, title: str, near: str, year: int | None) -> Place:
    """The place that a title begins with, if it lies in the one that the office is of: the province's site, a city's bulletin."""
    if place.code is None:
        return place
    inner = _in_gazetteer(title, near, year)
    if inner is None or inner.code is None or not title.startswith(inner.name):
        return place
    return inner if inner.code.startswith(place.code.removesuffix("00").removesuffix("00")) else place


def _head(title: str) -> str:
    """The part of a title that names whose it is: what stands before 关于, unless that begins it."""
    before, about, after = title.lstrip("《").partition(table("title_words").word("about"))
    return before or about + after


def _national(text: str) -> bool:
    words = table("title_words").words("national")
    return text.startswith(words) or text in table("title_words").words("nation")


def _in_gazetteer(text: str, near: str, year: int | None) -> Place | None:
    """The division that a text names first, unless it goes on to a town or a zone inside it."""
    found = candidates(text, year)
    if not found:
        return None
    town = _TOWN.match(text)
    if (
        town is not None
        and town.group(1) not in no_towns()
        and not any(one.name == town.group(1) for one in found)
    ):
        return Place(town.group(1), None, "town")
    one = _fitting(found, near, year)
    if one is None:
        return Place(found[0].name, None, found[0].level)
    behind = _behind(text, one)
    zone = _ZONE.match(behind)
    if zone is not None:
        return Place(one.name + zone.group(), None, "zone")
    inner = _WITHIN.match(behind) or _BRANCH.match(behind)  # 市公安局云溪区分局
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
    text = text.removeprefix(table("title_words").word("about")).removeprefix(table(_PLACES).word("party"))
    zone = _ZONE.match(text)
    if zone is not None and len(zone.group()) > _SHORTEST_ZONE:
        return Place(zone.group(), None, "zone")
    town = _TOWN.match(text)
    if town is not None and town.group(1) not in no_towns():
        return Place(town.group(1), None, "town")
    match = _DIVISION.match(text)
    if match is None or _BARE_OFFICE.match(text) or no_name(match.group(1)):
        return None
    inner = _WITHIN.match(text, match.end())
    name = inner.group(1) if inner and not no_name(inner.group(1)) else match.group(1)
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
    text = body[:_READ]
    counts = Counter(
        name
        for name in _NAMED.pattern.findall(f"\n{text}")
        if (kind is None or name.endswith(kind)) and (by_name(name) or not no_name(name))
    )
    led = _LED_BY.search(body[:800])
    if led is not None and not no_name(led.group(1)):
        counts[led.group(1)] += 2
    for name, count in counts.most_common(5):
        found = candidates(name, year)
        if count < 2 and kind is None and body.find(name) >= 60:
            continue
        if found:
            if kind is None and body.find(name) >= 60 and not _is_own(name, body):
                continue
            if kind is None and any(
                other >= count for one, other in counts.items() if one != name and by_name(one)
            ):
                return None  # as much of one place as of another
            one = _fitting(found, near, year)
            return Place(name if one is None else one.name, one.code if one else None, found[0].level)
        # A name that no gazetteer has: what the office serves, whose committee leads, or what the text begins with.
        begins = count > 1 and 0 <= body.find(name) < 60
        if kind is not None or begins or (led is not None and name == led.group(1)):
            return Place(name)
    return _most_listed(text, near, year) if kind is None else None


def _most_listed(text: str, near: str, year: int | None) -> Place | None:
    """The division that most of the full names in a text are of, wherever they stand in its words; not in papers it cites."""
    named = _full_names(text)
    (name, count), *_ = named.most_common(1) or [("", 0)]
    if count != named.total() or not _is_own(name, text):
        named = _full_names(_CITED.sub("", text))
        (name, count), *_ = named.most_common(1) or [("", 0)]
        if count < 2 or count < _SHARE * named.total():
            return None
    found = candidates(name, year)
    one = _fitting(found, near, year) if found else None
    return Place(one.name, one.code, one.level) if one else None


def _full_names(text: str) -> Counter[str]:
    """The full names of divisions that stand in a text, and how often."""
    counts: Counter[str] = Counter()
    for end in (match.end() for match in division().finditer(text)):
        for length in range(min(longest_name(), end), 2, -1) if text[end - 3 : end] in endings() else ():
            name = text[end - length : end]
            if (
                any(one.name == name for one in by_name(name))
                and not longer().match(text, end - 1)
                and not within_word(text, end - length, name)
                and not text.startswith(only_there(), end)
            ):
                counts[name] += 1
                break
    return counts


def _is_own(name: str, text: str) -> bool:
    """Whether a text speaks of a place as its own: 全市, 我县."""
    return any(f"{whose}{name[-1:]}" in text for whose in own_words())
