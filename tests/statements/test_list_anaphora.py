"""Lists that numbers are dealt out to: dates, items told of again, and lists led by words of their own."""

from __future__ import annotations

import pytest

from policysum.quantity import read
from policysum.statements import Ledger, Region


def _told(text, number, **ledger):
    regions = [Region(0, len(text), "achievement", ("标题",))]
    found = [mention for mention in Ledger(text, regions=regions, **ledger) if mention.text == number]
    assert found, [mention.text for mention in Ledger(text)]
    return found[0]


_YEARS = "2021年、2022年和2023年分别改造小区20个、30个、41个，惠及居民2000户、3000户、4100户。"


@pytest.mark.parametrize(
    ("text", "number", "period", "indicator"),
    [
        (_YEARS, "20个", "2021", "改造小区"),
        (_YEARS, "30个", "2022", "改造小区"),
        (_YEARS, "41个", "2023", "改造小区"),
        (_YEARS, "3000户", "2022", "改造小区惠及居民"),
        ("2022年与2023年分别签约项目18个和25个。", "18个", "2022", "签约项目"),
        ("2022年与2023年分别签约项目18个和25个。", "25个", "2023", "签约项目"),
        ("去年、今年分别培训3万人、4万人。", "3万人", "2023", "培训"),
        ("去年、今年分别培训3万人、4万人。", "4万人", "2024", "培训"),
        ("2022年、2023年，甲县、乙县分别签约项目18个和25个。", "18个", "2023", "甲县签约项目"),
        ("与2022年、2023年相比，签约项目增加5个。", "5个", "2024", "签约项目增加"),
    ],
)
def test_dates_are_dealt_out_to_as_many_numbers(text, number, period, indicator):
    mention = _told(text, number, period="2024")
    assert (mention.period, mention.indicator) == (period, indicator)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("落实云政办发〔2023〕15号文件。", "云政办发〔2023〕15号"),
        ("贯彻落实云发〔2022〕3号要求。", "云发〔2022〕3号"),
        ("执行云财〔2021〕8号规定。", "云财〔2021〕8号"),
        ("依据云财〔2021〕8号规定。", "云财〔2021〕8号"),
    ],
)
def test_a_document_number_begins_with_its_issuer(text, printed):
    assert [item.text for item in read(text)] == [printed]


_SPENT = "农业、交通、文化支出分别为3.1亿元、2.2亿元、1.4亿元，前两项同比分别增长6.1%、4.2%，后一项下降1.7%。"
_AGED = "60岁以上、80岁以上人群体检率分别达71.2%、64.9%，后者较年初提高5.1个百分点。"
_BUILT = "新建道路12公里、管网30公里、绿道9公里，前两项分别完成投资3亿元、2亿元。"
_EARNED = (
    "城镇、农村居民收入分别为4.1万元、2.3万元，增速分别达4.5%、6.2%，"
    "前者高于全省0.3个百分点，后者低于全省0.1个百分点。"
)
_LISTED = "投入农业3.1亿元、交通2.2亿元、文化1.4亿元，前者增长6.1%，后2项分别增长4.2%、5%。"


@pytest.mark.parametrize(
    ("text", "number", "indicator"),
    [
        (_SPENT, "6.1%", "农业支出同比增长"),
        (_SPENT, "4.2%", "交通支出同比增长"),
        (_SPENT, "1.7%", "文化支出下降"),
        (_AGED, "71.2%", "60岁以上人群体检率"),
        (_AGED, "5.1个百分点", "80岁以上人群体检率较年初提高"),
        (_LISTED, "6.1%", "投入农业增长"),
        (_LISTED, "4.2%", "投入交通增长"),
        (_LISTED, "5%", "投入文化增长"),
        (_BUILT, "2亿元", "新建管网完成投资"),
        (_EARNED, "0.3个百分点", "城镇居民收入增速高于全省"),
        (_EARNED, "0.1个百分点", "农村居民收入增速低于全省"),
        # no list before, and one that is too short
        ("两个专项收入9亿元，后者增长5%。", "5%", "后者增长"),
        ("甲类、乙类分别为3亿元、2亿元，前三项增长5%。", "5%", "前三项增长"),
    ],
)
def test_members_of_a_list_told_of_again_keep_their_names(text, number, indicator):
    assert _told(text, number).indicator == indicator


@pytest.mark.parametrize(
    ("text", "number", "kpi"),
    [
        (_SPENT, "两项", False),
        (_LISTED, "2项", False),
        ("完成任务2项。", "2项", True),
        ("此前2项任务已完成。", "2项", True),
        (_AGED, "60岁以上", False),
        (_AGED, "80岁以上", False),
        ("45岁以上教师过半。", "45岁以上", False),
        ("18岁以下未成年人案件下降12%。", "18岁以下", False),
        ("平均退休年龄为60岁以上。", "60岁以上", True),
    ],
)
def test_items_told_before_and_ages_asked_for_are_no_figures(text, number, kpi):
    assert _told(text, number).kpi is kpi


_STAFF = "药师、技师分别为310人、420人，每万人口达2.1人、2.8人。"


@pytest.mark.parametrize(
    ("text", "number", "indicator"),
    [
        (_STAFF, "2.1人", "每万人口药师"),
        (_STAFF, "2.8人", "每万人口技师"),
        ("药师、技师分别为310人、420人，占比达21%、28%。", "28%", "技师占比"),
        ("甲县、乙县分别签约3亿元、2亿元，到位资金分别增长5%、6%。", "6%", "乙县签约到位资金增长"),
        (
            "药师、技师分别为310人、420人，每万人口达2.1人、2.8人，每千户达3.3人、4.1人。",
            "4.1人",
            "每千户技师",
        ),
        # other things than those of the list, or not as many
        ("药师、技师分别为310人、420人。每万人口达2.1人、2.8人。", "2.8人", "每万人口"),
        ("药师、技师分别为310人、420人，每万人口达2.1人。", "2.1人", "每万人口"),
    ],
)
def test_a_list_led_by_a_few_words_is_dealt_out_to_the_list_before(text, number, indicator):
    assert _told(text, number).indicator == indicator


def test_a_sentence_of_a_thousand_recalls_keeps_its_names_short():
    text = "甲、乙分别为3亿元、2亿元" + "，前两项分别增长5%、6%，每村达3户、4户" * 1000 + "。"
    assert max(len(mention.indicator) for mention in Ledger(text)) < 20
