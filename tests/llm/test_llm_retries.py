"""Every way a request can fail, over real HTTP on loopback, with a clock that needs no waiting."""

import asyncio
import pickle
from email.utils import formatdate

import httpx2
import openai
import pytest
from fake_server import Step, completion, failing

from policysum.errors import (
    ModelAnswerError,
    ModelAuthError,
    ModelError,
    ModelQuotaError,
    ModelRateLimitError,
    ModelRequestError,
    ModelUnavailableError,
    ModelUnreachableError,
)
from policysum.llm import (
    ChatRequest,
    Cooldown,
    EmptyAnswerError,
    Message,
    OpenAIModel,
    RefusedAnswerError,
    Retrier,
    RetryPolicy,
    TruncatedAnswerError,
)
from policysum.llm.failures import classify, retry_after

ASK = ChatRequest((Message("user", "问"),))


def ask(make, request=ASK, **options):
    async def run():
        async with make(**options) as model:
            return await model.complete(request)

    return asyncio.run(run())


def error_of(make, **options):
    with pytest.raises(ModelError) as caught:
        ask(make, **options)
    return caught.value


@pytest.mark.parametrize(
    "fault",
    [
        failing(500),
        failing(503),
        failing(502),
        failing(408),
        Step(fault="reset"),
        Step(fault="cut"),
        Step("<html>"),
    ],
    ids=["500", "503", "502", "408", "reset", "cut", "html"],
)
def test_a_passing_fault_costs_one_more_request_and_no_answer(server, model_at, fault):
    server.script = [fault, Step(completion("好"))]
    answer = ask(model_at)
    assert (answer.text, answer.attempts, len(server.requests)) == ("好", 2, 2)


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (failing(500), ModelUnavailableError),
        (Step(fault="reset"), ModelUnreachableError),
        (Step({"hello": "world"}), ModelUnreachableError),
    ],
    ids=["500", "reset", "foreign"],
)
def test_a_lasting_fault_is_given_up_after_exactly_as_many_requests_as_the_policy_has(
    server, model_at, fault, error
):
    server.script = [fault]
    assert type(error_of(model_at, policy=RetryPolicy(attempts=3))) is error
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (failing(401), ModelAuthError),
        (failing(403), ModelAuthError),
        (failing(429, "insufficient_quota"), ModelQuotaError),
        (failing(429, "exceeded_current_quota_error"), ModelQuotaError),
        (failing(402, message="Insufficient Balance"), ModelQuotaError),
        (failing(400, "Arrearage"), ModelQuotaError),
        (failing(404, "model_not_found"), ModelRequestError),
        (failing(400), ModelRequestError),
        (failing(422), ModelRequestError),
    ],
    ids=["401", "403", "openai-quota", "kimi-quota", "402", "qwen-arrears", "404", "400", "422"],
)
def test_what_waiting_cannot_heal_is_asked_once(server, model_at, clock, fault, error):
    server.script = [fault]
    assert type(error_of(model_at)) is error
    assert (len(server.requests), clock.slept) == (1, [])


@pytest.mark.parametrize("status", [400, 401, 404, 429, 500])
def test_no_message_holds_the_key_and_each_survives_pickling(server, model_at, status):
    server.script = [failing(status)]
    error = error_of(model_at, policy=RetryPolicy(rate_limit_patience=1))
    assert "sk-secret" not in f"{error!s}{error.__cause__!r}{error.__cause__!s}"
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
    assert server.headers[0]["authorization"] == "Bearer sk-secret"


def test_a_key_the_server_quotes_is_left_out(server, model_at):
    server.script = [failing(400, message="your key 'sk-secret' may not do this")]
    assert "(your key '[key]' may not do this)" in str(error_of(model_at))


def test_an_unknown_model_is_named(server, model_at):
    server.script = [failing(404, "model_not_found", "The model `gpt-9` does not exist")]
    message = str(error_of(model_at, model="gpt-9"))
    assert "'gpt-9'" in message
    assert "Check model" in message
    assert "\n" not in message


def test_a_dead_address_is_named(loopback, clock):
    def dead(**_):
        from policysum.llm import Cooldown, Retrier

        retrier = Retrier(cooldown=Cooldown(clock=clock, sleep=clock.sleep), sleep=clock.sleep, now=clock)
        return OpenAIModel("http://127.0.0.1:1/v1", model="m", retrier=retrier)

    error = error_of(dead)
    assert type(error) is ModelUnreachableError
    assert error.where == "http://127.0.0.1:1/v1"


def test_a_slow_answer_times_out_and_is_bounded(server, model_at):
    told = []
    server.script = [Step(delay=0.4)]
    error = error_of(model_at, timeout=0.05, policy=RetryPolicy(attempts=2), on_call=told.append)
    assert type(error) is ModelUnavailableError
    # A busy machine may time out before the request has left, so the tries are counted on our side.
    assert [record.attempts for record in told] == [2]


@pytest.mark.parametrize(("header", "least"), [({"retry_after": "7"}, 7), ({"retry_after_ms": "1500"}, 1.5)])
def test_retry_after_in_seconds_is_waited_for(server, model_at, clock, header, least):
    server.script = [failing(429, **header), Step()]
    assert ask(model_at).attempts == 2
    assert least <= sum(clock.slept) <= least + 1.5


def test_retry_after_as_a_date_is_waited_for(server, model_at, clock):
    server.script = [failing(503, retry_after=formatdate(clock.time + 20, usegmt=True)), Step()]
    ask(model_at)
    assert 19 <= sum(clock.slept) <= 22


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("3", 3.0),
        ("0", 0.0),
        ("2.5", 2.5),
        ("Thu, 01 Jan 1970 00:01:40 GMT", 50.0),
        ("Thu, 01 Jan 1970 00:00:10 GMT", 0.0),
        ("-3", None),
        ("nan", None),
        ("inf", None),
        ("soon", None),
        ("", None),
    ],
)
def test_retry_after_is_read_in_both_forms_and_nonsense_is_ignored(value, seconds):
    assert retry_after({"retry-after": value}, now=50.0) == seconds


def test_rate_limits_do_not_use_up_the_tries_for_failures(server, model_at):
    server.script = [*[failing(429)] * 9, failing(500), Step()]
    assert ask(model_at, policy=RetryPolicy(attempts=2, patience=900)).attempts == 11


def test_rate_limits_end_with_the_patience(server, model_at, clock):
    server.script = [failing(429, retry_after="60")]
    error = error_of(model_at, policy=RetryPolicy(rate_limit_patience=200, patience=900))
    assert type(error) is ModelRateLimitError
    assert len(server.requests) == 4
    assert sum(clock.slept) <= 200


ENDLESS = {
    "429": (failing(429), ModelRateLimitError),
    "429 for a minute": (failing(429, retry_after="60"), ModelRateLimitError),
    "429 for an hour": (failing(429, retry_after="3600"), ModelRateLimitError),
    "503": (failing(503), ModelUnavailableError),
    "503 for a minute": (failing(503, retry_after="60"), ModelUnavailableError),
}


def other(number):
    return ChatRequest((Message("user", f"第{number}问"),))


@pytest.mark.parametrize("name", ENDLESS)
def test_a_server_that_only_fails_is_waited_for_once_however_many_ask(name, server, model_at, clock):
    fault, expected = ENDLESS[name]
    server.script = [fault]
    began = clock.time

    async def run():
        async with model_at() as model:
            waves = [
                await asyncio.gather(
                    *(model.complete(other(8 * wave + at)) for at in range(8)), return_exceptions=True
                )
                for wave in range(5)
            ]
            return [error for wave in waves for error in wave]

    errors = asyncio.run(run())
    assert {type(error) for error in errors} == {expected}
    # The fake clock adds up what several sleep at once; who asks alone is held to the very second below.
    assert clock.time - began <= 8 * RetryPolicy().patience


@pytest.mark.parametrize("name", ENDLESS)
def test_one_request_waits_no_longer_than_the_patience(name, server, model_at, clock):
    fault, expected = ENDLESS[name]
    server.script = [fault]
    began = clock.time
    assert type(error_of(model_at)) is expected
    assert clock.time - began <= RetryPolicy().patience


def test_after_the_patience_each_request_is_tried_once_until_one_is_answered(server, model_at, clock):
    server.script = [failing(429)]

    async def run():
        async with model_at() as model:
            with pytest.raises(ModelRateLimitError):
                await model.complete(other(1))
            before, slept = len(server.requests), len(clock.slept)
            with pytest.raises(ModelRateLimitError):
                await model.complete(other(2))
            assert (len(server.requests) - before, len(clock.slept)) == (1, slept)
            server.script = [*[Step()] * (len(server.requests) + 1), failing(429), Step()]
            await model.complete(other(3))
            return (await model.complete(other(4))).attempts

    assert asyncio.run(run()) == 2


def test_nobody_waits_for_a_pause_that_is_longer_than_the_patience(server, model_at, clock):
    server.script = [failing(429, retry_after="3600")]

    async def run():
        async with model_at() as model:
            return await asyncio.gather(*map(model.complete, map(other, range(3))), return_exceptions=True)

    errors = asyncio.run(run())
    assert {type(error) for error in errors} == {ModelRateLimitError}
    assert "the server asks to wait 3,600 s" in str(errors[0])
    assert "patience in retries" in str(errors[0])
    assert clock.slept == []


def test_a_rate_limit_under_which_others_are_answered_is_waited_for_beyond_the_patience(
    server, model_at, clock
):
    refused = iter([failing(429, retry_after="60")] * 6)
    server.respond = lambda body: next(refused, Step()) if "第0问" in str(body) else Step()
    numbers = iter(range(1, 40))

    async def run():
        async def sleep(seconds):
            """While one waits, another is answered."""
            await clock.sleep(seconds)
            await model.complete(other(next(numbers)))

        retrier = Retrier(cooldown=Cooldown(clock=clock, sleep=clock.sleep), sleep=sleep, now=clock)
        async with model_at(retrier=retrier) as model:
            return (await model.complete(other(0))).attempts

    assert asyncio.run(run()) == 7
    assert sum(clock.slept) >= 6 * 60


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (completion("半", finish="length"), TruncatedAnswerError),
        (completion("", finish="length"), TruncatedAnswerError),
        (completion("半", finish="content_filter"), RefusedAnswerError),
        (completion(message={"role": "assistant", "content": None, "refusal": "no"}), RefusedAnswerError),
        (completion(""), EmptyAnswerError),
        (completion(" \n"), EmptyAnswerError),
        (
            completion(message={"role": "assistant", "content": "", "reasoning_content": "嗯"}),
            EmptyAnswerError,
        ),
    ],
    ids=["length", "length-empty", "filter", "refusal", "empty", "blank", "only-thoughts"],
)
def test_answers_that_are_none_are_told_apart_and_not_asked_again(server, model_at, answer, error):
    server.script = [Step(answer)]
    caught = error_of(model_at)
    assert type(caught) is error
    assert isinstance(caught, ModelAnswerError)
    assert len(server.requests) == 1


def test_the_tokens_of_a_thrown_away_answer_are_accounted(server, model_at):
    server.script = [Step(completion("半", finish="length", usage=(100, 50)))]
    records = []
    error_of(model_at, on_call=records.append)
    assert [(r.outcome, r.usage.prompt_tokens, r.usage.completion_tokens, r.attempts) for r in records] == [
        ("TruncatedAnswerError", 100, 50, 1)
    ]


def test_an_error_of_our_own_inside_the_limiter_is_neither_retried_nor_disguised(server, model_at):
    class Broke:
        def slot(self, most, rank=0):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        ask(model_at, limiter=Broke())
    assert server.requests == []


@pytest.mark.parametrize(
    ("made", "cause", "lost"),
    [
        (openai.APITimeoutError, httpx2.ReadTimeout, True),
        (openai.APITimeoutError, httpx2.ConnectTimeout, False),
        (openai.APIConnectionError, httpx2.ReadError, True),
        (openai.APIConnectionError, httpx2.ConnectError, False),
        (openai.APIConnectionError, httpx2.ProxyError, False),
    ],
)
def test_only_a_request_that_left_may_be_billed_though_no_answer_came(made, cause, lost):
    failed = made(request=httpx2.Request("POST", "http://127.0.0.1/v1"))
    failed.__cause__ = cause("gone")
    found = classify(failed, where="here", model="m", now=0.0)
    assert found is not None
    assert found.lost is lost
