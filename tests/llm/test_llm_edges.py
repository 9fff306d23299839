"""The last that is admitted and the first that is not: statuses, tokens, levels, waits, sizes."""

import asyncio
import hashlib
import os
from types import SimpleNamespace

import httpx2
import openai
import pytest
from fake_server import Clock, completion
from pydantic import BaseModel, Field, ValidationError

from policysum.errors import (
    ConfigError,
    ModelAuthError,
    ModelQuotaError,
    ModelRateLimitError,
    ModelRequestError,
    ModelUnavailableError,
)
from policysum.llm import LocalServer, local, prompts, weights
from policysum.llm.failures import (
    Failure,
    FailureKind,
    GarbledResponseError,
    brief_of_validation,
    classify,
    retry_after,
)
from policysum.llm.plain_cache import PlainCache
from policysum.llm.prompts import load_prompt
from policysum.llm.request_body import most_of
from policysum.llm.response import final, is_json, parsed, read_response
from policysum.llm.retry import Cooldown, Retrier, RetryPolicy, Tally
from policysum.llm.transport import Bound, client_options
from policysum.llm.types import Usage

BUSY = ModelUnavailableError("busy")


def status_error(status, body=None, **headers):
    request = httpx2.Request("POST", "http://127.0.0.1/v1")
    response = httpx2.Response(status, request=request, headers=headers)
    return openai.APIStatusError("no", response=response, body=body)


@pytest.mark.parametrize(
    ("status", "kind", "error", "said"),
    [
        (299, FailureKind.FATAL, ModelRequestError, "refuses the request"),
        (300, FailureKind.FATAL, ModelRequestError, "sends us elsewhere"),
        (399, FailureKind.FATAL, ModelRequestError, "sends us elsewhere"),
        (400, FailureKind.FATAL, ModelRequestError, "refuses the request"),
        (401, FailureKind.FATAL, ModelAuthError, "refuses the key"),
        (402, FailureKind.FATAL, ModelQuotaError, "out of quota"),
        (403, FailureKind.FATAL, ModelAuthError, "refuses the key"),
        (404, FailureKind.FATAL, ModelRequestError, "knows no model"),
        (405, FailureKind.FATAL, ModelRequestError, "refuses the request"),
        (407, FailureKind.FATAL, ModelRequestError, "refuses the request"),
        (408, FailureKind.TRANSIENT, ModelUnavailableError, "keeps failing"),
        (409, FailureKind.TRANSIENT, ModelUnavailableError, "keeps failing"),
        (410, FailureKind.FATAL, ModelRequestError, "refuses the request"),
        (424, FailureKind.FATAL, ModelRequestError, "refuses the request"),
        (425, FailureKind.TRANSIENT, ModelUnavailableError, "keeps failing"),
        (426, FailureKind.FATAL, ModelRequestError, "refuses the request"),
        (428, FailureKind.FATAL, ModelRequestError, "refuses the request"),
        (429, FailureKind.RATE_LIMIT, ModelRateLimitError, "outlasted every retry"),
        (430, FailureKind.FATAL, ModelRequestError, "refuses the request"),
        (499, FailureKind.FATAL, ModelRequestError, "refuses the request"),
        (500, FailureKind.TRANSIENT, ModelUnavailableError, "keeps failing"),
    ],
)
def test_what_a_status_means_is_its_own_and_not_that_of_its_neighbour(status, kind, error, said):
    found = classify(status_error(status), where="here", model="m", now=0.0)
    assert (found.kind, type(found.error), found.wait, found.lost) == (kind, error, None, False)
    assert said in found.error.what


@pytest.mark.parametrize("status", [429, 503])
def test_what_a_server_asks_to_wait_is_said_only_where_it_asks(status):
    found = classify(status_error(status, **{"retry-after": "7"}), where="here", model="m", now=0.0)
    assert found.wait == 7.0
    assert ("asks to wait 7 s" in found.error.what) == (status == 429)
    silent = classify(status_error(status), where="here", model="m", now=0.0)
    assert "wait" not in silent.error.what


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after-ms": "1500"}, 1.5),
        ({"retry-after-ms": "0", "retry-after": "9"}, 0.0),
        ({"retry-after-ms": "soon", "retry-after": "9"}, 9.0),
        ({}, None),
    ],
)
def test_milliseconds_go_first_where_they_can_be_read(headers, seconds):
    assert retry_after(headers, now=0.0) == seconds


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"error": {"message": "a \n b"}}, "a b"),
        ({"message": "c"}, "c"),
        ({"error": "in words", "message": "d"}, "d"),
        ({"error": {"message": "x" * 201}}, "x" * 200),
        ({"error": {"message": "e\x1bf"}}, "e?f"),
    ],
)
def test_the_message_of_a_server_is_one_short_line(body, said):
    found = classify(status_error(400, body), where="here", model="m", now=0.0)
    assert found.error.what == f"the server refuses the request for model 'm' (HTTP 400) ({said})"


class Shape(BaseModel):
    a: int
    b: int
    c: int
    d: int = Field(le=3)


def test_three_problems_of_an_answer_are_told_without_the_answer():
    with pytest.raises(ValidationError) as caught:
        Shape.model_validate({"a": "SECRET", "b": "x", "c": "x", "d": 9})
    said = brief_of_validation(caught.value)
    assert [one.partition(":")[0] for one in said.split(";")] == ["a", "b", "c"]
    assert "SECRET" not in said
    assert "http" not in said


@pytest.mark.parametrize(
    ("tokens", "known"), [(0, True), (10_000_000, True), (10_000_001, False), (-1, False), (True, False)]
)
def test_no_context_holds_more_than_ten_million_tokens(tokens, known):
    for usage in (
        {"prompt_tokens": tokens, "completion_tokens": 1},
        {"prompt_tokens": 1, "completion_tokens": tokens},
    ):
        expected = Usage(usage["prompt_tokens"], usage["completion_tokens"]) if known else Usage(known=False)
        assert read_response(completion() | {"usage": usage}).usage == expected


@pytest.mark.parametrize(("digits", "kept"), [(32, True), (33, False)])
def test_a_number_has_at_most_thirty_two_digits(digits, kept):
    assert parsed('{"a":' + "9" * digits + "}") == {"a": int("9" * digits) if kept else None}


@pytest.mark.parametrize(("levels", "fits"), [(63, True), (64, False)])
def test_a_response_has_at_most_as_many_levels(levels, fits):
    body = '{"a":' + "[" * (levels - 1) + "1" + "]" * (levels - 1) + "}"
    if fits:
        assert "a" in parsed(body)
    else:
        with pytest.raises(GarbledResponseError):
            parsed(body)


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ({"content": [{"type": "text", "text": "甲"}, {"type": "image"}, {"text": "乙"}]}, "甲乙"),
        ({"content": 7}, "7"),
        ({"tool_calls": [{"function": {"arguments": {"名": 1}}}]}, '{"名": 1}'),
        ({"tool_calls": [{"function": {"arguments": "x"}}], "content": "y"}, "x"),
        ({"tool_calls": [], "content": "y"}, "y"),
    ],
)
def test_an_answer_is_found_in_whichever_form_it_comes(message, text):
    reading = read_response({"choices": [{"message": message}]})
    assert (reading.text, reading.finish_reason, reading.model) == (text, "stop", "")
    assert (reading.refusal, reading.reasoned) == ("", False)


@pytest.mark.parametrize("name", ["reasoning", "reasoning_content"])
def test_thoughts_are_noticed_under_either_name(name):
    assert read_response(completion(message={"content": "", name: "嗯"})).reasoned


@pytest.mark.parametrize(
    ("response", "kept"),
    [
        (completion("好"), True),
        (completion("半", finish="length"), True),
        (completion(""), False),
        (completion("好", finish="sensitive"), False),
        (completion(message={"content": "好", "refusal": "no"}), False),
        ({}, False),
    ],
)
def test_what_would_be_said_again_is_kept(response, kept):
    assert final(response) is kept


@pytest.mark.parametrize(
    ("text", "found"),
    [("{}", True), ("好：{}。", True), ("[1]", True), ("好", False), ("{", False), ("[" * 200_000, False)],
)
def test_json_is_found_with_words_around_it(text, found):
    assert is_json(text) is found


@pytest.mark.parametrize(
    ("body", "most"),
    [
        ({"messages": [{"content": "甲" * 100}]}, Usage(133, 133)),
        ({"messages": [{"content": "a" * 99}], "max_tokens": 7}, Usage(41, 7)),
        ({"messages": [{"content": None}, {}], "max_completion_tokens": 9}, Usage(16, 9)),
        ({"messages": [{"content": "a"}], "tools": ["甲"], "response_format": "乙"}, Usage(28, 28)),
    ],
)
def test_the_most_that_a_request_may_take_is_reckoned_by_its_characters(body, most):
    assert most_of(body) == most


def cooled(**parts):
    clock = Clock()
    cooldown = Cooldown(clock=clock, sleep=clock.sleep, **parts)
    return cooldown, clock


def test_a_pause_is_waited_for_to_its_end_and_not_beyond():
    cooldown, clock = cooled()
    asyncio.run(cooldown.wait())
    assert (clock.slept, cooldown.count) == ([], 0)
    cooldown.extend(3.0)
    cooldown.extend(2.0)  # a shorter one ends none that is longer
    asyncio.run(cooldown.wait())
    assert (clock.slept, cooldown.count) == ([3.0], 2)
    cooldown.extend(0.5)
    asyncio.run(cooldown.wait())
    assert clock.slept == [3.0, 0.5]


@pytest.mark.parametrize(("pause", "waits"), [(10.0, True), (10.5, False)])
def test_a_pause_as_long_as_the_patience_is_waited_for(pause, waits):
    cooldown, clock = cooled()
    cooldown.failed(BUSY, 10.0)
    cooldown.extend(pause)
    if waits:
        asyncio.run(cooldown.wait(10.0))
        assert clock.slept == [pause]
    else:
        with pytest.raises(ModelUnavailableError, match="busy"):
            asyncio.run(cooldown.wait(10.0))


@pytest.mark.parametrize(("quiet", "anew"), [(10.0, False), (11.0, True)])
def test_a_failure_begins_a_new_count_only_long_after_the_last(quiet, anew):
    cooldown, clock = cooled()
    cooldown.failed(BUSY, 10.0)
    began = clock()
    clock.time += quiet
    cooldown.failed(BUSY, 10.0)
    assert cooldown.failing_since == (clock() if anew else began)
    assert cooldown.left(10.0) == (10.0 if anew else 10.0 - quiet)
    cooldown.answered()
    assert cooldown.left(10.0) == 10.0


def test_the_time_of_a_pause_is_no_quiet():
    cooldown, clock = cooled()
    cooldown.failed(BUSY, 10.0)
    began = clock()
    cooldown.extend(8.0)
    clock.time += 18.0
    cooldown.failed(BUSY, 10.0)
    assert cooldown.failing_since == began


def asked(kind, *, wait=None, policy=None, left=None, jitter=0.25, sent=1):
    """How long is waited after a failure, with the account of the call."""
    cooldown, clock = cooled()
    retrier = Retrier(policy=policy or RetryPolicy(patience=10.0), cooldown=cooldown, now=clock)
    cooldown.failed(BUSY, 10.0)
    if left is not None:
        cooldown.failing_since = clock() - 10.0 + left
    tally = Tally(sent=sent, last=Failure(kind, BUSY, wait))
    return retrier._wait(None, tally, lambda _: jitter), tally, cooldown, clock


@pytest.mark.parametrize(
    ("kind", "options", "pause", "transient"),
    [
        (FailureKind.TRANSIENT, {}, 0.25, 1),
        (FailureKind.TRANSIENT, {"wait": 3.0}, 3.0, 1),
        (FailureKind.TRANSIENT, {"wait": 0.1}, 0.25, 1),
        (FailureKind.TRANSIENT, {"wait": 600.0}, 60.0, 1),
        (FailureKind.TRANSIENT, {"jitter": 7.0, "left": 2.0}, 2.0, 1),
        (FailureKind.TRANSIENT, {"jitter": 7.0, "left": -2.0}, 0.0, 1),
        (FailureKind.SLOW, {}, 0.25, 2.0),
        (FailureKind.RATE_LIMIT, {}, 0.5, 0),
        (FailureKind.RATE_LIMIT, {"jitter": 0.75}, 0.75, 0),
        (FailureKind.RATE_LIMIT, {"left": 0.125}, 0.125, 0),
        (FailureKind.RATE_LIMIT, {"wait": 600.0}, 600.25, 0),
        (FailureKind.RATE_LIMIT, {"wait": 5.0, "jitter": 7.0}, 6.0, 0),
    ],
)
def test_how_long_is_waited_after_which_failure(kind, options, pause, transient):
    waited, tally, cooldown, clock = asked(kind, **options)
    assert (waited, tally.transient) == (pause, transient)
    limited = kind is FailureKind.RATE_LIMIT
    assert tally.limited == (pause if limited else 0)
    assert cooldown.until == (clock() + pause if limited else 0)


@pytest.mark.parametrize(
    ("tally", "upcoming", "left", "spent"),
    [
        (Tally(transient=3.5), 1.0, 5.0, False),
        (Tally(transient=4), 1.0, 5.0, True),
        (Tally(limited=900.0), 1.0, 5.0, False),
        (Tally(limited=900.5), 1.0, 5.0, True),
        (Tally(), 5.0, 5.0, False),
        (Tally(), 5.5, 5.0, True),
        (Tally(), 0.0, 0.0, True),
        (Tally(), 0.0, 0.5, False),
    ],
)
def test_when_a_call_is_given_up(tally, upcoming, left, spent):
    cooldown, clock = cooled()
    retrier = Retrier(policy=RetryPolicy(patience=10.0), cooldown=cooldown, now=clock)
    cooldown.failing_since = clock() - 10.0 + left
    assert retrier._spent(SimpleNamespace(upcoming_sleep=upcoming), tally) is spent


@pytest.mark.parametrize(("cores", "threads"), [(1, 1), (8, 8), (64, 8)])
def test_the_embedded_model_has_a_thread_a_core_and_at_most_eight(monkeypatch, tmp_path, cores, threads):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(cores)), raising=False)
    monkeypatch.setattr(LocalServer, "_require", lambda self: None)
    assert LocalServer()._threads == threads
    assert LocalServer(threads=3)._threads == 3
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert local.cores() == 1


def test_a_model_file_is_known_by_its_size_its_head_and_its_tail(tmp_path):
    path = tmp_path / "m.gguf"
    head, tail = b"GGUF" + bytes(range(252)) * 5000, bytes(reversed(range(256))) * 5000
    path.write_bytes(head + tail)
    size = len(head + tail)
    seen = str(size).encode() + (head + tail)[: 1 << 20] + (head + tail)[-(1 << 20) :]
    assert local._sample_hash(path) == hashlib.sha256(seen).hexdigest()[:32]
    path.write_bytes(b"GGUF")
    assert local._sample_hash(path) == hashlib.sha256(b"4GGUFGGUF").hexdigest()[:32]


def test_the_bundled_model_is_known_by_its_weights(monkeypatch):
    monkeypatch.setattr(LocalServer, "_require", lambda self: None)
    assert LocalServer().identity == f"local:{weights.SHA256[:32]}"


def test_weights_that_cannot_be_unpacked_are_named_with_the_folder(monkeypatch, tmp_path):
    def full(parts, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(weights, "_part", lambda number: tmp_path)
    monkeypatch.setattr(weights, "_join", full)
    with pytest.raises(ConfigError, match=r"cannot be unpacked \(No space left on device\)") as caught:
        weights.bundled_weights(tmp_path / "a" / "b")
    assert caught.value.where == str(tmp_path / "a" / "b")


def test_a_missing_prompt_is_looked_for_in_the_folder_of_the_user(tmp_path):
    with pytest.raises(ConfigError, match="there is no prompt named 'none'") as caught:
        load_prompt("none", tmp_path)
    assert caught.value.where == str(tmp_path)
    with pytest.raises(ConfigError, match="is not the name of a prompt"):
        load_prompt("../x", tmp_path)


def test_a_prompt_that_cannot_be_read_is_named(monkeypatch, tmp_path):
    def refused(path):
        raise PermissionError(13, "Permission denied")

    (tmp_path / "mine.md").write_text("x", "utf-8")
    monkeypatch.setattr(prompts, "regular_bytes", refused)
    with pytest.raises(ConfigError, match=r"cannot be read \(Permission denied\)") as caught:
        load_prompt("mine", tmp_path)
    assert caught.value.where == str(tmp_path / "mine.md")


@pytest.mark.parametrize(
    ("name", "value", "given"),
    [
        ("size_limit", "many", None),
        ("size_limit", 7, 7),
        ("planted", 7, None),
        ("cull_limit", 3, 3),
    ],
)
def test_a_setting_is_taken_only_in_the_form_it_has(tmp_path, name, value, given):
    with PlainCache(str(tmp_path)) as cache:
        assert cache.reset(name, value) == given
        before = PlainCache(str(tmp_path / "other"))
        assert cache.reset("size_limit") == (7 if (name, given) == ("size_limit", 7) else before.size_limit)
        before.close()


@pytest.mark.parametrize("asynchronous", [True, False])
def test_an_answer_is_bounded_by_the_path_that_was_asked_for(asynchronous):
    from policysum.llm.address import Address

    def bound(path):
        return Bound(3 if path == "/v1/a" else 9)

    options = client_options(Address.of("http://127.0.0.1:9/v1"), asynchronous=asynchronous, bound=bound)
    (hook,) = options["http_client"].event_hooks["response"]
    body = httpx2.ByteStream(b"12345")
    left = []
    for path in ("a", "b"):
        request = httpx2.Request("GET", f"http://127.0.0.1:9/v1/{path}")
        response = httpx2.Response(200, request=request, stream=body)
        if asynchronous:
            asyncio.run(hook(response))
        else:
            hook(response)
        left.append(response.stream._counter._left)
    assert left == [3, 9]
