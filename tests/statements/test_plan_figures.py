"""Figures of a five-year plan: what is reached at its end, what is a mean of its years, and what there was before."""

import pytest

from policysum.statements import Ledger, Region


def read(text, role="plan"):
    regions = [Region(0, len(text), role, ())]
    term = {"plan_period": "1996/2000"} if role == "plan" else {"period": "2000"}
    return {one.text: one for one in Ledger(text, regions=regions, **term) if one.kpi}


@pytest.mark.parametrize("grows", ["平均每年增长", "每年平均增长", "年均增长"])
def test_a_mean_growth_is_of_the_years_of_the_plan_whatever_year_was_named(grows):
    found = read(f"2000年，原盐产量达到2400万吨，比1995年增长18%，{grows}3.4%。")
    assert [found[text].period for text in ("2400万吨", "18%", "3.4%")] == ["2000", "2000", "1996/2000"]


@pytest.mark.parametrize(("mean", "period"), [("年均产量", "1996/2000"), ("产量", "2000")])
def test_a_mean_amount_is_of_all_years_and_another_of_the_last(mean, period):
    assert read(f"原盐{mean}达到2400万吨。")["2400万吨"].period == period


@pytest.mark.parametrize("role", ["plan", "achievement"])
@pytest.mark.parametrize("bracket", ["（其中1999年为{}）", "(其中1999年达到{})", "（1999年{}）"])
def test_a_date_in_a_bracket_is_that_of_its_own_number_alone(bracket, role):
    text = f"2000年原盐产量2400万吨{bracket.format('2550万吨')}，水产品产量860万吨。"
    found = read(text, role)
    assert [found[one].period for one in ("2400万吨", "2550万吨", "860万吨")] == ["2000", "1999", "2000"]


def test_a_date_in_a_bracket_that_no_number_follows_dates_nothing():
    assert read("原盐产量（1999年调整口径）2400万吨。", "achievement")["2400万吨"].period == "2000"


@pytest.mark.parametrize("now", ["目前的", "现有的", "现在的", "原来的"])
def test_what_is_aimed_at_is_no_result_because_the_level_before_it_is(now):
    found = read(f"网围利用率要由{now}12.9%提高到14%。")
    assert [(one.status, one.indicator) for one in found.values()] == [
        ("actual", "网围利用率"),
        ("target", "网围利用率"),
    ]


def test_in_a_review_a_level_moved_from_that_of_now_stays_a_result():
    found = read("网围利用率由目前的12.9%提高到14%。", "achievement")
    assert {one.status for one in found.values()} == {"actual"}
