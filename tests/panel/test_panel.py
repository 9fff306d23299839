"""Reports become one dataset; the reports here are composed for these tests."""

import csv
import io
import re

import openpyxl
import pandas as pd
import pytest

import policysum
from policysum import panel
from policysum.errors import ConfigError, InputError
from policysum.panel import PANEL_COLUMNS, TRACK_COLUMNS
from policysum.panel.columns import COLUMNS
from policysum.panel.files import write_lines
from policysum.panel.query import ask

_HEAD = "青石县人民政府工作报告\n——{year}年2月9日在青石县第十届人民代表大会第{no}次会议上\n青石县人民政府县长 林某\n各位代表：\n"
_FIRST = (
    _HEAD.format(year=2021, no="一")
    + "一、2020年工作回顾\n2020年，全县地区生产总值完成210亿元，同比增长6.1%。\n二、2021年工作安排\n"
    "今年经济社会发展主要预期目标是：地区生产总值增长7%左右，达到225亿元；一般公共预算收入增长5%以上；"
    "社会消费品零售总额增长8%；固定资产投资增长10%；城镇登记失业率控制在4%以内；城镇新增就业3000人；居民收入增长与经济增长同步。\n"
)
_SECOND = (
    _HEAD.format(year=2022, no="二")
    + "一、2021年工作回顾\n2021年，全县地区生产总值完成222亿元，同比增长6.8%；一般公共预算收入增长5.6%；"
    "社会消费品零售总额增长9.2%；城镇登记失业率为3.6%；城镇新增就业2800人。五年来，固定资产投资年均增长9%。\n"
    "二、2022年工作安排\n今年主要预期目标是：地区生产总值增长6.5%。\n"
)


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    found = []
    for name, text in (("2021.txt", _FIRST), ("2022.txt", _SECOND)):
        (folder / name).write_text(text, encoding="utf-8")
        found.append(policysum.summarize(folder / name, engine="extractive"))
    return found


@pytest.fixture(scope="module")
def out(results, tmp_path_factory):
    folder = tmp_path_factory.mktemp("out")
    for one in results:
        (folder / f"{one.document.name[:4]}.json").write_text(one.to_json(), encoding="utf-8")
    return folder


def _cell(rows, **want):
    return [row for row in rows if all(row[name] == value for name, value in want.items())]


def test_every_figure_is_traced_to_its_sentence(results):
    sources = {one.document.name: one.source for one in results}
    rows = [row for row in panel(results).rows() if row["cell"] in {"figure", "words"}]
    assert rows
    for row in rows:
        assert tuple(row) == PANEL_COLUMNS
        assert sources[row["report"]][row["start"] : row["end"]] == row["text"]
        assert row["text"] in row["sentence"]


@pytest.mark.parametrize(
    ("want", "low", "bound"),
    [
        ({"indicator": "gdp", "measure": "growth", "role": "target", "period": "2021"}, 7, "approx"),
        ({"indicator": "gdp", "measure": "level", "role": "target", "period": "2021"}, 225e8, "exact"),
        ({"indicator": "budget_rev", "measure": "growth", "role": "target", "period": "2021"}, 5, "ge"),
        ({"indicator": "unemp_reg", "measure": "level", "role": "target", "period": "2021"}, 4, "le"),
        ({"indicator": "gdp", "measure": "level", "role": "result", "period": "2021"}, 222e8, "exact"),
    ],
)
def test_a_cell_holds_value_and_bound(results, want, low, bound):
    (row,) = _cell(panel(results).rows(), **want)
    assert (row["low"], row["high"], row["bound"], row["cell"]) == (low, low, bound, "figure")


def test_a_target_given_in_words_is_a_cell_of_its_own(results):
    (row,) = _cell(panel(results).rows(), indicator="inc_all", role="target")
    assert (row["cell"], row["low"], row["text"]) == ("words", None, "居民收入增长与经济增长同步")


def test_a_mean_of_years_is_no_annual_figure(results):
    rows = _cell(panel(results).rows(), indicator="fai", role="result")
    assert [row["measure"] for row in rows] == ["growth_avg"]


@pytest.mark.parametrize(
    ("indicator", "measure", "verdict", "result"),
    [
        ("gdp", "growth", "met", "6.8%"),
        ("gdp", "level", "missed", "222亿元"),
        ("budget_rev", "growth", "met", "5.6%"),
        ("retail", "growth", "exceeded", "9.2%"),
        ("fai", "growth", "not_told", None),
        ("unemp_reg", "level", "met", "3.6%"),
        ("urban_jobs", "level", "missed", "2800人"),
        ("inc_all", "growth", "words", None),
    ],
)
def test_targets_are_held_against_the_next_report(results, indicator, measure, verdict, result):
    (row,) = _cell(panel(results).track(), indicator=indicator, measure=measure)
    assert (row["verdict"], row["result"]) == (verdict, result)


def test_both_ends_of_a_pair_are_traced(results):
    sources = {one.document.name: one.source for one in results}
    for row in panel(results).track():
        assert tuple(row) == TRACK_COLUMNS
        assert sources[row["target_report"]][row["target_start"] : row["target_end"]] == row["target"]
        if row["result"] is not None:
            assert sources[row["result_report"]][row["result_start"] : row["result_end"]] == row["result"]


def _tracked(target, result, **more):
    """What the report of 2027 says of a target of that of 2026."""
    rows = panel([_result("甲市", 2026, target), _result("甲市", 2027, result, **more)]).track()
    return [(row["verdict"], row["result"], row["why"]) for row in rows]


def _amount(name, value, text, start=8, **more):
    return _kpi(name, value, text, start, unit="亩", change="level", **more)


def test_a_project_outside_the_catalogue_is_found_under_another_name():
    target = _amount("新建蔬菜大棚", 2000, "2000亩")
    done = _amount("建成大棚", 2350, "2350亩", status="actual")
    assert _tracked(target, done) == [("exceeded", "2350亩", "given under another name: 建成大棚")]
    scoped = _amount("建成规上大棚", 2350, "2350亩", status="actual")
    assert _tracked(_amount("新建大棚", 2000, "2000亩"), scoped)[0][0] == "not_told"


def _said(name, value, sentence, text, **more):
    at = sentence.index(text)
    evidence = {"start": 0, "end": len(sentence), "text": sentence}
    return _kpi(name, value, text, at, change="level", evidence=evidence, **more)


@pytest.mark.parametrize(
    ("planned", "done", "unit", "verdict"),
    [
        ("完成96座老式水磨房修缮", "修好96处水磨房", "座", "met"),
        ("实施24个茶山村的道路改造", "其中茶山片区24个，占一半", "个", "met"),
        (
            "新建12公里热力主管网",
            "完成雨水管网改造12公里",
            "公里",
            "not_told",
        ),  # the short word is of different things
        ("建设3座水磨", "建成3座水车", "座", "not_told"),  # three of anything are built by chance
        ("旅游收入达到96亿元", "卖茶收入96亿元", "元", "not_told"),
        ("完成96座老式水磨房修缮", "修好97处水磨房", "座", "not_told"),
    ],
)
def test_one_number_of_one_thing_is_the_target_under_another_name(planned, done, unit, verdict):
    number, last = (re.search(r"\d+", text)[0] for text in (planned, done))
    counted = unit.replace("座", "处") if "处" in done else unit
    target = _said("甲", int(number), planned, number, unit=unit)
    result = _said("乙", int(last), done, last, unit=counted, status="actual")
    ((found, _, why),) = _tracked(target, result)
    assert found == verdict
    assert why.startswith("the same figure") == (verdict == "met")


def test_of_two_figures_with_the_number_of_a_target_none_is_taken():
    target = _said("甲", 96, "完成96座水磨房修缮", "96", unit="座")
    done = [
        _said("乙", 96, f"{place}修好96座水磨房", "96", unit="座", status="actual")
        for place in ("东山", "西山村")
    ]
    (row,) = panel([_result("甲市", 2026, target), _result("甲市", 2027, *done)]).track()
    assert row["verdict"] == "not_told"


def test_where_two_figures_may_be_meant_none_is_taken():
    reports = [
        _result("甲市", 2026, _amount("新建蔬菜大棚", 2000, "2000亩")),
        _result(
            "甲市",
            2027,
            _amount("建成大棚", 2350, "2350亩", status="actual"),
            _amount("改造大棚", 100, "100亩", 28, status="actual"),
        ),
    ]
    (row,) = panel(reports).track()
    assert (row["verdict"], row["result"]) == ("not_told", None)
    assert "more than one" in row["why"]


def test_a_result_given_in_words_answers_a_target():
    said = "城镇新增就业超额完成全年任务，地区生产总值增长5%"
    done = _kpi(
        "地区生产总值增长", 5, "5%", 22, status="actual", evidence={"start": 0, "end": 24, "text": said}
    )
    (row,) = _tracked(_kpi("城镇新增就业", 100, "100人", 8, unit="人", change="level"), done)
    assert row == ("words", "城镇新增就业超额完成全年任务", "the report says it without a figure")


def test_a_figure_without_a_year_is_no_annual_one_where_it_may_be_the_sum_of_five():
    target = _kpi("新建高标准农田", 100, "100亩", 8, unit="亩", change="level")
    spans = [
        _kpi(name, 5, f"{n}%", 50 + 9 * n, status="actual", period="2022/2026")
        for n, name in enumerate(
            ["旅游收入增长", "出口总额增长", "税收收入增长", "民间投资增长", "工业投资增长"]
        )
    ]
    for value, verdict in ((460, "not_told"), (120, "exceeded")):
        undated = _kpi(
            "新建高标准农田", value, f"{value}亩", 8, unit="亩", change="level", status="actual",
            grounds={"period": "inferred"},
        )  # fmt: skip
        reports = [_result("甲市", 2026, target), _result("甲市", 2027, undated, *spans)]
        (row,) = [row for row in panel(reports).track() if row["indicator"] == "farmland_hs"]
        assert row["verdict"] == verdict


def test_a_figure_at_the_end_of_the_year_is_no_hole():
    at_end = _kpi("粮食产量", 5, "5吨", 8, unit="吨", change="level", status="actual", period="as_of:2025-12")
    plain = _kpi("粮食产量", 5, "5吨", 8, unit="吨", change="level", status="actual", period="2025")
    rows = panel([_result("甲市", 2026, at_end), _result("乙市", 2026, plain)]).rows()
    assert [row["cell"] for row in rows] == ["figure", "figure"]


def test_words_beside_a_figure_of_the_same_cell_are_no_second_value():
    said = "居民收入增长与经济增长同步，居民收入增长6%"
    kpi = _kpi("居民收入增长", 6, "6%", 20, evidence={"start": 0, "end": 22, "text": said})
    (row,) = panel([_result("甲市", 2026, kpi)]).rows()
    assert (row["cell"], row["doubts"]) == ("figure", "")


@pytest.mark.parametrize(
    ("clause", "cells"),
    [
        ("地方一般公共预算收入增速与经济增速同步", {"budget_rev"}),
        ("固定资产投资增速保持在全国平均水平以上", {"fai"}),
        ("完成国家下达的粮食生产、单位生产总值二氧化碳减排目标任务", {"grain", "co2_int"}),
        ("欠发达县域生产总值、居民收入增速均高于全省", set()),
    ],
)
def test_what_a_clause_says_without_a_figure(clause, cells):
    said = f"地区生产总值增长5%，{clause}"
    kpi = _kpi("地区生产总值增长", 5, "5%", 8, evidence={"start": 0, "end": len(said), "text": said})
    rows = panel([_result("甲市", 2026, kpi)]).rows()
    assert {row["indicator"] for row in rows if row["cell"] == "words"} == cells


def _kpi(indicator, value, text, start, **more):
    return {
        "indicator": indicator, "value": value, "unit": "%", "text": text, "start": start, "end": start + len(text),
        "status": "target", "change": "growth", "period": "2026", "verdict": "supported", "bound": "exact",
        "commitment": None,
        "evidence": {"start": 0, "end": 40, "text": f"{'　' * start}{text}"}, **more,
    }  # fmt: skip


def _result(region, year, *kpis):
    document = {
        "name": f"{region}{year}.txt",
        "region": region,
        "plan_period": str(year),
        "period": str(year - 1),
    }
    return {"document": document, "kpis": list(kpis)}


def _of_code(code, *given):
    result = _result(*given)
    result["document"]["region_code"] = code
    return result


def test_two_regions_of_one_name_are_two_and_a_new_code_is_the_same_region():
    name, done = "地区生产总值增长", {"status": "actual", "period": "2026"}
    here, there = (
        _of_code(code, "甲区", 2026, _kpi(name, value, f"{value}%", 8))
        for code, value in (("110105", 5), ("220104", 6))
    )
    later = _of_code("110105", "甲区", 2027, _kpi(name, 5.5, "5.5%", 8, **done))
    assert [row["doubts"] for row in panel([here, there]).rows()] == ["", ""]
    assert [(row["region_code"], row["value"]) for row in panel([here, there, later]).track()] == [
        ("110105", 5.5)
    ]
    moved = _of_code("120105", "甲区", 2027, _kpi(name, 5.5, "5.5%", 8, **done))
    assert [row["value"] for row in panel([here, moved]).track()] == [5.5]
    assert {row["cell"] for row in panel([here, moved]).rows()} == {"figure"}


def test_holes_have_a_reason():
    growth = _kpi("地区生产总值增长", 5, "5%", 8)
    rows = panel(
        [
            _result("甲市", 2026, growth),
            _result("乙市", 2026, growth),
            _result("丙市", 2026),
            _result("丁市", 2025),
        ]
    ).rows()
    assert {row["region"]: row["cell"] for row in rows if row["report_year"] == 2026} == {
        "甲市": "figure",
        "乙市": "figure",
        "丙市": "not_stated",
        "丁市": "no_report",
    }


def test_what_is_stated_without_a_year_is_no_hole():
    growth = _kpi("地区生产总值增长", 5, "5%", 8)
    undated = _kpi("地区生产总值增长", 6, "6%", 8, period=None)
    rows = panel(
        [_result("甲市", 2026, growth), _result("乙市", 2026, growth), _result("丙市", 2026, undated)]
    ).rows()
    assert {row["cell"] for row in rows} == {"figure"}


def test_two_values_for_one_cell_are_kept_and_marked_and_one_said_twice_is_not():
    name = "地区生产总值增长"
    twice = _result("甲市", 2026, _kpi(name, 5, "5%", 8), _kpi(name, 6, "6%", 18), _kpi(name, 5, "5%", 28))
    assert [(row["low"], row["doubts"]) for row in panel([twice]).rows()] == [
        (5, "two_values"),
        (6, "two_values"),
    ]


def test_a_figure_of_another_place_is_not_the_regions():
    sentence = "今年全国经济增长5%"
    kpi = _kpi("经济增长", 5, "5%", 8, evidence={"start": 0, "end": 10, "text": sentence})
    assert panel([_result("甲市", 2026, kpi)]).rows() == []


def test_pairs_of_another_definition_scope_or_length_are_refused_with_the_reason():
    first = _result(
        "甲市",
        2026,
        _kpi("农民人均纯收入增长", 9, "9%", 8),
        _kpi("固定资产投资增长", 7, "7%", 18),
        _kpi("旅游收入增长", 6, "6%", 28),
    )
    done = {"status": "actual"}
    second = _result(
        "甲市",
        2027,
        _kpi("农村居民人均可支配收入增长", 8, "8%", 8, **done),
        _kpi("市本级固定资产投资增长", 9, "9%", 18, **done),
        _kpi("旅游收入增长", 60, "60%", 28, status="actual", period="2021/2026"),
    )
    rows = panel([first, second]).track()
    assert [(row["indicator"], row["verdict"]) for row in rows] == [
        ("inc_rural_net", "redefined"),
        ("fai", "redefined"),
        ("tour_rev", "not_told"),
    ]
    assert "scope" in rows[1]["why"]
    assert "2021/2026" in rows[2]["why"]


def test_typed_frames(results):
    frame = panel(results).to_pandas()
    assert frame["low"].dtype == "float64"
    assert str(frame["report_year"].dtype) == "Int64"
    assert panel(results).to_polars("track").columns == list(TRACK_COLUMNS)


def test_files_hold_what_the_rows_hold(results, tmp_path):
    rows = panel(results).rows()
    for name in ("p.csv", "p.xlsx", "p.parquet", "p.dta"):
        write_lines([tuple(row.values()) for row in rows], PANEL_COLUMNS, tmp_path / name)
    assert len(pd.read_csv(tmp_path / "p.csv")) == len(rows)
    assert pd.read_parquet(tmp_path / "p.parquet")["low"].notna().sum() == sum(
        row["low"] is not None for row in rows
    )
    stata = pd.read_stata(tmp_path / "p.dta")
    assert "Gross regional product" in set(stata["indicator_label"])
    book = openpyxl.load_workbook(tmp_path / "p.xlsx")
    assert book.sheetnames == ["matrix", "panel"]
    assert book["panel"].max_row == len(rows) + 1
    linked = [cell for line in book["matrix"].iter_rows() for cell in line if cell.hyperlink]
    assert linked
    assert all(cell.hyperlink.location.startswith("'panel'!A") for cell in linked)


def test_stata_labels_are_those_of_the_table_and_of_the_users_own_indicators(results, tmp_path):
    own = tmp_path / "own.tsv"
    own.write_text(
        "id\tname\tenglish\tkind\tunit\taliases\tpattern\tnot\tparent\tvalid\tbetter\tnote\n"
        "gdp\t地区生产总值\tOur own output\tflow\t元\t\t\t\t\t\thigher\tOurs.\n",
        encoding="utf-8",
    )
    for name, columns in (("panel", PANEL_COLUMNS), ("track", TRACK_COLUMNS)):
        rows = getattr(panel(results), "rows" if name == "panel" else "track")()
        write_lines([tuple(row.values()) for row in rows], columns, tmp_path / f"{name}.dta", own)
        with pd.read_stata(tmp_path / f"{name}.dta", iterator=True) as stata:
            labels = stata.variable_labels()
        for column in COLUMNS[name]:
            assert labels[{"end": "end_"}.get(column.name, column.name)] == column.doc[:80]
    assert "Our own output" in set(pd.read_stata(tmp_path / "track.dta")["indicator_label"])


def test_another_ending_is_refused(tmp_path):
    with pytest.raises(ConfigError, match=r"no table is written as \.doc"):
        write_lines([], PANEL_COLUMNS, tmp_path / "p.doc")


def test_sql_over_results(out):
    names, rows = ask(
        out, "select low from panel where indicator = 'gdp' and role = 'target' and period = '2022'"
    )
    assert (names, rows) == (["low"], [(6.5,)])
    assert ask(out, "select count(*) from kpis")[1][0][0] > 10
    assert ask(out, "select verdict, count(*) from track group by 1 order by 1")[1][0][0] == "exceeded"


@pytest.mark.parametrize("sql", ["selec 1", "select * from read_text('/etc/hostname')"])
def test_a_wrong_question_is_one_clear_line_and_no_file_is_read(out, sql):
    with pytest.raises(InputError, match="the query fails"):
        ask(out, sql)


def test_the_command_prints_csv(out, capsys):
    from typer.testing import CliRunner

    from policysum.cli.app import app

    answer = CliRunner().invoke(app, ["panel", str(out)])
    assert answer.exit_code == 0
    rows = list(csv.DictReader(io.StringIO(answer.stdout)))
    assert tuple(rows[0]) == PANEL_COLUMNS
    tracked = CliRunner().invoke(app, ["track", str(out)])
    assert "exceeded" in tracked.stdout
    missing = CliRunner().invoke(app, ["panel", str(out), "--unmatched"])
    assert missing.stdout.startswith("name,unit,count")
    asked = CliRunner().invoke(app, ["query", str(out), "select 1 as one", "--csv"])
    assert asked.stdout == "one\n1\n"
