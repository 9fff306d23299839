"""A server that lies, drips, floods, echoes keys, and sends elsewhere; everything on loopback."""

import json
import socket
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from attacks.answers import answers
from attacks.harness import REPORT, ROOT

sys.path.insert(0, str(ROOT / "tests" / "llm"))
from fake_server import FakeServer, Step, completion, failing

KEYS = [
    "sk-abcdef1234567890abcdef",
    "0123abcd.9f8e7d6c5b4a",
    "3f2b8c1e-aaaa-bbbb-cccc-1234567890ab",
    "AKIDexample/Key+With=Signs",
    "plainlongkeywithoutanymark",
    "短key带中文xyz12345",
]
STATUSES = [400, 401, 402, 403, 404, 413, 422, 429, 500, 503]


class Raw:
    """A listener that answers each connection by a function of the socket."""

    def __init__(self, answer):
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/v1"
        self.seen = b""
        self._answer = answer
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._one, args=(connection,), daemon=True).start()

    def _one(self, connection):
        try:
            self.seen += connection.recv(1_000_000)
            self._answer(connection)
        except OSError:
            pass
        finally:
            connection.close()

    def close(self):
        self._socket.close()


def _drip(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n")
    while True:
        connection.sendall(b" ")
        time.sleep(0.3)


def _flood(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n")
    while True:
        connection.sendall(b" " * 1_000_000)


def _headers(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        connection.sendall(b"x-a: b\r\n" * 1000)


STREAMS = {
    "drip": _drip, "flood": _flood, "endless headers": _headers, "mute": lambda _: time.sleep(300), "garbage": lambda c: c.sendall(b"\x00\xff" * 5000), "banner": lambda c: c.sendall(b"SSH-2.0-x\r\n"),
    "huge length": lambda c: c.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 99999999999999\r\n\r\n{}"), "negative length": lambda c: c.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: -5\r\n\r\n{}"), "bad chunk": lambda c: c.sendall(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nZZ\r\n"),
}  # fmt: skip


def _call(arena, url, *more, out=None, key="sk-attack-key-0000000000", timeout=240, env=None):
    report = arena.fresh("server").with_suffix(".txt")
    report.write_text(REPORT, encoding="utf-8")
    return arena.run(
        "run", report, "-o", out or arena.fresh("srv"), "--engine", "openai", "--base-url", url, "--model", "m", "--timeout", "2", "--passes", "0", *more,
        timeout=timeout, env={"OPENAI_API_KEY": key, "POLICYSUM_CACHE_DIR": arena.fresh("cache"), **(env or {})},
    )  # fmt: skip


def _served_in_the_end(step):
    """The script of one answer. Whoever must wait is served at last: for ever would be patience, not an attack."""
    return [step, step, Step(completion("{}"))] if step.status == 429 else [step]


def _answered(arena, name, step):
    server = FakeServer()
    server.script = _served_in_the_end(step)
    arena.judge("server answers", name, _call(arena, server.url), allowed=(0, 1))
    server.close()


def _streamed(arena, name, answer):
    raw = Raw(answer)
    arena.judge("server streams", name, _call(arena, raw.url), allowed=(0, 1))
    raw.close()


def _addressed(arena, name, url, env):
    arena.judge("addresses", name, _call(arena, url, env=env))


def attack_answers(arena):
    """Every odd answer ends the report with a line, in bounded time and memory."""
    arena.together([(_answered, arena, name, step) for name, step in answers()])
    arena.together([(_streamed, arena, name, answer) for name, answer in STREAMS.items()])
    urls = {"nobody": "http://127.0.0.1:1/v1", "no scheme": "127.0.0.1:1", "newline": "http://127.0.0.1:1/\nv1", "port": "http://127.0.0.1:abc/v1", "file": "file:///etc/passwd", "https to http": "https://127.0.0.1:1/v1", "brackets": "http://[::1/v1"}  # fmt: skip
    arena.together([(_addressed, arena, name, url, {}) for name, url in urls.items()])
    proxies = ("garbage://x", "socks5://127.0.0.1:1", "http://127.0.0.1:abc")
    arena.together(
        [
            (_addressed, arena, f"proxy {one}", "http://192.0.2.1/v1", {"ALL_PROXY": one, "http_proxy": one})
            for one in proxies
        ]
    )


def _written(out):
    """All that a run wrote."""
    there = out.rglob("*") if out.exists() else ()
    return "".join(path.read_text(encoding="utf-8", errors="replace") for path in there if path.is_file())


def _echoed(arena, key, status):
    server = FakeServer()
    server.script = _served_in_the_end(failing(status, message=f"bad key {key} (Bearer {key})"))
    out = arena.fresh("srv")
    done = _call(arena, server.url, "--log-file", arena.fresh("log"), out=out, key=key)
    log = "".join(path.read_text(errors="replace") for path in arena.folder.glob("log-*"))
    places = {"stdout": done.out, "stderr": done.err, "a log": log, "outputs": _written(out)}
    leaked = [place for place, text in places.items() if key in text]
    why = f"the key is in {leaked}" if leaked else done.broken(allowed=(0, 1, 2))
    arena.note("secrets", f"{status} echoes {key[:6]}…", why, done.seconds)
    server.close()


def _addressed_with(arena, name, form):
    server = FakeServer()
    out = arena.fresh("srv")
    done = _call(arena, form.format(server.url.removeprefix("http://")), out=out)
    leaked = "PASSW0RD" in done.out + done.err + _written(out)
    arena.note("secrets", f"{name} in the address", "it was said or written" if leaked else done.broken())
    server.close()


def _redirected(arena, status):
    elsewhere = Raw(lambda c: c.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}"))
    server = FakeServer()
    target = elsewhere.url.replace("127.0.0.1", "localhost") + "/chat/completions"
    server.script = [Step("", status, {"location": target})]
    done = _call(arena, server.url)
    sent = "the report was sent to another host" if b"POST" in elsewhere.seen else ""
    arena.note("secrets", f"redirect {status}", sent or done.broken(allowed=(0, 1)))
    server.close()
    elsewhere.close()


def attack_secrets(arena):
    """Keys that errors echo, in addresses and logs; text sent elsewhere."""
    arena.together([(_echoed, arena, key, status) for key in KEYS for status in STATUSES])
    forms = {"password": "http://user:PASSW0RD@{}", "query": "http://{}?api-key=PASSW0RD", "fragment": "http://{}#PASSW0RD"}  # fmt: skip
    arena.together([(_addressed_with, arena, name, form) for name, form in forms.items()])
    arena.together([(_redirected, arena, status) for status in (301, 302, 307, 308)])


class Recorder:
    """An address that must not be called."""

    def __init__(self):
        owner, self.calls = self, []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                owner.calls.append(dict(self.headers))
                self.send_error(404)

            do_GET = do_POST  # noqa: N815 - the name that http.server asks for

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"


def attack_planted(arena):
    """Folders and caches of somebody else's making."""
    for name, more in {
        "address": {},
        "schema": {"schema": "helper_evil:X"},
        "paths": {"paths": ["/etc/passwd"]},
        "prompts": {"prompts": "/tmp"},
        "cache": {"cache_dir": "/tmp/evil-cache"},
    }.items():
        _planted_state(arena, name, more)
    _planted_module(arena)
    _planted_entries(arena)


def _planted_state(arena, name, more):
    """A record of batches that names an address, code and files: none of them is used."""
    evil = Recorder()
    place = arena.folder / f"planted-{name}"
    (place / "out").mkdir(parents=True)
    (place / "helper_evil.py").write_text("open('was_run', 'w')\n", encoding="utf-8")
    state = {
        "base_url": evil.url, "model": "m", "schema": None, "paths": [], "prompts": None, "cache_dir": None,
        "batches": [{"id": "b1", "requests": 1}], "jobs": [], "version": 1, **more,
    }  # fmt: skip
    (place / "out" / ".batch.state").write_text(json.dumps(state), encoding="utf-8")
    for command in ("status", "collect", "submit"):
        done = arena.run("batch", command, "-o", "out", cwd=place, env={"OPENAI_API_KEY": "sk-attack-key"})
        wrong = (
            "the planted address was called"
            if evil.calls
            else "planted code was run"
            if (place / "was_run").exists()
            else done.broken()
        )
        arena.note("planted files", f"{name}: batch {command}", wrong, done.seconds)


def _planted_module(arena):
    """A module of ours by name in the folder of the call: with a schema of one's own, still not imported."""
    place = arena.folder / "planted-import"
    place.mkdir()
    (place / "openai.py").write_text("open('was_run', 'w')\n", encoding="utf-8")
    (place / "mine.py").write_text(
        "from pydantic import BaseModel\nclass M(BaseModel):\n    a: str\n", encoding="utf-8"
    )
    (place / "r.txt").write_text(REPORT, encoding="utf-8")
    arena.run(
        "run", "r.txt", "-o", "o", "--engine", "openai", "--base-url", "http://127.0.0.1:1/v1", "--model", "m", "--schema", "mine:M",
        cwd=place,
    )  # fmt: skip
    wrong = "it was run" if (place / "was_run").exists() else ""
    arena.note("planted files", "openai.py in the current folder", wrong)


def _planted_entries(arena):
    """Entries of a cache that are none, imported and then counted."""
    env = {"POLICYSUM_CACHE_DIR": arena.folder / "import-cache"}
    entries = [
        "", "x", "[]", "{}", '{"key":"k","entry":{}}', '{"key":1,"entry":{"response":1}}', '{"key":"k","entry":{"response":{}},"stored":"x"}',
        "\0", "[" * 100_000, '{"key":"\\ud83d","entry":{}}',
    ]  # fmt: skip
    for number, line in enumerate(entries):
        path = arena.folder / f"import-{number}.jsonl"
        path.write_text(line + "\n", encoding="utf-8")
        done = arena.run("cache", "import", path, env=env)
        arena.judge("planted files", f"cache import {number}", done)
        done = arena.run("cache", "info", env=env)
        arena.judge("planted files", f"cache info {number}", done, allowed=(0,))
