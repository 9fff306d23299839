"""What is paid to whom: 对新认定的省级、市级平台，分别给予50万元、20万元奖励."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.quantity import signs
from policysum.quantity.model import Kind
from policysum.statements.lists import distribute
from policysum.statements.property_words import tidy

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from policysum.statements.binding import Binding

__all__ = ["ceiling_of", "granted"]

_WORDS = table("grant_words")
_SMALL = "{limit|lump|list_words.deals|adverb|per}"
_GIVES = _WORDS.compiled(
    f"(?:{{gives}}|{{rule_words.payment}})(?={_SMALL}*$)|{{gives}}|{{gets}}(?={{per}}+$)"
)
_PAID = _WORDS.compiled(
    r"^(?:{signs.of}|{lump|limit|gives|rate|per})*(?P<what>[^，,。；;、\d（）(){=signs.of}]{0,10}?{rule_words.payment|support})"
)
_TO = _WORDS.compiled(
    r"(?<![^，,。；;：:、\s）)．.{=dated}])(?:{to}(?P<who>[^，,。；;%％]{2,90}?){signs.of}?(?:[，,]|(?={by|gives|limit|lump|list_words.deals|rule_words.payment}))"
    r"|(?P<that>(?:(?!{to}|{signs.of}、)[^，,。；;：:]){2,60}){signs.of}[，,])"
)
"""Who is paid: 对新认定的企业，……, or what must be so: 获批国家级平台的，……."""
_PAYEE = _WORDS.compiled(
    r"(?<![^，,。；;：:\s）){=signs.of}])(?P<who>[^，,。；;：:、\s{=signs.of}]{0,12}{payee})[，,]"
)
"""Who is paid, named by a clause of its own: 在云溪区备案的青年企业，给予……."""
_BY = _WORDS.compiled(
    "(?:{by}|{to}.{2,60}?{signs.of}(?=[^{=signs.of}]+{signs.of}$))(?P<base>[^，,。；;、]{2,20}){signs.of}$"
)
_EACH = _WORDS.compiled(r"{by}(?P<base>[^，,。；;、\d]{1,12})$")
"""What an amount is paid for: 按每证50万元给予奖励."""
_SAID = _WORDS.compiled("{gives|gets|rule_words.payment}")
"""A clause without them pays nothing to anybody."""
_PAYMENT = _WORDS.compiled("{rule_words.payment}")
_SMALL_WORDS = _WORDS.compiled(_SMALL)
_SMALLER_WORDS = _WORDS.compiled("{limit|lump|list_words.deals|adverb}")
_LIMIT = _WORDS.compiled("{limit}")
_DEALS = table("list_words").words("deals")[0]
_RATE, _AND_MORE = _WORDS.word("rate"), _WORDS.word("and_more")
_LUMP = _WORDS.word("lump")
_CEILING = _WORDS.compiled("(?:{limit|per|list_words.deals})+")
_PER = _WORDS.compiled("{per}")
_VERBS = _WORDS.words("gives", "gets")
_AMOUNTS = frozenset({Kind.MONEY, Kind.PERCENT})
_REACH = 120
_LONGEST = 40


def granted(items: Sequence[Binding], text: str) -> dict[int, str]:
    """The names of those amounts of a clause that are paid to somebody; they are marked as such.

    Args:
        items: The numbers of the clause.
        text: The source.

    Returns:
        place of an amount in the clause -> its name.
    """
    names: dict[int, str] = {}
    if not _SAID.search(text, *items[0].clause):
        return names
    giving = ""
    at = 0
    while at < len(items):
        stop = at + 1
        while stop < len(items) and items[stop].joined:
            stop += 1
        first = items[at]
        words = first.before.strip("，,、 ")
        found = next(reversed(list(_GIVES.finditer(words))), None)
        giving = found.group() if found else giving
        by = _by(first, items[stop - 1].after or (items[stop].before if stop < len(items) else ""), words)
        if first.quantity.kind in _AMOUNTS and (found or by or (giving and first.listed)):
            label = words[: found.start()] if found else "" if by else words
            paid = _paid(items[at:]) or (
                giving if giving not in _VERBS else _paid_before(first, text) or giving
            )
            gives = by is not None or giving in _VERBS
            label += words[found.end() :] if found and gives else ""
            capped = found is not None and _LIMIT.search(words, found.end()) is not None
            once = _LUMP if _LUMP in words + items[stop - 1].after else ""
            once += "".join(_PER.findall(words, found.end() if found and not gives else 0))
            each = capped and not gives and _PER.match(label)
            named = _named(first, text, label, len(items[at:stop]), gives=gives) if paid else []
            whose = [label] if each else named
            for item in items[at:stop] if whose or (gives and paid) else ():
                item.grant = paid
            for offset, one in enumerate(whose or ([""] if by and paid else [])):
                share = by is not None and first.quantity.kind is Kind.PERCENT
                base = by["base"] if by else ""
                names[at + offset] = f"{one}{base}{paid}{_RATE}" if share else f"{one}{base}{once}{paid}"
                items[at + offset].grant = f"{one}{paid}"
        at = stop
    return names


def _by(first: Binding, after: str, words: str) -> re.Match[str] | None:
    """What a rate or an amount is of, where the words behind it pay it: 按投资额的10%给予补助, 按每证50万元给予奖励."""
    if first.quantity.kind is Kind.MONEY:
        return _EACH.search(words) if after.startswith(_VERBS) else None
    return _BY.search(words) if after.startswith(_VERBS) or _PAYMENT.match(after) else None


def ceiling_of(item: Binding, last: Binding | None) -> str:
    """The name of the most that is paid as the rate before it gives: 按投资额的20%给予补助，最高不超过500万元; empty where it is none."""
    rate = last is not None and last.quantity.kind is Kind.PERCENT and last.grant
    words = item.before.strip("，,、 ")
    if not rate or item.quantity.kind is not Kind.MONEY or not _CEILING.fullmatch(words):
        return ""
    item.grant = rate
    return f"{rate}{tidy(words)}"


def _paid(items: Sequence[Binding]) -> str:
    """What an amount is paid as: 奖励, 生活补贴; the last of a list says it for all."""
    for item in items:
        if found := _PAID.match(item.after):
            return found["what"]
    return ""


def _paid_before(first: Binding, text: str) -> str:
    """The same, where an amount before it in the sentence says it: 共给予60万元奖励，第一年给予30万元."""
    before = _PAYMENT.findall(
        text, max(first.sentence.start, first.quantity.start - _REACH), first.quantity.start
    )
    return before[-1] if before else ""


def _named(first: Binding, text: str, label: str, count: int, *, gives: bool) -> list[str]:
    """To whom the amounts of a list are paid: to each member of those that the words name, or to all of them.

    Args:
        first: The first amount.
        text: The source.
        label: The words before it without the verb of giving.
        count: How many amounts there are.
        gives: Whether that verb is more than the noun of what is paid: then the words before it name who gets it.
    """
    label = tidy((_SMALL_WORDS if gives else _SMALLER_WORDS).sub("", label))
    begin = max(first.sentence.start, first.quantity.start - _REACH)
    to = list(_TO.finditer(text, begin, first.quantity.start))
    named = [one["who"] for one in to if one["who"]]
    payee = list(_PAYEE.finditer(text, begin, first.clause.start))
    who = named[-1] if named else payee[-1]["who"] if payee else to[-1]["that"] if to else ""
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
