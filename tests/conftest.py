"""What holds for every test: no network, a clean environment, a cache of its own, cassettes instead of models."""

from __future__ import annotations

import itertools
import os
import re
import socket
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from traced import Traced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

settings.register_profile("policysum", deadline=None)  # a busy machine is not a failure
settings.load_profile("policysum")

# Dozens of tests start Python anew; with this set, as images of containers like to, each of them would compile the
# whole package again, which takes as long as everything else it does.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# Read before a fixture hides the developer's environment.
_RECORDING_ASKED = bool(os.environ.get("POLICYSUM_RECORD"))

_FOREIGN = ("OPENAI_", "POLICYSUM_", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--record", action="store_true", help="record the cassettes anew from the embedded model"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Let `-k` choose among the rows of tables, which otherwise are checked together; see `each_row`."""
    if config.option.keyword:
        os.environ["POLICYSUM_EACH_ROW"] = "1"
    config.pluginmanager.register(Traced())


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that replay a cassette, so that `make record` can run just them; let `-k 词` find its cases."""
    for item in items:
        if "\\u" in item.name:  # as pytest writes Chinese
            item.extra_keyword_matches.add(
                re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), item.name)
            )
        if "cassette" in getattr(item, "fixturenames", ()):
            item.add_marker("cassette")
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def _recording(config: pytest.Config) -> bool:
    return bool(config.getoption("--record")) or _RECORDING_ASKED


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Number the homes; they are not created before a test writes there, because thousands never do."""
    base = tmp_path_factory.mktemp("homes")
    return (base / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, homes: Iterator[Path]) -> Path:
    """Hide the developer's keys, proxies, cache and configuration; give the home of this test's own."""
    for name in list(os.environ):
        if name.upper().startswith(_FOREIGN):
            monkeypatch.delenv(name)
    home = next(homes)
    monkeypatch.setenv("POLICYSUM_CACHE_DIR", str(home / "cache"))
    monkeypatch.setenv("POLICYSUM_CONFIG_DIR", str(home / "config"))
    return home


@pytest.fixture(autouse=True)
def no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing out; tests that ask for `loopback` may talk to a server of their own on this machine."""
    at_home = "loopback" in request.fixturenames or _recording(request.config)
    allowed = {"127.0.0.1", "::1", "localhost"} if at_home else set()
    real_connect, real_lookup = socket.socket.connect, socket.getaddrinfo

    def connect(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in allowed:
            pytest.fail(f"a test tried to reach {address!r}")
        real_connect(self, address)

    def lookup(host: Any, *rest: Any, **options: Any) -> Any:
        if host not in allowed:
            pytest.fail(f"a test tried to look up {host!r}")
        return real_lookup(host, *rest, **options)

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket, "getaddrinfo", lookup)


@pytest.fixture
def loopback() -> None:
    """Allow connections to this machine, for tests with a real HTTP server."""


@pytest.fixture(scope="session")
def forks() -> Iterator[Any]:
    """Start commands as processes that need not import everything anew."""
    from forked import Forks

    forks = Forks()
    yield forks
    forks.close()


@pytest.fixture(scope="session")
def recording_engine(pytestconfig: pytest.Config) -> Iterator[Any]:
    """Give the embedded model while recording, None while replaying."""
    if not _recording(pytestconfig):
        yield None
        return
    from cassettes_support import RecordingEngine

    engine = RecordingEngine()
    yield engine
    engine.stop()


@pytest.fixture
def cassette(
    recording_engine: Any, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], AbstractContextManager[Any]]:
    """Give `use(name)`: within that block the embedded model is replayed from cassettes/name.json."""
    from cassettes_support import use_cassette

    return lambda name: use_cassette(name, engine=recording_engine, monkeypatch=monkeypatch)
