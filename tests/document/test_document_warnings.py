"""What is odd of a reading as a whole is said; an ordinary report is not warned of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import policysum
from each_row import each
from policysum.document import Document
from policysum.document.warnings import DocumentWarning
from policysum.lexicon import read_table, table
from policysum.lexicon.loader import FOLDER

if TYPE_CHECKING:
    from pathlib import Path

SENTENCE = "全县完成投资12.5亿元，比上年增长8.2%，新增企业35家，带动就业1200人。"
PLAIN = (
    "云溪县教育局2021年工作总结和2022年工作计划\n\n一、2021年工作总结\n"
    f"（一）强化投入。{SENTENCE * 3}\n二、2022年工作计划\n（一）扩大投入。力争完成投资20亿元，新建学校3所。\n"
)


def codes(document: Document) -> set[str]:
    return {one.code for one in document.warnings}


def test_an_ordinary_report_has_no_warning() -> None:
    """Title, headings, years and figures are where they are looked for."""
    assert codes(Document.from_text(PLAIN)) == set()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("当前位置：首页>政务公开\n打印本页\n版权所有：云溪县人民政府\n", "empty_body"),
        ("新闻中心 今日要闻 部门动态 乡镇之窗 公示公告\n" * 80 + PLAIN[:120] + "。", "small_body"),
        (PLAIN + "\n附件1\n名词解释\n" + "主要指标为投资12.5亿元、产值33亿元、税收5亿元。\n" * 3, "digits_outside_body"),
        ("云溪县2022年工作计划\n\n" + f"一、2022年目标任务\n{SENTENCE * 4}", "all_targets"),
        ("云溪县教育局2021年工作总结\n\n" + "".join(f"全县第{n}批工作稳步推进。{SENTENCE}\n" for n in range(40)), "no_heading"),
        ("云溪县教育局工作总结\n\n一、总体情况\n" + "全县完成投资12.5亿元，新增企业35家。", "year_unclear"),
        ("供水材料\n\n一、供水\n" + "".join(f"供水点{n}处，管网{n}公里。\n" for n in range(11, 23)), "role_unclear"),
        (PLAIN + "\n指标 甲 乙\n" + "产值 120 130\n税收 22 23\n投资 51 52\n就业 11 12\n", "no_units"),
    ],
)  # fmt: skip
def test_what_is_odd_is_said(text: str, code: str) -> None:
    """Each kind of trouble has its code, a sentence and a count."""
    found = [one for one in Document.from_text(text).warnings if one.code == code]
    assert len(found) == 1, Document.from_text(text).warnings
    assert found[0].message
    assert found[0].count >= 1


MORE = {
    # what there is ever more of, and how many of it are too few for a word
    "empty_body": (lambda n: f"云溪县通报\n\n{'甲' * (24 - n)}。\n", 5),
    "small_body": (lambda n: "新闻中心 今日要闻 部门动态 乡镇之窗 公示公告\n" * n + PLAIN[:120] + "。", 54),
    "digits_outside_body": (lambda n: PLAIN + "\n附件1\n名词解释\n" + "主要指标为投资12.5亿元。\n" * n, 2),
    "all_targets": (lambda n: "云溪县2022年工作计划\n\n一、2022年目标任务\n" + SENTENCE * n, 2),
    "no_heading": (
        lambda n: "云溪县教育局2021年工作总结\n\n" + "全县各项工作稳步推进，新增企业35家。\n" * n,
        75,
    ),
    "role_unclear": (
        lambda n: "供水材料\n\n一、供水\n" + "".join(f"供水点{k + 11}处。\n" for k in range(n)),
        4,
    ),
    "no_units": (lambda n: PLAIN + "\n指标 甲 乙\n" + "产值 120 130\n" * n, 2),
}


@pytest.mark.parametrize("code", MORE)
def test_a_few_are_not_worth_a_word_and_one_more_is(code: str) -> None:
    make, few = MORE[code]
    assert code not in codes(Document.from_text(make(few)))
    assert code in codes(Document.from_text(make(few + 1)))


def test_digits_set_apart_are_said_of_a_pdf_only() -> None:
    """Where a text layer parts the digits, numbers are read in part."""
    text = PLAIN + "到2 0 2 5年，增长8 .5 %，出口1 5亿美元，林地4 8万亩。\n"
    assert "digits_apart" in codes(Document("a.pdf", text, format="pdf"))
    assert "digits_apart" not in codes(Document("a.txt", text))
    assert "digits_apart" in codes(Document("a.pdf", PLAIN + "新建公路5 0 公里。\n", format="pdf"))
    assert "digits_apart" not in codes(Document("a.pdf", PLAIN + "| 0 100 1 1.0% |\n", format="pdf"))


def test_what_a_reader_noticed_comes_first_and_once() -> None:
    """Notes of the extraction stand among the warnings."""
    note = DocumentWarning("scanned_pages", "3 pages are pictures", 3)
    document = Document("a.pdf", PLAIN, format="pdf", notes=(note,))
    assert document.warnings == (note,)


def test_the_warnings_stand_in_the_result(tmp_path: Path) -> None:
    """`document.warnings` of a summary."""
    path = tmp_path / "report.txt"
    path.write_text("全县完成投资12.5亿元，新增企业35家。", "utf-8")
    summary = policysum.summarize(path, engine="extractive")
    assert [one.code for one in summary.document.warnings] == ["year_unclear"]


@each("row", read_table(FOLDER / "reading_words.tsv").rows, ids=lambda row: f"{row.group}-{row.word}")
def test_the_words_that_a_reading_is_doubted_by_decide(row) -> None:
    """Each word is found in its own example, and by no other word of its class."""
    found = [one.word for _, _, one in table("reading_words").scanner(row.expected).find(row.example)]
    assert found == [row.word]


def test_a_short_report_with_figures_is_not_empty():
    text = "云溪县水务局2022年工作总结\n新建泵站3座，增长6%。\n"
    assert "empty_body" not in {one.code for one in Document.from_text(text).warnings}
    page = "通知公告会议通知\n" * 60 + text
    assert "empty_body" in {one.code for one in Document.from_text(page).warnings}


@pytest.mark.parametrize(
    ("text", "warned"), [("。 ， ， 、 ；\n" * 40, True), ("新建公路50公里，、，、，、。\n" * 40, False)]
)
def test_a_pdf_whose_characters_have_no_names_is_warned_of(text, warned):
    assert ("characters_missing" in codes(Document("a.pdf", PLAIN + text, format="pdf"))) is warned
    assert "characters_missing" not in codes(Document("a.txt", PLAIN + text))


TRADITIONAL = "關於2024年度預算執行情況的報告\n一、執行情況\n投入3.5億元持續改善城市居住品質，統籌資金支持產業發展，較上年增加1.2億元，新建學校12所。"


def test_a_text_in_traditional_characters_is_warned_of_and_each_of_its_rows_is_doubtful():
    document = Document.from_text(TRADITIONAL)
    assert "traditional" in {one.code for one in document.warnings}
    report = policysum.summarize(document, engine="extractive").report
    assert len(report.kpis) == 3
    assert all("script" in {doubt.code for doubt in kpi.doubts} for kpi in report.kpis)


@pytest.mark.parametrize(
    "text", ["朱镕基、李喆、王珺、陈昇、刘堃、吴玥等12人出席，新建学校12所。", "關於12所學校", ""]
)
def test_rare_names_and_a_few_words_are_no_traditional_text(text):
    assert not Document.from_text(text).is_traditional
