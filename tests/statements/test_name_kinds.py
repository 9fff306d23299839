"""Names that lost their owner, their sum or their noun, and what they are now."""

import pytest

from policysum.document import Document
from policysum.extract.extractive import extractive


def names(text):
    return [kpi.indicator for kpi in extractive(Document.from_text(text)).kpis]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A rank of a rate, and a rate behind a rank, are of the indicator and not of the rank.
        (
            "供水总量3亿吨，全市排名第7位，增速4.7%，全市排名第12位。",
            ["供水总量", "供水总量全市排名", "供水总量增速", "供水总量增速全市排名"],
        ),
        ("供水总量增速15.2%，位全市第1。", ["供水总量增速", "供水总量增速位全市"]),
        # Figures that an account has side by side are of its owner, not of one another.
        (
            "医保基金收入总量30亿元、支出总量29亿元，结余1亿元。",
            ["医保基金收入总量", "医保基金支出总量", "医保基金结余"],
        ),
        ("一般公共预算收入7亿元，其中税收收入4亿元。", ["一般公共预算收入", "税收收入"]),
        # A number that sums up the list before it counts what follows it.
        ("整治城东、城南、城北3个街道。", ["整治街道"]),
        (
            "培育重点实验室、制造业创新中心、产业创新中心、企业技术中心等各级各类平台90家。",
            ["培育各级各类平台"],
        ),
        # Works that are named by their size keep it.
        ("引进项目14个，其中10亿元项目2个。", ["引进项目", "引进10亿元项目"]),
        # Each of two things follows its own number.
        ("较大项目有：投资达11亿元的铝材厂、投资10亿元的数码园。", ["铝材厂投资", "数码园投资"]),
        # The noun behind a bracket counts for both numbers.
        ("新增2400户（累计3600户）餐饮单位。", ["新增餐饮单位", "餐饮单位累计"]),
        ("全市90%的市场主体已纳入平台。", ["全市市场主体已纳入平台"]),
        ("我们兑现资金3亿元。", ["兑现资金"]),
        ("云溪县水务局2024年度收入总计3亿元。", ["收入总计"]),
        ("9个县、79个村成立协调组织。", ["成立协调组织的县", "成立协调组织的村"]),
    ],
)
def test_a_name_is_whole(text, expected):
    assert names(text) == expected
