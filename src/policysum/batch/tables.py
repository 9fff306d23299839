"""Tables over all results of a batch, written anew only where something has changed."""

from __future__ import annotations

import hashlib
import json
import logging
import tempfile
from contextlib import ExitStack, suppress
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Protocol, Self

import policysum
from policysum.batch.jobs import Job
from policysum.batch.output_folder import STATE_NAME, locked
from policysum.batch.results import written_results
from policysum.errors import InputError, PolicysumError
from policysum.export.files import write_atomically
from policysum.export.names import check_formats
from policysum.export.results import results_in
from policysum.export.staging import staged_tables
from policysum.export.tables import TablesWriter
from policysum.regular import regular_bytes
from policysum.seal import genuine, seal, unsealed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import TracebackType

    from policysum.batch.results import WrittenResult

__all__ = ["Companion", "Tables"]

_log = logging.getLogger("policysum.batch")

_LOCK = ".tables.lock"
_OWN = frozenset({"export", "views"})
_UNREADABLE = (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError)
"""What reading a state file may raise: it may have been written by anybody."""
_A_FEW = 8
"""Results added at one go while reports are under way."""


_MANY = 30
"""Results from which on a companion of the tables is worth its time: over fewer a first query takes under a second."""


class Companion(Protocol):
    """What is made of the same results in the same pass; it ends well or leaves what was there."""

    def add(self, written: WrittenResult) -> None:
        """Take the next result."""

    def __enter__(self) -> Self:
        """Begin."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Put it into its place, unless something went wrong."""


class Tables:
    """The tables of one folder.

    They may be begun while reports are still under way (`settled`), so that little is left to do at the end.
    """

    def __init__(
        self, out: Path, formats: Sequence[str], companion: Callable[[Path], Companion] | None = None
    ) -> None:
        """Name the folder, the formats, and what is made beside the tables of many results, if anything is.

        Raises:
            ConfigError: a format does not exist, or its library is not installed.
        """
        self._out, self._formats = out, list(check_formats(formats))
        self._begun: ExitStack | None = None
        self._writer: TablesWriter | None = None
        self._make_companion = companion
        self._companion: Companion | None = None
        self._added = 0
        self._state_before = self._state_bytes()
        with tempfile.TemporaryDirectory() as folder:
            # Opening the writers is what finds out whether their libraries are there.
            TablesWriter(Path(folder), self._formats).close()

    @property
    def formats(self) -> list[str]:
        """The formats that were asked for."""
        return self._formats

    @property
    def known(self) -> frozenset[str]:
        """Names of the files that an earlier run wrote here."""
        try:
            return frozenset(self._state()["files"])
        except _UNREADABLE:
            return frozenset()

    def settled(self, jobs: Sequence[Job], count: int) -> None:
        """Begin with the results of the first `count` jobs, to which nothing will happen any more.

        A few at a time, since somebody waits. What goes wrong here is met again, and said, by `write`.
        """
        try:
            if self._writer is None:
                self._begin(jobs)
            self._add(jobs[self._added : min(count, self._added + _A_FEW)])
        except (OSError, MemoryError) as error:
            _log.info("the tables are put off: %s", error)
            self._give_up()
        else:
            self._added = min(count, self._added + _A_FEW)

    def write(self, jobs: Sequence[Job]) -> bool:
        """Write the tables, unless those that are there were made of the same; return whether they were written.

        What an earlier run or another process wrote into the folder belongs into these as well.

        Raises:
            PolicysumError: they cannot be written; those of an earlier run stay.
        """
        try:
            return self._write(jobs)
        except OSError as error:
            self._give_up()
            raise PolicysumError(
                f"the tables cannot be written: {error.strerror or error}",
                where=str(self._out),
                hint="Every result that is written stays: make room and run the same command again.",
            ) from error

    def _write(self, jobs: Sequence[Job]) -> bool:
        with locked(self._out / _LOCK, wait=True):
            if others := self._of_others(jobs):
                self._give_up()
                jobs = sorted([*jobs, *others], key=lambda job: job.file)
            made_of = self._made_of(jobs)
            if self._writer is None and self._still_there(made_of):
                return False
            self._finish(jobs)
            found = {
                path.name: _look(path)
                for path in self._out.iterdir()
                if path.is_file()
                and path.suffix != ".json"
                and path.name != "run.jsonl"
                and path.name[0] != "."
            }
            sources = {job.file: None if job.row else str(job.path.absolute()) for job in jobs}
            state = {"made_of": made_of, "files": found, "results": sources}
            state["seal"] = seal(unsealed(state))
            write_atomically(self._out / STATE_NAME, json.dumps(state).encode())
            self._state_before = self._state_bytes()
            return True

    def again(self) -> int:
        """Write the tables over every result of the folder; return over how many.

        Raises:
            InputError: there is no result.
        """
        known = {job.file: job for job in self._of_others(())}
        jobs = [
            known.get(name) or Job(Path(data["document"]["name"]), self._out, name)
            for path, data in results_in(self._out)
            for name in (path.relative_to(self._out).as_posix(),)
        ]
        if not jobs:
            hint = "Name the OUT of a `policysum run`."
            raise InputError("this folder holds no results", where=str(self._out), hint=hint)
        self.write(jobs)
        return len(jobs)

    def _finish(self, jobs: Sequence[Job]) -> None:
        begun = self._begun or self._begin(jobs)
        with begun:
            self._add(jobs[self._added :])
        self._begun = self._writer = self._companion = None

    def _begin(self, jobs: Sequence[Job]) -> ExitStack:
        self._begun, self._added = ExitStack(), 0
        self._writer = self._begun.enter_context(staged_tables(self._out, self._formats))
        if self._make_companion is not None and len(jobs) >= _MANY:
            self._companion = self._begun.enter_context(self._make_companion(self._out))
        return self._begun

    def _add(self, jobs: Sequence[Job]) -> None:
        assert self._writer is not None, "it has begun"
        for written in written_results(jobs):
            self._writer.add(written)
            if self._companion is not None:
                self._companion.add(written)

    def _give_up(self) -> None:
        """Forget what was begun."""
        begun, self._begun, self._writer, self._companion, self._added = self._begun, None, None, None, 0
        if begun is not None:
            with (
                suppress(_GivenUpError, OSError),
                begun,
            ):  # files that are buffered meet the full disk once more
                raise _GivenUpError

    def _of_others(self, jobs: Sequence[Job]) -> list[Job]:
        """The reports, not among these, that the tables of the folder were last made of."""
        try:
            state = self._state()
            own = {job.file for job in jobs}
            # A path that somebody else wrote down is not read: of such reports only the results are left.
            ours = genuine(unsealed(state), state.get("seal"))
            return [
                # Of a row of a table only the result is left, too; it quotes every sentence it needs.
                Job(Path(source if source and ours else name), self._out, name)
                for name, source in state["results"].items()
                if name not in own and _is_within(name) and (self._out / name).exists()
            ]
        except _UNREADABLE:
            return []

    def _state_bytes(self) -> bytes:
        try:
            return regular_bytes(self._out / STATE_NAME)
        except OSError:
            return b""

    def _state(self) -> Any:
        return json.loads(self._state_bytes())

    def _made_of(self, jobs: Sequence[Job]) -> str:
        digest = hashlib.sha256(f"{_code()}\n{' '.join(self._formats)}\n".encode())
        for job in jobs:
            look = _look(job.output)
            source = None if job.row else _look(job.path)
            digest.update(f"{job.file}\t{look}\t{source}\n".encode("utf-8", "surrogatepass"))
        return digest.hexdigest()

    def _still_there(self, made_of: str) -> bool:
        try:
            state = self._state()
            return state["made_of"] == made_of and all(
                _look(self._out / name) == look for name, look in state["files"].items()
            )
        except _UNREADABLE:
            return False


class _GivenUpError(Exception):
    """Ends a staging so that nothing of it stays."""


def _is_within(name: str) -> bool:
    """Whether the name of a result stays in the folder of the results."""
    place = PurePath(name)
    return not place.is_absolute() and ".." not in place.parts


def _look(path: Path) -> list[int] | None:
    """Size and time of a file; None where there is none."""
    try:
        facts = path.stat()
    except OSError:
        return None
    return [facts.st_size, facts.st_mtime_ns]


def _code() -> str:
    """Hash of the code that makes tables."""
    digest = hashlib.sha256(policysum.__version__.encode())
    package = Path(policysum.__file__).parent
    for room in sorted(_OWN):
        for file in sorted((package / room).rglob("*.py")):
            digest.update(file.read_bytes())
    return digest.hexdigest()
