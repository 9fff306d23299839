"""Who is paid, by the words of the sentence before the amount: 对新认定的企业，……; 鼓励企业扩建，……."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.quantity import signs
from policysum.statements.lists import distribute
from policysum.statements.property_words import squeezed, tidy

if TYPE_CHECKING:
    from policysum.statements.binding import Binding

__all__ = ["SMALL", "named_with_condition", "paid_to", "payee_of"]

_WORDS = table("grant_words")
SMALL = "{limit|lump|list_words.deals|adverb|per}"
"""Little words between the verb of giving and the amount."""
_TO = _WORDS.compiled(
    r"(?<![^，,。；;：:、\s）)．.{=dated}])(?:{to}(?P<who>[^，,。；;%％]{2,90}?){signs.of}?(?:[，,]|(?={by|gives|limit|lump|list_words.deals|rule_words.payment}))"
    r"|(?P<that>(?:(?!{to}|{signs.of}、)[^，,。；;：:]){2,60}){signs.of}[，,])"
)
"""Who is paid: 对新认定的企业，……, or what must be so: 获批国家级平台的，……."""
_PAYEE = _WORDS.compiled(
    r"(?<![^，,。；;：:\s）){=signs.of}])(?P<who>[^，,。；;：:、\s{=signs.of}]{0,12}{payee})[，,]"
)
"""Who is paid, named by a clause of its own: 在云溪区备案的青年企业，给予……."""
_PAYEE_WHOLE = _WORDS.compiled(r"(?<![^，,。；;：:\s])(?P<who>[^，,。；;：:\s]{2,60}{payee})[，,]")
"""The same with what stands before 的 or a list: 评为云溪茶王的企业，给予……."""
_BEFORE = re.compile(r"(?:^|[，,。；;：:\n])(?P<who>[^，,。；;：:\n]{6,60})[，,]\s*$")
"""The clause right before the one that pays."""
_ENCOURAGED = _WORDS.compiled("^(?:{encourages}{some}?)?")
_BY_WHOM = _WORDS.compiled(r"(?P<who>.{0,40}?){checked_by}[^，,]{2,20}?{checked}$")
"""Who looks into it first: 经领导小组审核给予奖励."""
_TO_WHOM = _WORDS.compiled("{to}")
_ASIDE = re.compile(r"[（(][^（）()]{0,40}[）)]")
_THRESHOLD = _WORDS.compiled("{bound_cues.suffix}$")
_SMALL_WORDS = _WORDS.compiled(SMALL)
_SMALLER_WORDS = _WORDS.compiled("{limit|lump|list_words.deals|adverb}")
_DEALS = table("list_words").words("deals")[0]
_AND_MORE = _WORDS.word("and_more")
_PAID_SOMETHING = _WORDS.compiled("{gives|gets|rule_words.payment}")
_CONDITION = _WORDS.compiled("{signs.of}$|{bound_cues.suffix}")
_FIGURE = re.compile(r"\d(?![A-Za-z\d])")
"""A digit that is not of a name like 5G."""
_STOPS = "，,。；;：:\n"
_REACH = 120
_BARE = 3
_LONGEST = 40
_LONGEST_MEASURE = 14


def paid_to(first: Binding, text: str, label: str, count: int, *, gives: bool) -> list[str]:
    """To whom the amounts of a list are paid: to each member of those that the words name, or to all of them.

    Args:
        first: The first amount.
        text: The source.
        label: The words before it without the verb of giving.
        count: How many amounts there are.
        gives: Whether that verb is more than the noun of what is paid: then the words before it name who gets it.
    """
    label = tidy((_SMALL_WORDS if gives else _SMALLER_WORDS).sub("", label))
    label = checked["who"] if (checked := _BY_WHOM.match(label)) else label
    begin = max(first.sentence.start, first.quantity.start - _REACH)
    who = _who(text[begin : first.quantity.start], text[begin : first.clause.start], gives=gives)
    if not who and not gives:
        return []
    if label in who:
        label = ""
    if who in label:
        who, label = label.removeprefix(_WORDS.word("to")).removesuffix(signs.OF), ""
    if not who:
        return []
    members = distribute(f"{who}{_DEALS}", "", count) if count > 1 else []
    if len(who) > _LONGEST and "、" in who:
        who = f"{who.partition('、')[0]}{_AND_MORE}"
    return [f"{one}{label}" for one in members or [who] * count]


def payee_of(text: str) -> str:
    """Who is paid by the clause that some words end in, before its verb."""
    clause = max(map(text.rfind, _STOPS))
    return _who(text, text[: clause + 1], gives=True)


def _who(text: str, before: str, *, gives: bool) -> str:
    """Who is paid, as the nearest words say that name him; empty where none do.

    Args:
        text: The sentence up to the amount.
        before: The same without the clause that pays.
        gives: Whether that clause has a verb of giving; only then the clause before it says for what.
    """
    to = list(_TO.finditer(text))
    to_whom = [one["who"] for one in to if one["who"]]
    payee = list(_PAYEE.finditer(before))
    if to_whom:
        who = to_whom[-1]
    elif payee:
        who = payee[-1]["who"]
        whole = list(_PAYEE_WHOLE.finditer(text)) if len(who) <= _BARE else []
        if whole and not _FIGURE.search(whole[-1]["who"]):
            who = _ENCOURAGED.sub("", squeezed(whole[-1]["who"]))
    elif to:
        who = to[-1]["that"]
        if _FIGURE.search(who):
            # 引进新茶种，种植面积3亩以上的，给予奖励: not the condition, but what it is said of
            who = _done_before(text[: to[-1].start("that")]) or who
    else:
        who = _done_before(before) if gives else ""
    return _ASIDE.sub("", who)


def _done_before(before: str) -> str:
    """For what somebody is paid, as the clause right before says: 扩建车间，给予奖励; 税收达到3万元以上，给予奖励."""
    done = _BEFORE.search(before)
    if done is None or (_FIGURE.search(done["who"]) and not _THRESHOLD.search(done["who"])):
        return ""
    return _ENCOURAGED.sub("", squeezed(done["who"]))


def named_with_condition(item: Binding, text: str) -> str:
    """The name of a threshold for which somebody is paid, with who reaches it: 对茶厂，投资1亿元以上的，给予奖励; empty elsewhere."""
    start, end = item.quantity.start, item.clause.end
    # Far from the end of its clause the condition of a list of thousands would be looked for in it for each of them.
    if end - start > _REACH or not _CONDITION.search(text, start, end):
        return ""
    own = item.chained and not item.listed
    if own or len(item.base) > _LONGEST_MEASURE or _TO_WHOM.search(item.before):
        return ""
    if not _PAID_SOMETHING.search(text, end, min(item.sentence.end, end + _REACH)):
        return ""
    before = text[max(item.sentence.start, item.quantity.start - _REACH) : item.clause.start]
    found = _BEFORE.search(before)
    if found is None or _FIGURE.search(found["who"]):
        return ""
    who = squeezed(found["who"]).removeprefix(_WORDS.word("to"))
    return "" if who in item.base else f"{who}{item.base}"
