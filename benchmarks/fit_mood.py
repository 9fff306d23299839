"""Learn the weights by which prose without a title is read as a report or as a plan.

    python benchmarks/fit_mood.py --reports FILE ... --plans FILE ... [--write] [--margin 0.6]

What is learned from is not labelled by hand: stretches of plan outlines behind their first part, which looks back, and
the sections under headings in plain words of the reports. Scores are those of files left out of the fitting, in groups.
`--write` writes src/policysum/document/mood_weights.tsv.
"""

from __future__ import annotations

import argparse
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

import numpy as np

from fit_roles import reports_of
from policysum.document.mood import FEATURES, features

TARGET = Path(__file__).parent.parent / "src/policysum/document/mood_weights.tsv"
FIRST_PART = 0.18
"""The share of a plan outline that may look back."""
LENGTHS = (500, 900, 1500)
"""Characters of the stretches of an outline, in turn."""
SECTION = (500, 1600)
"""The least and the most characters of a stretch of a section."""
MOST = 14
"""Stretches of one role that are taken of one report."""
RIDGE = 3.0
STEPS = 4000
RATE = 0.3
MOMENTUM = 0.9
FOLDS = 6


class Stretch(NamedTuple):
    """Prose to learn from."""

    file: str
    plan: bool
    text: str


def of_outline(path):
    """The stretches of a plan outline, each up to the end of a sentence."""
    text = path.read_text("utf-8", "replace")
    at = int(len(text) * FIRST_PART)
    for length in cycle(LENGTHS):
        if at + length > len(text):
            return
        stop = text.find("。", at + length)
        end = stop + 1 if 0 <= stop < at + length + LENGTHS[0] else at + length
        yield Stretch(path.name, True, text[at:end])
        at = end


def of_report(report):
    """The stretches of the sections whose role is plain from a heading."""
    held, taken = {}, {"achievement": 0, "plan": 0}
    for block in report.document.blocks:
        role = report.plain_role(block.start)
        if role not in taken or block.role != role:
            continue
        key = (role, block.section)
        held[key] = held.get(key, "") + report.document.source[block.start : block.end] + "\n"
        if len(held[key]) >= SECTION[0] and taken[role] < MOST:
            taken[role] += 1
            yield Stretch(report.name, role == "plan", held.pop(key)[: SECTION[1]])


def fit(x, y):
    """Weights of a logistic regression, plans and reports counted alike."""
    scale = np.maximum(x.std(axis=0), 1e-3)
    scale[0] = 1
    z, w = x / scale, np.zeros(x.shape[1])
    weight = np.where(y, 0.5 / y.mean(), 0.5 / (1 - y.mean()))
    ridge = RIDGE * np.array([0.0] + [1.0] * (x.shape[1] - 1))
    step = np.zeros_like(w)
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-z @ w))
        step = MOMENTUM * step + (z.T @ ((likely - y) * weight) + ridge * w) / len(y)
        w -= RATE * step
    return w / scale


def left_out(x, y, files):
    """How likely each stretch is of a plan, by weights that never saw its file."""
    names = sorted(set(files))
    fold = np.array([names.index(one) % FOLDS for one in files])
    likely = np.zeros(len(y))
    for group in range(FOLDS):
        weights = fit(x[fold != group], y[fold != group])
        likely[fold == group] = 1 / (1 + np.exp(-x[fold == group] @ weights))
    return likely


def main():
    """Read, fit, say, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", nargs="+", type=Path, required=True)
    parser.add_argument("--plans", nargs="+", type=Path, required=True)
    parser.add_argument("--margin", type=float, default=0.6)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    found = [one for path in options.plans for one in of_outline(path)]
    found += [one for report in reports_of(options.reports) for one in of_report(report)]
    x = np.array([[features(one.text)[name] for name in FEATURES] for one in found])
    y = np.array([one.plan for one in found], float)
    likely = left_out(x, y, [one.file for one in found])
    sure = np.abs(2 * likely - 1) >= options.margin
    right = (likely > 0.5) == (y > 0)
    taken = (likely > 0.5) & sure & (y == 0)
    figures = [
        f"{int(y.sum())} stretches of plans and {int((1 - y).sum())} of what was done, of {len({one.file for one in found})} files; of files left out of the fitting",
        f"{right.mean():.1%} are right, {right[sure].mean():.1%} of the {sure.mean():.1%} from the margin on; {int(taken.sum())} of what was done are taken for plans.",
    ]
    print(*figures, sep="\n")
    for at in np.flatnonzero(taken):
        print(f"   {found[at].file} {likely[at]:.2f}: {found[at].text[:60]!r}")
    weights = fit(x, y)
    rows = ["feature\tplan", *(f"{name}\t{value:.3f}" for name, value in zip(FEATURES, weights, strict=True))]
    if options.write:
        lines = [
            "# Weights of the evidence that prose without a title plans; learned by benchmarks/fit_mood.py.",
            *(f"# {line}" for line in figures),
            *rows,
            f"margin\t{options.margin:.2f}",
        ]
        TARGET.write_text("\n".join(lines) + "\n", "utf-8")
        print(f"written: {TARGET}")


if __name__ == "__main__":
    main()
