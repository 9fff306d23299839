"""A file of our own is known from a planted one: what this user wrote is sealed with a secret that lies elsewhere.

The secret lies in the configuration folder. Where nothing can be written there, as in a container without a home, it
lies in the cache folder: so a later command knows again what an earlier one wrote.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from policysum.places import cache_dir, config_dir
from policysum.regular import regular_bytes

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["genuine", "outlives_the_process", "seal", "unsealed"]

_NAME = "seal.key"
_BYTES = 32


def seal(data: bytes) -> str:
    """The seal of some bytes; only this user's own folders have what it takes to make it."""
    secret, _ = _secret((config_dir(), cache_dir()))
    return hmac.new(secret, data, hashlib.sha256).hexdigest()


def genuine(data: bytes, claimed: object) -> bool:
    """Whether a seal is that of some bytes."""
    return isinstance(claimed, str) and hmac.compare_digest(
        seal(data).encode(), claimed.encode("utf-8", "replace")
    )


def unsealed(record: dict[str, Any]) -> bytes:
    """What of a record is sealed: all of it but the seal, in one order."""
    parts = {name: part for name, part in record.items() if name != "seal"}
    return json.dumps(parts, sort_keys=True).encode("ascii")


def outlives_the_process() -> bool:
    """Whether another command will know again what this one seals."""
    return _secret((config_dir(), cache_dir()))[1]


@lru_cache(maxsize=8)
def _secret(folders: tuple[Path, ...]) -> tuple[bytes, bool]:
    """The user's secret, made on first use, and whether it is kept; else one that is forgotten with the process.

    The first folder that has one or takes one: a secret that somebody planted in a later one is never looked at
    where an earlier one can be used.
    """
    for folder in folders:
        with suppress(OSError):
            return _kept_in(folder), True
    return secrets.token_bytes(_BYTES), False


def _kept_in(folder: Path) -> bytes:
    path = folder / _NAME
    with suppress(OSError):
        if len(kept := regular_bytes(path)) == _BYTES:
            return kept
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_name(f"{_NAME}.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(secrets.token_bytes(_BYTES))
    try:
        os.link(part, path)  # the first process wins; the others read what it wrote
    except OSError:
        held = b""
        with suppress(OSError):
            held = regular_bytes(path)
        if len(held) != _BYTES:  # damaged, or no file
            part.replace(path)
    with suppress(FileNotFoundError):
        part.unlink()
    return regular_bytes(path)
