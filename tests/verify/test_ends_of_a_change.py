"""Both ends of a change, however the time is named that it starts in and whatever stands between its numbers."""

import pytest

from policysum.verify import check

YEARS = "2024年工作总结。"


def verdict(source, indicator, value, **said):
    (found,) = check({"kpis": [{"indicator": indicator, "value": value, **said}]}, source)
    return found.verdict.value


@pytest.mark.parametrize(
    "change",
    [
        "养殖场由三年前的12家发展到目前的96家",
        "养殖场从整治前12家增加到96家",
        "养殖场从原12家整合为96家",
        "养殖场由12家左右增加到 96家",
        "养殖场由2019年以前的12家提高到了96家",
    ],
)
def test_the_number_a_change_starts_from_is_none_of_the_time_it_comes_to(change):
    source = f"{YEARS}{change}，机构8家。"
    assert verdict(source, "养殖场", "96家", period="2024") == "supported"
    assert verdict(source, "养殖场", "12家", period="2024") not in {"supported", "rounded", "converted"}


def test_a_unit_with_its_thing_stands_between_the_numbers_of_a_change():
    source = "2024年与2019年相比，供热煤耗由45克标准煤/千瓦时降到38克标准煤/千瓦时。"
    assert verdict(source, "供热煤耗", "38克标准煤/千瓦时", period="2024") == "supported"
    assert verdict(source, "供热煤耗", "45克标准煤/千瓦时", period="2024") == "wrong_period"


def test_a_name_that_says_when_is_of_the_end_of_that_time():
    source = "电机从改造前12台增加到96台，产能占比从7%提高到30%。"
    assert verdict(source, "改造前电机", "12台", status="actual") == "supported"
    assert verdict(source, "改造前产能占比", "7%", status="actual") == "supported"
    assert verdict(source, "电机", "96台", status="actual") == "supported"


def test_what_there_is_and_what_is_aimed_at_are_known_by_status():
    source = "主要任务：力争到2030年，良种覆盖率由目前的近20%提高到25%左右。"
    assert verdict(source, "良种覆盖率", "20%", status="actual") == "supported"
    assert verdict(source, "良种覆盖率", "25%左右", status="target") == "supported"
    assert verdict(source, "良种覆盖率", "25%左右", status="actual") != "supported"


def test_a_name_before_the_first_end_needs_a_verb_of_change():
    risen = f"{YEARS}救助线由人均月收入960元提高到1560元。"
    apart = f"{YEARS}救助由民政补助960元，发放到户为1560元。"
    assert verdict(risen, "救助线", "960元", period="2024") == "unclear"
    assert verdict(apart, "民政补助", "960元", period="2024") == "supported"


def test_an_end_of_neither_time_is_only_unclear_where_no_year_is_printed():
    source = f"{YEARS}产值由2010年的1亿元增加到2015年的2亿元；支出由3亿元增加到5亿元。"
    assert verdict(source, "支出", "3亿元", period="2007") == "unclear"
    assert verdict(source, "产值", "1亿元", period="2007") == "wrong_period"
