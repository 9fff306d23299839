"""An aim or a forecast holds for the clauses after it, until words of what was done close it."""

import pytest

from policysum.statements import Ledger, Region
from policysum.statements.ground import Ground


def statuses(text, role="other"):
    ledger = Ledger(text, period="2023", regions=[Region(0, len(text), role)])
    return [mention.status for mention in ledger if mention.kpi]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("力争产值增长6%以上，新增就业4000人以上。", ["target", "target"]),
        ("确保造林2万亩，修复湿地3000亩，改造管网40公里。", ["target"] * 3),
        ("主要预期目标是：产值增长6%，财政收入增长4%，居民收入增长5%。", ["target"] * 3),
        ("今年要新开工学校5所，完成投资3亿元。", ["target", "target"]),
        ("我们将在2024年安排资金800万元，新增泊位600个。", ["target", "target"]),
        ("下一步，改造管网40公里，整治河道6条。", ["target", "target"]),
        ("下一步，我局将抓好供水。改造管网40公里。", ["target"]),
        ("产值增速目标分别为8%、9%。", ["target", "target"]),
        ("力争产值增长6%，已新增就业4000人。", ["target", "actual"]),
        ("力争产值增长6%，去年新增就业4000人。", ["target", "actual"]),
        ("力争产值增长6%，2022年新增就业4000人。", ["target", "actual"]),
        ("力争2022年产值增长6%，新增就业4000人。", ["target", "target"]),
        ("力争产值达到2021年的2倍，新增就业4000人。", ["target", "target"]),
        ("按照力争产值增长6%的目标，新增就业4000人。", ["target", "actual"]),
        ("力争产值增长6%。新增就业4000人。", ["target", "actual"]),
        ("力争产值增长6%；新增就业4000人。", ["target", "actual"]),
        ("下一步，改造管网40公里。\n\n新增就业4000人。", ["target", "actual"]),
        ("计划改造住宅楼50栋，改造办公楼62栋。", ["target", "actual"]),
        ("将17户企业认定为先进，奖励资金300万元。", ["actual", "actual"]),
        ("预计产值增长6%，财政收入12亿元。", ["forecast", "forecast"]),
        ("在建茶厂5个，投资2亿元；拟开工茶厂3个，总投资4亿元。", [*["actual"] * 2, *["forecast"] * 2]),
        ("今年计划搬离工厂18家（山下镇12家、山上镇6家），腾出土地9亩。", ["target"] * 4),
        ("全县计划栽种茶树9万亩，目前已栽种3万亩。", ["target", "actual"]),
        ("计划投资5亿元，实施茶厂项目3个。", ["target", "actual"]),
        ("市级人才计划入选者9人，新认定名师30名。", ["actual", "actual"]),
        ("列入工程的9个计划新开工茶厂全部开工，30家茶厂完成投资3亿元。", ["actual"] * 3),
        ("茶业计划实施以来新办茶厂9家。", ["actual"]),
        ("年度计划完成率98%。", ["actual"]),
        ("项目停工，拟调整为物流中心，占地面积100亩，总投资3亿元。", ["forecast", "forecast"]),
        ("预计产值增长6%，新建厂房3栋。", ["forecast", "actual"]),
        ("支出调整预算为3亿元，支出决算为2亿元。", ["target", "actual"]),
    ],
)
def test_an_aim_reaches_to_the_end_of_its_sentence(text, expected):
    assert statuses(text) == expected


def test_what_an_aim_of_an_earlier_clause_says_is_carried():
    ledger = Ledger("力争产值增长6%，新增就业4000人。")
    assert ledger[-1].status_ground is Ground.CARRIED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("围绕12条产业链和8个集群，培育企业30家。", ["actual", "actual", "target"]),
        ("2022年开放床位800张，2024年增加床位100张。", ["actual", "target"]),
        ("2022年，力争开放床位800张，新增医生12名。", ["target", "target"]),
        ("2022年，确保床位达到800张。", ["target"]),
        ("2022年，力争新增茶厂5户，实现茶叶产值300亿元，其中出口30亿元。", ["target"] * 3),
    ],
)
def test_a_plan_also_says_what_is_there_already(text, expected):
    ledger = Ledger(
        text, period="2023", plan_period="2024", regions=[Region(0, len(text), "plan", ("2024年工作安排",))]
    )
    assert [mention.status for mention in ledger if mention.kpi] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("补贴标准分别为每亩30元、60元。", ["rule", "rule"]),
        ("按已失效规定安排补贴等5300万元。", ["actual"]),
    ],
)
def test_a_finding_of_an_audit_is_an_amount_and_no_rule(text, expected):
    assert statuses(text, role="problem") == expected


@pytest.mark.parametrize(
    ("text", "status", "convicts"),
    [
        ("2023年计划改造仓库300座。", "target", True),
        ("2023年计划搬离工厂18家。", "target", False),  # a verb that the lexicon does not know
        ("全县计划生育率98%。", "actual", True),
        ("完成年计划的65.3%。", "actual", True),
        ("“姚江英才计划”入选企业18家。", "actual", True),
    ],
)
def test_what_a_year_plans_with_a_verb_that_nobody_listed_convicts_nothing(text, status, convicts):
    region = Region(0, len(text), "achievement", ("一、2023年工作回顾",))
    (found,) = [mention for mention in Ledger(text, period="2023", regions=[region]) if mention.kpi]
    assert (found.status, found.status_ground.convicts) == (status, convicts)
