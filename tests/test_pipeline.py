"""One report through the pipeline, and the objects that run it."""

import asyncio
import json
from pathlib import Path

import pytest
from pydantic import BaseModel

import policysum
from policysum.document import Document
from policysum.engine import EngineChoice, open_engine
from policysum.errors import ConfigError, DocumentError
from policysum.fingerprint import source_hash
from policysum.schema import Verdict
from policysum.settings import Settings, load_schema
from policysum.summarizer import Summarizer
from policysum.summary import Summary

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
REPORT = "一、工作完成情况\n今年以来,新认定高新技术企业7家,下发补助资金6134万元。\n二、下一步打算\n力争全年新增高新技术企业12家。\n"


@pytest.fixture(scope="module", params=SEEDS, ids=lambda path: path.name[:3])
def summary(request):
    return policysum.summarize(request.param, engine="extractive")


def test_every_kpi_quotes_its_number_and_its_sentence(summary):
    assert summary.report.kpis
    for kpi in summary.report.kpis:
        assert summary.source[kpi.start : kpi.end] == kpi.text
        assert summary.source[kpi.evidence.start : kpi.evidence.end] == kpi.evidence.text
        assert kpi.text in kpi.evidence.text


def test_every_item_quotes_its_evidence(summary):
    report = summary.report
    for item in (*report.achievements, *report.problems, *report.plans):
        assert item.evidence
        for quotation in item.evidence:
            assert summary.source[quotation.start : quotation.end] == quotation.text


def test_the_summary_adds_up(summary):
    verification = summary.verification
    assert sum(verification.counts.values()) == verification.checked
    assert sum(verification.counts[v] for v in Verdict if v.passes) == verification.passed
    assert len(verification.failed) == verification.checked - verification.passed
    assert verification.coverage.captured == sum(n.captured for n in verification.coverage.all)


def test_no_number_of_a_real_report_is_refused_in_its_own_words(summary):
    assert summary.verification.failed == []
    assert summary.verification.coverage.share == 1.0


def test_the_json_has_the_parts_of_the_contract_and_reads_back(summary):
    data = json.loads(summary.to_json())
    parts = ["document", "achievements", "problems", "plans", "kpis", "verification", "consistency", "run"]
    assert set(parts) <= set(data)
    assert {
        "indicator",
        "value",
        "unit",
        "text",
        "start",
        "end",
        "status",
        "change",
        "period",
        "evidence",
        "verdict",
        "reason",
    } <= set(data["kpis"][0])
    assert Summary.from_dict(data).to_dict() == data


def test_a_summary_is_the_same_in_every_run():
    first, second = (policysum.summarize(SEEDS[0], engine="extractive").to_dict() for _ in range(2))
    assert first == second


def test_a_summarizer_works_with_and_without_an_event_loop_of_the_callers():
    document = Document.from_text(REPORT)

    async def within_a_loop():
        async with Summarizer(engine="extractive") as summarizer:
            awaited = await summarizer.asummarize(document)
        # A notebook calls the synchronous face while its own loop runs.
        return awaited, policysum.summarize(document, engine="extractive")

    awaited, direct = asyncio.run(within_a_loop())
    assert awaited.report == direct.report
    assert [(k.text, k.status.value) for k in direct.report.kpis] == [
        ("7家", "actual"), ("6134万元", "actual"), ("12家", "target"),
    ]  # fmt: skip


def test_map_gives_the_summaries_in_the_order_of_the_reports_and_takes_no_more_than_it_needs():
    taken = []

    def sources():
        for number in range(100):
            taken.append(number)
            yield f"2020年工作总结\n2020年补助企业{number + 10}家。\n"

    with Summarizer(engine="extractive", concurrency=2) as summarizer:
        summaries = summarizer.map(sources())
        first = [next(summaries) for _ in range(3)]
        summaries.close()
    assert [one.kpis[0].value for one in first] == [10, 11, 12]
    assert len(taken) < 10


def test_map_raises_what_a_report_raises_after_the_summaries_before_it(tmp_path):
    with Summarizer(engine="extractive") as summarizer:
        summaries = summarizer.map(["2020年补助企业10家。\n", tmp_path / "none.txt"])
        assert next(summaries).kpis[0].value == 10
        with pytest.raises(DocumentError):
            next(summaries)


def test_a_missing_report_is_a_document_error():
    with pytest.raises(DocumentError, match="nowhere"):
        policysum.summarize("nowhere.txt", engine="extractive")


def test_a_report_without_numbers_has_an_empty_but_whole_summary():
    summary = policysum.summarize(Document.from_text("各位代表：\n工作扎实推进。\n"), engine="extractive")
    assert summary.report.kpis == []
    assert summary.verification.coverage.share == 1.0


def test_the_fingerprint_changes_with_what_decides_the_result(tmp_path):
    one, other = Document.from_text(REPORT), Document.from_text(REPORT.replace("7家", "8家"))
    plain = Summarizer(engine="extractive")
    (tmp_path / "label.md").write_text("别的提示", encoding="utf-8")
    changed = [
        plain.fingerprint(other.name, source_hash(other)),
        Summarizer(engine="extractive", passes=3).fingerprint(one.name, source_hash(one)),
        Summarizer(engine="extractive", prompts=tmp_path).fingerprint(one.name, source_hash(one)),
        Summarizer(engine="openai", base_url="http://127.0.0.1:9/v1", model="m", schema=Budget).fingerprint(
            one.name, source_hash(one)
        ),
        Summarizer(engine="openai", base_url="http://127.0.0.1:9/v1", model="m").fingerprint(
            one.name, source_hash(one)
        ),
    ]
    assert len({plain.fingerprint(one.name, source_hash(one)), *changed}) == 1 + len(changed)
    assert plain.fingerprint(one.name, source_hash(one)) == Summarizer(engine="extractive").fingerprint(
        one.name, source_hash(one)
    )


class Budget(BaseModel):
    """A schema of a user's."""

    revenue: str


def test_a_schema_of_ones_own_needs_a_model():
    with pytest.raises(ConfigError, match="needs a model"):
        policysum.summarize(Document.from_text(REPORT), engine="extractive", schema=Budget)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("no_such_module:Budget", "cannot be imported"),
        ("policysum.schema:Nonsense", "cannot be imported"),
        ("policysum.schema", "does not name a schema"),
        ("pathlib:Path", "is not a Pydantic model"),
    ],
)
def test_a_schema_that_cannot_be_loaded_is_named(name, why):
    with pytest.raises(ConfigError, match=why):
        load_schema(name)


def test_the_key_is_shown_nowhere():
    assert "sk-secret" not in repr(Settings(api_key="sk-secret"))
    assert "sk-secret" not in repr(EngineChoice(api_key="sk-secret"))


@pytest.mark.parametrize(
    ("choice", "environment", "name", "why"),
    [
        (
            EngineChoice(),
            {"OPENAI_BASE_URL": "http://127.0.0.1:9/v1", "OPENAI_MODEL": "m"},
            "openai",
            "127.0.0.1:9",
        ),
        (EngineChoice(model="m"), {"OPENAI_API_KEY": "sk-secret"}, "openai", "OPENAI_API_KEY is set"),
        (EngineChoice(), {}, "extractive", "--base-url URL --model NAME or --engine local asks a model"),
        (EngineChoice(engine="extractive"), {"OPENAI_API_KEY": "sk-secret"}, "extractive", "asked for"),
    ],
)
def test_auto_asks_a_model_only_where_a_server_or_a_model_file_is_named(
    choice, environment, name, why, monkeypatch
):
    for key, value in environment.items():
        monkeypatch.setenv(key, value)
    engine = open_engine(choice)
    assert engine.name == name
    assert why in engine.why
    assert "sk-secret" not in repr(engine)


@pytest.mark.parametrize(
    ("choice", "what"),
    [
        (EngineChoice(engine="quantum"), "no engine 'quantum'"),
        (EngineChoice(engine="openai"), "an address or a key"),
        (EngineChoice(model="gpt-4.1-mini"), "a model is named, but no address and no key"),
        (EngineChoice(engine="openai", base_url="http://127.0.0.1:9/v1"), "no model is named"),
        (EngineChoice(engine="local", model="nowhere.gguf"), "nowhere.gguf"),
        (EngineChoice(engine="openai", base_url="not a url", model="m"), "not the address of a server"),
    ],
)
def test_an_engine_that_cannot_be_opened_says_why(choice, what):
    with pytest.raises(ConfigError, match=what):
        open_engine(choice)


def test_an_option_that_does_not_exist_is_named():
    with pytest.raises(ConfigError, match="engin"):
        policysum.summarize("report.txt", engin="local")
