import copy
import json

import pytest

from policysum.errors import InputError
from policysum.evaluate.gold import read_gold
from policysum.export.decision_file import Decision, read_decisions
from policysum.export.decisions import apply_decisions, review_result
from policysum.export.results import read_result, results_in
from policysum.summary import Summary
from policysum.views import rows


def _decision(data, number, kind, correction=None, **changes):
    kpi = data["kpis"][number - 1]
    if correction is not None:
        names = ("indicator", "value", "unit", "status", "change", "period")
        correction = {**{name: kpi[name] for name in names}, **correction}
    fields = {
        "report": data["document"]["name"], "source_sha256": data["run"]["source_sha256"], "kpi": number,
        "start": kpi["start"], "end": kpi["end"], "text": kpi["text"], "indicator": kpi["indicator"],
        "decision": kind, "correction": correction, "note": "看过原文", "decided_at": "2026-11-21T18:00:00.000Z",
    }  # fmt: skip
    return Decision.model_validate({**fields, **changes})


@pytest.fixture
def data(summary):
    return copy.deepcopy(summary.to_dict())


def test_an_accepted_kpi_keeps_what_was_proved_of_it_and_gains_a_review(data):
    before = copy.deepcopy(data)
    assert review_result(data, [_decision(data, 5, "accept")]) == []
    assert data["kpis"] == before["kpis"]
    assert data["verification"] == before["verification"]
    assert data["reviews"][0]["decision"] == "accept"
    assert rows(data, "kpis")[4]["review"] == "accept"
    Summary.from_dict(data)


def test_a_rejected_kpi_leaves_the_result_and_its_number_counts_as_not_captured(data):
    before = copy.deepcopy(data)
    review_result(data, [_decision(data, 5, "reject")])
    assert len(data["kpis"]) == len(before["kpis"]) - 1
    assert before["kpis"][4] not in data["kpis"]
    assert data["verification"]["checked"] == before["verification"]["checked"] - 1
    assert data["verification"]["passed"] == before["verification"]["passed"]
    assert "misattributed" not in data["verification"]["counts"]
    coverage = data["verification"]["coverage"]
    assert coverage["captured"] == before["verification"]["coverage"]["captured"] - 1
    assert coverage["share"] == coverage["captured"] / coverage["numbers"]
    for claim in data["verification"]["failed"]:
        place = int(claim["path"].removeprefix("kpis[").split("]")[0])
        assert data["kpis"][place]["text"] == claim["text"]


def test_a_corrected_kpi_takes_the_words_of_the_reviewer_and_passes_where_its_value_is_printed(data):
    review_result(
        data, [_decision(data, 5, "correct", {"indicator": "创业担保贷款在保余额", "status": "target"})]
    )
    kpi = data["kpis"][4]
    assert (kpi["indicator"], kpi["status"], kpi["verdict"]) == (
        "创业担保贷款在保余额",
        "target",
        "supported",
    )
    assert data["reviews"][0]["before"]["verdict"] == "misattributed"
    assert "misattributed" not in data["verification"]["counts"]


def test_a_correction_cannot_bring_in_a_number_the_source_does_not_print(data):
    review_result(data, [_decision(data, 2, "correct", {"value": 99_000_000})])
    kpi = data["kpis"][1]
    assert kpi["verdict"] == "unsupported"
    assert "7130万元" in kpi["reason"]
    assert data["verification"]["failed"][0]["path"] == "kpis[1].value"


def test_a_correction_may_mend_the_value_to_what_is_printed(data):
    data["kpis"][1]["value"] = 7130.0
    review_result(data, [_decision(data, 2, "correct", {"value": 71_300_000})])
    assert (data["kpis"][1]["value"], data["kpis"][1]["verdict"]) == (71_300_000, "supported")


def test_applying_the_same_decisions_again_changes_nothing(data):
    decisions = [
        _decision(data, 2, "correct", {"indicator": "贷款"}), _decision(data, 5, "reject"),
        _decision(data, 6, "accept"), _decision(data, 1, "reject"),
    ]  # fmt: skip
    review_result(data, decisions)
    once = copy.deepcopy(data)
    assert review_result(data, decisions) == []
    assert data == once


def test_a_later_decision_replaces_an_earlier_one_and_leaves_the_others(data):
    original = copy.deepcopy(data)
    review_result(
        data, [_decision(original, 2, "correct", {"indicator": "贷款"}), _decision(original, 5, "reject")]
    )
    review_result(data, [_decision(original, 5, "accept")])
    assert data["kpis"][1]["indicator"] == "贷款"
    assert data["kpis"][4] == original["kpis"][4]
    assert data["verification"]["coverage"] == original["verification"]["coverage"]
    review_result(data, [_decision(original, 2, "accept")])
    assert data["kpis"] == original["kpis"]
    assert data["verification"] == original["verification"]


def test_a_decision_on_another_kpi_than_the_result_has_is_handed_back(data):
    before = copy.deepcopy(data["kpis"])
    strange = [_decision(data, 2, "reject", indicator="别的"), _decision(data, 3, "reject", start=0, kpi=999)]
    assert review_result(data, strange) == strange
    assert data["kpis"] == before


@pytest.fixture
def run(tmp_path, summaries):
    for summary in summaries:
        name = summary.document.name.removesuffix(".txt")
        (tmp_path / f"{name}.json").write_text(summary.to_json(), encoding="utf-8")
    return tmp_path


def test_decisions_find_their_report_by_its_text(run, summaries):
    decisions = [
        _decision(summaries[1].to_dict(), 1, "reject"),
        _decision(summaries[2].to_dict(), 1, "accept"),
    ]
    stale = _decision(summaries[0].to_dict(), 1, "reject", source_sha256="0" * 64)
    (run / "kpis.csv").write_text("old", encoding="utf-8")
    untouched = (run / "000.json").read_bytes()
    applied = apply_decisions([*decisions, stale], run)
    assert applied.unmatched == [stale]
    assert [path.name for path in applied.written] == ["002.json", "003.json"]
    assert applied.counts == {"accept": 1, "correct": 0, "reject": 1}
    assert (run / "000.json").read_bytes() == untouched
    total = sum(len(data["kpis"]) for _, data in results_in(run))
    assert (run / "kpis.csv").read_text(encoding="utf-8-sig").count("000.txt") > 0
    assert total == sum(len(summary.report.kpis) for summary in summaries) - 1


def test_reviewed_results_become_gold_that_eval_reads(run, summaries, tmp_path):
    data = summaries[0].to_dict()
    decisions = [
        _decision(data, 1, "accept"), _decision(data, 2, "correct", {"indicator": "贷款"}), _decision(data, 3, "reject"),
    ]  # fmt: skip
    apply_decisions(decisions, run, tmp_path / "gold")
    gold = read_gold(tmp_path / "gold")["000"]
    required = [(fact.indicator, fact.start) for fact in gold.kpis if fact.required]
    kpis = data["kpis"]
    assert required == [(kpis[0]["indicator"], kpis[0]["start"]), ("贷款", kpis[1]["start"])]
    assert len(gold.kpis) == len(kpis) - 1
    lines = (tmp_path / "gold" / "000.mentions.jsonl").read_text(encoding="utf-8").splitlines()
    mentions = {row["start"]: row for row in map(json.loads, lines)}
    assert mentions[kpis[2]["start"]]["text"] == kpis[2]["text"]
    assert mentions[kpis[1]["start"]]["kind"] == "money"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "not a readable JSON"),
        ("[]", "not a policysum-decisions"),
        ('{"format": "other", "version": 1, "decisions": []}', "At format"),
        ('{"format": "policysum-decisions", "version": 2, "decisions": []}', "At version"),
        ('{"format": "policysum-decisions", "version": 1, "decisions": [{"kpi": 0}]}', r"At decisions\.0"),
    ],
)
def test_a_file_that_is_no_decisions_is_refused_with_the_place(tmp_path, text, message):
    path = tmp_path / "decisions.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_decisions(path)


def test_a_missing_or_foreign_result_is_refused(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        read_result(tmp_path / "x.json")
    (tmp_path / "x.json").write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match="not a result"):
        read_result(tmp_path / "x.json")
    assert list(results_in(tmp_path)) == []


def test_a_page_made_after_a_review_can_be_reviewed_again(data):
    original = copy.deepcopy(data)
    review_result(data, [_decision(data, 1, "reject"), _decision(data, 3, "correct", {"indicator": "申请"})])
    again = [_decision(data, 1, "reject"), _decision(data, 2, "accept")]
    assert again[1].indicator == "申请"
    assert review_result(data, again) == []
    assert {review["kpi"]: review["decision"] for review in data["reviews"]} == {
        1: "reject",
        2: "reject",
        3: "accept",
    }
    assert data["kpis"] == original["kpis"][2:]
