"""What a word of aim, of forecast or of approval governs, and what it does not."""

from __future__ import annotations

import pytest

from policysum.statements import Ledger, Region


def _statuses(text, role="achievement"):
    ledger = Ledger(text, regions=[Region(0, len(text), role, ("标题",))], period="2024", plan_period="2025")
    return {mention.text: mention.status for mention in ledger}


@pytest.mark.parametrize(
    ("role", "text", "expected"),
    [
        # The cue of an attribute is of the measure in it, and not of what is counted.
        ("achievement", "计划总投资8000万元以上项目41个。", {"41个": "actual"}),
        ("other", "全区计划总投资十亿元以上项目9个，完成投资占比61%。", {"9个": "actual", "61%": "actual"}),
        ("other", "预计投资6亿元的物流园项目开工2期，用工300人。", {"6亿元": "forecast", "300人": "actual"}),
        ("other", "拟投资4亿元的茶厂开工，招工60人。", {"4亿元": "forecast", "60人": "actual"}),
        # A verb behind the cue governs what is counted.
        ("achievement", "计划引进总投资2亿元以上的项目11个。", {"11个": "forecast"}),
        ("other", "计划新建长500米以上的桥梁3座。", {"3座": "target"}),
        # The noun that a number is the value of says what it is.
        ("achievement", "供水收入预算数为4亿元，实际完成5亿元。", {"4亿元": "target", "5亿元": "actual"}),
        ("achievement", "支出预算为7亿元，执行6亿元。", {"7亿元": "target", "6亿元": "actual"}),
        ("other", "县人大审议通过的供水收入为3亿元，完成4亿元。", {"3亿元": "target", "4亿元": "actual"}),
        ("achievement", "支出预算由3亿元调整为4亿元。", {"3亿元": "target", "4亿元": "target"}),
        # The name of an account is no plan, and what an audit found somebody to have done with a budget is none either.
        ("achievement", "争取上级资金9亿元，其中一般公共预算6亿元。", {"9亿元": "actual", "6亿元": "actual"}),
        ("problem", "多安排手续费预算6亿元。", {"6亿元": "actual"}),
        ("achievement", "追加预算5亿元。", {"5亿元": "actual"}),
        # What works will yield is expected, to the end of its sentence.
        (
            "achievement",
            "粉丝厂总投资2亿元，达产后年产值5亿元，解决就业400人。",
            {"2亿元": "actual", "5亿元": "forecast", "400人": "forecast"},
        ),
        ("other", "该矿年可实现产值3亿元，新增税收2000万元。", {"3亿元": "forecast", "2000万元": "forecast"}),
        ("other", "投产后，年产面粉6万吨；去年产值4亿元。", {"6万吨": "forecast", "4亿元": "actual"}),
        # A deadline under a plan is an aim, however early; the first months of its year are over.
        ("plan", "2024年10月底前，完成改造8处。", {"8处": "target"}),
        ("plan", "2025年1月，供水收入3亿元。", {"3亿元": "actual"}),
        ("plan", "2025年1—2月，供水收入3亿元。", {"3亿元": "actual"}),
        ("plan", "2025年1月底前，完成改造8处。", {"8处": "target"}),
        ("plan", "特别是去年，我们攻坚克难。全县26个村通水。", {"26个": "actual"}),
    ],
)
def test_a_cue_governs_its_own_number_only(role, text, expected):
    statuses = _statuses(text, role)
    assert {number: statuses[number] for number in expected} == expected
