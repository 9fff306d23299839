"""The address of a server, parted into what may be shown and what is secret in it."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import parse_qsl, unquote, urlsplit, urlunsplit

from policysum.errors import ConfigError
from policysum.secrets import remember

__all__ = ["Address"]

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_SECRET_PARTS = re.compile(r"^(?P<scheme>[a-z]+://)?[^/?#]*@|[?#].*", re.DOTALL | re.IGNORECASE)
_HINT = "It looks like http://localhost:8000/v1."


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server is, and what is sent to it with every request.

    Attributes:
        url: without user, password, query and fragment: what is shown, written and compared.
        headers: of every request: the user and password that stood in the address.
        query: of every request.
    """

    url: str
    headers: dict[str, str] = field(default_factory=dict, repr=False)
    query: dict[str, str] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, text: str) -> Self:
        """Take an address apart; from then on its secrets are masked in whatever is said.

        Raises:
            ConfigError: it is not the address of a server.
        """
        try:
            parts = urlsplit(text)
            host, port = parts.hostname, parts.port
        except ValueError as error:
            raise _wrong(text) from error
        odd = any(character.isspace() or not character.isprintable() for character in text)
        if parts.scheme not in {"http", "https"} or not host or odd:
            raise _wrong(text)
        place = f"[{host}]" if ":" in host else host
        url = urlunsplit(
            (parts.scheme, place if port is None else f"{place}:{port}", parts.path.rstrip("/"), "", "")
        )
        headers: dict[str, str] = {}
        if parts.username is not None or parts.password is not None:
            user, password = unquote(parts.username or ""), unquote(parts.password or "")
            remember(parts.username, user, parts.password, password)
            headers["Authorization"] = f"Basic {b64encode(f'{user}:{password}'.encode()).decode('ascii')}"
            remember(headers["Authorization"].removeprefix("Basic "))
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        remember(*query.values())
        return cls(url, headers, query)

    @property
    def identity(self) -> str:
        """What stands for it in cache keys: a query may name another model, and is a secret."""
        if not self.query:
            return self.url
        digest = hashlib.sha256(repr(sorted(self.query.items())).encode("utf-8", "surrogatepass"))
        return f"{self.url}?{digest.hexdigest()[:16]}"

    @property
    def is_here(self) -> bool:
        """Whether it is on this machine, so that no proxy is to be asked for it."""
        return urlsplit(self.url).hostname in _LOOPBACK


def _wrong(text: str) -> ConfigError:
    shown = _SECRET_PARTS.sub(lambda found: found["scheme"] or "", text)
    return ConfigError("this is not the address of a server", where=shown.strip()[:200], hint=_HINT)
