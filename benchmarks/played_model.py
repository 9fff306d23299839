"""A strong model played by hand: a loopback server that answers from files and saves what it has no answer for.

    python benchmarks/played_model.py ANSWERS REPORT... [--spoil HABIT] [--write OUT]

Each request has a key. The answer stands in ANSWERS/KEY.json; where there is none, the request is saved as
ANSWERS/KEY.request.txt and the server says that it is not there. Whoever plays the model reads those requests,
and nothing else, writes the answers beside them and runs this again until none is missing.
`--gemma` counts tokens as the embedded model does, `--passages-only` asks for neither outline nor summary.
`--spoil` gives every answer out in one of the ways of tests/extract/habits.py.
"""

import argparse
import asyncio
import hashlib
import json
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "extract"))

from habits import NAMES, spoiled

from policysum.engine import Engine
from policysum.errors import PolicysumError
from policysum.llm import Capabilities, OpenAIModel, Retrier, RetryPolicy, Structured
from policysum.summarizer import Summarizer

_CONTEXT = 32_768


class PlayedModel:
    """Serves a folder of answers until the block ends; counts requests, and what had no answer."""

    def __init__(self, answers, spoil="", count=None):
        self.answers, self.spoil, self.count = Path(answers), spoil, count or about
        self.requests, self.missing = [], []
        self.tokens = [0, 0]

    def __enter__(self):
        played = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                status, answer = played.answer(body)
                payload = json.dumps(answer, ensure_ascii=False).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(payload)))
                self.end_headers()
                self.wfile.write(payload)

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    def answer(self, body):
        """The answer that is kept for a request, spoiled if that is asked for; else the request is kept."""
        shown = "\n\n".join(f"[{one['role']}]\n{one['content']}" for one in body["messages"])
        # A server without schemas is shown the schema in the text: the question is the same.
        asked = shown.partition("\n\n只输出一个 JSON 对象")[0]
        key = hashlib.sha256(asked.encode()).hexdigest()[:12]
        self.requests.append(key)
        path = self.answers / f"{key}.json"
        if not path.is_file():
            self.answers.mkdir(parents=True, exist_ok=True)
            schema = json.dumps(body.get("response_format"), ensure_ascii=False)
            (self.answers / f"{key}.request.txt").write_text(f"{shown}\n\n[schema]\n{schema}\n", "utf-8")
            self.missing.append(key)
            return 503, {"error": {"message": f"no answer is kept for {key}"}}
        text = path.read_text("utf-8").strip()
        used = [sum(self.count(one["content"]) for one in body["messages"]), self.count(text)]
        self.tokens = [sum(pair) for pair in zip(self.tokens, used, strict=True)]
        message = {"role": "assistant", "content": spoiled(text, self.spoil) if self.spoil else text}
        usage = dict(zip(("prompt_tokens", "completion_tokens"), map(int, used), strict=True))
        choice = {"index": 0, "finish_reason": "stop", "message": message}
        return 200, {
            "id": key,
            "object": "chat.completion",
            "created": 0,
            "model": "played",
            "choices": [choice],
            "usage": usage,
        }


def about(text):
    """About a token a Chinese character, and one for every three others."""
    return sum(1 / 3 if one.isascii() else 1 for one in text)


async def summarised(played, paths, *, structured=Structured.STRICT, whole=True):
    """Summaries of reports through the played model, each asked for anew."""
    capabilities = Capabilities(family="played", structured=structured, context=_CONTEXT)
    policy = RetryPolicy(attempts=1)
    with tempfile.TemporaryDirectory() as cache:
        model = OpenAIModel(played.url, model="played", capabilities=capabilities, retrier=Retrier(policy))
        engine = Engine("openai", "it is played", "played", model)
        asked = {"outline": whole, "summary": whole}
        async with Summarizer(opened=engine, cache_dir=Path(cache), **asked) as summarizer:
            return {path.stem: await summarizer.asummarize(path) for path in paths}


def main():
    """Run reports through the played model and say what is still missing."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("answers", type=Path)
    parser.add_argument("reports", type=Path, nargs="+")
    parser.add_argument("--spoil", choices=NAMES, default="")
    parser.add_argument("--write", type=Path, help="folder for the results as JSON")
    parser.add_argument("--gemma", action="store_true", help="count tokens with the embedded model")
    parser.add_argument("--passages-only", action="store_true", help="ask for neither outline nor summary")
    given = parser.parse_args()
    structured = Structured.OBJECT if given.spoil else Structured.STRICT
    count = None
    if given.gemma:
        from tokens import tokens as count
    with PlayedModel(given.answers, given.spoil, count) as played:
        for path in given.reports:
            before, tokens_before = len(played.requests), list(played.tokens)
            try:
                summary = asyncio.run(
                    summarised(played, [path], structured=structured, whole=not given.passages_only)
                )[path.stem]
            except PolicysumError as error:
                print(f"{path.name}: {error}")
                continue
            run = summary.run
            sent, received = (now - then for now, then in zip(played.tokens, tokens_before, strict=True))
            print(
                f"{path.name}: {sent:.0f} tokens in, {received:.0f} out, {len(played.requests) - before} requests, {run.repairs} of them repairs,"
                f" {run.dropped} elements dropped, {run.passages_read} of {run.passages} passages read"
            )
            if given.write:
                given.write.mkdir(parents=True, exist_ok=True)
                (given.write / f"{path.stem}.json").write_text(summary.to_json(), "utf-8")
        print(f"about {played.tokens[0]:.0f} tokens in, {played.tokens[1]:.0f} out")
        for key in played.missing:
            print(f"no answer: {given.answers / key}.request.txt")


if __name__ == "__main__":
    main()
