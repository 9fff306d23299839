"""A report that is only set otherwise has the same rows: blanks around figures, wide figures, lines that broke."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from policysum.document import Document

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))
from layouts import LAYOUTS, read  # noqa: E402

# Not 003: a page saved as one line, whose blanks are what is left of its paragraphs.
TEXTS = [path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("00[0124]*.txt"))]
REPORT = (
    "云溪县水务局2023年工作总结\n\n一、2023年工作总结\n全年供水量比2022年增长12.5%，新建泵站12座，总投资3.5亿元。近3年连续2次获评优秀，"
    "供水保障率居全市第1位，较上年提高2个百分点。目前供水人口达到40万人。\n二、2024年工作计划\n力争新建水厂3座，供水量增长5%。\n"
)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_report_that_is_set_otherwise_has_the_same_rows(layout: str) -> None:
    assert read(LAYOUTS[layout](REPORT)) == read(REPORT)


@pytest.mark.parametrize("layout", [one for one in LAYOUTS if one != "figures on lines of their own"])
def test_of_real_reports_hardly_a_row_changes(layout: str) -> None:
    lost = total = 0
    for text in TEXTS:
        was, now = read(text)[0], read(LAYOUTS[layout](text))[0]
        lost += sum((was - now).values())
        total += sum(was.values())
    assert total > 150
    assert lost <= 0.01 * total


def test_what_is_quoted_is_what_is_printed() -> None:
    text = (
        "云溪县2023年工作总结\n一、工作情况\n全年新建\u200b泵站\u200b１２座，增长５．５％，投资 3.5 亿元。\n"
    )
    document = Document.from_text(text)
    assert [one.text for one in document.ledger if one.kpi] == ["１２座", "５．５％", "3.5 亿元"]
    assert all(document.source[one.start : one.end] == one.text for one in document.ledger)
