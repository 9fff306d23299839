"""What a failed check says to the reader: what is wrong, and where the source says otherwise.

A `Reason` is a code with its parts. The sentences it becomes stand in `messages.toml`, in English for the command line
and in Chinese for those who read results and the review page.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from policysum.verify.model import Checked, Nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policysum.claims import Claim
    from policysum.schema import Verdict
    from policysum.statements import Ledger, Mention
    from policysum.statements.contexts.transitions import Turn

__all__ = ["Language", "Reason", "Reasons", "messages"]

Language = Literal["en", "zh"]

_BEFORE = 18
_AFTER = 10
_LONGEST = 40

_CODED = ("named", "claimed", "said")
"""Parts that may be a code."""
_INNER = str.maketrans("“”", "‘’")
_INNER_OF = "“"
"""A quotation within a Chinese one takes single marks."""
_YEAR = "year"


class _Messages(NamedTuple):
    """What readers read in one language."""

    sentence: Mapping[str, str]
    word: Mapping[str, str]
    period: Mapping[str, str]
    quotation: tuple[str, str]


@cache
def messages(language: Language) -> _Messages:
    """The messages of a language, from `messages.toml`."""
    said = tomllib.loads((Path(__file__).parent / "messages.toml").read_text("utf-8"))
    left, right = said["quotation"][language]
    own = said[language]
    return _Messages(own["sentence"], own["word"], own.get("period", {}), (left, right))


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a claim failed, in no language yet."""

    code: str
    parts: Mapping[str, str] = field(default_factory=dict)

    def say(self, language: Language = "en") -> str:
        """The reason as a sentence."""
        texts = messages(language)
        said = {name: _said(name, part, texts) for name, part in self.parts.items()}
        return texts.sentence[self.code].format_map(said)


def _said(name: str, part: str, texts: _Messages) -> str:
    """A part of a reason as a language says it."""
    if name.endswith("quote"):
        left, right = texts.quotation
        return f"{left}{part.translate(_INNER) if left in _INNER_OF else part}{right}"
    if name not in _CODED:
        return part
    word = texts.word.get(part)
    return word or (part if name == "named" else _period(part, texts.period))


def _period(code: str, words: Mapping[str, str]) -> str:
    for part, word in words.items():
        code = code.replace(part, word)
    plain = code.isdecimal() and len(code) == len("2020")
    return words.get(_YEAR, "{year}").format(year=code) if plain else code


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

    def failed(
        self, claim: Claim, verdict: Verdict, mention: Mention | None, reason: Reason, nearest: Mention | None
    ) -> Checked:
        """A failed check at the number that it failed at, with the nearest one and the reason in both languages."""
        start, end = (mention.start, mention.end) if mention is not None else (None, None)
        near = self.nearest(nearest)
        return Checked(claim.path, claim.text, verdict, start, end, reason.say("en"), near, reason.say("zh"))

    def unsupported(self, claim: Claim, nearest: Mention | None) -> Reason:
        """The source has no such number."""
        parts = {"text": _short(claim.text)}
        if nearest is None:
            return Reason("absent", parts)
        return Reason("absent_nearest", {**parts, "instead": nearest.text, "quote": self.quote(nearest)})

    def not_read(self, claim: Claim, place: tuple[int, int]) -> Reason:
        """The source has these characters, and they were not read as such a number there."""
        start, end = place
        words = " ".join(self.text[max(0, start - _BEFORE) : end + _AFTER].split())
        return Reason("not_read", {"text": _short(claim.text), "quote": words})

    def wrong_unit(self, claim: Claim, mention: Mention) -> Reason:
        """The digits are there with another unit or scale."""
        return self._at("unit", mention, text=_short(claim.text))

    def misattributed(self, claim: Claim, mention: Mention, rival: Mention | None, *, close: bool) -> Reason:
        """The number is there, of something else; `close` where another fits the claim only somewhat better."""
        named = _short(claim.indicator)
        if rival is None:
            return self._at("apart" if close else "foreign", mention, named=named)
        instead = {"instead": _short(rival.text), "instead_quote": self.quote(rival)}
        return self._at("either" if close else "foreign_rival", mention, named=named, **instead)

    def wrong_status(self, claim: Claim, mention: Mention, *, inferred: bool = False) -> Reason:
        """A target given as done, or the reverse; `inferred` where only the number's place says so."""
        code = "status_inferred" if inferred else "status"
        return self._at(code, mention, claimed=claim.status or "", said=mention.status)

    def wrong_bound(self, claim: Claim, mention: Mention) -> Reason:
        """左右 given as 以上, and the like."""
        return self._at("bound", mention, text=_short(claim.text))

    def wrong_period(self, claim: Claim, mention: Mention, *, inferred: bool) -> Reason:
        """Another year; `inferred` where only the report's own year speaks against it."""
        claimed = _short(claim.period or "")
        if mention.period and mention.period != claim.period:
            code = "period_inferred" if inferred else "period"
            return self._at(code, mention, claimed=claimed, said=mention.period)
        return self._at("period_silent", mention, claimed=claimed)

    def wrong_direction(self, mention: Mention, turn: str) -> Reason:
        """Growth given as decline, or the reverse."""
        said, claimed = ("decline", "growth") if turn == "down" else ("growth", "decline")
        return self._at("direction", mention, claimed=claimed, said=said)

    def no_change(self, mention: Mention) -> Reason:
        """A level given as what was added or lost."""
        return self._at("level", mention)

    def wrong_end(self, mention: Mention, turn: Turn | None) -> Reason:
        """The end of a change given as its start, or the reverse, or as the end of the reverse change."""
        return self._at("end_turned" if turn is None else "end_first" if turn.first else "end_last", mention)

    def _at(self, code: str, mention: Mention, **parts: str) -> Reason:
        return Reason(code, {"found": mention.text, "quote": self.quote(mention), **parts})


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
