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

_GUARDS = ("not_before", "not_after", "only_before", "only_after")
_SIGNS = {"$": "$", "^": "^", "#": r"\d", "%": r"[\u4e00-\u9fff]", "@": "[A-Za-z0-9]"}
"""What a guard may say besides words: the end, the beginning, a digit, any Chinese character, a Latin letter or digit."""


_END = re.compile(r"(?<![\\|(])\$(?=\)|\||$)")
"""The end of what a pattern is to match; most such ends stand before a number, which a file may set apart by blanks."""
_UP_TO_BLANKS = "[ \u3000]{0,2}$"


@dataclass(frozen=True, slots=True)
class Row:
    """One word of a table.

    `not_before` and `not_after` are what must not stand right after and right before the word, one of `only_before`
    must stand right after it, one of `only_after` right before it. `example` is a text in which the word decides,
    `expected` what the program reads there because of it.
    """

    word: str
    group: str
    value: str
    not_before: tuple[str, ...]
    not_after: tuple[str, ...]
    example: str
    expected: str
    only_before: tuple[str, ...] = ()
    only_after: tuple[str, ...] = ()

    @property
    def pattern(self) -> str:
        """The word with its guards, as a regular expression."""
        return re.escape(self.word) + self.guards

    @property
    def guards(self) -> str:
        """What must and must not stand around the word, looked at from its end."""
        behind = "".join(f"(?<!{_sign(other)}{re.escape(self.word)})" for other in self.not_after)
        only = "|".join(f"(?<={_sign(other)}{re.escape(self.word)})" for other in self.only_after)
        ahead = f"(?!{'|'.join(map(_sign, self.not_before))})" if self.not_before else ""
        needed = f"(?={'|'.join(map(_sign, self.only_before))})" if self.only_before else ""
        return f"{behind}{f'(?:{only})' if only else ''}{ahead}{needed}"


def _sign(guard: str) -> str:
    return "".join(_SIGNS.get(char) or re.escape(char) for char in guard)


def any_of(rows: Iterable[Row]) -> str:
    """The words of some rows as a regular expression: the longest first, guards heeded.

    Words that begin alike share that beginning, so that a scan passes over all that begins otherwise.
    """
    endings = dict.fromkeys((row.word, row.guards) for row in rows)
    if all(len(word) == 1 and not guards for word, guards in endings) and len(endings) > 1:
        return f"[{re.escape(''.join(word for word, _ in endings))}]"
    return _going_on(list(endings))


def _going_on(endings: list[tuple[str, str]]) -> str:
    """What is left of each word, with its guards; that nothing is left is tried last."""
    rests: dict[str, list[tuple[str, str]]] = {}
    for rest, guards in endings:
        rests.setdefault(rest[:1], []).append((rest[1:], guards))
    ended = [guards for _, guards in rests.pop("", [])]
    found = []
    for first, longer in rests.items():
        rest = _going_on(longer)
        alone = len(longer) == 1 or not rest
        found.append(re.escape(first) + (rest if alone else f"(?:{rest})"))
    if ended == [""] and found:
        return f"(?:{'|'.join(found)})?"
    return "|".join([*found, *ended])


_SLOT = re.compile(r"\{(=?)([a-z_]+(?:[.|][a-z_]+)*)\}")
"""Words of a class in a template; {2,3} is none."""


class Scanner:
    """Finds the words of some rows in a text: the longest at each place, guards heeded."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = {row.word: row for row in rows}
        self._pattern = re.compile(any_of(self._rows.values()) or r"(?!)")

    def find(self, text: str) -> Iterator[tuple[int, int, Row]]:
        """Start, end and row of each word, from left to right, without overlaps."""
        for found in self._pattern.finditer(text):
            yield found.start(), found.end(), self._rows[found.group()]

    def opening(self, text: str) -> tuple[int, Row] | None:
        """The word that a text begins with: its end and its row."""
        found = self._pattern.match(text)
        return (found.end(), self._rows[found.group()]) if found else None

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
        self._held: dict[tuple[str, ...], tuple[tuple[Row, ...], tuple[str, ...]]] = {}

    def words(self, *groups: str) -> tuple[str, ...]:
        """The words of some classes, or of all."""
        return self._of(groups)[1]

    def word(self, group: str) -> str:
        """The only word of a class."""
        (word,) = self.words(group)
        return word

    def of(self, *groups: str) -> tuple[Row, ...]:
        """The rows of some classes, or of all."""
        return self._of(groups)[0]

    def _of(self, groups: tuple[str, ...]) -> tuple[tuple[Row, ...], tuple[str, ...]]:
        """The rows of some classes and their words, looked for once."""
        held = self._held.get(groups)
        if held is None:
            rows = tuple(row for row in self.rows if not groups or row.group in groups)
            held = self._held[groups] = rows, tuple(row.word for row in rows)
        return held

    def values(self, *groups: str) -> dict[str, str]:
        """What each word of some classes stands for."""
        return {row.word: row.value for row in self.of(*groups)}

    def alternation(self, *groups: str, where: str | None = None) -> str:
        """The words of some classes, or those of one value, as a regular expression: the longest first, guards heeded."""
        return any_of(row for row in self.of(*groups) if where is None or row.value == where)

    def compiled(self, template: str, **parts: str) -> re.Pattern[str]:
        """A regular expression of a template; a $ of the template lets up to two blanks stand before the end.

        Args:
            template: A pattern in which {class} stands for the words of a class, the longest first, guards heeded;
                {table.class} for those of another table, {one|other} for those of both. {=class} writes the words of
                a class of single characters plainly, for use between brackets.
            parts: Patterns made before, each for a slot of its name.
        """
        return re.compile(_END.sub(_UP_TO_BLANKS, self.form(template, **parts)))

    def form(self, template: str, **parts: str) -> str:
        """The same as text, to be part of another."""
        return _SLOT.sub(
            lambda slot: parts.get(slot.group(2)) or self._filled(slot.group(2), plain=bool(slot.group(1))),
            template,
        )

    def led(self, group: str, template: str, *, opening: str = "", **parts: str) -> str:
        """A template after each word of a class, spelled out, so that a scan passes quickly over all other text."""
        rest = self.form(template, **parts)
        return "|".join(f"{opening}{row.pattern}{rest}" for row in self.of(group))

    def _filled(self, slot: str, *, plain: bool) -> str:
        words: list[Row] = []
        for one in slot.split("|"):
            name, _, group = one.rpartition(".")
            rows = (table(name) if name else self).of(group)
            if not rows or (plain and any(len(row.word) > 1 for row in rows)):
                raise LexiconError(
                    f"no class {group} of {'single characters' if plain else 'words'}",
                    where=f"{name or self.name}.tsv",
                    hint="Add its rows, or mend the pattern that names it",
                )
            words.extend(rows)
        if plain:
            return "".join(row.word for row in words)
        found = any_of(words)
        return found if re.fullmatch(r"\[[^\]]*\]", found) else f"(?:{found})"

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
    given = dict.fromkeys(_GUARDS, ()) | _guards(path, at, guards)
    return Row(
        word, group, value, given["not_before"], given["not_after"], example, expected,
        given["only_before"], given["only_after"],
    )  # fmt: skip


def _guards(path: Path, at: int, cell: str) -> dict[str, tuple[str, ...]]:
    guards = {}
    for guard in filter(None, cell.split(";")):
        name, _, words = guard.partition("=")
        if name not in _GUARDS or not words:
            raise _wrong(path, at, f"no guard is written {guard!r}; there are {' and '.join(_GUARDS)}")
        if name in guards:
            raise _wrong(path, at, f"the guard {name} stands twice")
        guards[name] = tuple(words.split("|"))
    return guards


def _wrong(path: Path, at: int, what: str) -> LexiconError:
    return LexiconError(what, where=f"{path.name}, line {at}", hint="Mend the row and try again")
