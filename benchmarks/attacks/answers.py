"""Answers that no server should give: parts of other types, odd bodies, words and headers, broken connections."""

import gzip
import json
import sys

from attacks.harness import ROOT

sys.path.insert(0, str(ROOT / "tests" / "llm"))
from fake_server import Step, completion

GOOD = completion('{"kpis": []}')


def answers():
    """Name and step of every answer that is not what was asked for."""
    for kind in (_odd_parts, _odd_bodies, _odd_messages, _odd_headers, _faults):
        yield from kind()


def _odd_parts():
    """A good answer with one part of another type."""
    for name, usage in {"text": "many", "nan": float("nan"), "huge": 10**30, "negative": -(10**9), "list": [], "null": None, "bool": True, "float": 1.5, "digits": 10**400, "inf": 1e999}.items():  # fmt: skip
        yield (
            f"usage {name}",
            Step(
                {**GOOD, "usage": {"prompt_tokens": usage, "completion_tokens": usage, "total_tokens": usage}}
            ),
        )
    for name, usage in {"null": None, "list": [1], "text": "x", "number": 3}.items():
        yield f"usage is {name}", Step({**GOOD, "usage": usage})
    for name, choices in {
        "none": None,
        "empty": [],
        "text": "x",
        "object": {},
        "of null": [None],
        "of text": ["x"],
        "no message": [{}],
    }.items():
        yield f"choices {name}", Step({**GOOD, "choices": choices})


def _odd_bodies():
    for name, body in {
        "no json": "hello", "empty": "", "list": [], "null": "null", "number": "3", "deep": "[" * 200_000, "deep object": '{"a":' * 100_000, "html": "<html>down</html>", "binary": b"\xff\xfe\x00\x01" * 100,
        "lone surrogate": '{"id":"1","object":"chat.completion","created":1,"model":"m\\ud83d","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"x\\ud83d"}}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}',
        "error in 200": {"error": {"message": "x\x1b[2J", "code": 1}},
    }.items():  # fmt: skip
        yield f"body {name}", Step(body)


def _odd_messages():
    """What the model says, and how it ends."""
    for name, text in {
        "nothing": "", "blank": " " * 10_000, "prose": "抱歉，我不能", "fence": "```json\n{}\n```", "nan": '{"kpis": NaN}', "null": "null", "list": "[]", "deep": "[" * 50_000, "long": "9" * 1_000_000, "title": json.dumps({"kpis": [], "achievements": [{"title": "x" * 2_000_000}]}),
        "items": json.dumps({"achievements": [{"title": f"t{n}", "sentences": [n]} for n in range(20_000)]}), "escape": '{"a": "\\u001b]0;x\\u0007"}', "half": '{"kpis": [{"indicator": "a', "wrong types": '{"kpis": {"a": [1]}, "plans": "x", "problems": 3}', "numbers": '{"kpis": [1e999, -0, 99999999999999999999]}',
    }.items():  # fmt: skip
        yield f"says {name}", Step(completion(text))
    for name, message in {"no content": {"role": "assistant"}, "null content": {"role": "assistant", "content": None}, "list content": {"role": "assistant", "content": [{"type": "text", "text": "{}"}]}, "tool calls": {"role": "assistant", "content": None, "tool_calls": "x"}, "refusal": {"role": "assistant", "content": None, "refusal": "no"}}.items():  # fmt: skip
        yield f"message {name}", Step(completion(message=message))
    for reason in ("length", "content_filter", "tool_calls", "", None, "bogus"):
        yield f"finish {reason}", Step(completion("{}", finish=reason))


def _odd_headers():
    for charset in ("utf-16", "bogus", "utf-7", "\xff"):
        yield (
            f"charset {charset!r}",
            Step(GOOD, headers={"content-type": f"application/json; charset={charset}"}),
        )
    for after in (
        "-5",
        "garbage",
        "inf",
        "nan",
        "1e308",
        "99999999999",
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "1.5, 3",
        "٣",
    ):
        yield (
            f"retry-after {after}",
            Step({"error": {"message": "slow"}}, 429, {"retry-after": after.encode().decode("latin-1")}),
        )


def _faults():
    """Connections that break, and compressed bodies that do not unpack."""
    yield "reset", Step(fault="reset")
    yield "cut", Step(fault="cut")
    yield (
        "gzip bomb",
        Step(
            gzip.compress(b" " * 400_000_000 + json.dumps(GOOD).encode(), 1),
            headers={"content-encoding": "gzip"},
        ),
    )
    yield "bad gzip", Step(b"no gzip at all", headers={"content-encoding": "gzip"})
