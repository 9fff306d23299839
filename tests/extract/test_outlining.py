"""What a model takes a document for decides what the source only lets be inferred, and nothing else."""

import asyncio
import json

import pytest
from gold_model import OUTLINED
from test_extract_model import Scripted, _answer, summarize

from policysum.document import Document
from policysum.engine import Engine
from policysum.errors import ModelUnavailableError
from policysum.extract import extractive, with_model
from policysum.llm.types import ChatRequest

REPORT = """某县情况
一、产业发展
建设产业园区9个,引进企业12家。粮食产量12万吨。
二、民生保障
改造农村公路86公里,发放补贴3.2亿元。
三、下一步工作打算
力争2022年新增企业15家。扩建学校6所。
"""
DOCUMENT = Document.from_text(REPORT, "report")
PLAN_FIRST = {
    **OUTLINED,
    "kind": "work_report",
    "issuer": "某县人民政府",
    "period": "2021",
    "sections": ["1:plan,2023", "2:achievement,2021", "3:achievement,2021"],
}
"""The first section is a plan, the last one, against its heading, was done."""


def _of_lines(outline):
    """The same for sentences of the text: headings are sentences too."""
    lines = {"1": "1-3", "2": "4-5", "3": "6-8"}
    said = [f"{lines[line[0]]}{line[1:]}" for line in outline["sections"]]
    return {**outline, "sections": said}


class Outlining(Scripted):
    """Says what the document is where it is asked, and nothing else."""

    def __init__(self, outline, context=32_768):
        super().__init__(self._say, context=context)
        self.outline = outline

    def _say(self, request: ChatRequest):
        properties = request.schema["properties"]
        if "sections" in properties:
            return self.outline
        return {**_answer(), "outline": _of_lines(self.outline)} if "outline" in properties else _answer()


def _summary(model, document=DOCUMENT, **options):
    return summarize(
        document, opened=Engine("openai", "scripted", "scripted", model), summary=False, passes=0, **options
    )


def _asked_what_it_is(model):
    return sum("sections" in request.schema["properties"] for request in model.asked)


@pytest.mark.parametrize(("context", "requests"), [(32_768, 0), (1000, 1)])
def test_the_model_decides_what_is_only_inferred_and_the_ground_says_so(context, requests):
    model = Outlining(PLAN_FIRST, context)
    summary = _summary(model)
    assert _asked_what_it_is(model) == requests
    assert (summary.run.passages > 1) == bool(requests)
    kpis = {kpi.text: kpi for kpi in summary.report.kpis}
    for text in ("9个", "12家", "12万吨"):
        kpi = kpis[text]
        assert (kpi.status, kpi.period, kpi.verdict) == ("target", "2023", "supported"), text
        assert (kpi.grounds.status, kpi.grounds.period, kpi.readers) == ("model", "model", "model")
        assert ("status", "source", "actual") in [(o.field, o.reader, o.value) for o in kpi.said_otherwise]
        assert ("status", "readers_differ") in [(doubt.field, doubt.code) for doubt in kpi.doubts]
    for text in ("86公里", "3.2亿元"):
        kpi = kpis[text]
        assert (kpi.status, kpi.period, kpi.grounds.status) == ("actual", "2021", "model"), text
    assert [item.title for item in summary.report.plans]
    assert (summary.document.kind, summary.document.period) == ("work_report", "2021")
    assert summary.document.period_ground == "model"
    assert summary.document.issuer is None  # the text does not have it


def test_against_plain_words_the_source_stands_and_the_row_is_doubtful():
    kpis = {kpi.text: kpi for kpi in _summary(Outlining(PLAN_FIRST)).report.kpis}
    kpi = kpis["6所"]
    assert (kpi.status, kpi.grounds.status) == ("target", "carried")
    assert ("status", "model", "actual") in [(o.field, o.reader, o.value) for o in kpi.said_otherwise]
    assert ("status", "readers_differ") in [(doubt.field, doubt.code) for doubt in kpi.doubts]
    assert kpis["15家"].said_otherwise == []  # a word of its own clause says that it is aimed at


RAISED = """某县“十四五”供水规划（2021—2025年）
第一章 发展基础
“十三五”期间，全县完成水利投资18亿元，是“十二五”的1.7倍。自来水普及率由82%提高到93%，利用系数达到0.548。
第二章 发展目标
到2025年，自来水普及率达到97%以上。
"""


@pytest.mark.parametrize("reading", [[], ["3:actual,share,2015"]], ids=["silent", "of its own"])
def test_the_year_of_a_section_is_not_that_of_a_number_with_a_time_of_its_own(reading):
    document = Document.from_text(RAISED, "raised")
    outline = {**OUTLINED, "sections": ["1-3:achievement,2020"]}
    model = Scripted({**_answer(["3:自来水普及率"], reading), "outline": outline})
    kpi = next(kpi for kpi in _summary(model, document).report.kpis if kpi.text == "82%")
    assert kpi.period == "2015"
    assert "period" not in {other.field for other in kpi.said_otherwise}


@pytest.mark.parametrize("context", [32_768, 1000])
def test_without_the_outline_nothing_is_asked_and_nothing_decided(context):
    model = Outlining(PLAN_FIRST, context)
    summary = _summary(model, outline=False)
    assert not any("outline" in json.dumps(request.schema) for request in model.asked)
    assert _asked_what_it_is(model) == 0
    assert "model" not in {kpi.grounds.status for kpi in summary.report.kpis}


def test_an_outline_that_does_not_come_costs_only_itself():
    class Silent(Outlining):
        def _say(self, request):
            return (
                ModelUnavailableError("503")
                if "sections" in request.schema["properties"]
                else super()._say(request)
            )

    summary = _summary(Silent(PLAN_FIRST, 1000))
    assert any("没有问成这是什么文件" in note for note in summary.run.notes)
    assert [part.heading for part in summary.run.not_looked_again] == ["文件判断"]
    assert len(summary.report.kpis) == 7


@pytest.mark.parametrize("sections", [[], ["9:plan"], ["plan"], ["1:plans"], ["1-3:other"], ["1:plan,不详"]])
def test_what_an_outline_does_not_say_is_left_as_it_is(sections):
    plain = {kpi.text: (kpi.status, kpi.period) for kpi in _summary(Outlining(OUTLINED)).report.kpis}
    said = _summary(Outlining({**OUTLINED, "sections": sections}, 1000))
    changed = {kpi.text for kpi in said.report.kpis if (kpi.status, kpi.period) != plain[kpi.text]}
    assert changed == ({"9个", "12家", "12万吨"} if sections == ["1:plan,不详"] else set())


@pytest.mark.parametrize("sections", [9, 60, 400])
def test_the_request_is_short_however_long_the_report_is(sections):
    body = "".join(
        f"({'一二三四五六七八九十'[n % 10]})推进第{n}类重点工作任务落实见效取得新的明显成效\n今年{n}月,完成投资{n}亿元,{'各项工作有序推进' * 20}。\n"
        for n in range(sections)
    )
    document = Document.from_text(
        f"某省人民政府2025年工作报告\n一、工作回顾\n{body}二、今年工作\n{body}", "long"
    )
    model = Outlining(OUTLINED, 2000)
    asyncio.run(with_model(document, model, passes=0))
    [request] = [one for one in model.asked if "sections" in one.schema["properties"]]
    shown = "".join(message.content for message in request.messages)
    # A token a Chinese character, and one for every three others: more than tokenizers of today take.
    assert sum(1 / 3 if one.isascii() else 1 for one in shown) <= 900
    assert request.max_tokens <= 250


REPLY = """某市水利局关于市政协第12号提案的答复
某某委员：您提出的建议收悉，现答复如下：
一、总体情况
近三年，我市水利投入不断加大。目前，全市拥有水库38座，其中大型水库2座。2020年建成泵站21座。2021年，建成泵站26座。
投入维修资金3.6亿元，惠及农户5200户。
二、下一步工作打算
确保今年新建泵站30座。
"""


def test_the_last_year_of_a_gathered_range_is_not_the_period_of_a_report():
    document = Document.from_text(REPLY, "reply")
    own = {kpi.text: kpi.period for kpi in extractive(document).kpis}
    assert (document.metadata.period, own["38座"], own["3.6亿元"]) == ("2019/2021", "as_of:2022", None)
    outline = {**OUTLINED, "kind": "reply", "period": "2021", "sections": []}
    model = Scripted({**_answer(["1:水库"], ["1-2:null"]), "outline": outline})
    summary = _summary(model, document)
    kpis = {kpi.text: kpi for kpi in summary.report.kpis}
    assert summary.document.period == "2019/2021"
    # 目前 dates the first two, whatever a model says; that nothing is said of the third stays so.
    assert {text: kpis[text].period for text in ("38座", "2座", "3.6亿元")} == {
        "38座": "as_of:2022",
        "2座": "as_of:2022",
        "3.6亿元": None,
    }
