"""A model reads a report: what it may say, what is believed, and that nothing is lost when it fails."""

import asyncio
import json
import re

import pytest
from gold_model import GoldModel, asked_again
from pydantic import BaseModel

from policysum.assemble import verify
from policysum.document import Document
from policysum.engine import Engine
from policysum.errors import ModelAnswerError, ModelAuthError, ModelUnavailableError
from policysum.evaluate import Gold, GoldItem, GoldKpi
from policysum.extract import custom, decided, extractive, merge, with_model
from policysum.extract.answers import NOT_A_FIGURE, Choice, label_schema, open_schema
from policysum.extract.draft import ModelReading
from policysum.extract.indexed import by_index
from policysum.extract.passages import passages
from policysum.extract.readings import ranges, read_again
from policysum.extract.salvage import salvaged
from policysum.llm.failures import EmptyAnswerError, RefusedAnswerError, TruncatedAnswerError
from policysum.llm.prompts import load_prompt
from policysum.llm.types import Capabilities, Completion, Structured
from policysum.summarizer import Summarizer

REPORT = """某县科技局2021年工作总结
一、工作完成情况
(一)培育创新主体。2021年新认定高新技术企业7家、科技型中小企业42家。
(二)加大金融支持。“富民贷”发放贷款3.5亿元,同比增长12.6%。
二、存在的问题
企业研发投入不足,仅有5家企业设立研发机构。
三、下一步工作打算
(一)扩大规模。力争全年新增高新技术企业15家。
"""
DOCUMENT = Document.from_text(REPORT, "report")
SHORT = 1000
"""A context so short that the report takes several passages."""


def _fact(text, indicator, value, unit, status="actual", change="level", period="2021"):
    start = REPORT.index(text)
    return GoldKpi(start, start + len(text), indicator, value, unit, status, change, period, required=True)


def _mention(text):
    return DOCUMENT.ledger.mention_at(REPORT.index(text))


GOLD = Gold(
    "report",
    kpis=tuple(
        _fact(
            text,
            name,
            0,
            "",
            status=_mention(text).status,
            change=_mention(text).change,
            period=_mention(text).period,
        )
        for text, name in (
            ("7家", "新认定高新技术企业数"),
            ("42家", "新认定科技型中小企业数"),
            ("3.5亿元", "“富民贷”贷款金额"),
            ("12.6%", "“富民贷”贷款同比增长"),
            ("5家", "设立研发机构的企业数"),
            ("15家", "新增高新技术企业数"),
        )
    ),
    items=(
        GoldItem("achievement", "培育创新主体", REPORT.index("(一)培育"), REPORT.index("(二)加大")),
        GoldItem("plan", "扩大规模", REPORT.index("(一)扩大"), len(REPORT)),
    ),
    free=(),
)


class Scripted:
    """A fake that says what it is told to, or what a function makes of the request; keeps what it was asked."""

    def __init__(self, *answers, name="scripted", context=32_768):
        self.name = name
        self.capabilities = Capabilities(family="fake", structured=Structured.STRICT, context=context)
        self.asked = []
        self._answers = answers

    async def aclose(self):
        pass

    async def drain(self):
        pass

    async def complete(self, request):
        answer = self._answers[min(len(self.asked), len(self._answers) - 1)]
        self.asked.append(request)
        answer = answer(request) if callable(answer) else answer
        if isinstance(answer, Exception):
            raise answer
        return Completion(answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False))


def _read(model, **options):
    return _read_of(DOCUMENT, model, **options)


def _read_of(document, model, **options):
    draft = asyncio.run(with_model(document, model, **{"outline": False, **options}))
    document = decided(document, draft)
    report = merge(document, draft, extractive(document))
    verify(report, document, draft.unsure)
    return draft, report


def _answer(kpis=(), readings=(), more=(), **items):
    empty = {"achievements": [], "problems": [], "plans": []}
    return {**empty, **items, "kpis": list(kpis), "readings": list(readings), "more": list(more)}


def summarize(document, **options):
    with Summarizer(**options) as summarizer:
        return summarizer.summarize(document)


def _by_text(report):
    return {kpi.text: kpi for kpi in report.kpis}


def test_a_model_that_knows_everything_loses_nothing():
    draft, report = _read(GoldModel(DOCUMENT, GOLD))
    assert {kpi.text: kpi.indicator for kpi in report.kpis} == {
        REPORT[fact.start : fact.end]: fact.indicator for fact in GOLD.kpis
    }
    assert all(kpi.origin == "model" and kpi.verdict.passes for kpi in report.kpis)
    assert draft.unread == draft.notes == []
    assert [item.title for item in report.achievements] == ["培育创新主体", "加大金融支持"]


@pytest.mark.parametrize(
    ("field", "value", "origin"),
    [
        ("indicator", "农产品加工产值", "extractive"),
        ("indicator", "“富民贷”发放贷款99亿元", "extractive"),
        # The name is right and stays; what is told of the number beside it is not believed.
        ("status", "rule", "model"),
        ("period", "2015", "model"),
        ("change", "decline", "model"),
    ],
)
def test_a_lie_is_replaced_by_the_source_and_told(field, value, origin):
    truth = _by_text(extractive(DOCUMENT))
    draft, report = _read(GoldModel(DOCUMENT, GOLD, lie=lambda figure: {**figure, field: value}))
    for text, kpi in _by_text(report).items():
        assert kpi.origin == origin, text
        assert getattr(kpi, field) == getattr(truth[text], field)
        assert "没有通过核对" in kpi.reason
    assert any("6个指标的说法没有通过核对" in note for note in draft.notes)


def test_a_reading_that_does_not_stand_is_asked_for_again_with_its_reason():
    lies = iter(["rule"] * len(GOLD.kpis))
    lie = lambda figure: {**figure, "status": next(lies, figure["status"])}  # noqa: E731 - the first time only
    model = GoldModel(DOCUMENT, GOLD, lie=lie)
    _, report = _read(model)
    assert len(model.asked) == 2
    second = model.asked[1]
    assert asked_again(second.messages[-1].content) == [[], [1, 2, 3, 4, 5, 6]]
    assert "判读错了" in second.messages[-1].content
    assert {(kpi.origin, kpi.reason) for kpi in report.kpis} == {("model", "")}
    stubborn = GoldModel(DOCUMENT, GOLD, lie=lambda figure: {**figure, "status": "rule"})
    draft, report = _read(stubborn)
    assert len(stubborn.asked) == 2
    assert all("没有通过核对" in kpi.reason for kpi in report.kpis)
    assert len(draft.refused) == len(GOLD.kpis)


def test_names_that_do_not_stand_are_asked_for_again():
    model = GoldModel(DOCUMENT, GOLD, lie=lambda figure: {**figure, "indicator": "农产品加工产值"})
    _read(model)
    assert len(model.asked) == 2
    assert "写成“农产品加工产值”" in model.asked[1].messages[-1].content


def test_what_a_model_reads_otherwise_is_believed_where_the_source_allows_it():
    document = Document.from_text(REPORT.replace("“富民贷”发放", "2020年“富民贷”发放"), "report")
    for reading, period, change in (("increment,2020", "2020", "increment"), ("2020", "2020", "level")):
        answer = _answer(["3:“富民贷”发放贷款"], [f"3:{reading}"])
        _, report = _read_of(document, Scripted(answer), passes=0)
        kpi = _by_text(report)["3.5亿元"]
        assert (kpi.change, kpi.period, kpi.reason) == (change, period, "")


UNDATED = "某县情况\n\n经济平稳。企业达到7家。粮食产量12万吨。\n"
"""A text that says neither when nor whether it is done."""
OPEN = "某县情况\n\n平安2023行动见效，企业达到7家，粮食产量12万吨。\n"
"""A text that says of no figure whether it is done; which year it may be of stands in a name."""


def test_what_the_source_leaves_open_the_model_decides_and_the_ground_says_so():
    document = Document.from_text(OPEN, "open")
    before = {kpi.text: kpi for kpi in extractive(document).kpis}
    answer = _answer(["1:企业数", "2:粮食产量"], ["1:target,2023", "2:actual"])
    model = Scripted(answer)
    summary = summarize(document, opened=Engine("openai", "scripted", "scripted", model), summary=False)
    assert "<待定>1-2</待定>" in model.asked[0].messages[-1].content
    first, second = summary.report.kpis
    assert (first.status, first.period, first.readers) == ("target", "2023", "model")
    assert (first.grounds.status, first.grounds.period) == ("model", "model")
    assert ("status", "source", before["7家"].status.value) in [
        (one.field, one.reader, one.value) for one in first.said_otherwise
    ]
    assert first.verdict.passes
    assert (second.grounds.status, second.readers) == ("model", "both")
    assert second.grounds.period != "model"


@pytest.mark.parametrize("year", ["2023", "as_of:2023", "2022/2023"])
def test_a_model_dates_no_number_by_a_year_that_is_not_printed_with_it(year):
    document = Document.from_text(UNDATED, "open")
    answer = _answer(["1:企业数", "2:粮食产量"], [f"1-2:target,{year}"])
    summary = summarize(
        document, opened=Engine("openai", "scripted", "scripted", Scripted(answer)), summary=False
    )
    for kpi in summary.report.kpis:
        assert (kpi.status, kpi.period) == ("target", None), kpi.text
        assert kpi.grounds.period != "model"
        assert ("period", "model", year) in [(o.field, o.reader, o.value) for o in kpi.said_otherwise]
        assert ("period", "readers_differ") in [(doubt.field, doubt.code) for doubt in kpi.doubts]


@pytest.mark.parametrize("names", [["6:新增高新技术企业"], []], ids=["named", "without a name"])
def test_a_reading_against_plain_words_is_kept_beside_the_sources_and_doubtful(names):
    answer = _answer(names, ["6:actual,decline"])
    summary = summarize(
        DOCUMENT, opened=Engine("openai", "scripted", "scripted", Scripted(answer)), summary=False
    )
    kpi = {kpi.text: kpi for kpi in summary.report.kpis}["15家"]
    assert (kpi.status, kpi.change) == ("target", "increment")
    for field, value in (("status", "actual"), ("change", "decline")):
        assert (field, "model", value) in [(o.field, o.reader, o.value) for o in kpi.said_otherwise]
        assert (field, "readers_differ") in [(doubt.field, doubt.code) for doubt in kpi.doubts]


def test_a_corrected_reading_survives_a_second_look():
    document = Document.from_text(OPEN, "open")

    def answer(request):
        if "achievements" in request.schema["properties"]:
            return _answer(
                ["1:粮食产量"], ["1-2:target,2023"]
            )  # a name that is another number's, and one is missing
        return {"kpis": ["1:企业数", "2:粮食产量"]}

    draft, report = _read_of(document, Scripted(answer))
    assert draft.repairs == 1
    for kpi in report.kpis:
        assert (kpi.status, kpi.period) == ("target", "2023"), kpi.text


def test_numbers_printed_alike_are_told_apart_by_their_index():
    document = Document.from_text("一、工作完成情况\n新增企业7家,新建平台7家,新设机构7家。\n")
    names = ("新增企业", "新建平台", "新设机构")
    lines = [f"{index}:{name}" for index, name in enumerate(names, 1)]
    draft = asyncio.run(with_model(document, Scripted(_answer(reversed(lines))), passes=0))
    assert [draft.proposals[start].indicator for start in sorted(draft.proposals)] == list(names)


@pytest.mark.parametrize(
    ("line", "said", "dropped"),
    [
        ("1:新增企业", {1: "新增企业"}, 0),
        ("[1]：新增企业", {1: "新增企业"}, 0),
        ("第1号=新增:企业", {1: "新增:企业"}, 0),
        ("1-2,4:target,as_of:2020-06", dict.fromkeys((1, 2, 4), "target,as_of:2020-06"), 0),
        ("3、5：growth", {3: "growth"}, 1),
        ("9:新增企业", {}, 1),
        ("1. 新增企业", {1: "新增企业"}, 0),
        ("[2]新增企业", {2: "新增企业"}, 0),
        ("1:[1]新增企业", {1: "新增企业"}, 0),
        ("1:新增企业\n2：粮食产量", {1: "新增企业", 2: "粮食产量"}, 0),
        ("1,2:target;2021; 3:growth", {1: "target;2021", 2: "target;2021", 3: "growth"}, 0),
        ("1.5万元", {}, 1),
        ("1:", {}, 1),
        ("新增企业", {}, 1),
        ("7家:新增企业", {}, 1),
    ],
)
def test_a_line_says_something_of_the_indices_before_its_colon(line, said, dropped):
    found = by_index([line], {1, 2, 3, 4})
    assert (found.said, found.dropped) == (said, dropped)


def test_a_number_that_was_not_offered_is_added_as_text_and_checked():
    document = Document.from_text(
        "一、工作完成情况\n新增企业7家。全县综合考核获得第3名,比上年前进。\n", "report"
    )
    [offered] = [
        n.mention.text
        for part in passages(document, size=999, numbers=9)
        for n in part.numbers
        if n.mention.kpi and n.mention.text == "7家"
    ]
    more = [
        {"evidence": "2", "value": "9家", "indicator": "新增企业"},
        {"evidence": "2", "value": offered, "indicator": "新增企业数"},
    ]
    draft, report = _read_of(document, Scripted(_answer(more=more)), passes=0)
    assert _by_text(report)["7家"].indicator == "新增企业数"
    [refused] = draft.refused
    assert (refused.claim, refused.text, refused.verdict) == ("新增企业", "9家", "unsupported")
    assert "9家" not in _by_text(report)


@pytest.mark.parametrize("value", ["2021年12月", "〔2021〕5号"])
def test_a_date_or_document_number_is_not_added_as_a_figure(value):
    document = Document.from_text("2021年12月,按县政办发〔2021〕5号文件,新增企业7家。", "dated")
    more = [{"evidence": "1", "value": value, "indicator": "新增企业"}]
    draft, report = _read_of(document, Scripted(_answer(["1:新增企业"], more=more)), passes=0)
    assert [kpi.text for kpi in report.kpis] == ["7家"]
    assert [(one.text, one.verdict) for one in draft.refused] == [(value, "unsupported")]


def test_a_title_is_the_models_or_the_first_words_of_its_evidence():
    titles = [item.title for item in _read(GoldModel(DOCUMENT, GOLD))[0].items]
    assert titles == ["培育创新主体", "扩大规模"]
    item = {"title": "", "detail": "新认定高新技术企业7家", "evidence": "2-3"}
    draft = asyncio.run(with_model(DOCUMENT, Scripted(_answer(achievements=[item])), passes=0))
    assert [item.title for item in draft.items] == ["培育创新主体"]
    plain = Document.from_text("新增企业7家,比上年增加3家。")
    item["evidence"] = "1"
    draft = asyncio.run(with_model(plain, Scripted(_answer(achievements=[item])), passes=0))
    assert [item.title for item in draft.items] == ["新增企业7家,比上年增加3家"]


def test_names_swapped_between_two_numbers_are_not_believed():
    names = {"新认定高新技术企业数": "“富民贷”贷款金额", "“富民贷”贷款金额": "新认定高新技术企业数"}
    lie = lambda figure: {**figure, "indicator": names.get(figure["indicator"], figure["indicator"])}  # noqa: E731
    kpis = _by_text(_read(GoldModel(DOCUMENT, GOLD, lie=lie))[1])
    assert (kpis["7家"].origin, kpis["3.5亿元"].origin) == ("extractive", "extractive")
    assert kpis["42家"].origin == "model"


def test_what_is_refused_is_kept_beside_the_result_with_its_verdict():
    lie = lambda figure: {**figure, "indicator": "农产品加工产值"}  # noqa: E731
    draft, report = _read(GoldModel(DOCUMENT, GOLD, lie=lie))
    assert {claim.text for claim in draft.refused} == {fact.text for fact in report.kpis}
    for claim in draft.refused:
        assert (claim.kind, claim.claim) == ("kpi", "农产品加工产值")
        assert REPORT[claim.start : claim.end] == claim.text
        assert not claim.verdict.passes
        assert claim.reason


@pytest.mark.parametrize(
    ("title", "detail", "titles"),
    [
        ("培育创新的主体", "新认定高新技术企业71家。", ["培育创新的主体", "加大金融支持"]),
        ("新认定71家企业", "新认定高新技术企业7家。", ["培育创新主体", "加大金融支持"]),
    ],
)
def test_a_false_number_of_an_item_gives_way_to_the_sources_own_words_and_is_told(title, detail, titles):
    answer = _answer(achievements=[{"title": title, "detail": detail, "evidence": "2-3"}])
    draft, report = _read(Scripted(answer), passes=0)
    assert "71" not in "".join(item.title + item.detail for item in report.achievements)
    assert [item.title for item in report.achievements] == titles
    assert "新认定高新技术企业7家、科技型中小企业42家" in report.achievements[0].detail
    [claim] = draft.refused
    assert (claim.kind, claim.claim, claim.text) == ("achievement", title, "71家")
    assert "模型写的1个条目里有数字没有通过核对，用的是原文自己的话" in draft.notes


def test_figures_left_out_are_asked_for_by_name_once():
    def forgetful(request):
        shown = request.messages[-1].content
        if "achievements" in request.schema["properties"]:
            return _answer()
        asked, misread = asked_again(shown)
        assert not misread
        return {"kpis": [f"{index}:{NOT_A_FIGURE}" for index in asked]}

    model = Scripted(forgetful)
    draft, report = _read(model)
    assert len(draft.waived) == len(GOLD.kpis)
    # A model that calls every figure none is not reading.
    assert _by_text(report).keys() == _by_text(extractive(DOCUMENT)).keys()
    assert any("不是指标" in note for note in draft.notes)
    alone = Scripted(forgetful)
    _read(alone, passes=0)
    assert (len(alone.asked), len(model.asked)) == (1, 2)


def test_a_single_waiver_is_believed():
    gold = Gold(
        "report", tuple(k for k in GOLD.kpis if k.indicator != "设立研发机构的企业数"), GOLD.items, ()
    )
    text = REPORT.replace("42家", "42家、瞪羚企业3家、专精特新企业9家")
    document = Document.from_text(text)
    moved = tuple(
        GoldKpi(text.index(REPORT[k.start : k.end]), text.index(REPORT[k.start : k.end]) + k.end - k.start,
                k.indicator, k.value, k.unit, k.status, k.change, k.period, required=True)
        for k in gold.kpis
    )  # fmt: skip
    draft = asyncio.run(with_model(document, GoldModel(document, Gold("r", moved, (), ()))))
    draft.waived = {text.index("5家企业")}
    kept = {kpi.text for kpi in merge(document, draft, extractive(document)).kpis}
    assert "5家" not in kept
    assert "3家" in kept


def test_a_passage_that_fails_for_good_is_named_and_the_source_stands_in():
    draft, report = _read(Scripted(ModelAnswerError("refused")))
    assert _by_text(report) == _by_text(extractive(DOCUMENT))
    starts = [m.start for m in DOCUMENT.ledger if m.kpi]
    assert all(any(u.start <= start < u.end for u in draft.unread) for start in starts)
    assert {u.reason for u in draft.unread} == {"模型的回答不能用"}


def test_a_passage_with_an_answer_too_long_to_finish_is_read_in_halves_where_the_purse_holds_them():
    class Truncating(GoldModel):
        async def complete(self, request):
            shown = request.messages[-1].content
            if len(request.messages) > 2 and "富民贷" in shown and shown.count("\n") > 60:
                self.asked.append(request)
                raise TruncatedAnswerError("cut off")
            return await super().complete(request)

    text = f"{REPORT}\n" + "各项工作有序推进。" * 900
    document = Document.from_text(text, "report")
    model = Truncating(document, GOLD, context=3000)
    draft = asyncio.run(with_model(document, model))
    assert draft.passages > 1
    assert len(model.asked) <= 2 * draft.passages
    assert [kpi.origin.value for kpi in merge(document, draft, extractive(document)).kpis] == ["model"] * 6
    assert draft.unread == []
    alone = Scripted(TruncatedAnswerError("cut off"))
    assert {part.reason for part in _read(alone)[0].unread} == {"模型的回答太长，没有说完"}
    assert len(alone.asked) == 3  # the passage and its halves, and no more


def test_what_does_not_fit_an_answer_is_left_out_and_asked_for_by_name():
    gold = GoldModel(DOCUMENT, GOLD)

    class Careless(GoldModel):
        async def complete(self, request):
            answer = await super().complete(request)
            return Completion(answer.text.replace('"1:', '"99:', 1)) if len(self.asked) == 1 else answer

    model = Careless(DOCUMENT, GOLD)
    draft, report = _read(model)
    assert (draft.unread, draft.dropped, len(model.asked)) == ([], 1, 2)
    assert "企业7家[1]、" in model.asked[1].messages[-1].content
    assert _by_text(report) == _by_text(_read(gold)[1])


def test_an_answer_without_json_is_asked_for_again_and_told_what_it_lacked():
    gold = GoldModel(DOCUMENT, GOLD)

    class Chatty(GoldModel):
        async def complete(self, request):
            answer = await super().complete(request)
            return answer if request.attempt else Completion("好的，我来摘录。")

    model = Chatty(DOCUMENT, GOLD)
    draft, report = _read(model)
    assert [request.attempt for request in model.asked] == [0, 1]
    assert "不是一个完整的 JSON 对象" in model.asked[1].messages[-1].content
    assert (draft.unread, draft.repairs) == ([], 1)
    assert _by_text(report) == _by_text(_read(gold)[1])


def test_a_model_that_answers_with_nothing_in_it_has_not_read_the_passage():
    nothing = _answer()
    for answer in (nothing, {}, "", "抱歉"):
        draft, report = _read(Scripted(answer))
        assert (draft.passages, draft.passages_read, len(draft.unread)) == (1, 0, 1), answer
        assert _by_text(report) == _by_text(extractive(DOCUMENT))
    plain = Document.from_text("各项工作有序推进。干部作风明显好转。")
    draft = asyncio.run(with_model(plain, Scripted(nothing)))
    assert (draft.passages_read, draft.unread) == (1, [])


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ('{"kpis": "none"}', "模型没有作答"),
        ("抱歉，我不能回答。", "模型的回答不合要求的格式，重问后仍不能用"),
        (RefusedAnswerError("the model declined"), "模型拒绝回答"),
        (TruncatedAnswerError("cut off"), "模型的回答太长，没有说完"),
        (EmptyAnswerError("nothing came"), "模型没有作答"),
    ],
)
def test_why_a_passage_was_not_read_is_one_plain_line(answer, reason):
    draft, _ = _read(Scripted(answer))
    assert draft.unread
    assert {part.reason for part in draft.unread} == {reason}


def test_one_overloaded_passage_does_not_lose_the_others():
    model = GoldModel(DOCUMENT, GOLD, context=SHORT)

    class Busy(GoldModel):
        async def complete(self, request):
            if "富民贷" in request.messages[-1].content:
                raise ModelUnavailableError("503")
            return await super().complete(request)

    draft, report = _read(Busy(DOCUMENT, GOLD, context=SHORT))
    assert [u.reason for u in draft.unread] == ["模型服务一直没有正常应答"]
    assert _by_text(report)["15家"].origin == "model"
    assert _by_text(report).keys() == _by_text(_read(model)[1]).keys()


@pytest.mark.parametrize("error", [ModelAuthError("key refused"), ModelUnavailableError("503")])
def test_what_keeps_every_passage_from_being_read_is_raised_as_itself(error):
    with pytest.raises(type(error)):
        _read(Scripted(error))


def test_an_answer_cannot_cite_or_count_what_is_not_in_the_passage():
    item = {"title": "t", "detail": "d"}
    part = passages(DOCUMENT, size=2400, numbers=40, mixed=True)[0]
    for wrong in (
        _answer(["7:新增企业"]),
        _answer(["43.5亿元:新增企业"]),
        _answer(["新增企业"]),
        _answer(readings=["7:target"]),
        _answer(achievements=[{**item, "evidence": str(len(part.lines) + 1)}]),
        _answer(achievements=[{**item, "evidence": ""}]),
        _answer(achievements=[{**item, "evidence": True}]),
        _answer(achievements={}),
        {**_answer(), "more": [{"value": "9家"}], "other": []},
    ):
        draft, _ = _read(Scripted(wrong), passes=0)
        assert (draft.items, draft.proposals, draft.readings) == ([], {}, {}), wrong
        assert draft.dropped, wrong
    for useless in ({}, [], "x", None, {"other": []}):
        with pytest.raises(ValueError, match="JSON"):
            salvaged(json.dumps(useless), open_schema(part))


def test_schemas_are_strict_and_carry_no_ballast():
    part = passages(DOCUMENT, size=2400, numbers=40)[0]
    for schema in (open_schema(part), label_schema(), label_schema(readings=True)):
        text = json.dumps(schema)
        assert not any(
            f'"{word}":' in text.replace('"title": {', "") for word in ("default", "description", "const")
        )
        assert set(schema["required"]) == set(schema["properties"])
        assert schema["additionalProperties"] is False


def _picking(pick):
    """A fake of the small model: of the names offered for a number it says the one that `pick` picks."""

    def answer(request):
        parts = request.schema["pattern"].strip("^$").split(";")
        pairs = [re.fullmatch(r"(.*?)=\((.*)\)", part).groups() for part in parts]
        plain = [(key.replace(chr(92), ""), names.split("|")) for key, names in pairs]
        return json.dumps(";".join(f"{key}={pick(key, names)}" for key, names in plain), ensure_ascii=False)

    return Scripted(answer, name="gemma-3-270m", context=4096)


def test_the_small_model_can_only_agree_with_the_source_or_be_overruled():
    own = {kpi.text: kpi.indicator for kpi in extractive(DOCUMENT).kpis}
    draft, report = _read(_picking(lambda key, names: own[key]))
    assert draft.proposals
    assert {text: kpi.indicator for text, kpi in _by_text(report).items()} == own
    assert all(kpi.origin == "model" for kpi in report.kpis if kpi.start in draft.proposals)

    draft, report = _read(_picking(lambda key, names: next(name for name in names if name != own[key])))
    assert {text: kpi.indicator for text, kpi in _by_text(report).items()} == own
    assert {kpi.origin.value for kpi in report.kpis} == {"extractive"}
    assert any("没有通过核对" in note for note in draft.notes)


@pytest.mark.parametrize("answer", ['"8家=企业"', '"7家=农产品"', "{}", "", '"7家=企业;2家=园区"'])
def test_a_choice_that_was_not_offered_is_refused(answer):
    choice = Choice([("7家", ["企业", "新增(省级)企业"])])
    assert choice.read('"7家=新增(省级)企业"') == ["新增(省级)企业"]
    with pytest.raises(ValueError, match=r"not one of|Expecting"):
        choice.read(answer)


@pytest.mark.parametrize("name", ["extract", "label"])
def test_examples_of_prompts_hold_only_what_their_own_text_says(name):
    blank = dict.fromkeys(("period", "path", "text", "readings", "open", "outline", "title"), "")
    messages = load_prompt(name).messages(**blank, corrections=[])
    text = "\n".join(message.content for message in messages)
    if name == "extract":
        shown, answer = messages[1].content, json.loads(messages[2].content)
        lines = re.findall(r"^\d+\|(.*)$", shown, re.MULTILINE)
        document = Document.from_text("\n".join(re.sub(r"\[\d+\]", "", line) for line in lines), "example")
        [part] = passages(document, size=999, numbers=9, mixed=True)
        assert part.marked(document.source) == lines
        told = salvaged(messages[2].content, open_schema(part))
        assert (told.value, told.dropped) == (answer, [])
        assert by_index(answer["kpis"], part.by_index).said.keys() == part.by_index.keys()
        told = by_index(answer["readings"], part.by_index)
        assert ranges(told.said) == re.search("<待定>(.*)</待定>", shown)[1]
        assert all(read_again(reading) != ModelReading() for reading in told.said.values())
    else:
        for example in text.split("\n\n")[:-1]:
            shown, answer = example.split("\n指标:")
            for pair in json.loads(answer).split(";"):
                number, indicator = pair.split("=")
                assert number in shown
                assert all(char in shown for char in indicator)


def test_a_number_of_an_example_never_reaches_the_result():
    leak = {"title": "壮大农业龙头企业", "detail": "加工产值43.5亿元", "evidence": "1"}

    def leaking(request):
        if "achievements" not in request.schema["properties"]:
            return ModelAnswerError("no")
        return _answer(achievements=[leak])

    _, report = _read(Scripted(leaking))
    assert "43.5" not in report.model_dump_json()
    assert [item.title for item in report.achievements] == ["培育创新主体", "加大金融支持"]


def test_the_text_of_a_report_is_data_between_tags_at_the_end():
    model = GoldModel(DOCUMENT, GOLD, context=SHORT)
    _read(model)
    first, second = (request.messages for request in model.asked[:2])
    assert first[:-1] == second[:-1]  # the stable prefix that providers cache
    assert all("<原文>" in request.messages[-1].content for request in model.asked)


class Budget(BaseModel):
    title: str
    loans: list[str]
    growth: str | None = None


def test_any_schema_is_filled_at_once_where_the_report_fits():
    answer = {"title": "总结", "loans": ["3.5亿元"], "growth": "12.6%"}
    model = Scripted(answer)
    filled, draft = asyncio.run(custom(DOCUMENT, Budget, model))
    assert filled == Budget(**answer)
    assert len(model.asked) == len(draft.completions) == 1
    assert "custom" in draft.prompts


def test_any_schema_is_joined_from_passages_where_it_does_not_fit():
    document = Document.from_text(REPORT * 40)

    def answer(request):
        return {"title": "总结", "loans": ["3.5亿元", f"{len(model.asked)}亿元"], "growth": None}

    model = Scripted(answer, context=4096)
    filled, draft = asyncio.run(custom(document, Budget, model))
    assert len(draft.completions) > 1
    assert filled.loans == ["3.5亿元", *(f"{i}亿元" for i in range(1, len(draft.completions) + 1))]


def test_a_report_that_does_not_fill_a_schema_is_an_error_that_names_the_field():
    document = Document.from_text(REPORT * 40)
    with pytest.raises(ModelAnswerError, match="title"):
        asyncio.run(
            custom(document, Budget, Scripted({"title": None, "loans": [], "growth": None}, context=4096))
        )
