"""The recordings themselves: readable, anonymous, and strictly matched."""

import asyncio
import json

import pytest

from cassettes_support import CASSETTES, KEPT_HEADERS
from policysum.llm import ChatRequest, LocalServer, Message

FILES = sorted(CASSETTES.glob("*.json"))
SECRETS = (
    "bearer",
    "authorization",
    "cookie",
    "api-key",
    "api_key",
    "sk-",
    "organization",
    "x-request-id",
    "/root/",
    "/home/",
)


def test_there_are_recordings():
    assert FILES


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_recording_holds_no_secret_and_reads_as_chinese(path):
    text = path.read_text(encoding="utf-8")
    assert [word for word in SECRETS if word in text.lower()] == []
    assert "\\u" not in text
    for exchange in json.loads(text)["interactions"]:
        for side in ("request", "response"):
            assert {name.lower() for name in exchange[side]["headers"]} <= KEPT_HEADERS
        assert exchange["request"]["uri"].startswith("http://127.0.0.1:1/")
        assert isinstance(exchange["request"]["json"], dict)
        assert isinstance(exchange["response"]["json"], dict)


def exchanges(name):
    return json.loads((CASSETTES / f"{name}.json").read_text(encoding="utf-8"))["interactions"]


async def say(text):
    async with LocalServer().model() as model:
        return await model.complete(ChatRequest((Message("user", text),)))


@pytest.fixture
def replaying(recording_engine):
    """Skip while recording."""
    if recording_engine is not None:
        pytest.skip("this is about replaying")


def test_a_request_that_differs_in_its_body_alone_fails_at_once(replaying, cassette):
    with pytest.raises(pytest.fail.Exception, match="does not know this request"), cassette("llm_local"):
        asyncio.run(say("另一份报告"))


def test_an_exchange_nobody_asked_for_fails(replaying, cassette):
    with pytest.raises(pytest.fail.Exception, match="not replayed"), cassette("llm_local"):
        pass


def test_a_missing_recording_says_how_to_make_it(replaying, cassette):
    with pytest.raises(pytest.fail.Exception, match="make record"), cassette("no_such_recording"):
        pass
