"""Names of numbers in bulletins and reports of courts: what a list shares, ages, steps of cases, what a change is against."""

from __future__ import annotations

import pytest

from policysum.statements.ledger import quantities

CASES = [
    (
        "茶叶产业和果蔬业产值同比分别增长8%和9%，增速分别比工业快4和3个百分点。",
        ["茶叶产业产值同比增长", "果蔬业产值同比增长", "茶叶产业产值同比增速比工业快", "果蔬业产值同比增速比工业快"],
    ),
    (
        "全县猪、牛、羊、家禽出栏分别为7万头、6万头、5万只、4万只，分别增长4%、3%、2%、1%。",
        [f"{sort}出栏{said}" for said in ("", "增长") for sort in ("全县猪", "牛", "羊", "家禽")],
    ),
    ("全县工业投资增长11%，比1-8月份加快2个百分点。", ["全县工业投资增长", "", "全县工业投资加快"]),
    ("全县接待游客21万人次，较前五年上升2%。", ["全县接待游客", "", "全县接待游客上升"]),
    (
        "全县总人口3万人，其中60岁以上4564人，占14%；0—14岁人口5145人，占16%。",
        ["全县总人口", None, "60岁以上", "60岁以上占比", None, "0—14岁人口", "0—14岁人口占比"],
    ),
    (
        "云溪法院受理各类案件210件，审结182件，同比分别上升8%和7%。",
        ["云溪法院受理各类案件", "云溪法院审结各类案件", "云溪法院受理各类案件同比上升", "云溪法院审结各类案件同比上升"],
    ),
    ("对诈骗等犯罪批捕7件11人，起诉5件8人。", ["诈骗等犯罪批捕"] * 2 + ["诈骗等犯罪起诉"] * 2),
    ("受理提请审查逮捕案件9件，批准逮捕7件。", ["受理提请审查逮捕案件", "批准逮捕"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_name_has_its_measure_and_no_leftover(text: str, expected: list[str | None]) -> None:
    """A name says what is counted, also where the list, the age or the step before it does; None is a threshold."""
    names = [mention.indicator for mention in quantities(text)]
    assert len(names) == len(expected)
    assert [said for said, want in zip(names, expected, strict=True) if want is not None] == [
        want for want in expected if want is not None
    ]
