"""What a failed check tells the reader: what is wrong, and where the source says otherwise.

A `Reason` is a code with its parts. The sentences it becomes are rows of a table, in English for the command
line and in Chinese for those who read results and the review page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from policysum.verify.model import Nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policysum.claims import Claim
    from policysum.quantity import Ledger, Mention

__all__ = ["Language", "Reason", "Reasons"]

Language = Literal["en", "zh"]

_BEFORE = 18
_AFTER = 10
_LONGEST = 40

_SENTENCES: dict[Language, dict[str, str]] = {
    # code -> sentence; `quote` and `instead_quote` come with their quotation marks
    "en": {
        "no_number": "{text} is not a number that a text can say",
        "unread": "{text} looks like a number and could not be read as one, so it was not checked",
        "absent": "{text} is not in the source",
        "absent_nearest": "{text} is not in the source; nearest: {instead} in {quote}",
        "unit": "the source says {found}, not {text}, in {quote}",
        "foreign": "{found} stands in {quote}, which does not name {named}",
        "foreign_rival": "{found} stands in {quote}; of {named} the source says {instead} in {instead_quote}",
        "status": "claimed as {claimed}, but the source tells {found} as {told} in {quote}",
        "status_inferred": "claimed as {claimed}; the place of {found} suggests {told}, but nothing says so in {quote}",
        "period_inferred": "claimed for {claimed}; the report suggests {told}, but no word beside {found} says so in {quote}",
        "bound": "claimed as {text}, but the source bounds {found} otherwise in {quote}",
        "period": "claimed for {claimed}, but the source gives {told} in {quote}",
        "period_silent": "claimed for {claimed}, but the source does not say so in {quote}",
        "direction": "claimed as {claimed}, but the source tells {found} as {told} in {quote}",
    },
    "zh": {
        "no_number": "{text}不是文章里能写出的数字",
        "unread": "{text}像是数字但读不出来，未作核对",
        "absent": "原文没有{text}",
        "absent_nearest": "原文没有{text}；最接近的是{instead}：{quote}",
        "unit": "原文是{found}，不是{text}：{quote}",
        "foreign": "{found}见于{quote}，说的不是{named}",
        "foreign_rival": "{found}见于{quote}；{named}在原文中是{instead}：{instead_quote}",
        "status": "说成{claimed}，但{found}在原文中是{told}：{quote}",
        "status_inferred": "说成{claimed}；从位置看{found}像是{told}，但原文没有明说：{quote}",
        "period_inferred": "说成{claimed}的；从报告看像是{told}，但{found}旁边没有明说：{quote}",
        "bound": "说成{text}，但{found}在原文中的界限不同：{quote}",
        "period": "说成{claimed}的，但原文说的是{told}：{quote}",
        "period_silent": "说成{claimed}的，但原文没有这样说：{quote}",
        "direction": "说成{claimed}，但{found}在原文中是{told}：{quote}",
    },
}

_WORDS: dict[Language, dict[str, str]] = {
    # codes within the parts -> words; a code that is missing says itself
    "en": {"": "what the claim says"},
    "zh": {
        "": "所说的指标",
        "actual": "已完成的",
        "target": "目标",
        "forecast": "预计数",
        "rule": "政策标准",
        "growth": "增长",
        "decline": "下降",
    },
}
_CODED = ("named", "claimed", "told")
"""Parts that may be a code."""

_PERIODS = (
    ("as_of:", "截至"),
    ("H1", "年上半年"),
    ("H2", "年下半年"),
    ("Q1", "年一季度"),
    ("Q2", "年二季度"),
    ("Q3", "年三季度"),
    ("Q4", "年四季度"),
    ("/", "—"),
)
"""How the codes of periods are said in Chinese, in the order of replacement."""

_QUOTES: dict[Language, tuple[str, str]] = {"en": ("«", "»"), "zh": ("“", "”")}
_INNER = str.maketrans("“”", "‘’")
"""A quotation within a Chinese one takes single marks."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a claim failed, in no language yet."""

    code: str
    parts: Mapping[str, str] = field(default_factory=dict)

    def say(self, language: Language = "en") -> str:
        """The reason as a sentence."""
        words = _WORDS[language]
        said = {
            name: words.get(part, _period(part) if language == "zh" and name != "named" else part)
            if name in _CODED
            else _quoted(part, language)
            if name.endswith("quote")
            else part
            for name, part in self.parts.items()
        }
        return _SENTENCES[language][self.code].format_map(said)


def _period(code: str) -> str:
    for part, word in _PERIODS:
        code = code.replace(part, word)
    return f"{code}年" if code.isdecimal() and len(code) == len("2020") else code


def _quoted(words: str, language: Language) -> str:
    left, right = _QUOTES[language]
    return f"{left}{words.translate(_INNER) if language == 'zh' else words}{right}"


class Reasons:
    """Finds reasons that quote one source."""

    def __init__(self, ledger: Ledger) -> None:
        self.text = ledger.text

    def quote(self, mention: Mention) -> str:
        """The number among its neighbours, cut to its sentence."""
        sentence = mention.sentence
        start = max(sentence.start, mention.start - _BEFORE)
        end = min(max(sentence.end, mention.end), mention.end + _AFTER)
        words = " ".join(self.text[start:end].split())
        return f"{'…' if start > sentence.start else ''}{words}{'…' if end < sentence.end else ''}"

    def nearest(self, mention: Mention | None) -> Nearest | None:
        """The nearest number as part of a result."""
        return Nearest(mention.start, mention.end, mention.text) if mention is not None else None

    def unsupported(self, claim: Claim, nearest: Mention | None) -> Reason:
        """The source has no such number."""
        parts = {"text": _short(claim.text)}
        if nearest is None:
            return Reason("absent", parts)
        return Reason("absent_nearest", {**parts, "instead": nearest.text, "quote": self.quote(nearest)})

    def wrong_unit(self, claim: Claim, mention: Mention) -> Reason:
        """The digits are there with another unit or scale."""
        return self._at("unit", mention, text=_short(claim.text))

    def misattributed(self, claim: Claim, mention: Mention, rival: Mention | None) -> Reason:
        """The number is there, of something else."""
        named = _short(claim.indicator)
        if rival is None:
            return self._at("foreign", mention, named=named)
        instead = {"instead": rival.text, "instead_quote": self.quote(rival)}
        return self._at("foreign_rival", mention, named=named, **instead)

    def wrong_status(self, claim: Claim, mention: Mention, *, inferred: bool = False) -> Reason:
        """A target told as done, or the reverse; `inferred` where only the number's place says so."""
        code = "status_inferred" if inferred else "status"
        return self._at(code, mention, claimed=claim.status or "", told=mention.status)

    def wrong_bound(self, claim: Claim, mention: Mention) -> Reason:
        """左右 told as 以上, and the like."""
        return self._at("bound", mention, text=_short(claim.text))

    def wrong_period(self, claim: Claim, mention: Mention, *, inferred: bool = False) -> Reason:
        """Another year; `inferred` where only the report's own year speaks against it."""
        claimed = _short(claim.period or "")
        if mention.period and mention.period != claim.period:
            code = "period_inferred" if inferred else "period"
            return self._at(code, mention, claimed=claimed, told=mention.period)
        return self._at("period_silent", mention, claimed=claimed)

    def wrong_direction(self, mention: Mention, said: str) -> Reason:
        """Growth told as decline, or the reverse."""
        told, claimed = ("decline", "growth") if said == "down" else ("growth", "decline")
        return self._at("direction", mention, claimed=claimed, told=told)

    def _at(self, code: str, mention: Mention, **parts: str) -> Reason:
        return Reason(code, {"found": mention.text, "quote": self.quote(mention), **parts})


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
