"""What a model says of a report as a whole: shown little, proved in every number, and missed by nobody who has no model."""

import asyncio
import json

import pytest

from policysum import summarize
from policysum.assemble import verify
from policysum.document import Document
from policysum.engine import Engine
from policysum.errors import ModelUnavailableError
from policysum.extract import Draft, extractive, sum_up
from policysum.extract.rows import complete
from policysum.llm.types import Capabilities, Completion, Structured
from policysum.settings import Settings
from policysum.summarizer import Summarizer
from policysum.summary import Summary
from policysum.views import digest_parts, rows, to_markdown

REPORT = """某县科技局2021年工作总结
一、工作完成情况
(一)培育创新主体。2021年新认定高新技术企业7家、科技型中小企业42家。
(二)加大金融支持。“富民贷”发放贷款3.5亿元,同比增长12.6%。
二、存在的问题
企业研发投入不足,仅有5家企业设立研发机构。
三、下一步工作打算
(一)扩大规模。力争2022年底前新增高新技术企业15家,由县科技局牵头。
"""
DOCUMENT = Document.from_text(REPORT, "report")
TRUE = "2021年新认定高新技术企业7家、科技型中小企业42家。企业研发投入不足。"
ANSWER = {
    "abstract": f"{TRUE}“富民贷”发放贷款35亿元。力争2022年底前新增高新技术企业15家。",
    "headlines": [
        {"text": "“富民贷”发放贷款3.5亿元,同比增长12.6%", "numbers": [1, 2]},
        {"text": "“富民贷”发放贷款9亿元", "numbers": []},
        {"text": "新增高新技术企业15家是目标", "numbers": [99]},
    ],
    "themes": [{"name": "创新主体", "items": [1, 4]}, {"name": "金融", "items": [1, 2, 77]}],
    "plans": [
        {"plan": 4, "target": "新增高新技术企业15家", "deadline": "2022年底前", "responsible": "县科技局", "answers": [3]},
        {"plan": 4, "target": None, "deadline": "2023年底前", "responsible": "省科技厅", "answers": [1]},
        {"plan": 1, "target": "x", "deadline": None, "responsible": None, "answers": []},
    ],
}  # fmt: skip


class Scripted:
    name = "scripted"
    capabilities = Capabilities(family="fake", structured=Structured.STRICT, context=8192)

    def __init__(self, answer):
        self.asked, self._answer = [], answer

    async def complete(self, request):
        self.asked.append(request)
        if isinstance(self._answer, Exception):
            raise self._answer
        return Completion(json.dumps(self._answer, ensure_ascii=False))

    async def aclose(self):
        pass

    async def drain(self):
        pass


LONG = "各项工作有序推进,干部作风明显好转,群众满意度不断提升。"


def _told(answer, document=DOCUMENT):
    draft = Draft()
    model = Scripted(answer)
    return asyncio.run(sum_up(document, extractive(document), model, draft)), draft, model


def test_a_sentence_with_a_false_number_is_left_out_and_named():
    told, _, _ = _told(ANSWER)
    assert told.digest.abstract == f"{TRUE}力争2022年底前新增高新技术企业15家。"
    assert [one.text for one in told.digest.headlines] == [
        "“富民贷”发放贷款3.5亿元,同比增长12.6%",
        "新增高新技术企业15家是目标",
    ]
    failed = {(one["path"], one["text"]) for one in told.failed}
    assert ("summary.abstract[2]", "35亿元") in failed
    assert ("summary.headlines[1].text", "9亿元") in failed
    assert all(one["verdict"] != "supported" and one["sentence"] for one in told.failed)


def test_every_number_leads_to_its_place_in_the_source_and_headlines_to_their_kpis():
    told, _, _ = _told(ANSWER)
    numbers = [*told.digest.numbers, *(n for one in told.digest.headlines for n in one.numbers)]
    assert len(numbers) >= 6
    assert all(
        REPORT[one.start : one.end].rstrip("前底") in one.text or one.text in REPORT for one in numbers
    )
    kpis = extractive(DOCUMENT).kpis
    assert [kpis[at].text for at in told.digest.headlines[0].kpis] == ["3.5亿元", "12.6%"]


def test_themes_hold_every_item_once_and_plans_only_what_the_source_says():
    told, _, _ = _told(ANSWER)
    assert [(one.name, one.items) for one in told.digest.themes] == [
        ("创新主体", ["achievements[0]", "plans[0]"]),
        ("金融", ["achievements[1]"]),
    ]
    [plan] = told.digest.plans
    assert (plan.plan, plan.target, plan.deadline, plan.responsible, plan.answers) == (
        "plans[0]", "新增高新技术企业15家", "2022年底前", "县科技局", ["problems[0]"],
    )  # fmt: skip


def test_an_abstract_is_no_longer_than_promised():
    told, draft, _ = _told({**ANSWER, "abstract": LONG * 30})
    assert 150 <= len(told.digest.abstract) <= 300
    assert told.digest.abstract.endswith("。")
    left_out = 30 - told.digest.abstract.count("。")
    assert any(f"摘要过长，后面{left_out}句" in note for note in draft.notes)


def test_what_is_left_out_is_said_in_the_notes_with_its_words():
    _, draft, _ = _told(ANSWER)
    unproved = next(note for note in draft.notes if "数字与原文不符" in note)
    assert "3处" in unproved
    assert all(words in unproved for words in ("“富民贷”发放贷款35亿元。", "“富民贷”发放贷款9亿元"))
    reworded = next(note for note in draft.notes if "原文没有这样说" in note)
    assert "省科技厅" in reworded


def test_an_answer_of_which_nothing_stands_is_no_summary_and_said_to_be_none():
    told, draft, _ = _told({**ANSWER, "abstract": "发放贷款35亿元。", "headlines": []})
    assert told.digest is None
    assert any("摘要没有写成" in note for note in draft.notes)


def test_who_is_responsible_may_stand_over_two_lines_of_the_source():
    document = Document.from_text(REPORT.replace("由县科技局", "由县科\n技局"), "lines")
    told, _, _ = _told(ANSWER, document)
    assert told.digest.plans[0].responsible == "县科技局"


def test_who_is_responsible_for_another_plan_is_not_for_this_one():
    more = f"{REPORT}(二)建设平台。2023年6月底前建成平台2个,由县工信局牵头。\n"
    plans = [{**ANSWER["plans"][0], "deadline": "2023年6月底前", "responsible": "县工信局"}]
    told, draft, _ = _told({**ANSWER, "plans": plans}, Document.from_text(more, "more"))
    [plan] = told.digest.plans
    assert (plan.plan, plan.target, plan.deadline, plan.responsible) == (
        "plans[0]",
        "新增高新技术企业15家",
        None,
        None,
    )
    assert any("县工信局" in note and "2023年6月底前" in note for note in draft.notes)


def test_a_number_that_can_only_be_inferred_is_kept_and_listed_as_unclear():
    document = Document.from_text("某县情况\n一、产业发展\n建设产业园区9个,引进企业12家。\n", "open")
    answer = {"abstract": "力争引进企业12家。", "headlines": [], "themes": [], "plans": []}
    told, _, _ = _told(answer, document)
    assert told.digest.abstract == "力争引进企业12家。"
    assert [(one["text"], one["verdict"], one["path"]) for one in told.unclear] == [
        ("12家", "unclear", "summary.abstract[0]")
    ]


def test_what_is_shown_stays_short_however_long_the_report_is():
    done = "".join(
        f"({'一二三四五六七八九十'[i % 10]})推进第{i}批工作。建成项目{i + 3}个,完成投资{i + 20}亿元。\n"
        for i in range(400)
    )
    document = Document.from_text(f"某县工作总结\n一、工作完成情况\n{done}", "long")
    _, _, model = _told({**ANSWER, "plans": [], "themes": []}, document)
    assert sum(len(message.content) for message in model.asked[0].messages) < 7000


def test_of_very_many_items_and_headings_some_of_each_kind_and_the_outermost_are_shown():
    def many(verb):
        parts = (
            f"(一)推进第{i}批工作。{verb}项目{i + 3}个。\n1.抓好第{i}项。有关情况良好。\n" for i in range(90)
        )
        return "".join(parts)

    text = f"某县工作总结\n一、2021年工作完成情况\n{many('建成')}二、2022年工作打算\n{many('力争建成')}"
    document = Document.from_text(text, "many")
    report = extractive(document)
    assert min(len(report.achievements), len(report.plans)) > 60
    told, _, model = _told({**ANSWER, "themes": [{"name": "全部", "items": [30, 31, 60]}]}, document)
    shown = model.asked[0].messages[-1].content
    assert "2022年工作打算" in shown.partition("<条目>")[0]
    assert told.digest.themes[0].items == ["achievements[29]", "plans[0]", "plans[29]"]


@pytest.mark.parametrize("answer", [ModelUnavailableError("503"), {"nothing": 1}])
def test_a_summary_that_could_not_be_had_is_noted_and_not_pretended(answer):
    told, draft, _ = _told(answer)
    assert told.digest is None
    assert any("摘要没有写成" in note for note in draft.notes)
    assert bool(draft.not_looked_again) == isinstance(answer, Exception)


@pytest.mark.parametrize("left_out", ["abstract", "headlines", "themes", "plans"])
def test_a_summary_that_leaves_something_out_keeps_the_rest(left_out):
    told, _, _ = _told({name: part for name, part in ANSWER.items() if name != left_out})
    kept = {
        "abstract": told.digest.abstract, "headlines": told.digest.headlines, "themes": told.digest.themes, "plans": told.digest.plans,
    }  # fmt: skip
    assert [name for name, part in kept.items() if not part] == [left_out]


def test_a_report_without_items_is_summed_up_though_the_model_names_one():
    document = Document.from_text("2021年新认定高新技术企业7家。", "report")
    assert [part for part in (extractive(document).achievements, extractive(document).plans) if part] == []
    named = {
        "plan": 1,
        "target": "新认定高新技术企业7家",
        "deadline": None,
        "responsible": None,
        "answers": [1],
    }
    said = {"abstract": "", "headlines": [{"text": "高新技术企业7家", "numbers": [1]}], "themes": [{"name": "企业", "items": [1]}], "plans": [named]}  # fmt: skip
    told, _, _ = _told(said, document)
    assert len(told.digest.headlines) == 1
    assert (told.digest.themes, told.digest.plans) == ([], [])


def _summary(**options):
    """A whole run whose model names nothing but one item, and then sums up."""

    class Both(Scripted):
        async def complete(self, request):
            item = {"title": "培育创新主体", "detail": "新认定高新技术企业7家", "evidence": [3]}
            if "abstract" not in request.schema["properties"]:
                self.asked.append(request)
                whole = {"achievements": [item], "problems": [], "plans": [], "kpis": [], "corrections": []}
                return Completion(json.dumps(whole, ensure_ascii=False))
            return await super().complete(request)

    model = Both(ANSWER)
    opened = Engine("openai", "", "scripted", model)
    with Summarizer(Settings(engine="openai", passes=0, **options), opened=opened) as summarizer:
        return summarizer.summarize(DOCUMENT), model


def test_a_run_asks_once_more_for_it_and_not_where_nobody_wants_it():
    summary, model = _summary()
    assert summary.summary.abstract.startswith("2021年新认定")
    assert len(model.asked) == 2
    assert {one["path"] for one in summary.verification.failed} >= {"summary.abstract[2]"}
    assert "summary" in summary.run.prompts
    again = Summary.from_dict(json.loads(summary.to_json()))
    assert again.summary == summary.summary
    without, model = _summary(summary=False)
    assert (without.summary, len(model.asked)) == (None, 1)
    assert summarize(DOCUMENT, engine="extractive").to_dict()["summary"] is None


def test_tables_and_markdown_show_it():
    data = _summary()[0].to_dict()
    assert {row["part"] for row in rows(data, "summary")} == {"abstract", "headline", "theme", "plan"}
    plan = next(row for row in rows(data, "summary") if row["part"] == "plan")
    assert (plan["target"], plan["deadline"], plan["responsible"]) == (
        "新增高新技术企业15家", "2022年底前", "县科技局",
    )  # fmt: skip
    page = to_markdown(data)
    assert page.index("## 摘要") < page.index("## 指标")
    assert "责任单位:县科技局" in page
    assert list(digest_parts({**data, "summary": None})) == []


def test_every_item_has_a_figure_among_those_that_lead_a_report():
    """A first item with more figures than are shown does not keep the later ones out; the catalogue's come first."""
    parks = "，".join(
        f"{name}园区{at}个" for at, name in enumerate("东西南北中上下左右前后内外高低远近新老大小", 11)
    )
    text = f"某县2021年工作总结\n一、建设园区。建成{parks}。\n二、改善民生。新建学校45所。\n三、发展经济。地区生产总值88亿元，新增企业9家。\n"
    document = Document.from_text(text, "many")
    report = extractive(document)
    verify(report, document, set())
    complete(report, document)
    model = Scripted(ANSWER)
    asyncio.run(sum_up(document, report, model, Draft()))
    shown = model.asked[0].messages[-1].content.partition("<数字>")[2].partition("</数字>")[0].split()
    assert len(report.kpis) > len(shown) == 18
    assert {line.partition(":")[2] for line in shown} >= {"45所", "88亿元"}


@pytest.mark.parametrize(
    ("sentence", "counts"),
    [
        ("从三个方面推进工作：抓好改革；发展产业，扩大规模；改善民生。", True),
        ("突出4项任务:改革;产业;民生;安全。", True),
        ("新认定企业3家：甲、乙、丙。", False),
        ("从四个方面推进工作：抓好改革；发展产业；改善民生。", False),
        ("建成三个园区，其中：甲园区；乙园区；丙园区。", False),
        ("新建学校3所。", False),
    ],
)
def test_a_count_of_the_sentences_own_list_is_not_looked_for_in_the_source(sentence, counts):
    told, _, _ = _told({**ANSWER, "abstract": sentence})
    assert (told.digest.abstract == sentence) is counts
    assert bool([one for one in told.failed if one["path"].startswith("summary.abstract")]) is not counts
