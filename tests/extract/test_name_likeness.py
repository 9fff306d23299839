"""A name that says less than the source's own does not replace it; it is kept beside it as the model's wording."""

import pytest

from policysum.assemble import verify
from policysum.document import Document
from policysum.extract import Proposal, extractive, merge
from policysum.extract.draft import Draft, ModelReading
from policysum.extract.judging import Judging
from policysum.extract.name_likeness import is_part, of_region, says_less
from policysum.extract.rows import complete


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("众创空间", "省级众创空间"),
        ("高新技术企业", "全市高新技术企业"),
        ("可支配收入", "人均可支配收入"),
        ("项目投资", "项目累计投资"),
        ("工业增加值", "规模以上工业增加值"),
        ("居民人均可支配收入", "城镇居民人均可支配收入"),
        ("用电量", "用电量同比增长"),
        ("群众满意", "群众满意率"),
        ("带动就业", "带动就业总数"),
    ],
    ids=["level", "region", "base", "span", "indicator", "part", "change", "rate", "sum"],
)
def test_a_name_that_lost_what_makes_it_another_number_says_less(name, source):
    assert says_less(name, source)
    assert not says_less(source, name)


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("专利质押贷款", "积极探索开展专利质押贷款"),
        ("新建学校", "新建学校"),
        ("新增培训基地", "省级职业教育融合发展联盟牵头新增培训基地"),
        ("省级众创空间", "建成省级众创空间"),
        ("中小学新建数", "新建学校"),
    ],
    ids=["leftover", "same", "a level of something else", "verb", "other words"],
)
def test_a_name_without_leftovers_says_no_less(name, source):
    assert not says_less(name, source)


def test_only_some_of_the_words_make_a_part():
    assert is_part("建学校", "新建学校")
    assert not is_part("新建学校", "新建学校")
    assert not is_part("新建小学", "新建学校")


@pytest.mark.parametrize(
    ("name", "source", "whole"),
    [
        ("烟叶产量", "全县烟叶种植面积产量", "全县烟叶产量"),
        ("全县烟叶产量", "全县烟叶种植面积产量", "全县烟叶产量"),
        ("烟叶产量", "烟叶种植面积产量", "烟叶产量"),
    ],
)
def test_a_name_is_given_the_region_that_it_left_out(name, source, whole):
    assert of_region(name, source) == whole


TEXT = (
    "某县2021年工作总结\n一、工作完成情况\n"
    "2021年新增省级众创空间9家,全县发放养老补贴3.2亿元。完成技改投资12亿元,其中乡镇完成技改投资4亿元。\n"
)


def _read(names):
    document = Document.from_text(TEXT, "less")
    draft = Draft(judging=Judging(document))
    for mention in document.ledger:
        if mention.text in names:
            draft.proposals[mention.start] = Proposal(mention, names[mention.text], ModelReading())
    report = merge(document, draft, extractive(document))
    verify(report, document, draft.unsure)
    complete(report, document)
    own = {kpi.text: kpi.indicator for kpi in extractive(document).kpis}
    return own, {kpi.text: kpi for kpi in report.kpis}


def test_the_sources_name_stands_and_the_models_is_kept_without_a_doubt():
    own, kpis = _read({"9家": "新增众创空间"})
    kpi = kpis["9家"]
    assert (kpi.indicator, kpi.readers, kpi.verdict.value) == (own["9家"], "both", "supported")
    kept = [(one.field, one.reader, one.value) for one in kpi.said_otherwise]
    assert kept == [("indicator", "model", "新增众创空间")]
    assert "readers_differ" not in {doubt.code for doubt in kpi.doubts}


def test_the_models_name_stands_with_the_region_that_the_source_begins_with():
    own, kpis = _read({"3.2亿元": "养老补贴"})
    assert own["3.2亿元"] == "全县发放养老补贴"
    assert (kpis["3.2亿元"].indicator, kpis["3.2亿元"].readers) == ("全县养老补贴", "model")


def test_a_name_that_says_as_much_stands():
    own, kpis = _read({"9家": "省级众创空间新增数"})
    assert kpis["9家"].indicator == "省级众创空间新增数"
    assert [(one.reader, one.value) for one in kpis["9家"].said_otherwise] == [("source", own["9家"])]


def test_the_whole_name_of_another_number_does_not_replace_a_longer_one():
    own, kpis = _read({"4亿元": own_of("12亿元")})
    assert kpis["4亿元"].indicator == own["4亿元"]


def own_of(number):
    """What the source calls a number of the text."""
    return next(
        kpi.indicator for kpi in extractive(Document.from_text(TEXT, "less")).kpis if kpi.text == number
    )
