"""Folders keep their shape, and tables of reports say what their columns know."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from policysum.batch import find_jobs
from policysum.cli.app import main
from policysum.document import load_documents
from policysum.errors import DocumentError
from policysum.lexicon import read_table
from policysum.lexicon.loader import FOLDER

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., int]

BODY = "一、{}年工作回顾\n地区生产总值达到{}亿元，新增企业35家。\n二、今年的任务\n力争新增企业50家。\n"
TABLE = (
    "地区,年份,标题,发文机关,日期,网址,正文\n"
    f'海拉尔区,2021,政府工作报告,海拉尔区人民政府,2021-02-03,https://example.org/1,"{BODY.format(2020, 12)}"\n'
    f'青山县,2021,政府工作报告,,,,"{BODY.format(2020, 15)}"\n'
)


@pytest.fixture
def years(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    for year in (2013, 2014):
        (folder / str(year)).mkdir(parents=True)
        text = f"海拉尔区政府工作报告\n\n{BODY.format(year - 1, year - 2000)}"
        (folder / str(year) / "海拉尔.txt").write_text(text, "utf-8")
    (folder / "2014" / "all.csv").write_text(TABLE, "utf-8")
    (folder / "2014" / "prices.csv").write_text("a,b\n1,2\n", "utf-8")
    return folder


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """The program, as the shell calls it."""

    def called(*arguments: object) -> int:
        monkeypatch.setattr("sys.argv", ["policysum", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        return int(ended.value.code or 0)

    return called


def test_the_results_of_a_folder_lie_as_its_reports_do(years: Path, tmp_path: Path) -> None:
    """Each knows where its report lies; a table that holds no reports is passed over."""
    jobs, problems = find_jobs([years], tmp_path / "out")
    assert problems == []
    assert [(job.file, job.within) for job in jobs] == [
        ("2013/海拉尔.json", "2013/海拉尔.txt"),
        ("2014/all-001-政府工作报告.json", "2014/all.csv"),
        ("2014/all-002-政府工作报告.json", "2014/all.csv"),
        ("2014/海拉尔.json", "2014/海拉尔.txt"),
    ]
    assert len({job.key for job in jobs}) == 4


def test_a_run_over_year_folders_can_be_read_again(
    years: Path, tmp_path: Path, capsys: Any, run: Run
) -> None:
    """Results, pages and tables mirror the folders; panel, show and tables find them there."""
    out = tmp_path / "out"
    assert run("run", years, "-o", out, "--engine", "extractive", "--format", "md,jsonl") == 0
    result = json.loads((out / "2013" / "海拉尔.json").read_text("utf-8"))
    assert result["document"]["path"] == "2013/海拉尔.txt"
    assert result["run"]["output"] == "2013/海拉尔"
    assert (out / "2014" / "海拉尔.md").exists()
    rows = [json.loads(line) for line in (out / "kpis.jsonl").read_text("utf-8").splitlines()]
    assert {row["path"] for row in rows} == {"2013/海拉尔.txt", "2014/海拉尔.txt", "2014/all.csv"}
    assert run("run", years, "-o", out, "--engine", "extractive", "--format", "md,jsonl") == 0
    assert "4 of 4" in capsys.readouterr().err
    assert run("tables", out, "--format", "jsonl") == 0
    assert len((out / "kpis.jsonl").read_text("utf-8").splitlines()) == len(rows)
    assert run("show", out) == 0
    assert capsys.readouterr().out.count("海拉尔区政府工作报告") == 2
    assert run("panel", out) == 0
    assert "150702" in capsys.readouterr().out


def test_results_beside_the_reports_are_not_the_next_input(years: Path, run: Run) -> None:
    """Neither the results of a folder nor its tables are taken for reports."""
    before = [job.file for job in find_jobs([years], years)[0]]
    assert run("run", years, "-o", years, "--engine", "extractive", "--format", "md,csv") == 0
    assert [job.file for job in find_jobs([years], years)[0]] == before


def test_the_columns_of_a_table_say_what_its_reports_are(tmp_path: Path) -> None:
    """Title, region with its code, issuer, date and year come from the row, in GB18030 as well."""
    path = tmp_path / "all.csv"
    path.write_bytes(TABLE.encode("gb18030"))
    first, second = (one.metadata for one in load_documents(path))
    assert (first.title, first.region, first.region_code) == ("政府工作报告", "海拉尔区", "150702")
    assert (first.issuer, first.publish_date) == ("海拉尔区人民政府", "2021-02-03")
    assert (first.period, first.plan_period) == ("2020", "2021")
    assert (second.title, second.region, second.region_code) == ("政府工作报告", "青山县", None)
    assert (second.period, second.plan_period) == ("2020", "2021")
    assert load_documents(path)[0].fields["row.url"] == "https://example.org/1"


def test_a_workbook_is_a_table_of_reports(tmp_path: Path) -> None:
    """Its first sheet with rows, under a line above the heads."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["各区县政府工作报告"])
    book.active.append(["地区", "年份", "标题", "正文"])
    book.active.append(["海拉尔区", 2021, "政府工作报告", BODY.format(2020, 12)])
    book.save(tmp_path / "all.xlsx")
    (document,) = load_documents(tmp_path / "all.xlsx")
    assert document.source == BODY.format(2020, 12)
    assert (document.metadata.region_code, document.metadata.plan_period) == ("150702", "2021")
    jobs, _ = find_jobs([tmp_path], tmp_path / "out")
    assert [job.file for job in jobs] == ["all-001-政府工作报告.json"]


def test_two_columns_of_a_workbook_are_enough(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (["各区县政府工作报告"], ["标题", "正文"], ["青山县政府工作报告", BODY.format(2020, 12)]):
        book.active.append(row)
    book.save(tmp_path / "all.xlsx")
    (document,) = load_documents(tmp_path / "all.xlsx")
    assert (document.source, document.metadata.region) == (BODY.format(2020, 12), "青山县")


@pytest.mark.parametrize("data", [b"PK\x03\x04broken", b"PK\x05\x06" + b"\0" * 18])
def test_a_damaged_workbook_is_refused(tmp_path: Path, data: bytes) -> None:
    """With its name and what to do."""
    (tmp_path / "all.xlsx").write_bytes(data)
    with pytest.raises(DocumentError, match=r"all\.xlsx"):
        load_documents(tmp_path / "all.xlsx")


def test_a_column_is_named_where_its_head_is_not_known(tmp_path: Path, capsys: Any, run: Run) -> None:
    """`--column region=辖区`; a field or a column that is not there is refused."""
    path = tmp_path / "all.csv"
    path.write_text(TABLE.replace("地区", "辖区"), "utf-8")
    assert load_documents(path)[0].metadata.region is not None
    out = tmp_path / "out"
    assert run("run", path, "-o", out, "--engine", "extractive", "--column", "region=辖区") == 0
    result = json.loads((out / "all-002-政府工作报告.json").read_text("utf-8"))
    assert result["document"]["region"] == "青山县"
    assert run("run", path, "-o", out, "--column", "place=辖区") == 2
    assert "fields are title, region" in capsys.readouterr().err
    with pytest.raises(DocumentError, match="no column 省"):
        load_documents(path, columns={"region": "省"})


@pytest.mark.parametrize(
    "row", read_table(FOLDER / "table_columns.tsv").rows, ids=lambda row: f"{row.group}-{row.word}"
)
def test_a_column_is_known_by_its_head(tmp_path: Path, row: Any) -> None:
    """Each head of the table of columns gives its field."""
    text = BODY.format(2020, 12) * 3
    longer = {"旁注": f"{text}{text}"}
    cells = {**longer, row.word: text} if row.group == "text" else {"full_text": text, row.word: "2021"}
    path = tmp_path / "all.jsonl"
    path.write_text(json.dumps(cells, ensure_ascii=False) + "\n", "utf-8")
    (document,) = load_documents(path)
    assert document.source == text
    if row.group == "name":
        assert document.name == "all-001-2021"
    elif row.group != "text":
        assert document.fields[f"row.{row.group}"] == "2021"


def test_sheets_with_the_same_heads_are_one_table(tmp_path: Path) -> None:
    """A sheet a year is read whole; one of other heads is none of reports."""
    import openpyxl

    book = openpyxl.Workbook()
    for number, year in enumerate((2020, 2021)):
        sheet = book.active if not number else book.create_sheet(str(year))
        sheet.append(["报告名称", "报告内容"])
        sheet.append([f"青山县{year}年工作总结", BODY.format(year, 12)])
    book.create_sheet("说明").append(["列", "含义"])
    book.worksheets[-1].append(["报告内容", "全文"])
    book.save(tmp_path / "all.xlsx")
    documents = load_documents(tmp_path / "all.xlsx")
    assert [one.metadata.title for one in documents] == ["青山县2020年工作总结", "青山县2021年工作总结"]


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("**/*.txt", ["2020/a/x.json", "2021/x.json"]),
        ("*/x.txt", ["2021/x.json"]),
        ("2021/*.txt", ["x.json"]),
    ],
)
def test_a_pattern_over_folders_mirrors_them(
    tmp_path: Path, run: Run, pattern: str, names: list[str]
) -> None:
    """Reports of one name in several folders keep their places; a pattern in one folder has none to keep."""
    for folder in ("2020/a", "2021"):
        (tmp_path / "in" / folder).mkdir(parents=True)
        (tmp_path / "in" / folder / "x.txt").write_text(BODY.format(2020, 12), "utf-8")
    out = tmp_path / "out"
    assert run("run", tmp_path / "in" / pattern, "-o", out, "--engine", "extractive") == 0
    found = sorted(out.rglob("x*.json"))
    assert [one.relative_to(out).as_posix() for one in found] == names
    path = json.loads(found[-1].read_text("utf-8"))["document"]["path"]
    assert path == (names[-1].replace("json", "txt") if "/" in names[-1] else None)


def test_reports_of_one_name_are_said_with_their_folders(tmp_path: Path, capsys: Any, run: Run) -> None:
    """The closing table and the warnings name which of two is meant."""
    for folder in ("2020", "2021"):
        (tmp_path / "in" / folder).mkdir(parents=True)
        (tmp_path / "in" / folder / "x.txt").write_text("青山县工作总结\n一、工作\n新建泵站12座。\n", "utf-8")
    assert run("run", tmp_path / "in", "-o", tmp_path / "out", "--engine", "extractive") == 0
    said = capsys.readouterr().err
    assert all(f"{year}/x.txt: year_unclear" in said and f"\n{year}/x.txt " in said for year in (2020, 2021))
