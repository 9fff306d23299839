"""The name of a count whose noun follows it, made of that noun and of what its clause says of it.

12个省全部取消收费 counts 取消收费的省. A chain of counted nouns shares one predicate (9个部门和52家单位的100个活动未经审批),
which may stand behind a comma or a time (6家单位2021年以来，违规收费); what a preposition governs is done to (向2省少分配补助).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from policysum.lexicon import Scanner, table
from policysum.quantity.model import Kind
from policysum.statements.property_words import squeezed
from policysum.statements.words_between import FIGURE, GOING, NUMBER, within, words_between

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policysum.statements.mention import Mention

__all__ = ["named_by_predicate"]

_WORDS = table("name_words")
_STOP = re.compile("[，,；;：:。！？!?]")
_COMMAS = "，,"
_OPENING = _WORDS.compiled(
    r"^(?:[{=numerals.digit|numerals.ten}]{list_mark}|{opening}|{list_words.joint}|[、\s，,：:])*$"
)
"""What may stand before a number whose noun follows it: nothing that names it."""
_OPENING_WORDS = _WORDS.compiled(r"^(?:[{=numerals.digit|numerals.ten}]{list_mark}|{opening}|\s)*")
_FOUND_OUT = _WORDS.compiled("{found_out}{there_is}?$")
_GOVERNED = _WORDS.compiled("(?P<not>{negation})?(?P<by>{governs|governs_place}){another}?$")
"""A preposition that governs a number, with what denies it: 尚未将15个部门纳入预算."""
_PLACES_IN = _WORDS.words("governs_place")
_LINK = _WORDS.compiled("(?:、|{list_words.joint}|{owned})$")
_JOINED = _WORDS.compiled("、|{list_words.joint}")
_POSSESSES = _WORDS.compiled("{owned}$")
_HOW_END = _WORDS.compiled("{how_end}$")
_ADVERBS = _WORDS.compiled("{adverb}{1,4}")
_ASPECT = _WORDS.compiled("{aspect}{1,4}$")
"""A side of those who are counted, and not they, is what the predicate is said of: 12家企业排污数据不实."""
_AMONG = _WORDS.compiled("([^，,；;：:。、]{2,14}?){inside}[，,]?{opening}?$")
_HOW = _WORDS.compiled("{how}[^，,]{2,30}{and_so_on}{how_end}?(?=..)")
"""The means, closed by 等, before what is done by it: 通过贩卖版面等谋利."""
_NOUN_END = _WORDS.compiled("(?:{noun_end}|{adverb}|[，,]){1,4}$")
"""What stands between a noun and its predicate, or behind a list of examples: 企业等, 活动中, 单位均."""
_LIGHT = _WORDS.compiled("^{light}(?=..)")
_AMOUNT_LEFT = _WORDS.compiled(rf"(?:{{and_so_on}}?{{before_amount}}{{0,2}}{NUMBER}|[，,、]){{1,4}}$")
"""What is left of an amount at the end of a predicate: 收费涉及金额3亿元."""
_NEXT = _WORDS.compiled(f"(?:、|{{list_words.joint}}){NUMBER}(?=[^，,、]{{3}})")
"""Where the next counted thing of a list begins, which has a predicate of its own: 小区完成改造、60万户用上天然气."""
_NEXT_OF_LIST = _WORDS.compiled("^[^，,]{0,60}{opens}[^，,]{1,60}(?:、|{list_words.joint})$")
_OF_NUMBER = _WORDS.compiled(f"{NUMBER}{{signs.of}}?")
_AND_SO_ON = _WORDS.word("and_so_on")
_DEEDS = _WORDS.words("deed_unit")
_PERSONS = _WORDS.words("person_unit")
_FUNDS = _WORDS.word("funds")
_DONE_TO = _WORDS.word("done_to")
_ALONE = _WORDS.words("noun_alone")
_WHY = "why"
_OF = table("signs").word("of")
_LEAST_NOUN = 2
_LONGEST_PREDICATE = 24
_LONGEST_NOUN = 14
_LONGEST_OWNER = 8
_MOST_MEMBERS = 4
_REACH = 160


def named_by_predicate(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions of a text, counts whose noun follows them with the name that noun and predicate make."""
    found = list(mentions)
    return [_named(text, found, one) if _counts_things(one) else one for one in found]


def _counts_things(mention: Mention) -> bool:
    return mention.kpi and mention.kind in GOING and mention.change == "level"


def _named(text: str, mentions: Sequence[Mention], mention: Mention) -> Mention:
    name = _predicated(text, mentions, mention)
    return mention._replace(predicated=name) if name else mention


def _predicated(text: str, mentions: Sequence[Mention], mention: Mention) -> str:
    """The noun after a number with its predicate before it; empty where the number is named otherwise."""
    end = min(mention.sentence.end, mention.end + _REACH)
    if not _may_open(text[mention.end : end]):
        return ""
    words = words_between(text, mentions, mention, end)
    first = words.at
    while first and words.at - first < _MOST_MEMBERS and _member(words.parts[first]):
        first -= 1
    head = _NEXT_OF_LIST.sub("", _STOP.split(words.parts[first])[-1])
    if not _leaves_unnamed(head, opens=not first or head != words.parts[first]):
        return ""
    if mention.kind is Kind.MONEY and _GOVERNED.search(head):
        return ""
    last = words.at
    while last + 2 < len(words.parts) and last - words.at < _MOST_MEMBERS and _member(words.parts[last + 1]):
        last += 1
    noun, predicate = _said_of(words.behind(last), things=words.units[last] not in _DEEDS)
    predicate = _done_to(head, _plain(predicate))
    if last != words.at and predicate:
        predicate = f"{_noun(noun)}{predicate}" if _POSSESSES.search(words.parts[last]) else predicate
        own = _member(words.parts[words.at + 1])
        same = own in _ALONE and own == words.parts[words.at + 1] and words.units[last] in _PERSONS
        noun = noun if same else own
    noun = _noun(noun) or (_FUNDS if mention.kind is Kind.MONEY else _noun_before(text, mentions, mention))
    return _put_together(head, noun, predicate)


@lru_cache(maxsize=1024)
def _may_open(behind: str) -> bool:
    """Whether a predicate may begin behind a number; in a list of numbers the same words stand behind many."""
    return _scanner("opens").found_in(squeezed(behind))


def _leaves_unnamed(head: str, *, opens: bool) -> bool:
    """Whether what stands before a number names it not: nothing does, or what governs it or has it.

    Args:
        head: The words right before it.
        opens: Whether they begin the clause.
    """
    return bool(
        _GOVERNED.search(head)
        or (opens and (_OPENING.match(head) or _FOUND_OUT.search(head) or _owner(head)))
    )


def _owner(head: str) -> str:
    """What has the things counted, at the beginning of a clause: 市属 of 市属12家企业."""
    owner = _OPENING_WORDS.sub("", head, count=1)
    plain = _POSSESSES.search(owner) and all(row.value for _, _, row in _scanner("opens").find(owner))
    return owner if plain and not _verbs().found_in(owner) else ""


def _member(part: str) -> str:
    """The noun of a counted thing that another one follows, in one chain with it; empty where none does."""
    if _STOP.search(part) or _GOVERNED.search(part):
        return ""
    link = _LINK.search(part)
    noun = part[: link.start()] if link else part
    if not 0 < len(noun) <= _LONGEST_NOUN or _scanner("opens").found_in(noun):
        return ""
    return noun if link or not _verbs().found_in(noun) else ""


def _said_of(words: str, *, things: bool) -> tuple[str, str]:
    """Noun and predicate of the words behind a number.

    Args:
        words: They, with a mark for each later number.
        things: Whether it counts those who have something rather than what is done: 单位制度不严 is said of 单位.
    """
    words = words.lstrip(_OF)
    if _JOINED.match(words):
        return "", ""
    stop = _STOP.search(words)
    clause = words[: stop.start()] if stop else words
    rest = words[stop.end() :] if stop and stop.group() in _COMMAS else ""
    rest = _STOP.split(rest, maxsplit=1)[0]
    found = list(_scanner("opens").find(clause))
    if not found:
        return clause, rest if _begins(rest) else ""
    start, _, row = found[0]
    if not row.value and f"{_OF}{NUMBER}" in clause[start:]:
        clause = _without_relative(clause, start, [one[0] for one in found])
    noun = clause[: _noun_ends(clause[:start]) if things else start]
    predicate = clause[len(noun) :].removeprefix(_OF)
    if row.value and rest and (row.value == _WHY or _HOW_END.search(clause)):
        return noun, rest if _begins(rest) else ""
    if row.value and len(_plain(predicate)) > _LONGEST_PREDICATE:
        verb = next((one for one in found[1:] if not one[2].value), None)
        predicate = clause[verb[0] :] if verb else predicate
    return noun, predicate


def _without_relative(clause: str, start: int, verbs: list[int]) -> str:
    """A clause whose predicate is of the amount behind it as what is done by those who are counted: 公司违规领取的3万元补贴未退回."""
    at = clause.index(f"{_OF}{NUMBER}", start)
    end = next((verb for verb in verbs if verb > at), None)
    return f"{clause[:at]}{clause[at + 2 : end]}" if end else clause[:start]


def _noun_ends(words: str) -> int:
    """Where a noun ends that a side of it stands behind: 企业 of 企业的设施, 企业 of 企业排污数据."""
    of = words.find(_OF, 1)
    side = _ASPECT.search(words)
    return of if of != -1 else side.start() if side and side.start() >= _LEAST_NOUN else len(words)


def _begins(clause: str) -> bool:
    """Whether a clause goes on with a predicate of what stands before it."""
    found = next(_scanner("opens").find(clause), None)
    return found is not None and found[0] == 0


def _plain(predicate: str) -> str:
    """A predicate without adverbs before it, amounts at its end and counts within it."""
    adverb = _ADVERBS.match(predicate)
    predicate = predicate[adverb.end() :] if adverb else predicate
    predicate = _NEXT.split(predicate, maxsplit=1)[0]
    return _OF_NUMBER.sub("", _AMOUNT_LEFT.sub("", predicate)).removesuffix(_AND_SO_ON)


def _done_to(head: str, predicate: str) -> str:
    """A predicate as it is said of what a preposition governs: 立案查处 of 对12家企业立案查处 is 被立案查处."""
    governed = _GOVERNED.search(head)
    if not predicate or governed is None or governed["by"] in _PLACES_IN:
        return predicate
    return f"{governed['not'] or ''}{_DONE_TO}{_LIGHT.sub('', predicate)}"


def _noun(words: str) -> str:
    """A noun without what stands between it and its predicate, and without a measure word before it: 户 of 12户企业."""
    noun = _NOUN_END.sub("", words)
    return noun[1:] if noun[:1] in _ALONE and len(noun) > 1 else noun


def _noun_before(text: str, mentions: Sequence[Mention], mention: Mention) -> str:
    """What a number counts some of: 河段 of 在594个河段中，有264个未治理."""
    whole = [
        one
        for one in within(mentions, max(mention.sentence.start, mention.start - _REACH), mention.start)
        if one.unit == mention.unit and one.kind is mention.kind
    ]
    found = _AMONG.match(squeezed(text[whole[-1].end : mention.start])) if whole else None
    return found.group(1) if found else ""


def _put_together(head: str, noun: str, predicate: str) -> str:
    """The name; empty where something of it is missing, or it would be none."""
    if len(predicate) > _LONGEST_PREDICATE:
        predicate = _HOW.sub("", predicate)
    if len(predicate) > _LONGEST_PREDICATE:
        cut = predicate.rfind("、", 0, _LONGEST_PREDICATE)
        predicate = f"{predicate[:cut]}{_AND_SO_ON}" if cut != -1 else ""
    owner = "" if _GOVERNED.search(head) else _owner(head).removesuffix(_OF)
    noun = f"{owner}{noun}" if noun and len(owner) <= _LONGEST_OWNER else noun
    fits = len(predicate) > 1 and 0 < len(noun) <= _LONGEST_NOUN and FIGURE not in noun
    return f"{predicate}{_OF}{noun}".replace(FIGURE, "") if fits else ""


@cache
def _verbs() -> Scanner:
    return table("name_heads").scanner("verb")


@cache
def _scanner(group: str) -> Scanner:
    return _WORDS.scanner(group)
