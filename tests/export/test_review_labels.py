import pytest

from policysum.export.payload import called, figures, labels


def _report(title, where="", when="", file="", name="report.txt"):
    return {"title": title, "where": where, "when": when, "file": file or name, "name": name}


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        ([_report("总结"), _report("计划", "银川")], ["总结", "计划"]),
        ([_report("", name="a.txt")], ["a.txt"]),
        (
            [_report("政府工作报告", "宁夏", "2020"), _report("政府工作报告", "青海", "2020"), _report("总结", "宁夏")],
            ["宁夏 2020 · 政府工作报告", "青海 2020 · 政府工作报告", "总结"],
        ),
        (
            [_report("报告", "宁夏", "2020", "a_报告"), _report("报告", "宁夏", "2020", "b_报告"), _report("报告")],
            ["a_报告 · 宁夏 2020 · 报告", "b_报告 · 宁夏 2020 · 报告", "报告"],
        ),
        ([_report("报告", file="x")] * 2 + [_report("报告", file="y")],
         ["x · 报告（1）", "x · 报告（2）", "y · 报告"]),
    ],
)  # fmt: skip
def test_a_report_is_called_by_its_title_and_by_what_tells_it_from_its_likes(reports, expected):
    assert labels(list(map(called, reports))) == expected


def test_a_report_knows_what_could_tell_it_apart(summary):
    data = summary.to_dict()
    data["run"] = {**data["run"], "output": "out_000"}
    found = figures(data)
    assert found["where"] == (data["document"]["region"] or data["document"]["issuer"])
    assert found["when"] == "2020上半年"
    assert found["file"] == "out_000"
