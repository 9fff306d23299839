"""What a hostile or broken server, address or proxy can do to one call: end it with a clear line, and no more."""

import asyncio
import gzip
import json
import tracemalloc
import zlib
from functools import cache

import pytest
from fake_server import Clock, FakeServer, Step, completion, failing

from policysum.errors import ConfigError, ModelError, ModelRequestError, ModelUnreachableError
from policysum.llm import ChatRequest, Message, OpenAIModel
from policysum.llm.address import Address
from policysum.llm.failures import OversizedAnswerError
from policysum.secrets import masked

REQUEST = ChatRequest((Message("user", "新增企业12家"),))
MEGABYTE = 1 << 20


def complete(model):
    async def go():
        async with model:
            return await model.complete(REQUEST)

    return asyncio.run(go())


def error_of(model):
    with pytest.raises(ModelError) as caught:
        complete(model)
    return caught.value


def packed(data, how):
    if how == "gzip":
        return gzip.compress(data, 1)
    if how == "deflate":
        return zlib.compress(data, 1)
    packer = zlib.compressobj(1, wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


@cache
def bomb_of(how):
    """A body longer than any answer, and its headers; made when it is wanted, since that takes a while."""
    if how == "plain":
        return b'{"a":"' + b"x" * (5 * MEGABYTE), {}
    name = "gzip" if how == "gzip" else "deflate"
    return packed(bytes(150 * MEGABYTE), how), {"content-encoding": name}


@pytest.mark.parametrize("status", [200, 500])
@pytest.mark.parametrize("bomb", ["plain", "gzip", "deflate", "bare"])
def test_a_body_longer_than_any_answer_is_not_read_and_not_asked_for_again(server, model_at, bomb, status):
    body, headers = bomb_of(bomb)
    server.script = [Step(body, status, headers)]
    tracemalloc.start()
    try:
        error = error_of(model_at())
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert isinstance(error, OversizedAnswerError)
    assert len(server.requests) == 1
    assert most < 80 * MEGABYTE


@pytest.mark.parametrize("how", ["gzip", "deflate", "bare"])
def test_a_packed_answer_is_read(server, model_at, how):
    name = "gzip" if how == "gzip" else "deflate"
    body = packed(json.dumps(completion("好" * 5000)).encode(), how)
    server.script = [Step(body, headers={"content-encoding": name})]
    assert complete(model_at()).text == "好" * 5000


@pytest.mark.parametrize(
    "headers",
    [
        {"content-type": "application/json; charset=utf-16"},
        {"content-type": "application/json; charset=klingon"},
        {"content-type": 'application/json; charset="\x7f'},
        {"content-type": ""},
        {"content-type": "text/html"},
        {"content-type": "text/\x7f"},
        {"content-encoding": "identity"},
        {"content-encoding": " Identity "},
    ],
    ids=repr,
)
def test_a_bogus_charset_or_kind_of_content_changes_nothing(server, model_at, headers):
    server.script = [Step(completion("新增12家"), headers=headers)]
    assert complete(model_at()).text == "新增12家"


@pytest.mark.parametrize(
    "step",
    [
        Step("[" * 200_000),
        Step('{"choices":' * 200_000),
        Step(b"\xff\xfe\x00"),
        Step(b"\x1f\x8bgarbage", headers={"content-encoding": "gzip"}),
        Step(completion(), headers={"content-encoding": "br"}),
    ],
    ids=["deep list", "deep object", "no text", "damaged gzip", "another encoding"],
)
def test_what_cannot_be_read_is_named_in_one_line(server, model_at, step):
    server.script = [step]
    error = error_of(model_at())
    assert isinstance(error, ModelUnreachableError)
    assert "does not speak the OpenAI chat protocol" in str(error)


def test_half_a_character_in_an_answer_is_kept_and_given_as_a_replacement(server, model_at):
    body = json.dumps(completion("增长\ud83d"))
    server.script = [Step(body)]
    assert complete(model_at()).text == "增长\ufffd"


def test_half_a_character_within_the_json_of_an_answer_is_replaced_as_well(server, model_at):
    server.script = [Step(completion('{"indicator":"企业\\ud83d","other":"\\ud83d\\ude00"}'))]
    assert json.loads(complete(model_at()).text) == {"indicator": "企业\ufffd", "other": "\U0001f600"}


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_report_is_sent_to_no_other_host(server, model_at, loopback, status):
    other = FakeServer()
    try:
        server.script = [Step({}, status, {"location": f"{other.url}/chat/completions"})]
        error = error_of(model_at())
        assert isinstance(error, ModelRequestError)
        assert f"HTTP {status}" in str(error)
        assert (len(server.requests), other.requests) == (1, [])
    finally:
        other.close()


KEYS = [
    "sk-abcdefgh12345678",
    "e3b0c442.98fc1c14",
    "6f1c-2b9d-0a11-77aa",
    "abc+/=xyz==",
    "鍵かぎ秘密のもの"[:3] + "12345",
]


@pytest.mark.parametrize("key", [key for key in KEYS if key.isascii()])
@pytest.mark.parametrize("status", [400, 402, 404, 413, 422, 500, 503])
def test_a_key_of_any_shape_is_masked_in_what_the_server_says(server, model_at, key, status):
    server.script = [failing(status, message=f"no access for {key}, nor Bearer {key}.")]
    error = error_of(model_at(api_key=key))
    assert key not in str(error)
    assert "[key]" in str(error)


def test_a_key_in_an_answer_is_masked_before_it_is_kept(server, model_at):
    server.script = [Step(completion("your key is e3b0c442.98fc1c14"))]
    assert complete(model_at(api_key="e3b0c442.98fc1c14")).text == "your key is [key]"


def test_control_characters_of_a_servers_message_do_not_reach_the_terminal(server, model_at):
    server.script = [failing(400, message="\x1b]0;PWN\x1b\\ no")]
    assert "\x1b" not in str(error_of(model_at()))


def test_secrets_in_an_address_are_sent_and_shown_to_nobody(server, model_at):
    host = server.url.removeprefix("http://")
    secret = f"http://wang.wu:PASS%20WORD1@{host}?api-key=QUERYKEY9&v=2"
    server.script = [failing(400, message="PASS WORD1 of wang.wu with QUERYKEY9 may not")]
    model = model_at(base_url=secret)
    error = error_of(model)
    assert server.headers[0]["authorization"].startswith("Basic ")
    shown = f"{error} {model.identity}"
    assert not any(word in shown for word in ("wang.wu", "PASS", "WORD1", "QUERYKEY9"))
    assert host in shown


def test_the_query_of_an_address_goes_behind_the_path():
    address = Address.of("https://gate.example/v1/?api-key=QUERYKEY9")
    assert (address.url, address.query) == ("https://gate.example/v1", {"api-key": "QUERYKEY9"})
    assert "QUERYKEY9" not in f"{address!r}{address.identity}"
    assert address.identity != Address.of("https://gate.example/v1").identity


@pytest.mark.parametrize(
    "text",
    [
        "http://",
        "ftp://host/v1",
        "host/v1",
        "http://ho st/v1",
        "http://host:port/v1",
        "http://host\n/v1",
        "http://[::1/v1",
        "",
    ],
)
def test_what_is_no_address_is_named_without_its_secrets(text):
    with pytest.raises(ConfigError, match="not the address of a server"):
        Address.of(text)
    with pytest.raises(ConfigError) as caught:
        Address.of(text.replace("//", "//user:HUNTER22@", 1) if "//" in text else f"user:HUNTER22@{text}")
    assert "HUNTER22" not in str(caught.value)


@pytest.mark.parametrize(
    "proxy", ["garbage://x", "http://127.0.0.1:abc", "http://user:HUNTER22@127.0.0.1:abc", "http://[::1"]
)
def test_an_odd_proxy_of_the_environment_is_named_in_one_line(monkeypatch, proxy):
    monkeypatch.setenv("HTTP_PROXY", proxy)
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    with pytest.raises(ConfigError, match="proxy") as caught:
        complete(OpenAIModel("https://model.example/v1", model="m", api_key="k"))
    assert "HUNTER22" not in str(caught.value)


def test_a_socks_proxy_is_asked_or_its_extra_is_named(monkeypatch, loopback):
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:9")
    model = OpenAIModel("https://model.example/v1", model="m", api_key="k", retrier=quick())
    with pytest.raises((ModelUnreachableError, ConfigError), match=r"proxy"):
        complete(model)


def quick():
    from policysum.llm import Cooldown, Retrier

    clock = Clock()
    return Retrier(cooldown=Cooldown(clock=clock, sleep=clock.sleep), sleep=clock.sleep, now=clock)


def test_a_plain_port_asked_in_tls_is_named(server):
    model = OpenAIModel(server.url.replace("http:", "https:"), model="m", api_key="k", retrier=quick())
    assert "http:// or https://" in str(error_of(model))


def test_placeholders_that_servers_at_home_take_for_a_key_are_no_secrets():
    OpenAIModel("http://ollama:11434/v1", model="m", api_key="ollama")
    assert masked("http://ollama:11434/v1") == "http://ollama:11434/v1"
