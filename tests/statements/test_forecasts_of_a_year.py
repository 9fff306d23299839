"""A forecast that opens its sentence with a year holds for its parts; what only that says is never certain."""

import pytest

from policysum.statements import Ledger, Region
from policysum.statements.ground import Ground
from policysum.verify import check

_TOLD = "全年预计完成产值75亿元，同比增长6.2%；完成税收9.4亿元，同比增长3.1%；出口320万美元。"


def _read(text, role="achievement"):
    ledger = Ledger(text, period="2023", regions=[Region(0, len(text), role)])
    return [mention for mention in ledger if mention.kpi]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (_TOLD, ["forecast"] * 5),
        ("2023年预计完成产值75亿元；税收9.4亿元。", ["forecast"] * 2),
        ("预计全年产值75亿元；税收9.4亿元，同比增长3%。", ["forecast"] * 3),
        ("初步预计，产值75亿元；税收9.4亿元。", ["forecast"] * 2),
        (
            "预计2023年，产值达到75亿元；税收由2018年的5亿元提高到9.4亿元，是2018年的2倍。",
            ["forecast", "actual", "forecast", "forecast"],
        ),
        ("预计全年产值75亿元；税收完成9.4亿元。", ["forecast"] * 2),
        # the year stands before it: it is expected of what its own verb governs
        (
            "全年预计完成产值75亿元；税收完成9.4亿元，同比增长3.1%；出口320万美元。",
            ["forecast", *["actual"] * 3],
        ),
        (
            "全年预计完成产值75亿元；完成税收9.4亿元；出口额达到320万美元。",
            ["forecast", "forecast", "actual"],
        ),
        # it ends with the sentence, and with what is said to be done
        ("全年预计完成产值75亿元。税收9.4亿元。", ["forecast", "actual"]),
        ("全年预计完成产值75亿元；已入库税收9.4亿元；出口320万美元。", ["forecast", "actual", "actual"]),
        # of one work, and not of a year
        ("项目投产，预计新增产值75亿元；税收9.4亿元。", ["forecast", "actual"]),
        ("预计产值增长6%；税收9.4亿元。", ["forecast", "actual"]),
    ],
)
def test_a_forecast_of_a_year_reaches_over_the_parts_of_its_sentence(text, expected):
    assert [mention.status for mention in _read(text)] == expected


@pytest.mark.parametrize("status", ["actual", "forecast"])
def test_where_a_forecast_may_end_a_claim_may_be_of_either(status):
    text = "全年预计完成产值75亿元；税收完成9.4亿元，同比增长3.1%。"
    claim = {"indicator": "税收", "value": "9.4亿元", "status": status}
    (found,) = check(claim, Ledger(text, period="2023", regions=[Region(0, len(text), "achievement")]))
    assert found.verdict in {"supported", "unclear"}


def test_what_only_a_part_before_it_foresees_is_inferred():
    first, _, second, *_ = _read(_TOLD)
    assert first.status_ground is not Ground.INFERRED
    assert second.status_ground is Ground.INFERRED


@pytest.mark.parametrize(
    ("status", "verdict"), [("forecast", "supported"), ("actual", "supported"), ("target", "unclear")]
)
def test_a_claim_of_such_a_part_may_be_of_either(status, verdict):
    claim = {"indicator": "税收", "value": "9.4亿元", "status": status}
    (found,) = check(claim, Ledger(_TOLD, period="2023", regions=[Region(0, len(_TOLD), "achievement")]))
    assert found.verdict == verdict
