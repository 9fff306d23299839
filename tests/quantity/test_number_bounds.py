"""How long a number may be: just as long as a limit, and just beyond it."""

from decimal import Decimal

import pytest

from policysum.quantity import Kind
from policysum.quantity.numerals import chinese
from policysum.quantity.reader import read
from policysum.statements import Ledger


@pytest.mark.parametrize(
    "digits",
    ["9" * 40, f"{'9' * 40}.{'5' * 39}", f"1,{','.join(['000'] * 19)}"],
    ids=["run", "decimal", "groups"],
)
def test_a_number_of_forty_digits_a_side_has_a_value(digits):
    (found,) = read(f"{digits}家")
    assert (found.kind, found.value) == (Kind.COUNT, Decimal(digits.replace(",", "")))


@pytest.mark.parametrize(
    "digits",
    ["9" * 41, f"{'9' * 40}.{'5' * 40}", f"1,{','.join(['000'] * 20)}"],
    ids=["run", "decimal", "groups"],
)
def test_a_longer_one_is_an_identifier(digits):
    found = read(f"{digits}家")[0]
    assert (found.kind, found.value) == (Kind.OTHER, digits)


def test_the_second_end_of_a_range_has_forty_digits():
    assert [type(one.value) for one in read(f"5-{'9' * 40}家")] == [tuple]
    assert not any(isinstance(one.value, tuple) for one in read(f"5-{'9' * 41}家"))


def test_a_chinese_numeral_has_forty_characters():
    assert chinese("一" * 40).value == int("1" * 40)
    assert chinese("一" * 41) is None


def test_a_number_of_up_to_24_digits_is_found_by_them():
    for digits, found in (("7" * 24, ["7" * 24 + "家"]), ("7" * 25, [])):
        ledger = Ledger(f"企业{digits}家。")
        assert [mention.text for mention in ledger.same_digits(digits)] == found
    ledger = Ledger(f"企业{'7' * 24}家。")
    assert ledger.nearest(None, "", digits="7" * 24) is not None
    assert ledger.nearest(None, "", digits="7" * 25) is None


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("一百十", 110),
        ("一千百", None),
        ("一亿九九九九万", 199_990_000),
        ("一亿一〇〇〇〇万", None),
        ("八八八八亿", 888_800_000_000),
    ],
)
def test_what_stands_in_a_numeral_is_smaller_than_what_stands_before_it(numeral, value):
    found = chinese(numeral)
    assert (found and found.value) == value


@pytest.mark.parametrize(("letters", "whole"), [(63, True), (64, True), (65, False)])
def test_a_latin_name_reaches_64_characters_around_its_digits(letters, whole):
    text = f"{'a' * letters}5{'b' * letters}"
    assert (read(text)[0].text == text) is whole


@pytest.mark.parametrize(("letters", "whole"), [(24, True), (25, False)])
def test_an_index_number_has_24_characters_before_its_stroke(letters, whole):
    text = f"{'A' * letters}/2020-00011"
    assert (read(text)[0].text == text) is whole
