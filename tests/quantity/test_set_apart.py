"""Digits that a scan or a text layer has set apart are one number, and cells of a row are not."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policysum.quantity import read

BLANKED = st.lists(st.sampled_from("0123456789"), min_size=2, max_size=9).map("".join)
UNITS = st.sampled_from(["万元", "%", "个", "公里", "亿元", "户", "年", "岁", "座", "平方米"])


def values(text: str) -> list[tuple[str, Decimal | str, str]]:
    return [(one.text, one.value, one.unit) for one in read(text) if isinstance(one.value, Decimal | str)]


@given(whole=BLANKED, unit=UNITS, between=st.sampled_from(["", " "]))
def test_digits_set_apart_are_read_as_the_number_they_make(whole: str, unit: str, between: str) -> None:
    """Value, unit, kind and bound are those of the number without blanks, the span is that of the print."""
    apart = " ".join(whole) + between + unit
    printed, plain = read(f"河堤修到{apart}左右。"), read(f"河堤修到{whole}{unit}左右。")
    assert [(one.kind, one.value, one.unit, one.bound, one.quantum) for one in printed] == [
        (one.kind, one.value, one.unit, one.bound, one.quantum) for one in plain
    ]
    assert printed[0].start == 4
    assert printed[0].text.startswith(apart.rstrip())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("渠系利用率提高7 .5 %。", [("7 .5 %", Decimal("7.5"), "%")]),
        ("渠系利用率提高3 7 . 2 %。", [("3 7 . 2 %", Decimal("37.2"), "%")]),
        ("渠系利用率提高17. 5%。", [("17. 5%", Decimal("17.5"), "%")]),
        ("滴灌面积扩大到0.3 0公顷。", [("0.3 0公顷", Decimal("0.3"), "公顷")]),
        ("1 4座水库", [("1 4座", 14, "座")]),
        ("2 0 0 3年1 1月2 0日起", [("2 0 0 3年1 1月2 0日", "2003-11-20", "")]),
        ("三次产业比例为2 1 ∶4 0 ∶3 9 。", [("2 1", 21, "%"), ("4 0", 40, "%"), ("3 9", 39, "%")]),
        ("羊出栏超过5 0万只、3 0万只。", [("5 0万只", 500000, "只"), ("3 0万只", 300000, "只")]),
    ],
)
def test_points_dates_and_structures_set_apart(
    text: str, expected: list[tuple[str, Decimal | str, str]]
) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    ["| 0 100 1 1.0% |", "畜牧 1 1.0% ", "12 7个", "A 1 2个", "行次 1 2 3 4"],
)  # fmt: skip
def test_cells_and_marks_are_not_joined(text: str) -> None:
    """Without a unit behind them, or beside other numbers, digits stay apart."""
    assert not any(" " in one.text.strip() for one in read(text))


def test_a_point_that_a_scan_misread() -> None:
    """Raised, with a blank, or as a comma between a number without a unit and a sign."""
    assert values("蓄水8 · 4吨，灌溉面积增长26，4％，渗漏率下降3· 1 ‰。") == [
        ("8 · 4吨", Decimal("8.4"), "吨"),
        ("26，4％", Decimal("26.4"), "%"),
        ("3· 1 ‰", Decimal("3.1"), "‰"),
    ]
    assert [one.value for one in read("到1996，5％的村通水，覆盖12个，3％未通。")][-2:] == [12, 3]
