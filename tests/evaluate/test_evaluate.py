"""Scores against gold: what is counted, and that a changed summary changes the right score."""

import copy
import json

import pytest

from policysum import evaluate as ev
from policysum.errors import InputError

SOURCE = "一、成绩\n2020年新认定研发机构7家,合同金额2396.3万元,同比增长31%。\n二、问题\n人才不足。\n"


def _mention(number, text, value, unit, note=""):
    start = SOURCE.index(text)
    return {
        "id": f"r-m{number}",
        "start": start,
        "end": start + len(text),
        "text": text,
        "value": value,
        "unit": unit,
        "note": note,
    }


MENTIONS = [
    _mention(1, "2020年", "2020", "", "optional: a year"),
    _mention(2, "7家", 7, "家"),
    _mention(3, "2396.3万元", 23963000, "元"),
    _mention(4, "31%", 31, "%"),
]
KPIS = [
    {
        "mention": "r-m2",
        "indicator": "新认定研发机构",
        "value": 7,
        "unit": "家",
        "status": "actual",
        "period": "2020",
        "change": "increment",
        "note": "",
    },
    {
        "mention": "r-m3",
        "indicator": "合同金额",
        "value": 23963000,
        "unit": "元",
        "status": "actual",
        "period": "as_of:2020-06",
        "change": "level",
        "note": "",
    },
    {
        "mention": "r-m4",
        "indicator": "合同金额同比增长",
        "value": 31,
        "unit": "%",
        "status": "actual",
        "period": "2020",
        "change": "growth",
        "note": "kpi-optional: may be left out",
    },
]
ITEMS = [
    {"type": "achievement", "title": "成绩", "start": 5, "end": 40},
    {"type": "problem", "title": "人才不足", "start": SOURCE.index("人才"), "end": SOURCE.index("人才") + 5},
]


@pytest.fixture
def gold_dir(tmp_path):
    for name, rows in (("mentions", MENTIONS), ("kpis", KPIS), ("items", ITEMS)):
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (tmp_path / f"r.{name}.jsonl").write_text(lines, "utf-8")
    (tmp_path / "r_report.txt").write_text(SOURCE, "utf-8")
    return tmp_path


def _perfect():
    kpis = []
    for row in KPIS:
        mention = next(m for m in MENTIONS if m["id"] == row["mention"])
        kpis.append({**row, **{key: mention[key] for key in ("start", "end", "text")}})
    items = {f"{kind}s": [] for kind in ("achievement", "problem", "plan")}
    for item in ITEMS:
        evidence = [{"start": item["start"], "end": item["end"], "text": SOURCE[item["start"] : item["end"]]}]
        items[f"{item['type']}s"].append({"title": item["title"], "detail": "", "evidence": evidence})
    return {"document": {"name": "r_report"}, **items, "kpis": kpis}


def _score(summary, gold_dir):
    return ev.evaluate(summary, ev.read_gold(gold_dir)["r"], SOURCE).to_dict()


def test_a_perfect_summary_loses_nothing(gold_dir):
    scores = _score(_perfect(), gold_dir)
    names = (
        "kpi_recall",
        "kpi_precision",
        "value_f1",
        "grounding_f1",
        "status",
        "period",
        "change",
        "indicator",
    )
    assert {name: scores[name] for name in names} == dict.fromkeys(names, 1.0)
    assert scores["achievement_recall"] == scores["problem_precision"] == 1.0
    assert scores["plan_recall"] is None
    assert scores["missed"] == scores["extra"] == []


def _without_kpi(summary):
    del summary["kpis"][0]


def _invented_kpi(summary):
    summary["kpis"].append({**summary["kpis"][0], "start": 0, "end": 2, "text": "一、"})


def _year_as_kpi(summary):
    year = MENTIONS[0]
    summary["kpis"].append({**summary["kpis"][0], **{key: year[key] for key in ("start", "end", "text")}})


def _duplicate_kpi(summary):
    summary["kpis"].append(summary["kpis"][0])


def _optional_dropped(summary):
    del summary["kpis"][2]


def _wrong_value(summary):
    summary["kpis"][0]["value"] = 8


def _wrong_unit(summary):
    summary["kpis"][0]["unit"] = "项"


def _shifted(summary):
    summary["kpis"][1]["start"] += 1


def _wrong_status(summary):
    summary["kpis"][0]["status"] = "target"


def _same_year(summary):
    summary["kpis"][0]["period"] = "2020H1"


def _wrong_year(summary):
    summary["kpis"][0]["period"] = "2021"


def _no_period(summary):
    summary["kpis"][0]["period"] = None


def _other_name(summary):
    summary["kpis"][0]["indicator"] = "农产品"


def _longer_name(summary):
    summary["kpis"][0]["indicator"] = "全市新认定研发机构数"


def _item_elsewhere(summary):
    summary["problems"][0]["evidence"] = [{"start": 5, "end": 40, "text": ""}]


def _item_split(summary):
    summary["achievements"].append(summary["achievements"][0])


@pytest.mark.parametrize(
    ("change", "name", "expected"),
    [
        (_without_kpi, "kpi_recall", 0.5),
        (_without_kpi, "kpi_precision", 1.0),
        (_invented_kpi, "kpi_precision", 2 / 3),
        (_year_as_kpi, "kpi_precision", 1.0),
        (_duplicate_kpi, "kpi_precision", 2 / 3),
        (_optional_dropped, "kpi_recall", 1.0),
        (_wrong_value, "value_f1", 0.5),
        (_wrong_value, "kpi_recall", 1.0),
        (_wrong_unit, "value_f1", 0.5),
        # its text no longer stands at its span: only 7家 and 31% share characters
        (_shifted, "grounding_f1", 2 * 5 / (13 + 12)),
        (_wrong_status, "status", 2 / 3),
        (_same_year, "period", 1.0),
        (_wrong_year, "period", 2 / 3),
        (_no_period, "period", 2 / 3),
        (_other_name, "indicator", 2 / 3),
        (_longer_name, "indicator_contained", 1.0),
        (_item_elsewhere, "problem_recall", 0.0),
        (_item_split, "achievement_precision", 0.5),
    ],
)
def test_each_fault_costs_its_own_score(gold_dir, change, name, expected):
    summary = copy.deepcopy(_perfect())
    change(summary)
    assert _score(summary, gold_dir)[name] == pytest.approx(expected, abs=1e-4)


def test_a_longer_name_costs_similarity_but_less_than_another_one(gold_dir):
    longer, other = _perfect(), _perfect()
    _longer_name(longer)
    _other_name(other)
    assert 1.0 > _score(longer, gold_dir)["indicator"] > _score(other, gold_dir)["indicator"]


def test_run_matches_reports_by_name_and_adds_up(gold_dir):
    evaluation = ev.run(gold_dir, [_perfect()], label="perfect")
    assert [scores.name for scores in evaluation.reports] == ["r"]
    assert evaluation.total.to_dict()["kpi_recall"] == 1.0
    assert ev.reports(gold_dir) == {"r": gold_dir / "r_report.txt"}


def test_two_runs_are_compared_score_by_score(gold_dir):
    worse = _perfect()
    _without_kpi(worse)
    before, after = (ev.run(gold_dir, [summary]).to_dict() for summary in (_perfect(), worse))
    rows = ev.compare(before, json.loads(json.dumps(after)))
    assert rows["kpi_recall"] == {"before": 1.0, "after": 0.5, "change": -0.5}
    assert "| kpi_recall" in ev.comparison_table(rows)


def test_the_table_has_a_row_per_report_and_shows_the_undefined_as_a_dash(gold_dir):
    label, figures, items = ev.table(ev.run(gold_dir, [_perfect()], label="perfect")).split("\n\n")
    assert label == "perfect"
    for grid in (figures, items):
        lines = grid.splitlines()
        assert [line.split("|")[1].strip() for line in lines[2:]] == ["r", "total"]
        assert len({len(line) for line in lines}) == 1
        assert max(map(len, lines)) <= 120
    assert items.splitlines()[-1].split("|")[6].strip() == "-"  # the gold has no plan


def test_gold_without_items_says_nothing_of_items(gold_dir):
    (gold_dir / "r.items.jsonl").unlink()
    total = ev.run(gold_dir, [_perfect()]).to_dict()["total"]
    assert total["kpi_recall"] == 1.0
    for kind in ("achievement", "problem", "plan"):
        assert total[f"{kind}_recall"] is total[f"{kind}_precision"] is None


def test_a_folder_without_gold_is_named(tmp_path):
    with pytest.raises(InputError, match=r"NNN\.kpis\.jsonl"):
        ev.read_gold(tmp_path)


def test_a_broken_line_of_gold_is_named(gold_dir):
    (gold_dir / "r.kpis.jsonl").write_text('{"mention": \n', "utf-8")
    with pytest.raises(InputError, match=r"r\.kpis\.jsonl:1"):
        ev.read_gold(gold_dir)


def test_summaries_of_other_reports_are_refused(gold_dir):
    summary = _perfect()
    summary["document"]["name"] = "x"
    with pytest.raises(InputError, match="belongs"):
        ev.run(gold_dir, [summary])
