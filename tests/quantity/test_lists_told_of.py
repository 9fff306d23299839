"""Lists that numbers are dealt out to: dates, items told of again, and lists led by words of their own."""

from __future__ import annotations

import pytest

from policysum.quantity import Ledger, Region, read


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
