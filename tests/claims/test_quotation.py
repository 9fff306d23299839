"""Fragments of the source word for word, and text whose lines are broken elsewhere."""

from __future__ import annotations

import pytest

from policysum import check
from policysum.claims.quotation import Source
from policysum.schema import Verdict

SOURCE = (
    "2025年工作报告\n加快打造6个万亿级产业，做优做强。培育形成3个万亿级和7个千亿级产业集群。"
    "地区生产总值连续迈上4个万亿元台阶、达14.2万亿元。实施1.22万个亿元以上新建续建项目。"
    "新增高新技术企业166家，补助企业16家。\r\n力争引进人才8000名，其中博士90名。"
)


@pytest.mark.parametrize(
    ("fragment", "numbers"),
    [
        ("加快打造6个万亿级产业", ["6个"]),
        ("培育形成3个万亿级和7个千亿级产业集群", ["3个", "7个"]),
        ("连续迈上4个万亿元台阶", ["4个"]),
        ("1.22万个亿元以上新建续建项目", ["1.22万个", "亿元以上"]),
        ("连续迈上4个\n  万亿元台阶、达14.2\u3000万亿元", ["4个", "14.2\u3000万亿元"]),
        ("补助企业16家。力争引进人才8000名，\n其中博士90名", ["16家", "8000名", "90名"]),
    ],
)
def test_a_fragment_of_the_source_passes_with_every_number_however_its_lines_are_broken(fragment, numbers):
    results = check(fragment, SOURCE)
    assert [result.text for result in results] == numbers
    assert {result.verdict for result in results} == {Verdict.SUPPORTED}
    squeezed = ["".join(number.split()) for number in numbers]
    assert [SOURCE[result.start : result.end] for result in results] == squeezed


@pytest.mark.parametrize(
    "prose",
    ["66家，补助企业16家", "加快打造9个万亿级产业", "培育形成7个万亿级产业", "6万个产业", "3万万个集群"],
)
def test_what_cuts_a_number_of_the_source_or_changes_it_is_no_quotation(prose):
    assert not check(prose, SOURCE)[0].verdict.passes


def test_a_quoted_number_is_found_where_the_quotation_stands_and_not_where_its_value_stands_first():
    source = "一、甲项目投资5亿元。\n二、乙项目完成投资5亿元，开工。"
    (result,) = check("乙项目完成\n投资5亿元", source)
    assert result.start == source.rindex("5亿元")


def test_a_quotation_knows_where_each_of_its_characters_stands():
    quote = Source("甲 乙\n丙丁").find("乙丙 丁")
    assert quote is not None
    assert (quote.passage.start, quote.passage.end) == (2, 6)
    assert [quote.place(at) for at in (0, 1, 3)] == [2, 4, 5]
    assert Source("甲乙").find(" \n") is None
    assert Source("甲乙").find("乙甲") is None
