from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import policysum.audit
from each_row import each
from policysum.audit import audit
from policysum.audit.interval import Interval, plain
from policysum.audit.texts import messages
from policysum.lexicon.loader import FOLDER, read_table
from policysum.statements import Ledger, Region

CONSISTENT, INCONSISTENT, UNDECIDED = "consistent", "inconsistent", "cannot tell"


def found(text):
    return [(one.type, one.verdict) for one in audit(Ledger(text))]


SHARES = [
    ("全县60家规上企业，有研发活动的只有20家，占三分之一。", CONSISTENT),
    ("全县60家规上企业，有研发活动的只有32家，占三分之一。", INCONSISTENT),
    ("全县60家规上企业，有研发活动的只有32家，占53.3%。", CONSISTENT),
    ("全县60家规上企业，有研发活动的只有32家，占比53.3%。", CONSISTENT),
    ("在保余额9000万元，其中新型抵押方式的共有3笔4500万元，占担保余额的50%。", CONSISTENT),
    ("在保余额9000万元，其中新型抵押方式的共有3笔4500万元，占累计担保余额的21.5%。", UNDECIDED),
    ("全年支出20亿元，其中民生支出16亿元，占全年支出的60%。", INCONSISTENT),
    ("全年支出20亿元，其中民生支出16亿元，占全国支出的0.6%。", UNDECIDED),
    ("全县640家规上企业，有研发活动的211家，占34.9%。", INCONSISTENT),
    ("有研发活动的企业211家，占640家规上企业的34.9%。", INCONSISTENT),
    ("有研发活动的企业211家，占640家规上企业的33.0%。", CONSISTENT),
    ("640家规上企业中，211家开展研发活动，占34.9%。", INCONSISTENT),
    ("抽查的640个项目中，有211个（占33%）存在问题。", CONSISTENT),
    ("抽查的640个项目中，有211个（占34.9%）存在问题。", INCONSISTENT),
    ("年初预算10210万元，支出决算9746万元，完成年初预算的95.46%。", CONSISTENT),
    ("年初预算10210万元，支出决算9746万元，完成年初预算的85.46%。", INCONSISTENT),
    ("年初预算8210万元，支出决算9746万元，完成年初预算的118.71%。", CONSISTENT),
    ("户均收入10万元，工资收入6万元，占收入的80%。", UNDECIDED),  # an average is no whole
    ("完成投资10.5亿元，占年度计划12.6亿元的83.3%。", CONSISTENT),
    ("完成投资10.5亿元，占年度计划12.6亿元的93.3%。", INCONSISTENT),
    ("完成投资615亿元，是“十一五”时期228亿元的2.7倍。", CONSISTENT),
    ("完成投资615亿元，是“十一五”时期228亿元的3.7倍。", INCONSISTENT),
    ("全年投入民生资金6.8亿元，占地方财政总支出的47.5%。", UNDECIDED),
    ("全社会R&D投入为26.59亿元，R&D强度为1.40%。", UNDECIDED),
]


@pytest.mark.parametrize(("text", "verdict"), SHARES)
def test_a_share_is_measured_by_its_part_and_its_whole(text, verdict):
    assert ("share", verdict) in found(text)
    assert {one.verdict for one in audit(Ledger(text)) if one.type == "share"} == {verdict}


def test_a_share_without_a_base_takes_the_base_of_the_sentence_before():
    text = "全县60家规上企业，有研发活动的只有20家，占三分之一。高新技术企业仅有3家，占{}。"
    assert found(text.format("5%"))[1:] == [("share", CONSISTENT)]
    assert found(text.format("8.2%"))[1:] == [("share", INCONSISTENT)]


NO_SHARES = [
    "388家、科技型中小企业2007家，高新技术企业占规上企业28%。",  # a new subject whose number is not told
    "投资10亿元，民生支出6.8亿元，占比提高2.2个百分点。",
    "新增9家，分别占30%、40%。",
    "占地20亩，占三分之一。",
]


@pytest.mark.parametrize("text", NO_SHARES)
def test_no_share_is_computed_from_numbers_that_are_not_its_own(text):
    assert not [one for one in found(text) if one[0] == "share"]


RATES = [
    ("研发费从2019年51.54亿元增长到2021年的77.49亿元，年复合增长率22.6%。", CONSISTENT),
    ("研发费从2019年51.54亿元增长到2021年的77.49亿元，年复合增长率25.6%。", INCONSISTENT),
    ("研发费从2019年51.54亿元增长到2021年的77.49亿元，年均增长25.2%。", CONSISTENT),  # the simple average
    ("地区生产总值从2019年51.54亿元增长到2021年的77.49亿元，年均增长19%。", UNDECIDED),  # constant prices
    ("汽车由1000万辆增至3000万辆，增长2倍。", CONSISTENT),
    ("汽车由1000万辆增至3000万辆，增长3倍。", CONSISTENT),  # said for threefold
    ("汽车由1000万辆增至3000万辆，增长6倍。", INCONSISTENT),
    ("学校由2020年的80所减少到2025年的60所，下降25%。", CONSISTENT),
    ("学校由2020年的80所减少到2025年的60所，下降35%。", UNDECIDED),  # of the last year, perhaps
    ("学校由2024年的80所减少到2025年的60所，下降35%。", INCONSISTENT),
    ("收入30788元，比2010年增加13480元，增长77.9%。", CONSISTENT),
    ("2015年收入30788元，比2010年增加13480元，年均递增12.2%。", CONSISTENT),
    ("2015年收入30788元，比2010年增加13480元，年均递增15.2%。", INCONSISTENT),
    ("投资100亿元，比上年减少25亿元，下降20%。", CONSISTENT),
    ("投资100亿元，比上年减少25亿元，下降25%。", INCONSISTENT),
    ("收入120亿元，同比增加20亿元、增长20%。", CONSISTENT),
    ("收入120亿元，同比增加20亿元、增长30%。", INCONSISTENT),
]


@pytest.mark.parametrize(("text", "verdict"), RATES)
def test_a_rate_is_measured_by_the_levels_it_joins(text, verdict):
    assert found(text) == [("growth rate vs levels", verdict)]


def test_the_years_of_the_sentence_before_frame_a_pair_of_levels_without_years():
    text = "收入由2010年的5.24亿元增加到2015年的15.07亿元，年均增长23.53%。支出由11.66亿元增加到29.33亿元，年均增长{}。"
    assert found(text.format("20.26%")) == [("growth rate vs levels", CONSISTENT)] * 2
    assert found(text.format("30.26%"))[1] == ("growth rate vs levels", INCONSISTENT)


def test_a_pair_of_levels_without_years_says_nothing_of_a_yearly_rate():
    assert found("支出由11.66亿元增加到29.33亿元，年均增长20.26%。") == []


ACROSS = [
    (
        "规上企业研发费77.49亿元。\n确保规上企业研发费90亿元，同比增长16%。",
        [("growth rate vs levels", CONSISTENT)],
    ),
    (
        "规上企业研发费77.49亿元。\n确保规上企业研发费增长16%，达到90亿元。",
        [("growth rate vs levels", CONSISTENT)],
    ),
    ("规上企业研发费77.49亿元。\n确保规上企业研发费90亿元，同比增长36%。", []),
    (
        "拥有高新技术企业388家。\n确保新增高新技术企业166家，总量达到554家。",
        [("stock and flow", CONSISTENT)],
    ),
    (
        "拥有高新技术企业388家。\n确保新增高新技术企业166家，总量达到550家。",
        [("stock and flow", UNDECIDED)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), ACROSS)
def test_targets_are_measured_by_the_level_another_sentence_gives(text, expected):
    assert found(text) == expected


POINTS = [
    ("占比由31.2%提升至54.5%，提高23.3个百分点。", "difference", CONSISTENT),
    ("占比由31.2%提升至54.5%，提高20.3个百分点。", "difference", INCONSISTENT),
    ("占比由54.5%降至31.2%，下降23.3个百分点。", "difference", CONSISTENT),
    ("比重为35.1%，比上年的32.4%提高2.7个百分点。", "difference", CONSISTENT),
    ("比重为35.1%，比上年的32.4%提高3.7个百分点。", "difference", INCONSISTENT),
    ("比重仅32.4%，低于全市的50.2%。", "comparison", CONSISTENT),
    ("比重为52.4%，低于全市的50.2%。", "comparison", INCONSISTENT),
]


@pytest.mark.parametrize(("text", "kind", "verdict"), POINTS)
def test_percentages_are_compared_as_the_prose_compares_them(text, kind, verdict):
    assert found(text) == [(kind, verdict)]


SUMS = [
    ("项目59个，其中工业类3个、城建类28个、农业类28个。", [("sum", CONSISTENT)]),
    ("项目50个，其中工业类3个、城建类28个、农业类28个。", [("sum", UNDECIDED)]),
    ("项目90个，其中工业类3个、城建类28个、农业类28个。", [("part vs whole", CONSISTENT)]),
    ("项目10个，其中工业类13个。", [("part vs whole", INCONSISTENT)]),
    ("项目59个（工业类3个、城建类28个、农业类28个）。", [("sum", CONSISTENT)]),
    ("项目61个（工业类3个、城建类28个、农业类28个）。", [("sum", UNDECIDED)]),
    ("工业类3个、城建类28个、农业类28个，全市共建成59个。", [("sum", CONSISTENT)]),
    ("收入100亿元，其中税收收入80亿元，非税收入25亿元。", [("sum", UNDECIDED)]),
    ("新增10个，其中工业类达到13个。", []),
    ("工业类3个、城建类28个、农业类28个，合计59个。", [("sum", CONSISTENT)]),
    ("工业类3个、城建类28个、农业类28个，合计65个。", [("sum", INCONSISTENT)]),
    ("评审项目133个、座谈20个，共入选84个。", []),
    ("资金成本降低0.5%，补贴成本降低0.87%，综合成本降低1.37%。", [("sum", CONSISTENT)]),
    ("总投资10亿元，包括一期3亿元，二期7亿元。", [("sum", CONSISTENT)]),
    ("三次产业结构调整为4.0∶37.7∶58.3。", [("sum", CONSISTENT)]),
    ("三次产业结构调整为4.0：37.7：55.3。", [("sum", INCONSISTENT)]),
    ("抽检每千人6.6批次，其中开展你点我检超5万批次。", []),
    ("出口增长5.6%，其中民企增长10.8%。", []),
]


@pytest.mark.parametrize(("text", "expected"), SUMS)
def test_parts_are_added_up_and_compared_with_their_whole(text, expected):
    assert found(text) == expected


FLOWS = [
    ("新认定高新技术企业56家，全市高新技术企业总数达162家。", "stock and flow", CONSISTENT),
    ("新认定高新技术企业560家，全市高新技术企业总数达162家。", "stock and flow", INCONSISTENT),
    ("通用机场增加250个、达到25个。", "stock and flow", INCONSISTENT),
    ("组织24家企业申报，推荐7家。", "part vs whole", CONSISTENT),
    ("在全省90个县(市、区)中的监测排名分别为33位、17位、14位。", "rank range", CONSISTENT),
    ("在全省90个县中排名第95位。", "rank range", INCONSISTENT),
    ("在41个科技指标中我市有18个居全省前10位。", "part vs whole", CONSISTENT),
]


@pytest.mark.parametrize(("text", "kind", "verdict"), FLOWS)
def test_stocks_stages_and_fields_bound_their_parts(text, kind, verdict):
    assert found(text) == [(kind, verdict)]


LISTS = [
    ("启动了上海、杭州、西安、深圳、哈尔滨等5个孵化器的建设。", [("enumeration", CONSISTENT)]),
    ("组织专家对智慧物流、石墨提纯设备等9个项目评审。", [("enumeration", CONSISTENT)]),
    ("联合甲县、乙县、丙县等2个县。", [("enumeration", INCONSISTENT)]),
    ("联合甲县、乙县、丙县等共3个县。", [("enumeration", CONSISTENT)]),
    ("引进甲公司、乙公司等在内的8家企业。", [("enumeration", CONSISTENT)]),
    ("出台《甲办法》、《乙办法》、《丙办法》等2项政策。", [("enumeration", INCONSISTENT)]),
    ("在教育、医疗领域实施学校新建、医院扩建等2个项目。", []),
    ("建成平台3家（分别位于北京、苏州、成都）。", [("enumeration", CONSISTENT)]),
    ("建成平台4家（分别位于北京、苏州、成都）。", []),
    ("建成平台1家（分别位于北京）。", []),  # one place is no list
    ("召开《甲、乙、丙》等座谈会。", []),
]


@pytest.mark.parametrize(("text", "expected"), LISTS)
def test_names_are_counted_against_the_number_that_counts_them(text, expected):
    assert found(text) == expected


def test_a_relation_shows_its_numbers_and_its_recomputation():
    text = "全县53家规上企业，有研发活动的规上企业只有25家，占三分之一。"
    (one,) = audit(Ledger(text))
    assert one.texts == ["25家", "53家", "三分之一"]
    assert [text[start:end] for start, end in one.spans] == one.texts
    assert one.recomputation == "25/53 = 47.17%，不是三分之一；53家的三分之一应为17.67家"


PIECES = st.sampled_from(
    [
        "3家",
        "0家",
        "4470万元",
        "31.89%",
        "三分之一",
        "2020年",
        "超5亿元",
        "约3倍",
        "第3位",
        "2个百分点",
        "其中",
        "占",
        "共",
        "合计",
        "从",
        "增长到",
        "，增长",
        "，年均增长",
        "比上年增加",
        "低于全市的",
        "等",
        "、",
        "，",
        "。",
        "的",
        "总数达",
        "新增",
        "中",
        "企业",
        "（分别为",
        "4.0∶37.7∶58.3",
        "三次产业",
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_prose_is_audited_without_raising_and_every_span_is_a_number_of_it(text):
    for one in audit(Ledger(text)):
        assert one.verdict in {CONSISTENT, INCONSISTENT, UNDECIDED}
        assert [text[start:end] for start, end in one.spans] == one.texts
        assert one.recomputation


JOINED = [
    ("以望远和闽宁两个片区为核心。", [("enumeration", CONSISTENT)]),
    ("坚持“让利与民、阳光征收、做好群众工作”三项原则。", [("enumeration", CONSISTENT)]),
    ("新建商贸、物流类项目11个。", []),
]


@pytest.mark.parametrize(("text", "expected"), JOINED)
def test_names_right_before_their_count_are_reported_only_where_they_agree(text, expected):
    assert found(text) == expected


NEAR = [
    ("项目59个，其中工业类3个、城建类28个、农业类25个。", [("sum", UNDECIDED)]),
    ("在41个科技指标中我市有118个居全省前列。", [("part vs whole", INCONSISTENT)]),
    ("在41个科技指标中，有18个居前，惠及企业99个。", [("part vs whole", CONSISTENT)]),
]


@pytest.mark.parametrize(("text", "expected"), NEAR)
def test_slips_in_lists_and_fields_are_noticed_with_due_doubt(text, expected):
    assert found(text) == expected


TARGETS = [
    ("高新技术企业达到388家。", "力争高新技术企业达到550家。", [("level vs target", CONSISTENT)]),
    ("粮食产量达到732.5亿斤。", "力争粮食产量达到730亿斤。", [("level vs target", UNDECIDED)]),
    ("改造农村危房2万户。", "力争改造农村危房1万户。", []),  # work that starts anew each year
    ("单位能耗达到3.5吨。", "力争单位能耗达到3.1吨。", []),
    ("销售收入达到54亿元。", "力争销售收入超亿元企业20家。", []),
]


@pytest.mark.parametrize(("done", "planned", "expected"), TARGETS)
def test_a_target_is_compared_with_the_level_already_reached(done, planned, expected):
    text = f"一、主要工作\n{done}\n二、下一步计划\n{planned}\n"
    regions = [Region(0, 8 + len(done), "achievement"), Region(8 + len(done), len(text), "plan")]
    assert [(one.type, one.verdict) for one in audit(Ledger(text, regions=regions))] == expected


STAGES = [
    ("组织申报项目1071项，总研发投入18.8亿元，立项支持项目287项。", [("part vs whole", CONSISTENT)]),
    ("新申报重大专项5项，推荐申报科学技术奖1项。", []),
    ("排名从第66位提升至第17位，提高49位。", [("difference", CONSISTENT)]),
    ("排名从第66位提升至第17位，提高59位。", [("difference", INCONSISTENT)]),
]


@pytest.mark.parametrize(("text", "expected"), STAGES)
def test_stages_and_ranks_are_followed_over_other_numbers(text, expected):
    assert found(text) == expected


OPEN = [
    ("抽检超2.3万批次，其中残留检测超9000批次。", [("part vs whole", CONSISTENT)]),
    ("抽检超2.3万批次，其中残留检测超6.9万批次。", [("part vs whole", UNDECIDED)]),
    ("抽检2.3万批次，其中残留检测超6.9万批次。", [("part vs whole", INCONSISTENT)]),
]


@pytest.mark.parametrize(("text", "expected"), OPEN)
def test_an_open_bound_excuses_a_little_and_proves_nothing_beyond(text, expected):
    assert found(text) == expected


TRAPS = [
    "新增贷款100亿元，存款总量达到80亿元。",
    "平台总数比上年增加5个，其中国家级12个。",
    "建成场馆5个，极大方便了全区各族各界群众的生活，其中活动室12个。",
    "在全市10个县区中综合排名第1位，全省排名第15位。",
    "占比由2020年的62.3%提高到2025年的70%，年均提高1.5个百分点。",
    "产值由2015年的100亿元增加到2020年的200亿元，增长15%。",
    "完成投资100亿元，比年度目标增加20亿元，增长15%。",
    "参会500人，党员200人，占40%，女性100人，占20%。",
    "拥有规上企业120家，新增高新技术企业15家，占全区高新技术企业总数的12%。",
    "增速为2.1%，低于全国平均水平0.5%。",
]


@pytest.mark.parametrize("text", TRAPS)
def test_what_only_looks_wrong_raises_no_alarm(text):
    assert INCONSISTENT not in {one.verdict for one in audit(Ledger(text))}


SAID = [
    (
        "支出20亿元，其中民生支出16亿元，占全年支出的60%。",
        "16亿元占20亿元的60%",
        "16/20 = 80%，不是60%；20亿元的60%应为12亿元",
    ),
    (
        "全年投入民生资金6.8亿元，占地方财政总支出的47.5%。",
        "6.8亿元占地方财政总支出的47.5%",
        "6.8亿元 ÷ 47.5% = 14.32亿元：这是按此推算的总量（地方财政总支出），原文没有写明",
    ),
    (
        "研发费从2019年51.54亿元增长到2021年的77.49亿元，年复合增长率25.6%。",
        "由51.54亿元到77.49亿元，2年间年均增长25.6%",
        "(77.49/51.54)^(1/2)-1 = 22.62%，原文写的是25.6%",
    ),
    (
        "学校由2024年的80所减少到2025年的60所，下降35%。",
        "由80所到60所，下降35%",
        "60/80 = 0.75，即下降25%，原文写的是35%",
    ),
    ("项目10个，其中工业类13个。", "10个，其中13个", "13超过10"),
    ("在全省90个县中排名第95位。", "在90个中排第95位", "95超过90"),
    ("比重为52.4%，低于全市的50.2%。", "52.4%低于50.2%", "52.4% > 50.2%"),
    ("联合甲县、乙县、丙县等2个县。", "甲县、乙县、丙县等2个", "列出3项，多于“2个”"),
]


@pytest.mark.parametrize(("text", "related", "recomputed"), SAID)
def test_a_relation_and_its_recomputation_read_as_plain_chinese(text, related, recomputed):
    assert (related, recomputed) in [(one.relation, one.recomputation) for one in audit(Ledger(text))]


EVERY = [
    row[0]
    for table in (SHARES, RATES, ACROSS, POINTS, SUMS, FLOWS, LISTS, JOINED, NEAR, STAGES, OPEN)
    for row in table
]


@pytest.mark.parametrize("text", EVERY)
def test_nothing_the_audit_says_is_english(text):
    for one in audit(Ledger(text)):
        said = (one.relation + one.recomputation).replace("GDP", "")
        assert not any(char.isascii() and char.isalpha() for char in said)


@pytest.mark.parametrize(
    "text",
    [
        "申报企业12家，共入选9家。",
        "2023年净增新型制茶企业77家。2024年确保新型制茶企业90家，同比增长36%。",
        "支出20亿元，民生支出16亿元，占支出的80%。",
        "完成投资9亿元，占年度计划12亿元的75%。",
        "产值由100亿元增加到120亿元，年均增长20%。",
        "产值120亿元，增加20亿元，增长20%。",
        "发展茶园320个，新增100个，总量达到420个。",
    ],
)
def test_an_amount_of_nothing_is_audited_without_raising(text):
    for number in (*re.finditer(r"\d+", text), None):
        zero = (
            re.sub(r"\d+", "0", text)
            if number is None
            else f"{text[: number.start()]}0{text[number.end() :]}"
        )
        for one in audit(Ledger(zero)):
            assert "inf" not in one.recomputation
            assert "nan" not in one.recomputation


@pytest.mark.parametrize(
    ("number", "digits", "text"), [(100.0, 0, "100"), (100.0, 2, "100"), (2.5, 2, "2.5"), (0.0, 2, "0")]
)
def test_a_whole_number_keeps_its_zeros(number, digits, text):
    assert plain(number, digits) == text


@pytest.mark.parametrize(("length", "audited"), [(600, True), (601, False)])
def test_a_sentence_is_audited_up_to_a_length(length, audited):
    words = "全年支出20亿元，其中民生支出16亿元，占全年支出的60%，"
    filler = "某" * (length - len(words) - 1)
    assert bool(found(f"{words}{filler}。")) is audited


def test_intervals_that_touch_at_nothing_meet_give_or_take_floating_point():
    assert Interval(0.3 - 0.1 - 0.2, 1.0).meets(Interval(-1.0, 0.3 - 0.1 - 0.2 - 1e-17))
    assert Interval(1e-17, 1.0).meets(Interval(-1.0, 0.0))
    assert not Interval(1e-3, 1.0).meets(Interval(-1.0, 0.0))


def relations(example):
    """Type with verdict, and wording, of what the audit finds; what stands after ｜ is of the plans."""
    done, _, planned = example.partition("｜")
    text = done + planned
    regions = [Region(0, len(done), "achievement"), Region(len(done), len(text), "plan")] if planned else []
    found = audit(Ledger(text, regions=regions))
    return {f"{one.type} {one.verdict}" for one in found} | {one.relation for one in found}


@each("row", read_table(FOLDER / "audit_words.tsv").rows, ids=lambda row: f"{row.group}-{row.word}")
def test_a_word_of_the_audit_binds_the_numbers_of_its_example(row):
    found = relations(row.example)
    assert row.expected in found if row.expected != "-" else not found


def test_every_message_of_the_audit_is_used():
    code = "".join(path.read_text("utf-8") for path in Path(policysum.audit.__file__).parent.glob("*.py"))
    for kind in ("related", "recomputed", "remark"):
        assert [key for key in messages()[kind] if f'"{key}"' not in code] == []
