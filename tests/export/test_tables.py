import copy
import csv
import json

import openpyxl
import pyarrow.parquet as pq
import pytest
from pydantic import BaseModel

from policysum.errors import ConfigError
from policysum.export import FORMATS, KpiCsvWriter, TablesWriter, check_formats, write_kpis_csv, write_tables
from policysum.export.cells import csv_cell
from policysum.export.delimited import CsvWriter
from policysum.export.pages import file_stem
from policysum.export.results import results_in
from policysum.export.workbook import display_width
from policysum.views import TABLES, frames, rows


@pytest.fixture(scope="module")
def written(tmp_path_factory, summaries):
    out = tmp_path_factory.mktemp("out")
    write_tables(iter(summaries), out, FORMATS)
    return out


def _csv(path):
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.mark.parametrize("table", TABLES)
def test_every_table_has_its_documented_columns_and_the_same_rows_in_every_format(written, summaries, table):
    expected = [row for summary in summaries for row in rows(summary.to_dict(), table)]
    names = [column.name for column in TABLES[table]]
    lines = [
        json.loads(line) for line in (written / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert lines == expected
    assert not lines or list(lines[0]) == names
    assert [list(row) for row in _csv(written / f"{table}.csv")] == [names] * len(expected)
    assert pq.read_table(written / f"{table}.parquet").to_pylist() == expected
    sheet = openpyxl.load_workbook(written / "policysum.xlsx")[table]
    assert [cell.value for cell in sheet[1]] == names
    assert sheet.max_row == len(expected) + 1


def test_a_kpi_row_carries_its_report_its_span_and_its_verdict(summary):
    row = rows(summary.to_dict(), "kpis")[1]
    assert summary.source[row["start"] : row["end"]] == row["text"] == "7130万元"
    assert (row["report"], row["issuer"], row["value"], row["unit"]) == (
        "000.txt",
        "银川市科学技术局",
        71_300_000,
        "元",
    )
    assert (row["verdict"], row["passed"]) == ("supported", True)


@pytest.mark.parametrize("table", TABLES)
def test_the_last_column_of_every_table_names_the_result_of_the_row(summary, table):
    data = copy.deepcopy(summary.to_dict())
    data["summary"] = {
        "abstract": "各项工作有序推进。",
        "numbers": [],
        "headlines": [],
        "themes": [],
        "plans": [],
    }
    assert list(rows(data, table)[0])[-1] == "result"
    assert {row["result"] for row in rows(data, table)} == {None}
    data["run"]["output"] = "石嘴山_000"
    assert {row["result"] for row in rows(data, table)} == {"石嘴山_000"}


def test_results_of_one_report_name_are_named_apart_by_their_files(tmp_path, summary):
    for name in ("a_report", "b_report"):
        (tmp_path / f"{name}.json").write_text(summary.to_json(), encoding="utf-8")
    write_kpis_csv((data for _, data in results_in(tmp_path)), tmp_path / "kpis.csv")
    with (tmp_path / "kpis.csv").open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.DictReader(file))
    assert len({row["report"] for row in found}) == 1
    assert {row["result"] for row in found} == {"a_report", "b_report"}


def test_a_range_is_spread_over_two_columns(summary):
    data = summary.to_dict()
    data["kpis"] = [{**data["kpis"][0], "value": [2.0, 3.0]}]
    row = rows(data, "kpis")[0]
    assert (row["value"], row["value_high"]) == (2.0, 3.0)


def test_a_whole_number_of_the_workbook_is_shown_without_a_dangling_point(written):
    sheet = openpyxl.load_workbook(written / "policysum.xlsx")["kpis"]
    heads = [cell.value for cell in sheet[1]]
    cells = [row[heads.index("value")] for row in sheet.iter_rows(min_row=2)]
    formats = {
        bool(float(cell.value).is_integer()): cell.number_format for cell in cells if cell.value is not None
    }
    assert formats == {True: "#,##0", False: "#,##0.######"}


def test_excel_sees_that_a_csv_is_utf8(written):
    assert (written / "kpis.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert not (written / "kpis.jsonl").read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+86", "'+86"),
        ("-5%", "'-5%"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1+1", "'＝1+1"),
        ("  =1", "'  =1"),
        ("\t=1", "'\t'=1"),
        ("\r=1", "'\r'=1"),
        ("\n=1", "'\n'=1"),
        *((f"{sign}1+1", f"'{sign}1+1") for sign in "﹦﹢﹣﹫−⁼₌⁺₊⁻₋⩵‑"),
        *(
            (f"{mark}=1", f"'{mark}=1")
            for mark in "\u200b\ufeff\xad\u2060\u202e\u3164\u2800\ufe0f\U000e0001\x1b\x00"
        ),
        ("x;=1+1", "x;'=1+1"),
        ("x; \u200b＝1", "x;' \u200b＝1"),
        ("x\n@SUM(A1)", "x\n'@SUM(A1)"),
        ("甲；-3", "甲；-3"),
        ("——推进", "——推进"),
        ("a;b", "a;b"),
        ("增长-5%", "增长-5%"),
        ("", ""),
        (-5.5, -5.5),
        (65800000.0, 65800000),
        (True, "true"),
        (None, None),
    ],
)
def test_no_text_cell_of_a_csv_can_be_run_as_a_formula(cell, shown):
    assert csv_cell(cell) == shown


@pytest.mark.parametrize("text", ['甲,"乙"', "甲\r\n乙", "甲\n乙", '"', ",", "甲\r乙"])
def test_what_a_cell_says_comes_back_from_a_csv_wherever_it_stands(tmp_path, proved, text):
    data = copy.deepcopy(proved.to_dict())
    data["document"]["title"] = data["kpis"][0]["indicator"] = data["run"]["output"] = text
    writer = CsvWriter(tmp_path)
    writer.add(data, "")
    writer.close()
    row = _csv(tmp_path / "kpis.csv")[0]
    assert row["report_title"] == row["indicator"] == row["result"] == text


def test_hostile_texts_stay_texts_in_csv_and_xlsx(tmp_path, hostile):
    write_tables([hostile], tmp_path, ["csv", "xlsx", "md"])
    row = _csv(tmp_path / "kpis.csv")[0]
    assert row["indicator"].startswith("'=cmd")
    assert row["unit"] == "'+元"
    book = openpyxl.load_workbook(tmp_path / "policysum.xlsx")
    cells = [
        cell for sheet in book for line in sheet.iter_rows() for cell in line if isinstance(cell.value, str)
    ]
    assert {cell.data_type for cell in cells} == {"s"}
    assert any(cell.value.startswith("=cmd") for cell in cells)


def test_a_report_name_with_folders_in_it_cannot_leave_the_output(tmp_path, hostile):
    out = tmp_path / "deep" / "out"
    write_tables([hostile, hostile], out, ["md"])
    pages = sorted(path.name for path in out.iterdir())
    assert len(pages) == 2
    assert sorted(path.name for path in tmp_path.rglob("*.md")) == pages
    assert "<img" not in (out / pages[0]).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("001.txt", "001"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("..", "report"),
        ("a\x00b:c", "a_b_c"),
        ("", "report"),
        ("aux.txt", "aux_"),
        ("NUL.2024.txt", "NUL_.2024"),
        ("com1 ", "com1_"),
        ("COM²", "COM²_"),
        ("console", "console"),
        ("result. . ", "result"),
    ],
)
def test_file_names_are_safe(name, stem):
    assert file_stem(name) == stem


def test_the_workbook_is_ready_to_read(written):
    book = openpyxl.load_workbook(written / "policysum.xlsx")
    assert book.sheetnames == ["README", *TABLES]
    sheet = book["kpis"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref.startswith("A1:")
    assert sheet["A1"].font.b
    verdict = [cell.value for cell in sheet[1]].index("verdict")
    fills = {line[verdict].value: line[verdict].fill.start_color.rgb for line in sheet.iter_rows(min_row=2)}
    assert fills["supported"] == "FFC6EFCE"
    assert fills["misattributed"] == fills["unsupported"] == "FFFFC7CE"
    assert fills["rounded"] == "FFFFEB9C"


def test_columns_are_as_wide_as_their_chinese(written):
    sheet = openpyxl.load_workbook(written / "policysum.xlsx")["kpis"]
    issuers = [cell.column_letter for cell in sheet[1] if cell.value == "issuer"]
    longest = max(
        display_width(row[0].value) for row in sheet[f"{issuers[0]}2:{issuers[0]}100"] if row[0].value
    )
    assert longest == 16
    assert sheet.column_dimensions[issuers[0]].width >= longest


@pytest.mark.parametrize(
    ("text", "width"), [("abc", 3), ("银川市", 6), ("R&D投入", 7), ("（一）", 6), ("a\n银川", 4)]
)
def test_a_chinese_character_takes_two_columns(text, width):
    assert display_width(text) == width


def test_formats_may_be_given_together_or_apart():
    assert check_formats(["csv, html", "XLSX", "csv"]) == ("csv", "xlsx", "html")
    with pytest.raises(ConfigError, match=r"docx.*jsonl"):
        check_formats(["docx"])


@pytest.mark.parametrize(("form", "module"), [("xlsx", "xlsxwriter"), ("parquet", "pyarrow")])
def test_a_missing_library_is_named_before_any_report_is_read(tmp_path, monkeypatch, form, module):
    monkeypatch.setattr(frames.importlib, "import_module", _absent)
    with pytest.raises(ConfigError, match=rf"{module}.*pip install 'policysum\[tables\]'"):
        TablesWriter(tmp_path, [form])


def _absent(name):
    raise ModuleNotFoundError(name)


def test_kpis_are_on_disk_after_every_report(tmp_path, summaries):
    path = tmp_path / "kpis.csv"
    with KpiCsvWriter(path) as writer:
        for count, summary in enumerate(summaries, start=1):
            writer.add(summary)
            assert len({row["report"] for row in _csv(path)}) == count
    whole = tmp_path / "whole.csv"
    write_kpis_csv((summary.to_dict() for summary in summaries), whole)
    assert whole.read_bytes() == path.read_bytes()


def test_what_was_written_before_an_error_is_kept(tmp_path, summaries):
    def failing():
        yield summaries[0]
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_tables(failing(), tmp_path, ["csv", "parquet"])
    expected = len(summaries[0].report.kpis)
    assert len(_csv(tmp_path / "kpis.csv")) == expected
    assert pq.read_table(tmp_path / "kpis.parquet").num_rows == expected


class _Own(BaseModel):
    summary: str


def test_a_result_of_a_schema_of_ones_own_is_written_too(tmp_path, summary):
    own = summary.model_copy(update={"report": _Own(summary="完成投资12.5亿元")})
    write_tables([own], tmp_path, FORMATS)
    assert _csv(tmp_path / "kpis.csv") == []
    assert _csv(tmp_path / "verification.csv")[0]["kpis"] == "0"
    assert "收录" in own._repr_html_()


def test_a_run_without_any_report_still_writes_tables_with_their_headers(tmp_path):
    write_tables([], tmp_path, FORMATS)
    for table, columns in TABLES.items():
        assert (tmp_path / f"{table}.csv").read_text(encoding="utf-8-sig").strip() == ",".join(
            c.name for c in columns
        )
        assert pq.read_table(tmp_path / f"{table}.parquet").num_rows == 0
    assert openpyxl.load_workbook(tmp_path / "policysum.xlsx").sheetnames[0] == "README"
