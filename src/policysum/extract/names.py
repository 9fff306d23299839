"""A name made whole: fit for a table row that nobody else explains.

The words that the source binds to a number often lean on their sentence. Here the predicate is kept where the number
stands before its noun (12个省全部取消收费 counts 取消收费的省), the owner where only one side of a pair has it, and
white space and leftovers of the line go.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from policysum.extract.labels import label
from policysum.lexicon import Scanner, table
from policysum.statements.property_words import squeezed
from policysum.verify import Claim, judge

if TYPE_CHECKING:
    from policysum.document import Document
    from policysum.statements import Mention

__all__ = ["name_of"]

_WORDS = table("name_words")
_OFFICE_OF_YEAR = _WORDS.compiled(r"\s*([^，,。；;\d\s]{3,24}{office_end})\s*(?:19|20)\d\d\s*{signs.year}")
"""An office before the year of its accounts: 云溪县水务局2024年度收入总计."""
_TIMES = table("signs").words("year", "month")
_BARE_DEED = _WORDS.compiled(
    "{noun}?(?P<done>{done_to}?{amiss}(?P<verb>[^，,。；;（）()]{2,3}))(?={signs.of}|$)"
)
_OBJECT = _WORDS.compiled(
    r"(?:(?:19|20)\d\d{signs.year})?(?P<what>“[^“”]{2,20}”|[^“”，,。；;：:、\d]{0,12}?{fund})(?!{fund})"
)
_INVOLVED = _WORDS.compiled("{involved}")
_CODED = _WORDS.compiled(
    r"(?:\d{3,7})?[^（）()]{2,20}[（(]\d{0,7}{topic_words.budget_level}[）)]"
    r"(?P<class>[^（）()]{2,20})[（(]\d{0,7}{topic_words.budget_level}[）)]"
    r"(?P<item>[^（）()]{2,20})[（(]\d{0,7}{topic_words.budget_level}[）)](?P<rest>[^（）()]{0,12})$"
)
"""The three levels of a budget item: 2070103文化支出（类）文化（款）机关服务（项）拨款支出."""
_LIST_MARK = _WORDS.compiled(
    r"^[{=numerals.digit|numerals.ten}]{1,3}、|[（(][{=numerals.digit|numerals.ten}]{1,3}[）)]"
)
_LONGEST_TITLE = 24
_LEAST_SHARED = 2
_LEAST_OWN = 4
_REACH = 80


def name_of(document: Document, mention: Mention) -> str:
    """What a number measures, in the words of its sentence.

    Args:
        document: The report.
        mention: The number as the ledger reads it.
    """
    plain = _without_issuer(document, mention, squeezed(label(mention)))
    said = mention.predicated or _owned(document, mention, _without_leftover(document, mention, plain))
    whole = _involved(document, mention, _without_heading(_with_object(document, mention, said)))
    # A name that the check takes for that of another number is worse than one that says less.
    return next(
        (name for name in (whole, said) if name != plain and _is_its_own(document, mention, name)), plain
    )


def _with_object(document: Document, mention: Mention, name: str) -> str:
    """A name of a bare deed done amiss with what it is done to, which the clauses before say: 少分配 of 分配“供水补助”时，少分配3万元."""
    deed = _BARE_DEED.match(name)
    if deed is None:
        return name
    start = max(mention.sentence.start, mention.start - 2 * _REACH)
    before = squeezed(document.ledger.text[start : mention.start])
    at = before.find(deed["verb"])
    thing = _OBJECT.match(before, at + len(deed["verb"])) if at >= 0 else None
    return f"{deed['done']}{thing['what']}{name[deed.end() :]}" if thing else name


def _involved(document: Document, mention: Mention, name: str) -> str:
    """An amount that only says that it is involved, with those who are counted right before it: 12家煤矿违规施工，涉及金额3亿元."""
    if not _INVOLVED.fullmatch(name):
        return name
    before = document.ledger.within(max(mention.sentence.start, mention.start - _REACH), mention.start)
    whose = next((one.predicated for one in reversed(before) if one.kpi), "")
    return f"{whose}{name}"


@lru_cache(maxsize=1024)
def _without_heading(name: str) -> str:
    """A name without the title of its section and the code and the classes of its budget item, which the line runs on from."""
    item = _CODED.match(name)
    if item:
        return f"{item['item']}{item['rest']}（{item['class']}）"
    marks = [one.end() for one in _LIST_MARK.finditer(name[:_LONGEST_TITLE])]
    bare = name[marks[-1] :] if marks else name
    again = bare.rfind(bare[:_LEAST_OWN], _LEAST_OWN) if marks else -1
    rest = bare[again:] if again > 0 else bare
    return rest if len(rest) >= _LEAST_OWN else name


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


def _without_leftover(document: Document, mention: Mention, name: str) -> str:
    """A name without the end of what stands before it: 来 of 两年来新建学校."""
    found = _scanner("leftover").opening(name)
    if not found or len(name) - found[0] < _LEAST_SHARED:
        return name
    head = name[: found[0] + _LEAST_OWN]
    at = document.source.rfind(head, max(0, mention.start - _REACH), mention.start)
    # After 年 it is a word of the sentence; elsewhere it may begin a name.
    return name[found[0] :] if at > 0 and document.source[at - 1] in _TIMES else name


def _owned(document: Document, mention: Mention, name: str) -> str:
    """A name with the owner that only the other side of its pair has: 预算收入总量…、支出总量."""
    found = _scanner("pair").opening(name)
    if found is None:
        return name
    side, rest = found[1].word, name[found[0] :]
    for other in reversed(
        document.ledger.within(max(mention.sentence.start, mention.start - _REACH), mention.start)
    ):
        if not other.kpi:
            continue
        theirs = squeezed(other.indicator)
        ending = found[1].value + rest
        if len(rest) >= _LEAST_SHARED and theirs.endswith(ending) and len(theirs) > len(ending):
            return theirs[: len(theirs) - len(ending)] + side + rest
        return name
    return name


@cache
def _scanner(group: str) -> Scanner:
    return table("name_words").scanner(group)
