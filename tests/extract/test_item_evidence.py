"""An item rests on sentences that bear it out: put right by one, doubted otherwise, and told once."""

import pytest

from policysum.assemble import verify
from policysum.document import Document
from policysum.extract import Draft, ProposedItem, extractive, merge
from policysum.extract.item_evidence import item_checked, with_evidence, without_repeats

DOCUMENT = Document.from_text(
    "某县2021年工作总结\n"
    "一、工作完成情况\n"
    "(一)壮大龙头企业。新认定农业龙头企业18家。加工产值增长12.6%。\n"
    "(二)改善村庄面貌。改造农村公路86公里。村庄绿化面积达到3.2万亩。\n"
    "二、下一步工作打算\n"
    "(一)扩大种植规模。力争油菜种植面积达到5万亩。\n",
    "report",
)
TEXT = DOCUMENT.source


def _sentences(*starts):
    spans = [span for start in starts for span in DOCUMENT.sentences if TEXT[span.start :].startswith(start)]
    assert len(spans) == len(starts)
    return tuple(spans)


def _item(title, detail, *starts, role="achievement"):
    return ProposedItem(role, title, detail, _sentences(*starts))


@pytest.mark.parametrize(
    ("item", "starts", "codes"),
    [
        # Right as it is; a number that is printed in a cited sentence is looked for there.
        (_item("龙头企业", "新认定农业龙头企业18家", "新认定"), ("新认定",), []),
        # The number stands in the sentence beside: that one belongs to it.
        (_item("龙头企业", "新认定农业龙头企业18家,加工产值增长12.6%", "新认定"), ("新认定", "加工产值"), []),
        # All of it is one sentence off.
        (_item("农村公路", "改造农村公路86公里", "(二)"), ("改造农村公路",), []),
        # Far off: doubtful.
        (_item("农村公路", "改造农村公路86公里", "(一)壮大"), ("(一)壮大",), ["number_elsewhere"]),
        (_item("生态环境", "天然林保护成效明显", "加工产值"), ("加工产值",), ["words_elsewhere"]),
    ],
)
def test_evidence_is_put_right_by_a_sentence_or_doubted(item, starts, codes):
    found = with_evidence(DOCUMENT, item)
    assert [TEXT[slice(*span)].strip() for span in found.spans] == [
        TEXT[slice(*span)].strip() for span in _sentences(*starts)
    ]
    assert [doubt.code for doubt in found.doubts] == codes


@pytest.mark.parametrize("first", ["achievement", "plan"])
def test_the_same_sentences_are_kept_once_as_what_their_section_is(first):
    second = "plan" if first == "achievement" else "achievement"
    for start, role in (("改造农村公路", "achievement"), ("力争油菜", "plan")):
        items = [_item("一", "一", start, role=first), _item("二", "二", start, role=second)]
        assert [item.role for item in without_repeats(DOCUMENT, items)] == [role]
    apart = [_item("一", "一", "改造农村公路", role=first), _item("二", "二", "村庄绿化", role=second)]
    assert without_repeats(DOCUMENT, apart) == apart


def test_the_doubt_of_an_item_is_in_the_result():
    draft = Draft(items=[_item("农村公路", "改造农村公路86公里", "加工产值")])
    report = merge(DOCUMENT, draft, extractive(DOCUMENT))
    assert {item.title: [doubt.field for doubt in item.doubts] for item in report.achievements}[
        "农村公路"
    ] == ["evidence"]


GROWN = Document.from_text(
    "某县2021年特色产业情况\n"
    "一、水果\n"
    "梨园面积5181亩，年产11848吨。\n"
    "二、药材\n"
    "药材面积6.7万亩。年产药材6875吨，产值2.3亿元，利润0.4亿元，库存500吨。\n",
    "grown",
)


def unproved(detail, spans):
    return [checked for checked in item_checked(GROWN, detail, spans) if not checked.passes]


def _cited(start):
    return tuple(span for span in GROWN.sentences if GROWN.source[span.start :].startswith(start))


def test_a_number_of_an_item_is_looked_for_in_the_sentence_that_it_cites_first():
    detail = "药材面积6.7万亩，年产6875吨"
    assert [checked.text for checked in unproved(detail, _cited("梨园"))] == ["6875吨"]
    assert unproved(detail, _cited("年产药材")) == []


@pytest.mark.parametrize(
    "detail", ["产值0.4亿元", "利润2.3亿元", "产量6875吨，年产69亿元", "年产6875公斤", "种植扩大，年产500吨"]
)
def test_what_the_cited_sentence_does_not_say_is_still_refused(detail):
    assert unproved(f"药材{detail}", _cited("年产药材"))


def test_a_result_says_of_an_item_what_was_said_when_it_was_taken():
    detail = "药材面积6.7万亩，年产6875吨"
    item = ProposedItem("achievement", "药材", detail, (*_cited("药材面积"), *_cited("年产药材")))
    report = merge(GROWN, Draft(items=[item]), extractive(GROWN))
    assert detail in [one.detail for one in report.achievements]
    said = [checked for checked in verify(report, GROWN) if checked.path.endswith("detail")]
    assert {"6.7万亩", "6875吨"} <= {checked.text for checked in said}
    assert [checked.text for checked in said if not checked.passes] == []
