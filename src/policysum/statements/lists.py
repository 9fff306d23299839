"""Lists that share their words: 城镇居民、农村居民人均可支配收入分别增长4.5%、5.7%."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.quantity import signs
from policysum.quantity.model import Kind
from policysum.statements.phrases import CHANGE_TAIL, COMPARE_ONLY, COMPARE_TAIL
from policysum.statements.property_words import leading_verb, tidy

if TYPE_CHECKING:
    from policysum.statements.binding import Binding

__all__ = [
    "counts_its_list",
    "distribute",
    "half_of",
    "is_distributive",
    "members_of",
    "parts_of_whole",
    "shared_by_each",
    "sum_of_list",
]

_COUNT = Kind.COUNT
_WORDS = table("list_words")
_EACH = _WORDS.compiled("{deals}")
_TIMES = _WORDS.compiled(r"^[，,、\s]*{deals}{times_of}[^，,。；;]{0,12}$")
_SHARED = _WORDS.compiled(r"^[，,、\s]*{deals}({shared_of}[^，,。；;]{2,12}?){signs.of}?$")
_QUOTED_NEXT = re.compile("(?<=[”》])[ \u3000]?(?=[“《])")
"""Between quoted names of a list that no mark parts: “世界500强”“中国500强”."""
_MEMBER = re.compile(r"[“《\d]")
_MEMBER_OPENS = re.compile(r"(?P<head>[^“《\d]*)[“《\d]")
_JOINT = _WORDS.compiled("、|{joint|spelled_joint}")
_MEASURE_TAIL = _WORDS.compiled("{measure_scope}?{measure_act}?(?:{measure_tail}|..{rate})$")
"""Nouns of measure that close a list and belong to each of its members."""
_RATE = _WORDS.compiled("(..){rate_tail|rate}")
"""A measure in short, whose things the clause before lists."""
_RATE_NOUN = _WORDS.compiled("{indicator_words.rate_noun}$")
"""A rate of change that closes a list is that of each measure in it: 工业增加值、投资、零售额增速."""
_ORDINAL = _WORDS.compiled("{signs.ordinal}?(?P<n>{numerals.digit})")
_INSIDE = _WORDS.compiled("{joint|inside}|[“”《》（）]")
_STRONG_JOINT = _WORDS.compiled("、|{strong_joint}")

_SCOPES = _WORDS.compiled(r"(?P<head>[^、]*?)(?P<scopes>{scope}(?:(?:、|{joint}){scope})+)(?P<tail>[^、]*)")
"""One noun at several levels: 新认定的国家级、省级平台."""
_SCOPE = _WORDS.compiled("{scope}")
_GRADES = frozenset(word for word in _WORDS.words("scope") if word.endswith(signs.GRADE))
_LISTED_AND_SUMMED = _WORDS.compiled(
    r"(?:(?:(?!{name_links.list_end})[^、])+、)+[^、]*{name_links.list_end}"
    r"((?!{name_heads.verb|measure_tail|no_sum})(?:(?!{name_links.list_end})[^、]){4,14})$"
)
_MEANS = _WORDS.compiled(
    r"^(?P<whose>[^，,、“”《]{0,10}?){name_words.how}[^，,]{2,70}{name_words.and_so_on}{means}(?=[^，,、]{6})"
)
"""By what means something is done, closed by 等 and their noun: 通过报纸、电视等渠道发布信息."""
_MEMBERS = _WORDS.compiled("、|{joint}")
_LONG_LIST = 5
_MOST_WEAK = 8
"""Joints that may stand inside the members of a list; a longer list is split at each or at none."""
_LONG_NAME = 24


def sum_of_list(core: str) -> str:
    """What a long list before a number is summed up as: 培育甲中心、乙中心、丙中心等各级各类平台; by which means is left out."""
    if means := _MEANS.match(core):
        whose = "" if leading_verb(means["whose"]) else means["whose"]
        core = f"{whose}{core[means.end() :]}"
    found = _LISTED_AND_SUMMED.match(core) if len(core) > _LONG_NAME else None
    return f"{leading_verb(core)}{found.group(1)}" if found else core


def counts_its_list(item: Binding, core: str) -> bool:
    """Whether a number sums up the list right before it: 县委办、县府办、县财政局3个部门."""
    members = len(_MEMBERS.split(core))
    return (
        item.quantity.kind is _COUNT
        and members > 2
        and (members == item.quantity.value or members >= _LONG_LIST)
    )


def shared_by_each(head: str, *, times: bool) -> str | None:
    """What is said of each of the numbers before: 占年度计划 of 分别占年度计划的; None if nothing is.

    Of multiples (`times`) nothing is added to the name: 分别是去年同期的1.5倍和1.8倍.
    """
    if times and _TIMES.match(head):
        return ""
    said = _SHARED.match(head)
    return said.group(1) if said else None


def is_distributive(head: str) -> bool:
    """Whether the words before a list of numbers deal it out."""
    return _EACH.search(head) is not None


# One word for two things, where two numbers follow: 城乡居民收入分别增长4.4%、5.6%.
_PAIRS = {word: tuple(both.split("|")) for word, both in _WORDS.values("pair").items()}
_PAIR = _WORDS.compiled("{pair}")
_WHOLES = _WORDS.scanner("whole")
_HALVES = {word: tuple(both.split("|")) for word, both in _WORDS.values("halves").items()}
_SHARE = table("indicator_words").word("share")


def half_of(whole: str, name: str) -> str:
    """The whole name of a half of a whole, 外贸出口总额 of 外贸进出口总额 and 出口; empty for what is no half of it."""
    for both, halves in _HALVES.items():
        at = whole.find(both)
        half = next((one for one in halves if name.startswith(one)), "") if at >= 0 else ""
        said = f"{whole[:at]}{half}{whole[at + len(both) :]}" if half else ""
        if said and (name == half or said.endswith(name)):
            return said
    return ""


def parts_of_whole(head: str, count: int) -> list[str]:
    """The names of shares that a head has one word for: 三次产业结构; empty where it has none for so many."""
    found = _WHOLES.last(head)
    parts = found[2].value.split("|") if found else []
    return [f"{part}{_SHARE}" for part in parts] if len(parts) == count else []


def distribute(head: str, earlier: str, count: int, *, alike: bool = False) -> list[str]:
    """Deal the subjects of a clause out to a list of numbers.

    Args:
        head: The words before the first number.
        earlier: The number-free clause before, which may hold the subjects instead.
        count: How many numbers the list has.
        alike: Whether they have one unit: then a list of as many subjects is dealt out without 分别 too.

    Returns:
        One name per number; empty where the words do not hold as many subjects.
    """
    each = _EACH.search(head)
    if each is None and not alike:
        return []
    if each is None:
        change = CHANGE_TAIL.search(head[-40:])
        verb = change.group() if change else ""
        against = COMPARE_TAIL.search(head[-40:].removesuffix(verb)) if verb else None
        verb = (against.group() if against else "") + verb
        nouns = tidy(head.removesuffix(verb))
    else:
        led = head[: each.start()]
        against = COMPARE_TAIL.search(led[-40:])
        verb = (against.group() if against else "") + head[each.end() :]
        nouns = tidy(led.removesuffix(against.group()) if against else led)
    if each and (not nouns or COMPARE_ONLY.match(nouns)):
        nouns = tidy(earlier)
    elif each and (stem := _RATE.fullmatch(nouns)) and stem.group(1) in earlier:
        # 医疗废物、生活垃圾、城市污水处理能力不断提高，处理率分别达到95%、85%、80%
        before = members_of(tidy(earlier[: earlier.rindex(stem.group(1))]), count)
        return [part + nouns for part in before]
    if (
        each
        and (levels := _SCOPES.fullmatch(nouns))
        and len(scopes := _SCOPE.findall(levels["scopes"])) == count
    ):
        return [f"{levels['head']}{scope}{levels['tail']}{tidy(verb)}" for scope in _graded(scopes)]
    nouns = _QUOTED_NEXT.sub("、", nouns)
    parts = _counted_off(_parts(nouns, count) if each else members_of(nouns, count))
    if (
        not parts
        and each
        and (whole := _WHOLES.last(nouns))
        and len(named := whole[2].value.split("|")) == count
    ):
        parts = [nouns[: whole[0]] + part + nouns[whole[1] :] for part in named]
    pair = _PAIR.search(nouns) if count == 2 else None
    if pair and len(members_of(nouns, 2)) != 2:
        parts = [nouns[: pair.start()] + half + nouns[pair.end() :] for half in _PAIRS[pair.group()]]
        tail = ""
    elif parts:
        tail = _tail(parts)
    else:
        return []
    suffix = tidy(verb)
    named = _headed([part + tail for part in parts[:-1]] + [parts[-1]])
    return [name + suffix for name in named]


def _graded(scopes: list[str]) -> list[str]:
    """国家、省、市级 are 国家级, 省级 and 市级; 全国、省级 stay as they are."""
    if not scopes[-1].endswith(signs.GRADE):
        return scopes
    return [f"{one}{signs.GRADE}" if f"{one}{signs.GRADE}" in _GRADES else one for one in scopes]


def _headed(parts: list[str]) -> list[str]:
    """The members of a list with the words before the first of them: 首次入选“世界500强”、“中国500强”, 突破50亿元、10亿元."""
    opens = _MEMBER_OPENS.match(parts[0])
    if opens is None or not opens["head"] or not all(_MEMBER.match(part) for part in parts[1:]):
        return parts
    return [parts[0], *(opens["head"] + part for part in parts[1:])]


def _tail(parts: list[str]) -> str:
    """What the subjects of a list share at its end: 水果、蔬菜、茶叶产量 are each a 产量."""
    last = parts[-1]
    if rate := _RATE_NOUN.search(last):
        return rate.group()
    for part in parts[:-1]:
        at = last.find(part[-2:]) if len(part) >= 2 else -1
        if at > 0:
            return last[at + 2 :]
    sizes = {len(part) for part in parts[:-1]}
    size = min(sizes)
    measure = _MEASURE_TAIL.search(last[-12:])
    whole = len(last) >= size + 2 and not _INSIDE.search(last, size - 1, size + 1)
    split = measure and 0 < len(last) - size - len(measure.group()) < 2  # 猕猴桃 is no 桃
    if len(sizes) == 1 and size <= 3 and whole and not split:
        return last[size:]
    if measure and not any(_MEASURE_TAIL.search(part[-12:]) for part in parts[:-1]):
        return measure.group()
    return ""


def members_of(nouns: str, count: int) -> list[str]:
    """The members of a list in words, if it can be split into exactly so many.

    A weak joint (和, 及) may stand inside a member. Of the ways to split at some of them that one is taken whose members
    end alike, and among these the one that splits last: 生活用品及服务类、教育类和其他用品及服务类.
    """
    for joint in (_JOINT, _STRONG_JOINT):
        parts = _split(joint, nouns)
        if len(parts) == count:
            return parts
    more = count - len(parts)
    strong = [found.span() for found in _STRONG_JOINT.finditer(nouns)]
    weak = [found.span() for found in _JOINT.finditer(nouns) if found.span() not in strong]
    if not 0 < more <= len(weak) <= _MOST_WEAK:
        return []
    ways = (_cut(nouns, sorted((*strong, *chosen))) for chosen in combinations(weak, more))
    whole = (way for way in ways if len(way) == count)
    return max(whole, key=_ending_alike, default=[])


def _split(joint: re.Pattern[str], words: str) -> list[str]:
    return [part for part in (piece.strip() for piece in joint.split(words)) if part]


def _cut(words: str, joints: list[tuple[int, int]]) -> list[str]:
    """The parts of some words between joints that are given by their ranges."""
    begins = [0, *(end for _, end in joints)]
    ends = [*(start for start, _ in joints), len(words)]
    parts = (words[begin:end].strip() for begin, end in zip(begins, ends, strict=True))
    return [part for part in parts if part]


def _ending_alike(parts: list[str]) -> tuple[int, int]:
    """How many members of a list end as the others do, and how long they are before the last one."""
    ends = [part[-1] for part in parts[:-1]]
    return max(map(ends.count, ends)), sum(map(len, parts[:-1]))


def _counted_off(parts: list[str]) -> list[str]:
    """The members of a list that is counted off, each with what they share: 第一、二、三产业."""
    places = [_ORDINAL.fullmatch(part) for part in parts[:-1]]
    last = _ORDINAL.match(parts[-1]) if parts else None
    if len(parts) < 2 or not last or not all(places):
        return parts
    rest = parts[-1][last.end() :]
    return [f"{signs.ORDINAL}{place['n']}{rest}" for place in (*places, last) if place]


def _parts(nouns: str, count: int) -> list[str]:
    """The subjects of a list, if there are as many as numbers."""
    if parts := members_of(nouns, count):
        return parts
    parts = _split(_JOINT, nouns)
    return parts[-count:] if parts[count:] else []
