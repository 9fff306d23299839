"""No pattern of the package backtracks more than linearly: by a static check, and by trying each.

A hostile report costs what its length costs. What a pattern repeats is taken from the pattern itself. Patterns are
those of the modules, those that a function compiles once, and those written where they are used.
"""

from __future__ import annotations

import ast
import functools
import importlib
import inspect
import pkgutil
import random
import re
import re._constants as c
import re._parser as parser
import time
import warnings
from collections import defaultdict
from itertools import islice
from pathlib import Path

import pytest

import policysum
from policysum.lexicon import Phrase
from policysum.statements.phrases import _LONGEST_ENDING, Ending

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # it imports the parser of `re` by its old name
    from regexploit.ast.sre import SreOpParser
    from regexploit.redos import find

pytestmark = pytest.mark.long
LOOK, SUSPECT = 2000, 0.0008  # characters, and seconds of CPU for them that are worth a closer look
LONG, TIMES = 8000, 8
MOST_ATTACKS = 20
NOTICED = 0.004  # seconds of CPU for the longest text; less is no hang whatever its growth
SMALL = (24, 28, 32, 36, 40, 48, 64, 96, 192)  # what doubles with each of them is noticed within a second
FOR_EVER = 0.05  # seconds of CPU for so few characters
QUADRATIC = 28  # linear is 8, quadratic 64
TAIL = "\x00\n\x00"  # what no pattern ends with: it has to go back
LAST_CHINESE = 0x9FFF
USUAL = "甲的a1 \n-，"


class Reader(SreOpParser):
    """The parser of regexploit, taught what came into Python since: what is possessive never backtracks."""

    def from_POSSESSIVE_REPEAT(self, value):  # noqa: N802 - named by the opcode
        return self.from_MAX_REPEAT(value)

    def from_ATOMIC_GROUP(self, value):  # noqa: N802
        return self.from_SUBPATTERN((None, 0, 0, value))


@functools.cache
def patterns():
    """Where each pattern is first found, and the pattern."""
    found = {}
    for module in pkgutil.walk_packages(policysum.__path__, "policysum."):
        loaded = importlib.import_module(module.name)
        values = [*vars(loaded).items(), *compiled_once(loaded), *written_in_place(loaded)]
        for name, value in values:
            for pattern in compiled(value, 0):
                found.setdefault((pattern.pattern, pattern.flags), f"{module.name}.{name}")
    return {where: re.compile(*key) for key, where in found.items()}


def compiled_once(module):
    """What the functions without parameters give that a module keeps the result of."""
    for name, value in vars(module).items():
        kept = isinstance(value, functools._lru_cache_wrapper) and value.__module__ == module.__name__
        if kept and not inspect.signature(value).parameters:
            yield f"{name}()", value()


def written_in_place(module):
    """Patterns given to `re.sub` and the like as text."""
    if not inspect.getsourcefile(module):
        return
    for node in ast.walk(ast.parse(Path(module.__file__).read_text("utf-8"))):
        called = node.func if isinstance(node, ast.Call) else None
        if (
            isinstance(called, ast.Attribute)
            and isinstance(called.value, ast.Name)
            and called.value.id == "re"
        ):
            given = node.args[0] if node.args else None
            if called.attr in {*SEARCHES, "match", "fullmatch"} and isinstance(given, ast.Constant):
                yield f"line {node.lineno} {called.attr}", re.compile(given.value)


def compiled(value, depth):
    if isinstance(value, Ending):
        return  # it looks at so many characters, see below
    if isinstance(value, (re.Pattern, Phrase)):
        yield value if isinstance(value, re.Pattern) else value.pattern
    elif depth < 4 and isinstance(value, dict):
        for one in [*value, *value.values()]:
            yield from compiled(one, depth + 1)
    elif depth < 4 and isinstance(value, (list, tuple, set, frozenset)):
        for one in value:
            yield from compiled(one, depth + 1)
    elif depth < 4 and type(value).__module__.startswith("policysum") and not isinstance(value, type):
        names = [*getattr(value, "__dict__", ()), *getattr(type(value), "__slots__", ())]
        for name in names:
            yield from compiled(getattr(value, name, None), depth + 1)


def repeats_in_two_ways(pattern):
    """What regexploit finds in a pattern: text that two of its repeats, one after or in the other, can both take."""
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    return list(islice(find(Reader().parse_sre(text, pattern.flags & ~re.DEBUG)), 1))


class Sampler:
    """Writes texts that a pattern, or what it repeats, matches."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.pumps = []

    def text(self, nodes):
        return "".join(self.one(*node) for node in nodes)

    def one(self, kind, value):
        if kind is c.LITERAL:
            return chr(value)
        if kind is c.NOT_LITERAL:
            return "甲" if value != ord("甲") else "乙"
        if kind is c.ANY:
            return "甲"
        if kind is c.IN:
            return self.member(value)
        if kind is c.BRANCH:
            return self.text(self.random.choice(value[1]))
        if kind is c.SUBPATTERN:
            return self.text(value[-1])
        if kind is c.ATOMIC_GROUP:
            return self.text(value)
        if kind in {c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT}:
            low, high, body = value
            if high >= 8:
                self.pumps.append(self.text(body))
            return self.text(body) * min(max(low, self.random.choice((0, 1, 2))), high)
        return ""  # an assertion, a reference

    def member(self, members):
        kind, value = self.random.choice(members)
        if kind is c.LITERAL and members[0][0] is not c.NEGATE:
            return chr(value)
        if kind is c.RANGE and members[0][0] is not c.NEGATE:
            return chr(self.random.randint(value[0], max(value[0], min(value[1], LAST_CHINESE))))
        usual = self.random.sample(USUAL, len(USUAL))
        return next((char for char in usual if holds(members, char)), "")


CATEGORIES = {
    c.CATEGORY_DIGIT: str.isdigit,
    c.CATEGORY_NOT_DIGIT: lambda char: not char.isdigit(),
    c.CATEGORY_SPACE: str.isspace,
    c.CATEGORY_NOT_SPACE: lambda char: not char.isspace(),
    c.CATEGORY_WORD: lambda char: char.isalnum() or char == "_",
    c.CATEGORY_NOT_WORD: lambda char: not (char.isalnum() or char == "_"),
}


def holds(members, char):
    """Whether a class of characters holds one."""
    found = False
    for kind, value in members:
        if kind is c.LITERAL:
            found |= ord(char) == value
        elif kind is c.RANGE:
            found |= value[0] <= ord(char) <= value[1]
        elif kind is c.CATEGORY:
            found |= CATEGORIES[value](char)
    return found is not (members[0][0] is c.NEGATE)


def attacks(pattern):
    """What the pattern repeats, each alone and behind a text that leads there."""
    text = pattern.pattern
    as_text = text if isinstance(text, str) else text.decode("latin-1")
    tree = parser.parse(as_text, pattern.flags & ~re.DEBUG)
    for seed in range(3):
        sampler = Sampler(seed)
        whole = sampler.text(tree)
        for pump in dict.fromkeys([*sampler.pumps, whole, whole[: len(whole) // 2], whole[:1], whole[-1:]]):
            if pump:
                yield "", pump
                yield whole, pump


def named(node):
    """The names of a module that an expression takes something of: `_WORDS`, `_words()` of `_words()["some"]`."""
    while isinstance(node, ast.Subscript):
        node = node.value
    if isinstance(node, ast.IfExp):
        return [*named(node.body), *named(node.orelse)]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return [f"{node.func.id}()"]
    return [node.id] if isinstance(node, ast.Name) else []


@functools.cache
def calls():
    """By which methods each named pattern of a module is used: what is only matched does not look for a start."""
    found = defaultdict(set)
    root = Path(policysum.__file__).parent
    for path in root.rglob("*.py"):
        module = ".".join(("policysum", *path.relative_to(root).with_suffix("").parts))
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute):
                for name in named(node.value):
                    found[f"{module}.{name}"].add(node.attr)
    return found


def seconds(pattern, text, *, searched, tries):
    best = float("inf")
    for _ in range(tries):
        began = time.process_time()
        pattern.match(text)
        pattern.fullmatch(text)
        if searched:
            for _ in pattern.finditer(text):
                pass
        best = min(best, time.process_time() - began)
    return best


def superlinear(pattern, *, searched):
    """The attack whose cost grows faster than its length; None where there is none."""

    def timed(length, tries):
        text = lead + pump * (length // len(pump) + 1) + TAIL
        text = text.encode("latin-1", "ignore") if isinstance(pattern.pattern, bytes) else text
        return seconds(pattern, text, searched=searched, tries=tries)

    for lead, pump in dict.fromkeys(islice(attacks(pattern), MOST_ATTACKS)):
        # What doubles with every character or word is stopped at one that still ends.
        for length in SMALL:
            if timed(length, 1) > FOR_EVER and timed(length, 2) > FOR_EVER:
                return lead, pump, length
        if timed(LOOK, 1) > SUSPECT:
            taken, before = timed(LONG, 3), timed(LONG // TIMES, 3)
            if taken > max(NOTICED, QUADRATIC * before):
                return lead, pump, taken, before
    return None


SEARCHES = ("search", "finditer", "findall", "sub", "subn", "split")
ROOMS = sorted(module.name for module in pkgutil.iter_modules(policysum.__path__))


def of_room(room):
    return {where: pattern for where, pattern in patterns().items() if where.split(".")[1] == room}


def is_searched(where):
    if "line " in where:
        return where.rpartition(" ")[2] in SEARCHES
    used = calls()[where]
    return not used or not used.isdisjoint(SEARCHES)


def test_the_patterns_of_the_package_are_found():
    assert len(patterns()) > 600
    assert any("()" in where for where in patterns())
    assert any("line " in where for where in patterns())
    assert {where.split(".")[1] for where in patterns()} <= set(ROOMS)


BAD = [
    r"(?:<!--.{0,6}?-->\s*)*<html",
    r"(甲+)+乙",
    r"\s+$",
    r"[|｜][\s|｜]*$",
    r"(?:字体|字号).*$",
    r"\d+\d+\d+家",
    r"\s*[:：]",
    r"“.*”",
    r"甲+乙",
    r"(?:共有|共|有)+",
]
GOOD = [r"(?<!\s)\s++$", r"(?:共有|共|有)++", r"\d{1,4}年", r"(?:一|二|三){1,9}、", r"“[^“”]*+”"]


def test_of_an_ending_only_so_many_characters_are_looked_at():
    found = Ending("(?:共有|有)+$").search("有" * 200_000)
    assert found
    assert len(found.group()) == _LONGEST_ENDING


@pytest.mark.parametrize("text", BAD)
def test_a_pattern_that_backtracks_is_found(text):
    pattern = re.compile(text)
    assert repeats_in_two_ways(pattern) or superlinear(pattern, searched=True)


@pytest.mark.parametrize("text", GOOD)
def test_a_pattern_that_does_not_is_let_be(text):
    pattern = re.compile(text)
    assert not superlinear(pattern, searched=True)
    assert not repeats_in_two_ways(pattern)


@pytest.mark.parametrize("room", ROOMS)
def test_no_pattern_backtracks_more_than_linearly(room):
    for where, pattern in of_room(room).items():
        # What repeats in two ways may take for ever to try.
        assert not repeats_in_two_ways(pattern), (where, pattern.pattern)
        assert not superlinear(pattern, searched=is_searched(where)), (where, pattern.pattern)
