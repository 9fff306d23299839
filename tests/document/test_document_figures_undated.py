"""Figures of texts that are of no one year have none unless their own words say it."""

import pytest

from policysum import Document

PROFILE = """双桥镇
一、基本情况
双桥镇位于云溪县南部，距县城32公里，全镇幅员面积146平方公里，辖17个行政村。镇内现有砖厂3家。2019年全镇工业总产值1.6亿元。
二、资源
水库全年蓄水量48万立方米。大坝1976年建成，2008年加固，铺设管线21公里。
"""
BRIEFING = """关于数据中心建设，十年来取得长足进步。2021年机架规模达到31万架，2022年达到40万架，先进中心能效降至1.2。
通过改造，示范工厂生产效率提升27%，成本下降14%。
"""
AUDIT = """审计署对2015年度中央预算执行情况进行了审计。审计发现，11个省有关部门套取资金3.2亿元，移送案件52起。
2015年，某部多计收入18.6万元。
"""


def periods(text: str) -> dict[str, str | None]:
    return {one.text: one.period for one in Document.from_text(text).ledger}


def test_a_profile_of_a_place_has_no_year_but_where_it_names_one() -> None:
    found = periods(PROFILE)
    assert found["1.6亿元"] == "2019"
    for text in ("32公里", "146平方公里", "17个", "48万立方米"):
        assert found[text] is None, text


def test_a_briefing_on_many_years_dates_what_it_says_of_a_year() -> None:
    found = periods(BRIEFING)
    assert (found["31万架"], found["40万架"]) == ("2021", "2022")
    assert found["27%"] is None
    assert found["14%"] is None


@pytest.mark.parametrize("text", ["3.2亿元", "52起"])
def test_what_an_audit_found_is_of_no_year(text: str) -> None:
    """The year of the budget that was looked at is not that of the findings."""
    found = periods(AUDIT)
    assert found[text] is None
    assert found["18.6万元"] == "2015"
