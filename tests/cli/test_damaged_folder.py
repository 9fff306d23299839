"""One damaged result in a folder is named by every command, and costs none of the others."""

from __future__ import annotations

import json
import sys

import pytest

from policysum.cli import app as application

REPORT = (
    "2020年工作总结\n一、工作完成情况\n今年以来,新认定高新技术企业{}家,下发补助资金6134万元,同比增长5.2%。\n"
)


@pytest.fixture
def policysum(capsys, monkeypatch):
    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["policysum", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            application.main()
        out, err = capsys.readouterr()
        return ended.value.code or 0, out, err

    return run


@pytest.fixture
def folder(policysum, tmp_path):
    reports = tmp_path / "in"
    reports.mkdir()
    for number in (1, 2, 3):
        (reports / f"r{number}.txt").write_text(REPORT.format(number), encoding="utf-8")
    assert policysum("run", reports, "-o", tmp_path / "out", "--engine", "extractive", "--quiet")[0] == 0
    return tmp_path


def damaged(text, damage):
    if damage == "cut off":
        return text[: len(text) // 2]
    data = json.loads(text)
    if damage == "no counts":
        del data["verification"]["counts"]
    elif damage == "infinite":
        return text.replace('"model_calls": ', '"model_calls": 1e999, "x": ', 1)
    else:
        data["kpis"][0]["value"] = {}
    return json.dumps(data)


COMMANDS = {
    "show": ["show", "{out}"],
    "tables": ["tables", "{out}", "--format", "csv,jsonl,html,md,xlsx,parquet"],
    "panel": ["panel", "{out}"],
    "track": ["track", "{out}"],
    "query": ["query", "{out}", "SELECT report FROM kpis", "--csv"],
    "run of others": ["run", "{in}/r1.txt", "{in}/r3.txt", "-o", "{out}", "--engine", "extractive", "--format", "xlsx"],
    "apply": ["apply", "{in}/decisions.json", "-o", "{out}"],
}  # fmt: skip


@pytest.mark.parametrize("damage", ["cut off", "no counts", "infinite", "a strange value"])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_damaged_result_is_named_and_costs_none_of_the_others(policysum, folder, command, damage):
    broken = folder / "out" / "r2.json"
    broken.write_text(damaged(broken.read_text(encoding="utf-8"), damage), encoding="utf-8")
    before = broken.read_bytes()
    data = json.loads((folder / "out" / "r1.json").read_text(encoding="utf-8"))
    kpi = data["kpis"][0]
    decision = {key: kpi[key] for key in ("start", "end", "text", "indicator")}
    decision |= {
        "report": "r1.txt",
        "source_sha256": data["run"]["source_sha256"],
        "kpi": 1,
        "decision": "accept",
    }
    content = {"format": "policysum-decisions", "version": 1, "decisions": [decision]}
    (folder / "in" / "decisions.json").write_text(json.dumps(content), encoding="utf-8")
    arguments = [part.format(out=folder / "out", **{"in": folder / "in"}) for part in COMMANDS[command]]
    status, out, err = policysum(*arguments)
    assert status == 0, err
    assert "r2.json" in err
    assert "passed over" in err
    assert "internal error" not in err
    assert broken.read_bytes() == before
    if command in {"show", "panel", "query"}:
        assert out
    if command == "tables":
        rows = (folder / "out" / "kpis.csv").read_text(encoding="utf-8")
        assert "r1" in rows
        assert "r2.txt" not in rows


@pytest.mark.parametrize("damage", ["cut off", "no counts", "infinite", "a strange value"])
@pytest.mark.parametrize("force", [(), ("--force",)])
def test_the_report_of_a_damaged_result_is_done_again(policysum, folder, damage, force):
    broken = folder / "out" / "r2.json"
    whole = json.loads(broken.read_text(encoding="utf-8"))
    broken.write_text(damaged(broken.read_text(encoding="utf-8"), damage), encoding="utf-8")
    status, _, err = policysum("run", folder / "in", "-o", folder / "out", "--engine", "extractive", *force)
    assert status == 0, err
    assert json.loads(broken.read_text(encoding="utf-8"))["kpis"] == whole["kpis"]


def test_eval_names_a_report_that_cannot_be_read_and_scores_the_others(policysum, folder):
    decisions = []
    for name in ("r1", "r2"):
        data = json.loads((folder / "out" / f"{name}.json").read_text(encoding="utf-8"))
        kpi = data["kpis"][0]
        decision = {key: kpi[key] for key in ("start", "end", "text", "indicator")}
        decision |= {
            "report": f"{name}.txt",
            "source_sha256": data["run"]["source_sha256"],
            "kpi": 1,
            "decision": "accept",
        }
        decisions.append(decision)
    content = {"format": "policysum-decisions", "version": 1, "decisions": decisions}
    (folder / "in" / "decisions.json").write_text(json.dumps(content), encoding="utf-8")
    policysum("apply", folder / "in" / "decisions.json", "-o", folder / "out", "--gold", folder / "gold")
    (folder / "in" / "r2.txt").write_bytes(b"\x00\xff" * 50)
    call = ("eval", "--gold", folder / "gold", "--reports", folder / "in", "--engine", "extractive", "--json")
    status, out, err = policysum(*call)
    assert status == 1
    assert "r2.txt" in err
    assert [one["report"] for one in json.loads(out)["reports"]] == ["r1"]
    (folder / "gold" / "r1.kpis.jsonl").write_text('{"mention": "x"}\n', encoding="utf-8")
    status, _, err = policysum(*call)
    assert status == 2
    assert "r1.kpis.jsonl" in err
