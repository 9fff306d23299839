"""Tokens per report, ours and langextract's: the same report, the same facts, both answered from gold.

    python benchmarks/tokens.py --peer .bench-venv/bin/python [--write]

Both pipelines talk HTTP to a server that knows the gold and answers each in its own format; what is counted is
what went over the wire, in the tokens of the embedded model (Gemma's). The schema is counted by itself: some
servers bill it as part of the prompt, others turn it into a grammar that the model never sees.
"""

import argparse
import asyncio
import json
import re
import subprocess
import sys
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "extract"))

from gold_model import GoldModel

from policysum import evaluate as scoring
from policysum.document import read_document
from policysum.extract import with_model
from policysum.llm import LocalServer, load_prompt

ROOT = Path(__file__).parents[1]
TITLE = "## Tokens against langextract"

# Runs under the peer's Python: the same instructions and the same example as ours, in its own terms.
PEER = """
import json, sys
import langextract as lx
task = json.load(sys.stdin)
example = lx.data.ExampleData(
    text=task["example"]["text"],
    extractions=[
        lx.data.Extraction(extraction_class=kind, extraction_text=text, attributes=attributes)
        for kind, text, attributes in task["example"]["extractions"]
    ],
)
found = lx.extract(
    text_or_documents=task["text"],
    prompt_description=task["prompt"],
    examples=[example],
    model_id="gpt-4o-mini",
    api_key="none",
    language_model_params={"base_url": task["base_url"]},
    fence_output=True,
    use_schema_constraints=False,
    max_workers=4,
    show_progress=False,
)
print(json.dumps({"extractions": len(found.extractions), "kpis": sum(e.extraction_class == "kpi" for e in found.extractions)}))
"""


TOKENIZER = LocalServer(threads=1, slots=1)


def tokens(text):
    address = TOKENIZER.base_url.removesuffix("/v1") + "/tokenize"
    with urllib.request.urlopen(address, json.dumps({"content": text}).encode()) as answer:
        return len(json.load(answer)["tokens"])


class Counting:
    """A fake that counts what goes in and out of another one."""

    def __init__(self, inner):
        self.inner, self.name, self.capabilities = inner, inner.name, inner.capabilities
        self.calls = self.sent = self.schemas = self.received = 0

    async def complete(self, request):
        completion = await self.inner.complete(request)
        self.calls += 1
        self.sent += sum(tokens(message.content) for message in request.messages)
        self.schemas += tokens(json.dumps(request.schema, ensure_ascii=False, separators=(",", ":")))
        self.received += tokens(completion.text)
        return completion


class PeerServer(ThreadingHTTPServer):
    """Answers langextract's questions from gold, as it wants them answered."""

    def __init__(self, source, gold):
        super().__init__(("127.0.0.1", 0), _PeerHandler)
        self.source, self.gold = source, gold
        self.calls = self.sent = self.received = 0
        self.lock = threading.Lock()

    def answer(self, prompt):
        chunk = prompt.rpartition("\nQ: ")[2].rpartition("\nA:")[0].strip()
        at = self.source.find(chunk)
        end = at + len(chunk)
        extractions = [
            {item.type: item.title, f"{item.type}_attributes": {"title": item.title, "detail": item.title}}
            for item in self.gold.items
            if at >= 0 and at <= item.start < end
        ]
        extractions += [
            {
                "kpi": self.source[fact.start : fact.end],
                "kpi_attributes": {
                    "indicator": fact.indicator,
                    "status": fact.status,
                    "change": fact.change,
                    "period": fact.period or "",
                },
            }
            for fact in self.gold.kpis
            if at >= 0 and at <= fact.start < end
        ]
        return "```json\n" + json.dumps({"extractions": extractions}, ensure_ascii=False, indent=2) + "\n```"


class _PeerHandler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        prompts = [message["content"] for message in body["messages"]]
        text = self.server.answer(prompts[-1])
        with self.server.lock:
            self.server.calls += 1
            self.server.sent += sum(map(tokens, prompts))
            self.server.received += tokens(text)
        choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}
        answer = {
            "id": "x",
            "object": "chat.completion",
            "created": 0,
            "model": body["model"],
            "choices": [choice],
        }
        data = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


def task(text, base_url):
    """What the peer is given: our own instructions and our own example, so that neither has the better prompt."""
    system, shown, answer = load_prompt("extract").messages(
        period="", path="", text="", readings="", open="", outline=False, title="", corrections=[]
    )[:3]
    lines = [re.sub(r"\[\d+\]", "", line) for line in re.findall(r"^\d+\|(.*)$", shown.content, re.MULTILINE)]
    said = json.loads(answer.content)
    extractions = [
        ("achievement", title, {"title": title, "detail": item["detail"]})
        for item in said["achievements"]
        # Ours leaves a heading to the program that has it; the peer has to be asked for it.
        for title in [item["title"] or lines[0].partition("是")[2].rstrip("。")]
    ]
    for kpi in said["kpis"]:
        index, _, name = kpi.partition(":")
        value = re.search(rf"([\d.]+(?:万亩|[家%]))\[{index}\]", shown.content)
        change = "growth" if value and "%" in value[1] else "increment"
        stance = {"status": "actual", "change": change, "period": "2021"}
        extractions.append(("kpi", value[1] if value else "第二", {"indicator": name, **stance}))
    return {
        "text": text,
        "base_url": base_url,
        "prompt": system.content,
        "example": {"text": "".join(lines), "extractions": extractions},
    }


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--gold", type=Path, default=ROOT / "seeds" / "gold")
    parser.add_argument("--reports", type=Path, default=None)
    parser.add_argument("--peer", required=True, help="a Python with langextract[openai]")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    rows = []
    for name, path in scoring.reports(options.gold, among=options.reports).items():
        document, gold = read_document(path), scoring.read_gold(options.gold)[name]
        ours = Counting(GoldModel(document, gold))
        draft = asyncio.run(with_model(document, ours))
        server = PeerServer(document.source, gold)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        body = document.source[slice(*document.body)]
        job = task(body, f"http://127.0.0.1:{server.server_port}/v1")
        done = subprocess.run(
            [options.peer, "-c", PEER],
            input=json.dumps(job),
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        server.shutdown()
        if done.returncode:
            sys.exit(done.stderr[-2000:])
        found = json.loads(done.stdout.splitlines()[-1])
        said, theirs = ours.sent + ours.received, server.sent + server.received
        total = said + ours.schemas
        rows.append(
            f"| {name} | {ours.calls} | {ours.sent} + {ours.schemas} | {ours.received} | {len(draft.proposals)} "
            f"| {server.calls} | {server.sent} | {server.received} | {found['kpis']} | {said / theirs:.2f} | {total / theirs:.2f} |"
        )
    head = (
        "| report | calls | in: messages + schema | out | KPIs | langextract: calls | in | out | KPIs | ours / theirs | with the schema |\n"
        "| --- |" + " ---: |" * 10
    )
    text = "\n".join(["`python benchmarks/tokens.py --peer PYTHON --write`", "", head, *rows])
    print(text)
    if options.write:
        from extraction import write

        write(text, TITLE)


if __name__ == "__main__":
    main()
