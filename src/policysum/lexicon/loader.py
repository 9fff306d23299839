"""Read, validate and compile the tables of words."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from policysum.errors import LexiconError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["COLUMNS", "FOLDER", "Row", "Scanner", "Table", "read_table", "table"]

FOLDER = Path(__file__).parent
"""Where the tables that are shipped lie."""

COLUMNS = ("word", "class", "value", "guards", "example", "expected")
"""What the head of every table says, parted by tabs."""

_GUARDS = ("not_before", "not_after", "only_after")


@dataclass(frozen=True, slots=True)
class Row:
    """One word of a table.

    `not_before` and `not_after` are what must not stand right after and right before the word, one of `only_after`
    must stand right before it. `example` is a
    text in which the word decides, `expected` what the program reads there because of it.
    """

    word: str
    group: str
    value: str
    not_before: tuple[str, ...]
    not_after: tuple[str, ...]
    example: str
    expected: str
    only_after: tuple[str, ...] = ()

    @property
    def pattern(self) -> str:
        """The word with its guards, as a regular expression."""
        return re.escape(self.word) + self._guards()

    def _guards(self) -> str:
        behind = "".join(f"(?<!{re.escape(other + self.word)})" for other in self.not_after)
        ahead = f"(?!{'|'.join(map(re.escape, self.not_before))})" if self.not_before else ""
        only = "|".join(f"(?<={re.escape(other + self.word)})" for other in self.only_after)
        return f"{behind}{f'(?:{only})' if only else ''}{ahead}"


class Scanner:
    """Finds the words of some rows in a text: the longest at each place, guards heeded."""

    def __init__(self, rows: Iterable[Row]) -> None:
        ordered = sorted(rows, key=lambda row: -len(row.word))
        self._rows = {row.word: row for row in ordered}
        self._pattern = re.compile("|".join(row.pattern for row in ordered) or r"(?!)")

    def find(self, text: str) -> Iterator[tuple[int, int, Row]]:
        """Start, end and row of each word, from left to right, without overlaps."""
        for found in self._pattern.finditer(text):
            yield found.start(), found.end(), self._rows[found.group()]

    def found_in(self, text: str) -> bool:
        """Whether a text holds one of the words."""
        return self._pattern.search(text) is not None

    def last(self, text: str) -> tuple[int, int, Row] | None:
        """The last word of a text, or None."""
        return next(iter(deque(self.find(text), maxlen=1)), None)


class Table:
    """The rows of one file, in its order."""

    def __init__(self, name: str, rows: tuple[Row, ...]) -> None:
        self.name = name
        self.rows = rows

    def words(self, *groups: str) -> tuple[str, ...]:
        """The words of some classes, or of all."""
        return tuple(row.word for row in self.of(*groups))

    def of(self, *groups: str) -> tuple[Row, ...]:
        """The rows of some classes, or of all."""
        return tuple(row for row in self.rows if not groups or row.group in groups)

    def values(self, *groups: str) -> dict[str, str]:
        """What each word of some classes stands for."""
        return {row.word: row.value for row in self.of(*groups)}

    def alternation(self, *groups: str, where: str | None = None) -> str:
        """The words of some classes, or those of one value, as a regular expression: the longest first, guards heeded."""
        rows = [row for row in self.of(*groups) if where is None or row.value == where]
        return "|".join(row.pattern for row in sorted(rows, key=lambda row: -len(row.word)))

    def scanner(self, *groups: str) -> Scanner:
        """A scanner of the words of some classes."""
        return Scanner(self.of(*groups))


@cache
def table(name: str) -> Table:
    """A table that is shipped, by its name without suffix."""
    return read_table(FOLDER / f"{name}.tsv")


def read_table(path: Path) -> Table:
    """Read and validate one table.

    Args:
        path: A UTF-8 file: lines that begin with # are remarks; the first other line names the columns; then one
            row a word, cells parted by tabs. Guards are written `not_before=甲|乙;not_after=丙`.

    Raises:
        LexiconError: The file cannot be read, a row lacks a cell or an example that holds its word, or a word
            stands twice in one class.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(
            "the table of words cannot be read", where=str(path), hint="Install policysum again"
        ) from error
    numbered = [(at, line) for at, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    if not numbered or tuple(numbered[0][1].split("\t")) != COLUMNS:
        raise _wrong(path, 1, f"the head must be {', '.join(COLUMNS)}")
    rows: list[Row] = []
    seen: set[tuple[str, str]] = set()
    for at, line in numbered[1:]:
        row = _row(path, at, line)
        if (row.group, row.word) in seen:
            raise _wrong(path, at, f"{row.word} stands twice in the class {row.group}")
        seen.add((row.group, row.word))
        rows.append(row)
    return Table(path.stem, tuple(rows))


def _row(path: Path, at: int, line: str) -> Row:
    cells = line.split("\t")
    if len(cells) != len(COLUMNS):
        raise _wrong(path, at, f"{len(cells)} cells in place of {len(COLUMNS)}")
    word, group, value, guards, example, expected = (cell.strip() for cell in cells)
    if not (word and group and example and expected):
        raise _wrong(path, at, "word, class, example and expected must not be empty")
    if word not in example:
        raise _wrong(path, at, f"the example does not hold {word}")
    told = dict.fromkeys(_GUARDS, ()) | _guards(path, at, guards)
    return Row(
        word, group, value, told["not_before"], told["not_after"], example, expected, told["only_after"]
    )


def _guards(path: Path, at: int, cell: str) -> dict[str, tuple[str, ...]]:
    guards = {}
    for guard in filter(None, cell.split(";")):
        name, _, words = guard.partition("=")
        if name not in _GUARDS or not words:
            raise _wrong(path, at, f"no guard is written {guard!r}; there are {' and '.join(_GUARDS)}")
        guards[name] = tuple(words.split("|"))
    return guards


def _wrong(path: Path, at: int, what: str) -> LexiconError:
    return LexiconError(what, where=f"{path.name}, line {at}", hint="Mend the row and try again")
