"""Claims from files of every kind, and from standard input."""

from __future__ import annotations

import io
import json
import sys
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from policysum.claims import load_claims, walk
from policysum.errors import ClaimsError
from policysum.verify import check

ROWS = [("补助企业", "91家"), ("补助资金", "6134万元")]


def found(claims):
    return [(claim.indicator, claim.text) for claim in walk(claims)]


def sheet_of(rows, **more):
    book = openpyxl.Workbook()
    book.active.title = "甲"
    for row in rows:
        book.active.append(row)
    for name, others in more.items():
        sheet = book.create_sheet(name)
        for row in others:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


TABLE = '指标,数值,单位\n补助企业,91,家\n补助资金,"6,134",万元\n'
OBJECTS = [{"指标": "补助企业", "数值": 91, "单位": "家"}, {"指标": "补助资金", "数值": 6134, "单位": "万元"}]
SHEET = [["指标", "数值", "单位"], ["补助企业", 91, "家"], ["补助资金", 6134.0, "万元"]]

KINDS = [
    ("a.csv", TABLE.encode()),
    ("a.csv", TABLE.encode("utf-8-sig")),
    ("a.csv", TABLE.encode("gb18030")),
    ("a.csv", TABLE.replace(",", ";").replace("6;134", "6,134").encode()),
    ("a.tsv", "指标\t数值\t单位\n补助企业\t91\t家\n补助资金\t6134\t万元\n".encode()),
    ("a.jsonl", "\n".join(json.dumps(one, ensure_ascii=False) for one in OBJECTS).encode()),
    ("a.json", json.dumps(OBJECTS).encode()),
    ("a.xlsx", sheet_of(SHEET)),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data"), KINDS)
@pytest.mark.parametrize("given_as", ["file", "stdin", "nameless"])
def test_the_same_claims_are_read_from_every_kind_of_file_and_from_standard_input(
    tmp_path, monkeypatch, name, data, given_as
):
    if given_as == "stdin":
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        path = "-"
    else:
        path = tmp_path / (name if given_as == "file" else "claims")
        path.write_bytes(data)
    assert found(load_claims(path)) == ROWS


PROSE = ["共补助企业91家。", "# 小结\n\n- 补助企业91家，\n- 其余,不变\n", "91家", "【补助】企业91家"]


@pytest.mark.parametrize("text", PROSE)
def test_prose_is_read_as_prose_from_standard_input_and_files(tmp_path, monkeypatch, text):
    path = tmp_path / "claims.txt"
    path.write_bytes(text.encode("gb18030"))
    assert [claim.text for claim in walk(load_claims(path))] == ["91家"]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8"))
    assert [claim.text for claim in walk(load_claims("-"))] == ["91家"]


def test_a_kind_that_is_named_goes_before_what_the_name_or_content_says(tmp_path):
    path = tmp_path / "claims.json"
    path.write_text("共91家", encoding="utf-8")
    assert load_claims(path, "text") == "共91家"
    with pytest.raises(ClaimsError, match="not JSON"):
        load_claims(path)


def test_a_broken_json_text_is_never_taken_for_prose(tmp_path):
    path = tmp_path / "claims"
    path.write_text('{"n": 91', encoding="utf-8")
    with pytest.raises(ClaimsError, match="not JSON"):
        load_claims(path)


SHEETS = [
    ([["指标", "数值"], ["增速", "0.057%"]], ["0.057%"]),
    ([["2020年指标表"], ["指标", "企业（家）"], ["甲", 91]], ["2020年", "91家"]),
    ([["甲", 91], ["乙", 5]], ["91", "5"]),
    ([["指标", "数值", None], ["甲", 91, 7]], ["91", "7"]),
    ([["年份", "企业"], [2020, 91]], ["2020年", "91"]),
    ([["日期"], [date(2020, 6, 30)]], ["2020-06-30"]),
    ([["n", "ok"], [3, True]], ["3"]),
]


@pytest.mark.parametrize(("rows", "texts"), SHEETS)
def test_a_sheet_gives_every_number_it_shows(tmp_path, rows, texts):
    path = tmp_path / "a.xlsx"
    path.write_bytes(sheet_of(rows))
    assert [claim.text for claim in walk(load_claims(path))] == texts


def test_a_cell_shown_as_a_percentage_is_one(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["增速"])
    book.active.append([0.057])
    book.active["A2"].number_format = "0.0%"
    book.save(tmp_path / "a.xlsx")
    assert [claim.text for claim in walk(load_claims(tmp_path / "a.xlsx"))] == ["5.7%"]


def test_the_sheets_of_a_workbook_stand_under_their_names(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(sheet_of(SHEET, 乙=[["n"], [3]]))
    assert [claim.path for claim in walk(load_claims(path))] == ["甲[0].数值", "甲[1].数值", "乙[0].n"]


def test_a_formula_without_its_value_is_refused_by_the_name_of_its_cell(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(sheet_of([["n"], ["=1+1"]]))
    with pytest.raises(ClaimsError, match="A2"):
        load_claims(path)


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04 broken", sheet_of(SHEET)[:-200]], ids=["empty", "broken", "cut"]
)
def test_a_damaged_workbook_is_an_error_that_names_it(tmp_path, data):
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    with pytest.raises(ClaimsError, match=r"a\.xlsx"):
        load_claims(path)


def test_a_csv_that_is_none_is_an_error(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('a,b\n"open,1\n', encoding="utf-8")
    with pytest.raises(ClaimsError, match="cannot be read"):
        load_claims(path)


CELLS = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=8)


@example([[""], ["01"]])
@example([[""], ["", "02"], ["0"]])
@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=5))
def test_no_number_of_a_table_is_lost_on_the_way(rows):
    import csv

    from policysum.claims.tables import csv_rows
    from policysum.statements import quantities

    out = io.StringIO()
    csv.writer(out).writerows(rows)
    claims = csv_rows(out.getvalue(), "t")
    cells = str(claims) if claims else ""
    for row in rows[1:]:
        for cell in row:
            if quantities(cell) and cell.strip().isascii() and cell.strip().isalnum():
                assert cell.strip().lstrip("0") in cells


def test_columns_headed_by_times_make_a_claim_of_each_time(tmp_path):
    path = tmp_path / "claims.csv"
    path.write_text(
        "指标,单位,2022年,2023,2024年1-6月,备注\n粮食产量,万吨,11.9,12.6,,3家\n新建公路（公里）,,,86,40,\n",
        "utf-8",
    )
    assert [(one.path, one.indicator, one.text, one.period) for one in walk(load_claims(path))] == [
        ("[0].2022年", "粮食产量", "11.9万吨", "2022年"),
        ("[0].2023", "粮食产量", "12.6万吨", "2023"),
        ("[0].备注", "备注", "3家", None),
        ("[1].2023", "新建公路（公里）", "86", "2023"),
        ("[1].2024年1-6月", "新建公路（公里）", "40", "2024年1-6月"),
    ]


def test_a_column_of_another_year_is_refused_and_one_that_is_no_time_is_named_by_its_head():
    source = "2023年，全县粮食产量12.6万吨。2022年，全县粮食产量11.9万吨。"
    claims = [
        {"指标": "粮食产量", "单位": "万吨", "2023年": 12.6},
        {"指标": "粮食产量", "单位": "万吨", "2023年": 11.9},
        {"指标": "粮食产量", "2022年": {"value": 11.9, "unit": "万吨"}},
        {"指标": "粮食产量", "2023年度目标完成数": 12.6},
    ]
    found = check(claims, source)
    assert [one.verdict for one in found[:3]] == ["supported", "wrong_period", "supported"]
    assert [one.path for one in found] == [
        "[0].2023年",
        "[1].2023年",
        "[2].2022年.value",
        "[3].2023年度目标完成数",
    ]


def test_a_cell_that_begins_with_a_nought_is_a_code_unless_its_point_follows(tmp_path):
    path = tmp_path / "claims.csv"
    path.write_text("代码,比重,占比,负数\n007,0.5,0,-0.5\n", "utf-8")
    (row,) = load_claims(path)
    assert row.values == {"代码": "007", "比重": Decimal("0.5"), "占比": 0, "负数": Decimal("-0.5")}
