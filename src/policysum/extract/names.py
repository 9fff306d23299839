"""A name made whole: fit for a table row that nobody else explains.

The words that the source binds to a number often lean on their sentence. Here the predicate is kept where the number
stands before its noun (12个省全部取消收费 counts 取消收费的省), the owner where only one side of a pair has it, and
white space and leftovers of the line go.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from policysum.extract.labels import label
from policysum.lexicon import Scanner, table
from policysum.quantity import Kind
from policysum.verify import Claim, judge

if TYPE_CHECKING:
    from policysum.document import Document
    from policysum.statements import Mention

__all__ = ["name_of"]

_BLANK = re.compile(r"(?<=[^\x00-\x7f])\s++|(?<!\s)\s++(?=[^\x00-\x7f])")
_WORDS = table("name_words")
_JOINT = _WORDS.compiled("(?:、|{list_words.joint})$")
_OPENING = _WORDS.compiled(
    r"^(?:[{=numerals.digit|numerals.ten}]{list_mark}|{opening}|{list_words.joint}|[、\s，,：:])*$"
)
"""What may stand before a number whose noun follows it: nothing that names it."""
_LINKED = _WORDS.compiled("{links_on}$")
"""A stretch that ends so goes on behind the next number."""
_OFFICE_OF_YEAR = _WORDS.compiled(r"\s*([^，,。；;\d\s]{3,24}{office_end})\s*(?:19|20)\d\d\s*{signs.year}")
"""An office before the year of its accounts: 云溪县水务局2024年度收入总计."""
_OF = table("signs").word("of")
_TIMES = table("signs").words("year", "month")
_COUNTED = frozenset({Kind.COUNT, Kind.MEASURE})
_LONGEST_PREDICATE = 24
_LONGEST_NOUN = 14
_MOST_MEMBERS = 4
_LEAST_SHARED = 2
_LEAST_OWN = 4
_REACH = 80


def name_of(document: Document, mention: Mention) -> str:
    """What a number measures, in the words of its sentence.

    Args:
        document: The report.
        mention: The number as the ledger reads it.
    """
    plain = _without_issuer(document, mention, _squeezed(label(mention)))
    if mention.kind in _COUNTED and mention.change == "level" and (whole := _predicated(document, mention)):
        name = whole
    else:
        name = _owned(document, mention, _without_leftover(document, mention, plain))
    # A name that the check takes for that of another number is worse than one that says less.
    return name if name == plain or _is_its_own(document, mention, name) else plain


def _squeezed(text: str) -> str:
    """A text without the white space beside its Chinese characters."""
    return text if text.split() == [text] else _BLANK.sub("", text)


def _without_issuer(document: Document, mention: Mention, name: str) -> str:
    """A name without the office whose report it is: that is said of all its figures."""
    issuer = document.metadata.issuer or ""
    clause = document.source[mention.clause.start : min(mention.clause.end, mention.clause.start + _REACH)]
    named = _OFFICE_OF_YEAR.match(clause)
    office = issuer if issuer and name.startswith(issuer) else named.group(1) if named else ""
    rest = name.removeprefix(office)
    return rest if len(rest) >= _LEAST_OWN else name


def _is_its_own(document: Document, mention: Mention, name: str) -> bool:
    claim = Claim(
        path="",
        text=mention.text,
        quantity=mention.quantity,
        indicator=name,
        status=mention.status,
        period=mention.period,
        change=mention.change,
    )
    return judge(claim, document.ledger).passes


def _predicated(document: Document, mention: Mention) -> str:
    """The noun after a number with its predicate before it; empty where the number is named otherwise."""
    text = document.source
    clause_end = min(mention.clause.end, mention.end + 2 * _REACH)
    if next(_scanner("opens").find(_squeezed(text[mention.end : clause_end])), None) is None:
        return ""
    members = document.ledger.within(max(mention.clause.start, mention.start - _REACH), clause_end)
    values = [one for one in members if one.kpi]
    at = bisect_left(values, mention.start, key=lambda one: one.start)
    if values[at : at + 1] != [mention] or not _opens(text, mention, values, at):
        return ""

    def after(index: int) -> str:
        end = values[index + 1].start if index + 1 < len(values) else clause_end
        return _squeezed(text[values[index].end : end])

    last, words = at, after(at)
    first = words
    while last + 1 < len(values) and last - at < _MOST_MEMBERS and _JOINT.search(words):
        last += 1
        words = after(last)
    noun, predicate = _parted(words, values[last].unit)
    if not predicate or (last + 1 < len(values) and _LINKED.search(words)):
        return ""
    if last != at:
        noun = _JOINT.sub("", first) or mention.unit
    predicate = _without_adverb(predicate).removesuffix(_WORDS.word("and_so_on"))
    fits = 1 < len(predicate) <= _LONGEST_PREDICATE and len(noun) <= _LONGEST_NOUN
    return f"{predicate}{_OF}{noun}" if fits and noun else ""


def _opens(text: str, mention: Mention, values: list[Mention], at: int) -> bool:
    """Whether nothing before a number in its clause names it: it opens the clause, or goes on a list that does."""
    return bool(_OPENING.match(text[mention.clause.start : values[0].start])) and all(
        _JOINT.search(_squeezed(text[values[index - 1].end : values[index].start]))
        for index in range(at, 0, -1)
    )


def _parted(words: str, unit: str) -> tuple[str, str]:
    """Noun and predicate of the words after a number; its unit is the noun where nothing stands between."""
    words = words.lstrip(_OF)
    found = next(_scanner("opens").find(words), None)
    if found is None:
        return words, ""
    noun = words[: found[0]].rstrip("，, ")
    adverb = _scanner("adverb").last(noun)
    noun = noun[: adverb[0]] if adverb and adverb[1] == len(noun) else noun
    return noun or (unit if unit in _nouns() else ""), words[found[0] :].rstrip("，,。；; ")


def _without_adverb(words: str) -> str:
    found = next(_scanner("adverb").find(words), None)
    return words[found[1] :] if found and found[0] == 0 else words


def _without_leftover(document: Document, mention: Mention, name: str) -> str:
    """A name without the end of what stands before it: 来 of 两年来新建学校."""
    found = next(_scanner("leftover").find(name), None)
    if not found or found[0] or len(name) - found[1] < _LEAST_SHARED:
        return name
    head = name[: found[1] + _LEAST_OWN]
    at = document.source.rfind(head, max(0, mention.start - _REACH), mention.start)
    # After 年 it is a word of the sentence; elsewhere it may begin a name.
    return name[found[1] :] if at > 0 and document.source[at - 1] in _TIMES else name


def _owned(document: Document, mention: Mention, name: str) -> str:
    """A name with the owner that only the other side of its pair has: 预算收入总量…、支出总量."""
    found = next(_scanner("pair").find(name), None)
    if found is None or found[0]:
        return name
    side, rest = found[2].word, name[found[1] :]
    for other in reversed(
        document.ledger.within(max(mention.sentence.start, mention.start - _REACH), mention.start)
    ):
        if not other.kpi:
            continue
        theirs = _squeezed(other.indicator)
        ending = found[2].value + rest
        if len(rest) >= _LEAST_SHARED and theirs.endswith(ending) and len(theirs) > len(ending):
            return theirs[: len(theirs) - len(ending)] + side + rest
        return name
    return name


@cache
def _nouns() -> frozenset[str]:
    """Measure words that are nouns themselves: what 12个省 and 12省 count is 省."""
    return frozenset(table("name_words").words("noun"))


@cache
def _scanner(group: str) -> Scanner:
    return table("name_words").scanner(group)
