"""万 and 亿 without 元 are money where the words before them or the amount before them are."""

import pytest

from policysum.quantity import Kind, read


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("水费收入任务62万，完成71万，其中", [Kind.MONEY, Kind.MONEY]),
        ("渠道维修年初预算840万，调整预算910万。", [Kind.MONEY, Kind.MONEY]),
        ("安置房涉及货值7亿。", [Kind.MONEY]),
        ("水费收入62万元，完成71万，", [Kind.MONEY, Kind.MONEY]),
        ("水费收入62万元。完成71万，", [Kind.MONEY, Kind.COUNT]),
        ("水费收入62万元，完成71万人次", [Kind.MONEY, Kind.COUNT]),
        ("水费收入62万元，完成71万植树任务", [Kind.MONEY, Kind.COUNT]),
        ("植树62万株，完成71万，", [Kind.COUNT, Kind.COUNT]),
    ],
)
def test_an_amount_without_unit(text: str, kinds: list[Kind]) -> None:
    assert [one.kind for one in read(text)] == kinds


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("按不超过设备购置费用25%补助", "le"),
        ("不低于合同价15%", "ge"),
        ("投资额25%", "exact"),
        ("不超过三年，补助投资额25%", "exact"),
    ],
)
def test_a_bound_before_what_a_share_is_of(text: str, bound: str) -> None:
    assert read(text)[-1].bound.value == bound
