"""How requests travel: bounded in size also while they are decompressed, to no other host than the one that was named.

httpx reads a body of any size, and unpacks a few kilobytes of gzip into gigabytes. It is given streams that count.
"""

from __future__ import annotations

import ssl
import time
import zlib
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Any

import httpx2

from policysum.errors import ConfigError
from policysum.secrets import masked

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from policysum.llm.address import Address

__all__ = ["MOST_BYTES", "Bound", "OversizedError", "UnknownEncodingError", "client_options"]

MOST_BYTES = 4 << 20
"""Bytes of an answer, unpacked: the longest that is asked for has 8,000 tokens, thoughts may take ten times as many."""
_CHUNK = 1 << 16
_ENCODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
_ACCEPTED = "gzip, deflate"
_AUTO = zlib.MAX_WBITS | 32  # gzip or zlib, whichever it is


@dataclass(frozen=True, slots=True)
class Bound:
    """How much an answer may be.

    Attributes:
        bytes: of its body, unpacked.
        seconds: for the body of an answer to a synchronous client; the asynchronous one has time-outs of asyncio.
    """

    bytes: int = MOST_BYTES
    seconds: float = inf


class OversizedError(Exception):
    """A body is longer than any answer."""


class UnknownEncodingError(Exception):
    """A body is packed in a way that was not asked for, or damaged."""


class _Counter:
    """Unpacks a body piece by piece, as far as its bound."""

    def __init__(self, most: int, *, packed: bool) -> None:
        self._left = most
        self._unpacker = zlib.decompressobj(_AUTO) if packed else None
        self._begun = False

    def pieces(self, data: bytes) -> Iterator[bytes]:
        if self._unpacker is None:
            yield self._counted(data)
            return
        try:
            while data:
                yield self._counted(self._unpacker.decompress(data, _CHUNK))
                data = self._unpacker.unconsumed_tail
                self._begun = True
        except zlib.error as error:
            if self._begun:
                raise UnknownEncodingError(str(error)) from error
            self._unpacker, self._begun = (
                zlib.decompressobj(-zlib.MAX_WBITS),
                True,
            )  # deflate without its head
            yield from self.pieces(data)

    def _counted(self, piece: bytes) -> bytes:
        self._left -= len(piece)
        if self._left < 0:
            raise OversizedError
        return piece


class _AsyncBody(httpx2.AsyncByteStream):
    def __init__(self, stream: httpx2.AsyncByteStream, counter: _Counter) -> None:
        self._stream, self._counter = stream, counter

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for data in self._stream:
            for piece in self._counter.pieces(data):
                yield piece

    async def aclose(self) -> None:
        await self._stream.aclose()


class _Body(httpx2.SyncByteStream):
    """A body whose time is bounded as well: nothing else bounds that of a dripping one in synchronous code."""

    def __init__(self, stream: httpx2.SyncByteStream, counter: _Counter, seconds: float) -> None:
        self._stream, self._counter = stream, counter
        self._ends = time.monotonic() + seconds

    def __iter__(self) -> Iterator[bytes]:
        for data in self._stream:
            if time.monotonic() > self._ends:
                raise httpx2.ReadTimeout("the whole answer takes too long")
            yield from self._counter.pieces(data)

    def close(self) -> None:
        self._stream.close()


def _counter_for(response: httpx2.Response, most: int) -> _Counter:
    """Take the unpacking over from httpx, and what a server says of its answer: JSON is UTF-8 whatever that is."""
    encoding = response.headers.get("content-encoding", "").strip().lower()
    if encoding not in _ENCODINGS:
        raise UnknownEncodingError(f"content-encoding {encoding[:40]!r}")
    response.headers.pop("content-encoding", None)
    response.headers["content-type"] = "application/json"
    return _Counter(most, packed=encoding not in {"", "identity"})


def client_options(
    address: Address, *, asynchronous: bool, bound: Callable[[str], Bound] | None = None
) -> dict[str, Any]:
    """What the openai client is made with, for any of our clients.

    Args:
        address: of the server.
        asynchronous: whether it is for the asynchronous client.
        bound: of an answer, by the path that is asked for.

    Raises:
        ConfigError: a proxy of the environment cannot be used.
    """
    import openai

    def bound_of(response: httpx2.Response) -> Bound:
        return Bound() if bound is None else bound(response.request.url.path)

    async def awaited(response: httpx2.Response) -> None:
        assert isinstance(response.stream, httpx2.AsyncByteStream)
        response.stream = _AsyncBody(response.stream, _counter_for(response, bound_of(response).bytes))

    def called(response: httpx2.Response) -> None:
        assert isinstance(response.stream, httpx2.SyncByteStream)
        bounds = bound_of(response)
        response.stream = _Body(response.stream, _counter_for(response, bounds.bytes), bounds.seconds)

    hook: Any = awaited if asynchronous else called
    make: Any = openai.DefaultAsyncHttpxClient if asynchronous else openai.DefaultHttpxClient
    try:
        # A report must not travel to a host that nobody named, so redirects are reported, not followed.
        # A proxy of the environment must not be asked for a server on this machine.
        http_client = make(
            trust_env=not address.is_here,
            verify=_certificates(address),
            follow_redirects=False,
            event_hooks={"response": [hook]},
        )
    except (ImportError, ValueError, TypeError, AttributeError, httpx2.InvalidURL) as error:
        raise _proxy_fault(error) from error
    return {
        "base_url": address.url,
        "http_client": http_client,
        "default_headers": {"Accept-Encoding": _ACCEPTED, **address.headers},
        "default_query": address.query or None,
    }


def _certificates(address: Address) -> ssl.SSLContext | bool:
    """Which certificates are trusted: none, instead of a hundred that are read from a file, where none is shown."""
    plain = address.is_here and address.url.startswith("http://")
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT) if plain else True


def _proxy_fault(error: Exception) -> ConfigError:
    if isinstance(error, ImportError):
        return ConfigError(
            "a SOCKS proxy is set in the environment, and the extra that can use one is not installed",
            where="ALL_PROXY, HTTPS_PROXY or HTTP_PROXY",
            hint="Run `pip install 'policysum[socks]'`, or set an http:// proxy, or unset it.",
        )
    said = masked(" ".join(str(error).split()))[:120]
    return ConfigError(
        f"a proxy or certificate setting of the environment cannot be used ({_without_user(said)})",
        where="ALL_PROXY, HTTPS_PROXY, HTTP_PROXY or SSL_CERT_FILE",
        hint="Correct it or unset it; a proxy looks like http://127.0.0.1:7890.",
    )


def _without_user(text: str) -> str:
    head, at, tail = text.rpartition("@")
    return f"{head.partition('//')[0]}//{tail}" if at else text
