"""The public functions as a type checker and a reader of a session see them."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import policysum

ROOT = Path(__file__).parents[1]
CODE = """
from pydantic import BaseModel
import policysum
from policysum import Kpi, Report, Summary

class Loans(BaseModel):
    total: float

standard: Summary[Report] = policysum.summarize("report.txt", engine="extractive")
own: Summary[Loans] = policysum.summarize("report.txt", schema=Loans, model="qwen3", timeout=60)
first: Kpi = standard.kpis[0]
total: float = own.report.total
"""


@pytest.mark.long
def test_a_user_of_the_types_is_understood_and_a_wrong_option_is_found(tmp_path):
    pytest.importorskip("mypy", reason="mypy is not installed: the types are not tested")
    wrong = CODE + '\npolicysum.summarize("report.txt", engin="extractive")\n'
    shown = re.search(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)[1]
    for name, code in (("good.py", CODE), ("readme.py", shown), ("bad.py", wrong)):
        (tmp_path / name).write_text(code, encoding="utf-8")
    # All at once, and with what mypy keeps of the last time: to look into the package takes nearly all of the time.
    kept = ROOT / ".mypy_cache" / "of the tests"
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--cache-dir",
        str(kept),
        "good.py",
        "readme.py",
        "bad.py",
    ]
    found = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=tmp_path
    ).stdout.splitlines()
    errors = [line for line in found if ": error:" in line]
    assert errors, found
    assert [line for line in errors if not line.startswith("bad.py:")] == []
    assert all("engin" in line or "overload" in line for line in errors)


TEXT = "青山市2024年政府工作报告\n一、2024年工作完成情况\n2024年新建学校12所。\n"


@pytest.mark.parametrize("text", [TEXT, "2024年新建学校12所。"])
def test_a_text_is_told_from_a_path(text):
    summary = policysum.summarize(text, engine="extractive")
    assert [kpi.text for kpi in summary.kpis] == ["12所"]
    assert summary.source == text


def test_a_name_without_a_full_stop_is_a_path():
    with pytest.raises(policysum.DocumentError, match="报告"):
        policysum.summarize("报告.txt", engine="extractive")


def test_a_summary_is_short_to_look_at_and_saves_itself(tmp_path):
    summary = policysum.summarize(TEXT, engine="extractive")
    assert repr(summary) == "<Summary '青山市2024年政府工作报告': 1 KPIs, 0 doubtful>"
    assert repr(summary.report) == "<Report: 1 achievements, 0 problems, 0 plans, 1 kpis>"
    assert repr(summary.kpis[0]) == str(summary.kpis[0])
    assert repr(summary.kpis[0]) == "<Kpi '新建学校': 12所, actual, 2024, supported>"
    assert repr(summary.achievements) == "[<Achievement '2024年工作完成情况'>]"
    assert (
        repr(policysum.quantities("2024年新建学校12所。")[1])
        == "<Mention '12所': 新建学校, actual, increment, 2024>"
    )
    document = policysum.Document.from_text(TEXT * 100)
    assert TEXT[:20] not in repr(document)
    assert len(repr(document)) < 120
    assert (summary.achievements, summary.problems, summary.plans) == (
        summary.report.achievements,
        summary.report.problems,
        summary.report.plans,
    )
    summary.save(tmp_path / "report.json")
    assert (tmp_path / "report.json").read_text("utf-8") == summary.to_json()
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]
