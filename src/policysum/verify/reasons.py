"""What a failed check tells the reader: what is wrong, and where the source says otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policysum.verify.model import Nearest

if TYPE_CHECKING:
    from policysum.quantity import Ledger, Mention
    from policysum.verify.model import Claim

__all__ = ["Reasons"]

_BEFORE = 18
_AFTER = 10
_LONGEST = 40


class Reasons:
    """Writes reasons that quote one source."""

    def __init__(self, ledger: Ledger) -> None:
        self.text = ledger.text

    def quote(self, mention: Mention) -> str:
        """The number among its neighbours, cut to its sentence."""
        sentence = mention.sentence
        start = max(sentence.start, mention.start - _BEFORE)
        end = min(max(sentence.end, mention.end), mention.end + _AFTER)
        words = " ".join(self.text[start:end].split())
        return f"«{'…' if start > sentence.start else ''}{words}{'…' if end < sentence.end else ''}»"

    def nearest(self, mention: Mention | None) -> Nearest | None:
        """The nearest number as part of a result."""
        return Nearest(mention.start, mention.end, mention.text) if mention is not None else None

    def unsupported(self, claim: Claim, nearest: Mention | None) -> str:
        """The source has no such number."""
        if nearest is None:
            return f"{_short(claim.text)} is not in the source"
        return f"{_short(claim.text)} is not in the source; nearest: {nearest.text} in {self.quote(nearest)}"

    def wrong_unit(self, claim: Claim, mention: Mention) -> str:
        """The digits are there with another unit or scale."""
        return f"the source says {mention.text}, not {_short(claim.text)}, in {self.quote(mention)}"

    def misattributed(self, claim: Claim, mention: Mention, rival: Mention | None) -> str:
        """The number is there, of something else."""
        named = _short(claim.indicator) or "what the claim says"
        where = f"{mention.text} stands in {self.quote(mention)}"
        if rival is None:
            return f"{where}, which does not name {named}"
        return f"{where}; of {named} the source says {rival.text} in {self.quote(rival)}"

    def wrong_status(self, claim: Claim, mention: Mention) -> str:
        """A target told as done, or the reverse."""
        return f"claimed as {claim.status}, but the source tells {mention.text} as {mention.status} in {self.quote(mention)}"

    def wrong_period(self, claim: Claim, mention: Mention) -> str:
        """Another year."""
        said = f"the source gives {mention.period}" if mention.period else "the source does not say so"
        return f"claimed for {_short(claim.period or '')}, but {said} in {self.quote(mention)}"

    def wrong_direction(self, mention: Mention, said: str) -> str:
        """Growth told as decline, or the reverse."""
        told, claimed = ("decline", "growth") if said == "down" else ("growth", "decline")
        return f"claimed as {claimed}, but the source tells {mention.text} as {told} in {self.quote(mention)}"


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
