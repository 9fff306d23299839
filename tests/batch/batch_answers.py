"""What the fake server of these tests answers, and what was asked of it."""

import json

from fake_server import Step, completion

from _faulty_server import answer_of

REPORT = "一、工作完成情况\n今年以来,新认定高新技术企业{}家,下发补助资金6134万元,引进项目{}个。\n"
"""A report with two numbers to fill in; what is asked about it fits one request."""


def answer(body, **options):
    """What the server says to a request that is understood."""
    if is_probe(body):
        return Step(completion(json.dumps({"answer": "可以"}, ensure_ascii=False)))
    return Step(completion(answer_of(body), **options))


def is_probe(body):
    return "probe" in json.dumps(body)


def asked(server):
    """The requests that were about reports."""
    return [body for body in server.requests if not is_probe(body)]


def calls_in(out):
    """The lines of run.jsonl about reports."""
    lines = [json.loads(line) for line in (out / "run.jsonl").read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if line["prompt_version"] != "probe"]
