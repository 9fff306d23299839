"""The floor: what a report says in its own words, without any model."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policysum import evaluate, summarize
from policysum.document import Document, read_document
from policysum.extract import extractive
from policysum.extract.labels import choices, label
from policysum.schema import Verdict

ROOT = Path(__file__).parents[2]
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


@pytest.fixture(scope="module", params=SEEDS, ids=lambda path: path.stem[:3])
def read(request):
    document = read_document(request.param)
    return document, extractive(document)


def test_every_quotation_stands_in_the_source(read):
    document, report = read
    for kpi in report.kpis:
        assert document.source[kpi.start : kpi.end] == kpi.text
        assert kpi.evidence.start <= kpi.start < kpi.end <= kpi.evidence.end
    quoted = [kpi.evidence for kpi in report.kpis]
    for item in (*report.achievements, *report.problems, *report.plans):
        assert item.evidence
        quoted += item.evidence
    assert all(document.source[one.start : one.end] == one.text for one in quoted)


def test_every_figure_of_the_ledger_is_there_once_in_source_order(read):
    document, report = read
    assert [kpi.start for kpi in report.kpis] == [m.start for m in document.ledger if m.kpi]
    assert {kpi.verdict for kpi in report.kpis} == {Verdict.SUPPORTED}
    assert {kpi.origin.value for kpi in report.kpis} == {"extractive"}


def test_a_detail_is_short_and_breaks_no_number(read):
    document, report = read
    texts = {mention.text for mention in document.ledger}
    for item in (*report.achievements, *report.problems, *report.plans):
        assert 0 < len(item.detail) <= 200
        whole = Document.from_text(item.detail).ledger
        assert all("".join(number.text.split()) in {"".join(t.split()) for t in texts} for number in whole)


def test_the_floor_keeps_its_goals_on_the_open_gold():
    gold_dir = ROOT / "seeds" / "gold"
    gold = evaluate.read_gold(gold_dir)
    total = evaluate.Scores("total")
    for name, path in evaluate.reports(gold_dir).items():
        document = read_document(path)
        data = extractive(document).model_dump(mode="json")
        total.add(evaluate.evaluate(data, gold[name], document.source))
    scores = total.to_dict()
    goals = {
        "kpi_recall": 0.95,
        "kpi_precision": 0.85,
        "status": 0.92,
        "period": 0.85,
        "grounding_f1": 0.97,
        "achievement_recall": 0.9,
        "problem_recall": 0.9,
        "plan_recall": 0.9,
    }
    assert {name: scores[name] for name, goal in goals.items() if scores[name] < goal} == {}


@pytest.mark.parametrize("text", ["", "没有数字的一段话。", "\n\n", "一、\n二、\n", "7", "第一,第二。"])
def test_a_report_with_next_to_nothing_in_it_is_a_report_all_the_same(text):
    document = Document.from_text(text)
    report = extractive(document)
    assert len(report.kpis) == sum(mention.kpi for mention in document.ledger)


def test_a_sentence_too_long_for_a_detail_is_cut_at_a_break_before_the_number_that_does_not_fit():
    body = "、".join(f"建成第{i}个示范园区面积{i * 1000}亩" for i in range(1, 40))
    report = extractive(Document.from_text(f"一、工作完成情况\n(一)园区建设。{body}。\n"))
    detail = report.achievements[0].detail
    assert len(detail) <= 200
    assert body.startswith(detail)
    assert body[len(detail)] in "、,。"


def test_of_a_very_long_sentence_the_clauses_around_a_number_are_quoted():
    text = "，".join(f"第{i}类企业新增1,{i:03}家" for i in range(100, 400)) + "。"
    document = Document.from_text(text)
    kpis = extractive(document).kpis
    assert len(kpis) == 300
    for kpi in kpis:
        quoted = kpi.evidence
        assert document.source[quoted.start : quoted.end] == quoted.text
        assert quoted.start <= kpi.start < kpi.end <= quoted.end
        assert len(quoted.text) <= 400
    assert kpis[150].evidence.text.startswith("第")
    assert kpis[150].evidence.text.endswith("家，")


@pytest.mark.parametrize("joint", ["", "、", " "])
def test_what_is_written_of_a_sentence_grows_in_line_with_its_numbers(joint):
    def written(count):
        document = Document.from_text("新增" + joint.join(["企业12家"] * count) + "。")
        return len(summarize(document, engine="extractive").to_json())

    assert written(800) < 1.2 * 8 * written(100)


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        # a quoted programme at the head is what its figures are about
        ("“姚创贷”稳步推进,为科技企业发放贷款4470万元。", "4470万元", "“姚创贷”"),
        # a number's own name is long enough
        ("2021年,新认定省级研发机构7家。", "7家", "新认定省级研发机构"),
        # what a share is a share of
        ("高新技术企业2家,占规上企业的4.2%。", "4.2%", "占规上企业"),
    ],
)
def test_a_name_says_whose_figure_it_is(text, number, expected):
    kpi = next(kpi for kpi in extractive(Document.from_text(text)).kpis if kpi.text == number)
    assert expected in kpi.indicator
    assert number not in kpi.indicator


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="“宁科贷”,。;新增企业项目投入增长占7家3.5亿元%平台院 ", max_size=120))
def test_every_number_has_a_name_and_finds_it_among_its_choices(text):
    ledger = Document.from_text(text).ledger
    offered = choices(ledger)
    assert len(offered) == len(set(offered))
    for mention in ledger:
        assert label(mention)
        assert label(mention) in offered
