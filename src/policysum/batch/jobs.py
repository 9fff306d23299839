"""Which reports a batch is about, and where their results go."""

from __future__ import annotations

import glob
import hashlib
import os
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import count, takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from policysum.batch.search import REPORT_SUFFIXES, TABLE_SUFFIXES, reports_in
from policysum.document import (
    Document,
    bounded_bytes,
    document_key,
    load_documents,
    read_document,
    refuse_address,
)
from policysum.errors import ConfigError, DocumentError
from policysum.places import safe_name
from policysum.regular import real_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from policysum.document.formats import OnPage
    from policysum.errors import PolicysumError

__all__ = ["Job", "JobRow", "digest_of", "find_jobs", "in_shard"]

_STDIN = "-"


@dataclass(frozen=True, slots=True)
class JobRow:
    """A report that is not a file of its own: a row of a table, or standard input."""

    name: str
    text: str
    encoding: str
    format: str
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Job:
    """One report to summarise: where it is, and in which folder and file its result goes."""

    path: Path
    folder: Path
    file: str
    row: JobRow | None = None
    within: str | None = None
    """Where it lies in the folder that was given."""
    ocr: bool = False
    """Whether scanned pages and pictures are to be recognised."""

    @property
    def key(self) -> str:
        """What its result depends on besides its text, as `Document.key`."""
        return document_key(self.name, self.within, self.row.fields if self.row else {}, ocr=self.ocr)

    @property
    def output(self) -> Path:
        """Where its result goes; made when it is asked for, since ten thousand jobs are held at once."""
        return self.folder / self.file

    @property
    def name(self) -> str:
        """What the report is called."""
        return self.row.name if self.row else _readable(self.path.name)

    def content(self) -> bytes:
        """The bytes of the report.

        Raises:
            DocumentError: it is no file, or too large.
            OSError: the file cannot be read.
        """
        if self.row is not None:
            return self.row.text.encode("utf-8", "surrogatepass")
        return bounded_bytes(self.path)

    def digest(self) -> str:
        """Hash of the bytes of the report, without making anything of them.

        Raises:
            DocumentError: it is no file, or too large.
            OSError: the file cannot be read.
        """
        return digest_of(self.content())

    def read(self, on_page: OnPage | None = None, data: bytes | None = None) -> Document:
        """The report, made anew each time so that nobody keeps it.

        Args:
            on_page: called with how many pages of how many are recognised.
            data: its bytes, where they have been read: the file may be another one by now.

        Raises:
            DocumentError: it cannot be read.
        """
        if self.row is not None:
            row = self.row
            return Document(row.name, row.text, row.encoding, row.format, fields=row.fields, path=self.within)
        return replace(
            read_document(self.path, ocr=self.ocr, on_page=on_page, data=data),
            name=self.name,
            path=self.within,
        )


def digest_of(content: bytes) -> str:
    """Hash of the bytes of a report."""
    return hashlib.sha256(content).hexdigest()


_SHARD = re.compile(r"([1-9][0-9]*)/([1-9][0-9]*)")


def in_shard(jobs: Sequence[Job], shard: str) -> list[Job]:
    """The reports of one part, by the hash of each report's bytes: every machine finds the same parts.

    Args:
        jobs: every report.
        shard: which part of how many, counted from one: 3/16.

    Raises:
        ConfigError: `shard` is written otherwise.
    """
    found = _SHARD.fullmatch(shard)
    if found is None or int(found[1]) > int(found[2]):
        raise ConfigError(f"{shard!r} is no shard", hint="Write which part of how many, as 3/16.")
    part, parts = int(found[1]) - 1, int(found[2])
    return [job for job in jobs if _hashed(job) % parts == part]


def _hashed(job: Job) -> int:
    try:
        return int(job.digest()[:15], 16)
    except (OSError, DocumentError):
        return 0  # the first part says what is wrong with a report that cannot be read


def find_jobs(
    paths: Sequence[str | Path],
    out: Path,
    *,
    text_column: str | None = None,
    columns: Mapping[str, str] | None = None,
    passed: Counter[str] | None = None,
    ocr: bool = False,
) -> tuple[list[Job], list[PolicysumError]]:
    """Expand files, folders, globs, tables and `-` into jobs with distinct outputs; name what leads nowhere.

    A file is taken once however often it is named. Results of a folder, or of a pattern over
    folders, lie in the same folders as the reports. Two
    files of one name that are named one by one get the folder's name in front of theirs.

    Args:
        paths: files, folders, quoted globs, or `-` for standard input.
        out: folder of the results; never searched for reports.
        text_column: column of the reports in a table; guessed where it is not given.
        columns: columns of a table that say title, region, year, issuer, date or url, by these words.
        passed: takes the suffixes of the files in searched folders that are no reports.
        ocr: recognise the characters of scanned pages and of pictures.
    """
    passed = Counter() if passed is None else passed
    # By text: a path keeps what it makes to be hashed or sorted.
    files: dict[str, tuple[Path, Path | None]] = {}
    problems: list[PolicysumError] = []
    for entry in paths:
        try:
            for file in _expand(str(entry), out, passed):
                files.setdefault(os.fspath(file), (file, _searched(str(entry))))
        except DocumentError as error:
            problems.append(error)
    jobs: list[Job] = []
    taken: set[str] = set()
    for file, folder in files.values():
        try:
            rows = _rows(file, text_column, columns, problems)
        except DocumentError as error:
            if folder is not None and file.suffix.lower() in TABLE_SUFFIXES:
                passed[f"{file.suffix.lower()} without reports"] += 1  # a folder may hold other tables
            else:
                problems.append(error)
            continue
        parts = [_readable(part) for part in file.relative_to(folder).parts] if folder else []
        above = "".join(f"{safe_name(part)}/" for part in parts[:-1])
        for row in [None] if rows is None else rows:
            candidates = _row_names(row) if row else _output_names(file)
            name = next(name for name in (above + one for one in candidates) if name.casefold() not in taken)
            taken.add(name.casefold())  # A and a are one name on Windows and macOS
            jobs.append(
                Job(file, out, f"{name}.json", row, "/".join(parts) or None, ocr and _may_be_scanned(file))
            )
    return jobs, problems


def _may_be_scanned(file: Path) -> bool:
    """Whether a file may hold pictures of text, by its name: the result of any other does not hang on `ocr`."""
    return file.suffix.lower() not in REPORT_SUFFIXES | TABLE_SUFFIXES or file.suffix.lower() == ".pdf"


def _searched(entry: str) -> Path | None:
    """The folder whose own folders the results mirror: one that is given, or that of which a pattern takes several."""
    path = Path(entry)
    if path.is_dir():
        return path
    if path.exists() or not glob.has_magic(os.fspath(path.parent)):
        return None
    return Path(*takewhile(lambda part: not glob.has_magic(part), path.parts))


def _expand(entry: str, out: Path, passed: Counter[str]) -> Iterator[Path]:
    path = Path(entry)
    if entry == _STDIN:
        yield path
    elif path.is_dir():
        found = reports_in(path, out, passed)
        if not found:
            raise DocumentError(
                "this folder holds no reports",
                where=entry,
                hint=f"Reports are files ending in {', '.join(sorted(REPORT_SUFFIXES | TABLE_SUFFIXES))}.",
            )
        yield from found
    elif path.is_file():
        yield path
    elif path.exists():
        raise DocumentError(
            "is a pipe or a device, not a file",
            where=entry,
            hint="Save it as a file and name that, or give it on standard input as -.",
        )
    elif glob.has_magic(entry):
        matches = sorted(glob.glob(entry, recursive=True), key=lambda match: Path(match).parts)  # noqa: PTH207 - absolute patterns
        if not matches:
            raise DocumentError(
                "nothing matches this pattern", where=entry, hint="Check the path and the quotes."
            )
        yield from (Path(match) for match in matches if Path(match).is_file())
    else:
        refuse_address(entry)
        raise DocumentError("there is no such file", where=entry, hint="Check the path.")


def _rows(
    file: Path,
    text_column: str | None,
    columns: Mapping[str, str] | None,
    problems: list[PolicysumError],
) -> list[JobRow] | None:
    """The reports of a table or of standard input; None for a file that is one report. Bad rows are problems."""
    suffix = file.suffix.lower()
    if not (
        str(file) == _STDIN or suffix in TABLE_SUFFIXES or (text_column and suffix not in REPORT_SUFFIXES)
    ):
        return None
    failed: list[DocumentError] = []
    loaded = load_documents(file, text_column, columns=columns, failed=failed)
    problems.extend(failed)
    return [JobRow(one.name, one.source, one.encoding, one.format, one.fields) for one in loaded]


def _readable(name: str) -> str:
    """A file name as text: Chinese archives unpacked elsewhere leave names in GBK, which Python shows as surrogates."""
    raw = os.fsencode(name)
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")


def _row_names(row: JobRow) -> Iterator[str]:
    name = safe_name(row.name)
    yield name
    digest = hashlib.sha256(row.name.encode("utf-8", "surrogatepass")).hexdigest()
    yield f"{name}-{digest[:12]}"
    yield from (f"{name}-{number}" for number in count(2))


def _output_names(file: Path) -> Iterator[str]:
    stem, suffix = safe_name(_readable(file.stem)), _readable(file.suffix)
    yield stem
    yield f"{stem}{suffix.replace('.', '_')}"
    parents = [part for part in real_path(file).parent.parts[1:] if part]
    for depth in range(1, len(parents) + 1):
        yield "_".join([*map(_readable, parents[-depth:]), stem])
    digest = hashlib.sha256(os.fsencode(real_path(file))).hexdigest()
    yield f"{stem}-{digest[:12]}"
