"""What is read on either side of an edge: of what adds up, of what stands beside, of what is long."""

from __future__ import annotations

import pytest

from policysum.quantity import Kind, read


def texts(text):
    return [one.text for one in read(text)]


@pytest.mark.parametrize("total", ["98", "98.9", "99", "100", "101", "101.1", "102"])
def test_shares_add_up_to_a_hundred_but_for_what_rounding_adds_or_takes(total):
    last = float(total) - 60
    found = read(f"三次产业结构为20.0∶40.0∶{last:.1f}。")
    shares = {one.kind for one in found} == {Kind.PERCENT} and len(found) == 3
    assert shares == (abs(float(total) - 100) <= 1)
    assert shares or texts(f"三次产业结构为20.0∶40.0∶{last:.1f}。") == [f"20.0∶40.0∶{last:.1f}"]


@pytest.mark.parametrize("sign", [":", "∶", "：", " : "])
@pytest.mark.parametrize("parts", range(2, 12))
def test_a_proportion_is_one_number_or_each_part_stands_for_itself(sign, parts):
    printed = sign.join(str(part) for part in range(2, parts + 2))
    whole = texts(f"各队人数比例为{printed}。")
    assert whole in ([printed], [str(part) for part in range(2, parts + 2)])
    assert len(whole) == (1 if parts <= 8 else parts)


@pytest.mark.parametrize("sign", [":", "∶", "：", ": "])
def test_a_proportion_may_stand_behind_a_colon(sign):
    (found,) = read(f"师生比{sign}2:5，")
    assert (found.kind, found.text) == (Kind.FRACTION, "2:5")
    assert float(found.value) == 0.4


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("累计达两千亿，增长明显。", []),
        ("观众超过两千亿，增长明显。", []),
        ("财政收入达两千亿，增长明显。", ["两千亿"]),
        ("财政收入超过千亿，增长明显。", ["千亿"]),
    ],
)
def test_a_bare_power_in_chinese_numerals_is_money_where_its_clause_speaks_of_it(text, numbers):
    assert texts(text) == numbers


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("补助5元/人/天。", "5元/人/天"),
        ("补助5元/人·天。", "5元/人·天"),
        ("补助5元/人/校。", "5元/人"),
        ("补助5元/人·校。", "5元/人"),
        ("补助5元/人、年均增长。", "5元/人"),
        ("补助5元/人，天天发放。", "5元/人"),
    ],
)
def test_a_unit_for_each_goes_on_with_a_time_only(text, number):
    assert texts(text) == [number]


@pytest.mark.parametrize("below", ["0", "0.0", "1" * 41])
def test_what_nothing_can_be_divided_by_makes_no_proportion(below):
    found = read(f"甲队以3:{below}胜出。")
    assert [one.text for one in found] == ["3", below]
    assert Kind.FRACTION not in {one.kind for one in found}
