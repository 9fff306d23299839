"""Fit the weights by which a section without a plain heading is read as achievement, problem or plan.

    python benchmarks/fit_roles.py REPORT ... [--alone] [--write] [--margin-for 0.97]

What is learned from is not labelled by hand: the sections under headings in plain words (工作回顾, 存在的问题, 2025年重点工作) of the reports that are given. Their own subsections have headings that say nothing, and are what a report
without plain headings is made of. Scores are those of reports left out of the fitting, one at a
time. `--write` writes src/policysum/document/role_weights.tsv.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from policysum.document import load_documents
from policysum.document.headings import Style
from policysum.document.kinds import KINDS
from policysum.document.roles import heading_roles, inner_heading_role
from policysum.document.weighing import ALONE, FEATURES, WEIGHED, features, tone_of
from policysum.errors import DocumentError

_ASIDE = re.compile("现状|形势|背景|基础|意义|概述|成就|定义|术语|附件")
"""Headings of a plan under which it looks back or explains."""
TARGET = Path(__file__).parent.parent / "src/policysum/document/role_weights.tsv"
LEAST_SHARE = 0.01
"""The share below which a role counts for no more than it does."""
MOST = 40
"""Sections of one role that are taken of one report."""
FEW = 3
"""The same of a document whose kind says what all of its sections are."""
SHORTEST = 80
"""Characters of prose from which on a section is learned from."""
RIDGE = 10.0
STEPS = 300
FOLDS = 12
"""Groups of reports that are left out of the fitting in turn."""
RATE = 0.5


@dataclass(frozen=True)
class Unit:
    """One section to learn from."""

    report: str
    role: str
    text: str
    year: int | None
    after: str | None
    trouble: bool
    place: float
    whole: dict


def units_of(path: Path, *, alone: bool):
    """The sections of a report whose role is plain from the heading above them, or from the kind of document.

    With `alone` each outermost section of a work report counts as a text of its own, as if nothing else said what it is.
    """
    document = load_documents(path)[0]
    kind = KINDS[document.kind]
    if kind.name == "other" or (kind.settled and not alone):
        return  # nothing says what it is, or its sections' roles are no question of their prose
    period = document.metadata.period or ""
    year = int(period[-4:]) if period[-4:].isdigit() else int(period[:4]) if period[:4].isdigit() else None
    first, length = 0, max(1, len(document.source))
    trouble = min((block.start for block in document.blocks if block.role == "problem"), default=length)
    whole = tone_of(document.source)
    taken: Counter[str] = Counter()
    before: dict[int, str] = {}
    above: list[tuple[int, str]] = []
    for section in document.outline:
        if section.style > Style.NUMBER:
            continue
        roles = heading_roles(section.title, year, plainly=True)
        if kind.settled:
            # its kind says it, where no heading says otherwise; a text without title or kind is weighed
            roles = (kind.default,) if kind.default and not roles and not _ASIDE.search(section.title) else ()
        while above and above[-1][0] >= section.level:
            above.pop()
        parent = above[-1][1] if above else ""
        role = (inner_heading_role(section.title) if parent else None) or parent
        if not role and len(roles) == 1:
            role = roles[0]
        above.append((section.level, role if len(roles) < 2 or parent else ""))
        text = document.source[section.content : section.end]
        if alone and not kind.settled and not parent:
            before.clear()
            first, length, whole = section.start, max(1, section.end - section.start), tone_of(text)
            continue  # its heading says it: what stands under it is what a text without one is made of
        most = FEW if kind.settled else MOST
        if not role or len(text) < SHORTEST or taken[role] >= most or role not in WEIGHED:
            continue
        taken[role] += 1
        troubled = trouble < section.start and not alone
        place = (section.start - first) / length
        yield Unit(
            path.name, role, text, year, before.get(section.level), troubled, place, whole if alone else {}
        )
        before[section.level] = role


def matrix(units, names):
    """Features and roles; each unit twice, with and without what stands before it."""
    rows, roles, owners = [], [], []
    for unit in units:
        for after in {unit.after, None}:
            found = features(
                unit.text,
                year=unit.year,
                after=after,
                trouble=unit.trouble,
                place=unit.place,
                whole=unit.whole,
            )
            rows.append([found[name] for name in names])
            roles.append(WEIGHED.index(unit.role))
            owners.append(unit.report)
    return np.array(rows), np.array(roles), np.array(owners)


def fit(x, y):
    """Weights of a multinomial logistic regression, every role counted alike."""
    scale = np.maximum(x.std(axis=0), 1e-3)
    scale[0] = 1.0
    z = x / scale
    share = np.bincount(y, minlength=len(WEIGHED)) / len(y)
    weight = (1 / np.maximum(share, LEAST_SHARE))[y]
    weight /= weight.mean()
    hot = np.eye(len(WEIGHED))[y]
    w = np.zeros((x.shape[1], len(WEIGHED)))
    for _ in range(STEPS):
        score = z @ w
        likely = np.exp(score - score.max(axis=1, keepdims=True))
        likely /= likely.sum(axis=1, keepdims=True)
        w -= RATE * (z.T @ ((likely - hot) * weight[:, None]) + RIDGE * w) / len(y)
    return w / scale[:, None]


def judged(x, w):
    """The likeliest role of each row and its lead."""
    score = x @ w
    likely = np.exp(score - score.max(axis=1, keepdims=True))
    likely /= likely.sum(axis=1, keepdims=True)
    order = np.sort(likely, axis=1)
    return likely.argmax(axis=1), order[:, -1] - order[:, -2]


def leave_one_out(x, y, owners):
    """Role and lead of each section, as read by weights that never saw its report; reports are left out in groups."""
    read, lead = np.zeros(len(y), int), np.zeros(len(y))
    names = sorted(set(owners))
    for fold in range(min(FOLDS, len(names))):
        out = np.isin(owners, names[fold::FOLDS])
        read[out], lead[out] = judged(x[out], fit(x[~out], y[~out]))
    return read, lead


def least_margin(right, lead, wanted):
    """The smallest lead from which on the wanted share is right."""
    for margin in np.arange(0.0, 1.0, 0.02):
        sure = lead >= margin
        if sure.any() and right[sure].mean() >= wanted:
            return float(margin)
    return 1.0


def show_misread(units, read, lead, least):
    """The sections read as something else with at least this lead, the surest first."""
    doubled = [unit for unit in units for _ in {unit.after, None}]
    for unit, role, how in sorted(zip(doubled, read, lead, strict=True), key=lambda one: -one[2]):
        if WEIGHED[role] != unit.role and how > least:
            print(f"   {unit.report} {unit.role}, read as {WEIGHED[role]} {how:.2f}: {unit.text[:50]!r}")


def show_confusion(y, read):
    """What the sections of each role are read as."""
    table = defaultdict(Counter)
    for one, other in zip(y, read, strict=True):
        table[WEIGHED[one]][WEIGHED[other]] += 1
    for role, counts in table.items():
        print(f"   {role}: {dict(counts)}")


def show_worst(right, owners, sure):
    """The reports with the smallest share of sections read right."""
    by_report = {
        owner: right[(owners == owner) & sure].mean()
        for owner in sorted(set(owners))
        if ((owners == owner) & sure).any()
    }
    worst = sorted(by_report.items(), key=lambda pair: pair[1])[:8]
    print("   worst reports:", {name: f"{share:.0%}" for name, share in worst})


def write_weights(target, weights, names, margin, figures):
    """The table that the program reads, with the figures of the fitting above it."""
    lines = [
        "# Weights of the evidence that a section gives of its role; fitted by benchmarks/fit_roles.py.",
        *(f"# {line}" for line in figures),
        "\t".join(["feature", *WEIGHED]),
        *("\t".join([name, *(f"{value:.4f}" for value in weights[row])]) for row, name in enumerate(names)),
        f"margin\t{margin:.2f}",
    ]
    target.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"written: {target}")


def options_of_the_call():
    """What the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reports", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument(
        "--alone", action="store_true", help="fit the weights of texts no heading of which is plain"
    )
    parser.add_argument("--margin-for", type=float, default=0.97)
    parser.add_argument("--wrong", type=float, help="show the sections misread with at least this lead")
    return parser.parse_args()


def main():
    """Read, fit, say, write."""
    options = options_of_the_call()
    units = []
    for path in options.reports:
        try:
            units += units_of(path, alone=options.alone)
        except DocumentError as error:
            print(f"{path.name}: {error}")
    names = ALONE if options.alone else FEATURES
    x, y, owners = matrix(units, names)
    read, lead = leave_one_out(x, y, owners)
    right = read == y
    margin = least_margin(right, lead, options.margin_for)
    sure = lead >= margin
    count = f"{len(units)} sections of {len(set(owners))} reports"
    print(f"{count}: {dict(Counter(unit.role for unit in units))}")
    print(
        f"left out: {right.mean():.1%} right; from a lead of {margin:.2f} on {right[sure].mean():.1%} of {sure.mean():.1%}"
    )
    if options.wrong:
        show_misread(units, read, lead, options.wrong)
    show_confusion(y[sure], read[sure])
    show_worst(right, owners, sure)
    if options.write:
        figures = (
            f"{count}; reports left out of the fitting: {right.mean():.1%} right,",
            f"from the margin on {right[sure].mean():.1%} of {sure.mean():.1%} of them.",
        )
        target = TARGET.with_name("role_weights_alone.tsv") if options.alone else TARGET
        write_weights(target, fit(x, y), names, margin, figures)


if __name__ == "__main__":
    main()
