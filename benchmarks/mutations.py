"""What `mutants.py` changes: words and places of logic drawn at random, and which tests must see each change."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from cosmic_ray.ast import get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

from policysum.lexicon.loader import FOLDER, read_table

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable

ROOT = Path(__file__).resolve().parents[1]
OF_READING = ("tests/verify", "tests/test_audit.py", "tests/lexicon")
ROOMS = {
    # where logic is changed, and the tests that must see it, those that see most first
    "quantity": ("tests/snapshot", "tests/quantity", "tests/statements", *OF_READING),
    "statements": ("tests/snapshot", "tests/statements", "tests/quantity", *OF_READING),
    "verify": ("tests/snapshot", "tests/verify", "tests/claims", "tests/lexicon"),
    "audit": ("tests/test_audit.py", "tests/snapshot", "tests/lexicon"),
    "batch": (
        "tests/batch",
        "tests/test_locks.py",
        "tests/panel/test_tables_and_shards.py",
        "tests/cli/test_cli_batch.py",
        "tests/test_defaults.py",
    ),
    "llm": ("tests/llm", "tests/test_locks.py", "tests/test_traffic.py", "tests/test_defaults.py"),
    "claims": ("tests/claims", "tests/verify", "tests/snapshot", "tests/lexicon"),
    "document": ("tests/document", "tests/lexicon"),
}
IN_OTHER_PROCESSES = frozenset({"batch", "llm", "document"})
"""Where a function may be entered unseen, in a worker or a child: what no test seen to notices is asked of all the room's."""
KINDS = (
    "ReplaceComparisonOperator_Eq_NotEq", "ReplaceComparisonOperator_NotEq_Eq", "ReplaceComparisonOperator_Lt_LtE",
    "ReplaceComparisonOperator_LtE_Lt", "ReplaceComparisonOperator_Gt_GtE", "ReplaceComparisonOperator_GtE_Gt",
    "ReplaceComparisonOperator_IsNot_Is", "ReplaceComparisonOperator_Is_IsNot",
    "ReplaceBinaryOperator_Add_Sub", "ReplaceBinaryOperator_Sub_Add", "ReplaceBinaryOperator_Mul_Div",
    "ReplaceAndWithOr", "ReplaceOrWithAnd", "AddNot", "ReplaceTrueWithFalse", "ReplaceFalseWithTrue", "NumberReplacer",
    "ReplaceContinueWithBreak", "ReplaceUnaryOperator_Delete_Not", "ZeroIterationForLoop",
)  # fmt: skip
"""Changes of meaning; those of types and of identity for equality change nothing and are left out."""

EQUIVALENT = re.compile(
    r"TYPE_CHECKING"  # read by the type checker alone
    r"|@dataclass"  # frozen and slots keep a programmer from mistakes; no run differs
    r"|strict=True.*\n.*strict=False"  # so does the check that two lists are of one length
    r"|(?:[(,] ?|^ *)/[,)]"  # the mark of keyword parameters, which is taken for a product
    r"|@lru_cache\(maxsize=\d{3}",  # how much is kept: one more or less of hundreds
    re.MULTILINE,
)
"""Lines, as they were or as they become, on which a change changes nothing that a run could show."""


@dataclass(frozen=True)
class Mutant:
    """One change: where it is, what the tests of it are, and how the tree is changed for it."""

    name: str
    tests: tuple[str, ...]
    room: str = ""
    file: str = ""
    line: int = 0
    code: str = ""
    environment: str = ""


def tests_of_table(name: str) -> tuple[str, ...]:
    """The tests that name a table of words, and those of all words, which read some tables by a helper that names them."""
    word = re.compile(rf"\b{name}\b")
    paths = sorted((ROOT / "tests").rglob("test_*.py"))
    found = [path for path in paths if word.search(path.read_text("utf-8"))]
    return *(str(path.relative_to(ROOT)) for path in found), "tests/lexicon"


def tests_of_file(room: str, path: Path) -> tuple[str, ...]:
    """The tests of a room, first those whose name holds the file's."""
    own = [test for test in sorted((ROOT / "tests").rglob("test_*.py")) if path.stem in test.stem.split("_")]
    first, *others = ROOMS[room]
    return tuple(dict.fromkeys([first, *(str(test.relative_to(ROOT)) for test in own), *others]))


def words(count: int, chance: random.Random) -> list[Mutant]:
    """Rows of the tables, drawn at random."""
    rows = [(path.stem, row) for path in sorted(FOLDER.glob("*.tsv")) for row in read_table(path).rows]
    return [
        Mutant(
            f"{name}: {row.word} ({row.group})",
            tests_of_table(name),
            environment=f"{name}|{row.group}|{row.word}",
        )
        for name, row in chance.sample(rows, min(count, len(rows)))
    ]


def logic(count: int, chance: random.Random, rooms: Iterable[str]) -> list[Mutant]:
    """Changes of logic: a file drawn by its length, a kind of change, a place."""
    known = {name.rsplit("/", 1)[-1]: name for name in operator_names()}
    files = [(room, path) for room in rooms for path in sorted((ROOT / "src/policysum" / room).rglob("*.py"))]
    sizes = [path.stat().st_size for _, path in files]
    drawn: dict[str, Mutant] = {}
    while len(drawn) < count:
        ((room, path),) = chance.choices(files, sizes)
        kind = chance.choice(KINDS)
        source = path.read_text("utf-8")
        operator = get_operator(known[kind])()
        places = sum(1 for _ in positions(tree_of(source), operator))
        code = mutate_code(source, operator, chance.randrange(places)) if places else None
        if not code or code == source:
            continue
        old, new = source.splitlines(), code.splitlines()
        line = next((n for n, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), 0)
        if EQUIVALENT.search(f"{old[line]}\n{new[line]}") or not is_python(code):
            continue
        where = path.relative_to(ROOT)
        name = f"{where}:{line + 1}: {kind}: {new[line].strip()}"
        drawn[name] = Mutant(name, tests_of_file(room, path), room, str(where), line + 1, code)
    return list(drawn.values())


def is_python(code: str) -> bool:
    """Whether a change left something that can be run; `if not hit := …` would be noticed by any test."""
    try:
        compile(code, "", "exec")
    except SyntaxError:
        return False
    return True


@cache
def tree_of(source: str) -> object:
    """The syntax tree of a file."""
    return get_ast(source)


def positions(node: object, operator: object) -> Iterable[object]:
    """Every place of a tree at which an operator applies."""
    yield from operator.mutation_positions(node)  # type: ignore[attr-defined]
    for child in getattr(node, "children", ()):
        yield from positions(child, operator)
