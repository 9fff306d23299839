"""Names fit for a table row that nobody else explains."""

import pytest

from each_row import each
from policysum import check
from policysum.document import Document
from policysum.extract.extractive import extractive
from policysum.lexicon import read_table
from policysum.lexicon.loader import FOLDER


def names(text):
    return [kpi.indicator for kpi in extractive(Document.from_text(text)).kpis]


@each(
    "row",
    read_table(FOLDER / "name_words.tsv").of("opens", "adverb", "leftover", "pair", "noun"),
    ids=lambda row: f"{row.group}-{row.word}",
)
def test_each_word_decides_in_its_example(row):
    assert names(row.example)[-1] == row.expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "二是4项转移支付和2项投资专项存在重复分配等情况。",
            ["存在重复分配等情况的转移支付", "存在重复分配等情况的投资专项"],
        ),
        ("全市新建学校12所。", ["全市新建学校"]),
        ("基金支出 总量达到300亿元。", ["基金支出总量"]),
        ("未来三年引进人才300人。", ["引进人才"]),
    ],
)
def test_a_name_keeps_its_predicate_and_nothing_of_its_neighbours(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # One predicate for a chain: side by side, as owner and owned, one behind the other.
        (
            "14家矿山和23座加油站的61处隐患未按期整改。",
            ["隐患未按期整改的矿山", "隐患未按期整改的加油站", "未按期整改的隐患"],
        ),
        (
            "市里尚未将4个园区所辖53家工厂纳入在线监测。",
            ["工厂尚未被纳入在线监测的园区", "尚未被纳入在线监测的工厂"],
        ),
        ("16项措施45个子项目已如期全部完成。", ["完成的措施", "完成的子项目"]),
        ("8户19名残疾村民已搬迁。", ["搬迁的残疾村民", "搬迁的残疾村民"]),
        # Behind a comma, a time, the means.
        (
            "7家医院，打着体检旗号推销药品等120.5万元。",
            ["打着体检旗号推销药品的医院", "打着体检旗号推销药品等"],
        ),
        ("8家化工厂2022年以来，违规倾倒废渣。", ["违规倾倒废渣的化工厂"]),
        ("2个县通过虚报面积等方式，骗取耕地补贴83万元。", ["骗取耕地补贴的县", "骗取耕地补贴"]),
        # What a preposition governs.
        ("5个镇在9个工地中搞重复检查。", ["在工地中搞重复检查的镇", "搞重复检查的工地"]),
        ("对33名干部给予党纪处分。", ["被给予党纪处分的干部"]),
        ("向6个镇少拨付经费30万元。", ["被少拨付经费的镇", "拨付经费"]),
        # Some of what was counted before; what is said of a side.
        ("应于2023年前建成的20座泵站中，有6座仍未开工。", ["仍未开工的泵站"]),
        ("7家养老院消防设施不合格。", ["消防设施不合格的养老院"]),
        ("300户渔民的住房条件将得到改善。", ["住房条件将得到改善的渔民"]),
        ("6家公司违规领取的30万元补贴未退回。", ["违规领取补贴的公司", "补贴未退回"]),
        ("456个小区完成管网改造、60万户居民用上天然气。", ["完成管网改造的小区", "居民用上天然气"]),
        ("25项经验获全省推广、83项案例入选典型。", ["获全省推广的经验", "入选典型的案例"]),
        ("农村劳动力转移稳定在25万人以上、零就业家庭实现清零。", ["农村劳动力转移"]),
        # Money of which nothing is said before it; what is done amiss with it.
        ("执行中4833万元被挪用或闲置。", ["被挪用或闲置的资金"]),
        (
            "市里拨付2023年“校园食堂补贴”时，向2个区少拨付310万元。",
            ["被少拨付“校园食堂补贴”的区", "少拨付“校园食堂补贴”"],
        ),
        ("县里发放养老补贴不规范，向6个镇重复发放3万元。", ["被重复发放养老补贴的镇", "重复发放养老补贴"]),
        ("县里发放通知后，重复发放3万元。", ["重复发放"]),
        (
            "4家医院的18台设备未校验，涉及金额356万元。",
            ["设备未校验的医院", "未校验的设备", "未校验的设备涉及金额"],
        ),
        ("督察进展顺利，涉及金额356万元。", ["涉及金额"]),
        # The title of the section and the classes of a budget item run on into the line.
        ("三、教育支出情况教育支出3万元。", ["教育支出"]),
        ("四、其他事项（一）车辆情况全局车辆情况良好率达到90%。", ["车辆情况良好率"]),
        (
            "2050205教育支出（类）普通教育（款）高等教育（项）拨款支出3万元。",
            ["高等教育拨款支出（普通教育）"],
        ),
        # The predicate is too long, or none.
        (
            "3家公司通过组织年度行业论坛、举办企业评选颁奖典礼、发布各类排行榜单等敛取钱财。",
            ["敛取钱财的公司"],
        ),
        ("督察发现53家的三分之一应整改。", ["督察发现", "应整改"]),
        ("新建学校12所，总投资3亿元。", ["新建学校", "新建学校总投资"]),
    ],
)
def test_counts_before_their_noun_are_named_by_noun_and_predicate(text, expected):
    assert names(text) == expected


def test_the_whole_name_of_a_count_is_its_own_in_a_claim():
    text = "全市31个监测断面中，有4个未达到考核目标。"
    (name,) = names(text)
    right, wrong = (check({name: number}, text)[0] for number in ("4个", "31个"))
    assert right.verdict.passes
    assert not wrong.verdict.passes
