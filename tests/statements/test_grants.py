"""What is paid to whom, as a rule of a policy: names, levels and rates."""

from __future__ import annotations

import pytest

from policysum.document import Document
from policysum.statements import Ledger, Region


def _read(text, role="plan"):
    ledger = Ledger(text, regions=[Region(0, len(text), role, ("标题",))], period="2024", plan_period="2025")
    return [(mention.text, mention.indicator, mention.status) for mention in ledger]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "对新认定的省级、市级茶园，分别给予50万元、20万元奖励。",
            ["新认定的省级茶园奖励", "新认定的市级茶园奖励"],
        ),
        ("新认定的国家、省茶园分别给予90万元、40万元奖励。", ["新认定的国家茶园奖励", "新认定的省茶园奖励"]),
        ("对获批的茶园，给予省级60万元、市级30万元的奖励。", ["获批的茶园省级奖励", "获批的茶园市级奖励"]),
        # The most that is paid; who gets it stands behind the verb, in a clause of its own, or is what is done.
        (
            "鼓励茶厂改造烘干车间，县里按不超过设备投资额20%的比例给予补助，最高90万元。",
            ["茶厂改造烘干车间设备投资额补助比例", "茶厂改造烘干车间补助最高"],
        ),
        ("对新办茶厂给予一次性补助，单个茶厂最高60万元。", ["单个茶厂最高"]),
        ("对新办茶厂给予一次性补助，单个企业最高60万元。", ["新办茶厂一次性补助单个企业最高"]),
        ("评为云溪茶王的茶山企业，给予企业3万元奖励。", ["茶山企业奖励"]),
        ("评为云溪茶王（春茶）、云溪茶后的企业，给予企业3万元奖励。", ["评为云溪茶王、云溪茶后的企业奖励"]),
        ("开办采茶节庆活动，经茶业局审核给予5000元奖励。", ["开办采茶节庆活动奖励"]),
        ("新建的茶馆，三星按60%补助，四星按80%补助。", ["三星补助比例", "四星补助比例"]),
        ("对新落户的茶厂，一次性奖励80万元。", ["新落户的茶厂一次性奖励"]),
        (
            "对新办茶厂，共给予60万元奖励，首年给予40万元，次年给予20万元。",
            ["新办茶厂奖励", "新办茶厂首年奖励", "新办茶厂次年奖励"],
        ),
        ("对扩建的茶厂，按照设备投资额的8%给予补助。", ["扩建的茶厂设备投资额补助比例"]),
        ("对引进的制茶人才，给予最高5万元生活补贴。", ["引进的制茶人才生活补贴"]),
        ("对办学的茶厂，招生超过90人的，给予8万元奖励。", ["办学的茶厂招生", "办学的茶厂奖励"]),
        ("获批国家级茶园的，给予200万元资金支持。", ["获批国家级茶园资金支持"]),
        ("在茶山备案的采茶合作社，给予每年3万元运费补贴。", ["采茶合作社每年运费补贴"]),
        ("在茶厂实习的学生，可领取每人每月900元生活补贴。", ["在茶厂实习的学生每人每月生活补贴"]),
        (
            "经评定为国家级、省级茶园的，分别给予每家80万元、30万元建设支持。",
            ["经评定为国家级茶园每家建设支持", "经评定为省级茶园每家建设支持"],
        ),
        (
            "制茶企业，对其租用茶房的租金总额的40%予以租金补贴，每年最高6万元。",
            ["制茶企业租金总额租金补贴比例", "制茶企业租金补贴每年最高"],
        ),
        # Who is named a long way before is not looked for: a sentence of a hostile text has no end.
        (f"茶山的企业，{'依法经营，' * 30}给予5万元补贴。", ["给予补贴"]),
        (
            "对扩建的茶厂，按设备投资额的8%给予补助，最高不超过90万元。",
            ["扩建的茶厂设备投资额补助比例", "扩建的茶厂补助最高"],
        ),
    ],
)
def test_a_grant_is_named_by_who_gets_it_and_as_what(text, names):
    read = _read(text)
    assert [name for _, name, _ in read] == names
    assert {status for _, _, status in read} == {"rule"}


@pytest.mark.parametrize(
    ("role", "text", "status"),
    [
        ("plan", "茶园面积在30亩以内的，按每亩200元补贴。", "rule"),
        ("plan", "面积超过30亩（含）的，给予补助。", "rule"),
        ("plan", "带队在30批次（含）以上的，人数达900人次的，分别给予3000元、5000元奖励。", "rule"),
        ("plan", "按每户不超过10亩的标准，给予补贴。", "rule"),
        ("plan", "单个茶厂补贴金额不超过90万元。", "rule"),
        ("plan", "单个茶厂补贴最高90万元。", "rule"),
        ("plan", "补贴期限最长为2年。", "rule"),
        ("achievement", "茶园最高海拔900米。", "actual"),
        ("plan", "发放茶叶补贴300万元。", "target"),
        ("achievement", "去年给予茶农补助300万元。", "actual"),
        ("problem", "违规给予茶厂300万元。", "actual"),
    ],
)
def test_what_is_granted_under_a_condition_is_a_rule(role, text, status):
    assert _read(text, role)[0][2] == status


@pytest.mark.parametrize(("years", "period"), [("2021-2023年", None), ("2021年", "2021")])
def test_a_rule_is_of_the_single_year_of_its_paper_and_of_no_range(years, period):
    text = f"云溪市支持软件产业发展若干政策（{years}）\n\n一、支持平台建设。对新认定的平台，给予一次性奖补100万元。\n"
    found = [one for one in Document.from_text(text).ledger if one.text == "100万元"]
    assert [(one.status, one.period) for one in found] == [("rule", period)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3月末，发放老年人一次性生活补贴86.4万元、取暖补贴31.2万元。", ["actual", "actual"]),
        ("为每名护工发放一次性补贴800元。", ["rule"]),
        ("对新建茶厂发放一次性奖励20万元。", ["rule"]),
    ],
)
def test_what_a_report_says_was_paid_out_is_done_and_what_each_gets_is_a_rule(text, expected):
    ledger = Ledger(text, period="2023", regions=[Region(0, len(text), "achievement")])
    assert [mention.status for mention in ledger if mention.kpi] == expected


def test_a_decimal_that_changed_is_a_figure_though_it_has_no_unit():
    ledger = Ledger("城乡收入之比由2.74缩小至2.51，开通5.2版系统。", period="2023")
    assert [(mention.text, mention.kpi) for mention in ledger] == [
        ("2.74", True),
        ("2.51", True),
        ("5.2版", False),
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "鲜叶销售额达到70万元以上，一次性给予6万元奖励。",
            ["鲜叶销售额", "鲜叶销售额达到70万元以上一次性奖励"],
        ),
        (
            "引进抗寒茶种，种植面积90亩以上的，单品种奖励企业7万元。",
            ["引进抗寒茶种种植面积", "引进抗寒茶种单品种奖励"],
        ),
    ],
)
def test_a_condition_has_who_is_paid_for_it_in_its_name(text, names):
    assert [name for _, name, _ in _read(text)] == names
