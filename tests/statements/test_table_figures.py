"""What a table says of its numbers goes before what the words around them seem to say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

import pytest

from policysum.quantity import Kind
from policysum.quantity.reader import read
from policysum.statements import Ledger, Region
from policysum.statements.cells import with_units
from policysum.statements.ground import Ground

TEXT = "税收 310 320\n"


@dataclass(frozen=True)
class Cell:
    """A figure of a table."""

    start: int = 3
    end: int = 6
    row: str = "税收"
    name: str = "税收收入"
    year: str = ""
    unit: str = ""
    target: bool = False
    change: str = ""
    counted: bool = False
    inferred: bool = False


def first(*figures, text=TEXT, **known):
    return Ledger(text, figures=figures, **known).mentions[0]


def planned(**known):
    """The first number of a paragraph of plans for 2025, whose table says what is given."""
    text = "力争税收达到310亿元。\n"
    figure = replace(Cell(start=6, end=11), **known)
    return first(figure, text=text, plan_period="2025", regions=[Region(0, len(text), "plan")])


def test_a_number_in_a_cell_has_the_name_of_its_table_and_no_other_has():
    named, other = Ledger(TEXT, figures=[Cell()]).mentions
    assert (named.indicator, named.own, named.subject) == ("税收收入", "税收收入", "")
    assert other.indicator != "税收收入"


def test_without_tables_the_prose_names_its_numbers():
    assert Ledger("税收310亿元。").mentions[0].indicator == "税收"


@pytest.mark.parametrize(
    "figure", [Cell(start=2, end=3), Cell(start=4, end=6), Cell(name=""), Cell(start=0, end=3)]
)
def test_a_cell_that_ends_before_a_number_begins_behind_it_or_has_no_name_names_nothing(figure):
    assert first(figure) == first()


def test_a_date_in_a_cell_stays_a_date():
    text = "2020年 310\n"
    assert first(Cell(0, 5), text=text).indicator == ""


@pytest.mark.parametrize(
    ("known", "status", "ground"),
    [
        ({}, "target", Ground.STATED),
        ({"year": "2024"}, "actual", Ground.CARRIED),
        ({"year": "2025"}, "target", Ground.STATED),
        ({"year": "2024", "target": True}, "target", Ground.STATED),
    ],
)
def test_a_year_before_that_of_the_plan_is_not_aimed_at_unless_its_head_says_so(known, status, ground):
    found = planned(**known)
    assert (found.status, found.status_ground) == (status, ground)


def test_a_year_before_that_of_the_plan_leaves_what_is_done_as_it_is():
    found = first(Cell(year="2024"), text="税收 310亿元\n", plan_period="2025")
    assert (found.status, found.status_ground, found.period) == ("actual", Ground.CARRIED, "2024")


def test_a_year_says_nothing_of_the_status_where_no_plan_is_known():
    before = first(Cell(), text="税收 310亿元\n")
    found = first(Cell(year="2024"), text="税收 310亿元\n")
    assert (found.status, found.status_ground) == (before.status, before.status_ground)


@pytest.mark.parametrize(("inferred", "ground"), [(False, Ground.STATED), (True, Ground.INFERRED)])
def test_what_rests_on_the_shape_of_a_table_is_inferred(inferred, ground):
    aim = first(Cell(target=True, year="2026", inferred=inferred))
    assert (aim.status, aim.status_ground) == ("target", ground)
    assert (aim.period, aim.period_ground) == ("2026", ground)


def test_a_table_without_years_and_aims_leaves_them_to_the_prose():
    text = "2019年税收310亿元。\n"
    found, plain = (Ledger(text, figures=figures).mentions[1] for figures in ([Cell(7, 13)], []))
    assert (found.period, found.period_ground) == ("2019", plain.period_ground)
    assert (found.status, found.status_ground) == (plain.status, plain.status_ground)


@pytest.mark.parametrize("text", ["税收 310吨\n", "税收占比 3.1%\n"])
def test_a_column_of_changes_makes_a_level_or_a_share_a_change(text):
    assert first(text=text).change in {"level", "share"}
    assert first(Cell(3, 9, change="growth"), text=text).change == "growth"


def test_a_change_that_the_cell_says_itself_stays_one():
    text = "税收 下降3.1%\n"
    plain, found = first(text=text), first(Cell(3, 9, change="increment", inferred=True), text=text)
    assert found.change == plain.change == "decline"
    assert found.change_ground == plain.change_ground
    assert (found.parent, first(Cell(3, 9), text=text).parent) == ("税收", "")


def test_what_counts_or_has_a_unit_is_a_figure():
    assert first(Cell(counted=True)).kpi
    assert first(Cell(), text="税收 310吨\n").kpi
    assert not first(Cell()).kpi


def units(text, *figures):
    return [(one.text, one.kind, one.value, one.unit) for one in with_units(text, read(text), figures)]


def test_a_number_of_a_cell_has_the_unit_of_its_head():
    found = units(TEXT, Cell(unit="万元"))
    assert found == [
        ("310", Kind.MONEY, Decimal(3100000), "元"),
        ("320", Kind.OTHER, Decimal(320), ""),
    ]


def test_a_unit_that_is_printed_in_the_cell_is_not_read_twice():
    assert units("税收 310万元\n", Cell(3, 8, unit="万元")) == units("税收 310万元\n")


def test_a_number_that_counts_by_its_head_is_a_count():
    assert [kind for _, kind, *_ in units(TEXT, Cell(counted=True))] == [Kind.COUNT, Kind.OTHER]
    assert units("税收 310%\n", Cell(3, 7, counted=True)) == units("税收 310%\n")


def test_cells_with_and_without_a_unit_stand_side_by_side():
    found = units(TEXT, Cell(), Cell(7, 10, unit="万元"))
    assert [unit for *_, unit in found] == ["", "元"]


@pytest.mark.parametrize("number", ["310", "0.5"])
@pytest.mark.parametrize("sign", ["-", "−", "–"])
def test_a_cell_that_begins_with_a_line_is_negative(sign, number):
    text = f"税收 {sign}{number}\n"
    (found,) = with_units(text, read(text), [Cell(3, 4 + len(number))])
    assert (found.start, found.text, found.value) == (3, f"{sign}{number}", -Decimal(number))


def test_the_unit_of_a_head_leaves_a_number_in_its_place():
    text = "税收 为310\n"
    (found,) = with_units(text, read(text), [Cell(3, 7, unit="万元")])
    assert (found.start, found.end, found.text, found.unit) == (4, 7, "310", "元")


def test_a_cell_that_begins_with_another_mark_is_not():
    assert units("税收 +310\n", Cell(3, 7))[0][2] == Decimal(310)
