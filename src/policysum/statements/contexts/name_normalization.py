"""How the words of an indicator are compared: without filler, with synonyms made one, in pairs of characters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import chain, pairwise, takewhile
from typing import TYPE_CHECKING, NamedTuple

from policysum.lexicon import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from policysum.lexicon import Row

__all__ = [
    "CHANGES",
    "GROWN",
    "NO_FACETS",
    "RANKED",
    "SCOPES",
    "WHOLE_NAMES",
    "Facets",
    "characters",
    "content",
    "cores",
    "facets",
    "grams",
    "head_of",
    "is_rate",
    "sums_up",
    "tail_of",
    "unquoted",
    "within",
]

_NAMES = table("claim_names")
_SCOPE_VALUE = {word: value.strip("|") for word, value in _NAMES.values("scope").items()}
SCOPES = frozenset(_SCOPE_VALUE.values())
"""Whose number it is. Often left out, so it decides only between numbers that are otherwise alike."""
_SAME = _NAMES.values("same")
_VERBS = table("change_verbs")
_MOVED = {
    row: next(_SAME[one.word] for one in _VERBS.of(way) if one.word in _SAME)
    for way in ("up", "down")
    for row in _VERBS.of(way)
    if row.value in {"amount", "rate"} and row.word not in _SAME | _NAMES.values("kept")
}
"""Verbs of change that the names do not list, and one of theirs: each says which way a number went, not of what it is."""
_INSTEAD = _NAMES.values("filler", "scope", "same") | {row.word: verb for row, verb in _MOVED.items()}
_BAR = "|"
_CHINESE = r"\u3400-\u9fff"


def _grouped(rows: Iterable[Row]) -> list[str]:
    """A branch for each character that words begin with, so that most of a text is passed at once."""
    by_first: dict[str, list[str]] = {}
    for row in sorted(rows, key=lambda row: -len(row.word)):
        first = row.word[0]
        by_first.setdefault(first, []).append(row.pattern[len(re.escape(first)) :])
    return [f"{re.escape(first)}(?:{'|'.join(rests)})" for first, rests in by_first.items()]


def _found(group: str) -> re.Pattern[str]:
    return re.compile("|".join(_grouped(_NAMES.of(group))))


def _words() -> re.Pattern[str]:
    """Everything that is replaced: the words of the table, and what carries nothing at the end of a phrase."""
    loose = "".join(_NAMES.words("loose"))
    ends = [f"{first}[{loose}]*(?![{_CHINESE}])" for first in loose]
    return re.compile("|".join([*_grouped([*_NAMES.of("filler", "scope", "same"), *_MOVED]), *ends]))


_WORDS = _words()
_SCOPE = _found("scope")
_PER, _PER_VALUE = _found("per"), _NAMES.values("per")
_LEVEL, _LEVEL_VALUE = _found("level"), _NAMES.values("level")
_STAGE, _STAGE_VALUE = _found("stage"), _NAMES.values("stage")
"""Stages of one project's money: each is another number."""
_SPAN, _SPAN_VALUE = _found("span"), _NAMES.values("span")
"""Times that one indicator is measured over: each gives another number."""
_SUM = _found("sum")
_RUN = re.compile(rf"(?:[a-z][a-z0-9&.+-]*+|[{_CHINESE}])++")
_CHINESE_RUN = re.compile(rf"[{_CHINESE}]+")
_ATOM = re.compile(rf"[a-z][a-z0-9&.+-]*|[{_CHINESE}]")
_TURNS = frozenset(table("change_verbs").words("up", "down"))
CHANGES = frozenset(row.value.strip(_BAR) for row in _NAMES.of("same") if row.value.endswith(_BAR))
"""Words that say how a number is given, not of what it is."""
_RANKED = frozenset(table("rank_words").words("ranked"))
RANKED = frozenset(row.value.strip(_BAR) for row in _NAMES.of("same") if row.word in _RANKED)
"""What says of a number that it is a rank."""
GROWN = frozenset(
    row.value.strip(_BAR) for row in _NAMES.of("same") if row.value.endswith(_BAR) and row.word in _TURNS
)
"""Words of change as names are compared."""
WHOLE_NAMES = frozenset(row.value.strip(_BAR) for row in _NAMES.of("same")) - CHANGES
"""What names are made one to: 社零 is a whole name, though it is but a pair of characters."""
_RATE = re.compile(f"(?:{_NAMES.alternation('rate')})$")
_TOTAL = re.compile(rf"(?:{_NAMES.alternation('total')})[{_CHINESE}]{{0,2}}$")
_LATIN = re.compile("[a-z]")
_DENIED = re.compile(f"[{''.join(_NAMES.words('denied'))}][{_CHINESE}]")
_BLANKS = re.compile(rf"(?<=[{_CHINESE}])\s+(?=[{_CHINESE}])")
"""What parts the characters of one word where a page was read line by line."""
_HEAD = re.compile(
    rf"{'|'.join(_NAMES.words('head_mark'))}([{_CHINESE}]{{1,8}})(?:[（(][^）)]{{0,60}}[）)])?$"
)
_SIDES = table("name_words").values("pair")
"""One of two things, and the other one: the names of their numbers differ in nothing else."""
_QUOTES = re.compile("[“”\"'‘’《》「」『』]+")


@lru_cache(maxsize=4096)
def content(words: str) -> str:
    """The words with synonyms made one and a bar in the place of everything that carries no content."""
    if not unicodedata.is_normalized("NFKC", words):
        words = unicodedata.normalize("NFKC", words)
    words = _QUOTES.sub("", words.lower())
    words = _WORDS.sub(_instead, _BLANKS.sub("", words) if not words.isalnum() else words)
    return _DENIED.sub(r"\g<0>|", words)


def sums_up(words: str) -> bool:
    """Whether an indicator asks for what has come together over time: 累计, 总数."""
    return bool(_SUM.search(words))


def is_rate(words: str) -> bool:
    """Whether a name ends with what says that it is a rate: 率, 增速."""
    return bool(_RATE.search(words))


def unquoted(words: str) -> str:
    """The words without quotation marks and the bars that stand for numbers left out."""
    return _QUOTES.sub("", words).strip("| ")


def _instead(match: re.Match[str]) -> str:
    return _INSTEAD.get(match.group(), _BAR)


@lru_cache(maxsize=4096)
def grams(words: str) -> frozenset[str]:
    """Pairs of neighbouring characters, and Latin words; single characters only if all else fails."""
    words = content(words)
    if not _LATIN.search(words):
        runs = _CHINESE_RUN.findall(words)
        pairs = frozenset([run[at : at + 2] for run in runs for at in range(len(run) - 1)])
    else:
        runs = _RUN.findall(words)
        pairs = frozenset(chain.from_iterable(map(_atom_pairs, runs)))
    return pairs or frozenset(run for run in runs if len(run) == 1)


def _atom_pairs(run: str) -> Iterator[str]:
    """The Latin words of a run, and the pairs of Chinese characters that stand side by side in it."""
    atoms = _ATOM.findall(run)
    yield from (atom for atom in atoms if atom.isascii())
    for first, second in pairwise(atoms):
        if len(first) == 1 == len(second):
            yield first + second


class Facets(NamedTuple):
    """What words say of a number besides what it is of.

    `scopes` are the regions they name as a whole (全市), `qualifiers` what makes another indicator of any (人均), `levels`
    those of government (市级), `stages` how far money has come (总投资, 完成投资), `spans` over what time something came
    together (累计, 年均), `sides` which of a pair they name alone (出口 of 进出口); `totals` says whether they end with what
    is of all there is (总计).
    """

    scopes: frozenset[str] = frozenset()
    qualifiers: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    stages: frozenset[str] = frozenset()
    spans: frozenset[str] = frozenset()
    sides: frozenset[str] = frozenset()
    totals: bool = False


NO_FACETS = Facets()


@lru_cache(maxsize=4096)
def facets(words: str) -> Facets:
    """What words say of a number besides what it is of."""
    return Facets(
        frozenset(map(_SCOPE_VALUE.__getitem__, _SCOPE.findall(words))),
        frozenset(map(_PER_VALUE.__getitem__, _PER.findall(words))),
        frozenset(map(_LEVEL_VALUE.__getitem__, _LEVEL.findall(words))),
        frozenset(map(_STAGE_VALUE.__getitem__, _STAGE.findall(words))),
        frozenset(map(_SPAN_VALUE.__getitem__, _SPAN.findall(words))),
        frozenset(side for side, other in _SIDES.items() if side in words and other not in words),
        bool(_TOTAL.search(words)),
    )


def head_of(words: str) -> str:
    """The thing that an indicator counts, where it is said of it: 省 of 取消收费的省（区、市）; empty where none is."""
    found = _HEAD.search(words)
    return next(filter(None, content(found[1]).split(_BAR)), "") if found else ""


def tail_of(words: str) -> str:
    """The pair of characters that the content of a name ends with: 投资 of 新增投资额; empty where there is none."""
    runs = _CHINESE_RUN.findall(content(words))
    return runs[-1][-2:] if runs and len(runs[-1]) > 1 else ""


def cores(names: tuple[str, str]) -> tuple[str, str]:
    """Two names without what both begin and end with: 工程 and 研究 of 重大工程项目 and 重大研究项目."""
    lead = _common(*names)
    one, other = names[0][lead:], names[1][lead:]
    tail = _common(one[::-1], other[::-1])
    return one[: len(one) - tail], other[: len(other) - tail]


def _common(one: str, other: str) -> int:
    """With how many equal characters both begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


@lru_cache(maxsize=4096)
def within(name: str, longer: str) -> bool:
    """Whether a longer name says all that a name says, in its order: 一级企业 of 一级资质建筑业企业."""
    rest = iter(content(longer))
    return all(char in rest for char in content(name) if char != _BAR)


@lru_cache(maxsize=1024)
def characters(words: str) -> frozenset[str]:
    """The single characters of the words that carry content."""
    return frozenset("".join(_CHINESE_RUN.findall(content(words))))
