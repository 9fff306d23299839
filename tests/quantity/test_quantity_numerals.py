"""Values of numerals in Arabic and Chinese figures."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policysum.quantity.notation import narrow
from policysum.quantity.numerals import chinese, decimal, scale
from policysum.quantity.reader import read

DIGITS = "零一二三四五六七八九"


def spell(number):
    """The Chinese numeral of a natural number below 10^16, as a careful clerk writes it."""
    for unit, power in (("亿", 10**8), ("万", 10**4)):
        if number >= power:
            head, rest = divmod(number, power)
            gap = "零" if 0 < rest < power // 10 else ""
            return spell(head) + unit + gap + (spell(rest) if rest else "")
    text, zero = "", False
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, power)
        if digit:
            text += ("零" if zero and text else "") + DIGITS[digit] + unit
            zero = False
        else:
            zero = True
    return text


@pytest.mark.parametrize(
    ("text", "value", "quantum"),
    [
        ("两", 2, 1), ("十", 10, 10), ("十二", 12, 1), ("二十", 20, 10), ("一百二十", 120, 10), ("一百零二", 102, 1),
        ("一百二", 120, 10), ("三万五", 35000, 1000), ("一万零五", 10005, 1), ("三千五百万", 35_000_000, 10**6),
        ("一亿二千万", 120_000_000, 10**7), ("两万亿", 2 * 10**12, 10**12), ("万亿", 10**12, 10**12),
        ("百亿", 10**10, 10**10), ("二〇二〇", 2020, 1), ("十万八千", 108_000, 1000), ("卅五", 35, 1),
    ],
)  # fmt: skip
def test_a_chinese_numeral_has_its_value_and_the_weight_of_its_last_digit(text, value, quantum):
    assert chinese(text) == (Decimal(value), Decimal(quantum))


@pytest.mark.parametrize("text", ["", "亿万", "三四十", "百千万", "一二两", "个", "一" * 41])
def test_what_is_no_numeral_has_no_value(text):
    assert chinese(text) is None


@settings(max_examples=50, deadline=None)
@given(st.integers(min_value=1, max_value=10**12 - 1))
def test_every_natural_number_reads_back_from_its_chinese_spelling(number):
    numeral = chinese(spell(number))
    assert numeral is not None
    assert numeral.value == number


@settings(max_examples=50, deadline=None)
@given(st.decimals(min_value=0, max_value=10**9, places=3), st.sampled_from([0, 3, 4, 8, 12]))
def test_printed_digits_times_a_power_of_ten_are_exact(value, exponent):
    whole, _, part = f"{value:f}".partition(".")
    expected = int(whole + part) * 10**exponent
    assert decimal(f"{value:f}", exponent).value * 1000 == expected
    assert scale(decimal(f"{value:f}"), exponent).value * 1000 == expected


def test_the_quantum_is_the_weight_of_the_last_printed_digit():
    assert decimal("26.59", 8) == (Decimal(2_659_000_000), Decimal(1_000_000))
    assert decimal("31.90") == (Decimal("31.9"), Decimal("0.01"))


def test_full_width_forms_are_narrowed_one_for_one():
    assert narrow("１２．５％（Ａ）") == "12.5%(A)"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("增长2.0倍", "multiple"),
        ("下降3.0个百分点", "percent"),
        ("产量2.0吨", "measure"),
        ("打造智慧城市2.0版", "name"),
    ],
)
def test_a_number_that_ends_in_nought_and_has_a_unit_is_no_edition(text, kind):
    assert [one.kind for one in read(text)] == [kind]
