"""Reports, a real HTTP server on loopback that answers them, and ways to run over them."""

import asyncio
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests" / "llm"), str(ROOT / "benchmarks")]

from batch_answers import REPORT, answer  # noqa: E402 - the path is set above
from fake_server import FakeServer  # noqa: E402

from policysum.batch import find_jobs, run_batch  # noqa: E402
from policysum.llm import RetryPolicy  # noqa: E402
from policysum.summarizer import Summarizer  # noqa: E402

QUICK = RetryPolicy(shortest=0.01)


class Diary:
    """An observer that remembers."""

    def __init__(self):
        self.events = []

    def started(self, job):
        self.events.append(("started", job.name))

    def finished(self, result):
        self.events.append((result.outcome.value, result.job.name))

    def recognised(self, done, pages):
        pass

    def tick(self):
        pass


@pytest.fixture
def reports(tmp_path):
    """Six small reports, each one request."""
    folder = tmp_path / "in"
    folder.mkdir()
    for index in range(6):
        (folder / f"{index}.txt").write_text(REPORT.format(index + 2, index + 31), encoding="utf-8")
    return folder


@pytest.fixture
def server(loopback):
    """Answers everything."""
    fake = FakeServer()
    fake.respond = answer
    yield fake
    fake.close()


@pytest.fixture
def priced(clean_environment):
    """Say what tokens cost and what the server can do, as a user would."""

    def price(prompt=1.0, completion=1.0):
        folder = clean_environment / "config"
        folder.mkdir(parents=True, exist_ok=True)
        row = f'price = {{ prompt = {prompt}, completion = {completion}, currency = "CNY" }}'
        (folder / "servers.toml").write_text(
            f'[[server]]\nhost = "127.0.0.1"\nstructured = "json_schema_strict"\n{row}\n', encoding="utf-8"
        )

    return price


@pytest.fixture
def runner(server, tmp_path):
    """Run over paths with the model of the server; give the result and the summarizer's traffic."""

    def run(paths, *, force=False, stop=None, out=None, **settings):
        out = out or tmp_path / "out"
        out.mkdir(exist_ok=True)
        jobs, _ = find_jobs([str(path) for path in paths], out)
        options = {
            "engine": "openai",
            "base_url": server.url,
            "model": "m",
            "passes": 0,
            "summary": False,
            "retries": QUICK,
            **settings,
        }

        async def go():
            async with Summarizer(log=out / "run.jsonl", **options) as summarizer:
                result = await run_batch(jobs, summarizer, observer=Diary(), force=force, stop=stop)
                return result, summarizer.traffic

        return asyncio.run(go())

    return run
