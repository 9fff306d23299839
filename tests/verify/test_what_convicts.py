"""What a report says in two ways convicts nobody; what the words of one number alone say passes, and of another does not."""

import pytest

from policysum.document import Document
from policysum.statements import Ledger
from policysum.verify import check

GRANTS = "对新认定的省级、市级示范农场的业主，分别给予业主12万元、5万元奖励。"
STARS = "新开的农家乐，二星级按35%补助贷款利息，四星级按65%补助贷款利息。"
BARS = "亩均产出达到40万元以上，一次性给予15万元补助。"
ROADS = "对破损严重的乡道超过90公里进行改建。"
CENTRES = "全区共建设产业技术研究中心31家，技术创新中心75家，产业技术协同创新中心4家。"
RISEN = "全镇民宿客房数量从120间增加到460间。"


@pytest.mark.parametrize(
    ("source", "claim", "passes"),
    [
        # two of a list: a claim that says the word of one of them is of that one
        (GRANTS, {"indicator": "新认定省级示范农场业主奖励", "value": "12万元"}, True),
        (GRANTS, {"indicator": "新认定省级示范农场业主奖励", "value": "5万元"}, False),
        (STARS, {"indicator": "新开四星级农家乐贷款利息补助比例", "value": "65%"}, True),
        (STARS, {"indicator": "新开四星级农家乐贷款利息补助比例", "value": "35%"}, False),
        # what says of whom is not how much
        (BARS, {"indicator": "亩均产出达到40万元以上园区一次性补助", "value": "40万元以上"}, False),
        # a word that the other's word holds sets nothing apart
        (CENTRES, {"indicator": "技术协同创新中心", "value": "4家"}, True),
        # the other bound
        (ROADS, {"indicator": "乡道改建里程", "value": "不超过90公里"}, False),
        # what a change came to is what there is, for a claim that says when no more than the source
        (RISEN, {"indicator": "民宿客房数量", "value": "460间", "status": "actual"}, True),
    ],
)
def test_the_words_of_one_number_decide(source, claim, passes):
    (checked,) = check(claim, source)
    assert checked.passes is passes, checked.reason


QUARTER = "2030年排水改造工程安排项目18个，一季度完成投资4.6亿元。"


@pytest.mark.parametrize(
    ("text", "covered", "claim", "verdict"),
    [
        # a year in the name of a project, and a quarter of the year that the report is of
        (QUARTER, "2031Q1", {"indicator": "完成投资", "value": "4.6亿元", "period": "2031Q1"}, "unclear"),
        (
            QUARTER,
            "2031Q1",
            {"indicator": "完成投资", "value": "4.6亿元", "period": "2028Q1"},
            "wrong_period",
        ),
    ],
)
def test_two_times_of_one_number_convict_nobody(text, covered, claim, verdict):
    (checked,) = check(claim, Ledger(text, period=covered))
    assert checked.verdict == verdict, checked.reason


def test_a_title_with_another_year_than_the_text_convicts_nobody():
    title, text = "云溪县2034年政府工作报告", "2031年，力争新增规上企业6户。\n今年全县税收增长9%以上。"
    claim = {"indicator": "全县税收增长", "value": "9%以上", "period": "2031"}
    (disputed,) = check(claim, Document.from_text(f"{title}\n{text}"))
    assert disputed.verdict == "unclear", disputed.reason
    (stated,) = check(claim, Document.from_text(f"{title}\n{text.replace('2031', '2034')}"))
    assert stated.verdict == "wrong_period", stated.reason
