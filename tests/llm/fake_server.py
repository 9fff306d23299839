"""A real HTTP server on loopback that answers from a script, faults included."""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


def completion(text="好", *, finish="stop", usage=(10, 2), message=None, model="fake"):
    """Write a chat completion."""
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": model,
        "choices": [
            {
                "index": 0,
                "finish_reason": finish,
                "message": {"role": "assistant", "content": text} if message is None else message,
            }
        ],
        "usage": {"prompt_tokens": usage[0], "completion_tokens": usage[1], "total_tokens": sum(usage)},
    }


@dataclass
class Step:
    """One scripted answer."""

    body: Any = field(default_factory=completion)
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    until: threading.Event | None = None  # answered when this is set
    fault: str = ""  # "reset": the connection dies; "cut": the body ends early


def failing(status, code="", message="no", **headers):
    """Write an error answer."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return Step({"error": {"message": message, "type": code, "code": code}}, status, names)


class FakeServer:
    """Plays its script; after the end it repeats the last step."""

    def __init__(self) -> None:
        self.script: list[Step] = [Step()]
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.respond = None
        self._lock = threading.Lock()
        owner = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                owner._play(self, body)

            def log_message(self, *_):
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_):
                pass  # a client that gave up waiting is part of the script

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        )
        self._thread.start()

    def _play(self, handler, body):
        with self._lock:
            self.requests.append(body)
            self.headers.append(dict(handler.headers))
            step = (
                self.respond(body)
                if self.respond
                else self.script[min(len(self.requests), len(self.script)) - 1]
            )
        time.sleep(step.delay)
        if step.until is not None:
            step.until.wait(60)
        if step.fault == "reset":
            linger = struct.pack("ii", 1, 0)
            handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            handler.close_connection = True
            return
        payload = step.body
        if not isinstance(payload, bytes):
            text = payload if isinstance(payload, str) else json.dumps(payload, ensure_ascii=False)
            payload = text.encode()
        handler.send_response(step.status)
        for name, value in {"content-type": "application/json", **step.headers}.items():
            handler.send_header(name, value)
        handler.send_header("content-length", str(len(payload)))
        handler.end_headers()
        if step.fault == "cut":
            handler.wfile.write(payload[: len(payload) // 2])
            handler.close_connection = True
            return
        handler.wfile.write(payload)

    def close(self):
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class Clock:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.time = 1_000_000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds
