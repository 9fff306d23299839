"""Break the program at random and see whether a test notices: words taken out of the lexicon, logic turned round.

    python benchmarks/mutants.py [--lexicon 40] [--logic 60] [--seed 1] [--jobs 2] [--rooms quantity,verify]

A word is taken out of the tables as the program sees them, while the tests go on reading the whole file: the example
of its row must fail. Logic is changed by the operators of cosmic-ray in a copy of the tree. What survives is printed
with its place; the exit status is 1 where more survive than `--allow-lexicon` and `--allow-logic` (a share) admit.

A word is shown to the tests that name its table, the likeliest first. A change of logic is shown to the tests of `ROOMS`
that reach the changed statement, which one run of them beforehand finds out (`mutant_server.py`); what stands outside of
functions to those that enter its module, or to all of them where others may use it. No more is run once one fails.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from mutations import IN_OTHER_PROCESSES, ROOMS, ROOT, Mutant, logic, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

LIMIT = 900
"""Seconds of the processor that a process of tests may take; a mutant that makes them run on is noticed."""
RAN_ON = "ran on"
WAIT = 10
"""How many times as long they may wait for the processor, the disk or each other."""
PLUGIN = """
import os
import policysum.lexicon as lexicon
from policysum.lexicon import loader, phrase

name, group, word = os.environ["MUTANT"].split("|", 2)
whole = loader.table


def table(asked):
    found = whole(asked)
    if asked != name:
        return found
    kept = tuple(row for row in found.rows if (row.group, row.word) != (group, word))
    return loader.Table(found.name, kept)


lexicon.table = loader.table = phrase.table = table


def pytest_collection_modifyitems(config, items):
    # the tests of the word itself come first, alone where only they are asked for

    def about(item):
        spec = getattr(item, "callspec", None)
        return spec is not None and any(getattr(one, "word", one) == word for one in spec.params.values())

    own = [item for item in items if about(item)]
    others = [item for item in items if not about(item)]
    if own and os.environ.get("MUTANT_ALONE"):
        config.hook.pytest_deselected(items=others)
        items[:] = own
    else:
        items[:] = own + others
"""


PYTEST = (sys.executable, "-m", "pytest", "-q", "-x", "-m", "not cassette")
PLUGINS = ("-p", "no:cacheprovider", "-p", "no:randomly")
TIMES = itertools.count(int(time.time()))


class Server:
    """A process that has collected the tests of some rooms in one tree and tries one change of logic after another."""

    def __init__(self, tree: Path, tests: Iterable[str], kept: Path) -> None:
        self.tree = tree
        self.kept = kept
        asked, self._ask = os.pipe()
        self._answer, answered = os.pipe()
        environment = environment_in(tree) | {
            "MUTANT_TREE": str(tree), "MUTANT_PIPES": f"{asked},{answered}", "MUTANT_MAP": str(kept),
        }  # fmt: skip
        self._process = subprocess.Popen(
            [*PYTEST, "-p", "mutant_server", f"--basetemp={tree.parent / 'base'}{tree.name}", *PLUGINS, *tests],
            cwd=tree, env=environment, stdout=(tree / "server.log").open("w"), pass_fds=(asked, answered),
        )  # fmt: skip
        os.close(asked)
        os.close(answered)
        self._out = os.fdopen(self._ask, "w", encoding="utf-8")
        self._in = os.fdopen(self._answer, "r", encoding="utf-8")

    def ask(self, mutant: Mutant | None, original: str = "") -> str | None:
        """What a test says of a mutant, None if it needs a process of its own; without one, of the tree as it is."""
        asked = {}
        if mutant:
            rest = mutant.tests if mutant.room in IN_OTHER_PROCESSES else ()
            asked = {
                "file": mutant.file,
                "line": mutant.line,
                "code": mutant.code,
                "old": original,
                "rest": rest,
            }
        print(json.dumps(asked), file=self._out, flush=True)
        answer = self._in.readline()
        if not answer:
            self._process.wait()
            raise RuntimeError((self.tree / "server.log").read_text("utf-8"))
        return json.loads(answer)  # type: ignore[no-any-return]

    def close(self) -> None:
        """End the process."""
        self._out.close()
        self._process.wait()


def environment_in(tree: Path) -> dict[str, str]:
    """The environment of tests in a tree of their own."""
    paths = (tree / "src", tree, tree / "benchmarks")
    return {**os.environ, "PYTHONPATH": ":".join(map(str, paths)), "PYTHONDONTWRITEBYTECODE": "1"}


def noticed(mutant: Mutant, tree: Path, limit: int = LIMIT, kept: Path | None = None) -> str:
    """The first test that fails of a mutant in a tree of its own, in a new process; empty if all pass."""
    environment = environment_in(tree)
    tests = [test for test in mutant.tests if (tree / test).exists()]
    if not tests:
        return ""
    if not mutant.environment:
        asked = [*PLUGINS, *(("-p", "mutant_order") if kept else ()), *tests]
        environment |= {
            "MUTANT_MAP": str(kept),
            "MUTANT_OWN": ",".join(tests),
            "MUTANT_FILE": mutant.file,
            "MUTANT_LINE": str(0 if mutant.room in IN_OTHER_PROCESSES else mutant.line),
        }
        return failure(asked, tree, environment, limit)
    environment |= {"MUTANT": mutant.environment, "POLICYSUM_EACH_ROW": "1"}
    asked = [*PLUGINS, "-p", "mutant_plugin", *tests]
    # Most words are noticed by the tests of the word itself, in a second or two.
    alone = failure(asked, tree, {**environment, "MUTANT_ALONE": "1"}, limit)
    return alone or failure(asked, tree, environment, limit)


def failure(asked: list[str], tree: Path, environment: dict[str, str], limit: int) -> str:
    """What first fails of some tests, or `RAN_ON` if they do not come to an end in time; empty if they pass."""
    try:
        done = subprocess.run(
            [*PYTEST, *asked],
            cwd=tree, env=environment, capture_output=True, timeout=limit * WAIT, check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 5)),
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return RAN_ON
    if done.returncode < 0:
        return RAN_ON
    found = re.findall(r"^(?:FAILED|ERROR) (.*)", done.stdout.decode(errors="replace"), re.MULTILINE)
    return (found[0] if found else "no test could be run") if done.returncode else ""


def copied(folder: Path, number: int) -> Path:
    """A copy of the tree that may be changed."""
    tree = folder / str(number)
    ignored = shutil.ignore_patterns(".git", ".venv", "out", ".*_cache", "*.egg-info", "__pycache__")
    shutil.copytree(ROOT, tree, ignore=ignored)
    (tree / "mutant_plugin.py").write_text(PLUGIN, "utf-8")
    return tree


def tried(mutant: Mutant, tree: Path, server: Server | None) -> str:
    """The first test that fails of a mutant; empty if all pass."""
    if not mutant.file:
        return noticed(mutant, tree)
    path = tree / mutant.file
    original = path.read_bytes()
    try:
        # Compiled files are known by time and size; a change within one second would go unseen.
        path.write_text(mutant.code, "utf-8")
        os.utime(path, (next(TIMES),) * 2)
        by = server.ask(mutant, original.decode()) if server else None
        if by is None or (not by and mutant.room in IN_OTHER_PROCESSES):
            # by a test, too, that enters it in a worker or a thread only
            return noticed(mutant, tree, kept=server.kept if server else None)
        return by
    finally:
        path.write_bytes(original)
        os.utime(path, (next(TIMES),) * 2)


def run(
    title: str, mutants: list[Mutant], places: list[tuple[Path, Server | None]], say: Callable[[str], None]
) -> float:
    """Try all mutants, one at a time in each place, and say which survive."""
    free = list(places)

    def in_one(mutant: Mutant) -> str:
        place = free.pop()
        try:
            return tried(mutant, *place)
        finally:
            free.append(place)

    alive = ran_on = 0
    began = time.monotonic()
    with ThreadPoolExecutor(len(places)) as pool:
        for number, (mutant, by) in enumerate(zip(mutants, pool.map(in_one, mutants), strict=True), 1):
            alive += not by
            ran_on += by == RAN_ON
            passed = f"{title} {number}/{len(mutants)} {time.monotonic() - began:.0f} s"
            print(passed, by[:100] or "survived", file=sys.stderr, flush=True)
            if by in {"", RAN_ON}:
                say(f"{by or 'survived'}  {mutant.name}")
    say(f"{title}: {alive} of {len(mutants)} survived, {ran_on} ran on until they were stopped")
    return alive / max(1, len(mutants))


def main() -> int:
    """Draw, try, and print what survived."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--lexicon", type=int, default=40)
    parser.add_argument("--logic", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rooms", default=",".join(ROOMS), help="where logic is changed")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument(
        "--trust", action="store_true", help="the tests of words have just passed: do not run them first"
    )
    parser.add_argument(
        "--map", type=Path, help="where it is kept which lines each test reaches; made if it is not there"
    )
    parser.add_argument("--allow-lexicon", type=float, default=0.0)
    parser.add_argument("--allow-logic", type=float, default=0.1)
    options = parser.parse_args()
    taken = words(options.lexicon, random.Random(options.seed))
    turned = logic(options.logic, random.Random(options.seed), options.rooms.split(","))

    def say(line: str) -> None:
        print(line, flush=True)

    with tempfile.TemporaryDirectory() as folder, ExitStack() as servers:
        trees = [copied(Path(folder), number) for number in range(options.jobs)]
        whole = Mutant("the tree as it is", tuple(dict.fromkeys(t for m in taken for t in m.tests)))
        failing = "" if options.trust else noticed(whole, trees[0], 10 * LIMIT)
        places: list[tuple[Path, Server | None]] = [(tree, None) for tree in trees]
        if turned and not failing:
            tests = dict.fromkeys(test for room in options.rooms.split(",") for test in ROOMS[room])
            for at, tree in enumerate(trees):
                server = Server(tree, tests, options.map or Path(folder) / "map.json")
                servers.callback(server.close)
                places[at] = tree, server
                failing = failing or server.ask(None) or ""
        if failing:
            say(f"{failing} fails without any change; mend it first")
            return 2
        lost = run("lexicon", taken, places, say)
        missed = run("logic", turned, places, say)
    return int(lost > options.allow_lexicon or missed > options.allow_logic)


if __name__ == "__main__":
    sys.exit(main())
