"""Status, period and table-worthiness of numbers; the ledger as a sequence."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policysum.quantity import read
from policysum.statements import Ledger, Region, quantities

_TOLD = [
    "“宁科贷”业务稳步推进。",
    "积极服务企业。",
    "2019年，试点启动；",
    "完成投资3亿元；",
    "同比增长5%。",
    "目前有企业20家。",
    "\n",
]
_UNTOLD = ["“研发贷”业务开展。", "近年来，工作有序推进；成效明显。", "（一）强化保障。银川科技园成立。"]


def _mention(text, number, **ledger):
    printed, _, which = number.partition("#")
    found = [mention for mention in Ledger(text, **ledger) if mention.text == printed]
    assert found, [mention.text for mention in Ledger(text)]
    return found[int(which or 1) - 1]


def _in(role, text, number, **ledger):
    return _mention(text, number, regions=[Region(0, len(text), role, ("标题",))], **ledger)


@pytest.mark.parametrize(
    ("role", "text", "number", "status"),
    [
        ("achievement", "获批资金1692.46万元。", "1692.46万元", "actual"),
        ("achievement", "争取上级资金1.2亿元。", "1.2亿元", "actual"),
        ("achievement", "预计全年技术交易额超15.2亿元。", "15.2亿元", "forecast"),
        ("achievement", "拟支持资金超过1.5亿元。", "1.5亿元", "forecast"),
        ("achievement", "意向引进10个创新创业团队。", "10个", "forecast"),
        ("achievement", "计划引进人才20名。", "20名", "forecast"),
        ("achievement", "力争高新技术企业突破100家，科技型企业突破300家。", "300家", "target"),
        ("achievement", "在建项目42个，拟建项目18个。", "18个", "forecast"),
        ("achievement", "到2025年，收入突破500亿元；城镇化率达到68%。", "68%", "target"),
        ("plan", "2025年，完成对老城区现有450万平方米棚户区的摸底。", "450万平方米", "actual"),
        ("achievement", "预计研发支出达到11.8亿元，占GDP比重2.15%。", "2.15%", "forecast"),
        ("achievement", "受理2021年度自治区项目18项。", "18项", "actual"),
        ("achievement", "意向成交金额达到834.9亿美元。", "834.9亿美元", "actual"),
        ("achievement", "针对提振预期等重点领域提出18条举措。", "18条", "actual"),
        ("plan", "普惠率从75.6%提升至76.5%。", "75.6%", "actual"),
        ("plan", "普惠率从75.6%提升至76.5%。", "76.5%", "target"),
        ("achievement", "已立项或拟立项项目180余项。", "180余项", "actual"),
        ("achievement", "种植区106亩计划于6月底完成种植。", "106亩", "forecast"),
        ("achievement", "模拟演练3场。", "3场", "actual"),
        ("achievement", "预计投资17亿元,同比增长37.2%。", "37.2%", "forecast"),
        ("achievement", "到2025年实现收入600亿元。", "600亿元", "target"),
        ("achievement", "按规划面积11.96平方公里建设园区。", "11.96平方公里", "target"),
        ("plan", "新增企业10家。", "10家", "target"),
        ("plan", "目前已入库专家30名。", "30名", "actual"),
        ("other", "力争投入达到3亿元。", "3亿元", "target"),
        ("other", "确保新增企业350家。", "350家", "target"),
        ("achievement", "对新认定企业的,一次性奖励50万元。", "50万元", "rule"),
        ("plan", "销售收入500万元以上的,给予一次性50万元奖励。", "500万元以上", "rule"),
        ("plan", "销售收入500万元以上的,给予一次性50万元奖励。", "50万元", "rule"),
        ("plan", "成果转化收益,按不低于80%比例归完成人所有。", "80%", "rule"),
        ("achievement", "对企业实行加收0.1元/千瓦时的差异化电价标准。", "0.1元/千瓦时", "rule"),
        ("achievement", "下发补助资金6134万元。", "6134万元", "actual"),
        ("achievement", "优先提供贷款贴息补助1488万元。", "1488万元", "actual"),
        ("achievement", "低保标准提高到每人每月800元。", "800元", "actual"),
        ("achievement", "5000余户居民的居住条件将得到彻底改善。", "5000余户", "forecast"),
        ("achievement", "建成5个中心,将3个街道纳入试点。", "5个", "actual"),
    ],
)
def test_status_follows_cues_and_section(role, text, number, status):
    assert _in(role, text, number, period="2020").status == status


@pytest.mark.parametrize(
    ("text", "number", "period"),
    [
        # dates of the clause and of the clauses before
        ("2018年投入26.59亿元,强度为1.40%。", "1.40%", "2018"),
        ("2019年兑现840万元,2020年兑现1530万元。", "1530万元", "2020"),
        ("研发费从2019年51.54亿元增长到2021年的77.49亿元。", "51.54亿元", "2019"),
        ("研发费从2019年51.54亿元增长到2021年的77.49亿元。", "77.49亿元", "2021"),
        ("从2019年51亿元增长到2021年77亿元,年复合增长率22.6%。", "22.6%", "2019/2021"),
        ("平台于2019年12月投入运营,运营至今服务企业30家。", "30家", "2019-12/2020-06"),
        ("2018年来,入选团队5个。", "5个", "2018/"),
        # words of time
        ("新增企业5家。", "5家", "2020H1"),
        ("截至目前,全市建有实验室32家。", "32家", "as_of:2020-06"),
        ("全市拥有企业111家。", "111家", "as_of:2020-06"),
        ("今年以来,新增企业5家。", "5家", "2020H1"),
        ("全年投资5亿元。", "5亿元", "2020"),
        ("去年增加编制3名。", "3名", "2019"),
        ("过去五年新增企业5家。", "5家", "2016/2020"),
        ("“十三五”时期投资5亿元。", "5亿元", "2016/2020"),
        # what is only compared with says nothing
        ("数量较去年同比提升30%。", "30%", "2020H1"),
        ("面积比2010年提高17%。", "17%", "2020H1"),
        # nor does a date in a title
        ("实施《行动方案(2021-2023)》,新增企业5家。", "5家", "2020H1"),
        # a topic lasts until another time, an item or a paragraph
        ("2019年,新增项目6个;引进人才15人。培育骨干202人。", "202人", "2019"),
        ("2019年,新增项目6个。今年,培育骨干202人。", "202人", "2020"),
        ("2019年,新增项目6个。二是强化人才培育,培育骨干202人。", "202人", "2020H1"),
        ("2019年,新增项目6个。\n培育骨干202人。", "202人", "2020H1"),
        # a rule has no period
        ("2019年对新认定企业的,一次性奖励50万元。", "50万元", None),
    ],
)
def test_period_is_resolved_against_the_report(text, number, period):
    assert _in("achievement", text, number, period="2020H1", plan_period="2020H2").period == period


@pytest.mark.parametrize(
    ("text", "number", "period"),
    [
        ("新增企业5家。", "5家", "2026"),
        ("全年新增企业5家。", "5家", "2026"),
        ("到2030年强度达到3.2%。", "3.2%", "2030"),
        ("6月底前完成种植13.5万株。", "13.5万株", "2026"),
    ],
)
def test_a_plan_speaks_of_its_own_period(text, number, period):
    assert _in("plan", text, number, period="2025", plan_period="2026").period == period


def test_a_report_without_a_period_calls_this_year_the_one_after_the_last_it_tells_as_past():
    text = "2021年,新增企业7家。\n目前,拥有企业388家。\n去年,增加编制3名。\n新增团队4个。"
    periods = [mention.period for mention in Ledger(text) if mention.kpi]
    assert periods == ["2021", None, "2021", None]


@pytest.mark.parametrize(
    ("text", "number", "kpi"),
    [
        ("新增企业5家。", "5家", True),
        ("帮助两家企业上市。", "两家", True),
        ("占三分之一。", "三分之一", True),
        ("综合排名居全省前10位。", "前10位", True),
        # dates, ordinals, furniture
        ("2020年印发。", "2020年", False),
        # frames and turns of phrase
        ("在41个指标中我市有18个指标居全省前10位。", "41个", False),
        ("在41个指标中我市有18个指标居全省前10位。", "18个", True),
        ("在41个指标中我市有18个指标居全省前10位。", "前10位", False),
        ("根据评价结果将企业分为四档。", "四档", False),
        ("制定研判等三项制度。", "三项", False),
        ("以望远和闽宁两个片区为核心区。", "两个", False),
        ("为每个试点学校建成两间科普教室。", "两间", False),
        ("方案荣获一等奖。", "一等奖", False),
        ("构建“工业稳定增长10%、服务业翻番”的体系。", "10%", False),
        ("每10万人发案数下降36.9%。", "10万人", False),
        ("开工10亿元以上项目47个。", "10亿元以上", False),
        ("经济总量超千亿元的县域达12个。", "千亿元", False),
        ("超过10%的有44种。", "10%", False),
        ("经过两年多的摸索。", "两年多", False),
        ("审批时限压缩至3天。", "3天", True),
    ],
)
def test_only_figures_belong_into_a_table(text, number, kpi):
    assert _in("achievement", text, number, period="2020").kpi is kpi


@pytest.mark.parametrize("role", ["chrome", "title"])
def test_page_furniture_holds_no_figures(role):
    assert not _in(role, "浏览次数5次", "5次").kpi


def test_the_innermost_region_gives_role_and_path():
    text = "甲新增企业5家。乙新增企业6家。"
    ledger = Ledger(
        text, regions=[Region(8, 16, "plan", ("二", "（一）")), Region(0, 16, "achievement", ("一",))]
    )
    assert [(mention.role, mention.path) for mention in ledger] == [
        ("achievement", ("一",)),
        ("plan", ("二", "（一）")),
    ]


def test_a_ledger_is_a_sequence_with_every_quantity_in_order():
    text = "2020年,新增企业5家,投资3亿元。\n第一批项目2个。"
    ledger = quantities(text)
    assert [mention.quantity for mention in ledger] == list(ledger.quantities) == read(text)
    assert len(ledger) == len(ledger.quantities)
    assert ledger[1].text == ledger[1:2][0].text == "5家"
    assert [mention.text for mention in ledger.within(6, 17)] == ["5家", "3亿元"]


def test_a_mention_is_found_by_any_of_its_characters():
    ledger = Ledger("新增企业56家。")
    assert [ledger.mention_at(at) is not None for at in range(8)] == [False] * 4 + [True] * 3 + [False]


def test_a_mention_delegates_to_its_quantity():
    mention = Ledger("投资超过3亿元。")[0]
    quantity = mention.quantity
    assert (mention.start, mention.end, mention.text) == (quantity.start, quantity.end, quantity.text)
    assert (mention.kind, mention.value, mention.unit, mention.bound) == (
        quantity.kind,
        quantity.value,
        quantity.unit,
        quantity.bound,
    )


_WORDS = st.lists(
    st.sampled_from(
        [
            "新增",
            "企业",
            "5家",
            "、",
            "，",
            "。",
            "；",
            "增长",
            "3.5%",
            "其中",
            "2020年",
            "目前",
            "分别",
            "“",
            "”",
            "（",
            "）",
            "的",
            "占",
            "力争",
            "和",
            "两个",
            "12亿元",
            "奖励",
            "一是",
            "到",
            "比",
            "\n",
        ]
    ),
    max_size=60,
).map("".join)


@given(_WORDS | st.text(max_size=80))
def test_no_text_raises_and_every_mention_quotes_its_text(text):
    ledger = Ledger(text, period="2020H1", plan_period="2020H2", regions=[Region(0, 20, "plan")])
    for mention in ledger:
        assert text[mention.start : mention.end] == mention.text
        assert 0 <= mention.sentence.start <= mention.sentence.end <= len(text)
        assert mention.sentence.start <= mention.clause.start <= mention.clause.end <= mention.sentence.end
        assert len(mention.indicator) < 400
    assert [mention.quantity for mention in ledger] == list(ledger.quantities)


_TERM = "“十四五”时期是极不平凡的五年。"


@pytest.mark.parametrize(
    ("text", "number", "period"),
    [
        # what is added up belongs to the term; what is reached, to its end
        (_TERM + "累计新开工项目3万个，零售总额增至2.79万亿元。", "3万个", "2021/2025"),
        (_TERM + "累计新开工项目3万个，零售总额增至2.79万亿元。", "2.79万亿元", "as_of:2025-12"),
        (_TERM + "森林覆盖率达65.85%。", "65.85%", "2025"),
        (_TERM + "落地重大科技基础设施4个。", "4个", "2021/2025"),
        (_TERM + "30个县区通过国家评估。", "30个", "2021/2025"),
        (_TERM + "刚刚过去的2025年，新增企业3家。", "3家", "2025"),
        ("五年来，我们坚持创新。新增院士9人。", "9人", "2021/2025"),
        ("五年来，省创新实验室达8家。", "8家", "as_of:2025-12"),
        ("居民收入五年增长30.8%。", "30.8%", "2021/2025"),
        ("里程5年提高4.5个百分点。", "4.5个百分点", "2021/2025"),
        # the level something was moved from is the earlier one
        (_TERM + "普及率从45.8%提升至77.3%。", "45.8%", "2020"),
        (_TERM + "普及率从45.8%提升至77.3%。", "77.3%", "2025"),
        ("普及率从45.8%提升至77.3%。", "45.8%", None),
        ("森林覆盖率由2010年的21.6%提高到25.2%。", "21.6%", "2010"),
        ("森林覆盖率由2010年的21.6%提高到25.2%。", "25.2%", "2025"),
        ("收入比由上年的2.58:1缩小为2.52:1。", "2.58:1", "2024"),
        ("收入比由上年的2.58:1缩小为2.52:1。", "2.52:1", "2025"),
        # the date a change sets out from is no other number's
        ("占比由2020年的7.2%提升至7.4%，产值由3万元提升至4万元。累计收入5亿元。", "4万元", "2025"),
        ("占比由2020年的7.2%提升至7.4%，产值由3万元提升至4万元。累计收入5亿元。", "3万元", "2020"),
        ("占比由2020年的7.2%提升至7.4%；产值由3万元提升至4万元。累计收入5亿元。", "5亿元", "as_of:2025-12"),
        # a yearly rate is of the years it is told for, or compared with
        (
            "产值由2010年的1亿元增加到2015年的2亿元，年均增长15%；支出由2亿元增加到5亿元，年均增长20%。",
            "20%",
            "2011/2015",
        ),
        ("2015年收入完成3亿元，比2010年增加1亿元，年均递增12%。", "12%", "2011/2015"),
        # what stands on a day by its very name, or has a place, is no sum of the term
        ("五年来，我们坚持发展。全省贷款余额13万亿元。" + _TERM, "13万亿元", "as_of:2025-12"),
        (_TERM + "五年来，增加值跨上3万亿元台阶。", "3万亿元", "as_of:2025-12"),
        (_TERM + "五年来，油菜籽等14种农产品产量居全国第1位。", "14种", "as_of:2025-12"),
        # a word inside a date is none of its own
        ("到2017年底实现脱贫96户。", "96户", "2017"),
        # one year back is a year, no stretch of years
        ("过去一年，全市新建学校3所。", "3所", "2025"),
        # as many numbers as years
        ("近三年综合排名分别为33位、17位、14位。", "33位", "2023"),
        ("近三年综合排名分别为33位、17位、14位。", "14位", "2025"),
    ],
)
def test_terms_of_years_and_earlier_levels_have_their_own_periods(text, number, period):
    assert _in("achievement", text, number, period="2025").period == period


def test_a_series_of_recent_years_is_numbered_where_the_years_are_unknown():
    assert _mention("近三年综合排名分别为33位、17位、14位。", "17位").period == "近三年第2年"


@pytest.mark.parametrize(
    ("title", "text", "period"),
    [
        ("二、“十五五”时期的主要目标", "地区生产总值年均增长5%。", "2026/2030"),
        ("三、奋力推动“十五五”开好局", "地区生产总值年均增长5%。", "2026"),
        ("三、2026年重点工作", "今后五年投入5%。", "2026/2030"),
    ],
)
def test_a_chapter_that_plans_for_a_term_gives_its_numbers_the_term(title, text, period):
    region = Region(0, len(text), "plan", (title,))
    assert _mention(text, "5%", regions=[region], period="2025", plan_period="2026").period == period


@pytest.mark.parametrize(
    ("text", "number", "period"),
    [
        ("《纲要》明确了今后五年的发展目标。\n围绕上述目标，彩化率达24.2%。", "24.2%", "2030"),
        ("《纲要》明确了今后五年的发展目标。\n围绕上述目标，新建泵站24座。", "24座", "2026/2030"),
        ("《纲要》明确了今后五年的发展目标。\n今年的目标是：地区生产总值增长5%。", "5%", "2026"),
        ("明确了重点任务。\n彩化率达24.2%。", "24.2%", "2026"),
    ],
)
def test_the_aims_of_the_next_five_years_are_those_of_the_term(text, number, period):
    assert _in("plan", text, number, period="2025", plan_period="2026").period == period


def test_the_aims_of_a_term_end_with_their_chapter():
    text = "《纲要》明确了今后五年的目标，彩化率达24.2%。\n新建绿道10公里。"
    regions = [Region(0, 24, "plan", ("目标",)), Region(24, len(text), "plan", ("重点工作",))]
    assert _mention(text, "10公里", regions=regions, period="2025", plan_period="2026").period == "2026"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("为1467位80岁以上低收入老年人发放补贴。", "80岁以上"),
        ("累计新开工亿元以上项目超过3万个。", "亿元以上"),
        ("新增荆州等3个过三千亿元城市。", "三千亿元"),
        ("3家高新区位列全国50强。", "50强"),
        ("12英寸产线建成投产。", "12英寸"),
        ("成为全市3个入选地之一。", "3个"),
        ("公交与轨道50米内换乘比例达91%。", "50米内"),
    ],
)
def test_thresholds_and_sizes_are_no_figures(text, number):
    assert not _in("achievement", text, number, period="2025").kpi


@pytest.mark.parametrize(
    ("text", "number", "kpi"),
    [
        ("设立超500亿元区域基金。", "500亿元", True),
        ("带动社会投资超千亿元。", "千亿元", True),
        ("新增就业5700人以上。", "5700人以上", True),
        ("社区办公用房达到300平方米以上。", "300平方米以上", True),
    ],
)
def test_bounds_alone_make_no_threshold(text, number, kpi):
    assert _in("achievement", text, number, period="2025").kpi is kpi


def test_a_subject_is_forgotten_where_a_sentence_opens_with_its_own():
    text = "呼伦贝尔农村商业银行顺利挂牌，服务企业36家。旅游产业快速发展，星级酒店达到16家。"
    assert _mention(text, "16家").subject == ""


def test_long_sentences_of_thresholds_and_dates_are_bound_to_the_end():
    for unit in ("新增亿元以上项目3万个", "2017年底，", "由1家增到2家，", "近三年为1位、2位、3位，"):
        ledger = Ledger(unit * 800, period="2021")
        assert len(ledger.mentions) == len(ledger)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("“宁科贷”业务稳步推进。积极服务企业。贷款7130万元。", "“宁科贷”"),
        ("“宁科贷”业务稳步推进。\n积极服务企业。贷款7130万元。", ""),
        ("积极服务企业。\n“宁科贷”业务稳步推进。贷款7130万元。", "“宁科贷”"),
    ],
)
def test_sentences_without_numbers_hand_their_subject_on_within_a_paragraph(text, subject):
    assert _mention(text, "7130万元").subject == subject


@given(st.lists(st.sampled_from(_TOLD), min_size=1, max_size=6), st.sampled_from(_UNTOLD))
def test_a_paragraph_without_numbers_changes_nothing_of_the_others(told, untold):
    text = "".join(told)
    lead = f"{untold}\n"
    alone = [(m.text, m.indicator, m.subject, m.period, m.context) for m in quantities(f"\n{text}\n")]
    after = [
        (m.text, m.indicator, m.subject, m.period, m.context) for m in quantities(f"{lead}{text}\n{lead}")
    ]
    assert after == alone


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("两年来新建学校12所。", "2020/2021"),
        ("近三年，全市累计投入资金3亿元。", "2019/2021"),
        ("过去5年，新建公园7个。", "2017/2021"),
        ("最近十年来，全市拥有学校12所。", None),
        ("近三年，创新指数比上年提高2.1分。", None),
    ],
)
def test_years_that_end_with_the_report_are_a_range(sentence, expected):
    text = f"2021年，全市招生3000人。{sentence}"
    mention = [one for one in Ledger(text, period="2021") if one.kpi][-1]
    assert mention.period == expected


def test_what_was_made_of_old_readings_is_made_anew_of_new_ones():
    text = "完成投资3亿元，新建学校5所。"
    ledger = Ledger(text)
    (first,) = ledger.with_value(Decimal(300000000), "元")
    other = ledger.reread({first.mention.start: first.mention._replace(status="target")})
    (second,) = other.with_value(Decimal(300000000), "元")
    assert (first.mention.status, second.mention.status) == ("actual", "target")
    assert [one.status for one in other] == ["target", "actual"]
    assert [one.status for one in ledger] == ["actual", "actual"]
    assert other.quantities is ledger.quantities


def test_a_sentence_is_quoted_whole_up_to_four_hundred_characters():
    words = "全县新建学校12所" + "，各项工作有序推进" * 43
    (whole,) = [one for one in Ledger(f"{words:设<399}。") if one.text == "12所"]
    (longer,) = [one for one in Ledger(f"{words:设<400}。") if one.text == "12所"]
    assert len(Ledger(f"{words:设<399}。").quoted(whole)[1]) == 400
    assert len(Ledger(f"{words:设<400}。").quoted(longer)[1]) < 200


@pytest.mark.parametrize(("gap", "last"), [(140, "所"), (141, "所"), (142, "设"), (150, "设")])
def test_a_number_at_the_edge_of_a_quotation_is_quoted_whole_or_left_out(gap, last):
    text = "全县新建学校12所" + "设" * (gap + 8) + "3456所" + "设" * 300 + "。"
    ledger = Ledger(text)
    assert ledger.quoted(ledger[0])[1].rstrip("。")[-1] == last


def test_each_number_of_a_long_sentence_is_quoted_with_its_own_passage():
    text = " 全县推进" + "，".join(f"第{at}项工作完成投资{at}亿元" for at in range(1, 60)) + "。 "
    ledger = Ledger(text)
    passages = {ledger.passage(one) for one in ledger}
    assert len(passages) > 10
    for one in [*ledger, *reversed(ledger)]:
        start, end = ledger.passage(one)
        at, words = ledger.quoted(one)
        assert words == text[start:end].strip()
        assert text.startswith(words, at)
        assert one.text in words
