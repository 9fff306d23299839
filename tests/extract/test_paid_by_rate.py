"""What is paid by a rate or for each piece is a rule, and quoted or numbered members of a list each have their own."""

import pytest

from policysum import Document
from policysum.extract.extractive import extractive

HEAD = "关于促进云溪县康养产业发展的若干措施\n一、支持培育。"


def rows(sentence: str) -> dict[str, tuple[str, str]]:
    found = extractive(Document.from_text(HEAD + sentence)).kpis
    return {one.text: (one.indicator, one.status) for one in found}


@pytest.mark.parametrize(
    ("sentence", "number", "name"),
    [
        ("对新开办的养老机构，按照实际投资的3%给予最高60万元的一次性补助。", "3%", "新开办的养老机构实际投资补助比例"),
        ("对取得资质的护理院，按每床8000元给予一次性补贴。", "8000元", "取得资质的护理院每床一次性补贴"),
        ("对租用场地的养老机构，按租金的40%补贴。", "40%", "租用场地的养老机构租金补贴比例"),
    ],
)  # fmt: skip
def test_a_rate_before_the_words_that_pay_it(sentence: str, number: str, name: str) -> None:
    assert rows(sentence)[number] == (name, "rule")


def test_members_of_a_list_that_only_quotes_part() -> None:
    found = rows("对首次入选“全国百佳”“省级示范”的养老机构，分别给予70万元、30万元奖励。")
    assert "全国百佳" in found["70万元"][0]
    assert found["30万元"][0].startswith("首次入选“省级示范”")
    assert "全国百佳" not in found["30万元"][0]


def test_members_share_the_words_before_the_first() -> None:
    found = rows("对年收入首次突破8亿元、3亿元、1亿元的养老企业，分别给予90万元、40万元、15万元奖励。")
    assert found["40万元"][0].startswith("年收入首次突破3亿元")
    assert found["15万元"][0].startswith("年收入首次突破1亿元")


def test_levels_of_a_list_are_named_alike() -> None:
    """省、市级 are 省级 and 市级; 全国、省级 stay as they are."""
    found = rows("对新认定的省、县级养老院，一次性奖励35万元、12万元。")
    assert found["35万元"][0] == "新认定的省级养老院一次性奖励"
    assert found["12万元"][0] == "新认定的县级养老院一次性奖励"
    found = rows("对新认定的全国、省级养老院，分别奖励36万元、13万元。")
    assert found["36万元"][0].startswith("新认定的全国养老院")
