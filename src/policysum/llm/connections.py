"""The openai clients of one server, one for each event loop."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from policysum.llm.address import Address

if TYPE_CHECKING:
    from collections.abc import Callable

    from openai import AsyncOpenAI

__all__ = ["Connections"]

_CONNECT = 15.0
"""Seconds to wait for a connection: that takes no model's time."""


class Connections:
    """The clients of one server; connections of one event loop cannot be used from another.

    Args:
        address: where the server is, or a function that starts it and returns its address.
        api_key: key, empty for servers that want none.
        timeout: seconds one answer may take.
    """

    def __init__(self, address: Address | Callable[[], str], api_key: str, timeout: float) -> None:
        self._address = address
        self._api_key = api_key
        self._timeout = timeout
        self._clients: WeakKeyDictionary[asyncio.AbstractEventLoop, AsyncOpenAI] = WeakKeyDictionary()

    def anew(self) -> Connections:
        """Others to the same server, none of them open."""
        return Connections(self._address, self._api_key, self._timeout)

    async def client(self) -> AsyncOpenAI:
        """The client of the running event loop."""
        loop = asyncio.get_running_loop()
        if (client := self._clients.get(loop)) is not None:
            return client
        import openai

        from policysum.llm.transport import client_options

        address = self._address
        if not isinstance(address, Address):
            address = Address.of(await asyncio.to_thread(address))
        if (client := self._clients.get(loop)) is None:
            client = openai.AsyncOpenAI(
                **client_options(address, asynchronous=True),
                api_key=self._api_key or "none",  # the client insists on one, servers at home do not
                max_retries=0,  # one owner of retries
                timeout=openai.Timeout(self._timeout, connect=min(self._timeout, _CONNECT)),
            )
            self._clients[loop] = client
        return client

    async def close(self) -> None:
        """Close those of the running event loop."""
        client = self._clients.pop(asyncio.get_running_loop(), None)
        if client is not None:
            await client.close()
