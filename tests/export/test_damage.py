"""Damaged results and decisions of a wrong shape: named, passed over or refused, and nothing half written."""

from __future__ import annotations

import json
import logging
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policysum.errors import InputError
from policysum.export.decision_file import read_decisions
from policysum.export.decisions import apply_decisions
from policysum.export.files import AllOrNone
from policysum.export.results import read_result, results_in
from policysum.export.terminal import terminal_view
from policysum.views import TABLES, rows


@pytest.fixture
def out(tmp_path, summaries):
    for summary in summaries:
        path = tmp_path / f"{summary.document.name.removesuffix('.txt')}.json"
        path.write_text(summary.to_json(), encoding="utf-8")
    (tmp_path / "kpis.csv").write_text("old", encoding="utf-8")
    return tmp_path


def decision(data, number=1, **changes):
    kpi = data["kpis"][number - 1]
    return {
        "report": data["document"]["name"], "source_sha256": data["run"]["source_sha256"], "kpi": number,
        "start": kpi["start"], "end": kpi["end"], "text": kpi["text"], "indicator": kpi["indicator"],
        "decision": "accept", "note": "", "decided_at": "2026-11-21T18:00:00.000Z", **changes,
    }  # fmt: skip


def corrected(data, **changes):
    names = ("indicator", "value", "unit", "status", "change", "period")
    kept = {name: data["kpis"][0][name] for name in names}
    return decision(data, decision="correct", correction={**kept, **changes})


def written(path, *decisions):
    content = {"format": "policysum-decisions", "version": 1, "decisions": list(decisions)}
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


SHAPES = {
    "three parts": lambda data: corrected(data, value=[1, 2, 3]),
    "no part": lambda data: corrected(data, value=[]),
    "one part": lambda data: corrected(data, value=[1]),
    "not a number": lambda data: corrected(data, value=float("nan")),
    "infinite": lambda data: corrected(data, value=float("inf")),
    "infinite range": lambda data: corrected(data, value=[1, float("inf")]),
    "a truth": lambda data: corrected(data, value=True),
    "a text": lambda data: corrected(data, value="3"),
    "no name": lambda data: corrected(data, indicator=""),
    "no correction": lambda data: decision(data, decision="correct"),
    "null correction": lambda data: decision(data, decision="correct", correction=None),
    "a correction of what is accepted": lambda data: {**corrected(data), "decision": "accept"},
    "words for a time": lambda data: decision(data, decided_at="<b>9999"),
    "a long time": lambda data: decision(data, decided_at="2026-11-21T18:00:00." + "0" * 90),
    "half a character": lambda data: decision(data, note="\ud83d"),
    "kpi as text": lambda data: decision(data, kpi="1"),
    "kpi zero": lambda data: decision(data, kpi=0),
    "negative place": lambda data: decision(data, start=-1),
    "another decision": lambda data: decision(data, decision="drop"),
    "more than is known": lambda data: decision(data, verdict="supported"),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_decision_of_a_wrong_shape_is_refused_before_anything_is_written(out, tmp_path, summaries, shape):
    good, bad = summaries[1].to_dict(), summaries[0].to_dict()
    path = written(tmp_path / "decisions.json", decision(good, decision="reject"), SHAPES[shape](bad))
    before = contents(out)
    with pytest.raises(InputError, match="decisions"):
        apply_decisions(read_decisions(path), out)
    assert contents(out) == before


@pytest.mark.parametrize("value", [7.5, 7, None, [1, 2]])
def test_a_decision_of_a_right_shape_is_taken(out, tmp_path, summaries, value):
    data = summaries[0].to_dict()
    path = written(tmp_path / "decisions.json", corrected(data, value=value))
    assert len(apply_decisions(read_decisions(path), out).written) == 1
    assert read_result(out / "000.json")["kpis"][0]["value"] == value


def test_where_one_file_cannot_be_written_none_is(out, tmp_path, summaries, monkeypatch):
    path = written(
        tmp_path / "decisions.json", *(decision(one.to_dict(), decision="reject") for one in summaries)
    )
    before = contents(out)
    count, replace = iter(range(100)), os.replace

    def failing(source, target, **more):
        if next(count) == 2:
            raise OSError(28, "No space left on device")
        return replace(source, target, **more)

    monkeypatch.setattr("pathlib.Path.replace", failing)
    with pytest.raises(OSError, match="No space"):
        apply_decisions(read_decisions(path), out, tmp_path / "gold")
    assert contents(out) == before
    assert list((tmp_path / "gold").iterdir()) == []


def test_files_written_together_leave_nothing_where_the_block_fails(tmp_path):
    (tmp_path / "a").write_bytes(b"old")

    def failing():
        with AllOrNone() as files:
            files.add(tmp_path / "a", b"new")
            files.add(tmp_path / "b", b"new")
            raise KeyError

    with pytest.raises(KeyError):
        failing()
    assert contents(tmp_path) == {"a": b"old"}


DAMAGES = {
    "cut off": lambda text: text[: len(text) // 2],
    "empty": lambda text: b"",
    "binary": lambda text: b"\xff\xfe\x00",
    "deep": lambda text: b"[" * 100_000,
    "no counts": lambda text: changed(text, lambda data: data["verification"].pop("counts")),
    "a list for a part": lambda text: changed(text, lambda data: data.update(document=[])),
    "text for a number": lambda text: changed(text, lambda data: data["kpis"][0].update(start="x")),
    "no verdict": lambda text: changed(text, lambda data: data["kpis"][0].pop("verdict")),
    "a strange verdict": lambda text: changed(text, lambda data: data["kpis"][0].update(verdict="?")),
    "not a number": lambda text: changed(text, lambda data: data["kpis"][0].update(value=float("nan"))),
    "infinite": lambda text: text.replace(b'"model_calls": ', b'"model_calls": 1e999, "x": ', 1),
    "a part is gone": lambda text: changed(text, lambda data: data.pop("run")),
    "a review of nothing": lambda text: changed(
        text,
        lambda data: data.update(
            reviews=[{"decision": "accept", "kpi": 99999, "start": 0, "end": 1, "indicator": "x", "before": data["kpis"][0]}]
        ),
    ),
}  # fmt: skip


def changed(text, change):
    data = json.loads(text)
    change(data)
    return json.dumps(data, ensure_ascii=False).encode()


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_result_is_named_and_passed_over(out, caplog, damage):
    broken = out / "002.json"
    broken.write_bytes(DAMAGES[damage](broken.read_bytes()))
    (out / "decisions.json").write_text('{"format": "policysum-decisions"}', encoding="utf-8")
    with caplog.at_level(logging.WARNING, logger="policysum.export"):
        assert [path.name for path, _ in results_in(out)] == ["000.json", "003.json"]
    (record,) = caplog.records
    assert "002.json" in record.getMessage()
    with pytest.raises(InputError, match=r"002\.json"):
        read_result(broken)


def test_decisions_on_whole_results_are_written_beside_a_damaged_one(out, tmp_path, summaries):
    (out / "002.json").write_bytes(b"{")
    path = written(
        tmp_path / "decisions.json", *(decision(one.to_dict(), decision="reject") for one in summaries)
    )
    applied = apply_decisions(read_decisions(path), out)
    assert [one.name for one in applied.written] == ["000.json", "003.json"]
    assert [one.report for one in applied.unmatched] == ["002.txt"]
    assert (out / "002.json").read_bytes() == b"{"


def test_a_result_of_a_later_version_that_knows_more_is_read(out):
    path = out / "000.json"
    path.write_bytes(
        changed(path.read_bytes(), lambda data: (data.update(new=1), data["kpis"][0].update(new=1)))
    )
    assert read_result(path)["new"] == 1


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_decisions_hold_is_applied_or_refused_and_the_results_stay_whole(
    out, tmp_path, summaries, data
):
    base = corrected(summaries[0].to_dict())
    keys = st.sampled_from([*base, *(f"correction.{key}" for key in base["correction"]), "new"])
    for key, value in data.draw(st.dictionaries(keys, JUNK, max_size=3)).items():
        where, _, name = key.partition(".")
        if name and isinstance(base["correction"], dict):
            base["correction"] = {**base["correction"], name: value}
        elif not name:
            base[where] = value
    path = written(tmp_path / "decisions.json", base)
    before = {name: text for name, text in contents(out).items() if name[0] == "0"}
    try:
        apply_decisions(read_decisions(path), out)
    except InputError:
        assert {name: text for name, text in contents(out).items() if name[0] == "0"} == before
    assert len(list(results_in(out))) == len(summaries)
    for name, text in before.items():
        (out / name).write_bytes(text)


NUMBER = {"text": "26项", "start": 1, "end": 4}
DIGEST = {
    "abstract": "在贷项目26项。",
    "numbers": [NUMBER],
    "headlines": [{"text": "在贷项目26项", "kpis": [0], "numbers": [NUMBER]}],
    "themes": [{"name": "金融", "items": ["achievements[0]"]}],
    "plans": [{"plan": "plans[0]", "target": None, "deadline": "年底", "responsible": None,
               "answers": ["problems[0]"], "numbers": []}],
}  # fmt: skip


def places(node, path=()):
    """Every place of a result, of long lists the first two members only."""
    inner = node.items() if isinstance(node, dict) else enumerate(node[:2]) if isinstance(node, list) else ()
    for key, value in inner:
        yield (*path, key)
        yield from places(value, (*path, key))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(number=st.integers(0, 10_000), junk=JUNK)
def test_a_result_is_read_whole_or_refused_whatever_stands_in_one_of_its_places(out, summaries, number, junk):
    content = summaries[0].to_dict()
    content["summary"] = DIGEST
    content = json.loads(json.dumps(content))
    known = list(places(content))
    *path, last = known[number % len(known)]
    at = content
    for key in path:
        at = at[key]
    at[last] = junk
    (out / "000.json").write_text(json.dumps(content), encoding="utf-8")
    try:
        found = read_result(out / "000.json")
    except InputError:
        return
    for table in TABLES:
        list(rows(found, table))
    assert list(terminal_view(found))
