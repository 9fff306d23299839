"""General causes that claims of our own met at first sight, each with sentences made for it."""

import pytest

from policysum.quantity.reader import read
from policysum.verify import check


@pytest.mark.parametrize(
    ("source", "claim", "passes"),
    [
        ("全县企业由30家减少到12家。", "企业减少到12家", True),
        ("全县企业由30家减少到12家。", "企业减少12家", False),
        ("全县企业由30家减少到12家。", {"indicator": "企业减少", "value": "12家"}, False),
        ("全县企业减少到12家。", {"indicator": "企业", "value": "12家", "change": "decline"}, False),
        ("全县企业减少12家。", "企业减少12家", True),
        ("空气优良率为98.9%。", "空气优良率98.9%", True),
        ("空气优良率为98.9%。", "空气优良率在98.9%以下", False),
        ("空气优良率为98.9%。", {"indicator": "空气优良率", "value": "98.9%以上"}, False),
        ("空气优良率达98.9%以上。", {"indicator": "空气优良率", "value": "98.9%以上"}, True),
        ("力争空气优良率达到98.9%。", "力争空气优良率达到98.9%以上", True),
        ("审结案件1200件，未结案件85件。", {"indicator": "结案数", "value": "1200件"}, True),
        ("审结案件1200件，未结案件85件。", {"indicator": "结案数", "value": "85件"}, False),
        ("审结案件1200件，未结案件85件。", {"indicator": "未结案件数", "value": "85件"}, True),
        ("税收收入30亿元，非税收入12亿元。", {"indicator": "税收收入", "value": "12亿元"}, False),
        ("税收收入30亿元，非税收入12亿元。", "非税收入12亿元", True),
        ("低保标准、特困供养标准分别提高到778元/月、6818元/年。", "特困供养标准6818元/年", True),
        ("低保标准、特困供养标准分别提高到778元/月、6818元/年。", "特困供养标准778元/月", False),
        ("全年工业、服务业增长5%、7%。", "服务业增长7%", True),
        ("全年工业、服务业增长5%、7%。", "工业增长7%", False),
    ],
)
def test_a_claim_passes_only_as_what_the_source_says(source, claim, passes):
    assert all(one.passes for one in check(claim, source)) is passes


@pytest.mark.parametrize(("text", "unit"), [("补助778元/月。", "元/月"), ("日处理50吨/日。", "吨/日")])
def test_an_amount_per_month_or_day_keeps_what_it_is_per(text, unit):
    assert [quantity.unit for quantity in read(text) if quantity.unit] == [unit]


@pytest.mark.parametrize(
    ("source", "claim", "passes"),
    [
        ("侗族人口43万人，约占总人口的58%。", "侗族人口约占总人口的58%", True),
        ("规划期内确保建成4万亩、力争建成6万亩高标准农田。", "确保建成高标准农田4万亩，力争6万亩", True),
        ("争取补助资金1亿元，安排债券资金2亿元。", "争取补助资金1亿元，安排债券资金2亿元", True),
        (
            "甲县回顾全年，从源头减少纠纷，法庭受理案件86件。乙县全年法庭受理案件95件。",
            {"indicator": "甲县法庭受理案件", "value": "86件"},
            True,
        ),
        (
            "甲县回顾全年，从源头减少纠纷，法庭受理案件86件。乙县全年法庭受理案件95件。",
            {"indicator": "乙县法庭受理案件", "value": "86件"},
            False,
        ),
    ],
)
def test_what_stands_in_a_clause_before_and_around_a_share_or_an_aim_is_heard(source, claim, passes):
    assert all(one.passes for one in check(claim, source)) is passes
