"""What is paid to whom: 对新认定的省级、市级平台，分别给予50万元、20万元奖励."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.quantity.model import Kind
from policysum.statements.payees import SMALL, paid_to, payee_of
from policysum.statements.property_words import squeezed, tidy

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from policysum.statements.binding import Binding

__all__ = ["ceiling_of", "granted"]

_WORDS = table("grant_words")
_GIVES = _WORDS.compiled(
    f"{{gives}}(?={SMALL}*$)|{{rule_words.payment}}(?={{payee}}?{SMALL}*$)|{{gives}}|{{gets}}(?={{per}}+$)"
)
_PAID = _WORDS.compiled(
    r"^(?:{signs.of}|{lump|limit|gives|rate|per})*(?P<what>[^，,。；;、\d（）(){=signs.of}]{0,10}?{rule_words.payment|support})"
)
_BY = _WORDS.compiled(
    "(?:{by}|{to}.{2,60}?{signs.of}(?=[^{=signs.of}]+{signs.of}$))(?P<base>[^，,。；;、]{2,20}){signs.of}$|{by}(?P<bare>)$"
)
_BY_RATE = _WORDS.compiled("{by}{limit}?(?P<base>[^，,。；;、]{2,20})$")
"""The same where the rate is called one: 按不超过投资额20%的比例给予补助."""
_PAID_UNSAID = _WORDS.compiled(
    r"{gives}{payee}?(?P<what>{lump}?[^，,。；;、\d]{0,6}?{rule_words.payment|support})[，,]"
)
"""What is paid, where no amount says how much: 给予一次性补助，最高500万元."""
_OF_RATE = _WORDS.compiled("^{signs.of}{rate}")
_EACH = _WORDS.compiled(r"{by}(?P<base>[^，,。；;、\d]{1,12})$")
"""What an amount is paid for: 按每证50万元给予奖励."""
_SAID = _WORDS.compiled("{gives|gets|rule_words.payment}")
"""A clause without them pays nothing to anybody."""
_PAYMENT = _WORDS.compiled("{rule_words.payment}")
_PAYEE = _WORDS.compiled("^{payee}")
_LIMIT = _WORDS.compiled("{limit}")
_RATE = _WORDS.word("rate")
_LUMP = _WORDS.word("lump")
_CEILING = _WORDS.compiled("(?:{one_case}{payee}?)?(?:{limit|per|list_words.deals})+")
_PER = _WORDS.compiled("{per}")
_VERBS = _WORDS.words("gives", "gets")
_AMOUNTS = frozenset({Kind.MONEY, Kind.PERCENT})
_REACH = 120


def granted(items: Sequence[Binding], text: str) -> dict[int, str]:
    """The names of those amounts of a clause that are paid to somebody; they are marked as such.

    Args:
        items: The numbers of the clause.
        text: The source.

    Returns:
        place of an amount in the clause -> its name.
    """
    names: dict[int, str] = {}
    if not (_SAID.search(text, *items[0].clause) or _SAID.search(items[-1].follow)):
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
        by = _by(first, _behind(items[stop - 1], items[stop] if stop < len(items) else None), words)
        if first.quantity.kind in _AMOUNTS and (found or by or (giving and first.listed)):
            bare = words[: by.start()] if by and not by["base"] else ""
            label = words[: found.start()] if found else bare if by else words
            paid = _paid(items[at:]) or (
                giving if giving not in _VERBS else _paid_before(first, text) or giving
            )
            gives = by is not None or giving in _VERBS
            label += words[found.end() :] if found and gives else ""
            capped = found is not None and _LIMIT.search(words, found.end()) is not None
            once = _LUMP if _LUMP in words + items[stop - 1].after else ""
            once += "".join(_PER.findall(words, found.end() if found and not gives else 0))
            each = capped and not gives and _PER.match(label)
            named = paid_to(first, text, label, len(items[at:stop]), gives=gives) if paid else []
            whose = [label] if each else named
            for item in items[at:stop] if whose or (gives and paid) else ():
                item.grant = paid
            for offset, one in enumerate(whose or ([""] if by and paid else [])):
                share = by is not None and first.quantity.kind is Kind.PERCENT
                base = (by["base"] or "") if by else ""
                names[at + offset] = f"{one}{base}{paid}{_RATE}" if share else f"{one}{base}{once}{paid}"
                items[at + offset].grant = f"{one}{paid}"
        at = stop
    return names


def _by(first: Binding, after: str, words: str) -> re.Match[str] | None:
    """What a rate or an amount is of, where the words behind it pay it: 按投资额的10%给予补助, 按每证50万元给予奖励."""
    if first.quantity.kind is Kind.MONEY:
        return _EACH.search(words) if after.startswith(_VERBS) else None
    if _OF_RATE.match(after) and _SAID.search(after):
        return _BY_RATE.search(words)
    return _BY.search(words) if after.startswith(_VERBS) or _PAYMENT.match(after) else None


def _behind(item: Binding, following: Binding | None) -> str:
    """The words that go on from a number, past a comma where nothing else follows it."""
    return squeezed(item.after or (following.before if following else item.follow.lstrip("，, ")))


def ceiling_of(item: Binding, last: Binding | None, text: str) -> str:
    """The name of the most that is paid as the clause before it gives; empty where it is none.

    按投资额的20%给予补助，最高不超过500万元; 给予一次性补助，最高500万元

    Args:
        item: The number.
        last: The one before it.
        text: The source.
    """
    words = item.before.strip("，,、 ")
    if item.quantity.kind is not Kind.MONEY or not _CEILING.fullmatch(words):
        return ""
    rate = last.grant if last is not None and last.quantity.kind is Kind.PERCENT else ""
    if not rate:
        start = max(item.sentence.start, item.quantity.start - _REACH)
        paid = next(reversed(list(_PAID_UNSAID.finditer(text, start, item.quantity.start))), None)
        rate = f"{payee_of(text[start : paid.start('what')])}{paid['what']}" if paid else ""
    if not rate:
        return ""
    item.grant = rate
    return f"{rate}{tidy(words)}"


def _paid(items: Sequence[Binding]) -> str:
    """What an amount is paid as: 奖励, 生活补贴; the last of a list says it for all."""
    for item in items:
        if found := _PAID.match(squeezed(item.after)):
            return found["what"]
    return ""


def _paid_before(first: Binding, text: str) -> str:
    """The same, where an amount before it in the sentence says it: 共给予60万元奖励，第一年给予30万元."""
    before = _PAYMENT.findall(
        text, max(first.sentence.start, first.quantity.start - _REACH), first.quantity.start
    )
    return before[-1] if before else ""
