"""Which names a number can have, and how its reading is told."""

import pytest

from policysum.document import Document
from policysum.extract import Proposal
from policysum.extract.fitting import fits
from policysum.extract.judging import Judging
from policysum.extract.labels import label
from policysum.extract.passages import passages
from policysum.extract.readings import as_read, listed, read_again

REPORT = """某县科技局2021年工作总结
一、工作完成情况
2021年,“育才计划”评审项目33个,入选省级人才12人,带动企业产值4.5亿元,增长8%。
全员劳动生产率达到58万元/人。全县高新技术企业达到76家,研发经费支出2.8亿元,占地区生产总值的1.6%。
二、下一步打算
力争2022年新增高新技术企业15家。
"""
DOCUMENT = Document.from_text(REPORT, "report")


def _mention(text):
    return DOCUMENT.ledger.mention_at(REPORT.index(text))


@pytest.mark.parametrize(
    ("text", "name", "fit"),
    [
        ("12人", "入选人才数", True),
        ("12人", "服务企业数", False),
        ("12人", "评审项目", False),
        ("33个", "评审项目数", True),
        ("76家", "高新技术企业", True),
        ("76家", "引进人才", False),
        ("76家", "研发费", False),
        ("4.5亿元", "企业产值", True),
        ("4.5亿元", "带动企业数", False),
        ("4.5亿元", "占全国份额", False),
        ("8%", "企业产值增长", True),
        ("8%", "综合评价排名", False),
        ("1.6%", "占地区生产总值份额", True),
        ("76家", "企业增幅", False),
        ("15家", "高新技术企业增长", True),
        ("76家", "高新技术企业下降", False),
        ("58万元/人", "全员劳动生产率", True),
        ("76家", "累计达到", False),
        ("4.5亿元", "共有金额", False),
        ("4.5亿元", "合同金额", True),
    ],
)
def test_a_name_fits_by_its_head_or_not_at_all(text, name, fit):
    assert fits(name, _mention(text)) is fit


@pytest.mark.parametrize(
    ("text", "name", "passes"),
    [
        ("33个", "“育才计划”评审项目数", True),
        ("33个", "“育才计划”入选省级人才", False),
        ("4.5亿元", "全县研发经费支出", False),
        ("15家", "新增高新技术企业数", True),
    ],
)
def test_the_name_of_another_number_is_refused(text, name, passes):
    judging = Judging(DOCUMENT)
    proposal = Proposal(_mention(text), name)
    checked = judging.judged(proposal)
    assert checked.passes is passes
    assert judging.judged(Proposal(_mention(text), name)) is checked


def test_numbers_read_alike_are_listed_together_the_usual_ones_first():
    part = passages(DOCUMENT, size=1000, numbers=40)[0]
    usual, *others = listed(part.numbers, "2021").splitlines()
    assert usual.startswith("33个、12人、4.5亿元")
    assert "(growth)8%" in others
    assert sum(line.count("、") + 1 for line in (usual, *others)) == len(part.numbers)


@pytest.mark.parametrize("text", ["33个", "8%", "1.6%", "15家"])
def test_a_reading_is_read_as_it_is_written(text):
    mention = _mention(text)
    part = passages(DOCUMENT, size=1000, numbers=40, mixed=True)[0]
    line = next(line for line in listed(part.numbers, "2021").splitlines() if text in line)
    reading = line.partition(")")[0] if line.startswith("(") else ""
    assert read_again(reading, "2021") == as_read(mention)


def test_a_number_takes_up_room_in_a_passage():
    assert len(passages(DOCUMENT, size=300, numbers=40, mixed=True)) == 1
    assert len(passages(DOCUMENT, size=300, numbers=40, mixed=True, weight=40)) > 1


def test_a_last_section_that_still_fits_is_no_request_of_its_own():
    whole = sum(len(line.text) for part in passages(DOCUMENT, size=9999, numbers=40) for line in part.lines)
    assert len(passages(DOCUMENT, size=whole + 2, numbers=40, mixed=True)) == 1
    assert len(passages(DOCUMENT, size=whole - 2, numbers=40, mixed=True)) == 2


@pytest.mark.parametrize(
    ("text", "number", "name"),
    [
        ("积极开展“宁科贷”业务,在贷项目26项,贷款金额7130万元。", "7130万元", "“宁科贷”贷款金额"),
        ("深入开展“三个年”活动,兑现奖补120家。", "120家", "兑现奖补"),
        ("实施“富民贷”行动,全县粮食产量12万吨。", "12万吨", "全县粮食产量"),
        ("开展“小升高”行动,新认定省级企业研究院8家。", "8家", "新认定省级企业研究院"),
        ("某引水工程试通水,全年交通投资845亿元。", "845亿元", "交通投资"),
    ],
)
def test_a_figure_is_named_by_what_it_is_about_and_nothing_else(text, number, name):
    document = Document.from_text(text)
    mention = document.ledger.mention_at(document.source.index(number))
    assert label(mention) == name
