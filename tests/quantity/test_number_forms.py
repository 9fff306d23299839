"""Every way in which reports write numbers: other digits, capitals, currencies, blanks, signs and idioms."""

from decimal import Decimal

import pytest

from policysum.quantity import read, unread
from policysum.statements import Ledger, quantities

FORMS = [
    ("近 2 年完成改造", "2", "年", "duration", "exact"),
    ("近  三年完成改造", "3", "年", "duration", "exact"),
    ("近   3 年的水量", "3", "年", "duration", "approx"),
    ("比去年提高三个百分点", "3", "百分点", "percent", "exact"),
    ("比去年提高一个百分点以上", "1", "百分点", "percent", "ge"),
    ("完成水利投资三点一四一五九万元", "31415.9", "元", "money", "exact"),
    ("产量居全市前二十三位", "23", "位", "rank", "le"),
    ("排名前一百二十位", "120", "位", "rank", "le"),
    ("预算支出为３，２８０，０００元", "3280000", "元", "money", "exact"),
    ("向农户发放一千万小额贷款", "10000000", "元", "money", "exact"),
    ("向农户发放1000万低息贷款", "10000000", "元", "money", "exact"),
    ("园区落实三千万补助资金", "30000000", "元", "money", "exact"),
    ("今年争取到八千万专项债券", "80000000", "元", "money", "exact"),
    ("惠及500万居民补贴发放工作", "5000000", "人", "count", "exact"),
    ("建设单位有３，２８０个", "3280", "个", "count", "exact"),
    ("工业产值达到10，300亿元", "1030000000000", "元", "money", "exact"),
    ("拨付补助资金壹拾万零叁仟元整", "103000", "元", "money", "exact"),
    ("慰问金伍仟元整", "5000", "元", "money", "exact"),
    ("合计人民币叁佰贰拾万元", "3200000", "元", "money", "exact"),
    ("发放捌佰捌拾捌亿元", "88800000000", "元", "money", "exact"),
    ("发放八八八亿元", "88800000000", "元", "money", "exact"),
    ("降低百分之三十到四十", "30~40", "%", "percent", "exact"),
    ("降低百分之30到四十", "30~40", "%", "percent", "exact"),
    ("降低百分之三十到四十左右", "30~40", "%", "percent", "approx"),
    ("降低百分之四十到三十", "40", "%", "percent", "exact"),
    ("降低百分之三十到三十", "30", "%", "percent", "exact"),
    ("降低百分之三十到点", "30", "%", "percent", "exact"),
    ("占百分之五六十", "50~60", "%", "percent", "approx"),
    ("新建学校四至六个", "4~6", "个", "count", "exact"),
    ("新建学校四到六所", "4~6", "所", "count", "exact"),
    ("利用港币贷款300万元", "3000000", "港元", "money", "exact"),
    ("利用港币300万元", "3000000", "港元", "money", "exact"),
    ("出口额US$2.1亿", "210000000", "美元", "money", "exact"),
    ("引进资金$3.5亿", "350000000", "美元", "money", "exact"),
    ("购置设备支出¥5000", "5000", "元", "money", "exact"),
    ("购置设备支出￥5000元", "5000", "元", "money", "exact"),
    ("每度电价0元5角", "0.5", "元", "money", "exact"),
    ("票价3元5角", "3.5", "元", "money", "exact"),
    ("票价3元5角2分", "3.52", "元", "money", "exact"),
    ("票价三元五角", "3.5", "元", "money", "exact"),
    ("票价5角", "0.5", "元", "money", "exact"),
    ("最低气温零下8.3℃", "-8.3", "℃", "measure", "exact"),
    ("最低气温零下8度", "-8", "度", "measure", "exact"),
    ("最低气温－8.3℃", "-8.3", "℃", "measure", "exact"),
    ("收入452.7 亿元", "45270000000", "元", "money", "exact"),
    ("增长16.1 %", "16.1", "%", "percent", "exact"),
    ("新增企业12\u200b家", "12", "家", "count", "exact"),
    ("用电\u200b3.5\u200b亿千瓦时", "350000000", "千瓦时", "measure", "exact"),
    ("旅客周转量57691万人公里", "576910000", "人公里", "measure", "exact"),
    ("货物周转量386365万吨公里", "3863650000", "吨公里", "measure", "exact"),
    ("旅客周转量12.5亿人千米", "1250000000", "人千米", "measure", "exact"),
    ("PM10为52μg/m3", "52", "微克/立方米", "measure", "exact"),
    ("PM2.5平均浓度为31μg/m³", "31", "微克/立方米", "measure", "exact"),
    ("噪声55dB(A)", "55", "dB", "measure", "exact"),
    ("噪声55分贝", "55", "分贝", "measure", "exact"),
    ("出动民兵二、三百人", "200~300", "人", "count", "approx"),
    ("栽植果树七、八十万株", "700000~800000", "株", "count", "approx"),
    ("每担补助5角4分", "0.54", "元", "money", "exact"),
    ("每担补助五角四分", "0.54", "元", "money", "exact"),
    ("借款玖万捌仟柒佰陆拾元伍角", "98760.5", "元", "money", "exact"),
    ("借款叁拾圆贰角伍分", "30.25", "元", "money", "exact"),
    ("借款叁佰元零伍分", "300.05", "元", "money", "exact"),
    ("灌溉面积3.2×10^4亩", "32000", "亩", "measure", "exact"),
    ("总库容10^6立方米", "1000000", "立方米", "measure", "exact"),
    ("至少要完成植树120公顷", "120", "公顷", "measure", "exact"),
    ("至少要完成120公顷", "120", "公顷", "measure", "ge"),
    ("今年至少应新增12家", "12", "家", "count", "ge"),
    ("发放补贴3\u2009200万元", "32000000", "元", "money", "exact"),
    ("植树1\u202f234\u202f567株", "1234567", "株", "count", "exact"),
    ("氨氮排放浓度0.42mg/L", "0.42", "毫克/升", "measure", "exact"),
    ("单位能耗0.43tce/万元", "0.43", "吨标准煤/万元", "measure", "exact"),
    ("总投资达十几个亿", "1000000000", "元", "money", "gt"),
    ("总投资达几十个亿", "1000000000", "元", "money", "gt"),
    ("涉及十几个村", "10", "个", "count", "gt"),
    ("产值翻了近一番", "2", "倍", "multiple", "approx"),
    ("产值翻了一番多", "2", "倍", "multiple", "gt"),
    ("产值翻了两番", "4", "倍", "multiple", "exact"),
    ("产值接近翻番", "2", "倍", "multiple", "approx"),
    ("产值翻两番以上", "4", "倍", "multiple", "ge"),
    ("县里拿出两千万用于道路改造", "20000000", "元", "money", "exact"),
    ("列支120万用来添置设备", "1200000", "元", "money", "exact"),
    ("補助款三千二百萬港元", "32000000", "港元", "money", "exact"),
    ("吞吐量達2.6億公噸", "260000000", "公吨", "measure", "exact"),
    ("新增單位超過1.2萬個", "12000", "个", "count", "gt"),
    ("增长8·6%", "8.6", "%", "percent", "exact"),
    ("增长8．6%", "8.6", "%", "percent", "exact"),
    ("增长5% 左右", "5", "%", "percent", "approx"),
    ("企业达120家 以上", "120", "家", "count", "ge"),
    ("企业近 120家", "120", "家", "count", "approx"),
    ("培训近 3000 人", "3000", "人", "count", "approx"),
    ("2024年3月5 日", "2024-03-05", "", "date", "exact"),
    ("与12省市签约", "12", "省市", "count", "exact"),
    ("覆盖31个省市", "31", "个", "count", "exact"),
    ("实施8大工程", "8", "大", "count", "exact"),
    ("申请50万资金", "500000", "元", "money", "exact"),
    ("下拨80万经费", "800000", "元", "money", "exact"),
    ("投资超过3个亿", "300000000", "元", "money", "gt"),
    ("花了2个亿", "200000000", "元", "money", "exact"),
    ("投资三个亿", "300000000", "元", "money", "exact"),
    ("补助百万元以上", "1000000", "元", "money", "ge"),
    ("产值超百万元", "1000000", "元", "money", "gt"),
    ("营业收入亿元以上企业", "100000000", "元", "money", "ge"),
    ("产值超亿元企业", "100000000", "元", "money", "gt"),
    ("产值过百亿", "10000000000", "元", "money", "gt"),
    ("产值过百亿元", "10000000000", "元", "money", "gt"),
    ("亩均税收百万以上企业", "1000000", "元", "money", "ge"),
    ("罚款百万元。", "1000000", "元", "money", "exact"),
    ("企业投资千万，安置职工", "10000000", "元", "money", "exact"),
    ("到位资金亿元", "100000000", "元", "money", "exact"),
    ("研发投入强度达2.4", "2.4", "%", "percent", "exact"),
    ("三次产业比例7.1∶45.2∶47.7", "45.2", "%", "percent", "exact"),
    ("城镇、乡村、口岸人口比为3∶5∶4", "3:5:4", "", "other", "exact"),
    ("完成投资⁸⁸⁸亿元", "88800000000", "元", "money", "exact"),
    ("完成投资₈₈₈亿元", "88800000000", "元", "money", "exact"),
    ("培训⁴⁵人", "45", "人", "count", "exact"),
    ("完成投资百亿级", "10000000000", "元", "money", "ge"),
    ("产业规模千亿级", "100000000000", "元", "money", "ge"),
    ("完成投资八\n百亿元", "80000000000", "元", "money", "exact"),
    ("新建学校三十\r\n五所", "35", "所", "count", "exact"),
    ("投入资金六百\n　五十万元", "6500000", "元", "money", "exact"),
    ("最低气温零下十二度", "-12", "度", "measure", "exact"),
    ("慰问金叁元整", "3", "元", "money", "exact"),
    ("票价五角钱", "0.5", "元", "money", "exact"),
    ("投资五个多亿", "500000000", "元", "money", "gt"),
    ("贷款2个多亿", "200000000", "元", "money", "gt"),
    ("2024 年 3 月 5 日", "2024-03-05", "", "date", "exact"),
    ("12 月 3 日", "12-03", "", "date", "exact"),
    ("新增企业至少增加12家", "12", "家", "count", "ge"),
    ("最多安排12人", "12", "人", "count", "le"),
    ("10日内办结", "10", "日", "duration", "le"),
    ("投放12万座公里", "120000", "座公里", "measure", "exact"),
    ("流量3m³/s", "3", "立方米/秒", "measure", "exact"),
    ("出台“20条”措施", "20条", "", "name", "exact"),
    ("民营经济“28条”举措", "28条", "", "name", "exact"),
    ("稳增长“50条”政策", "50条", "", "name", "exact"),
    ("备案号12345678", "12345678", "", "docnumber", "exact"),
    ("防洪标准达到百年一遇", "100", "年", "duration", "exact"),
    ("防洪标准达到50年一遇", "50", "年", "duration", "exact"),
    ("出台“科创20条”措施", "科创20条", "", "name", "exact"),
    ("新增企业至少12家", "12", "家", "count", "ge"),
    ("3年内建成", "3", "年", "duration", "le"),
    ("5年内新建学校20所", "20", "所", "count", "exact"),
    ("储备32024万吨", "320240000", "吨", "measure", "exact"),
    ("储备32024吨", "32024", "吨", "measure", "exact"),
    ("地区生产总值[2]114367万元", "1143670000", "元", "money", "exact"),
    ("粮食产量①76.48万吨", "764800", "吨", "measure", "exact"),
    ("粮食产量¹76.48万吨", "764800", "吨", "measure", "exact"),
    ("1.2项目管理", "1.2", "", "ordinal", "exact"),
    ("其中½用于教育", "0.5", "", "fraction", "exact"),
    ("企业⑧⑧⑧家", "888", "家", "count", "exact"),
    ("企业\U0001d7d6\U0001d7d6\U0001d7d6家", "888", "家", "count", "exact"),
    ("企业\u096e\u096e\u096e家", "888", "家", "count", "exact"),
    ("企业\u0668\u0668\u0668家", "888", "家", "count", "exact"),
    ("产值增长一半", "0.5", "", "fraction", "exact"),
    ("补贴减半", "0.5", "", "fraction", "exact"),
    ("职工俩人", "2", "人", "count", "exact"),
    ("培训卅人", "30", "人", "count", "exact"),
    ("培训卅五人", "35", "人", "count", "exact"),
    ("培训廿人", "20", "人", "count", "exact"),
    ("完成投资10⁶元", "1000000", "元", "money", "exact"),
    ("产业规模达百亿级", "10000000000", "元", "money", "ge"),
    ("改造耕地两亿五千多万亩", "250000000", "亩", "measure", "gt"),
    ("人口自然增长率-1.25‰", "-1.25", "‰", "percent", "exact"),
    ("实际利用外资（-4.6%）", "-4.6", "%", "percent", "exact"),
    ("补助支出一点六亿元", "160000000", "元", "money", "exact"),
    ("堤防长四点二公里", "4.2", "公里", "measure", "exact"),
    ("借款二点五亿", "250000000", "元", "money", "exact"),
    ("半数以上代表到会", "0.5", "", "fraction", "ge"),
    ("超过半数的村有卫生室", "0.5", "", "fraction", "gt"),
    ("占比提高到二成三左右", "0.23", "", "fraction", "approx"),
    ("须于开演前半小时入场", "0.5", "小时", "duration", "exact"),
    ("散会后半个小时", "0.5", "小时", "duration", "exact"),
    ("日均通行4.6万pcu", "46000", "pcu", "measure", "exact"),
    ("服务旅客3 500多人次", "3500", "人次", "count", "gt"),
    ("发动党员1 200余名", "1200", "名", "count", "gt"),
    ("环境辐射71.2～88.4nGy/h", "71.2~88.4", "nGy/h", "measure", "exact"),
    ("车速120km/h", "120", "公里/小时", "measure", "exact"),
    ("门票每张十八块五", "18.5", "元", "money", "exact"),
    ("午餐每份15块5", "15.5", "元", "money", "exact"),
    ("现场游客达3.6万", "36000", "人", "count", "exact"),
    ("守护2.3亿缴存人", "230000000", "人", "count", "exact"),
    ("套取补贴挪用370多万", "3700000", "元", "money", "gt"),
    ("产业规模达9000亿级", "900000000000", "元", "money", "exact"),
    ("特困供养910元/人月", "910", "元/人月", "money", "exact"),
    ("培训补贴800元/人。", "800", "元/人", "money", "exact"),
    ("电价0.62元/千瓦时月", "0.62", "元/千瓦时", "money", "exact"),
    ("列全省第 六", "6", "位", "rank", "exact"),
    ("连续十 二年增长", "12", "年", "duration", "exact"),
    ("夺得6金4银5铜", "4", "银", "count", "exact"),
    ("评为7优9良", "9", "良", "count", "exact"),
    ("增长7.4①%", "7.4", "%", "percent", "exact"),
    ("出口约占全省的四分之三", "0.75", "", "fraction", "approx"),
    ("投资超过全省的四分之三", "0.75", "", "fraction", "exact"),
    ("截留30万", "300000", "元", "money", "exact"),
    ("采购30万口罩", "300000", "", "count", "exact"),
]


def said(mention):
    value = mention.value
    if isinstance(value, tuple):
        return "~".join(map(str, value))
    return str(value)


@pytest.mark.parametrize(("text", "value", "unit", "kind", "bound"), FORMS, ids=lambda value: value)
def test_a_number_is_read_whole_however_it_is_written(text, value, unit, kind, bound):
    found = [(said(one), one.unit, one.kind.value, one.bound.value) for one in quantities(f"{text}。")]
    assert (value, unit, kind, bound) in found


NOT_COUNTED = [
    "半数代表",
    "三轮汽车",
    "两点一线",
    "上午九点三十分",
    "晚上七点半",
    "队伍不断壮大",
    "收拾行装",
    "本区域Ⅱ类水质",
    "夫妻俩创业",
    "录取二本以上",
    "减半征收",
    "打造百亿级产业集群",
    "一期间",
    "地区生产总值¹²增速",
    "（八）\n百亿产业",
    "打造八大平台",
]


@pytest.mark.parametrize("text", NOT_COUNTED)
def test_words_that_only_look_like_numbers_count_nothing(text):
    assert [one.text for one in quantities(f"{text}。") if one.kind not in {"date", "name", "ordinal"}] == []


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("全年地区生产总值[2]1143万元。", "地区生产总值"),
        ("全年粮食产量①76万吨。", "粮食产量"),
        ("全年粮食产量¹76万吨。", "粮食产量"),
        ("旅客周转量57691万人公里。", "旅客周转量"),
        ("噪声55dB(A)。", "噪声"),
        ("至少增加12家企业。", "增加企业"),
    ],
)
def test_the_mark_of_a_note_and_a_compound_unit_leave_nothing_in_the_name(text, indicator):
    assert [one.indicator for one in quantities(text) if one.kpi] == [indicator]


def test_a_minus_is_read_of_degrees_and_rates_only():
    assert [one.value for one in quantities("气温-8℃，增速为-5.2%，座位3-5个。")] == [
        -8,
        Decimal("-5.2"),
        (3, 5),
    ]


def test_two_currencies_in_one_clause_are_kept_apart():
    assert [one.unit for one in quantities("美元贷款折合300万元，港币500万元。")] == ["元", "港元"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("水质达Ⅱ类", ["Ⅱ类"]),
        ("打造百亿级产业", ["百亿级"]),
        ("房产税减半征收", ["减半"]),
        ("企业八八八家", ["八八八"]),
        ("企业888家", []),
        ("企业Ⅷ家", []),
        ("叁佰元整", []),
        ("完成投资〡〢〣亿元，新增𝍡家，占🄈成", ["〡", "〢", "〣", "𝍡", "🄈"]),
        ("①稳增长；②促改革。面积5m²", []),
        ("产值五年实现倍增", ["倍增"]),
        ("实施倍增计划，八折叠放", []),
        ("门票打八折，学生五五折", ["八折", "五五折"]),
        ("热线幺二三四五，零幺号", ["幺二三四五", "零幺"]),
        ("经济平稳运行，一心一意，千方百计", []),
    ],
)
def test_what_looks_like_a_number_and_is_none_is_told(text, left):
    assert [text[start:end] for start, end in unread(text)] == left


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("库容3.5×10⁸立方米", 350_000_000, "立方米"),
        ("库容2 × 10⁶m³", 2_000_000, "m³"),
        ("产值1.25x10¹²元", 1_250_000_000_000, "元"),
        ("面积10⁴亩", 10_000, "亩"),
    ],
)
def test_a_number_times_a_power_of_ten_is_one_number(text, value, unit):
    assert [(one.value, one.unit) for one in quantities(text)] == [(value, unit)]


@pytest.mark.parametrize("text", ["10²-2元", "3.5×10⁸-4亿元", "库容10³至5亿立方米"])
def test_a_power_of_ten_begins_no_range_and_breaks_none(text):
    assert all(not isinstance(one.value, tuple) for one in quantities(text))


@pytest.mark.parametrize(
    "text",
    [
        "三次产业比例7.1∶45.2∶47.7。",
        "三次产业结构为7.1:45.2:47.7，",
        "三产结构比由8.0:42.3:49.7调整为7.1 : 45.2 : 47.7；",
        "产业结构优化为7.1∶45.2∶47.7。",
    ],
)
def test_the_shares_of_a_whole_are_numbers_with_names_of_their_own(text):
    found = [(str(one.value), one.unit, one.indicator, one.change) for one in quantities(text)][-3:]
    assert found == [
        ("7.1", "%", "第一产业比重", "share"),
        ("45.2", "%", "第二产业比重", "share"),
        ("47.7", "%", "第三产业比重", "share"),
    ]


@pytest.mark.parametrize("text", ["比分为3:2:1", "时间16:02:33", "配比1∶2∶4", "7.1∶45.2"])
def test_what_makes_no_hundred_is_no_structure(text):
    assert not [one for one in quantities(text) if one.unit == "%"]


@pytest.mark.parametrize("text", ["实施五大行动", "打造八大平台", "推进十大工程", "建设地区生产总值⁸亿元"])
def test_what_could_not_be_read_is_said(text):
    assert list(quantities(text)) == []
    assert unread(text)


@pytest.mark.parametrize(
    "text", ["一大批企业", "党的二十大精神", "扩大开放", "第三大产业", "第八\n十二家企业"]
)
def test_words_with_a_numeral_in_them_are_not_taken_for_hidden_numbers(text):
    assert unread(text) == []
    assert "82" not in [str(one.value) for one in quantities(text)]


def test_a_list_lends_its_unit_backwards_unless_it_is_a_list_of_years():
    assert [(one.text, one.unit) for one in quantities("办理时限分别压缩3、5天。")] == [
        ("3", "天"),
        ("5天", "天"),
    ]
    assert [one.kind for one in quantities("2023、2024年新增企业5家。")] == ["date", "date", "count"]


@pytest.mark.parametrize("several", ["上", "数", "几"])
def test_a_line_break_parts_a_vague_hundred_from_the_word_before_it(several):
    assert [one.text for one in quantities(f"建成{several}百家")] == [f"{several}百家"]
    assert not quantities(f"建成{several}\n百家")


def test_a_year_to_itself_is_no_range():
    assert "2023/2023" not in [one.value for one in quantities("2023年-2023年新建学校5所。")]


def test_the_shares_of_one_structure_are_of_one_time():
    text = "2024年三次产业结构由上年的14.1∶38.2∶47.7调整为13.6∶38.9∶47.5。"
    assert [one.period for one in Ledger(text, period="2024") if one.kpi] == ["2023"] * 3 + ["2024"] * 3


def test_blanks_without_width_are_no_part_of_a_name():
    assert [one.indicator for one in quantities("全年用电\u200b3.5\u200b亿千瓦时。")] == ["用电"]


@pytest.mark.parametrize(
    ("text", "printed", "value"),
    [
        ("比1990年增长33· 6％，", "33· 6％", "33.6"),
        ("平均每年增长 3 · 5％。", "3 · 5％", "3.5"),
        ("产量达到4· 47亿吨（", "4· 47亿吨", "447000000"),
        ("利率为1 . 5%的", "1 . 5%", "1.5"),
        ("33· 6％", "33· 6％", "33.6"),
    ],
)
def test_a_point_set_apart_by_a_scan_is_a_point(text, printed, value):
    assert [(one.text, str(one.value)) for one in quantities(text) if one.kind != "date"] == [
        (printed, value)
    ]


def test_a_raised_point_set_apart_between_day_and_month_is_none():
    assert "7.20" not in [str(one.value) for one in quantities("7 · 20洪水")]


@pytest.mark.parametrize(("digits", "kinds"), [(40, ["fraction"]), (41, ["other", "other"])])
def test_a_string_of_more_than_forty_digits_is_no_side_of_a_ratio(digits, kinds):
    assert [one.kind.value for one in quantities(f"配比为1:{10 ** (digits - 1)}。")] == kinds


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("投资1000万元以上至5000万元", 10_000_000, 50_000_000),
        ("聘用30人及以上—80人", 30, 80),
        ("配备3亩多至5亩", 3, 5),
    ],
)
def test_a_range_may_say_of_its_lower_end_that_it_is_one(text, low, high):
    (found,) = read(text)
    assert (found.value, found.bound.value) == ((low, high), "exact")


def test_no_range_goes_down_behind_its_bound():
    assert [one.text for one in read("由1000万元以上至500万元")] == ["1000万元以上", "500万元"]


@pytest.mark.parametrize(
    ("text", "printed", "value", "unit", "kind"),
    [
        ("绿化面积 ≥1350.00(平方米)", "1350.00(平方米)", "1350", "平方米", "measure"),
        ("达标率 =98.50（%）", "98.50（%）", "98.5", "%", "percent"),
        ("总投资12.5（万元）", "12.5（万元）", "125000", "元", "money"),
        ("巡查 12(次)", "12(次)", "12", "次", "count"),
        ("巡查 12(含夜间)", "12", "12", "", "other"),
        ("巡查 12((次))", "12", "12", "", "other"),
        ("巡查 12(次", "12", "12", "", "other"),
        ("办于2020（年）", "2020", "2020", "", "date"),
    ],
)
def test_a_unit_in_brackets_and_nothing_else_is_the_unit(text, printed, value, unit, kind):
    found = quantities(text)[0]
    assert (found.text, str(found.value), found.unit, found.kind) == (printed, value, unit, kind)
