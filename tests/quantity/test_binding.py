"""What a sentence binds its numbers to: (sentence, number) -> indicator, direction, change."""

from __future__ import annotations

import pytest

from policysum.quantity import Ledger


def _mention(sentence, number, **ledger):
    """The mention of a sentence that is printed so; `number#2` is the second one."""
    printed, _, which = number.partition("#")
    found = [mention for mention in Ledger(sentence, **ledger) if mention.text == printed]
    assert found, [mention.text for mention in Ledger(sentence)]
    return found[int(which or 1) - 1]


@pytest.mark.parametrize(
    ("sentence", "number", "indicator"),
    [
        # the noun before the number
        ("在贷项目26项,贷款金额7130万元。", "26项", "在贷项目"),
        ("在贷项目26项,贷款金额7130万元。", "7130万元", "贷款金额"),
        ("截至目前,全市拥有高新技术企业111家。", "111家", "全市拥有高新技术企业"),
        ("目前,拥有高新技术企业388家。", "388家", "高新技术企业"),
        ("2018年我市全社会R&D投入为26.59亿元。", "26.59亿元", "全社会R&D投入"),
        ("累计授信额度超1亿元。", "1亿元", "授信额度"),
        ("全年技术交易额预计超15.2亿元。", "15.2亿元", "技术交易额"),
        ("项目签约3543亿元。", "3543亿元", "项目签约"),
        # the noun after the number
        ("引进了102项新工艺、新技术、新成果。", "102项", "引进新工艺、新技术、新成果"),
        ("帮助2家企业完成股份制改革。", "2家", "帮助企业完成股份制改革"),
        ("启动了上海、杭州等5个离岸孵化器的建设。", "5个", "启动了离岸孵化器的建设"),
        ("2020年设立3800万元科技创新专项资金。", "3800万元", "设立科技创新专项资金"),
        ("引进10个创新创业团队。", "10个", "引进创新创业团队"),
        ("61%的城市污水处理厂完成提标改造。", "61%", "城市污水处理厂完成提标改造"),
        # a noun between two numbers names both
        ("14家科技企业获得贷款4470万元。", "14家", "科技企业获得贷款"),
        ("14家科技企业获得贷款4470万元。", "4470万元", "科技企业获得贷款"),
        ("促成17家企业与高校签订技术合同19个。", "19个", "企业与高校签订技术合同"),
        # a predicate after the number does not
        ("种植区106亩计划于6月底完成种植。", "106亩", "种植区"),
        ("无人机产量增长39%、占全国9成。", "9成", "无人机产量占全国比重"),
        # lists, and the verb that governs them
        ("新认定省级研发机构7家、市级研发机构42家。", "42家", "新认定市级研发机构"),
        ("国家级众创空间8家,自治区级众创空间24家。", "24家", "自治区级众创空间"),
        ("新增浙江省企业23家,全区企业总数达73家。", "73家", "全区企业总数"),
        ("创建2家省级、1家市级产业创新服务综合体。", "2家", "创建省级产业创新服务综合体"),
        ("组织20名指导员和25名人才下乡。", "25名", "组织人才下乡"),
        # the clause before
        ("合同19个,金额达2396.3万元。", "2396.3万元", "金额"),
        ("新增高新技术企业166家,总量达到550家。", "550家", "高新技术企业总量"),
        ("有研发活动的企业25家,占三分之一。", "三分之一", "有研发活动的企业占比"),
        ("研发投入42.67亿元,占产业营业收入比重达5%。", "5%", "研发投入占产业营业收入比重"),
        ("飞地研发中心17家,其中4家已成功备案。", "4家", "飞地研发中心已成功备案"),
        ("新建绿道137公里、累计达到2136公里。", "2136公里", "绿道累计"),
        ("增加值占比32.4%,低于全市的50.2%。", "50.2%", "全市增加值占比"),
        # growth
        ("研发经费支出超过2798万元,同比增长31%。", "31%", "研发经费支出同比增长"),
        ("地区生产总值60199.45亿元、增长5%。", "5%", "地区生产总值增长"),
        ("民间投资增长2.1%、高于全国8.5个百分点。", "8.5个百分点", "民间投资高于全国"),
        ("全社会研发经费投入年均增长7%左右。", "7%左右", "全社会研发经费投入年均增长"),
        ("住房面积39平方米,比2010年提高17%。", "17%", "住房面积提高"),
        ("研发费从2019年51.54亿元增长到2021年的77.49亿元。", "77.49亿元", "研发费"),
        # lists that are dealt out
        ("城镇居民、农村居民人均可支配收入分别增长4.5%、5.7%。", "4.5%", "城镇居民人均可支配收入增长"),
        ("城镇居民、农村居民人均可支配收入分别增长4.5%、5.7%。", "5.7%", "农村居民人均可支配收入增长"),
        ("研究生学历、本科学历占总职工人数分别为1.7%、13%。", "1.7%", "研究生学历占总职工人数"),
        ("水果、蔬菜、茶叶产量分别达2050万吨、4200万吨、19万吨。", "4200万吨", "蔬菜产量"),
        ("工业、制造业、工业技改投资分别增长9.4%、13.3%、6.1%。", "9.4%", "工业投资增长"),
        ("对国家级企业和自治区企业的,分别一次性奖励50万元和30万元。", "30万元", "自治区企业一次性奖励"),
        ("生产总值100亿元,税收20亿元,同比分别增长5%、6%。", "5%", "生产总值同比增长"),
        ("综合排名分别为33位、17位、14位。", "14位", "综合排名"),
        # grants and investments
        ("对引进先进成果的,一次性奖励30万元。", "30万元", "引进先进成果一次性奖励"),
        ("投资3600万元,完成供热管网改造。", "3600万元", "完成供热管网改造投资"),
        ("投资5100万元的景观带工程投入使用。", "5100万元", "景观带工程投资"),
        ("投资1.29亿元完成了17条道路的改扩建。", "1.29亿元", "完成了道路的改扩建投资"),
        ("科创项目12项,总投入9700万元,为转化提供保障。", "9700万元", "总投入"),
        # levels reached
        ("工业园区由162个整合为123个。", "123个", "工业园区"),
        ("甲补贴、乙补贴标准分别从209元、280元提高到217元、290元。", "290元", "乙补贴标准"),
        # two numbers of one noun
        ("完成3800户、58万平方米棚户区改造。", "3800户", "棚户区改造"),
        # a bare noun takes its predicate along
        ("宜川、平利等5个县区被命名为示范区。", "5个", "县区被命名为示范区"),
        # ranks
        ("科技进步综合评价排名全省第17位,较上年提高49位。", "49位", "科技进步综合评价排名较上年提高"),
    ],
)
def test_a_number_is_named_in_the_words_of_the_source(sentence, number, indicator):
    assert _mention(sentence, number).indicator == indicator


@pytest.mark.parametrize(
    ("sentence", "number", "direction", "change"),
    [
        ("投资同比增长37.2%。", "37.2%", "up", "growth"),
        ("资金成本降低0.5%。", "0.5%", "down", "decline"),
        ("能耗下降11.5%。", "11.5%", "down", "decline"),
        ("平均压减时间58%。", "58%", "down", "decline"),
        ("排名较上年提高49位。", "49位", "up", "growth"),
        ("企业实现两年翻番。", "两年翻番", "up", "growth"),
        ("增速为4.6%。", "4.6%", "up", "growth"),
        ("占比提高2.2个百分点。", "2.2个百分点", "up", "growth"),
        # a new level, not an amount of change
        ("网格增至30个。", "30个", "up", "level"),
        ("占比上升为35.1%。", "35.1%", "up", "share"),
        ("比率降至13.6%。", "13.6%", "down", "share"),
        # no direction in a noun that holds the verb
        ("工业增加值占比32.4%。", "32.4%", "", "share"),
        ("高新技术产业增加值达86亿元。", "86亿元", "", "level"),
        ("满意度不低于80%。", "80%", "", "share"),
        # the rest; 创新创业 adds nothing
        ("意向引进10个创新创业团队。", "10个", "", "level"),
        ("更新改造管网5公里。", "5公里", "", "level"),
        ("认定国家高新技术企业59家、瞪羚企业15家。", "15家", "", "increment"),
        ("新增企业5家。", "5家", "up", "increment"),
        ("增加科技局3名事业编制。", "3名", "up", "increment"),
        ("新认定研发机构7家、研究院2家。", "2家", "", "increment"),
        ("经济总量居全国第2位。", "第2位", "", "rank"),
        ("企业占三分之一。", "三分之一", "", "share"),
        ("贷款余额7130万元。", "7130万元", "", "level"),
    ],
)
def test_direction_and_change_follow_the_verb(sentence, number, direction, change):
    mention = _mention(sentence, number)
    assert (mention.direction, mention.change) == (direction, change)


@pytest.mark.parametrize(
    ("text", "number", "subject"),
    [
        ("积极开展“宁科贷”业务,在贷项目26项。", "26项", "“宁科贷”"),
        ("设立的“姚创贷”,借助国资公司担保。2021年,获得贷款4470万元。", "4470万元", "“姚创贷”"),
        ("银川产研院运行稳定,成效初显。累计实施项目1项。", "1项", "银川产研院"),
        # a new item begins anew
        ("设立的“姚创贷”,借助担保。二是加大投入,获得贷款4470万元。", "4470万元", ""),
        # a full name of its own needs none
        ("设立的“姚创贷”,借助担保。城镇登记失业率4%。", "4%", ""),
    ],
)
def test_a_name_is_carried_to_where_it_is_left_unsaid(text, number, subject):
    assert _mention(text, number).subject == subject


def test_two_neighbours_are_told_apart_by_their_own_words():
    text = "在贷项目26项,贷款金额7130万元。"
    assert _mention(text, "26项").own == "在贷项目"
    assert _mention(text, "7130万元").own == "贷款金额"


def test_a_part_names_its_whole():
    assert _mention("企业27家,其中采用质押方式的12笔。", "12笔").parent == "企业"


def test_the_context_holds_the_scene_and_the_headings():
    from policysum.quantity import Region

    text = "推广知识产权质押融资,共有13家申请贷款。"
    region = Region(0, len(text), "achievement", ("科技金融",))
    context = _mention(text, "13家", regions=[region]).context
    assert "知识产权质押融资" in context
    assert "科技金融" in context


@pytest.mark.parametrize(
    "unit", ["1家级", "企业1家、", "增长5%的项目", "投资1亿元的", "由1家增到2家为", "1家（"]
)
def test_a_clause_of_a_thousand_numbers_gives_each_a_short_name(unit):
    ledger = Ledger(unit * 1000)
    assert max(len(mention.indicator) for mention in ledger) < 250
    assert sum(len(mention.context) for mention in ledger) < 600 * len(ledger)
