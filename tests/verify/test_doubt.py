"""Only what is stated or carried convicts; against what is inferred a claim is unclear."""

import pytest

from policysum.document import Document
from policysum.statements.ground import plain_role
from policysum.verify import check

SOURCE = """某县农业农村局工作材料
一、特色产业
培育示范社12家，补助资金530万元。
二、2025年工作计划
新增示范社20家，建设冷库30座。
三、2024年工作完成情况
同比新增农机合作社15家。
"""


def verdict(claim, source=SOURCE):
    (one,) = check(claim, Document.from_text(source))
    return one


def test_a_target_under_a_plain_heading_told_as_done_is_refused():
    claim = {"indicator": "建设冷库", "value": "30座", "status": "actual"}
    assert verdict(claim).verdict == "wrong_status"


def test_a_status_that_only_the_place_of_a_number_suggests_refuses_nothing():
    one = verdict({"indicator": "培育示范社", "value": "12家", "status": "target"})
    assert (one.verdict, one.passes, one.fails) == ("unclear", False, False)
    assert "nothing says so" in one.reason


def test_a_result_held_against_the_year_before_is_stated():
    claim = {"indicator": "新增农机合作社", "value": "15家", "status": "target"}
    assert verdict(claim).verdict == "wrong_status"


@pytest.mark.parametrize(
    ("source", "value", "expected"),
    [
        ("城镇调查失业率控制在5%左右。", "5%以上", "wrong_bound"),
        ("城镇新增就业110万人以上。", "近110万人", "wrong_bound"),
        ("总市值超8600亿元。", "不足8600亿元", "wrong_bound"),
        ("总市值超8600亿元。", "8600亿元以上", "supported"),
        ("城镇新增就业110万人以上。", "110万人", "supported"),
    ],
)
def test_bound_words_told_as_each_other_are_refused(source, value, expected):
    name = source.rstrip("。").translate(str.maketrans("", "", "0123456789%左右以上超亿元万人控制在"))
    assert verdict({"indicator": name, "value": value}, source).verdict == expected


@pytest.mark.parametrize(
    ("path", "role"),
    [
        (("二、2025年工作计划",), "plan"),
        (("2024年目标任务完成情况",), "review"),
        (("一、特色产业",), ""),
        (("三、存在的问题", "（一）人才"), "problem"),
        ((), ""),
    ],
)
def test_a_heading_says_its_role_in_plain_words_or_says_nothing(path, role):
    assert plain_role(path) == role


@pytest.mark.parametrize("role", ["achievement", "problem", "plan", "other"])
def test_a_wrong_role_of_every_section_refuses_no_true_claim(role, monkeypatch):
    """A wrong section role once made `check` refuse 310 of 310 true claims of a report."""
    document = Document.from_text(SOURCE)
    claims = [
        {"indicator": mention.indicator, "value": mention.text, "status": mention.status}
        for mention in document.ledger
        if mention.kpi and mention.indicator
    ]
    outline = Document.regions
    monkeypatch.setattr(
        Document,
        "regions",
        lambda self: [type(one)(one.start, one.end, role, ()) for one in outline(self)],
    )
    judged = check(claims, Document.from_text(SOURCE))
    assert len(judged) == len(claims) >= 4
    assert not [one for one in judged if one.verdict == "wrong_status"]
