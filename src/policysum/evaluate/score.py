"""A summary against the gold of its report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from policysum.errors import InputError
from policysum.evaluate.gold import read_gold
from policysum.evaluate.tally import ITEM_TYPES, Scores, Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from policysum.evaluate.gold import Gold, GoldItem, GoldKpi
    from policysum.summary import Summary

    _Result = Summary[Any] | Mapping[str, Any]

__all__ = ["Evaluation", "compare", "evaluate", "run"]

_SAME_VALUE = 5e-4
"""Relative difference up to which two values are one: the gold writes a third as 0.3333."""
_ITEM_OVERLAP = 0.5
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_NOT_A_WORD = re.compile(r"[^0-9A-Za-z\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores of every annotated report, and their sum."""

    label: str
    reports: tuple[Scores, ...]
    total: Scores

    def to_dict(self) -> dict[str, Any]:
        """The JSON form that `compare` reads back."""
        return {
            "label": self.label,
            "total": self.total.to_dict(),
            "reports": [scores.to_dict() for scores in self.reports],
        }


def run(
    gold_dir: str | Path, summaries: Iterable[_Result] | Mapping[str, _Result], *, label: str = ""
) -> Evaluation:
    """Score summaries against a folder of gold.

    Args:
        gold_dir: The folder of annotations.
        summaries: `Summary` objects or their JSON form, each named after its file (`document.name` begins with the
            name of its gold), or a mapping from the name of the gold.
        label: What the run is called in a table; the engine and model of the first summary when left empty.

    Raises:
        InputError: No summary belongs to any gold.
    """
    gold = read_gold(gold_dir)
    given = _by_gold(gold, summaries)
    if not given:
        raise InputError(
            "none of the summaries belongs to a report annotated here",
            where=str(gold_dir),
            hint="A report is matched by the beginning of its file name.",
        )
    scores = tuple(evaluate(given[name], gold[name]) for name in gold if name in given)
    total = Scores(name="total")
    for one in scores:
        total.add(one)
    return Evaluation(label=label or _label(next(iter(given.values()))), reports=scores, total=total)


def evaluate(summary: _Result, gold: Gold, source: str | None = None) -> Scores:
    """Score one summary, an object or its JSON form; with the source its quotations are checked too."""
    if isinstance(summary, Mapping):
        data, seconds = summary, 0.0
    else:
        data, seconds, source = summary.to_dict(), summary.run.seconds, source or summary.source or None
    scores = Scores(name=gold.name)
    _score_kpis(scores, data["kpis"], gold, source)
    for kind in ITEM_TYPES if gold.has_items else ():
        expected = [item for item in gold.items if item.type == kind]
        scores.items[kind] = _score_items(data[f"{kind}s"], expected, source)
    verification, made = data.get("verification") or {}, data.get("run") or {}
    coverage = verification.get("coverage") or {}
    scores.coverage = Tally(coverage.get("captured", 0), coverage.get("numbers", 0))
    scores.verified = Tally(verification.get("passed", 0), verification.get("checked", 0))
    scores.prompt_tokens = made.get("prompt_tokens", 0)
    scores.completion_tokens = made.get("completion_tokens", 0)
    scores.model_calls = made.get("model_calls", 0) + made.get("cache_hits", 0)
    scores.seconds = seconds
    scores.cost = made.get("cost")
    return scores


def compare(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Put the totals of two runs (`Evaluation.to_dict`) side by side: name -> before, after, change."""
    rows = {}
    for name, old in before["total"].items():
        new = after["total"].get(name)
        if isinstance(old, (int, float)) or isinstance(new, (int, float)):
            numbers = isinstance(old, (int, float)) and isinstance(new, (int, float))
            rows[name] = {"before": old, "after": new, "change": round(new - old, 4) if numbers else None}
    return rows


def _score_kpis(scores: Scores, kpis: Sequence[Mapping[str, Any]], gold: Gold, source: str | None) -> None:
    pairs = _pair(
        [(kpi["start"], kpi["end"]) for kpi in kpis], [(fact.start, fact.end) for fact in gold.kpis]
    )
    matched = {given: fact for given, fact in pairs}  # noqa: C416 - readable: index of KPI -> index of fact
    found = set(matched.values())
    free = [
        i
        for i, kpi in enumerate(kpis)
        if i not in matched and any(kpi["start"] < end and start < kpi["end"] for start, end in gold.free)
    ]
    optional = [i for i, fact in matched.items() if not gold.kpis[fact].required]
    expected = sum(fact.required for fact in gold.kpis)
    given = len(kpis) - len(free) - len(optional)
    hits = len(matched) - len(optional)
    scores.kpi = Tally(hits, expected, hits, given)
    scores.by_model = Tally(sum(kpi.get("origin") == "model" for kpi in kpis), len(kpis))
    scores.missed = [
        f"{fact.indicator} [{fact.start}:{fact.end}]"
        for i, fact in enumerate(gold.kpis)
        if fact.required and i not in found
    ]
    scores.extra = [
        f"{kpi['indicator']} {kpi['text']} [{kpi['start']}:{kpi['end']}]"
        for i, kpi in enumerate(kpis)
        if i not in matched and i not in free
    ]
    right_values = 0
    for i, j in matched.items():
        fact = gold.kpis[j]
        _score_pair(scores, kpis[i], fact, source)
        right_values += fact.required and _same_value(kpis[i], fact)
    scores.value = Tally(right_values, expected, right_values, given)


def _score_pair(scores: Scores, kpi: Mapping[str, Any], fact: GoldKpi, source: str | None) -> None:
    shared = min(kpi["end"], fact.end) - max(kpi["start"], fact.start)
    if source is not None and source[kpi["start"] : kpi["end"]] != kpi["text"]:
        shared = 0
    scores.grounding += Tally(shared, fact.end - fact.start, shared, kpi["end"] - kpi["start"])
    scores.status += Tally(kpi["status"] == fact.status, 1)
    scores.period += Tally(_years(kpi["period"]) == _years(fact.period), 1)
    scores.change += Tally(kpi["change"] == fact.change, 1)
    dice, contained = similarity(kpi["indicator"], fact.indicator)
    scores.indicator += Tally(dice, 1)
    scores.contained += Tally(contained, 1)


def _score_items(given: Sequence[Mapping[str, Any]], gold: Sequence[GoldItem], source: str | None) -> Tally:
    spans = [_item_spans(item, source) for item in given]
    candidates = []
    for i, own in enumerate(spans):
        size = sum(end - start for start, end in own)
        for j, item in enumerate(gold):
            shared = sum(max(0, min(end, item.end) - max(start, item.start)) for start, end in own)
            if shared and shared >= _ITEM_OVERLAP * min(size, item.end - item.start):
                candidates.append((-shared, i, j))
    hits = len(_one_to_one(candidates))
    return Tally(hits, len(gold), hits, len(given))


def _item_spans(item: Mapping[str, Any], source: str | None) -> list[tuple[int, int]]:
    """Where an item stands: its evidence without overlaps, else where its title is quoted from."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted((one["start"], one["end"]) for one in item["evidence"]):
        begin = max(start, spans[-1][1]) if spans else start
        if begin < end:
            spans.append((begin, end))
    if not spans and source and (at := source.find(item["title"])) >= 0:
        spans.append((at, at + len(item["title"])))
    return spans


def _pair(given: Sequence[tuple[int, int]], expected: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    candidates = []
    for i, (start, end) in enumerate(given):
        for j, (low, high) in enumerate(expected):
            shared = min(end, high) - max(start, low)
            if shared > 0:
                candidates.append((-shared, i, j))
    return _one_to_one(candidates)


def _one_to_one(candidates: list[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """Take pairs by falling overlap, each side once."""
    left: set[int] = set()
    right: set[int] = set()
    pairs = []
    for _, i, j in sorted(candidates):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((i, j))
    return pairs


def _same_value(kpi: Mapping[str, Any], fact: GoldKpi) -> bool:
    return _plain(kpi["unit"]) == _plain(fact.unit) and _close(kpi["value"], fact.value)


def _close(one: Any, other: Any) -> bool:
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_close, one, other))
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return abs(one - other) <= _SAME_VALUE * max(abs(one), abs(other))
    return bool(one == other)


def _years(period: str | None) -> list[str]:
    """The years a period names, in order, each once."""
    return list(dict.fromkeys(_YEAR.findall(period or "")))


def similarity(one: str, other: str) -> tuple[float, float]:
    """Dice of the character bigrams of two names, and the share of the shorter's bigrams the longer has."""
    a, b = _bigrams(one), _bigrams(other)
    shared = (a & b).total()
    if not a or not b:
        return 0.0, 0.0
    return 2 * shared / (a.total() + b.total()), shared / min(a.total(), b.total())


def _bigrams(name: str) -> Counter[str]:
    plain = _plain(name)
    return Counter(plain[i : i + 2] for i in range(max(1, len(plain) - 1))) if plain else Counter()


def _plain(text: str) -> str:
    kept = _NOT_A_WORD.sub("", text)
    return kept or text


def _by_gold(
    gold: Mapping[str, Gold], summaries: Iterable[_Result] | Mapping[str, _Result]
) -> dict[str, _Result]:
    if isinstance(summaries, Mapping):
        return {name: summary for name, summary in summaries.items() if name in gold}
    found: dict[str, _Result] = {}
    for summary in summaries:
        document = summary["document"] if isinstance(summary, Mapping) else summary.document.model_dump()
        owners = [one for one in gold if str(document["name"]).startswith(one)]
        if owners:
            found[max(owners, key=len)] = summary
    return found


def _label(summary: _Result) -> str:
    made = (summary.get("run") or {}) if isinstance(summary, Mapping) else summary.run.model_dump()
    return " ".join(str(part) for part in (made.get("engine"), made.get("model")) if part)
