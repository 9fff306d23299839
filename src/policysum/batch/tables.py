"""Tables over all results of a batch, written anew only where something has changed."""

from __future__ import annotations

import hashlib
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import policysum
from policysum.batch.results import written_results
from policysum.export.files import write_atomically
from policysum.export.names import check_formats
from policysum.export.staging import staged_tables
from policysum.export.tables import TablesWriter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policysum.batch.jobs import Job

__all__ = ["Tables"]

_STATE = ".tables.state"
"""What the tables were made of, and what they looked like then; not *.json, which are results."""
_OWN = frozenset({"export", "views"})


class Tables:
    """The tables of one folder."""

    def __init__(self, out: Path, formats: Sequence[str]) -> None:
        """Name the folder and the formats.

        Raises:
            ConfigError: a format does not exist, or its library is not installed.
        """
        self._out, self._formats = out, list(check_formats(formats))
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
            return frozenset(json.loads((self._out / _STATE).read_text(encoding="utf-8"))["files"])
        except (OSError, ValueError, KeyError, TypeError):
            return frozenset()

    def write(self, jobs: Sequence[Job]) -> bool:
        """Write the tables, unless those that are there were made of the same; tell whether they were written."""
        made_of = self._made_of(jobs)
        if self._still_there(made_of):
            return False
        with staged_tables(self._out, self._formats) as writer:
            for written in written_results(jobs):
                writer.add(written)
        found = {
            path.name: _look(path)
            for path in self._out.iterdir()
            if path.is_file() and path.suffix != ".json" and path.name != "run.jsonl" and path.name[0] != "."
        }
        state = {"made_of": made_of, "files": found}
        write_atomically(self._out / _STATE, json.dumps(state, ensure_ascii=False).encode())
        return True

    def _made_of(self, jobs: Sequence[Job]) -> str:
        digest = hashlib.sha256(f"{_code()}\n{' '.join(self._formats)}\n".encode())
        for job in jobs:
            look = _look(job.output)
            source = None if job.row else _look(job.path)
            digest.update(f"{job.output.name}\t{look}\t{source}\n".encode("utf-8", "surrogatepass"))
        return digest.hexdigest()

    def _still_there(self, made_of: str) -> bool:
        try:
            state = json.loads((self._out / _STATE).read_text(encoding="utf-8"))
            return state["made_of"] == made_of and all(
                _look(self._out / name) == look for name, look in state["files"].items()
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return False


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
