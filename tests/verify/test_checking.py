from __future__ import annotations

import io
import json
import random
import sys
from pathlib import Path

import pytest

from counted import lines_run
from policysum import check, quantities
from policysum.claims import load_claims
from policysum.document import Document
from policysum.errors import ClaimsError
from policysum.schema import Verdict
from policysum.statements import Ledger

SOURCE = (
    "一、工作完成情况\n2020年共补助企业91家，下发补助资金6134万元。获得贷款1.5亿元，同比增长31%。\n"
    "二、下一步计划\n力争新增高新技术企业166家。\n"
)


@pytest.mark.parametrize("source", [SOURCE, Document.from_text(SOURCE), Ledger(SOURCE)])
def test_a_source_may_be_text_a_document_or_a_ledger(source):
    (result,) = check({"补助资金": "6134万元"}, source)
    assert result.verdict is Verdict.SUPPORTED
    assert SOURCE[result.start : result.end] == "6134万元"


def test_results_stand_in_the_order_of_the_claims_and_do_not_depend_on_it():
    claims = [
        {"indicator": "补助资金", "value": "6134万元"},
        {"indicator": "补助企业", "value": "6134万元"},
        {"indicator": "贷款", "value": "15000万元"},
        "资金6143万元",
        {"n": float("nan")},
        {"indicator": "补助企业", "value": 91, "unit": "家"},
    ]
    results = [check(claim, SOURCE)[0].verdict for claim in claims]
    order = list(range(len(claims)))
    random.Random(3).shuffle(order)
    shuffled = [result.verdict for result in check([claims[at] for at in order], SOURCE)]
    assert shuffled == [results[at] for at in order]
    assert results[0] is results[5] is Verdict.SUPPORTED
    assert results[2] is Verdict.CONVERTED
    assert results[3] is results[4] is Verdict.UNSUPPORTED


def test_what_is_not_a_number_is_unsupported_and_says_so():
    (result,) = check({"n": float("nan")}, SOURCE)
    assert result.verdict is Verdict.UNSUPPORTED
    assert "not a number" in result.reason


@pytest.mark.parametrize(
    ("source", "hint"),
    [
        (None, "not NoneType"),
        (Path("report.txt"), "read_document"),
        (SOURCE.encode(), "decode it first"),
        (["6134万元"], "not list"),
    ],
)
def test_a_source_of_another_type_is_told_what_it_must_be(source, hint):
    with pytest.raises(TypeError, match=hint):
        check({"补助资金": "6134万元"}, source)


@pytest.mark.parametrize("text", [None, b"91", 91])
def test_only_a_text_has_quantities(text):
    with pytest.raises(TypeError, match="must be a str"):
        quantities(text)


def test_no_claims_give_no_results():
    assert check({}, SOURCE) == []
    assert check("没有数字", SOURCE) == []


def test_claims_cost_the_same_whatever_the_length_of_the_report():
    claims = [{"indicator": "投资", "value": f"{n * 37 % 9973}万元"} for n in range(1, 101)]

    def cost(lines):
        text = "".join(f"第{n}镇投资{n * 37 % 9973}万元，惠及企业{n % 97 + 2}家。\n" for n in range(1, lines))
        ledger = Ledger(text)
        check(claims[:1], ledger)  # the ledger binds its mentions on first use
        return lines_run(lambda: check(claims, ledger))

    assert cost(1400) < 1.5 * cost(350)


FILES = [
    ("a.json", '{"n": 31.890}', {"n": "31.890"}),
    ("a.json", '\ufeff{"n": 1}', {"n": "1"}),
    ("a.json", "[" + "9" * 5000 + "]", None),
    ("a.jsonl", '{"n": 1}\n\n{"n": 2}\n', None),
    ("a.txt", "补助91家", "补助91家"),
]


@pytest.mark.parametrize(("name", "content", "expected"), FILES)
def test_claims_are_read_as_printed(tmp_path, name, content, expected):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    claims = load_claims(path)
    if isinstance(expected, dict):
        assert {key: str(value) for key, value in claims.items()} == expected
    elif expected is not None:
        assert claims == expected
    else:
        assert claims


BROKEN = [
    (b"{", "not JSON"),
    (b"\xff\xfe\x00", "not UTF-8"),
    (b'{"a": 1, "a": 2}', "stands twice"),
    (b"[" * 200_000, "nested too deep"),
    (b"", "not JSON"),
]


@pytest.mark.parametrize(("raw", "what"), BROKEN)
def test_unreadable_claims_are_an_error_that_names_the_file(tmp_path, raw, what):
    path = tmp_path / "claims.json"
    path.write_bytes(raw)
    with pytest.raises(ClaimsError, match=what) as caught:
        load_claims(path)
    assert "claims.json" in str(caught.value)


def test_a_missing_file_is_an_error_that_names_it(tmp_path):
    with pytest.raises(ClaimsError, match=r"nowhere\.json"):
        load_claims(tmp_path / "nowhere.json")


def test_a_dash_reads_standard_input(monkeypatch):
    raw = io.BytesIO(json.dumps({"n": 3}).encode())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(raw, encoding="utf-8"))
    assert load_claims("-") == {"n": 3}


@pytest.mark.parametrize(
    ("claim", "looks_like"),
    [
        ({"indicator": "水质", "value": "Ⅱ类"}, "Ⅱ类"),
        ("打造百亿级产业。", "百亿级"),
        (["企业八八八家"], "八八八"),
    ],
)
def test_a_claim_whose_number_cannot_be_read_says_so(claim, looks_like):
    (one,) = check(claim, "全市企业12家。")
    assert (one.verdict, one.text) == ("unclear", looks_like)
    assert "could not be read" in one.reason


def test_words_that_the_source_has_are_no_unread_numbers():
    assert check("打造百亿级产业", "全市打造百亿级产业。") == []


MONTHS = "2024年经济运行情况\n\n前9个月，全市新增企业35家。开工前3个月引进项目12个。"


@pytest.mark.parametrize(
    ("claim", "source", "passes"),
    [
        ("前9个月新增企业35家", MONTHS, True),
        ("2024年前9个月新增企业35家", MONTHS, True),
        ("2024年前三季度新增企业35家", MONTHS, True),
        ("1-9月新增企业35家", MONTHS, True),
        ("前8个月新增企业35家", MONTHS, False),
        ("2023年前9个月新增企业35家", MONTHS, False),
        ("开工前3个月引进项目12个", MONTHS, True),
        ("前9个月新增企业35家", "2024年1-9月，全市新增企业35家。", True),
        ("上半年新增企业35家", "2024年1-6月，全市新增企业35家。", True),
        ("前10个月新增企业35家", "2024年1-9月，全市新增企业35家。", False),
    ],
)
def test_the_first_months_of_a_year_are_one_time_however_they_are_said(claim, source, passes):
    assert check(claim, source)[0].passes is passes


@pytest.mark.parametrize(
    "said",
    ["㊈亿元", "⑿亿元", "⒏家", "㉒个", "半数企业", "两位数", "Ⅲ类标准", "倍增", "八八折", "幺八〇亿元"],
)
def test_a_number_that_cannot_be_read_hides_behind_none_that_can(said):
    unread, read = check(f"完成{said}，惠及企业91家。", "惠及企业91家。")
    assert (unread.verdict, read.verdict) == (Verdict.UNCLEAR, Verdict.SUPPORTED)
    assert unread.text in said
    assert [
        one.text for one in check(f"完成{said}，惠及企业91家。", f"完成{said}的任务，惠及企业91家。")
    ] == ["91家"]
