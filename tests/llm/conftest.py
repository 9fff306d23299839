"""A real HTTP server on loopback and a clock that needs no waiting."""

import pytest
from fake_server import Clock, FakeServer

from policysum.llm import Cooldown, OpenAIModel, Retrier, RetryPolicy


@pytest.fixture
def server(loopback):
    """Give a running server."""
    fake = FakeServer()
    yield fake
    fake.close()


@pytest.fixture
def clock():
    """Give a clock."""
    return Clock()


@pytest.fixture
def model_at(server, clock):
    """Give a function that makes a model of the server, with a clock that needs no waiting."""

    def make(**options):
        cooldown = Cooldown(clock=clock, sleep=clock.sleep)
        policy = options.pop("policy", RetryPolicy())
        retrier = Retrier(policy=policy, cooldown=cooldown, sleep=clock.sleep, now=clock)
        options = {
            "base_url": server.url,
            "model": "fake",
            "api_key": "sk-secret",
            "retrier": retrier,
        } | options
        return OpenAIModel(**options)

    return make
