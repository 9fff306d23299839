"""What goes over the wire for each kind of server, and what is read back."""

import asyncio
import json
from dataclasses import replace

import pytest
from fake_server import Step, completion, failing
from pydantic import BaseModel, Field
from validated import validated

from policysum.errors import ModelAuthError, ModelRequestError, ModelUnavailableError
from policysum.llm import (
    Capabilities,
    ChatRequest,
    Message,
    ResponseCache,
    RetryPolicy,
    SchemaAnswerError,
    Structured,
    TruncatedAnswerError,
    Usage,
)
from policysum.llm.failures import GarbledResponseError, OversizedAnswerError
from policysum.llm.request_body import body_of
from policysum.llm.response import check_size, parsed, read_response, unwrap_json


class Place(BaseModel, extra="forbid"):
    """A place."""

    name: str = Field(max_length=5)
    families: int


SCHEMA = Place.model_json_schema()
ASK = ChatRequest(
    (Message("system", "摘要。"), Message("user", "贺兰县有 12 家")), schema=SCHEMA, schema_name="place"
)
GOOD = '{"name":"贺兰县","families":12}'


def body(how, **more):
    return body_of(ASK, Capabilities(structured=how, **more), model="m")


@pytest.mark.parametrize(("how", "strict"), [(Structured.STRICT, True), (Structured.SCHEMA, None)])
def test_a_server_with_schemas_gets_the_schema_and_an_untouched_prompt(how, strict):
    sent = body(how)
    assert sent["response_format"]["type"] == "json_schema"
    assert sent["response_format"]["json_schema"]["schema"] == SCHEMA
    assert sent["response_format"]["json_schema"].get("strict") is strict
    assert [m["content"] for m in sent["messages"]] == ["摘要。", "贺兰县有 12 家"]


@pytest.mark.parametrize(
    ("how", "field"), [(Structured.OBJECT, {"type": "json_object"}), (Structured.TEXT, None)]
)
def test_a_server_without_schemas_is_told_the_schema_last_and_in_chinese(how, field):
    sent = body(how)
    assert sent.get("response_format") == field
    assert sent["messages"][0]["content"] == "摘要。"
    prefix, _, schema = sent["messages"][1]["content"].partition("JSON Schema：\n")
    assert prefix.startswith("贺兰县有 12 家")
    assert json.loads(schema) == SCHEMA


@pytest.mark.parametrize(
    ("forced", "choice"), [(True, {"type": "function", "function": {"name": "place"}}), (False, "auto")]
)
def test_a_tool_is_forced_only_where_the_server_takes_it(forced, choice):
    sent = body(Structured.TOOLS, forced_tool_choice=forced)
    assert sent["tools"][0]["function"] == {"name": "place", "parameters": SCHEMA}
    assert sent["tool_choice"] == choice


def test_keywords_the_server_refuses_are_dropped_but_not_properties_of_the_same_name():
    schema = {
        "type": "object",
        "properties": {"default": {"type": "string", "maxLength": 3, "enum": ["maxLength"]}},
        "$defs": {"a": {"items": [{"maxLength": 1}]}},
        "default": 1,
    }
    sent = body_of(
        replace(ASK, schema=schema),
        Capabilities(structured=Structured.STRICT, drop_keywords=frozenset({"maxLength", "default"})),
        model="m",
    )
    assert sent["response_format"]["json_schema"]["schema"] == {
        "type": "object",
        "properties": {"default": {"type": "string", "enum": ["maxLength"]}},
        "$defs": {"a": {"items": [{}]}},
    }
    assert schema["default"] == 1


def test_limits_and_sampling_go_under_the_names_the_server_knows():
    full = replace(ASK, max_tokens=9, seed=3, stop=("\n",))
    plain = body_of(full, Capabilities(structured=Structured.TEXT), model="m")
    assert (plain["max_tokens"], plain["temperature"], plain["seed"], plain["stop"]) == (9, 0.0, 3, ["\n"])
    reasoning = Capabilities(
        structured=Structured.TEXT, max_tokens_field="max_completion_tokens", sampling=False
    )
    sent = body_of(full, reasoning, model="m")
    assert sent["max_completion_tokens"] == 9
    assert not {"max_tokens", "temperature", "seed"} & sent.keys()


def test_extra_fields_of_the_server_are_sent():
    assert body(Structured.STRICT, extra_body={"enable_thinking": False})["enable_thinking"] is False


def test_chinese_is_not_escaped_on_the_wire(server, model_at):
    raw = []
    server.respond = lambda sent: raw.append(json.dumps(sent, ensure_ascii=False)) or Step(completion(GOOD))
    asyncio.run(_complete(model_at(capabilities=Capabilities(structured=Structured.OBJECT))))
    assert "贺兰县有 12 家" in raw[0]
    assert "\\u" not in server.requests[0]["messages"][1]["content"]


async def _complete(model, request=ASK):
    async with model:
        return await model.complete(request)


@pytest.mark.parametrize(
    "usage",
    [
        {"prompt_tokens": 9, "completion_tokens": 2, "prompt_tokens_details": {"cached_tokens": 5}},
        {"prompt_tokens": 9, "completion_tokens": 2, "prompt_cache_hit_tokens": 5},
        {"prompt_tokens": 9, "completion_tokens": 2, "cached_tokens": 5, "prompt_tokens_details": None},
    ],
    ids=["openai", "deepseek", "kimi"],
)
def test_cached_prompt_tokens_are_found_under_each_providers_name(usage):
    assert read_response(completion() | {"usage": usage}).usage == Usage(9, 2, 5)


@pytest.mark.parametrize(
    "usage",
    [
        None,
        [],
        "many",
        {},
        {"prompt_tokens": "many", "completion_tokens": 1},
        {"prompt_tokens": -1_000_000_000, "completion_tokens": 1},
        {"prompt_tokens": 1, "completion_tokens": 10**30},
        {"prompt_tokens": float("nan"), "completion_tokens": 1},
        {"prompt_tokens": True, "completion_tokens": 1},
    ],
    ids=repr,
)
def test_tokens_that_are_not_counted_or_cannot_be_meant_are_unknown(usage):
    assert read_response(completion() | {"usage": usage}).usage == Usage(known=False)


@pytest.mark.parametrize("cached", ["many", -5, 10**30, {}, None])
def test_what_cannot_be_meant_of_a_cached_prompt_is_nothing_and_never_more_than_the_prompt(cached):
    usage = {"prompt_tokens": 10, "completion_tokens": 2, "prompt_tokens_details": {"cached_tokens": cached}}
    assert read_response(completion() | {"usage": usage}).usage == Usage(10, 2, 0)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (rb'"\ud83d"', "\ufffd"),
        (rb'"\uD83D\uDE00"', "\U0001f600"),
        (rb'"\udE00\ud83d"', "\ufffd\ufffd"),
        (rb'"\\ud83d"', "\\ud83d"),
        ('\ufeff"好"'.encode(), "好"),
        (b'"\xff"', "\ufffd"),
    ],
)
def test_half_a_character_in_a_response_becomes_a_replacement_character(body, text):
    head = body.startswith(b"\xef\xbb\xbf")
    whole = b'{"a":' + body.removeprefix(b"\xef\xbb\xbf") + b"}"
    assert parsed((b"\xef\xbb\xbf" if head else b"") + whole) == {"a": text}


@pytest.mark.parametrize(
    "number", ["NaN", "Infinity", "-Infinity", "1e999", "9" * 400, "9" * 5000, "-" + "9" * 400]
)
def test_numbers_that_json_has_not_or_that_are_absurdly_long_are_null(number):
    assert parsed(f'{{"a":{number},"b":1}}') == {"a": None, "b": 1}


@pytest.mark.parametrize(
    "body", ["[" * 200_000, '{"a":' * 200_000, '{"a":' + "[" * 100 + "]" * 100 + "}", "[]", "1", ""]
)
def test_what_is_nested_as_no_response_is_or_no_object_is_garbled(body):
    with pytest.raises(GarbledResponseError):
        parsed(body)


@pytest.mark.parametrize(
    ("tokens", "fits"),
    [({}, 20_000), ({"max_tokens": 1000}, 44_000), ({"max_completion_tokens": 1000}, 44_000)],
)
def test_an_answer_may_not_be_far_longer_than_was_asked_for(tokens, fits):
    check_size(read_response(completion("好" * fits)), tokens, where="m")
    with pytest.raises(OversizedAnswerError, match=r"44,001|20,001"):
        check_size(read_response(completion("好" * (fits + 1))), tokens, where="m")


@pytest.mark.parametrize(
    "response", [None, [], {}, {"choices": []}, {"choices": [{}]}, {"error": "x"}, "x", 3]
)
def test_what_is_no_chat_completion_is_refused(response):
    with pytest.raises(GarbledResponseError):
        read_response(response)


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        f" \n{GOOD}\n",
        f"```json\n{GOOD}\n```",
        f"```\n{GOOD}\n```\n",
        f"```json\n{GOOD}",
        f"<think>先想\n```</think>\n\n{GOOD}",
        f"<think>x</think>```json\n{GOOD}\n```",
    ],
)
def test_thoughts_and_fences_are_peeled_off(text):
    assert unwrap_json(text) == GOOD


def test_free_text_is_left_as_it_is(server, model_at):
    server.script = [Step(completion("```\n好\n```"))]
    assert asyncio.run(_complete(model_at(), replace(ASK, schema=None))).text == "```\n好\n```"


def tool_answer(arguments):
    call = {"id": "c1", "type": "function", "function": {"name": "Place", "arguments": arguments}}
    return completion(
        finish="tool_calls", message={"role": "assistant", "content": None, "tool_calls": [call]}
    )


def ask(model, **options):
    async def run():
        async with model:
            return await validated(model, ASK, Place, **options)

    return asyncio.run(run())


@pytest.mark.parametrize("how", list(Structured))
def test_a_validated_answer_comes_back_from_each_kind_of_server(server, model_at, how):
    good = tool_answer(GOOD) if how is Structured.TOOLS else completion(f"```json\n{GOOD}\n```")
    server.script = [Step(good)]
    place, completions = ask(model_at(capabilities=Capabilities(structured=how)))
    assert place == Place(name="贺兰县", families=12)
    assert [c.text for c in completions] == [GOOD]
    assert "genius" not in json.dumps(server.requests), "instructor's own English prompt has slipped in"


@pytest.mark.parametrize("how", [Structured.STRICT, Structured.TOOLS])
def test_an_invalid_answer_is_corrected_with_its_reason_and_every_try_is_counted(server, model_at, how):
    bad = '{"name":"贺兰县","families":"很多"}'
    wrap = tool_answer if how is Structured.TOOLS else completion
    server.script = [Step(wrap(bad)), Step(wrap(GOOD))]
    place, completions = ask(model_at(capabilities=Capabilities(structured=how)))
    assert place.families == 12
    assert [c.text for c in completions] == [bad, GOOD]
    first, second = (request["messages"] for request in server.requests)
    assert second[: len(first)] == first
    assert "families" in second[-1]["content"]


def test_re_asks_are_bounded_and_the_error_says_what_was_wrong(server, model_at):
    server.script = [Step(completion('{"name":"贺兰县"}'))]
    with pytest.raises(SchemaAnswerError, match=r"after 3 tries.*families") as caught:
        ask(model_at(capabilities=Capabilities(structured=Structured.STRICT)), reasks=2)
    assert len(server.requests) == 3
    assert "摘要" not in str(caught.value), "the whole prompt has slipped into the message"
    assert "pydantic" not in str(caught.value), "an address of the library is no reason"
    assert str(caught.value).count("\n") == 0


@pytest.mark.parametrize(
    ("fault", "error", "requests"),
    [
        (failing(401), ModelAuthError, 1),
        (failing(500), ModelUnavailableError, 2),
        (Step(completion("{", finish="length")), TruncatedAnswerError, 1),
    ],
)
def test_failures_pass_through_instructor_undisguised_and_unmultiplied(
    server, model_at, fault, error, requests
):
    server.script = [fault]
    model = model_at(capabilities=Capabilities(structured=Structured.STRICT), policy=RetryPolicy(attempts=2))
    with pytest.raises(error):
        ask(model, reasks=3)
    assert len(server.requests) == requests


def test_a_second_run_of_a_corrected_answer_asks_nothing(server, model_at, tmp_path):
    server.script = [Step(completion("{}")), Step(completion(GOOD))]
    with ResponseCache(tmp_path) as cache:
        options = {"capabilities": Capabilities(structured=Structured.STRICT), "cache": cache}
        first, _ = ask(model_at(**options))
        second, completions = ask(model_at(**options))
    assert first == second
    assert [c.cached for c in completions] == [True, True]
    assert len(server.requests) == 2


def test_braces_of_a_report_are_no_template_for_instructor(server, model_at):
    server.script = [Step(completion(GOOD))]

    async def run():
        async with model_at(capabilities=Capabilities(structured=Structured.STRICT)) as model:
            return await validated(model, ChatRequest((Message("user", "{{ 7 * 7 }} {% raw %}"),)), Place)

    asyncio.run(run())
    assert server.requests[0]["messages"][0]["content"] == "{{ 7 * 7 }} {% raw %}"


PROBED = '{"answer":"可以"}'


def obeying(*known):
    """Answer like a server that knows only some response formats and refuses the others."""

    def respond(sent):
        format_ = sent.get("response_format", {"type": "none"})["type"]
        return (
            Step(completion(PROBED)) if format_ in known else failing(400, message="unknown response_format")
        )

    return respond


@pytest.mark.parametrize(
    ("known", "found", "probes", "refused"),
    [
        (("json_schema", "json_object", "none"), Structured.STRICT, 1, 0),
        (("json_object", "none"), Structured.OBJECT, 2, 3),
        (("none",), Structured.TEXT, 2, 3),
    ],
)
def test_an_unknown_server_is_probed_once_and_remembered(
    server, model_at, tmp_path, known, found, probes, refused
):
    server.respond = obeying(*known)

    async def run(cache):
        async with model_at(cache=cache, capabilities=Capabilities()) as model:
            await asyncio.gather(*[model.complete(replace(ASK, seed=n)) for n in range(3)])
            await model.drain()
            return model.capabilities.structured

    with ResponseCache(tmp_path) as cache:
        assert asyncio.run(run(cache)) is found
        assert len(server.requests) == probes + refused + 3
        assert asyncio.run(run(cache)) is found
        assert len(server.requests) == probes + refused + 3


def test_a_server_that_takes_a_schema_but_ignores_it_is_not_believed(server, model_at):
    server.respond = lambda sent: Step(completion("当然可以！" if "json_schema" in str(sent) else PROBED))

    async def run():
        async with model_at(capabilities=Capabilities()) as model:
            return (await model.probe()).structured

    assert asyncio.run(run()) is Structured.OBJECT


def is_probe(sent):
    return "可以" in sent["messages"][-1]["content"]


def test_requests_do_not_wait_for_the_probe(server, model_at):
    server.respond = lambda sent: Step(completion(PROBED), delay=1.5 if is_probe(sent) else 0)

    async def run():
        async with model_at(capabilities=Capabilities()) as model:
            await model.complete(ASK)
            early = model.capabilities.structured
            await model.drain()
            return early, model.capabilities.structured

    assert asyncio.run(run()) == (None, Structured.STRICT)


@pytest.mark.parametrize("unfit", [completion("当然可以！"), completion("很长", finish="length")])
def test_what_came_back_unfit_before_the_probe_was_done_is_asked_again(server, model_at, unfit):
    server.respond = lambda sent: Step(unfit if "json_schema" in str(sent) else completion(PROBED))

    async def run():
        async with model_at(capabilities=Capabilities()) as model:
            return (await model.complete(ASK)).text, model.capabilities.structured

    assert asyncio.run(run()) == (PROBED, Structured.OBJECT)


def test_a_probe_that_fails_costs_no_answer(server, model_at):
    server.respond = lambda sent: failing(500) if is_probe(sent) else Step(completion(PROBED))

    async def run():
        async with model_at(capabilities=Capabilities()) as model:
            return (await model.complete(ASK)).text

    assert asyncio.run(run()) == PROBED


def test_free_text_needs_no_probe(server, model_at):
    asyncio.run(_complete(model_at(capabilities=Capabilities()), replace(ASK, schema=None)))
    assert len(server.requests) == 1


def test_a_server_the_table_is_wrong_about_is_probed_and_asked_again(server, model_at):
    server.respond = lambda sent: (
        failing(400, message="response_format json_schema is not supported")
        if "json_schema" in str(sent.get("response_format"))
        else Step(completion(PROBED))
    )

    async def run():
        async with model_at(capabilities=Capabilities(structured=Structured.STRICT)) as model:
            answers = await asyncio.gather(*[model.complete(replace(ASK, seed=n)) for n in range(4)])
            return answers, model.capabilities.structured

    answers, structured = asyncio.run(run())
    assert [answer.text for answer in answers] == [PROBED] * 4
    assert structured is Structured.OBJECT


def test_a_server_that_minds_every_format_is_given_up(server, model_at):
    server.script = [failing(400, message="response_format is broken here")]
    with pytest.raises(ModelRequestError):
        asyncio.run(_complete(model_at(capabilities=Capabilities(structured=Structured.STRICT))))
    assert len(server.requests) == 4
