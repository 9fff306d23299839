"""Papers that consist of what is paid to whom: their thresholds are rules, and what is to be reached stays an aim."""

from __future__ import annotations

import pytest

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
