"""Finding a number again: equal, converted, rounded, by its digits, by likeness."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policysum.quantity import Bound, read
from policysum.statements import Ledger

_REPORT = Ledger(
    "在保余额14080万元,企业160家,占31.89%,面积3000亩,占三分之一。强度提高0.5个百分点,征集需求134项,"
    "补助6134万元,人才1700人,收入60199.45亿元,排名第17位,产业营收增长三成。"
)


def _found(claim, **extra):
    quantity = read(claim)[0]
    return [
        (match.mention.text, match.how)
        for match in _REPORT.with_value(
            quantity.value, quantity.unit, bound=quantity.bound, quantum=quantity.quantum, **extra
        )
    ]


@pytest.mark.parametrize(
    ("claim", "found"),
    [
        ("160家", [("160家", "equal")]),
        ("14080万元", [("14080万元", "equal")]),
        # another scale is the same value
        ("1.408亿元", [("14080万元", "equal")]),
        ("31.89%", [("31.89%", "equal")]),
        # other units
        ("2平方公里", [("3000亩", "converted")]),
        ("200公顷", [("3000亩", "converted")]),
        # persons are counted as 人, 名 or 位
        ("1700名", [("1700人", "equal")]),
        # fewer digits
        ("1.4亿元", [("14080万元", "rounded")]),
        ("6.02万亿元", [("60199.45亿元", "rounded")]),
        ("32%", [("31.89%", "rounded")]),
        ("约6100万元", [("6134万元", "rounded")]),
        ("130余项", [("134项", "rounded")]),
        # an exact claim may not drop digits it prints
        ("6130万元", []),
        ("6143万元", []),
        # 余 never means less
        ("140余项", []),
        # another unit is another thing
        ("160亩", []),
        ("0.5%", []),
    ],
)
def test_a_claim_finds_the_numbers_that_say_it(claim, found):
    assert _found(claim) == found


def test_a_fraction_is_found_as_a_percentage():
    assert ("三分之一", "converted") in _found("33.3%") or ("三分之一", "rounded") in _found("33.3%")


def test_another_printed_form_is_a_conversion_when_the_claim_tells_its_own():
    assert _found("1.408亿元", surface_unit="亿元") == [("14080万元", "converted")]
    assert _found("160家", surface_unit="家", digits="１６０") == [("160家", "converted")]
    assert _found("160家", surface_unit="家", digits="160") == [("160家", "equal")]


def test_the_same_digits_are_found_under_any_unit_and_scale():
    assert [mention.text for mention in _REPORT.same_digits("1.408")] == ["14080万元"]
    assert [mention.text for mention in _REPORT.same_digits("１６０")] == ["160家"]
    assert _REPORT.same_digits("") == []


@pytest.mark.parametrize(
    ("wrong", "nearest"),
    [
        ("6143万元", "6134万元"),  # two digits changed places
        ("6184万元", "6134万元"),  # one digit is wrong
        ("1408万元", "14080万元"),  # the decimal point moved
        ("170家", "160家"),
        ("第71位", "第17位"),
    ],
)
def test_the_nearest_number_is_the_one_that_was_likely_meant(wrong, nearest):
    quantity = read(wrong)[0]
    mention = _REPORT.nearest(quantity.value, quantity.unit, digits=quantity.digits)
    assert mention is not None
    assert mention.text == nearest


def test_an_empty_text_has_nothing_near():
    assert Ledger("无数字").nearest(Decimal(5), "家") is None
    assert Ledger("无数字").with_value(Decimal(5), "家") == []


@given(st.decimals(allow_nan=True, allow_infinity=True), st.sampled_from(["", "%", "元", "家", "亩"]))
def test_any_value_may_be_asked_for(value, unit):
    for bound in Bound:
        assert isinstance(_REPORT.with_value(value, unit, bound=bound), list)
    _REPORT.nearest(value, unit)


@given(st.integers(1, 10**9))
def test_every_printed_count_is_found_again(number):
    ledger = Ledger(f"共有企业{number}家。")
    assert [match.how for match in ledger.with_value(Decimal(number), "家")] == ["equal"]


@pytest.mark.parametrize(
    ("value", "unit", "surface", "found"),
    [
        (100, "%", "%", ["1倍", "翻番"]),
        (1, "倍", "倍", ["1倍", "翻番"]),
        (2, "倍", "番", ["翻番", "1倍"]),
        # a multiple of something is no growth
        (260, "%", "%", []),
    ],
)
def test_growth_by_one_time_a_doubling_and_a_hundred_percent_are_one(value, unit, surface, found):
    ledger = Ledger("入境游客增长1倍。进出口总额实现翻番。产值是2020年的2.6倍。")
    matches = ledger.with_value(Decimal(value), unit, surface_unit=surface)
    assert [match.mention.text for match in matches] == found


@pytest.mark.parametrize(("value", "found"), [("0.99", ["99%"]), ("1", []), ("0.3", [])])
def test_a_bare_number_below_one_may_be_a_share_and_one_is_no_hundred_per_cent(value, found):
    ledger = Ledger("办结率100%，满意率99%，回复率0%。")
    assert [match.mention.text for match in ledger.with_value(Decimal(value), "")] == found
