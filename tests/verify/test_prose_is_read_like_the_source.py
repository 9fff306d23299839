"""A claim in prose says what the reader of the source finds said in it: its name may stand in an earlier clause."""

import pytest

from policysum.document import Document
from policysum.schema import Verdict
from policysum.verify import check

SOURCE = Document.from_text(
    """云溪县2025年政府工作报告

一、2024年工作回顾
2024年，固定资产投资达到53亿元，一般公共预算收入达到41亿元，社会消费品零售总额增长8%，农业产值增长5%。
新建改造农村公路126公里，改造危旧房320套。工业、服务业投资分别增长12%、9%。

二、2025年工作安排
力争一般公共预算收入达到45亿元，新增城镇就业6000人。
""",
    "yunxi",
)
TRUE = [
    "固定资产投资稳步扩大，达到53亿元。",
    "一般公共预算收入稳步提升，达到41亿元",
    "财政运行平稳，一般公共预算收入41亿元",
    "农业产值不断壮大，增长5%",
    "社会消费品零售总额稳中有进，攀升8%。",
    "改造农村公路126公里、危旧房320套",
    "工业投资保持较快增长，增长12%",
    "2025年，一般公共预算收入预期达到45亿元",
    "县里提出，力争新增城镇就业6000人",
]
OF_ANOTHER = [
    "一般公共预算收入稳步提升，达到53亿元",
    "一般公共预算收入，53亿元",
    "财政收入稳定，一般公共预算收入53亿元",
    "农业产值不断壮大，增长8%",
    "服务业投资势头良好，增长12%",
    "改造危旧房126公里",
]
OTHERWISE = [
    ("2025年，固定资产投资达到53亿元", Verdict.WRONG_PERIOD),
    ("去年，一般公共预算收入已经达到45亿元", Verdict.WRONG_STATUS),
    ("新增城镇就业完成6000人", Verdict.WRONG_STATUS),
    ("力争固定资产投资再上台阶，达到53亿元", Verdict.WRONG_STATUS),
    ("农业产值有所回落，下降5%", Verdict.WRONG_DIRECTION),
]


@pytest.mark.parametrize("claim", TRUE)
def test_what_is_named_in_an_earlier_clause_or_otherwise_changed_passes(claim):
    assert all(one.passes for one in check(claim, SOURCE))


@pytest.mark.parametrize("claim", OF_ANOTHER)
def test_a_number_of_something_else_does_not_pass_by_the_words_of_its_last_clause(claim):
    assert not all(one.passes for one in check(claim, SOURCE))


@pytest.mark.parametrize(("claim", "expected"), OTHERWISE)
def test_time_status_and_direction_of_the_whole_sentence_are_held_against_the_number(claim, expected):
    assert expected in {one.verdict for one in check(claim, SOURCE)}


@pytest.mark.parametrize(
    ("claims", "passes"),
    [
        ({"固定资产投资": "53亿元"}, True),
        ({"一般公共预算收入": "53亿元"}, False),
        ({"固定资产投资": 53, "unit": "亿元"}, True),
        ({"一般公共预算收入": 53, "unit": "亿元"}, False),
        ({"summary": "固定资产投资53亿元"}, True),
    ],
)
def test_the_key_of_a_number_that_says_nothing_else_is_its_name(claims, passes):
    assert all(one.passes for one in check(claims, SOURCE)) is passes


COUNTS = "全县合作社减少12家。农民工比上年减少20人。学校新增3所，企业增加9家，医院达到7家。社区至少增加5个。"


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("合作社比上年增加12家", "wrong_direction"),
        ("农民工净增20人", "wrong_direction"),
        ("学校减少3所", "wrong_direction"),
        ("社区减少5个", "wrong_direction"),
        ({"indicator": "合作社增加", "value": "12家"}, "wrong_direction"),
        ("农民工减少20人", "supported"),
        ("学校增加3所", "supported"),
        ("企业新增9家", "supported"),
        ("社区增加5个", "supported"),
        ("医院7家", "supported"),
    ],
)
def test_a_count_that_was_added_is_none_that_was_lost(claim, verdict):
    (checked,) = check(claim, COUNTS)
    assert checked.verdict == verdict
