"""Papers that consist of what is paid to whom: their thresholds are rules, and what is to be reached stays an aim."""

from __future__ import annotations

import pytest

from policysum.document import Document
from policysum.statements import Ledger, Region

_PAYS = (
    "对新建的茶厂，给予30万元奖励。对扩建的茶厂，给予20万元奖励。对出口的茶厂，给予10万元补助。"
    "对获评名茶的茶厂，一次性奖励8万元。"
)
_WORKS = "新建茶厂投资3亿元。扩建茶厂投资2亿元。修路投资5000万元。"


def _status(text, number, path=("扶持政策",)):
    regions = [Region(0, len(text), "plan", path)]
    ledger = Ledger(text, regions=regions, period="2024", plan_period="2025")
    return next(one.status for one in ledger if one.text == number)


@pytest.mark.parametrize(
    ("text", "number", "status"),
    [
        ("茶厂投资在900万元及以上的项目为重大项目。", "900万元及以上", "rule"),
        ("设立总规模不低于1亿元的茶业引导资金。", "1亿元", "rule"),
        ("茶园面积达到70亩以上，每亩奖励100元。", "70亩以上", "rule"),
        ("每年推广名茶70个。", "70个", "target"),
        ("力争茶业产值达到9亿元。", "9亿元", "target"),
        ("到2027年，茶业产值达到9亿元。", "9亿元", "target"),
        ("预计投资9亿元。", "9亿元", "forecast"),
    ],
)
def test_what_a_paper_that_pays_does_not_aim_at_is_a_condition(text, number, status):
    assert _status(_PAYS + text, number) == status


def test_a_heading_of_aims_stands_above_what_is_to_be_reached():
    assert _status(f"{_PAYS}茶业投资9亿元。", "9亿元", ("发展目标",)) == "target"


@pytest.mark.parametrize("text", [_WORKS + _PAYS, _PAYS[: _PAYS.index("一次性") - 9]])
def test_a_plan_that_also_pays_has_aims(text):
    assert _status(f"{text}茶业投资9亿元。", "9亿元") == "target"


_GIVES = "对{}的茶厂，给予{}万元奖励。"
_GRANTS = "\n".join(
    f"{number}、{name}\n{_GIVES.format(name, amount)}"
    for number, name, amount in (
        ("四", "新建厂房", 30),
        ("五", "产值达到900万元以上", 20),
        ("六", "获评名茶", 10),
        ("七", "出口茶叶", 8),
    )
)


@pytest.mark.parametrize("above", ["", "茶业发展\n\n"])
def test_a_part_of_a_paper_that_pays_is_known_by_its_sentences(above):
    document = Document.from_text(f"{above}{_GRANTS}\n")
    assert {one.status for one in document.ledger if one.kpi} == {"rule"}
    assert {one.role for one in document.outline} == {"plan"}


@pytest.mark.parametrize(
    ("before", "after"), [("给予", "已给予"), ("。", "。茶叶产值9亿元。茶园投资2亿元。")]
)
def test_what_was_paid_or_is_one_thing_among_others_makes_no_paper_that_pays(before, after):
    document = Document.from_text(f"{_GRANTS.replace(before, after)}\n")
    assert "rule" not in {one.status for one in document.ledger if one.kpi and "900" in one.text}
