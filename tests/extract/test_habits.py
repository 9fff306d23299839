"""Models that no server holds to a schema, over real HTTP: each habit costs at most as much again, and hardly a name."""

import asyncio
import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from gold_model import GoldModel
from habits import NAMES, spoiled

sys.path.insert(0, str(Path(__file__).parents[1] / "llm"))

from fake_server import FakeServer, Step, completion

from policysum import summarize
from policysum.document import Document
from policysum.engine import Engine
from policysum.evaluate import Gold, GoldItem, GoldKpi
from policysum.llm import OpenAIModel
from policysum.llm.servers import capabilities_for
from policysum.llm.types import ChatRequest, Message, Structured
from policysum.summarizer import Summarizer

SECTIONS = ("工业", "农业", "商贸", "文旅", "交通", "教育", "卫生", "环保", "水利", "住建")


def _report():
    """A report of several passages, with an item and three figures a sentence."""
    done = "".join(
        f"({n}){what}稳步提升。2021年{what}项目开工{30 + i * 7}个,完成投资{120 + i * 13}.{i}亿元,同比增长{4 + i}.{i}%。\n"
        for i, (n, what) in enumerate(
            (f"{place}之{part}", f"{what}{kind}")
            for part, what in enumerate(SECTIONS)
            for place, kind in enumerate(("改造", "升级", "示范"))
        )
    )
    return f"某县2021年工作总结\n一、工作完成情况\n{done}二、下一步工作打算\n(一)扩大规模。力争全年新增企业15家。\n"


DOCUMENT = Document.from_text(_report(), "report")


def _gold():
    kpis = tuple(
        GoldKpi(m.start, m.end, f"{m.indicator}情况", 0, m.unit, m.status, m.change, m.period, required=True)
        for m in DOCUMENT.ledger
        if m.kpi
    )
    items = tuple(
        GoldItem(unit.role, unit.title, unit.start, unit.end)
        for unit in DOCUMENT.items()
        if unit.role in {"achievement", "problem", "plan"}
    )
    return Gold("report", kpis=kpis, items=items, free=())


GOLD = _gold()


@pytest.fixture
def server(loopback):
    server = FakeServer()
    yield server
    server.close()


def _answering(server, *habits):
    """Have a server with a JSON mode and no schemas answer from gold, with habits."""
    model = GoldModel(DOCUMENT, GOLD)

    def respond(body):
        messages = tuple(Message(one["role"], one["content"]) for one in body["messages"])
        assert body["response_format"] == {"type": "json_object"}
        schema = json.loads(messages[-1].content.rpartition("\n")[2])
        answer = asyncio.run(model.complete(ChatRequest(messages, schema))).text
        for habit in habits:
            answer = spoiled(answer, habit)
        return Step(completion(answer))

    server.respond = respond


def _run(server, habit, tmp_path, monkeypatch):
    """Summarise through a server with a JSON mode and no schemas, which answers with a habit."""
    _answering(server, *([habit] if habit else []))
    tmp_path.mkdir()
    monkeypatch.setenv("POLICYSUM_CONFIG_DIR", str(tmp_path))
    host = server.url.removeprefix("http://").split("/")[0]
    (tmp_path / "servers.toml").write_text(
        f'[[server]]\nhost = "{host.split(":")[0]}"\nstructured = "json_object"\ncontext = 4096\n'
    )
    options = {"model": "m", "cache_dir": tmp_path / "cache", "summary": False}
    return summarize(DOCUMENT, engine="openai", base_url=server.url, **options)


def _kept(summary, clean):
    names = {(kpi.start, kpi.indicator) for kpi in clean.report.kpis if kpi.origin == "model"}
    said = {(kpi.start, kpi.indicator) for kpi in summary.report.kpis if kpi.origin == "model"}
    items = {(i.detail, i.evidence[0].start) for i in clean.report.achievements}
    told = {(i.detail, i.evidence[0].start) for i in summary.report.achievements}
    return len(names & said) / len(names), len(items & told) / len(items)


@pytest.fixture(scope="module")
def without_habits(tmp_path_factory):
    """What a model without habits gives, and how many requests it takes."""
    server = FakeServer()
    with pytest.MonkeyPatch.context() as patch:
        clean = _run(server, "", tmp_path_factory.mktemp("habits") / "clean", patch)
    server.close()
    return clean, len(server.requests)


@pytest.mark.parametrize("habit", NAMES)
def test_a_habit_costs_an_element_and_not_the_answer(habit, server, tmp_path, monkeypatch, without_habits):
    clean, requests = without_habits
    assert requests == clean.run.passages + 1 > 2  # one asks what the document is
    assert clean.run.repairs == clean.run.dropped == 0

    spoilt = _run(server, habit, tmp_path / "spoilt", monkeypatch)
    assert len(server.requests) <= 2 * requests
    assert len(server.requests) == requests + spoilt.run.repairs == spoilt.run.model_calls
    names, items = _kept(spoilt, clean)
    assert names >= 0.95
    assert items >= 0.95
    assert spoilt.run.unread == []
    assert spoilt.run.passages_read == spoilt.run.passages


FAMILIES = {
    "DeepSeek": "https://api.deepseek.com/v1",
    "Qwen": "https://dashscope.aliyuncs.com/compatible-mode/v1",
    "GLM": "https://open.bigmodel.cn/api/paas/v4",
    "Kimi": "https://api.moonshot.cn/v1",
    "Doubao": "https://ark.cn-beijing.volces.com/api/v3",
}
TOGETHER = ("stray_keys", "missing_lists", "null_titles", "off_the_list", "evidence_as_list", "trailing_commas", "fenced", "prose_around")  # fmt: skip


@pytest.mark.parametrize("family", FAMILIES)
def test_habits_together_cost_little_with_every_family_that_has_only_a_json_mode(family, server, tmp_path):
    row = capabilities_for(FAMILIES[family], "a-model")
    assert (row.family, row.structured) == (family, Structured.OBJECT)

    def read(*habits):
        _answering(server, *habits)
        server.requests.clear()
        model = OpenAIModel(server.url, model="m", capabilities=replace(row, context=4096))
        engine = Engine("openai", "scripted", "scripted", model)
        options = {"opened": engine, "summary": False, "cache_dir": tmp_path / str(len(habits))}
        with Summarizer(**options) as summarizer:
            return summarizer.summarize(DOCUMENT), len(server.requests)

    clean, requests = read()
    spoilt, more = read(*TOGETHER)
    assert all(row.extra_body.items() <= body.items() for body in server.requests)
    names, items = _kept(spoilt, clean)
    assert min(names, items) >= 0.95
    assert more <= 2 * requests
    assert spoilt.run.unread == []
