"""What the reader makes of the field's number phrases: a row is a text and what must be read from it."""

from decimal import Decimal

import pytest

from counted import lines_run
from policysum.quantity.model import Kind
from policysum.quantity.reader import read

MONEY, PERCENT, COUNT, MEASURE = "money", "percent", "count", "measure"
MULTIPLE, RANK, FRACTION, SCORE = "multiple", "rank", "fraction", "score"
DURATION, DATE, ORDINAL, DOC, NAME, OTHER = "duration", "date", "ordinal", "docnumber", "name", "other"


def rows(text):
    """Every quantity of `text` as (text, kind, value, unit, bound)."""
    found = [q.to_dict() for q in read(text)]
    return [(q["text"], q["kind"], q["value"], q["unit"], q["bound"]) for q in found]


AMOUNTS = [
    ("贷款金额7130万元，", [("7130万元", MONEY, 71300000, "元", "exact")]),
    ("高新技术产业投资17.2亿元", [("17.2亿元", MONEY, 1720000000, "元", "exact")]),
    ("拟支持资金超过1.5亿元", [("1.5亿元", MONEY, 150000000, "元", "gt")]),
    ("服务价值近50万元", [("50万元", MONEY, 500000, "元", "approx")]),
    ("达到5.5万亿元左右", [("5.5万亿元左右", MONEY, 5500000000000, "元", "approx")]),
    ("3亿多元", [("3亿多元", MONEY, 300000000, "元", "gt")]),
    ("2700多万元", [("2700多万元", MONEY, 27000000, "元", "gt")]),
    ("节约5亿元", [("5亿元", MONEY, 500000000, "元", "exact")]),
    ("实现工技贸收入600亿。", [("600亿", MONEY, 60000000000, "元", "exact")]),
    ("收购3.5亿美元", [("3.5亿美元", MONEY, 350000000, "美元", "exact")]),
    ("加收0.1元/千瓦时的电价", [("0.1元/千瓦时", MONEY, 0.1, "元/千瓦时", "exact")]),
    ("同比增长31.89%", [("31.89%", PERCENT, 31.89, "%", "exact")]),
    ("增长25％，", [("25％", PERCENT, 25, "%", "exact")]),
    ("覆盖了90%以上企业", [("90%以上", PERCENT, 90, "%", "ge")]),
    ("控制在4%以内", [("4%以内", PERCENT, 4, "%", "le")]),
    ("提高2.3个百分点", [("2.3个百分点", PERCENT, 2.3, "百分点", "exact")]),
    ("占3‰", [("3‰", PERCENT, 3, "‰", "exact")]),
    ("下调25个基点", [("25个基点", PERCENT, 25, "基点", "exact")]),
    ("为40多家企业", [("40多家", COUNT, 40, "家", "gt")]),
    ("共有13家次企业", [("13家次", COUNT, 13, "家次", "exact")]),
    ("培训农民3000人(次)以上", [("3000人(次)以上", COUNT, 3000, "人(次)", "ge")]),
    ("参与企业突破500 家。", [("500 家", COUNT, 500, "家", "gt")]),
    ("旅游人数309.5万人次", [("309.5万人次", COUNT, 3095000, "人次", "exact")]),
    ("使近8万市民受益", [("8万", COUNT, 80000, "人", "approx")]),
    ("参保人数突破5100万，", [("5100万", COUNT, 51000000, "人", "gt")]),
    ("装机2000万千瓦", [("2000万千瓦", MEASURE, 20000000, "千瓦", "exact")]),
    ("5千瓦以下", [("5千瓦以下", MEASURE, 5, "千瓦", "le")]),
    ("面积11.96平方公里", [("11.96平方公里", MEASURE, 11.96, "平方公里", "exact")]),
    ("新增载体面积20万平方、", [("20万平方", MEASURE, 200000, "平方米", "exact")]),
    ("死亡率控制在0.6人/百亿元以下", [("0.6人/百亿元以下", MEASURE, 0.6, "人/百亿元", "le")]),
    ("存栏14万头只", [("14万头只", COUNT, 140000, "头只", "exact")]),
    ("放大倍数为1.6倍", [("1.6倍", MULTIPLE, 1.6, "倍", "exact")]),
    ("增长2倍多", [("2倍多", MULTIPLE, 2, "倍", "gt")]),
    ("创新指数提高21.1分，", [("21.1分", SCORE, 21.1, "分", "exact")]),
    ("占全国9成", [("9成", FRACTION, 0.9, "", "exact")]),
    ("占全国1/10以上", [("1/10以上", FRACTION, 0.1, "", "ge")]),
    ("收入比缩小至2.27:1", [("2.27:1", FRACTION, 2.27, "", "exact")]),
    ("用了3个月", [("3个月", DURATION, 3, "个月", "exact")]),
    ("近5年来", [("5年", DURATION, 5, "年", "exact")]),
    ("约5年后", [("5年", DURATION, 5, "年", "approx")]),
    ("从1亿2000万增至", [("1亿2000万", COUNT, 120000000, "", "exact")]),
    ("培训1万2千人", [("1万2千人", COUNT, 12000, "人", "exact")]),
    ("投资3万5000元", [("3万5000元", MONEY, 35000, "元", "exact")]),
    ("总额1,234.5万元", [("1,234.5万元", MONEY, 12345000, "元", "exact")]),
    ("总额12 345万元", [("12 345万元", MONEY, 123450000, "元", "exact")]),
    ("总额17.\n2亿元", [("17.\n2亿元", MONEY, 1720000000, "元", "exact")]),
    ("总额17\n亿元", [("17\n亿元", MONEY, 1700000000, "元", "exact")]),
    ("资金5O0万元", [("5O0万元", MONEY, 5000000, "元", "exact")]),
    ("约占１５．３％", [("１５．３％", PERCENT, 15.3, "%", "approx")]),
    ("服务100+家", [("100+家", COUNT, 100, "家", "gt")]),
    ("达标率≥95%", [("95%", PERCENT, 95, "%", "ge")]),
    ("争取资金500万，", [("500万", MONEY, 5000000, "元", "exact")]),
    ("补助200元/人/月", [("200元/人/月", MONEY, 200, "元/人/月", "exact")]),
    ("增速为-5.2%，", [("-5.2%", PERCENT, -5.2, "%", "exact")]),
    ("PM2.5平均浓度降至28.5微克每立方米", [
        ("PM2.5", NAME, "PM2.5", "", "exact"), ("28.5微克每立方米", MEASURE, 28.5, "微克/立方米", "exact"),
    ]),
    ("达2813.8万辆（艘、架、列）次。", [("2813.8万辆（艘、架、列）次", COUNT, 28138000, "辆（艘、架、列）次", "exact")]),
    ("吞吐量达8097万标箱、", [("8097万标箱", COUNT, 80970000, "标箱", "exact")]),
    ("安置1.6万山洪泥石流灾害受灾群众。", [("1.6万", COUNT, 16000, "人", "exact")]),
    ("-3.2%", [("-3.2%", PERCENT, -3.2, "%", "exact")]),
    ("死亡率8.5/10万", [("8.5/10万", MEASURE, 8.5, "/10万", "exact")]),
    ("筹集2.5万套（间）", [("2.5万套（间）", COUNT, 25000, "套（间）", "exact")]),
    ("新增5000张家庭养老床位", [("5000张", COUNT, 5000, "张", "exact")]),
    ("建设周期一年半左右", [("一年半左右", DURATION, 1.5, "年", "approx")]),
    ("提前两个半月完成", [("两个半月", DURATION, 2.5, "个月", "exact")]),
    ("缩短1个半小时", [("1个半小时", DURATION, 1.5, "小时", "exact")]),
    ("一个半小时交通圈", [("一个半小时", DURATION, 1.5, "小时", "exact")]),
    ("用了3年半", [("3年半", DURATION, 3.5, "年", "exact")]),
    ("一年半载", []),
    ("一个半导体项目", []),
    ("进入全省前10，", [("前10", RANK, 10, "位", "le")]),
    ("考核成绩跻身前三。", [("前三", RANK, 3, "位", "le")]),
    ("进入前两批名单", [("两批", COUNT, 2, "批", "exact")]),
    ("公交与轨道50米内换乘", [("50米内", MEASURE, 50, "米", "le")]),
    ("3个工作日内办结", [("3个工作日内", DURATION, 3, "个工作日", "le")]),
    ("整治5公里内河航道", [("5公里", MEASURE, 5, "公里", "exact")]),
    ("三次产业比重为4.0∶37.7∶58.3，", [(part, PERCENT, float(part), "%", "exact") for part in ("4.0", "37.7", "58.3")]),
]  # fmt: skip

LISTS = [
    ("分别增长6%、5.2%、5.2%", [(t, PERCENT, v, "%", "exact") for t, v in (("6%", 6), ("5.2%", 5.2), ("5.2%", 5.2))]),
    ("提高6、5.2和3.1个百分点", [
        ("6", PERCENT, 6, "百分点", "exact"), ("5.2", PERCENT, 5.2, "百分点", "exact"),
        ("3.1个百分点", PERCENT, 3.1, "百分点", "exact"),
    ]),
    ("奖励50万元和30万元", [("50万元", MONEY, 500000, "元", "exact"), ("30万元", MONEY, 300000, "元", "exact")]),
    ("分别达1409万、1305万人次", [
        ("1409万", COUNT, 14090000, "人次", "exact"), ("1305万人次", COUNT, 13050000, "人次", "exact"),
    ]),
    ("增速分别高于全国12.7个、12个百分点", [
        ("12.7个", PERCENT, 12.7, "百分点", "exact"), ("12个百分点", PERCENT, 12, "百分点", "exact"),
    ]),
    ("12笔7900万元", [("12笔", COUNT, 12, "笔", "exact"), ("7900万元", MONEY, 79000000, "元", "exact")]),
    ("2019年51.54亿元", [("2019年", DATE, "2019", "", "exact"), ("51.54亿元", MONEY, 5154000000, "元", "exact")]),
    ("10-20家企业", [("10-20家", COUNT, [10, 20], "家", "exact")]),
    ("建设3至5年", [("3至5年", DURATION, [3, 5], "年", "exact")]),
    ("补助50万到100万元", [("50万到100万元", MONEY, [500000, 1000000], "元", "exact")]),
    ("增长4.5%—5%左右", [("4.5%—5%左右", PERCENT, [4.5, 5], "%", "approx")]),
    ("从100家到200家", [("100家", COUNT, 100, "家", "exact"), ("200家", COUNT, 200, "家", "exact")]),
]  # fmt: skip

CHINESE = [
    ("占三分之一。", [("三分之一", FRACTION, pytest.approx(1 / 3), "", "exact")]),
    ("百分之二十五", [("百分之二十五", PERCENT, 25, "%", "exact")]),
    ("百分之三点五左右", [("百分之三点五左右", PERCENT, 3.5, "%", "approx")]),
    ("投入三千五百万元", [("三千五百万元", MONEY, 35000000, "元", "exact")]),
    ("共一百二十余项", [("一百二十余项", COUNT, 120, "项", "gt")]),
    ("走访十几家企业", [("十几家", COUNT, 10, "家", "gt")]),
    ("解决数十项难题", [("数十项", COUNT, 10, "项", "gt")]),
    ("服务上百家企业", [("上百家", COUNT, 100, "家", "ge")]),
    ("覆盖企业超千家;", [("千家", COUNT, 1000, "家", "gt")]),
    ("近三成企业", [("三成", FRACTION, 0.3, "", "approx")]),
    ("占三成", [("三成", FRACTION, 0.3, "", "exact")]),
    ("近三成", [("三成", FRACTION, 0.3, "", "approx")]),
    ("占比达三成，", [("三成", FRACTION, 0.3, "", "exact")]),
    ("增长三成", [("三成", FRACTION, 0.3, "", "exact")]),
    ("超三成。", [("三成", FRACTION, 0.3, "", "gt")]),
    ("九成九", [("九成九", FRACTION, 0.99, "", "exact")]),
    ("六七成企业", [("六七成", FRACTION, [0.6, 0.7], "", "approx")]),
    ("走访两三家企业", [("两三家", COUNT, [2, 3], "家", "approx")]),
    ("七八个项目", [("七八个", COUNT, [7, 8], "个", "approx")]),
    ("四五百家企业", [("四五百家", COUNT, [400, 500], "家", "approx")]),
    ("三五年内", [("三五年内", DURATION, [3, 5], "年", "le")]),
    ("增长近一倍。", [("一倍", MULTIPLE, 1, "倍", "approx")]),
    ("提高一倍以上", [("一倍以上", MULTIPLE, 1, "倍", "ge")]),
    ("迈上万亿元台阶", [("万亿元", MONEY, 1000000000000, "元", "exact")]),
    ("占近一半。", [("一半", FRACTION, 0.5, "", "approx")]),
    ("实现两年翻番", [("两年翻番", MULTIPLE, 2, "倍", "exact")]),
    ("产值翻两番", [("翻两番", MULTIPLE, 4, "倍", "exact")]),
    ("两个片区", [("两个", COUNT, 2, "个", "exact")]),
    ("B、C、D四档，", [("四档", COUNT, 4, "档", "exact")]),
    ("三项制度", [("三项", COUNT, 3, "项", "exact")]),
    ("经过两年多的摸索", [("两年多", DURATION, 2, "年", "gt")]),
    ("近三年，我市", [("三年", DURATION, 3, "年", "exact")]),
    ("提前半年启动", [("半年", DURATION, 0.5, "年", "exact")]),
    ("荣获一等奖。", [("一等奖", RANK, 1, "等奖", "exact")]),
    ("旅游收入突破万亿元。", [("万亿元", MONEY, 1000000000000, "元", "gt")]),
    ("参加人数百余人，", [("百余人", COUNT, 100, "人", "gt")]),
    ("过去一年，", [("一年", DURATION, 1, "年", "exact")]),
    ("较前两年提高", [("两年", DURATION, 2, "年", "exact")]),
    ("新增一家国家级企业", [("一家", COUNT, 1, "家", "exact")]),
    ("两万千瓦机组", [("两万千瓦", MEASURE, 20000, "千瓦", "exact")]),
]  # fmt: skip

PHRASES = [
    "一是进一步统一思想", "一批重大项目", "十分重要", "深化“放管服”改革", "科普“三个一”工程", "中央八项规定精神",
    "以“两个维护”的政治自觉", "实施五大行动", "三大产业", "五位一体", "十四届一次会议", "党的二十大精神",
    "六稳六保", "一般项目", "一次性奖励", "千家万户", "百姓安居", "第一书记", "第三产业", "三元乳业", "四川省",
    "万元地区生产总值能耗", "单位：万元", "万元GDP能耗", "千亿元级、万亿元级产业", "全国第一档", "十四届三次会议", "三四线城市", "两位数增长", "千亿级产业集群", "百企院校行", "一揽子服务", "电动三四轮车", "二级以上医院",
    "成果转化成效", "制定《三年行动计划》", "创新工作统一监管", "基数十分庞大",
    "“三年攀高、五年翻番”行动", "摆在第一位", "全市第二、三产业", "区委十四届四次全委会议", "数字经济", "目前一些企业",
]  # fmt: skip

ROLES = [
    ("全省第17位，", [("第17位", RANK, 17, "位", "exact")]),
    ("位次为全省第8。", [("第8", RANK, 8, "位", "exact")]),
    ("居全省前10位。", [("前10位", RANK, 10, "位", "le")]),
    ("排名分别为33位、17位、14位", [(f"{n}位", RANK, n, "位", "exact") for n in (33, 17, 14)]),
    ("较上年提高49位", [("49位", COUNT, 49, "位", "exact")]),
    ("均居全国前列，院士增至93位", [("93位", COUNT, 93, "位", "exact")]),
    ("排名全市第二。", [("第二", RANK, 2, "位", "exact")]),
    ("全大市倒数第一的局面", [("倒数第一", RANK, 1, "位", "exact")]),
    ("稳居全国首位", [("首位", RANK, 1, "位", "exact")]),
    ("(银党发〔201910号)", [("银党发〔201910号", DOC, "银党发〔201910号", "", "exact")]),
    ("根据宁党发〔2020〕9号", [("宁党发〔2020〕9号", DOC, "宁党发〔2020〕9号", "", "exact")]),
    ("索引号 640521005/2020-00011 文号", [("640521005/2020-00011", DOC, "640521005/2020-00011", "", "exact")]),
    ("B07608932/2020-56584 组", [("B07608932/2020-56584", DOC, "B07608932/2020-56584", "", "exact")]),
    ("号:/2020-00749 发", [("/2020-00749", DOC, "/2020-00749", "", "exact")]),
    ("第313号提案", [("第313号提案", ORDINAL, 313, "号", "exact")]),
    ("2020年第一批", [("2020年", DATE, "2020", "", "exact"), ("第一批", ORDINAL, 1, "", "exact")]),
    ("1、党建", [("1、", ORDINAL, 1, "", "exact")]),
    ("目标：1.确保2项", [("1.", ORDINAL, 1, "", "exact"), ("2项", COUNT, 2, "项", "exact")]),
    ("\n(3)组织", [("(3)", ORDINAL, 3, "", "exact")]),
    ("入选全国50强，", [("50强", RANK, 50, "强", "le")]),
    ("沿318国道", [("318", NAME, "318", "", "exact")]),
    ("“世界旅游经济论坛·黑龙江2025”举办", [("世界旅游经济论坛·黑龙江2025", NAME, "世界旅游经济论坛·黑龙江2025", "", "exact")]),
    ("建成2号线", [("2号", ORDINAL, 2, "号", "exact")]),
    ("市“科技创新2025”重大专项", [("科技创新2025", NAME, "科技创新2025", "", "exact")]),
    ("“3315系列计划”等", [("3315系列计划", NAME, "3315系列计划", "", "exact")]),
    ("县委“6+9”任务", [("6+9", NAME, "6+9", "", "exact")]),
    ("制订了1+10的政策", [("1+10", NAME, "1+10", "", "exact")]),
    ("推动HPBC2.0电池", [("HPBC2.0", NAME, "HPBC2.0", "", "exact")]),
    ("进入2.0时代", [("2.0时代", NAME, "2.0时代", "", "exact")]),
    ("G20国家的5G基站和4A级景区", [
        ("G20", NAME, "G20", "", "exact"), ("5G", NAME, "5G", "", "exact"), ("4A级", NAME, "4A级", "", "exact"),
    ]),
    ("PM\n2.5\n浓度", [("PM\n2.5", NAME, "PM2.5", "", "exact")]),
    ("打造“365天不落幕”", [("365天不落幕", NAME, "365天不落幕", "", "exact")]),
    ("稳增长“21条”等", [("21条", NAME, "21条", "", "exact")]),
    ("京东方第8.6代线", [("第8.6代", NAME, "第8.6代", "", "exact")]),
    ("世界500强企业5家", [("500强", RANK, 500, "强", "le"), ("5家", COUNT, 5, "家", "exact")]),
    ("拨打12345热线", [("12345热线", NAME, "12345热线", "", "exact")]),
    ("626小河改造", [("626", NAME, "626", "", "exact")]),
    ("“十四五”规划", [("十四五", NAME, "十四五", "", "exact")]),
    ("拟入库第一、二批企业", [("第一", ORDINAL, 1, "", "exact"), ("二批", ORDINAL, 2, "", "exact")]),
    ("第1、2、3名", [("第1", RANK, 1, "名", "exact"), ("2", RANK, 2, "名", "exact"), ("3名", RANK, 3, "名", "exact")]),
    ("排名上升8位", [("8位", COUNT, 8, "位", "exact")]),
    ("三次产业结构比为14:40:46，", [(part, PERCENT, int(part), "%", "exact") for part in ("14", "40", "46")]),
    ("全国第一家企业", [("第一家", ORDINAL, 1, "", "exact")]),
    ("备案号：宁ICP备05001234号-1", [("05001234号-1", DOC, "05001234号-1", "", "exact")]),
    ("电话：0951-6888888", [("0951-6888888", DOC, "0951-6888888", "", "exact")]),
    ("附件1\n", [("附件1"[2:], ORDINAL, 1, "", "exact")]),
]  # fmt: skip

DATES = [
    ("2020年", "2020"), ("2019年度", "2019"), ("2017年底", "2017"), ("2020年上半年", "2020H1"),
    ("2021年第三季度", "2021Q3"), ("2021年前三季度", "2021Q1/2021Q3"), ("2020年1-6月", "2020-01/2020-06"),
    ("2019年12月", "2019-12"), ("2026年1月27日", "2026-01-27"), ("2026年02月10日 07时41分", "2026-02-10T07:41"),
    ("6月30日", "06-30"), ("6月底", "06"), ("10月份", "10"), ("11月6日至10日", "11-06/11-10"), ("1—9月", "01/09"),
    ("2020-11-09", "2020-11-09"), ("2020.12.24", "2020-12-24"), ("2020-07-08 16:02:33", "2020-07-08T16:02:33"),
    ("2020-2022", "2020/2022"), ("2020—2022年", "2020/2022"), ("2020年至2022年", "2020/2022"),
    ("20世纪90年代", "1990/1999"), ("07时41分", "07:41"), ("二〇三五年", "2035"),
    ("二〇二六年一月二十七日", "2026-01-27"), ("一季度", "Q1"), ("前3季度", "Q1/Q3"),
    ("前9个月", "01/09"), ("前十一个月", "01/11"), ("2024年前9个月", "2024-01/2024-09"), ("2024年前九个月", "2024-01/2024-09"),
    ("20231104日", "2023-11-04"), ("2020上半年", "2020H1"), ("2020年11月09日 10:23:45", "2020-11-09T10:23:45"), ("２０２０年６月", "2020-06"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), AMOUNTS + LISTS, ids=lambda v: v if isinstance(v, str) else "")
def test_amounts_are_valued_exactly_with_unit_and_bound(text, expected):
    assert rows(text) == expected


@pytest.mark.parametrize(("text", "expected"), CHINESE, ids=lambda v: v if isinstance(v, str) else "")
def test_chinese_numerals_are_read_where_they_count(text, expected):
    assert rows(text) == expected


@pytest.mark.parametrize("text", PHRASES)
def test_set_phrases_hold_no_quantity(text):
    assert rows(text) == []


@pytest.mark.parametrize(("text", "expected"), ROLES, ids=lambda v: v if isinstance(v, str) else "")
def test_numbers_that_name_or_order_are_told_from_amounts(text, expected):
    assert rows(text) == expected


@pytest.mark.parametrize(("text", "value"), DATES)
def test_dates_of_all_shapes_become_iso_like_strings(text, value):
    assert rows(f"于{text}，") == [(text, DATE, value, "", "exact")]


def test_a_half_year_takes_its_year_from_the_same_sentence_only():
    assert [q.value for q in read("2020年上半年总结暨下半年计划")] == ["2020H1", "2020H2"]
    assert [q.value for q in read("2020年总结。下半年计划")] == ["2020", "H2"]


def test_surface_unit_digits_and_quantum_keep_what_is_printed():
    money, percent = read("6134万元，占31.89%")
    assert (money.surface_unit, money.digits, money.quantum) == ("万元", "6134", Decimal(10000))
    assert (percent.surface_unit, percent.digits, percent.quantum) == ("%", "31.89", Decimal("0.01"))
    assert isinstance(money.value, Decimal)


EXCERPTS = [
    # a bureau's yearly summary
    (
        ("我区科技进步综合评价最新排名全省第17位,较上年提高49位,排名全市第二。预计全社会研发投入占GDP比重有望突破2.0%,"
        "全年实现高新技术产业投资17.2亿元,同比增长37.2%;科技信贷风险池全年累计授信额度超1亿元。落实研发费用按175%加计扣除。"
        "设立智团创业计划项目30余项,惠及企业超50家。"),
        ("第17位 rank 17|49位 count 49|第二 rank 2|2.0% percent 2|17.2亿元 money 1720000000|37.2% percent 37.2|"
        "1亿元 money 100000000|175% percent 175|30余项 count 30|50家 count 50"),
    ),
    (
        "主要目标:1.确保全社会研发投入强度突破2.0%;2.高新技术产业投资同比增长不低于10%;3.高新技术产业增加值达86亿元。",
        "1. ordinal 1|2.0% percent 2|2. ordinal 2|10% percent 10|3. ordinal 3|86亿元 money 8600000000",
    ),
    # a city's note on turning research into products
    (
        ("2024年认定国家高新技术企业59家、瞪羚企业15家,入库科技型中小企业1149家,兑现奖补3120.1万元。依托高校举办路演4场次,"
        "推动HPBC2.0电池技术量产等50余项攻关;储备“十五五”重大科技项目125项,总投资168亿元,覆盖企业超千家。"),
        ("2024年 date 2024|59家 count 59|15家 count 15|1149家 count 1149|3120.1万元 money 31201000|4场次 count 4|"
        "HPBC2.0 name HPBC2.0|50余项 count 50|十五五 name 十五五|125项 count 125|168亿元 money 16800000000|千家 count 1000"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), EXCERPTS, ids=["bureau", "targets", "city"])
def test_excerpts_of_reports_are_read_like_the_gold(text, expected):
    assert "|".join(f"{t} {kind} {value}" for t, kind, value, _, _ in rows(text)) == expected


@pytest.mark.parametrize(
    "make",
    [
        lambda n: "1" * n, lambda n: "1." * (n // 2), lambda n: "1、" * (n // 2), lambda n: "(" * n + "5" + ")" * n,
        lambda n: "〔2020" * (n // 5), lambda n: "一" * n, lambda n: "万" * n, lambda n: "1万" * (n // 2),
        lambda n: "“" * n, lambda n: "a1" * (n // 2), lambda n: " " * n + "1", lambda n: "1+" * (n // 2),
        lambda n: "百分之" * (n // 3), lambda n: "1." + "1" * n, lambda n: "1,234" * (n // 5),
    ],
)  # fmt: skip
def test_hostile_input_takes_time_in_proportion(make):
    """Lines run are counted; what a pattern does within one is held by tests/test_patterns.py."""
    short, long = (lines_run(lambda n=n: read(make(n))) for n in (500, 2_000))
    assert long < 4.4 * short


def test_a_number_too_long_to_be_an_amount_keeps_its_print():
    (quantity,) = read("编号" + "7" * 5000)
    assert quantity.kind is Kind.OTHER
    assert quantity.to_dict()["value"] == "7" * 5000


@pytest.mark.parametrize(
    ("text", "kind"), [("第 7 条", "ordinal"), ("第 7 位", "rank"), ("共 7 条", "count")]
)
def test_a_blank_parts_no_ordinal(text, kind):
    (found,) = read(f"依据{text}执行。")
    assert found.kind.value == kind
