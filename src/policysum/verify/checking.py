"""Checking anybody's claims against a source: walk them, judge each, in their own order."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from policysum.errors import ClaimsError, DocumentError
from policysum.quantity import Ledger
from policysum.schema import Verdict
from policysum.verify.judge import judge_all
from policysum.verify.model import Checked, Claim
from policysum.verify.reasons import Reason
from policysum.verify.walk import walk

if TYPE_CHECKING:
    from policysum.document import Document

__all__ = ["check", "load_claims"]

_PROSE_SUFFIXES = frozenset({".txt", ".md"})
_LINES_SUFFIXES = frozenset({".jsonl", ".ndjson"})
_LONG_INTEGER = 18
"""Digits up to which a JSON integer becomes an int; Python refuses to parse absurdly long ones."""


def check(claims: object, source: str | Document | Ledger) -> list[Checked]:
    """Check every number of `claims` against `source`.

    Args:
        claims: A Pydantic model, dataclass, mapping, list, string or number, nested at will. What counts as a
            claim is told in `policysum.verify.walk`.
        source: The report as text, as a `Document`, or its `Ledger`.

    Returns:
        One result for every number, in the order in which `claims` has them. A verdict depends on its claim
        and the source only, never on the other claims.

    Raises:
        TypeError: The source is none of these.
    """
    ledger = _ledger(source)
    walked = walk(claims, ledger.text)
    numbers = [claim for claim in walked if claim.quantity.value is not None]
    judged = iter(judge_all(numbers, ledger))
    return [_no_number(claim) if claim.quantity.value is None else next(judged) for claim in walked]


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
    reason = Reason("no_number", {"text": repr(claim.text)})
    return Checked(
        claim.path,
        claim.text,
        Verdict.UNSUPPORTED,
        None,
        None,
        reason.say("en"),
        None,
        reason.say("zh"),
    )


def load_claims(path: str | Path) -> object:
    """Read claims from a file.

    Args:
        path: A JSON file; `.jsonl` is read as a list, `.txt` and `.md` as prose; `-` is JSON from standard input.

    Returns:
        What the file holds. Decimals are kept as printed.

    Raises:
        ClaimsError: The file cannot be read, is not JSON, or names a key twice in one object.
    """
    where = str(path)
    text = _text(path)
    suffix = Path(path).suffix.casefold()
    if suffix in _PROSE_SUFFIXES:
        return text
    try:
        if suffix in _LINES_SUFFIXES:
            return [_parse(line) for line in text.splitlines() if line.strip()]
        return _parse(text)
    except ClaimsError as error:
        raise ClaimsError(error.what, where=where, hint=error.hint) from error
    except json.JSONDecodeError as error:
        raise ClaimsError(
            f"not JSON: {error.msg} at line {error.lineno}, column {error.colno}",
            where=where,
            hint="Give a JSON file, or prose with the suffix .txt or .md.",
        ) from error
    except RecursionError as error:
        raise ClaimsError(
            "JSON nested too deep to be read", where=where, hint="Flatten the claims and try again."
        ) from error


def _text(path: str | Path) -> str:
    from policysum.document import bounded_bytes

    try:
        return bounded_bytes(path).decode("utf-8-sig")
    except DocumentError as error:
        raise ClaimsError(error.what, where=str(path), hint="Give the claims as a smaller file.") from error
    except OSError as error:
        raise ClaimsError(
            f"cannot be read: {error.strerror}", where=str(path), hint="Check the name of the claims file."
        ) from error
    except UnicodeDecodeError as error:
        raise ClaimsError(
            "not UTF-8", where=str(path), hint="Save the claims as UTF-8, as JSON demands."
        ) from error


def _parse(text: str) -> object:
    return json.loads(text, parse_float=Decimal, parse_int=_integer, object_pairs_hook=_object)


def _integer(digits: str) -> int | Decimal:
    return int(digits) if len(digits) <= _LONG_INTEGER else Decimal(digits)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        twice = next(name for name, times in Counter(name for name, _ in pairs).items() if times > 1)
        raise ClaimsError(
            f"the key {twice!r} stands twice in one object, so one of its numbers would go unchecked",
            hint="Give every number its own key.",
        )
    return values
