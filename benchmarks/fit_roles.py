"""Learn the words by which a stretch without a plain heading is read as achievement, problem or plan.

    python benchmarks/fit_roles.py REPORT ... [--write] [--margin-for 0.97] [--wrong 0.9]

What is learned from is not labelled by hand: the paragraphs and sections under headings in plain words (工作回顾, 2025年重点工作) of the reports that are given, and what they say in plain words of problems. Each is learned from twice, once
as a stretch of which nothing but its words is known. Scores are those of reports left out of the fitting, in
groups. `--write` writes src/policysum/document/role_weights.tsv.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

import numpy as np

from policysum.document import load_documents
from policysum.document.headings import Style
from policysum.document.kinds import KINDS
from policysum.document.roles import heading_roles, inner_heading_role, says_problem
from policysum.document.weighing import FEATURES, WEIGHED, features, pairs
from policysum.errors import DocumentError

_ASIDE = re.compile("现状|形势|背景|基础|意义|概述|成就|定义|术语|附件")
"""Headings of a plan under which it looks back or explains."""
_HAN = re.compile("[\u4e00-\u9fff]{2}")
TARGET = Path(__file__).parent.parent / "src/policysum/document/role_weights.tsv"
LEAST_SHARE = 0.03
"""The share below which a role counts for no more than it does."""
MOST = 40
"""Paragraphs, and sections, of one role that are taken of one report."""
FEW = 6
"""The same of a document whose kind says what all of its sections are."""
SHORTEST = 40
"""Characters of prose from which on it is learned from."""
REPORTS = 15
"""Reports that have a pair of characters before it is learned from."""
PAIRS = 1200
"""Pairs of characters that are learned: those that part the roles most."""
RIDGE = 60.0
STEPS = 150
RATE = 0.15
MOMENTUM = 0.9
FOLDS = 5
"""Groups of reports that are left out of the fitting in turn."""


class Unit(NamedTuple):
    """One stretch to learn from."""

    report: str
    role: str
    text: str
    year: int | None
    after: str | None
    trouble: bool
    place: float


class Report:
    """A report and what its headings say in plain words."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self.document = load_documents(path)[0]
        self.kind = KINDS[self.document.kind]
        period = self.document.metadata.period or ""
        self.year = (
            int(period[-4:]) if period[-4:].isdigit() else int(period[:4]) if period[:4].isdigit() else None
        )
        self.length = max(1, len(self.document.source))
        problems = (block.start for block in self.document.blocks if block.role == "problem")
        self.trouble = min(problems, default=self.length)
        self.most = FEW if self.kind.settled else MOST

    def plain_role(self, place):
        """The role that the outermost heading above a place says in plain words."""
        tops = (one for one in self.document.outline if one.level == 1 and one.start <= place < one.end)
        top = next(tops, None)
        if top is None:
            return None
        roles = heading_roles(top.title, self.year, plainly=True)
        if self.kind.settled:
            roles = (self.kind.default,) if not roles and not _ASIDE.search(top.title) else ()
        return roles[0] if len(roles) == 1 and roles[0] in WEIGHED else None

    def unit(self, role, start, end, after):
        """A stretch as one to learn from."""
        text = self.document.source[start:end]
        return Unit(self.name, role, text, self.year, after, self.trouble < start, start / self.length)

    def paragraphs(self):
        """The paragraphs whose role is plain from a heading, and those that say that there are problems."""
        taken, before = Counter(), None
        for block in self.document.blocks:
            said = says_problem(self.document.source[block.start : block.end].partition("。")[0])
            role = (
                "problem"
                if said and not self.kind.settled
                else self.plain_role(block.start)
                if block.section >= 0
                else None
            )
            if role is None or block.role != role:
                before = None
                continue
            if block.end - block.start < SHORTEST:
                continue
            taken[role] += 1
            if taken[role] <= self.most:
                yield self.unit(role, block.start, block.end, before)
            before = role

    def sections(self):
        """The sections whose role is plain from a heading."""
        taken, before = Counter(), {}
        for one in self.document.outline:
            role = (inner_heading_role(one.title) if one.level > 1 else None) or self.plain_role(one.start)
            short = one.end - one.content < 2 * SHORTEST or one.style > Style.NUMBER
            if short or role not in WEIGHED or one.role != role or taken[role] >= self.most:
                continue
            taken[role] += 1
            yield self.unit(role, one.content, one.end, before.get(one.level))
            before[one.level] = role


def reports_of(paths):
    """The reports of some files that can be read and say what they are."""
    for path in paths:
        try:
            report = Report(path)
        except DocumentError as error:
            print(f"{path.name}: {error}")
            continue
        if report.kind.name != "other":
            yield report


def units_of(paths):
    """What is learned from; the same prose of two files once."""
    seen = set()
    for report in reports_of(paths):
        for unit in (*report.paragraphs(), *report.sections()):
            beginning = unit.text[:200]
            if beginning not in seen:
                seen.add(beginning)
                yield unit


def parting_pairs(units, spoken):
    """The pairs of characters that part the roles most."""
    owners = defaultdict(set)
    for unit, said in zip(units, spoken, strict=True):
        for pair in said:
            owners[pair].add(unit.report)
    known = sorted(pair for pair, reports in owners.items() if len(reports) >= REPORTS)
    index = {pair: at for at, pair in enumerate(known)}
    shares = np.zeros((len(WEIGHED), len(known)))
    for unit, said in zip(units, spoken, strict=True):
        shares[WEIGHED.index(unit.role), [index[pair] for pair in said if pair in index]] += 1
    shares /= np.maximum(1, np.bincount([WEIGHED.index(unit.role) for unit in units], minlength=3))[:, None]
    mean = shares.mean(axis=0)
    order = np.argsort(-np.abs(shares - mean).max(axis=0) / np.sqrt(mean + 1e-3))
    return [known[at] for at in order[:PAIRS]]


def matrix(units):
    """Evidence, roles, reports, and the names of the columns; each unit twice, the second time by its words alone."""
    spoken = [{pair for pair in pairs(unit.text) if _HAN.fullmatch(pair)} for unit in units]
    learned = parting_pairs(units, spoken)
    index = {pair: at for at, pair in enumerate(learned)}
    said = np.zeros((len(units), len(learned)), np.float32)
    for row, one in enumerate(spoken):
        said[row, [index[pair] for pair in one if pair in index]] = 1
    rows = [
        [features(unit.text, year=unit.year, after=unit.after, trouble=unit.trouble, place=unit.place)[name] for name in FEATURES]
        for unit in units
    ]  # fmt: skip
    bare = [[features(unit.text, year=unit.year)[name] for name in FEATURES] for unit in units]
    x = np.vstack(
        [np.hstack([np.array(one, np.float32), np.array(said, np.float32)]) for one in (rows, bare)]
    )
    y = np.array([WEIGHED.index(unit.role) for unit in units] * 2)
    return x, y, np.array([unit.report for unit in units] * 2), [*FEATURES, *learned]


def fit(x, y):
    """Weights of a multinomial logistic regression, every role counted alike."""
    scale = np.ones(x.shape[1], np.float32)
    scale[1 : len(FEATURES)] = np.maximum(x[:, 1 : len(FEATURES)].std(axis=0), 1e-3)
    z = x / scale
    share = np.bincount(y, minlength=len(WEIGHED)) / len(y)
    weight = (1 / np.maximum(share, LEAST_SHARE))[y].astype(np.float32)
    weight /= weight.mean()
    hot = np.eye(len(WEIGHED), dtype=np.float32)[y]
    w = np.zeros((x.shape[1], len(WEIGHED)), np.float32)
    step = np.zeros_like(w)
    for _ in range(STEPS):
        step = MOMENTUM * step + (z.T @ ((shares_of(z @ w) - hot) * weight[:, None]) + RIDGE * w) / len(y)
        w -= RATE * step
    return w / scale[:, None]


def shares_of(score):
    """How likely each role is."""
    likely = np.exp(score - score.max(axis=1, keepdims=True))
    return likely / likely.sum(axis=1, keepdims=True)


def leave_out(x, y, owners):
    """Role and lead of each unit, as read by weights that never saw its report; reports are left out in groups."""
    read, lead = np.zeros(len(y), int), np.zeros(len(y))
    names = sorted(set(owners))
    for fold in range(FOLDS):
        out = np.isin(owners, names[fold::FOLDS])
        likely = shares_of(x[out] @ fit(x[~out], y[~out]))
        order = np.sort(likely, axis=1)
        read[out], lead[out] = likely.argmax(axis=1), order[:, -1] - order[:, -2]
    return read, lead


def least_margin(right, lead, wanted):
    """The smallest lead from which on the wanted share is right."""
    for margin in np.arange(0.0, 1.0, 0.02):
        sure = lead >= margin
        if sure.any() and right[sure].mean() >= wanted:
            return float(margin)
    return 1.0


def show_misread(units, read, lead, least):
    """The units read as something else with at least this lead, the surest first."""
    for unit, role, how in sorted(zip([*units, *units], read, lead, strict=True), key=lambda one: -one[2]):
        if WEIGHED[role] != unit.role and how > least:
            print(f"   {unit.report} {unit.role}, read as {WEIGHED[role]} {how:.2f}: {unit.text[:50]!r}")


def show_confusion(y, read):
    """What the units of each role are read as."""
    for at, role in enumerate(WEIGHED):
        print(f"   {role}: {dict(Counter(WEIGHED[one] for one in read[y == at]))}")


def write_weights(target, weights, names, margin, figures):
    """The table that the program reads, with the figures of the fitting above it."""
    lines = [
        "# Weights of the evidence that a stretch gives of its role, pairs of characters among it; learned by benchmarks/fit_roles.py.",
        *(f"# {line}" for line in figures),
        "\t".join(["feature", *WEIGHED]),
        *("\t".join([name, *(f"{value:.3f}" for value in weights[row])]) for row, name in enumerate(names)),
        f"margin\t{margin:.2f}",
    ]
    target.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"written: {target}")


def options_of_the_call():
    """What the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reports", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--margin-for", type=float, default=0.97)
    parser.add_argument("--wrong", type=float, help="show the units misread with at least this lead")
    return parser.parse_args()


def main():
    """Read, fit, say, write."""
    options = options_of_the_call()
    units = list(units_of(options.reports))
    x, y, owners, names = matrix(units)
    read, lead = leave_out(x, y, owners)
    right = read == y
    bare = np.arange(len(y)) >= len(units)
    margin = least_margin(right[bare], lead[bare], options.margin_for)
    count = f"{len(units)} stretches of {len(set(owners))} reports"
    print(f"{count}: {dict(Counter(unit.role for unit in units))}")
    figures = [f"{count}; of reports left out of the fitting"]
    for what, chosen in (("in their places", ~bare), ("by their words alone", bare)):
        sure = chosen & (lead >= margin)
        figures.append(
            f"{right[chosen].mean():.1%} are right {what}, {right[sure].mean():.1%} of the {sure.sum() / chosen.sum():.1%} from the margin on."
        )
        print(figures[-1])
        show_confusion(y[chosen], read[chosen])
    if options.wrong:
        show_misread(units, read, lead, options.wrong)
    if options.write:
        write_weights(TARGET, fit(x, y), names, margin, figures)


if __name__ == "__main__":
    main()
