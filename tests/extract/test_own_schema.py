"""A schema of one's own through instructor: strict where the server is, mended, corrected, and checked."""

from __future__ import annotations

import asyncio
import json
import sys
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, Field, computed_field, field_validator

import policysum
from policysum.document import Document
from policysum.errors import ModelAnswerError
from policysum.extract import custom
from policysum.extract.own_schema import OwnSchema
from policysum.llm.types import Capabilities, Completion, Structured

sys.path.insert(0, str(Path(__file__).parents[1] / "llm"))

from fake_server import FakeServer, Step, completion

TEXT = "某县通知\n2022年7月29日,安排资金1,234.5万元,其中教育800万元、卫生434.5万元。\n"
DOCUMENT = Document.from_text(TEXT, "notice")


class Kind(StrEnum):
    EDUCATION = "教育"
    HEALTH = "卫生"


class Part(BaseModel):
    kind: Kind
    amount: Annotated[Decimal, policysum.Unit("万元")] = Field(description="金额,以万元计")


class Tree(BaseModel):
    name: str
    below: list[Tree] = []


class Cat(BaseModel):
    sort: Literal["资金"]
    amount: float


class Dog(BaseModel):
    sort: Literal["人员"]
    people: int


class Notice(BaseModel):
    day: date = Field(description="通知的日期")
    total: Annotated[float, policysum.Unit("万元")] = Field(alias="资金总额", description="以万元计")
    parts: list[Part]
    tree: Tree
    places: dict[str, int]
    about: Annotated[Cat | Dog, Field(discriminator="sort")]
    note: str = "无"
    remark: str | None = None

    @computed_field
    @property
    def sum(self) -> Annotated[Decimal, policysum.Unit("万元")]:
        return sum((part.amount for part in self.parts), Decimal(0))

    @field_validator("parts")
    @classmethod
    def _not_empty(cls, parts: list[Part]) -> list[Part]:
        if not parts:
            raise ValueError("至少要有一项资金")
        return parts


ANSWER = {
    "day": "2022年7月29日",
    "资金总额": "1,234.5",
    "parts": [{"kind": "教育", "amount": "800"}, {"kind": "卫生", "amount": "434.5"}],
    "tree": {"name": "县", "below": [{"name": "乡", "below": None}]},
    "places": [{"key": "教育", "value": 800}],
    "about": {"sort": "资金", "amount": 1234.5},
    "note": None,
    "remark": None,
}


class Answering:
    """A fake that gives one answer after the other and keeps what it was asked."""

    name = "answering"

    def __init__(self, *answers, context=32_768):
        self.capabilities = Capabilities(family="fake", structured=Structured.STRICT, context=context)
        self.answers, self.asked = list(answers), []

    async def complete(self, request):
        self.asked.append(request)
        answer = self.answers[min(len(self.asked), len(self.answers)) - 1]
        answer = answer(request) if callable(answer) else answer
        return Completion(answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False))


def _filled(*answers):
    model = Answering(*answers)
    filled, draft = asyncio.run(custom(DOCUMENT, Notice, model))
    return filled, draft, model


def _objects(schema):
    """Every part of a JSON schema that stands for a value."""
    if isinstance(schema, dict):
        yield schema
        for key, part in schema.items():
            parts = (
                part.values()
                if key in {"properties", "$defs"}
                else part
                if isinstance(part, list)
                else [part]
            )
            for one in parts:
                if key not in {"enum", "required"}:
                    yield from _objects(one)


def test_the_schema_is_one_that_strict_servers_take():
    schema = OwnSchema(Notice).strict
    assert schema["type"] == "object"
    for one in _objects(schema):
        assert not one.keys() & {
            "const",
            "oneOf",
            "allOf",
            "discriminator",
            "default",
            "title",
            "prefixItems",
        }
        assert "$ref" not in one or len(one) == 1
        assert "(?" not in one.get("pattern", "")
        if one.get("type") == "object":
            assert one["additionalProperties"] is False
            assert one["required"] == list(one["properties"])
    assert "通知的日期" in json.dumps(schema, ensure_ascii=False)
    assert OwnSchema(Tree).strict["type"] == "object"  # a recursive model is no mere reference


def test_every_kind_of_field_is_filled_and_its_numbers_are_checked():
    filled, draft, model = _filled(ANSWER)
    assert (filled.day, filled.total, filled.sum) == (date(2022, 7, 29), 1234.5, Decimal("1234.5"))
    assert [part.kind for part in filled.parts] == [Kind.EDUCATION, Kind.HEALTH]
    assert (filled.tree.below[0].name, filled.places, filled.about.sort) == ("乡", {"教育": 800}, "资金")
    assert (filled.note, filled.remark) == ("无", None)
    assert len(draft.completions) == len(model.asked) == 1
    verdicts = {one.path: one.passes for one in policysum.check(filled, TEXT)}
    assert verdicts["sum"]
    assert verdicts["资金总额" if "资金总额" in verdicts else "total"]
    wrong = filled.model_copy(update={"parts": filled.parts[:1] * 3})
    assert not {one.path: one.passes for one in policysum.check(wrong, TEXT)}["sum"]


@pytest.mark.parametrize(
    ("said", "iso"),
    [
        ("2022年7月29日", "2022-07-29"),
        ("2022-7-29", "2022-07-29"),
        ("2022.07.29", "2022-07-29"),
        (" 2022 年 7 月 29 日 ", "2022-07-29"),
        ("七月底", "七月底"),
    ],
)
def test_a_chinese_date_fits_a_date_field(said, iso):
    assert json.loads(OwnSchema(Notice).mended(json.dumps({**ANSWER, "day": said})))["day"] == iso


def test_a_validators_message_is_answered_by_a_re_ask():
    filled, draft, model = _filled(
        {**ANSWER, "parts": []}, f"好的：\n{json.dumps(ANSWER, ensure_ascii=False)}"
    )
    assert len(filled.parts) == 2
    first, second = model.asked
    assert [request.attempt for request in model.asked] == [0, 1]
    assert second.messages[: len(first.messages)] == first.messages
    assert "至少要有一项资金" in second.messages[-1].content
    assert second.messages[-2].content == json.dumps({**ANSWER, "parts": []}, ensure_ascii=False)
    assert second.schema == first.schema
    assert len(draft.completions) == 2


def test_an_answer_that_never_fits_is_an_error_that_names_the_field():
    with pytest.raises(ModelAnswerError, match=r"after 2 tries.*day"):
        _filled({**ANSWER, "day": "七月底"})


def test_a_long_report_keeps_aliases_and_computed_fields():
    lines = (
        f"第{n}批:2022年7月29日,安排资金1,234.5万元,其中教育800万元、卫生434.5万元。\n" for n in range(400)
    )
    text = f"某县通知\n{''.join(lines)}"
    model = Answering(ANSWER, context=8000)
    filled, draft = asyncio.run(custom(Document.from_text(text), Notice, model))
    assert len(draft.completions) > 1
    assert (filled.total, filled.sum, len(filled.parts)) == (1234.5, Decimal("1234.5"), 2)


class Joined(BaseModel):
    title: str
    grants: list[str]

    @field_validator("grants")
    @classmethod
    def _few(cls, grants: list[str]) -> list[str]:
        if len(grants) > 1:
            raise ValueError("只要最大的一项")
        return grants


def test_what_passages_said_is_put_right_where_the_whole_fails_a_validator():
    document = Document.from_text("某县通知\n" + "".join(f"第{n}批安排资金{n}万元。\n" for n in range(900)))

    def answer(request):
        shown = request.messages[1].content
        if '"grants"' not in shown:  # a passage
            return {"title": "通知", "grants": [f"{len(model.asked)}万元"]}
        return {
            "title": "通知",
            "grants": ["1万元"] if "只要最大的一项" in request.messages[-1].content else ["1万元", "2万元"],
        }

    model = Answering(answer, context=6000)
    filled, draft = asyncio.run(custom(document, Joined, model))
    assert filled == Joined(title="通知", grants=["1万元"])
    passages = len(model.asked) - 2
    assert passages > 1
    whole = model.asked[passages].messages[1].content
    assert all(f"{n}万元" in whole for n in range(1, passages + 1))
    assert len(draft.completions) == len(model.asked)


@pytest.fixture
def server(loopback):
    server = FakeServer()
    yield server
    server.close()


def test_cache_log_and_strictness_lie_below_instructor(server, tmp_path, monkeypatch):
    monkeypatch.setenv("POLICYSUM_CONFIG_DIR", str(tmp_path))
    host = server.url.removeprefix("http://").split(":")[0]
    (tmp_path / "servers.toml").write_text(
        f'[[server]]\nhost = "{host}"\nstructured = "json_schema_strict"\ncontext = 32768\n'
    )
    bad, good = (json.dumps(one, ensure_ascii=False) for one in ({**ANSWER, "parts": []}, ANSWER))
    server.script = [Step(completion(bad)), Step(completion(good))]
    options = {"engine": "openai", "base_url": server.url, "model": "m", "schema": Notice}
    options |= {"cache_dir": tmp_path / "cache", "log": tmp_path / "run.jsonl"}
    for times in (1, 2):
        summary = policysum.summarize(DOCUMENT, **options)
        assert summary.report.sum == Decimal("1234.5")
        assert (summary.run.model_calls, summary.run.cache_hits) == ((2, 0) if times == 1 else (0, 2))
    assert len(server.requests) == 2
    for request in server.requests:
        assert request["response_format"]["json_schema"]["strict"] is True
        assert request["response_format"]["json_schema"]["schema"] == OwnSchema(Notice).strict
    assert len((tmp_path / "run.jsonl").read_text("utf-8").splitlines()) == 4
