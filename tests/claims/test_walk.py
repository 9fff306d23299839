from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Annotated, NamedTuple

import pytest
from pydantic import BaseModel, Field

from policysum import check
from policysum.claims import NotFromSource, Unit
from policysum.claims.walk import walk
from policysum.quantity import Kind
from policysum.schema import Change, Evidence, Kpi, Problem, Report, Status, Verdict


def seen(claims, source=""):
    return [(claim.path, claim.text) for claim in walk(claims, source)]


WHOLES = [
    ({"value": "6134万元"}, "6134万元"),
    ({"value": "6134", "unit": "万元"}, "6134万元"),
    ({"value": 6134, "unit": "万元"}, "6134万元"),
    ({"value": 6134.0, "unit": "万元"}, "6134万元"),
    ({"value": Decimal("61.340"), "unit": "%"}, "61.340%"),
    ({"value": "约6134万元"}, "约6134万元"),
    ({"value": 61340000, "unit": "元", "text": "6134万元"}, "6134万元"),
    ({"value": None, "text": "6134万元"}, "6134万元"),
    ({"value": [10, 20], "unit": "家"}, "10-20家"),
    ({"value": 26}, "26"),
    ({"数值": 26, "单位": "项"}, "26项"),
    ({"value": 26, "unit": "家企业"}, "26家企业"),
    ({"value": 26, "unit": "percent"}, "26percent"),
]


@pytest.mark.parametrize(("given", "text"), WHOLES)
def test_an_object_with_indicator_and_value_is_one_claim(given, text):
    (claim,) = walk({"kpis": [{"indicator": "补助资金", **given}]})
    assert claim.path in {"kpis[0].value", "kpis[0].数值"}
    assert claim.text == text
    assert claim.indicator == "补助资金"


@pytest.mark.parametrize(
    ("unit", "read"),
    [
        ("家企业", "家"),
        ("percent", "%"),
        ("RMB", "元"),
        ("万元", "元"),
        ("％", "%"),
        ("", ""),
        ("stars", "stars"),
    ],
)
def test_a_unit_is_read_as_the_reader_of_reports_reads_it(unit, read):
    (claim,) = walk({"indicator": "x", "value": 26, "unit": unit})
    assert claim.quantity.unit == read


def test_the_whole_claim_carries_status_period_and_change_and_its_bookkeeping_is_no_claim():
    kpi = {
        "indicator": "80岁以上老人津贴", "value": 176, "unit": "万元", "text": "176万元", "start": 12, "end": 17,
        "status": "目标", "period": "2013", "change": "growth", "evidence": {"start": 0, "end": 30, "text": "1467位"},
        "verdict": "supported", "reason": "nearest: 177万元", "section": ["一、2013年"], "note": "比上年多20万元",
    }  # fmt: skip
    whole, note = walk(kpi)
    assert (whole.text, whole.status, whole.period, whole.change) == ("176万元", "target", "2013", "growth")
    assert (note.path, note.text) == ("note", "20万元")


def test_a_printed_form_that_contradicts_the_value_is_a_claim_of_its_own():
    kpi = {"indicator": "补助资金", "value": 61340000, "unit": "元"}
    assert seen({**kpi, "text": "6143万元"}) == [("value", "61340000元"), ("text", "6143万元")]
    assert seen({**kpi, "text": "约6134万元"}) == [("value", "约6134万元")]
    assert seen({**kpi, "text": "下发补助资金6143万元，增长3%"}) == [("value", "61340000元")]


def test_an_integer_year_is_a_period():
    (claim,) = walk({"indicator": "高新技术企业", "value": "388家", "year": 2021})
    assert claim.period == "2021"


def test_a_value_with_two_numbers_is_two_claims_under_one_indicator():
    claims = walk({"indicator": "规上企业研发费", "value": "90亿元，同比增长16%"})
    assert [(claim.path, claim.text, claim.indicator) for claim in claims] == [
        ("value", "90亿元", "规上企业研发费"),
        ("value", "16%", "规上企业研发费"),
    ]


def test_a_nested_value_is_walked_and_not_lost():
    claims = {"indicator": "贷款", "value": {"amount": 4470, "unit": "万元"}}
    assert seen(claims) == [("value.amount", "4470万元")]


def test_a_negative_number_claims_a_decline():
    (claim,) = walk({"indicator": "能耗", "value": -3.5, "unit": "%"})
    assert claim.change == "decline"
    assert claim.quantity.value == Decimal("-3.5")


PROSE = [
    ("补助企业91家，资金6134万元", ["91家", "6134万元"]),
    ("2019年12月投入运营", ["2019年12月"]),
    ("1. 新增3家\n2. 新增5家", ["3家", "5家"]),
    (" 1. 新增3家", ["3家"]),
    ("- （三）新增3家", ["3家"]),
    ("**一、** 没有数字", []),
    ("", []),
    ("投资1,234.5万元", ["1,234.5万元"]),
]


@pytest.mark.parametrize(("text", "numbers"), PROSE)
def test_every_number_of_a_string_but_list_ordinals_is_a_claim(text, numbers):
    assert [claim.text for claim in walk(text)] == numbers


def test_a_number_in_prose_has_its_text_as_context_and_its_place_in_it():
    text = "补助企业91家，投资1,234.5万元用于研发。另有项目91家"
    first, second, third = walk({"title": text})
    assert all(claim.context == text for claim in (first, second, third))
    assert [text[claim.at :].startswith(claim.text) for claim in (first, second, third)] == [True] * 3
    assert first.at < second.at < third.at


def test_the_key_of_a_bare_number_is_its_name():
    (claim,) = walk({"粮食产量": 92})
    assert claim.indicator == "粮食产量"


SIBLINGS = [
    ({"amount": 4470, "unit": "万元", "year": 2021}, [("amount", "4470万元"), ("year", "2021年")]),
    ({"贷款": 4470, "unit": "万元"}, [("贷款", "4470万元")]),
    ({"loan": 4470, "loan_unit": "万元"}, [("loan", "4470万元")]),
    ({"loans": [1, 2], "unit": "家"}, [("loans[0]", "1"), ("loans[1]", "2")]),
    ({"n": True, "m": None, "k": 0}, [("k", "0")]),
    ({"x": "4470", "unit": "万元"}, [("x", "4470万元")]),
    ({"a.b": 3, "c d": {"e": 4}}, [('["a.b"]', "3"), ('["c d"].e', "4")]),
    ([[1], (2,), {3}], [("[0][0]", "1"), ("[1][0]", "2"), ("[2][0]", "3")]),
    (7, [("$", "7")]),
    (1e8, [("$", "100000000")]),
    (float("inf"), [("$", "inf")]),
    (date(2020, 6, 30), [("$", "2020-06-30")]),
]


@pytest.mark.parametrize(("claims", "expected"), SIBLINGS)
def test_numbers_take_the_unit_that_is_said_of_them(claims, expected):
    assert seen(claims) == expected


class Colour(Enum):
    RED = "3家"


class Loan(BaseModel):
    amount: Annotated[float, Unit("万元")]
    firms: list[Annotated[int, Unit("家")]]
    rate: Annotated[float | None, Unit("%")] = None
    confidence: Annotated[float, NotFromSource()] = 0.9
    note: Annotated[str, NotFromSource("the model's own words")] = "3 stars"
    kind: Colour = Colour.RED
    maybe: Annotated[int, Field(ge=0), Unit("项")] | None = None


@dataclass
class Plain:
    amount: Annotated[float, Unit("亿元")]
    score: Annotated[int, NotFromSource] = 5
    loans: list[Loan] = field(default_factory=list)


class Pair(NamedTuple):
    low: int
    high: str


def test_annotations_of_pydantic_models_and_dataclasses_give_units_and_exclusions():
    loan = Loan(amount=4470, firms=[14, 3], maybe=6)
    assert seen(Plain(1.5, loans=[loan])) == [
        ("amount", "1.5亿元"),
        ("loans[0].amount", "4470万元"),
        ("loans[0].firms[0]", "14家"),
        ("loans[0].firms[1]", "3家"),
        ("loans[0].kind", "3家"),
        ("loans[0].maybe", "6项"),
    ]


def test_a_string_with_an_annotated_unit_is_read_with_it():
    class Model(BaseModel):
        loan: Annotated[str, Unit("万元")]

    assert seen(Model(loan="4470")) == [("loan", "4470万元")]
    assert seen(Model(loan="4470万元")) == [("loan", "4470万元")]


def test_named_tuples_are_walked_by_name():
    assert seen(Pair(1, "2家")) == [("low", "1"), ("high", "2家")]


def test_of_a_summary_only_the_content_is_walked():
    summary = {
        "document": {"title": "2020年", "characters": 4633},
        "achievements": [
            {"title": "补助91家", "detail": "", "evidence": [{"start": 0, "end": 4, "text": "91家x"}]}
        ],
        "kpis": [{"indicator": "补助企业", "value": 91, "unit": "家", "text": "91家", "start": 0, "end": 3}],
        "verification": {"checked": 5},
        "consistency": [{"recomputation": "1+1 = 3"}],
        "run": {"seconds": 1.5},
    }
    assert seen(summary, "91家企业") == [
        ("achievements[0].title", "91家"),
        ("achievements[0].evidence[0].text", "91家"),
        ("kpis[0].value", "91家"),
    ]


def test_a_quotation_that_stands_word_for_word_in_the_source_makes_no_claims():
    quotation = {"start": 2, "end": 5, "text": "91家"}
    assert seen([quotation], "补助91家") == []
    assert seen([quotation], "补助92家") == [("[0].text", "91家")]


@pytest.mark.parametrize(("start", "end"), [(0, 5), (2, 5), (0, 6), (-3, 5), (2, 6), (-5, 5)])
def test_only_what_stands_at_its_place_is_quoted(start, end):
    source = "补助91家"
    quotation = {"start": start, "end": end, "text": source[start:end]}
    inside = start >= 0 and end <= len(source)
    assert seen([quotation], source) == ([] if inside else [("[0].text", "91家")])


def test_keys_named_like_run_and_document_in_a_foreign_object_hide_nothing():
    assert seen({"run": "3家", "document": "5项"}) == [("run", "3家"), ("document", "5项")]


def test_cycles_and_shared_parts_are_walked_once_per_place():
    shared = {"n": 3}
    cyclic = {"a": shared, "b": shared}
    cyclic["self"] = cyclic
    assert seen(cyclic) == [("a.n", "3"), ("b.n", "3")]


def test_depth_beyond_the_stack_of_python_is_harmless():
    deep = "3家"
    for _ in range(50_000):
        deep = [deep]
    (claim,) = walk(deep)
    assert claim.text == "3家"
    assert len(claim.path) < 1000


def test_an_absurdly_large_integer_is_one_claim():
    (claim,) = walk({"n": 10**6000})
    assert claim.text == "1.000000E+6000"


def test_dates_and_document_numbers_in_prose_are_claims_of_their_kind():
    kinds = {claim.quantity.kind for claim in walk("2020年印发中宁党发[2020]9号文件")}
    assert kinds == {Kind.DATE, Kind.DOCNUMBER}


@pytest.mark.parametrize(
    ("given", "status"), [("Planned", "target"), ("target", "target"), ("unknown", None)]
)
def test_a_status_that_is_none_of_ours_claims_nothing(given, status):
    (claim,) = walk({"indicator": "贷款", "value": "3家", "status": given})
    assert claim.status == status


def test_a_report_of_our_own_schema_is_walked_as_it_stands():
    evidence = Evidence(start=0, end=9, text="补助企业91家。")
    kpi = Kpi(
        indicator="补助企业", value=91.0, unit="家", text="91家", start=4, end=7, status=Status.ACTUAL, change=Change.LEVEL,
        period=None, evidence=evidence, verdict=Verdict.SUPPORTED,
    )  # fmt: skip
    report = Report(
        achievements=[], problems=[Problem(title="缺3项", detail="", evidence=[])], plans=[], kpis=[kpi]
    )
    assert seen(report) == [("problems[0].title", "3项"), ("kpis[0].value", "91家")]
    assert walk(report)[1].status == "actual"


@pytest.mark.parametrize(
    ("value", "read_as"),
    [("第二", (2, "位")), ("千家", (1000, "家")), ("两家", (2, "家")), ("首位", (1, "位"))],
)
def test_a_value_that_is_a_number_only_in_its_place_is_read_as_if_it_stood_there(value, read_as):
    claims = list(walk({"indicator": "排名", "value": value}))
    assert [(claim.path, claim.quantity.value, claim.quantity.unit) for claim in claims] == [
        ("value", *read_as)
    ]


@pytest.mark.parametrize("value", ["1e9999999997", "-1e-9999999997", "0e99999999999", "1E+999999"])
@pytest.mark.parametrize("unit", ["", "家", "%", "万元"])
def test_a_power_of_ten_beyond_all_reckoning_is_refused_as_a_claim(value, unit):
    results = check({"indicator": "企业", "value": value, "unit": unit}, "2020年新增企业1家。")
    assert results
    assert not any(result.passes for result in results)
