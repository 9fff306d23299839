"""What a worker and its parent say to each other, and how: pickled frames over a pair of sockets.

Both ends are this program and nobody else can reach them.
"""

from __future__ import annotations

import asyncio
import contextlib
import pickle
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Self, TypeVar

if TYPE_CHECKING:
    import socket

    from policysum.batch.jobs import Job
    from policysum.batch.results import Facts, Outcome
    from policysum.errors import PolicysumError
    from policysum.llm import ChatRequest, Completion
    from policysum.llm.types import CallRecord, Capabilities

__all__ = ["Answer", "Connection", "Ended", "Hello", "Question", "Task", "ToParent", "ToWorker"]

_LENGTH = 8  # bytes of the length in front of a frame


@dataclass(frozen=True, slots=True)
class Hello:
    """What a worker must know of the parent's engine."""

    engine: str
    identity: str
    base_url: str | None
    model: str | None
    capabilities: Capabilities | None


@dataclass(frozen=True, slots=True)
class Task:
    """A report to work on."""

    number: int
    job: Job
    rank: int
    force: bool


@dataclass(frozen=True, slots=True)
class Ended:
    """How it ended; `cause` is the number of the error of the system behind an error."""

    number: int
    outcome: Outcome
    error: PolicysumError | None
    cause: int | None
    facts: Facts | None


@dataclass(frozen=True, slots=True)
class Question:
    """What a worker would ask the model, and for which report; of the account only its head travels."""

    number: int
    request: ChatRequest
    report: str
    rank: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What the model answered, the calls that it took, and what is known of the server by now."""

    number: int
    answer: Completion | Exception
    records: list[CallRecord]
    capabilities: Capabilities


ToWorker = Hello | Task | Answer
ToParent = Ended | Question
_Said = TypeVar("_Said")
_Heard = TypeVar("_Heard")


class Connection(Generic[_Said, _Heard]):
    """One end of the talk between a worker and its parent: what is said at this end, and what is heard."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @classmethod
    async def over(cls, end: socket.socket) -> Self:
        """Open it."""
        return cls(*await asyncio.open_connection(sock=end))

    def send(self, frame: _Said) -> None:
        """Put a frame on its way."""
        data = pickle.dumps(frame, pickle.HIGHEST_PROTOCOL)
        self._writer.write(len(data).to_bytes(_LENGTH, "big") + data)

    async def receive(self) -> _Heard | None:
        """Wait for a frame; None where the other end has gone."""
        try:
            length = int.from_bytes(await self._reader.readexactly(_LENGTH), "big")
            data = await self._reader.readexactly(length)
        except (asyncio.IncompleteReadError, ConnectionError):
            return None
        frame: _Heard = pickle.loads(data)  # noqa: S301 - from our own other end
        return frame

    async def close(self) -> None:
        """Hang up."""
        self._writer.close()
        with contextlib.suppress(ConnectionError):
            await self._writer.wait_closed()
