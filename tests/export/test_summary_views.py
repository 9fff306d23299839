from pathlib import Path

import pytest

from policysum.errors import ConfigError
from policysum.schema import Report
from policysum.summary import Summary
from policysum.views import TABLES, columns_markdown, number_text, period_text


def test_a_summary_becomes_a_pandas_frame_with_nullable_types(summary):
    frame = summary.to_pandas()
    assert list(frame.columns) == [column.name for column in TABLES["kpis"]]
    assert len(frame) == len(summary.report.kpis)
    assert str(frame["start"].dtype) == "Int64"
    assert frame["value"].dtype.kind == "f"
    assert frame.loc[frame["indicator"] == "“宁科贷”在贷项目贷款金额", "value"].item() == 71_300_000


def test_a_summary_becomes_a_polars_frame(summary):
    frame = summary.to_polars("coverage")
    assert frame.columns == [column.name for column in TABLES["coverage"]]
    assert frame["captured"].sum() == summary.verification.coverage.captured


def test_an_unknown_table_is_refused_with_the_names_there_are(summary):
    with pytest.raises(ConfigError, match="kpis, achievements"):
        summary.to_pandas("figures")


def test_the_markdown_holds_every_kpi_item_and_missing_number(summary):
    page = summary.to_markdown()
    assert page.startswith("# 银川市科学技术局关于2020年上半年")
    assert page.count("\n| ") == len(summary.report.kpis) + 2
    assert "✗ 张冠李戴" in page
    assert "## 未收录的数字" in page


def test_markdown_shows_markup_in_a_report_as_text(hostile):
    page = hostile.to_markdown()
    assert "<" not in page
    assert "\\>" in page


def test_a_notebook_shows_the_title_and_no_markup_of_the_report(summary, hostile):
    assert "银川市科学技术局关于2020年上半年" in summary._repr_html_()
    page = hostile._repr_html_()
    assert "<script" not in page
    assert "<img" not in page


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (71_300_000.0, "71,300,000"),
        (1.4, "1.4"),
        ([2.0, 3.5], "2–3.5"),
        (None, ""),
        (-0.5, "-0.5"),
        (0.0, "0"),
    ],
)
def test_values_are_written_as_people_write_them(value, text):
    assert number_text(value) == text


@pytest.mark.parametrize(
    ("period", "text"),
    [
        ("as_of:2020-06", "截至2020-06"),
        ("2020H1", "2020上半年"),
        ("2019/2021", "2019–2021"),
        ("2026Q1", "2026一季度"),
        (None, ""),
    ],
)
def test_periods_are_written_as_people_say_them(period, text):
    assert period_text(period) == text


def test_every_column_is_documented_once():
    page = columns_markdown()
    for table, columns in TABLES.items():
        assert f"`{table}`" in page
        assert len({column.name for column in columns}) == len(columns)
        assert all(f"`{column.name}`" in page and column.doc for column in columns)


def test_the_documentation_of_the_tables_is_in_step():
    page = (Path(__file__).parents[2] / "docs" / "tables.md").read_text(encoding="utf-8")
    assert page.endswith(columns_markdown())


def test_every_field_of_a_result_is_documented():
    page = (Path(__file__).parents[2] / "docs" / "result.md").read_text(encoding="utf-8")
    models = Summary.model_json_schema()["$defs"] | Report.model_json_schema()["$defs"]
    models["Report"] = Report.model_json_schema()
    fields = {name for model in models.values() for name in model.get("properties", {})}
    assert {"indicator", "refused", "others", "unread"} <= fields
    assert sorted(name for name in fields if f"`{name}`" not in page) == []
