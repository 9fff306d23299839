"""Targets and results given without a figure, and figures of other places."""

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policysum.catalogue import Catalogue, in_words, of_a_part, of_elsewhere, same_thing, same_unit, wordings

_ROWS = tomllib.loads((files("policysum.catalogue") / "wordings.toml").read_text("utf-8"))["wording"]


@pytest.mark.parametrize("row", _ROWS, ids=[row["id"] for row in _ROWS])
def test_every_wording_reads_its_example(row):
    names, growing = in_words(row["example"])
    own = next(one for one in wordings() if one.id == row["id"])
    assert own.pattern.fullmatch(row["example"])
    catalogue = Catalogue()
    found = [(growing and catalogue.match(name, "%")) or catalogue.match(name) for name in names if name]
    assert (row["indicator"], row["measure"]) in {(one.id, one.measure) for one in found if one}


@pytest.mark.parametrize(
    "clause",
    [
        "居民收入增长5%以上",
        "持续改善营商环境",
        "居民收入",
        "着力稳就业",
        "与经济增长同步",
        "居民收入增长与经济增长同步" * 9,
        "",
    ],
)
def test_a_figure_or_no_wording_says_nothing_in_words(clause):
    assert in_words(clause) == (("",), False)


def test_the_parts_of_an_enumeration_are_names_of_their_own():
    names, growing = in_words("单位国内生产总值能耗和主要污染物排放量继续下降")
    assert names[1:] == ("单位国内生产总值能耗", "主要污染物排放量")
    assert growing


@pytest.mark.parametrize(
    ("before", "elsewhere"),
    [
        ("今年全国经济增长", True),
        ("全国经济增长5%，城镇新增就业", True),
        ("全国经济增长5%，我省经济增长", False),
        ("全国经济增长5%，我省经济增长6%，城镇新增就业", False),
        ("全国重点示范县达到3个，城镇新增就业", False),
        ("地区生产总值增长高于全国", False),
        ("地区生产总值居全国第", False),
        ("成渝地区双城经济圈生产总值增长", True),
        ("地区生产总值增长", False),
    ],
)
def test_a_figure_behind_another_place_is_of_that_place(before, elsewhere):
    assert of_elsewhere(before) is elsewhere


@pytest.mark.parametrize(
    ("clause", "level", "part"),
    [
        ("地区生产总值增速高于全省平均水平", "province", True),
        ("地区生产总值增速高于全省平均水平", "county", False),
        ("地区生产总值增速高于全国", "province", False),
        ("地区生产总值增速高于全省", None, False),
    ],
)
def test_who_is_compared_with_the_whole_is_a_part_of_it(clause, level, part):
    assert of_a_part(clause, level) is part


@pytest.mark.parametrize(
    ("one", "other", "unit", "sure"),
    [
        ("新建主干道路", "主干道路完工", "条", 2),
        ("改造东风路、滨河路等背街巷道", "集中改造背街巷道", "条", 2),
        ("重点实施农村公路", "新建农村道路", "公里", 2),
        ("新建蔬菜大棚", "建成大棚", "亩", 1),
        ("旅游接待床位", "接待床位", "张", 1),
        ("新建现代牧场", "现代化牧场", "个", 1),
        ("游泳馆新建改造", "新建改造游泳馆", "座", 2),
        ("游泳馆新建改造", "小学校维修改造", "座", 0),
        ("东部新城供水主管网改造", "管网改造", "公里", 0),
        ("建成道路", "城区道路建成通车", "条", 0),
        ("“暖屋行动”危旧住宅改造", "实施危旧住宅改造", "平方米", 2),
        ("规上企业", "企业", "家", 0),
        ("培育规上食品企业", "培育食品企业", "家", 0),
        ("海拉尔区棚户区改造", "棚户区改造", "平方米", 0),
        ("实施一中迁建等项目投资", "实施二中迁建等项目投资", "元", 0),
        ("现代牧场建设任务", "村屯全覆盖建设任务", "个", 0),
        ("文化产业增长", "旅游文化产业增长", "%", 0),
        ("项目", "重点项目", "个", 0),
    ],
)
def test_projects_of_one_thing_are_known_from_others(one, other, unit, sure):
    assert same_thing(one, other, unit) == same_thing(other, one, unit) == sure


def test_counters_count_alike_and_measures_do_not():
    assert same_unit("个", "家")
    assert not same_unit("亩", "公里")


@given(st.text(alphabet="新建完成改造等、和大棚道路工程项目任务规上", max_size=12))
def test_any_name_is_of_one_thing_with_itself_or_names_nothing(name):
    assert same_thing(name, name, "个") in {0, 2}
