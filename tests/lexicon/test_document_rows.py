"""Every word by which a page, its title and its fields are read decides in its own example."""

import pytest
from readers_of import READERS

from each_row import each
from policysum.document import Document, outline_builder, ranks, read_document
from policysum.document.issuers import issuer_of_title, office_in_full
from policysum.document.line_kinds import ANNEX, PROMISES, SALUTATION, kind_of_line
from policysum.document.problems import listed_problems
from policysum.document.reference_time import read_reference_time
from policysum.document.roles import opening_role, sentence_shift
from policysum.lexicon import read_table
from policysum.lexicon.loader import FOLDER


def rows(name, *groups):
    """The rows of some classes, or of all that are read here: test_layout_rows reads the others."""
    others = READERS.get(name, {})
    found = [row for row in read_table(FOLDER / f"{name}.tsv").rows if not groups or row.group in groups]
    return [row for row in found if groups or row.group not in others]


@each("row", rows("field_words"), ids=lambda row: row.word)
def test_the_name_of_a_field_makes_its_line_no_part_of_the_report(row):
    assert kind_of_line(row.example) == row.expected


@each("row", rows("office_words", "office", "reports", "joins", "of_government"), ids=lambda row: row.word)
def test_a_title_names_the_office_it_begins_with(row):
    assert issuer_of_title(row.example) == row.expected


PAGE = "关于供水情况的报告\n{line}\n各位代表：\n一、供水\n新建供水点12处，完成投资3.5亿元。\n二、节水\n改造管网30公里。\n"


def issuer(line):
    return Document.from_text(PAGE.format(line=line)).metadata.issuer


@each("row", rows("office_words", "speaker", "head", "government", "speaks_for"), ids=lambda row: row.word)
def test_who_speaks_is_the_issuer(row):
    assert issuer(row.example) == row.expected


@each("row", rows("office_words", "press", "press_end"), ids=lambda row: row.word)
def test_a_newspaper_is_no_issuer(row):
    assert issuer(row.example) is None
    assert issuer("来源：云溪县水务局") == "云溪县水务局"


@each("row", rows("office_words", "bare"), ids=lambda row: row.word)
def test_an_office_without_its_place_is_completed_by_what_stands_nearby(row):
    assert office_in_full(row.example, f"您的位置：云溪{row.example}> 工作总结") == f"云溪{row.expected}"
    assert office_in_full(row.example, "工作总结") == row.expected


@each("row", rows("office_words", "place"), ids=lambda row: row.word)
def test_a_title_that_names_its_office_takes_no_other_from_the_line_above(row):
    text = f"云溪三甲医院\n\n{row.example}\n一、收入支出决算情况\n收入2946.25万元，支出2946.25万元。\n"
    metadata = Document.from_text(text).metadata
    assert (metadata.title, metadata.issuer) == (row.example, row.expected)


@pytest.mark.parametrize("row", rows("office_words", "site"), ids=lambda row: row.word)
def test_the_owner_of_a_site_is_its_name_without_what_makes_it_a_site(row, tmp_path):
    page = tmp_path / "page.html"
    page.write_text(
        f'<html><head><meta charset="utf-8"><meta name="SiteName" content="{row.example}"></head><body>'
        "<h1>供水情况简报</h1><p>新建供水点12处，完成投资3.5亿元，惠及群众1200人。</p></body></html>",
        "utf-8",
    )
    assert read_document(page).metadata.issuer == row.expected


TITLED = "{title}\n\n一、供水\n新建供水点12处，完成投资3.5亿元。\n"


def region(text):
    return Document.from_text(text).metadata.region


OF_TITLES = (
    "division",
    "county",
    "served",
    "served_office",
    "zone",
    "town",
    "town_served",
    "longer",
    "longer_within",
)


@each("row", rows("place_words", *OF_TITLES), ids=lambda row: f"{row.group}-{row.word}")
def test_a_title_names_the_place_it_begins_with(row):
    assert (region(TITLED.format(title=row.example)) or "none") == row.expected


@each("row", rows("place_words", "bare"), ids=lambda row: row.word)
def test_an_office_without_a_place_serves_the_place_of_its_kind_that_the_prose_names(row):
    text = f"关于供水的情况\n来源：{row.example}\n今年以来，{row.expected}新建供水点12处。{row.expected}完成投资3.5亿元。\n"
    assert region(text) == row.expected


@each("row", rows("place_words", "congress"), ids=lambda row: row.word)
def test_a_congress_met_in_its_place(row):
    text = f"政府工作报告\n{row.example}\n各位代表：\n一、2024年工作回顾\n新建供水点12处，完成投资3.5亿元。\n"
    assert region(text) == row.expected


@each(
    "row", rows("place_words", "named_behind", "inside", "led_by"), ids=lambda row: f"{row.group}-{row.word}"
)
def test_prose_names_a_place_where_a_word_lets_it(row):
    office = "来源：县水务局\n" if row.group != "led_by" else ""
    assert (region(f"关于供水的情况\n{office}{row.example}新建供水点12处。\n") or "none") == row.expected


@each("row", rows("place_words", "own"), ids=lambda row: row.word)
def test_the_only_place_a_text_names_is_its_own_where_it_says_our(row):
    assert region(f"关于公路建设的情况\n{row.example}30公里，方便群众出行。\n") == row.expected
    assert region(f"关于公路建设的情况\n{row.example[2:]}30公里，方便群众出行。\n") is None


@each("row", rows("cue_words"), ids=lambda row: f"{row.group}-{row.word}")
def test_a_cue_turns_prose_to_a_role(row):
    if row.expected == "listed":
        assert len(listed_problems(row.example)) == 2
        return
    told = opening_role(row.example, 2024) or sentence_shift(row.example) or "silent"
    assert told == row.expected


WORK = "水务局2024年工作总结"
REPORT = "政府工作报告"
IN_PROSE = {  # the title above the example, and the day of the congress
    "ahead_line": (WORK, ""), "ahead_heading": (WORK, ""), "intent": (WORK, ""), "review": (REPORT, "2024-01-20"), "term_review": (REPORT, "2025-01-20"),
    "term": ("“十四五”水务规划", ""), "five_years": ("“十四五”水务规划", ""), "speaks": ("", "2025-01-20"),
    "speaks_of": ("", "2025-01-20"),
    **dict.fromkeys(("since", "half", "this_year", "recent", "not_past", "rank", "ahead", "reviewed", "main_work"), ("", "")),
}  # fmt: skip


@each("row", rows("year_words"), ids=lambda row: f"{row.group}-{row.word}")
def test_a_word_says_which_year_a_report_is_of(row):
    title, met = IN_PROSE.get(row.group, (row.example, ""))
    body = row.example if row.group in IN_PROSE else "力争新建供水点12处，确保供水保障率不低于98%。"
    published = "2025-03-20" if row.group in {"finished", "to_congress"} else ""
    time = read_reference_time(title, body, met, published)
    assert f"{time.period or '-'}|{time.plan or '-'}" == row.expected


@each("row", rows("page_words"), ids=lambda row: f"{row.group}-{row.word}")
def test_a_line_of_a_page_is_no_part_of_the_report(row):
    read = {
        "annex": lambda text: "annex" if ANNEX.match(text) else None,
        "promise": lambda text: "promise" if PROMISES.match(text) else None,
        "greeting": lambda text: "greeting" if SALUTATION.match(text) else None,
    }.get(row.expected, kind_of_line)
    assert read(row.example) == row.expected


NEST = {
    "annex": ranks._ANNEX, "overview": ranks._OVERVIEW, "resets": outline_builder._RESET, "address": outline_builder._ADDRESS,
    "follows": outline_builder._LEADS_ON,
}  # fmt: skip


@each("row", rows("outline_words"), ids=lambda row: f"{row.group}-{row.word}")
def test_a_word_nests_the_units_of_a_report(row):
    if row.group in NEST:
        assert NEST[row.group].search(row.example)
        return
    text = f"云溪县水务局情况\n一、2024年工作回顾\n新建供水点12处，完成投资3.5亿元。\n二、{row.example}\n管网改造，水源保护。\n"
    assert [one.role for one in Document.from_text(text).outline][-1] == row.expected
