"""Checking anybody's claims against a source: walk them, judge each, in their own order."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from policysum.claims import walk
from policysum.schema import Verdict
from policysum.statements import Ledger
from policysum.verify.judge import judge_all, quotable
from policysum.verify.model import Checked
from policysum.verify.reasons import Reason

if TYPE_CHECKING:
    from policysum.claims import Claim
    from policysum.document import Document

__all__ = ["check"]


def check(claims: object, source: str | Document | Ledger) -> list[Checked]:
    """Check every number of `claims` against `source`.

    Args:
        claims: A Pydantic model, dataclass, data frame, mapping, list, string or number, nested at will. What
            counts as a claim is said in `policysum.claims.walk`.
        source: The report as text, as a `Document`, or its `Ledger`.

    Returns:
        One result for every number, in the order in which `claims` has them. A verdict depends on its claim
        and the source only, never on the other claims.

    Raises:
        TypeError: The source is none of these, or the claims hold an object in which numbers cannot be looked for.
    """
    ledger = _ledger(source)
    walked = walk(claims, quotable(ledger))
    numbers = [claim for claim in walked if claim.quantity.value is not None]
    judged = iter(judge_all(numbers, ledger))
    return [
        replace(_no_number(claim) if claim.quantity.value is None else next(judged), claim=claim.said)
        for claim in walked
    ]


def _ledger(source: str | Document | Ledger) -> Ledger:
    if isinstance(source, Ledger):
        return source
    from policysum.document import Document

    if isinstance(source, str):
        source = Document.from_text(source)
    if not isinstance(source, Document):
        hint = (
            "read it with policysum.document.read_document(path)"
            if isinstance(source, PurePath)
            else "decode it first"
            if isinstance(source, bytes | bytearray)
            else "give the text itself"
        )
        what = type(source).__name__
        raise TypeError(f"the source must be a str, a Document or a Ledger, not {what}; {hint}")
    ledger: Ledger = source.ledger
    return ledger


def _no_number(claim: Claim) -> Checked:
    code = "unread" if claim.quantity.digits else "no_number"  # nan has no digits that could not be read
    reason = Reason(code, {"text": claim.text if code == "unread" else repr(claim.text)})
    return Checked(
        claim.path,
        claim.text,
        Verdict.UNCLEAR if code == "unread" else Verdict.UNSUPPORTED,
        None,
        None,
        reason.say("en"),
        None,
        reason.say("zh"),
    )
