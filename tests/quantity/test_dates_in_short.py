"""Dates that leave a part of themselves unsaid, and times of day at their edges."""

import pytest

from policysum.quantity.reader import read


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1、2月份累计收费。", ["01", "02"]),
        ("2018-20年累计收费。", ["2018/2020"]),
        ("夜里七点五十九分散会。", ["07:59"]),
    ],
)
def test_a_date_in_short_is_read_as_the_whole_one(text, values):
    assert [str(item.value) for item in read(text)] == values


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("前2个月完成投资3亿元。", ["date", "money"]),
        ("前12个月完成投资3亿元。", ["date", "money"]),
        ("前1个月完成投资3亿元。", ["duration", "money"]),
        ("前13个月完成投资3亿元。", ["duration", "money"]),
    ],
)
def test_only_several_months_of_a_year_are_its_first_ones(text, kinds):
    assert [item.kind.value for item in read(text)] == kinds
