"""Names of the sides of an account, of what works cost, and of what came of a budget."""

from __future__ import annotations

import pytest

from policysum.document import Document
from policysum.extract.extractive import extractive


def names(text):
    return [kpi.indicator for kpi in extractive(Document.from_text(text)).kpis]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A side of an account that a paragraph speaks of is of that account, in later sentences too.
        (
            "全县供水基金收入3亿元，增长2%；支出4亿元，下降1%。",
            ["全县供水基金收入", "全县供水基金收入增长", "全县供水基金支出", "全县供水基金支出下降"],
        ),
        (
            "县级供水预算收支平衡情况：总收入9亿元，其中：供水预算收入5亿元，上年结余4亿元。总支出9亿元。",
            ["县级供水预算总收入", "供水预算收入", "上年结余", "县级供水预算总支出"],
        ),
        ("居民人均可支配收入3万元；支出2万元。", ["居民人均可支配收入", "支出"]),
        (
            "供水预算收入5亿元，上年结余1亿元，收入合计6亿元。",
            ["供水预算收入", "上年结余", "供水预算收入合计"],
        ),
        ("供水预算收入5亿元。\n\n支出4亿元。", ["供水预算收入", "支出"]),
        # What came of a budget is named without it, and who approved it is no part of a name.
        (
            "供水收入预算数为5亿元，实际完成6亿元，比上年增长3%。",
            ["供水收入预算数", "供水收入", "供水收入比上年增长"],
        ),
        ("县人大批准的供水基金收入为5亿元，完成6亿元。", ["供水基金收入", "供水基金收入"]),
        # What works cost in a year is theirs, and what they are parted into is counted as they are.
        (
            "开工项目9个、总投资8亿元、年度投资2亿元，其中水利项目5个。",
            ["开工项目", "开工项目总投资", "开工项目年度投资", "水利项目"],
        ),
        ("全县生产总值90亿元、人均3万元。", ["全县生产总值", "人均生产总值"]),
        ("供水预算收入5亿元，支出相应安排5亿元。", ["供水预算收入", "供水预算支出"]),
        # What costs a sum follows it, whatever verb stands before.
        (
            "全力抓好总投资8亿元的茶厂和总投资5亿元的鱼市，推进总投资3亿元的雷达站。",
            ["茶厂总投资", "鱼市总投资", "雷达站总投资"],
        ),
    ],
)
def test_a_name_is_whole(text, expected):
    assert names(text) == expected
