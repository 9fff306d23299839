"""True claims whose number the source prints in another form, and false ones that are near."""

import pytest

from policysum.verify import check


def verdict(source, indicator, value, **said):
    (found,) = check({"kpis": [{"indicator": indicator, "value": value, **said}]}, source)
    return found.verdict.value


@pytest.mark.parametrize("value", ["零", "一番", "四县", "一个", "万亿"])
def test_a_value_that_is_a_numeral_is_not_passed_over(value):
    assert verdict("全县经济总量较快增长。", "经济总量", value) == "unclear"


@pytest.mark.parametrize("value", ["一般性建议", "大幅"])
def test_a_value_in_words_is_no_claim(value):
    assert check({"kpis": [{"indicator": "意见", "value": value}]}, "征集意见3条。") == []


def test_a_bare_power_claims_no_bound():
    assert verdict("修复了近千公里的灌渠。", "修复灌渠", "千公里") == "supported"
    assert verdict("修复了近千公里的灌渠。", "修复灌渠", "千公里以上") == "wrong_bound"


@pytest.mark.parametrize(
    ("change", "expected"), [("decline", "supported"), ("growth", "wrong_direction"), ("level", "supported")]
)
def test_what_was_lost_stands_between_the_verb_and_its_amount(change, expected):
    assert verdict("全年减少用水35万吨。", "减少用水", "35万吨", change=change) == expected


@pytest.mark.parametrize("source", ["用水减少到35万吨。", "减少用水后，用量达到35万吨。"])
def test_a_level_that_was_come_to_is_still_no_loss(source):
    assert verdict(source, "减少用水", "35万吨", change="decline") != "supported"


def test_a_bare_number_is_rounded_like_one_with_a_unit():
    assert verdict("生产总值 5210.6 增速 7.1", "生产总值", "约5211") == "rounded"
    assert verdict("生产总值 5210.6 增速 7.1", "生产总值", "约5311") == "unsupported"


def test_an_amount_whose_unit_is_not_printed_is_unclear():
    source = "收入预算4757万元，比上年执行数2890.34增加不少。"
    assert verdict(source, "收入上年执行数", "0.289034亿元") == "unclear"
    assert verdict(source, "收入上年执行数", "0.289044亿元") == "unsupported"
    assert verdict(source, "林地面积补偿", "0.289034亿元") == "unsupported"


def test_full_width_digits_are_found_where_the_source_reads_no_number():
    assert verdict("现行“21项”评价方式。", "现行评价指标", "２１项") == "unclear"
