"""Profiles of places and reports of courts: which of their figures have a year, and which one."""

from __future__ import annotations

import pytest

from policysum.document import Document
from policysum.extract.extractive import extractive


def periods(text: str) -> dict[str, str | None]:
    """The period of every number, by its name."""
    return {kpi.indicator: kpi.period for kpi in extractive(Document.from_text(text)).kpis}


@pytest.mark.parametrize("kind", ["概况", "简介", "基本介绍"])
def test_a_year_named_once_dates_only_its_figure_in_the_profile_of_a_place(kind: str) -> None:
    """What a profile gives without a date is of no year, whatever year it names later."""
    text = f"云溪镇{kind}\n\n云溪镇位于县城东南部，全镇耕地面积2.4万亩，林地面积3万亩。2013年，粮食播种面积3.8万亩，产量1万吨。\n"
    assert set(periods(text).values()) == {None, "2013"}
    assert periods(text)["全镇耕地面积"] is None


@pytest.mark.parametrize(
    ("title", "heading", "period"),
    [
        ("云溪县人民法院工作报告", "过去一年工作回顾", "2021"),
        ("云溪县人民检察院工作报告", "过去五年工作回顾", "2017/2021"),
    ],
)
def test_a_report_to_a_congress_looks_back_on_the_year_before(title: str, heading: str, period: str) -> None:
    """Courts and procurators report to a congress in January on what is over, as governments do."""
    opened = f"{heading[:4]}，全县各项工作取得进展。"
    text = f"{title}\n——2022年1月6日在云溪县第十八届人民代表大会第一次会议上\n\n各位代表：\n{heading}\n{opened}\n受理案件210件，开展巡回宣讲15场。\n"
    assert Document.from_text(text).metadata.period == period


def test_a_line_between_title_and_prose_heads_its_first_part() -> None:
    """The year of a report may stand on the line below its title alone."""
    text = "云溪县人民检察院工作报告\n\n2015年工作回顾\n着力维护市场秩序，立案侦查案件50件，走访企业155家。\n"
    assert Document.from_text(text).metadata.period == "2015"
    assert set(periods(text).values()) == {"2015"}
