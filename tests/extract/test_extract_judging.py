"""Which names a number can have, and how its reading is told."""

import pytest

from policysum.assemble import verify
from policysum.document import Document
from policysum.extract import Draft, Proposal, extractive, merge
from policysum.extract.draft import ModelReading
from policysum.extract.fitting import fits
from policysum.extract.judging import Judging
from policysum.extract.labels import label
from policysum.extract.passages import passages
from policysum.extract.readings import as_read, completed, listed, read_again
from policysum.extract.rows import of_readers
from policysum.schema import Change, Status

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
        ("12人", "入选人才人数", True),
        ("33个", "评审次数", False),
        ("76家", "服务人次", False),
        ("76家", "高新技术企业家数", True),
        ("12人", "入选专家数", True),
        ("8%", "产值占全省比重", False),
        ("1.6%", "研发经费支出增长", False),
        ("1.6%", "研发经费支出占比", True),
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


def test_numbers_read_alike_share_a_line_and_usual_ones_have_none():
    part = passages(DOCUMENT, size=1000, numbers=40)[0]
    known = listed(part.numbers, "2021", REPORT).known.splitlines()
    growth = next(n.index for n in part.numbers if n.mention.text == "8%")
    assert f"{growth}:growth" in known
    assert not any("actual" in line or "level" in line for line in known)


@pytest.mark.parametrize(
    ("reading", "told"),
    [
        ("target", ModelReading(status=Status.TARGET)),
        ("growth,2021", ModelReading(change=Change.GROWTH, period="2021", dated=True)),
        ("(actual、as_of:2020-06)", ModelReading(Status.ACTUAL, None, "as_of:2020-06", dated=True)),
        ("2016/2020", ModelReading(period="2016/2020", dated=True)),
        ("null", ModelReading(period=None, dated=True)),
        ("去年,不明", ModelReading()),
    ],
)
def test_a_reading_says_only_what_it_names(reading, told):
    assert read_again(reading) == told
    mention = _mention("33个")
    read, own = completed(mention, told), as_read(mention)
    assert read.status == (told.status or own.status)
    assert read.change == (told.change or own.change)
    assert read.period == (told.period if told.dated else own.period)


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


MOVED = Document.from_text(
    "某县2021年工作总结\n一、工作完成情况\n2021年新建学校9所,改造农村公路86公里,发放养老补贴3.2亿元。\n",
    "moved",
)


def _merged(names, *, insisted):
    """The indicators of a report whose numbers a model calls by these names, in their order."""
    figures = [mention for mention in MOVED.ledger if mention.kpi]
    draft = Draft(judging=Judging(MOVED))
    for mention, name in zip(figures, names, strict=True):
        if name:
            draft.proposals[mention.start] = Proposal(mention, name, ModelReading(), insisted=insisted)
    report = merge(MOVED, draft, extractive(MOVED))
    verify(report, MOVED, draft.unsure)
    return report.kpis


def test_a_refused_name_that_is_insisted_on_stands_and_is_doubtful():
    own = [kpi.indicator for kpi in extractive(MOVED).kpis]
    names = (None, "农村公路总里程", "新建学校")
    refused = _merged(names, insisted=False)[2]
    assert (refused.indicator, refused.readers) == (own[2], "source")
    assert [(one.field, one.reader, one.value) for one in refused.said_otherwise] == [
        ("indicator", "model", "新建学校")
    ]
    assert "没有通过核对" in refused.reason
    stands = _merged(names, insisted=True)[2]
    assert (stands.indicator, stands.readers, stands.verdict.value) == ("新建学校", "model", "unclear")
    assert [(one.field, one.reader, one.value) for one in stands.said_otherwise] == [
        ("indicator", "source", own[2])
    ]
    assert "unclear" in {doubt.code for doubt in of_readers(stands)}


@pytest.mark.parametrize(
    "names",
    [("改造农村公路", "新建学校", None), ("发放养老补贴", "新建学校", "改造农村公路")],
)
def test_names_moved_from_number_to_number_do_not_stand_however_often_they_are_given(names):
    own = [kpi.indicator for kpi in extractive(MOVED).kpis]
    for insisted in (False, True):
        assert [kpi.indicator for kpi in _merged(names, insisted=insisted)] == own


def test_a_name_in_words_of_the_models_own_is_not_refused_for_that():
    kpis = _merged(("新建学校数量", "农村公路改造里程", "养老补贴金额"), insisted=False)
    assert [kpi.readers for kpi in kpis] == ["model"] * 3
    assert not any(kpi.verdict.fails for kpi in kpis)
