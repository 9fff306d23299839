"""True claims of kinds that were once refused, and false ones beside them that must not pass."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policysum import check
from policysum.schema import Verdict

EXTRA = (
    "28县税务部门向631户企业等，多征收或提前征收税费331亿元；14县地方政府通过划拨方式，多收取土地收入58亿元。"
)
TWO = "完善60个村庄13个连片方案。"
UNITS = "本级及下属的8个二级事业单位16个三级事业单位组成。"
GRAIN = "粮食总产量在上年增长的基础上，又增产20万吨，达到900万吨。"
ROADS = "农村公路里程新增120公里，达到3600公里。"
LIST = "30个镇、400个村已建立养老服务站。"
BRACKETS = "12个省（区、市）、300个县（市）已初步建立救助体系的基本框架。"
SCHOOLS = "8所学校12个专业入选省级名单。"
SPECIAL = "4项转移支付和18项投资专项绩效评价运用不充分。"
AMONG = "全市41个科技指标中，18个指标居全省前十位。"
TOTAL = "全市高新技术企业总数达29家。"
HELD = "全市现有养老机构36家。"
NEW = "全市新认定高新技术企业29家。"
BUDGET = "县级预算收入总量108亿元、支出总量142亿元。"
TRADE = "跨境电商进口总额3亿元、出口总额5亿元。"
RANKS = "城镇、农村居民人均可支配收入分别达到4.5万元、2.3万元，居全省第2位、第5位。"
LINES = "全县规上工业增 加值28亿元，社会消 费品零售总额12亿元。"
TOPPED = "争创省级示范镇1个、示范村6个。"
STEPS = "经济总量连跨3个万亿元台阶、达6.2万亿元。"
SALES = "全县年销售额超1亿元的企业40户，其中超5亿元的9户，超8亿元的3户。"
FELL = "钢铁、化工、建材、纺织四个行业产值分别增长15%、3%和下降4%、6%。"
BOTH = "城镇居民人均可支配收入4.2万元，农村居民人均可支配收入2.1万元，同比增长5.3%和6.4%。"
PARKS = "新建公园A 20座、B 50座、C 4座。"
TRAINED = "培训教师50人、医生30人、干部20人。"
GRADES = "补贴标准分别为每亩30元、60元。"
ROUND = "市县两级债务余额超10万亿元。2010年底，市县两级债务余额共计107174亿元。"
KEY = "每年实施100项重大工程项目和30项以上重大基础研究项目。"
LEVELS = "成功创建光电、机器人2家省级、电子材料1家市级服务综合体。"
GREW = "全市瞪羚企业由7家增至16家。"
SCREENED = "60岁以上、80岁以上人群体检率分别达71.2%、64.9%。"
JUMPED = "经济总量连续跨过3个万亿元台阶，达到6.2万亿元。"
AIMS = "主要预期目标是：全社会固定资产投资增长8%左右，社会消费品零售总额增长9%左右。"
COUNTRY = "城镇居民人均可支配收入42170元，农村居民人均可支配收入18320元。"
DOTS = "三次产业比调整为11.8︰48.3︰39.9。"
HEADS = "每千人口执业医师数达3.1人，执业医师48万人。"
LOANS = "全市贷款余额900亿元，其中普惠小微企业贷款余额120亿元。"
RATES = "研发投入强度达2.8%，比上年提高0.3个百分点，研发投入增长12%。"
FIRMS = "新认定企业29家，总数达130家。"
SUBSIDY = "补贴标准由每月500元提高到600元或700元。"


@pytest.mark.parametrize(
    ("source", "indicator", "value", "passes"),
    [
        # a number that opens its sentence is the subject of the clauses after it
        (EXTRA, "多征收或提前征收税费的县", "28县", True),
        (EXTRA, "多收取土地收入的县", "14县", True),
        (EXTRA, "多收取土地收入的县", "28县", False),
        (EXTRA, "多征收或提前征收税费的县", "14县", False),
        # two counts before one noun, or each before its own
        (TWO, "连片方案", "13个", True),
        (TWO, "完善村庄", "60个", True),
        (TWO, "连片方案", "60个", False),
        (SCHOOLS, "入选省级名单的专业", "12个", True),
        (SCHOOLS, "入选省级名单的学校", "8所", True),
        (SCHOOLS, "入选省级名单的专业", "8所", False),
        (UNITS, "下属三级事业单位", "16个", True),
        (UNITS, "下属二级事业单位", "8个", True),
        (UNITS, "下属三级事业单位", "8个", False),
        # an amount of change and the level that it led to
        (GRAIN, "粮食总产量增加", "20万吨", True),
        (GRAIN, "粮食增产", "20万吨", True),
        (GRAIN, "粮食总产量", "900万吨", True),
        (GRAIN, "粮食总产量增加", "900万吨", False),
        (GRAIN, "粮食总产量", "20万吨", False),
        (ROADS, "新增农村公路里程", "120公里", True),
        (ROADS, "农村公路里程", "3600公里", True),
        (ROADS, "新增农村公路里程", "3600公里", False),
        # members of a list that share their predicate
        (LIST, "建立养老服务站的镇", "30个", True),
        (LIST, "建立养老服务站的村", "400个", True),
        (LIST, "建立养老服务站的镇", "400个", False),
        (LIST, "建立养老服务站的镇数量", "30个", True),
        (LIST, "建立养老服务站的村数量", "30个", False),
        (LIST, "建立养老服务站的村", "30个", False),
        (BRACKETS, "初步建立救助体系基本框架的省（区、市）", "12个", True),
        (BRACKETS, "初步建立救助体系基本框架的县（市）", "300个", True),
        (BRACKETS, "初步建立救助体系基本框架的省（区、市）", "300个", False),
        (SPECIAL, "绩效评价运用不充分的转移支付", "4项", True),
        (AMONG, "居全省前十位的科技指标数", "18个", True),
        (AMONG, "科技指标", "41个", True),
        (SPECIAL, "绩效评价运用不充分的投资专项", "18项", True),
        (SPECIAL, "绩效评价运用不充分的转移支付", "18项", False),
        # what came new, and how many there are
        (TOTAL, "高新技术企业总数", "29家", True),
        (TOTAL, "新增高新技术企业", "29家", False),
        (TOTAL, "新增高新技术企业总数", "29家", True),
        (HELD, "养老机构", "36家", True),
        (HELD, "新建养老机构", "36家", False),
        (NEW, "新增高新技术企业", "29家", True),
        # the sides of a pair
        (BUDGET, "县级预算支出总量", "142亿元", True),
        (BUDGET, "县级预算收入总量", "108亿元", True),
        (BUDGET, "县级预算支出总量", "108亿元", False),
        (TRADE, "跨境电商出口总额", "5亿元", True),
        (TRADE, "跨境电商出口总额", "3亿元", False),
        # ranks after a list, each of its member
        (RANKS, "农村居民人均可支配收入", "2.3万元", True),
        (RANKS, "城镇居民人均可支配收入居全省", "第2位", True),
        (RANKS, "农村居民人均可支配收入居全省", "第5位", True),
        (RANKS, "农村居民人均可支配收入居全省", "第2位", False),
        # a page read line by line parts the characters of a word
        (LINES, "规上工业增加值", "28亿元", True),
        (LINES, "社会消费品零售总额", "12亿元", True),
        (LINES, "社会消费品零售总额", "28亿元", False),
        # the round number gone past, and the figure
        (STEPS, "经济总量", "6.2万亿元", True),
        # a number in a name: of several thresholds each has its own count
        (SALES, "年销售额超5亿元的企业", "9户", True),
        (SALES, "年销售额超8亿元的企业", "3户", True),
        (SALES, "年销售额超8亿元的企业", "9户", False),
        (SALES, "年销售额超5亿元的企业", "3户", False),
        (SALES, "年销售额超5亿元的企业", "40户", False),
        # a list goes on over a verb of change between its members
        (FELL, "化工行业产值", "3%", True),
        (FELL, "建材行业产值下降", "4%", True),
        (FELL, "纺织行业产值下降", "6%", True),
        (FELL, "纺织行业产值增长", "6%", False),
        (FELL, "纺织行业产值下降", "4%", False),
        (FELL, "化工行业产值", "15%", False),
        # two rates of the two clauses before, in their order
        (BOTH, "城镇居民人均可支配收入同比增长", "5.3%", True),
        (BOTH, "农村居民人均可支配收入同比增长", "6.4%", True),
        (BOTH, "城镇居民人均可支配收入同比增长", "6.4%", False),
        (BOTH, "农村居民人均可支配收入同比增长", "5.3%", False),
        # members of a list that differ in a letter, or in a word, and share what is before them
        (PARKS, "A公园", "20座", True),
        (PARKS, "B公园", "50座", True),
        (PARKS, "A公园", "50座", False),
        (PARKS, "C公园", "20座", False),
        (PARKS, "新建公园", "50座", False),
        (TRAINED, "培训教师", "50人", True),
        (TRAINED, "培训医生", "30人", True),
        (TRAINED, "培训医生", "50人", False),
        (TRAINED, "培训干部", "30人", False),
        # which of two, where neither has a name
        (GRADES, "补贴标准（第一种）", "30元", True),
        (GRADES, "补贴标准（第二种）", "60元", True),
        (GRADES, "补贴标准（第一种）", "60元", False),
        # a round number that another goes beyond is no other one
        (ROUND, "市县两级债务余额", "10万亿元", True),
        (ROUND, "市县两级债务余额", "107174亿元", True),
        # the verb before a list is of all, its nouns are not
        (KEY, "每年实施重大基础研究项目", "30项以上", True),
        (KEY, "每年实施重大基础研究项目", "100项", False),
        (KEY, "每年实施重大工程项目", "100项", True),
        (LEVELS, "省级服务综合体", "2家", True),
        (LEVELS, "省级服务综合体", "1家", False),
        # either end of a change, and what it is turned into
        (GREW, "瞪羚企业", "7家", True),
        (GREW, "瞪羚企业", "16家", True),
        (GREW, "瞪羚企业增加到", "16家", True),
        (GREW, "瞪羚企业增加到", "7家", False),
        (GREW, "瞪羚企业减少到", "7家", False),
        (GREW, "瞪羚企业降至", "16家", False),
        # ages in the names of a list
        (SCREENED, "60岁以上人群体检率", "71.2%", True),
        (SCREENED, "80岁以上人群体检率", "64.9%", True),
        (SCREENED, "80岁以上人群体检率", "71.2%", False),
        # how many round numbers were gone past is no figure of what went past them
        (JUMPED, "经济总量", "6.2万亿元", True),
        (JUMPED, "经济总量", "3个", False),
        (JUMPED, "经济总量跨过万亿元台阶", "3个", True),
        # a name that is made one word is a whole name: what is before it is another's
        (AIMS, "固定资产投资增长", "8%左右", True),
        (AIMS, "固定资产投资增长", "9%左右", False),
        (AIMS, "社会消费品零售总额增长", "8%左右", False),
        (COUNTRY, "农民人均可支配收入", "18320元", True),
        (COUNTRY, "农民人均可支配收入", "42170元", False),
        # colons of another script
        (DOTS, "第二产业占比", "48.3%", True),
        (DOTS, "第二产业占比", "39.9%", False),
        # per thousand people, and all of them
        (HEADS, "每千人口执业医师数", "3.1人", True),
        (HEADS, "执业医师", "48万人", True),
        (HEADS, "执业医师", "3.1人", False),
        (HEADS, "每千人口执业医师数", "48万人", False),
        # a part with a longer name, and the whole
        (LOANS, "贷款余额", "900亿元", True),
        (LOANS, "普惠小微企业贷款余额", "120亿元", True),
        (LOANS, "贷款余额", "120亿元", False),
        (LOANS, "普惠小微企业贷款余额", "900亿元", False),
        # a rate, and how much something grew
        (RATES, "研发投入强度", "2.8%", True),
        (RATES, "研发投入增长", "12%", True),
        (RATES, "研发投入增长", "2.8%", False),
        (RATES, "研发投入强度提高", "0.3个百分点", True),
        # what is new, and all there is
        (FIRMS, "企业总数", "130家", True),
        (FIRMS, "新认定企业", "29家", True),
        (FIRMS, "企业总数", "29家", False),
        (FIRMS, "新认定企业", "130家", False),
        # raised to this or that
        (SUBSIDY, "补贴标准", "600元", True),
        (SUBSIDY, "补贴标准", "700元", True),
    ],
)
def test_a_number_is_that_of_its_own_name(source, indicator, value, passes):
    (one,) = check({"indicator": indicator, "value": value}, source)
    assert one.passes is passes


@pytest.mark.parametrize(
    ("status", "value", "passes"),
    [("target", "1个", True), ("actual", "1个", False), ("target", "6个", True), ("actual", "6个", False)],
)
def test_what_is_competed_for_is_an_aim(status, value, passes):
    name = "示范镇" if value == "1个" else "示范村"
    (one,) = check({"indicator": name, "value": value, "status": status}, TOPPED)
    assert one.passes is passes


COUNTED_APART = [
    ("新建学校3所、医院2家、公园5个。", [("学校", "3所"), ("医院", "2家"), ("公园", "5个")]),
    ("引进人才20名、平台3个，新增企业5家。", [("人才", "20名"), ("平台", "3个"), ("企业", "5家")]),
    ("培育企业8家，带动合作社3个、农户50户。", [("企业", "8家"), ("合作社", "3个"), ("农户", "50户")]),
    ("建成3所学校、2家医院、5个公园。", [("学校", "3所"), ("医院", "2家"), ("公园", "5个")]),
    ("新建公路12公里、绿地3公顷、泵站8座。", [("公路", "12公里"), ("绿地", "3公顷"), ("泵站", "8座")]),
    ("新增企业5家、投资3亿元。", [("企业", "5家"), ("投资", "3亿元")]),
    ("新增企业5家，完成投资3亿元、公路12公里。", [("企业", "5家"), ("投资", "3亿元"), ("公路", "12公里")]),
    ("新增企业5家、投资3亿元。", [("新增企业", "5家"), ("新增投资", "3亿元")]),
    ("新建公路12公里、绿地3公顷。", [("新建公路", "12公里"), ("新建绿地", "3公顷")]),
    ("引进人才86人、企业12家。", [("引进人才", "86人"), ("引进企业", "12家")]),
]
PAIRS = [
    (source, name, value, name == other)
    for source, told in COUNTED_APART
    for name, _ in told
    for other, value in told
]


@pytest.mark.parametrize(("source", "name", "value", "true"), PAIRS)
def test_things_counted_with_words_of_their_own_are_not_exchanged(source, name, value, true):
    (one,) = check({"indicator": name, "value": value}, source)
    assert one.verdict.passes is true


THINGS = [
    ("企业", "家"),
    ("学校", "所"),
    ("公路", "公里"),
    ("绿地", "公顷"),
    ("投资", "亿元"),
    ("水库", "座"),
    ("桥梁", "条"),
]


@given(
    things=st.lists(st.sampled_from(THINGS), min_size=2, max_size=2, unique=True),
    numbers=st.lists(st.integers(2, 900), min_size=2, max_size=2, unique=True),
    verb=st.sampled_from(["新增", "新建", "完成", "全年共引进"]),
    joint=st.sampled_from(["、", "，", "和"]),
)
def test_two_things_of_different_unit_keep_their_own_amounts(things, numbers, verb, joint):
    amounts = [f"{number}{unit}" for number, (_, unit) in zip(numbers, things, strict=True)]
    source = f"{verb}{joint.join(noun + amount for (noun, _), amount in zip(things, amounts, strict=True))}。"
    for (noun, _), own, other in zip(things, amounts, reversed(amounts), strict=True):
        for name in (noun, f"{verb[-2:]}{noun}"):
            right, wrong = check([{"indicator": name, "value": value} for value in (own, other)], source)
            assert right.verdict.passes
            assert wrong.verdict is Verdict.MISATTRIBUTED


UNSURE = [
    # the digits stand there and are read as no such number
    ("每半年考评一次，结果通报全市。", {"indicator": "每半年考评次数", "value": "一次"}),
    # another number fits the claim somewhat better
    (PARKS, {"indicator": "新建公园", "value": "50座"}),
    # the growth of a part, claimed of the whole
    (
        "实际利用外资4729万美元，其中现汇进资1811万美元，增长28.5%。",
        {"indicator": "实际利用外资增长", "value": "28.5%"},
    ),
    # its subject stands in a sentence before
    (
        "普遍服务补助按绩效评价结果测算。\n向2省少付271万元。",
        {"indicator": "少付普遍服务补助", "value": "271万元"},
    ),
    # a longer time, of which the number's own is a part
    (
        "2025年工作总结\n10年内实现村庄数量减少50%以上。",
        {"indicator": "村庄数量减少", "value": "50%以上", "period": "2025/2035"},
    ),
]


@pytest.mark.parametrize(("source", "claim"), UNSURE)
def test_what_the_source_does_not_state_convicts_nobody(source, claim):
    (one,) = check(claim, source)
    assert one.verdict is Verdict.UNCLEAR
    assert one.reason
    assert one.reason_zh


@pytest.mark.parametrize(
    ("claim", "passes"),
    [
        ("瞪羚企业由7家增至16家", [True, True]),
        ("瞪羚企业从7家增加到16家", [True, True]),
        ("瞪羚企业由16家减少到7家", [False, False]),
        ("瞪羚企业由16家降至7家", [False, False]),
    ],
)
def test_a_change_in_prose_is_not_turned_round(claim, passes):
    judged = check(claim, GREW)
    assert [one.passes for one in judged] == passes
    assert all(one.passes or one.verdict is Verdict.WRONG_DIRECTION for one in judged)


GROWN = """某市2021年统计公报
全年地区生产总值1286亿元，比上年增长7.3%。粮食总产量92万吨，增产1.5%。生猪出栏156万头，下降2.4%。
一般公共预算收入85亿元，同口径增长5.4%；一般公共预算支出302亿元，下降1.7%。
"""


@pytest.mark.parametrize(
    ("claim", "passes"),
    [
        ("粮食总产量92万吨，增长1.5%", True),
        ("一般公共预算收入85亿元，增长5.4%", True),
        ("一般公共预算支出302亿元，同比下降1.7%；生猪出栏156万头，减少2.4%", True),
        ("粮食总产量92万吨，增长7.3%", False),
        ("粮食总产量92万吨，比上年增长7.3%", False),
        ("一般公共预算收入85亿元，增长1.5%", False),
        ("生猪出栏156万头，下降1.7%", False),
    ],
)
def test_a_change_that_goes_on_from_a_number_is_that_numbers(claim, passes):
    judged = check(claim, GROWN)
    assert all(one.passes for one in judged) is passes
    assert all(one.passes or one.verdict is Verdict.MISATTRIBUTED for one in judged)


AIMED = """某县“十四五”供水规划（2021—2025年）
“十三五”期间，自来水普及率由82%提高到93.5%。
到2025年，自来水普及率达到97%以上。
"""


@pytest.mark.parametrize(
    ("claim", "passes"),
    [
        ("自来水普及率由93.5%提高到97%以上", True),
        ("自来水普及率由82%提高到93.5%，2025年达到97%以上", True),
        ("自来水普及率由93.5%降到82%", False),
        ("自来水普及率由93.5%下降到“十二五”的82%", False),
    ],
)
def test_an_aim_may_set_out_from_what_the_source_came_to(claim, passes):
    judged = [one for one in check(claim, AIMED) if one.text == "93.5%"]
    assert [one.passes for one in judged] == [passes]


RATIO = "2024年政府工作报告\n2024年，三次产业比例由12.9∶40.1∶47.0调整为12.3∶40.5∶47.2。"


@pytest.mark.parametrize(
    ("value", "period", "passes"),
    [
        ("12.3∶40.5∶47.2", "2024", True),
        ("12.9∶40.1∶47.0", "2024", False),
        ("12.9∶40.1∶47.0", None, True),
        ("12.3∶40.5∶47.2", None, True),
    ],
)
def test_the_shares_that_a_structure_had_before_are_not_those_of_its_year(value, period, passes):
    judged = check({"indicator": "三次产业比例", "value": value, "period": period}, RATIO)
    assert all(one.passes is passes for one in judged)


@pytest.mark.parametrize("claim", ["三次产业比例为12.3∶40.5∶47.2", "三次产业结构调整为12.3:40.5:47.2"])
def test_a_structure_in_prose_is_that_of_the_source(claim):
    judged = check(claim, RATIO)
    assert len(judged) == 3
    assert all(one.passes for one in judged)
