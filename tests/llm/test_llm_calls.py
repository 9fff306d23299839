"""One call from its request to its account: who asks, who waits, what is noted, and what is given back."""

import asyncio
import sqlite3
import time
import zlib
from dataclasses import replace

import pytest
from fake_server import Step, completion, failing
from pydantic import BaseModel

from policysum.errors import ModelRequestError, PolicysumError
from policysum.llm import ChatRequest, Completion, Message, OpenAIModel, ResponseCache, Structured, prompts
from policysum.llm.address import Address
from policysum.llm.cache import _settle
from policysum.llm.connections import Connections
from policysum.llm.database import Database
from policysum.llm.failures import NotSentError
from policysum.llm.filling import _brief, fill
from policysum.llm.plain_cache import PlainCache
from policysum.llm.probe import _REQUEST, recall
from policysum.llm.prompts import Prompt
from policysum.llm.request_body import body_of
from policysum.llm.request_lock import Claims
from policysum.llm.rows import exported
from policysum.llm.transport import UnknownEncodingError, _Counter
from policysum.llm.types import Account, Capabilities, Usage

ASK = ChatRequest((Message("user", "问"),), about="3-9", prompt_fingerprint="p1")
KEY = "abc" + "0" * 61


def asked(make, request=ASK, **options):
    async def run():
        async with make(**options) as model:
            return await model.complete(request)

    return asyncio.run(run())


def test_a_call_is_timed_and_noted_for_whoever_asked(server, model_at):
    server.script = [failing(500), Step(completion("好", usage=(30, 4)))]
    account, heard = Account("a.txt", 3), []
    began = time.perf_counter()
    answer = asked(model_at, replace(ASK, account=account), on_call=heard.append)
    took = time.perf_counter() - began
    (record,) = account.records
    assert heard == [record]
    assert 0 <= record.seconds <= answer.seconds <= took
    assert (record.report, record.passage, record.prompt_fingerprint) == ("a.txt", "3-9", "p1")
    assert (record.outcome, record.attempts, record.answered, record.lost) == ("ok", 2, True, 0)
    assert (record.usage, record.most) == (Usage(30, 4), Usage(9, 9))
    assert (answer.attempts, answer.cached, answer.finish_reason) == (2, False, "stop")
    assert account.planned == 0


@pytest.mark.parametrize(
    ("step", "outcome", "answered"),
    [
        (Step(completion("半", finish="length")), "TruncatedAnswerError", True),
        (Step(completion("")), "EmptyAnswerError", True),
        (failing(404), "ModelRequestError", False),
    ],
)
def test_a_call_that_gave_nothing_is_noted_by_its_error(server, model_at, step, outcome, answered):
    server.script = [step]
    account = Account()
    with pytest.raises(PolicysumError):
        asked(model_at, replace(ASK, account=account))
    (record,) = account.records
    assert (record.outcome, record.answered) == (outcome, answered)
    assert record.usage == (Usage(10, 2) if answered else Usage())


def test_what_is_only_planned_is_counted_and_what_a_plan_knows_is_answered(model_at):
    account, planned = Account("a.txt"), []
    for count in (1, 2):
        with pytest.raises(NotSentError):
            asked(model_at, replace(ASK, account=account), plan=planned.append)
        assert account.planned == count
    assert account.records == []
    one = planned[0]
    assert (one.report, one.passage, one.prompt, one.most) == ("a.txt", "3-9", "p1", Usage(9, 9))
    answer = asked(model_at, replace(ASK, account=account), plan=lambda request: completion("记得"))
    assert (answer.text, answer.cached, answer.attempts) == ("记得", True, 0)
    assert (account.planned, [record.outcome for record in account.records]) == (2, ["cached"])


def test_what_another_process_has_answered_meanwhile_is_not_asked(server, model_at, tmp_path):
    kept = {"response": completion("别处")}
    with ResponseCache(tmp_path) as cache:
        found = iter([None, kept])
        cache.get = lambda key: next(found)
        answer = asked(model_at, cache=cache)
    assert (answer.text, answer.cached, answer.attempts, server.requests) == ("别处", True, 0, [])


def test_a_probe_shares_nothing_with_the_calls_of_reports(model_at, tmp_path):
    with ResponseCache(tmp_path) as cache:
        model = model_at(cache=cache, plan=lambda request: None)
        own, other = model._sender, model._sender.uncached()
        assert other.cache is other.plan is None
        assert other._flight is not own._flight
        assert other.connections is not own.connections
        assert model.retrier is own.retrier is other.retrier


def test_a_probe_is_asked_strictly(server, model_at):
    server.script = [Step(completion('{"answer":"可以"}'))]

    async def run():
        async with model_at(capabilities=Capabilities()) as model:
            return await model.probe()

    assert asyncio.run(run()).structured is Structured.STRICT
    (sent,) = server.requests
    schema = sent["response_format"]["json_schema"]
    assert (schema["name"], schema["strict"]) == ("probe", True)
    assert schema["schema"]["additionalProperties"] is False  # what is strict admits nothing else
    assert (sent["max_tokens"], _REQUEST.attempt) == (512, 0)


@pytest.mark.parametrize("answer", ['{"answer":"不"}', "[]", '"可以"', "可以", "{}"])
def test_a_server_that_answers_a_probe_otherwise_is_asked_in_words(server, model_at, answer):
    server.script = [Step(completion(answer))]

    async def run():
        async with model_at(capabilities=Capabilities()) as model:
            return await model.probe()

    assert asyncio.run(run()).structured is Structured.TEXT
    assert len(server.requests) == 2


def test_what_was_found_out_of_a_server_is_remembered(server, model_at, tmp_path):
    async def run(cache):
        async with model_at(cache=cache, capabilities=Capabilities(context=7)) as model:
            assert recall(model, None) is None
            before = recall(model, cache)
            found = await model.probe()
            model._capabilities = Capabilities(context=8)
            from policysum.llm.probe import probe

            again = await probe(model, cache)
            return before, found, again, recall(model, cache)

    server.script = [failing(400), Step(completion('{"answer":"可以"}'))]
    with ResponseCache(tmp_path) as cache:
        before, found, again, after = asyncio.run(run(cache))
    assert (before, after) == (None, Structured.OBJECT)
    assert found == Capabilities(context=7, structured=Structured.OBJECT)
    assert again == Capabilities(context=8, structured=Structured.OBJECT)
    assert len(server.requests) == 2


def test_where_nothing_may_be_sent_a_server_is_held_to_the_most(model_at):
    async def run(plan):
        async with model_at(capabilities=Capabilities(), plan=plan) as model:
            return model._is_known(), model.capabilities.structured

    assert asyncio.run(run(lambda request: None)) == (True, Structured.STRICT)
    assert asyncio.run(run(None)) == (False, None)


def test_the_address_of_a_server_that_is_started_is_asked_for_once(server):
    started = []

    def start():
        started.append(1)
        return server.url

    async def run():
        connections = Connections(start, "", 40.0)
        first = await connections.client()
        again = await connections.client()
        assert first is again
        both = await asyncio.gather(*[connections.anew().client() for _ in range(2)])
        assert both[0] is not both[1]
        await connections.close()
        assert first.is_closed()
        await connections.close()
        for one in both:
            await one.close()
        return first

    client = asyncio.run(run())
    assert len(started) == 3
    assert (client.api_key, client.max_retries) == ("none", 0)
    assert (client.timeout.read, client.timeout.connect) == (40.0, 15.0)
    assert str(client.base_url).rstrip("/") == server.url


@pytest.mark.parametrize(("key", "seconds", "connect"), [("sk-1", 4.0, 4.0), ("sk-2", 15.0, 15.0)])
def test_a_client_has_its_key_and_waits_for_no_connection_longer_than_for_an_answer(key, seconds, connect):
    async def run():
        connections = Connections(Address.of("http://127.0.0.1:9/v1"), key, seconds)
        client = await connections.client()
        await connections.close()
        return client

    client = asyncio.run(run())
    assert (client.api_key, client.timeout.read, client.timeout.connect) == (key, seconds, connect)


def test_the_row_of_the_server_says_how_long_is_waited_where_nobody_does():
    async def waits(**options):
        async with OpenAIModel(**options) as model:
            return model._sender.timeout, model.identity, model.capabilities.family

    def found(**options):
        return asyncio.run(waits(model="o3", **options))

    assert found() == (300.0, "https://api.openai.com/v1", "OpenAI")
    assert found(timeout=7.0) == (7.0, "https://api.openai.com/v1", "OpenAI")
    assert found(base_url=lambda: "") == (120.0, "", "unknown")
    assert found(base_url=lambda: "", identity="local:1") == (120.0, "local:1", "unknown")
    given = Capabilities(family="given", timeout=9.0)
    assert found(base_url="http://127.0.0.1:9/v1?a=b", capabilities=given)[::2] == (9.0, "given")


def test_a_schema_that_is_refused_for_another_reason_is_not_asked_again(server, model_at):
    schema = {"type": "object"}
    server.script = [failing(400, message="too long")]
    with pytest.raises(ModelRequestError):
        asked(model_at, replace(ASK, schema=schema), capabilities=Capabilities(structured=Structured.STRICT))
    assert len(server.requests) == 1
    server.script = [failing(400, message="response_format is broken")]
    with pytest.raises(ModelRequestError):
        asked(model_at, capabilities=Capabilities(structured=Structured.STRICT))
    assert len(server.requests) == 2


def test_keywords_are_dropped_at_every_level_and_nothing_that_is_named_like_one():
    schema = {
        "type": "object",
        "maxLength": 1,
        "items": {"maxLength": 2, "type": "string"},
        "anyOf": [{"maxLength": 3}, {"minLength": 4}],
        "properties": {"maxLength": {"maxLength": 5, "type": "string"}},
        "$defs": {"maxLength": {"maxLength": 6}},
        "enum": [{"maxLength": 7}],
        "default": {"maxLength": 8},
        "const": {"maxLength": 9},
    }
    known = Capabilities(structured=Structured.SCHEMA, drop_keywords=frozenset({"maxLength", "default"}))
    sent = body_of(replace(ASK, schema=schema), known, model="m")["response_format"]["json_schema"]
    assert sent == {
        "name": "answer",
        "schema": {
            "type": "object",
            "items": {"type": "string"},
            "anyOf": [{}, {"minLength": 4}],
            "properties": {"maxLength": {"type": "string"}},
            "$defs": {"maxLength": {}},
            "enum": [{"maxLength": 7}],
            "const": {"maxLength": 9},
        },
    }


@pytest.mark.parametrize(
    "roles",
    [("user",), ("system", "user"), ("user", "assistant", "user"), ("user", "assistant"), ("system",)],
)
def test_a_schema_in_words_stands_behind_what_the_user_says_last(roles):
    request = ChatRequest(tuple(Message(role, f"{n}") for n, role in enumerate(roles)), schema={"名": 1})
    body = body_of(request, Capabilities(structured=Structured.TEXT), model="m")
    last = max((n for n, role in enumerate(roles) if role == "user"), default=len(roles) - 1)
    for n, message in enumerate(body["messages"]):
        assert message["content"].endswith('{"名":1}') == (n == last)
    assert "response_format" not in body
    plain = body_of(replace(request, schema=None), Capabilities(), model="m")
    assert [one["content"] for one in plain["messages"]] == [f"{n}" for n in range(len(roles))]


def test_a_claim_is_given_back_by_the_last_who_holds_it(tmp_path):
    async def run():
        one, other = Claims(tmp_path), Claims(tmp_path)  # as two processes
        for _ in range(2):
            async with one.hold(KEY):
                async with one.hold(KEY):
                    assert not other._take(KEY[:3])
                assert not other._take(KEY[:3])
                assert other._take("fff")
                other._give_back("fff")
            assert other._take(KEY[:3])
            assert not one._take(KEY[:3])
            other.close()
            assert one._take(KEY[:3])
            one.close()
            one._give_back(KEY[:3])  # closed meanwhile

    asyncio.run(run())


def test_whoever_no_longer_waits_for_the_disk_is_not_told():
    async def run():
        stored = asyncio.get_running_loop().create_future()
        stored.cancel()
        _settle(stored, None)
        told = asyncio.get_running_loop().create_future()
        _settle(told, None)
        assert told.result() is None
        failed, error = asyncio.get_running_loop().create_future(), PolicysumError("full")
        _settle(failed, error)
        with pytest.raises(PolicysumError, match="full") as caught:
            await failed
        assert caught.value is not error

    asyncio.run(run())


@pytest.mark.parametrize("what", ["put", "touch", "remove", "clear"])
def test_another_process_that_holds_the_database_is_waited_for(tmp_path, monkeypatch, what):
    database = Database(tmp_path, None)
    database.put([("a", "1")])
    sql = PlainCache._sql
    held = [1, 1]

    def busy(self):
        run = sql.fget(self)

        def execute(statement, *args):
            if statement == "BEGIN IMMEDIATE" and held:
                held.pop()
                raise sqlite3.OperationalError("database is locked")
            return run(statement, *args)

        return execute

    monkeypatch.setattr(PlainCache, "_sql", property(busy))
    {
        "put": lambda: database.put([("a", "2")]),
        "touch": database.touch,
        "remove": lambda: database.remove(["a"]),
        "clear": database.clear,
    }[what]()
    assert held == []
    assert database.get("a") == {"put": "2", "touch": "1"}.get(what)
    database.close()


@pytest.mark.parametrize(
    ("row", "entry", "seal"),
    [
        ('s {"a":1}', {"a": 1}, "s"),
        ('{"a":1}', {"a": 1}, ""),
        ("s [1]", None, None),
        ("s x", None, None),
        ("", None, None),
        ("[" * 200_000, None, None),
    ],
)
def test_a_row_is_exported_where_it_holds_an_entry(row, entry, seal):
    found = exported("k", 1.5, row)
    assert found == (entry and {"key": "k", "stored": 1.5, "entry": entry, "seal": seal})


class Rate(BaseModel):
    value: float


def test_a_model_hears_its_own_words_and_an_example_stays_an_example():
    said = ["好的：{}", '好的：{"value": 5}']
    heard = []

    class Model:
        name = "scripted"

        async def complete(self, request):
            heard.append(request.messages)
            return Completion(said[len(heard) - 1], "scripted")

    example = (Message("user", "例"), Message("assistant", '{"value": 1}'), Message("user", "问"))
    request = ChatRequest(example)
    rate, completions = asyncio.run(
        fill(Model(), request, Rate, mend=lambda text: text.removeprefix("好的："))
    )
    assert (rate.value, [one.text for one in completions]) == (5, said)
    assert [one.content for one in heard[1] if one.role == "assistant"] == ['{"value": 1}', said[0]]


@pytest.mark.parametrize(
    ("error", "said"),
    [(None, "unknown reason"), (ValueError(), "ValueError"), (ValueError("a\n b\nc\nd"), "a b c")],
)
def test_an_error_is_told_in_a_line(error, said):
    assert _brief(error) == said


def test_a_prompt_keeps_its_last_line_end_and_blocks_take_no_line():
    text = "{% if a %}\n甲\n  {% endif %}\n乙<\n"
    assert Prompt("x", text, "").render(a=True) == "甲\n乙<\n"
    cut = Prompt("x", "\n\n<!-- system -->\n甲\n\n乙\n<!-- user -->\n丙\n<!-- assistant -->\n", "")
    assert cut.messages() == (Message("system", "甲\n\n乙"), Message("user", "丙"), Message("assistant", ""))
    assert Prompt("x", "\n甲\n乙\n", "").messages() == (Message("user", "甲\n乙"),)


def test_an_installation_without_prompts_says_so(monkeypatch, tmp_path):
    monkeypatch.setattr(prompts, "__file__", str(tmp_path / "a" / "b" / "c" / "d" / "prompts.py"))
    with pytest.raises(PolicysumError, match="the prompts are missing"):
        prompts.prompt_dir.__wrapped__()


def test_an_address_shows_no_secret_and_another_query_is_another_server():
    one, same, other = (
        Address.of(f"http://u:PASS1@127.0.0.1:9/v1?{query}") for query in ("a=K1&b=2", "b=2&a=K1", "a=K2")
    )
    assert not any(word in repr(one) for word in ("PASS1", "K1", "Authorization"))
    assert one.identity == same.identity != other.identity
    assert (len(one.identity), one.url) == (len("http://127.0.0.1:9/v1?") + 16, "http://127.0.0.1:9/v1")
    assert Address.of("http://127.0.0.1:9/v1").identity == one.url


def test_what_was_stored_at_the_moment_is_not_older(tmp_path, monkeypatch):
    monkeypatch.setattr(time, "time", lambda: 5000.0)
    with ResponseCache(tmp_path) as cache:
        cache.put("k", {"a": 1})
        assert (cache.prune(0.0), cache.get("k")) == (0, {"a": 1})
        monkeypatch.setattr(time, "time", lambda: 5000.5)
        assert (cache.prune(0.5), cache.prune(0.25), cache.get("k")) == (0, 1, None)


def test_a_body_that_breaks_off_into_another_is_damaged():
    whole = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    other = whole.compress(b"0123456789" * 10) + whole.flush()
    assert b"".join(_Counter(1000, packed=True).pieces(other)) == b"0123456789" * 10  # without its head
    counter = _Counter(1000, packed=True)
    assert b"".join(counter.pieces(b"\x78\x01\x00\x05\x00")) == b""  # a block of a length is announced
    with pytest.raises(UnknownEncodingError):
        list(counter.pieces(other))


def test_what_is_for_the_account_alone_makes_no_other_request():
    other = replace(ASK, about="7-8", account=Account("b.txt", 4))
    assert other == ASK
    assert "b.txt" not in repr(other)
    assert replace(ASK, attempt=1) != ASK


def test_what_a_schema_does_not_admit_is_not_made_to_fit():
    class Model:
        name = "scripted"

        async def complete(self, request):
            return Completion('{"value": "5"}', "scripted")

    with pytest.raises(PolicysumError, match="not of the schema after 2 tries"):
        asyncio.run(fill(Model(), ASK, Rate))


def test_the_folder_of_claims_is_its_users_alone(tmp_path):
    claims = Claims(tmp_path / "a" / "b")
    assert claims._take("abc")
    claims.close()
    assert (tmp_path / "a" / "b" / "claims.d").stat().st_mode & 0o777 == 0o700


def test_five_hundred_imported_entries_share_one_sync(tmp_path):
    lines = [f'{{"key":"k{n}","entry":{{"n":{n}}}}}' for n in range(1001)]
    (tmp_path / "answers.jsonl").write_text("\n".join(lines), "utf-8")
    with ResponseCache(tmp_path / "cache") as cache:
        sizes, put = [], cache._database.put
        cache._database.put = lambda entries: (sizes.append(len(entries)), put(entries))
        assert cache.import_(tmp_path / "answers.jsonl", trust=True) == 1001
        assert sizes == [500, 500, 1]
        assert cache.get("k1000") == {"n": 1000}


def test_a_connection_keeps_two_megabytes_of_a_cache(tmp_path):
    database = Database(tmp_path, None)
    database.put([("a", "1")])
    sql = database._opened()._sql
    assert [sql(f"PRAGMA {name}").fetchone() for name in ("cache_size", "mmap_size")] == [(512,), (0,)]
    database.close()


def test_a_packed_body_comes_in_pieces_of_64_kilobytes():
    pieces = list(_Counter(1 << 20, packed=True).pieces(zlib.compress(bytes(200_000))))
    assert [len(piece) for piece in pieces] == [65_536, 65_536, 65_536, 3_392]
