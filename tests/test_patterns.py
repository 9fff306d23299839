"""No compiled pattern of the package backtracks more than linearly: by a static check, and by trying each.

A hostile report costs what its length costs. What a pattern repeats is taken from the pattern itself.
"""

from __future__ import annotations

import ast
import importlib
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

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # it imports the parser of `re` by its old name
    from regexploit.ast.sre import SreOpParser
    from regexploit.redos import find

SHORT, TIMES = 250, 8
MOST_ATTACKS = 20
NOTICED = 0.004  # seconds of CPU for the longer text; less is no hang whatever its growth
QUADRATIC = 28  # linear is 8, quadratic 64
LAST_CHINESE = 0x9FFF
USUAL = "甲的a1 \n-，"


class Reader(SreOpParser):
    """The parser of regexploit, taught what came into Python since: what is possessive never backtracks."""

    def from_POSSESSIVE_REPEAT(self, value):  # noqa: N802 - named by the opcode
        return self.from_MAX_REPEAT(value)

    def from_ATOMIC_GROUP(self, value):  # noqa: N802
        return self.from_SUBPATTERN((None, 0, 0, value))


def patterns():
    found = {}
    for module in pkgutil.walk_packages(policysum.__path__, "policysum."):
        loaded = importlib.import_module(module.name)
        for name, value in vars(loaded).items():
            for pattern in compiled(value, 0):
                found.setdefault((pattern.pattern, pattern.flags), f"{module.name}.{name}")
    return {where: re.compile(*key) for key, where in found.items()}


def compiled(value, depth):
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


PATTERNS = patterns()


def test_the_patterns_of_the_package_are_found():
    assert len(PATTERNS) > 300


@pytest.mark.parametrize("where", PATTERNS)
def test_no_pattern_repeats_in_two_ways(where):
    pattern = PATTERNS[where]
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    assert not list(islice(find(Reader().parse_sre(text, pattern.flags & ~re.DEBUG)), 1))


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


def calls():
    """By which methods each named pattern of a module is used: what is only matched does not look for a start."""
    found = defaultdict(set)
    root = Path(policysum.__file__).parent
    for path in root.rglob("*.py"):
        module = ".".join(("policysum", *path.relative_to(root).with_suffix("").parts))
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                found[f"{module}.{node.value.id}"].add(node.attr)
    return found


CALLS = calls()
SEARCHES = ("search", "finditer", "findall", "sub", "subn", "split")


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


@pytest.mark.parametrize("where", PATTERNS)
def test_eight_times_the_text_takes_no_pattern_much_longer(where):
    pattern = PATTERNS[where]
    used = CALLS[where]
    searched = not used or not used.isdisjoint(SEARCHES)
    for lead, pump in islice(attacks(pattern), MOST_ATTACKS):
        short = lead + pump * (SHORT // len(pump) + 1)
        long = lead + pump * (SHORT * TIMES // len(pump) + 1)
        if isinstance(pattern.pattern, bytes):
            short, long = short.encode("latin-1", "ignore"), long.encode("latin-1", "ignore")
        if seconds(pattern, long, searched=searched, tries=1) > NOTICED:
            taken = seconds(pattern, long, searched=searched, tries=3)
            before = seconds(pattern, short, searched=searched, tries=3)
            assert taken < max(NOTICED, QUADRATIC * before), (pattern.pattern, lead, pump)
