"""Recorded HTTP exchanges: readable, free of secrets, matched on their bodies, and all of them replayed.

`with cassette("name"):` replays cassettes/name.json. Any `LocalServer` used inside believes it runs at a
fixed address and no model is loaded. With `pytest --record` (or POLICYSUM_RECORD=1) the embedded model really
runs and the file is written anew. A request the cassette does not know fails the test at once, and so does
an exchange that nobody asked for.
"""

from __future__ import annotations

import copy
import json
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
import vcr
from vcr.persisters.filesystem import CassetteNotFoundError

from policysum.llm.local import LocalServer

if TYPE_CHECKING:
    from collections.abc import Iterator

CASSETTES = Path(__file__).parents[1] / "cassettes"
REPLAY_ADDRESS = "http://127.0.0.1:1"  # the port of a loopback server is another one every time
KEPT_HEADERS = frozenset({"content-type", "retry-after"})
"""Both ways; an allow-list, because nobody can list every header that may hold a secret."""
VOLATILE = frozenset({"timings", "id", "created"})
"""Fields of a response that no code of ours reads and that differ in every recording."""


class JsonBodies:
    """Serializer that stores JSON bodies as JSON, Chinese as Chinese, in an order that does not depend on timing."""

    @staticmethod
    def serialize(cassette: dict[str, Any]) -> str:
        interactions = [_readable(exchange) for exchange in cassette["interactions"]]
        interactions.sort(key=lambda exchange: json.dumps(exchange["request"], sort_keys=True))
        document = {"version": cassette["version"], "interactions": interactions}
        return json.dumps(document, ensure_ascii=False, indent=1) + "\n"

    @staticmethod
    def deserialize(text: str) -> dict[str, Any]:
        cassette = json.loads(text)
        for exchange in cassette["interactions"]:
            exchange["request"]["body"] = _dump(exchange["request"].pop("json"))
            exchange["response"]["body"] = {"string": _dump(exchange["response"].pop("json"))}
        return cassette


def _readable(exchange: dict[str, Any]) -> dict[str, Any]:
    request, response = dict(exchange["request"]), dict(exchange["response"])
    request["json"] = json.loads(request.pop("body") or "null")
    answer = json.loads(response.pop("body")["string"] or "null")
    response["json"] = {key: value for key, value in answer.items() if key not in VOLATILE}
    return {"request": request, "response": response}


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


class Utf8Files:
    """Persister that does not depend on the locale."""

    @staticmethod
    def load_cassette(path: str, serializer: Any) -> Any:
        from vcr.serialize import deserialize

        if not Path(path).is_file():
            raise CassetteNotFoundError
        return deserialize(Path(path).read_text(encoding="utf-8"), serializer)

    @staticmethod
    def save_cassette(path: str, cassette: dict[str, Any], serializer: Any) -> None:
        from vcr.serialize import serialize

        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(serialize(cassette, serializer), encoding="utf-8", newline="\n")


def _anonymous_request(request: Any) -> Any:
    request = copy.copy(request)
    parts = urlsplit(request.uri)
    if parts.hostname in {"127.0.0.1", "localhost", "::1"}:
        request.uri = REPLAY_ADDRESS + parts.path
    request.headers = {name: value for name, value in request.headers.items() if name.lower() in KEPT_HEADERS}
    return request


def _anonymous_response(response: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in response["headers"].items() if name.lower() in KEPT_HEADERS}
    return {**response, "headers": kept}


def _same_json(one: Any, other: Any) -> None:
    assert json.loads(one.body or b"null") == json.loads(other.body or b"null"), "another body"


def _recorder() -> vcr.VCR:
    recorder = vcr.VCR(
        serializer="json bodies",
        cassette_library_dir=str(CASSETTES),
        match_on=[
            "method",
            "path",
            "json",
        ],  # without the body, the answer about another document is replayed
        before_record_request=_anonymous_request,
        before_record_response=_anonymous_response,
    )
    recorder.register_serializer("json bodies", JsonBodies)
    recorder.register_persister(Utf8Files)
    recorder.register_matcher("json", _same_json)
    return recorder


class RecordingEngine:
    """The embedded model, loaded once for a whole recording session, before any test hides the cache folder."""

    def __init__(self) -> None:
        self._server = LocalServer()
        self._address = self._server.base_url.removesuffix("/v1")

    def start(self) -> Any:
        return SimpleNamespace(listening_address=self._address)

    def stop(self) -> None:
        self._server.stop()


@contextmanager
def use_cassette(
    name: str, *, engine: RecordingEngine | None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Any]:
    """Replay a cassette, or record it with `engine`."""
    path = CASSETTES / f"{name}.json"
    with monkeypatch.context() as patch:
        if engine is not None:
            path.unlink(missing_ok=True)
            start = engine.start
        else:
            if not path.is_file():
                pytest.fail(f"there is no cassette {path.name}; run `make record`")
            start = _replayed
        patch.setattr(LocalServer, "_start", lambda _: start())
        mode = "none" if engine is None else "once"
        with _recorder().use_cassette(path.name, record_mode=mode) as tape:
            if engine is None:
                _fail_on_a_miss(tape, path.name)
            yield tape
        if engine is None and not tape.all_played:
            unplayed = len(tape) - len(tape.play_counts)
            pytest.fail(f"{unplayed} exchanges of {path.name} were not replayed; run `make record`")


def _replayed() -> Any:
    return SimpleNamespace(listening_address=REPLAY_ADDRESS)


def _fail_on_a_miss(tape: Any, name: str) -> None:
    """Fail where it happens: vcrpy's own exception would be retried and end up as a connection error."""
    known = tape.can_play_response_for

    def can_play(request: Any) -> bool:
        if not known(request):
            body = json.loads(request.body or b"null")
            pytest.fail(f"{name} does not know this request; run `make record`: {_dump(body)[-400:]}")
        return True

    tape.can_play_response_for = can_play
