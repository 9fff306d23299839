"""The example schemas: importable, fillable, and checked like a report."""

import asyncio
import importlib
import json
import sys
from pathlib import Path

import pytest

import policysum
from policysum.document import read_document
from policysum.extract import custom
from policysum.llm.types import Capabilities, Completion, Structured

ROOT = Path(__file__).parents[2]

BUDGET = {
    "year": "2021年",
    "revenue": 35.2,
    "spending": 58.7,
    "items": [
        {"indicator": "税收收入", "value": "24.6亿元", "status": "actual", "growth": "8.1%"},
        {"indicator": "教育支出", "value": "12.4亿元", "status": "actual", "growth": None},
        {"indicator": "一般公共预算收入", "value": "37.3亿元", "status": "target", "growth": "6%"},
    ],
}
PERSONNEL = {
    "document_number": "清政人〔2021〕12号",
    "date": "2021年7月2日",
    "appointments": [
        {"name": "李文", "post": "县科学技术局局长", "action": "任命", "probation": "一年"},
        {"name": "赵刚", "post": "县科学技术局局长", "action": "免去", "probation": None},
    ],
}
CASES = [("budget", "BudgetReport", BUDGET), ("personnel", "PersonnelNotice", PERSONNEL)]


class Answering:
    """A fake that gives one answer and keeps the request."""

    name = "answering"
    capabilities = Capabilities(family="fake", structured=Structured.STRICT, context=8192)

    def __init__(self, answer):
        self._answer = answer

    async def complete(self, request):
        self.request = request
        return Completion(json.dumps(self._answer, ensure_ascii=False))


@pytest.fixture(autouse=True)
def _checkout_on_path(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT))
    yield
    for name in [name for name in sys.modules if name.split(".")[0] == "examples"]:
        del sys.modules[name]


@pytest.mark.parametrize(("module", "name", "answer"), CASES)
def test_an_example_is_filled_and_every_number_of_it_is_proved(module, name, answer):
    schema = getattr(importlib.import_module(f"examples.{module}"), name)
    document = read_document(ROOT / "examples" / f"{module}.txt")
    model = Answering(answer)
    filled, _ = asyncio.run(custom(document, schema, model))
    assert filled.model_dump() == answer
    assert "照抄原文" in json.dumps(model.request.schema, ensure_ascii=False)
    checked = policysum.check(filled, document.source)
    assert checked
    assert [(one.path, one.verdict.value) for one in checked if not one.passes] == []


def test_a_false_number_in_a_schema_of_ones_own_is_caught():
    schema = importlib.import_module("examples.budget").BudgetReport
    document = read_document(ROOT / "examples" / "budget.txt")
    filled, _ = asyncio.run(custom(document, schema, Answering({**BUDGET, "spending": 85.7})))
    failed = [one.path for one in policysum.check(filled, document.source) if not one.passes]
    assert failed == ["spending"]
