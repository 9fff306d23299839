"""A model from gold behind an OpenAI-compatible HTTP address, with a delay: what the benchmarks run against."""

import asyncio
import json
import threading
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from policysum.llm.types import ChatRequest, Message


@dataclass
class FakeServer:
    """Serves one fake `ChatModel` until the block ends; counts requests and how many ran at once."""

    model: object
    delay: float = 0.0
    requests: int = 0
    at_once: int = 0
    most_at_once: int = 0

    def __enter__(self):
        fake, lock = self, threading.Lock()

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                with lock:
                    fake.requests += 1
                    fake.at_once += 1
                    fake.most_at_once = max(fake.most_at_once, fake.at_once)
                time.sleep(fake.delay)
                answer = json.dumps(fake.answer(body), ensure_ascii=False).encode()
                with lock:
                    fake.at_once -= 1
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.base_url = f"http://127.0.0.1:{self._server.server_port}/v1"
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    def answer(self, body):
        messages = tuple(Message(message["role"], message["content"]) for message in body["messages"])
        schema = (body.get("response_format") or {}).get("json_schema", {}).get("schema")
        if not any("<原文>" in message.content for message in messages):
            # The client asks an unknown server what it can do.
            return _response('{"answer":"可以"}', 1, 1)
        completion = asyncio.run(self.model.complete(ChatRequest(messages, schema)))
        return _response(completion.text, completion.usage.prompt_tokens, completion.usage.completion_tokens)


def _response(text, prompt_tokens, completion_tokens):
    message = {"role": "assistant", "content": text}
    return {
        "id": "fake",
        "object": "chat.completion",
        "created": 0,
        "model": "gold",
        "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
        "usage": {
            "prompt_tokens": prompt_tokens,
            "completion_tokens": completion_tokens,
            "total_tokens": prompt_tokens + completion_tokens,
        },
    }
