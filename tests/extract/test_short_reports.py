"""Twelve short reports of ten kinds, their rows written down before the program was first run on them."""

import re
from collections import Counter
from pathlib import Path

import pytest

from policysum.document import Document
from policysum.extract.extractive import extractive

PARTS = (Path(__file__).with_name("short_reports.txt")).read_text("utf-8").split("=== ")[1:]
MISSED = {
    ("审计", "67家", "name"),  # 审计32个部门及所属67家单位: read as 单位
    ("医院计划", "200张", "change"),  # 今年再增200张: read as growth of what there is
    ("建议答复", "2360公顷", "period"),  # 目前, in a reply that looks ahead to 2024
    ("建议答复", "14.2平方米", "period"),
}
"""What is still read otherwise."""


def likeness(one, other):
    left, right = Counter(one), Counter(other)
    return 2 * sum((left & right).values()) / sum((left + right).values())


def years(period):
    found = re.findall(r"(?:19|20)\d\d", period or "")
    return found[:1] + found[-1:]


def wrong_of(kpi, name, status, period, change):
    yield from (["name"] if likeness(kpi.indicator, name) < 0.5 else [])
    yield from (["status"] if kpi.status != status else [])
    yield from (["period"] if years(kpi.period) != years(period) else [])
    yield from (["change"] if kpi.change != change else [])


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.split("\n", 1)[0])
def test_the_rows_of_a_short_report_are_read_as_they_were_written_down(part):
    kind, rest = part.split("\n", 1)
    text, rows = re.split(r"\n--- ?\n", rest, maxsplit=1)
    kpis = list(extractive(Document.from_text(text)).kpis)
    wrong, at = set(), 0
    for row in rows.strip().split("\n"):
        number, *expected = row.split("\t")
        kpi = next(one for one in kpis if one.text == number and one.start >= at)
        at = kpi.end
        wrong |= {(kind, number, what) for what in wrong_of(kpi, *expected)}
    assert wrong == {one for one in MISSED if one[0] == kind}
