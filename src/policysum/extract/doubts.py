"""Which rows a reader should look at first: what speaks against a reading, weighed.

Every signal is something that the program knows of a reading: a ground that is only inferred, a name that was put
together. How much it weighs is fitted on annotated reports by benchmarks/doubts.py, which writes the table beside this
file; a row is doubtful where its signals together make it likely enough that it is wrong.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from policysum.extract.doubt_weights import FIELDS, Signal, Weights, any_wrong, shipped
from policysum.extract.malformed import is_malformed
from policysum.lexicon import table
from policysum.quantity import Kind
from policysum.schema import Doubt
from policysum.statements.phrases import PARTIAL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from policysum.document import Document
    from policysum.quantity.model import Value
    from policysum.schema import Grounds, Kpi
    from policysum.statements import Ledger, Mention

    _Row = tuple[str | None, ...]

__all__ = ["doubts", "signals"]

_GENERIC = table("name_words").compiled("[^、，]{0,2}{generic}")
_OF = table("signs").word("of")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]*")
_SHORT = 6
_SHORTER = 3
_LONG = 18
_LONGER = 12
_MOST = 2.0
_LEFT = 8
_LEFT_BEHIND = 6
_SEEN = 80
_BEHIND = 30
_NEAR = 40
_DOUBLE = 120
_UNSAID = {"assumed": 1.0, "inferred": 0.5}


_ALL = (
    *(
        Signal("indicator", code)
        for code in ("short_name", "long_name", "malformed_name", "generic_name", "side_alone")
    ),
    *(
        Signal("indicator", code)
        for code in ("same_row", "words_left", "object_follows", "of_a_problem", "shared_clause")
    ),
    *(Signal("status", code) for code in ("status_unsaid", "aim_unsaid")),
    *(Signal("period", code) for code in ("year_guessed", "undated_target", "years_of_plan")),
    *(Signal("change", code) for code in ("change_assumed", "new_money")),
)
"""All signals, in the order in which their strengths are found."""


def signals(document: Document, mention: Mention, kpi: Kpi) -> dict[Signal, float]:
    """What speaks against the readings of a KPI, field by field, and how strongly: 0 is not at all, 1 plainly."""
    return _present(_strengths(document, mention, kpi))


def _present(strengths: tuple[float, ...]) -> dict[Signal, float]:
    return {signal: float(one) for signal, one in zip(_ALL, strengths, strict=True) if one}


def _strengths(document: Document, mention: Mention, kpi: Kpi) -> tuple[float, ...]:
    """How strongly each signal speaks against the readings of a KPI."""
    grounds = kpi.grounds
    if grounds is None:
        return (0.0,) * len(_ALL)
    return (
        *_of_words(kpi.indicator),
        *_of_name(document, mention, kpi.indicator),
        *_of_status(kpi, grounds),
        *_of_period(document, kpi, grounds),
        grounds.change == "assumed",
        kpi.change == "increment" and mention.kind is Kind.MONEY,
    )


def _of_status(kpi: Kpi, grounds: Grounds) -> tuple[float, float]:
    unsaid = _UNSAID.get(grounds.status, 0.0)
    return unsaid, kpi.status == "target" and bool(unsaid)


def _of_period(document: Document, kpi: Kpi, grounds: Grounds) -> tuple[float, float, float]:
    inferred, target = grounds.period == "inferred", kpi.status == "target"
    return (
        inferred and kpi.period is not None and _is_year_guessed(document),
        target and kpi.period is None,
        target and inferred and "/" in (kpi.period or ""),
    )


def _is_year_guessed(document: Document) -> bool:
    """Whether nothing says the year: a plan without a title prints the one that it looks to, a review leaves its own out."""
    metadata = document.metadata
    return metadata.period_ground == "inferred" and bool(metadata.period) and not metadata.title


def _of_name(document: Document, mention: Mention, name: str) -> tuple[float, ...]:
    after = document.source[mention.end : min(mention.clause.end, mention.end + _BEHIND)]
    return (
        _has_double(document, mention),
        min(_left_over(mention.own[-_SEEN:], name) / _LEFT, _MOST),
        _object_follows("".join(after.split()), name),
        mention.role == "problem",
        mention.kind is Kind.COUNT and _is_crowded(document, mention),
    )


@lru_cache(maxsize=4096)
def _of_words(name: str) -> tuple[float, ...]:
    """What the words of a name show by themselves."""
    return (
        max(0, _SHORT - len(name)) / _SHORTER,
        min(max(0, len(name) - _LONG) / _LONGER, _MOST),
        is_malformed(name),
        _GENERIC.fullmatch(name) is not None,
        PARTIAL.match(name) is not None,
    )


@lru_cache(maxsize=1024)
def _left_over(words: str, name: str) -> int:
    """How many of the words that belong to a number and to no other its name does not use."""
    if words in name:
        return 0
    return sum(max(0, words.count(char) - name.count(char)) for char in {*_HAN.findall(words)})


@lru_cache(maxsize=1024)
def _object_follows(after: str, name: str) -> bool:
    """Whether what stands right behind a number is no part of its name: 28个省已建立救助体系."""
    behind = _HAN_RUN.match(after)
    words = behind.group() if behind else ""
    if not words:
        return False
    unused = sum(char not in name for char in words)
    return words.startswith(_OF) or unused >= _LEFT_BEHIND or (len(words) > 1 and words[:2] not in name)


def _has_double(document: Document, mention: Mention) -> bool:
    """Whether another number nearby has the same name, unit and time, so that a table would hold two rows alike."""
    runs = _rows(document.ledger).alike.get(_row(mention))
    if runs is None:
        return False
    at = bisect_right(runs.firsts, mention.start) - 1
    begin, end = mention.start - _DOUBLE, mention.end + _DOUBLE
    own = at >= 0 and runs.values[at] == mention.quantity.value
    before, after = at - own, at + 1
    return (before >= 0 and runs.lasts[before] >= begin) or (
        after < len(runs.firsts) and runs.firsts[after] < end
    )


class _Runs(NamedTuple):
    """Numbers of one row that follow each other and have the same value: where the first and the last of each run begins."""

    firsts: list[int]
    lasts: list[int]
    values: list[Value]


class _Rows(NamedTuple):
    """The numbers of a report by the row in which they would stand, and where its counts begin."""

    alike: dict[_Row, _Runs]
    counts: list[int]


_ROWS: WeakKeyDictionary[Ledger, _Rows] = WeakKeyDictionary()


def _rows(ledger: Ledger) -> _Rows:
    """The rows of a ledger, for as long as there is that ledger."""
    rows = _ROWS.get(ledger)
    if rows is None:
        counts = [one.start for one in ledger.quantities if one.kind is Kind.COUNT]
        rows = _ROWS[ledger] = _Rows(_alike(ledger), counts)
    return rows


def _alike(ledger: Ledger) -> dict[_Row, _Runs]:
    """The figures of a report by the row in which they would stand."""
    found: dict[_Row, _Runs] = {}
    for mention in ledger:
        if not mention.kpi:
            continue
        row, value = _row(mention), mention.quantity.value
        runs = found.get(row)
        if runs is None:
            runs = found[row] = _Runs([], [], [])
        if runs.values and runs.values[-1] == value:
            runs.lasts[-1] = mention.start
        else:
            runs.firsts.append(mention.start)
            runs.lasts.append(mention.start)
            runs.values.append(value)
    return found


def _row(mention: Mention) -> _Row:
    return (mention.indicator, mention.quantity.unit, mention.period, mention.status, mention.change)


def _is_crowded(document: Document, mention: Mention) -> bool:
    """Whether another count stands with a number in its clause."""
    counts = _rows(document.ledger).counts
    at = bisect_left(counts, mention.start)  # its own place
    begin, end = (
        max(mention.clause.start, mention.start - _NEAR),
        min(mention.clause.end, mention.end + _NEAR),
    )
    return counts[max(0, at - 1)] in range(begin, mention.start) or (
        at + 1 < len(counts) and counts[at + 1] < end
    )


def doubts(document: Document, mention: Mention, kpi: Kpi, weights: Weights | None = None) -> list[Doubt]:
    """Why a KPI should be looked at; nothing for most.

    A row is doubtful where its fields together are likely enough to be wrong. Said is then what speaks against
    the likeliest of them, and against each other field that would be enough by itself.

    Args:
        document: The report.
        mention: The number as the ledger reads it.
        kpi: The row, its grounds written.
        weights: Others than those that are shipped.
    """
    weights = weights or shipped()
    return list(_speaking(_strengths(document, mention, kpi), weights))


@lru_cache(maxsize=4096)
def _speaking(strengths: tuple[float, ...], weights: Weights) -> tuple[Doubt, ...]:
    """What is said of a row; most rows of a report have the strengths of another one."""
    found = _present(strengths)
    likely = weights.by_field(found)
    if any_wrong(likely) < weights.threshold:
        return ()
    enough = min(max(likely.values()), weights.threshold)
    doubted = [field for field in FIELDS if likely[field] >= enough]
    return tuple(
        Doubt(field=said.field, code=said.code, reason=weights.reasons[said])
        for field in doubted
        if (said := _loudest(field, found, weights))
    )


def _loudest(field: str, found: Mapping[Signal, float], weights: Weights) -> Signal | None:
    """What speaks most against a field."""
    most, loudest = 0.0, None
    for signal, strength in found.items():
        if signal.field == field and (speaks := strength * weights.of.get(signal, 0.0)) > most:
            most, loudest = speaks, signal
    return loudest
