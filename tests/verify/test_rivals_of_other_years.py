"""Numbers of another year, of other ages or of another word, which are no rivals of the one that is claimed."""

from __future__ import annotations

import pytest

from policysum.verify import check

REPORT = "云溪县渔业局2023年工作总结\n\n一、工作成效\n"
SOLAR = "2021年以来，累计加装光伏板640块，其中2021年120块、2022年210块、2023年310块。"
AGES = "社区居民中，0-17岁居民为900人，占18%；18-59岁居民为3000人，占60%；60岁及以上居民为1100人，占22%。"
FACES = "24个行业好转，利润增长面为55.5%，扩大4.6个百分点；33个行业加快，利润回升面为77.5%，扩大6.3个百分点。"
LEVELS = "目前渔船达到930艘，比1996年的620艘增长了50%，比1990年改制时的310艘增长了2倍。网箱由600只增至800只。"
MONTHLY = "7月份，全市用电量同比增长3.8%，增速与6月份持平；环比增长0.97%。"

TRUE = [
    (LEVELS, "渔船", "620艘", "1996", "level"),
    (LEVELS, "渔船", "310艘", "1990", "level"),
    (SOLAR, "加装光伏板", "120块", "2021", "level"),
    (AGES, "18-59岁居民占社区居民比重", "60%", None, "share"),
    (AGES, "60岁及以上居民占社区居民比重", "22%", None, "share"),
    (FACES, "重点行业利润回升面", "77.5%", None, "share"),
    (FACES, "重点行业利润回升面", "6.3个百分点", None, "growth"),
    (MONTHLY, "全市用电量环比增长", "0.97%", None, "growth"),
]
FALSE = [
    (LEVELS, "渔船", "930艘", "1990", "level", "wrong_period"),
    (SOLAR, "加装光伏板", "210块", "2021", "level", "misattributed"),
    (AGES, "0-17岁居民占社区居民比重", "60%", None, "share", "misattributed"),
]


def _verdict(text, indicator, value, period, change):
    row = {"indicator": indicator, "value": value, "status": "actual", "change": change}
    found = check({"kpis": [row | ({"period": period} if period else {})]}, REPORT + text)
    return next(one.verdict.value for one in found if one.path.endswith("value"))


@pytest.mark.parametrize(("text", "indicator", "value", "period", "change"), TRUE)
def test_a_number_of_something_else_makes_no_true_claim_unclear(text, indicator, value, period, change):
    assert _verdict(text, indicator, value, period, change) == "supported"


@pytest.mark.parametrize(("text", "indicator", "value", "period", "change", "verdict"), FALSE)
def test_the_number_of_something_else_is_still_refused(text, indicator, value, period, change, verdict):
    assert _verdict(text, indicator, value, period, change) == verdict


def test_what_there_is_now_may_be_claimed_for_the_month_it_was_written_in():
    text = "云溪县渔业局2023年工作总结\n\n目前已投放网箱300只。\n"
    row = {"indicator": "投放网箱", "value": "300只", "status": "actual", "period": "as_of:2023-04"}
    assert [one.verdict.value for one in check({"kpis": [row]}, text) if one.path.endswith("value")] == [
        "supported"
    ]
