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
