"""The gazetteer finds places by name, in the year the text is of, and takes no common word for a place."""

from __future__ import annotations

import pytest

from each_row import each
from policysum.catalogue import places, regions
from policysum.lexicon import Row, read_table
from policysum.lexicon.loader import FOLDER


@pytest.mark.parametrize(
    ("text", "year", "code"),
    [
        ("海南政府工作报告", None, "460000"),
        ("吉林市政府工作报告", None, "220200"),
        ("海南州政府工作报告", None, "632500"),
        ("呼伦贝尔市海拉尔区人民政府", None, "150702"),
        ("海拉尔区政府工作报告", 2014, "150702"),
        ("2024年浙江省政府工作报告", None, "330000"),
        ("浙江", None, "330000"),
        ("内蒙古2026年政府工作报告", None, "150000"),
        ("杭州", None, "330100"),
        ("延边州人民政府", None, "222400"),
        ("吉林省吉林市教育局", None, "220200"),
        ("吉林省长春市朝阳区统计局", None, "220104"),
        ("莱芜市人民政府", 2015, "371200"),
        ("济源市2010年国民经济和社会发展统计公报", 2010, "419001"),
        ("关于苏州市吴江区2023年部门决算的说明", 2023, "320509"),
        ("泸县", None, "510521"),
        ("杭州市临平区", 2021, "330113"),
    ],
)
def test_a_place_is_found_by_its_name_in_its_year(text: str, year: int | None, code: str) -> None:
    """The longest chain of divisions decides, and a name of two characters needs its place."""
    found = places.find(text, year)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    "text",
    [
        "保持经济运行在合理区间", "鼓励市场主体加大投入", "已上市企业12家", "建设测试区域12个", "主城区和县域", "老城区改造",
        "各区县各部门", "合作市场拓展", "吉林大学2024年部门决算", "国务院办公厅", "各乡镇人民政府", "",
    ],
)  # fmt: skip
def test_a_common_word_is_no_place(text: str) -> None:
    """区, 市 and 县 end many words that name nothing."""
    assert places.candidates(text) == ()


def test_a_name_of_many_places_is_no_single_one() -> None:
    """朝阳区 lies in Beijing and in Changchun: both are offered, none is chosen."""
    assert {one.code for one in places.candidates("朝阳区人民政府")} == {"110105", "220104"}
    assert places.find("朝阳区人民政府") is None


def test_the_year_decides_which_code_a_name_had() -> None:
    """莱芜 was a county, then a city of three levels, and is a district now."""
    seen = {year: region.code for year in (1982, 1990, 2005) if (region := places.find("莱芜市", year))}
    assert seen == {1982: seen[1982], 1990: "379004", 2005: "371200"}


def test_the_parents_of_a_division_begin_with_its_province() -> None:
    """The names from the outside in."""
    district = regions.by_code("150702")
    assert district is not None
    assert [one.name for one in regions.parents(district)] == ["内蒙古自治区", "呼伦贝尔市"]
    assert regions.by_code("999999") is None


def test_every_row_of_the_gazetteer_lies_in_a_division_that_is_known() -> None:
    """A parent is a code of the table, and a name ends as divisions do."""
    codes, names = regions._table()
    held = [one for rows in codes.values() for one in rows]
    assert len(held) > 7000
    assert all(one.parent in codes for one in held if one.level != "province")
    assert all(names[one.name] for one in held)


@each("row", read_table(FOLDER / "place_guards.tsv").rows, ids=lambda row: row.word)
def test_the_example_of_a_guard_is_read_as_its_row_says(row: Row) -> None:
    """A word that keeps a name from being a place, or lets it be one."""
    found = places.candidates(row.example)
    assert ("/".join(one.code for one in found) or "none") == row.expected
