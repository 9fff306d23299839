"""Names of indicators find their row in the catalogue, or none."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policysum.catalogue import Catalogue, load_indicators, region_names, resolve
from policysum.errors import ConfigError

_NAMES = Path(__file__).parents[2] / "benchmarks" / "panel_names.tsv"


@pytest.mark.parametrize(
    ("name", "unit", "indicator", "measure"),
    [
        ("全省地区生产总值", "元", "gdp", "level"),
        ("地区生产总值按安排增长", "%", "gdp", "growth"),
        ("GDP年均增速", "%", "gdp", "growth_avg"),
        ("经济总量占全国比重", "%", "gdp", "share"),
        ("经济社会发展主要预期目标是经济增长", "%", "gdp", "growth"),
        ("地区生产总值总量连续居全国", "位", "gdp", "rank"),
        ("人均生产总值", "元", "gdp_pc", "level"),
        ("农村居民人均可支配收入", "元", "inc_rural", "level"),
        ("农民人均纯收入", "元", "inc_rural_net", "level"),
        ("城镇调查失业率", "%", "unemp_survey", "level"),
        ("城镇登记失业率控制", "%", "unemp_reg", "level"),
        ("居民消费价格涨幅", "%", "cpi", "growth"),
        ("高等教育毛入学率提升", "百分点", "higher_edu", "points"),
        ("新增国家级专精特新“小巨人”企业", "家", "little_giant", "increment"),
        ("全社会R&D经费支出占GDP比重", "%", "rd_int", "level"),
        ("旅游收入", "倍", "tour_rev", "index"),
        ("新增城镇就业", "万人", "urban_jobs", "level"),
        ("人均预期寿命提高", "岁", "life", "increment"),
        ("城镇新增就业", None, "urban_jobs", "level"),
        ("居民消费价格", None, "cpi", "growth"),
        ("居民消费价格年均上涨", "%", "cpi", "growth_avg"),
        ("各项存款余额比年初增加", "元", "deposits", "increment"),
        ("规模以上工业企业实现利润总额", "元", "ind_profit", "level"),
        ("装备制造业增长", "%", "equip_va", "growth"),
        ("茶叶种植面积产量", "吨", None, None),
        ("粮食播种面积产量", "吨", "grain", "level"),
        ("外贸进出口总额出口增长", "%", "exports", "growth"),
        ("固定资产投资工业投资", "元", "ind_inv", "level"),
        ("市级一般公共预算收入", "元", "budget_rev", "level"),
        ("市级科技企业孵化器", "家", "incubators", "level"),
        ("固定资产投资（不含农户，下同）", "%", "fai", "growth"),
        ("初步核算全市地区生产总值（GDP）", "元", "gdp", "level"),
        ("民生支出占全市一般公共预算支出的比重", "%", "livelihood_share", "level"),
        ("一般公共预算预计收入", "元", "budget_rev", "level"),
        ("州本级政府性基金预算收入年初预算", "元", "fund_rev", "level"),
        ("国有资本经营预算支出较上年决算数增长", "%", "soe_exp", "growth"),
        ("民间投资占固定资产投资比重", "%", "private_inv", "share"),
        ("工业投资占固定资产投资比重提高", "百分点", "ind_inv", "points"),
        ("棚户区改造", "套（户）", "shanty", "level"),
        ("空气优良天数", "%", "good_air", "level"),
        ("空气优良天数", "天", "good_air_days", "level"),
        ("细颗粒物（PM2.5）", "微克/立方米", "pm25", "level"),
        ("游客总花费（旅游总收入）", "元", "tour_rev", "level"),
        ("规上工业增加值增速居工业大省", "位", "ind_va", "rank"),
        ("规上工业企业研发经费投入增长", "%", "ent_rd", "growth"),
    ],
)
def test_a_printed_name_is_found_with_its_measure(name, unit, indicator, measure):
    found = resolve(name, unit) or (None, None)
    assert found[:2] == (indicator, measure)


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("成渝地区双城经济圈经济总量", "元"),
        ("全国地区生产总值", "元"),
        ("泸州经济总量", "元"),
        ("工业投资、民间投资年均增长", "%"),
        ("单位地区生产总值生产安全事故死亡率", "人/百亿元"),
        ("培育制造业单项冠军企业", "家"),
        ("重点项目完成投资", "元"),
        ("规上高新技术企业", "家"),
        ("地区生产总值", "家"),
        ("装备制造业", "元"),
        ("装备制造业占比", "%"),
        ("城镇就业人员", "人"),
        ("市级高新技术企业", "家"),
        ("一般公共预算收入为年初预算", "%"),
        ("政府性基金收入完成调整预算", "%"),
        ("一般公共预算收入占年度预算比重", "%"),
        ("第一产业用电量", "千瓦时"),
        ("入境游客旅游花费", "美元"),
        ("优良率", "%"),
        ("旅游收入占固定资产投资比重", "%"),
        ("游客总花费（门票收入）", "元"),
        ("非金融企业存款", "元"),
        ("", None),
    ],
)
def test_another_place_two_names_in_one_or_another_unit_find_nothing(name, unit):
    assert resolve(name, unit) is None


def test_indicators_that_changed_their_meaning_are_never_one():
    found = {name: resolve(name, "%")[0] for name in ("城镇调查失业率", "城镇登记失业率")}
    assert len(set(found.values())) == 2
    assert resolve("农民人均纯收入增长", "%")[0] != resolve("农村居民人均可支配收入增长", "%")[0]


def test_basis_and_scope_of_a_name_are_kept():
    catalogue = Catalogue()
    assert catalogue.match("居民人均可支配收入实际增长", "%").basis == "real"
    assert catalogue.match("区本级固定资产投资", "元").scope == "own level"
    assert catalogue.match("市级一般公共预算收入", "元").scope == "own level"
    assert catalogue.match("市级科技企业孵化器", "家").scope == ""
    assert catalogue.match("全社会固定资产投资", "元").scope == ""


def test_the_reports_own_region_may_stand_in_front():
    assert resolve("银川市高新技术企业", "家") is None
    assert Catalogue().match("银川市高新技术企业", "家", region_names("银川市")).id == "hte"


def test_every_row_is_whole_and_finds_itself():
    indicators = load_indicators()
    ids = {one.id for one in indicators}
    assert len(indicators) >= 150
    for one in indicators:
        assert one.english
        assert one.note
        assert not one.parent or one.parent in ids
        assert resolve(one.name)[0] == one.id


def test_a_file_of_the_users_own_goes_first(tmp_path):
    header = "id\tname\tenglish\tkind\tunit\taliases\tpattern\tnot\tparent\tvalid\tbetter\tnote\n"
    own = tmp_path / "own.tsv"
    own.write_text(
        header + "maker\t众创产值\tMakers\tflow\t元\t经济总量\t\t\t\t\thigher\tOurs.\n", encoding="utf-8"
    )
    catalogue = Catalogue(load_indicators(own))
    assert catalogue.match("经济总量", "元").id == "maker"
    assert catalogue.match("地区生产总值", "元").id == "gdp"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id\tname\n", "column english is missing"),
        (
            (
                "id\tname\tenglish\tkind\tunit\taliases\tpattern\tnot\tparent\tvalid\tbetter\tnote\n"
                "x\tX\tX\tflow\t元\t\t(\t\t\t\thigher\tn\n"
            ),
            "is not a pattern",
        ),
        (
            (
                "id\tname\tenglish\tkind\tunit\taliases\tpattern\tnot\tparent\tvalid\tbetter\tnote\n"
                "x\tX\tX\twave\t元\t\t\t\t\t\thigher\tn\n"
            ),
            "kind 'wave' is not allowed",
        ),
    ],
)
def test_a_wrong_file_is_refused_with_its_reason(tmp_path, text, said):
    own = tmp_path / "own.tsv"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=said):
        load_indicators(own)


def test_the_labelled_names_keep_precision_and_recall():
    """The list is hand-made from real reports; a third and more of its names are outside the catalogue."""
    with _NAMES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    found = [resolve(row["name"], row["unit"]) for row in rows]
    given_ids = [one for one in found if one is not None]
    right = sum(one is not None and one[0] == row["indicator"] for one, row in zip(found, rows, strict=True))
    inside = sum(bool(row["indicator"]) for row in rows)
    assert len(rows) >= 300
    assert len(rows) - inside >= len(rows) / 3
    assert right / len(given_ids) >= 0.98
    assert right / inside >= 0.90


@given(st.text(alphabet="全省地区生产总值增长占比新增%年均（）居国位abc", max_size=14))
def test_any_name_is_answered_and_twice_the_same(name):
    assert resolve(name, "%") == resolve(name, "%")
