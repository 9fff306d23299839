"""`policysum batch`: the requests of `run` through the Batch API, with a server on loopback."""

import json
import sys

import pytest
from batch_answers import answer
from batch_api import BatchApi
from fake_server import completion

from policysum.cli import app as application

PAID = {"cost", "model_calls", "cache_hits", "prompt_tokens", "completion_tokens", "cached_tokens", "seconds"}
KEY = "sk-0123456789abcdef"


def respond(body):
    return answer(body).body


@pytest.fixture
def api(loopback, priced, monkeypatch):
    priced()
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    fake = BatchApi(respond)
    yield fake
    fake.close()


@pytest.fixture
def policysum(capsys, monkeypatch):
    """Run a command in this process; give its exit status, stdout and stderr."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["policysum", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            application.main()
        out, err = capsys.readouterr()
        return ended.value.code or 0, out, err

    return run


@pytest.fixture
def batch(policysum, api, reports, tmp_path):
    """Run one of the three commands over the reports."""
    out = tmp_path / "out"

    def go(command, *arguments):
        given = [reports, "--base-url", api.url, "--model", "m"] if command == "submit" else []
        return policysum("batch", command, *given, "-o", out, *arguments)

    return go


def _canonical(body):
    return json.dumps(body, sort_keys=True)


def results_in(out):
    found = {}
    for path in sorted(out.glob("?.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        data["run"] = {name: value for name, value in data["run"].items() if name not in PAID}
        found[path.name] = data
    return found


def to_the_end(batch, api, rounds=6):
    for _ in range(rounds):
        batch("submit")
        api.run()
        _, _, err = batch("collect")
        if "to be asked next" not in err:
            return
    raise AssertionError("there was always more to ask")


def test_the_results_and_the_cache_are_those_of_run(batch, api, policysum, reports, tmp_path, monkeypatch):
    to_the_end(batch, api)
    assert api.asked == []
    direct = tmp_path / "direct"
    options = (reports, "--base-url", api.url, "--model", "m", "--quiet")
    assert policysum("run", *options, "-o", direct) == (0, "", "")
    assert api.asked == []
    assert results_in(direct) == results_in(tmp_path / "out")
    assert len(results_in(direct)) == 6
    monkeypatch.setenv("POLICYSUM_CACHE_DIR", str(tmp_path / "another"))
    assert policysum("run", *options, "-o", tmp_path / "alone") == (0, "", "")
    assert results_in(tmp_path / "alone") == results_in(direct)
    sent = [line["body"] for number in api.batches for line in api.lines(number)]
    assert sorted(map(_canonical, sent)) == sorted(map(_canonical, api.asked))


def test_nothing_is_submitted_twice_and_nothing_is_written_before_it_is_answered(batch, api, tmp_path):
    status, out, err = batch("submit")
    assert (status, out.split()) == (0, ["batch-0"])
    assert "6 requests submitted" in err
    assert "0 requests submitted, 6 were under way" in batch("submit")[2]
    assert "6 requests are still under way" in batch("collect")[2]
    assert results_in(tmp_path / "out") == {}
    assert "in_progress" in batch("status")[1]
    assert len(api.batches) == 1


def test_failed_lines_are_submitted_again_and_given_up_in_the_end(batch, api, tmp_path):
    def stubborn(body):
        bad = "企业3家" in body["messages"][-1]["content"]
        return (500, {"error": {"message": "oops"}}) if bad else respond(body)

    api.respond = stubborn
    to_the_end(batch, api)
    bad = [line for n in api.batches for line in api.lines(n) if "企业3家" in str(line)]
    assert len(bad) == 3
    assert sorted(results_in(tmp_path / "out")) == [f"{n}.json" for n in (0, 2, 3, 4, 5)]
    status, _, err = batch("collect")
    assert status == 1
    assert "the batch failed 3 times (oops)" in err
    assert "0 requests submitted, 0 were under way" in batch("submit")[2]


def test_lines_of_a_batch_that_expired_are_submitted_again(batch, api, tmp_path):
    batch("submit")
    api.run(status="expired", only=2)
    _, _, err = batch("collect")
    assert "2 answers collected" in err
    assert "4 failed" in err
    to_the_end(batch, api)
    assert len(api.lines("batch-1")) == 4
    assert len(results_in(tmp_path / "out")) == 6


def test_why_a_batch_ended_early_is_said(batch, api):
    batch("submit")
    api.run(status="failed", only=0, why="Enqueued token limit reached")
    status, _, err = batch("collect")
    assert status == 1
    assert "the batch ended early: Enqueued token limit reached" in err


def test_a_truncated_answer_splits_the_passage_in_the_next_round(batch, api, tmp_path, reports):
    for path in reports.iterdir():
        path.unlink()
    lines = "".join(f"今年以来,新认定高新技术企业{n}家,引进项目{n + 50}个。\n" for n in range(11, 19))
    (reports / "0.txt").write_text(f"一、工作完成情况\n{lines}", encoding="utf-8")

    def short(body):
        text = body["messages"][-1]["content"].partition("<原文>")[2]
        long = text.count("家,引进") > 6
        return completion('{"achievements":[', finish="length") if long else answer(body).body

    api.respond = short
    to_the_end(batch, api)
    assert len(api.lines("batch-0")) == 1
    assert len(api.lines("batch-1")) == 2
    assert results_in(tmp_path / "out")["0.json"]["run"]["unread"] == []


def test_a_batch_whose_number_was_lost_is_found_again_and_not_sent_twice(batch, api, tmp_path):
    api.lose_create = True
    assert batch("submit")[0] == 1
    api.lose_create = False
    assert "6 were under way" in batch("submit")[2]
    assert len(api.batches) == 1
    api.run()
    assert "6 answers collected" in batch("collect")[2]


def test_a_batch_that_never_came_about_is_submitted_again(batch, api):
    api.fail_create = True
    status, _, err = batch("submit")
    assert status == 1
    assert "not now" in err
    api.fail_create = False
    assert "6 requests submitted" in batch("submit")[2]


def test_a_collection_is_paid_at_half_the_price_and_every_call_is_noted(batch, api, tmp_path):
    batch("submit")
    api.run()
    batch("collect")
    lines = [json.loads(line) for line in (tmp_path / "out" / "run.jsonl").read_text().splitlines()]
    assert len(lines) == 6
    assert {line["outcome"] for line in lines} == {"batch"}
    for line in lines:
        assert line["cost"] == pytest.approx((line["prompt_tokens"] + line["completion_tokens"]) / 2e6)


def test_no_key_is_written_down(batch, api, tmp_path):
    batch("submit")
    for path in (tmp_path / "out").iterdir():
        if path.is_file():
            assert KEY.encode() not in path.read_bytes()


def test_collecting_where_nothing_was_submitted_says_what_to_do(batch):
    status, _, err = batch("collect")
    assert status == 2
    assert "policysum batch submit" in err
