"""Tell a file of our own from a planted one: what this user wrote is sealed with a secret that lies elsewhere."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

__all__ = ["genuine", "seal"]

_NAME = "seal.key"
_BYTES = 32


def seal(data: bytes) -> str:
    """The seal of some bytes; only this user's configuration folder has what it takes to make it."""
    return hmac.new(_secret(_folder()), data, hashlib.sha256).hexdigest()


def genuine(data: bytes, claimed: object) -> bool:
    """Whether a seal is that of some bytes."""
    return isinstance(claimed, str) and hmac.compare_digest(
        seal(data).encode(), claimed.encode("utf-8", "replace")
    )


def _folder() -> Path:
    if chosen := os.environ.get("POLICYSUM_CONFIG_DIR"):
        return Path(chosen)
    import platformdirs

    return Path(platformdirs.user_config_dir("policysum", appauthor=False))


@lru_cache(maxsize=8)
def _secret(folder: Path) -> bytes:
    """The user's secret, made on first use; where none can be kept, one that is forgotten with the process."""
    path = folder / _NAME
    with suppress(OSError):
        if len(kept := path.read_bytes()) == _BYTES:
            return kept
    made = secrets.token_bytes(_BYTES)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = path.with_name(f"{_NAME}.{os.getpid()}.{secrets.token_hex(4)}")
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(made)
        try:
            os.link(part, path)  # the first process wins; the others read what it wrote
        except FileExistsError:
            damaged = len(path.read_bytes()) != _BYTES
            if damaged:
                part.replace(path)
        with suppress(FileNotFoundError):
            part.unlink()
        return path.read_bytes()
    except OSError:
        return made
