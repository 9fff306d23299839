"""`policysum batch`: the requests of `run` through the Batch API, with a server on loopback."""

import json
import sys
from collections import Counter
from dataclasses import replace

import pytest
from batch_answers import answer
from batch_api import BatchApi
from fake_server import completion

from policysum.batch import openai_batch
from policysum.batch.openai_batch_state import Order, Sent, Shipment, opened
from policysum.cli import app as application
from policysum.llm import Planned, Usage
from policysum.llm.batches import BatchState
from policysum.settings import Settings

PAID = {"cost", "model_calls", "cache_hits", "prompt_tokens", "completion_tokens", "cached_tokens"}
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
        given = (
            [reports, "--base-url", api.url, "--model", "m", "--no-summary"] if command == "submit" else []
        )
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
    options = (reports, "--base-url", api.url, "--model", "m", "--no-summary", "--quiet")
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


@pytest.mark.parametrize(
    ("name", "most", "files"),
    [("MOST_LINES", 6, [6]), ("MOST_LINES", 4, [4, 2]), ("MOST_BYTES", 1, [1] * 6)],
)
def test_what_one_file_of_the_server_does_not_hold_goes_into_the_next(
    batch, api, monkeypatch, name, most, files
):
    monkeypatch.setattr(openai_batch, name, most)
    status, out, err = batch("submit")
    assert status == 0
    assert "6 requests submitted" in err
    assert out.split() == [f"batch-{number}" for number in range(len(files))]
    assert [len(api.lines(number)) for number in api.batches] == files


@pytest.mark.parametrize("known", ["", "a", "b", "c", "ab", "ac", "bc", "abc"])
def test_each_of_several_batches_whose_number_was_lost_is_looked_for(known):
    order = Order(
        shipments=[Shipment(mark, 1, "2026-01-01") for mark in "abc"],
        requests={mark: Sent(mark, "report", "0-9", "p") for mark in "abc"},
    )

    class Client:
        def find(self, mark):
            return BatchState(f"batch-{mark}", "in_progress") if mark in known else None

    openai_batch._adopt(order, Client())
    assert [(one.mark, one.id) for one in order.shipments] == [(mark, f"batch-{mark}") for mark in known]
    assert {mark for mark, sent in order.requests.items() if sent.state == "failed"} == set("abc") - {*known}


@pytest.mark.parametrize("ended", [[0], [1], [2], [0, 2], [1, 2], [0, 1, 2]])
def test_whichever_of_several_batches_has_ended_is_collected(batch, api, monkeypatch, ended):
    monkeypatch.setattr(openai_batch, "MOST_LINES", 2)
    assert batch("submit")[1].split() == ["batch-0", "batch-1", "batch-2"]
    waiting = {f"batch-{number}" for number in range(3) if number not in ended}
    kept = {number: api.batches[number]["status"] for number in waiting}
    api.run()
    for number, status in kept.items():
        api.batches[number]["status"] = status
    err = batch("collect")[2]
    assert (f"{2 * len(waiting)} requests are still under way" in err) == bool(waiting)
    assert {path.split("/")[-1].partition("?")[0] for path in api.paths if "/batches/" in path} == {
        "batch-0", "batch-1", "batch-2",
    }  # fmt: skip


def test_no_file_is_larger_than_the_server_admits():
    """50,000 requests and 200 MB: https://platform.openai.com/docs/guides/batch."""
    assert openai_batch.MOST_LINES == 50_000
    assert openai_batch.MOST_BYTES == 200_000_000 // 2


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
        long = text.count("引进项目") > 6
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


def with_lines(api, change):
    """Let every batch end, and change the lines of its answers on their way."""
    api.run()
    number = list(api.batches)[-1]
    lines = api.files[f"{number}-out"].split(b"\n")
    changed = change(lines)
    assert changed != lines
    api.files[f"{number}-out"] = b"\n".join(changed)


def whole(line, **parts):
    return json.dumps(json.loads(line) | parts).encode()


def body_of(line):
    return json.loads(line)["response"]["body"]


MALFORMED = {
    "no JSON": lambda line: b"<html>502</html>",
    "no text": lambda line: b"\xff\xfe\x00\x01",
    "a list": lambda line: b"[1, 2]",
    "null": lambda line: b"null",
    "nested deep": lambda line: b"[" * 200_000,
    "too long": lambda line: b'{"custom_id": "' + b"x" * 5_000_000 + b'"}',
    "another's": lambda line: whole(line, custom_id="0" * 64),
    "a list for its number": lambda line: whole(line, custom_id=["x"]),
    "an error in words": lambda line: whole(line, error="no", response=None),
    "an error as a list": lambda line: whole(line, error=[1], response={"status_code": 500, "body": "x"}),
    "a response in words": lambda line: whole(line, response="x"),
    "no choices": lambda line: whole(line, response={"status_code": 200, "body": {"choices": "x"}}),
    "no message": lambda line: whole(line, response={"status_code": 200, "body": {"choices": [1]}}),
}


@pytest.mark.parametrize("kind", MALFORMED)
def test_a_malformed_line_costs_its_own_answer_and_no_other(batch, api, tmp_path, kind):
    batch("submit", "--passes", "0")
    with_lines(api, lambda lines: [MALFORMED[kind](lines[0]), *lines[1:]])
    status, _, err = batch("collect")
    assert "internal error" not in err
    assert "5 answers collected" in err
    assert "1 requests are to be asked next" in err
    assert len(results_in(tmp_path / "out")) == 5
    batch("submit", "--passes", "0")
    api.run()
    status, _, err = batch("collect")
    assert (status, len(results_in(tmp_path / "out"))) == (0, 6)


@pytest.mark.parametrize(
    "usage", ["many", {"prompt_tokens": -1e9, "completion_tokens": 1}, {"prompt_tokens": 10**30}, None, []]
)
def test_usage_that_cannot_be_meant_costs_no_answer(batch, api, tmp_path, usage):
    batch("submit", "--passes", "0")

    def odd(line):
        return whole(line, response={"status_code": 200, "body": body_of(line) | {"usage": usage}})

    with_lines(api, lambda lines: [odd(line) for line in lines])
    status, _, err = batch("collect")
    assert (status, len(results_in(tmp_path / "out"))) == (0, 6)
    assert "6 answers collected" in err
    assert "0.0000 CNY" in err


def test_half_a_character_in_a_collected_answer_is_replaced(batch, api, tmp_path):
    batch("submit", "--passes", "0")
    with_lines(
        api, lambda lines: [line.replace("高新".encode("unicode_escape"), b"\\ud83d") for line in lines]
    )
    _, _, err = batch("collect")
    assert "internal error" not in err
    assert len(results_in(tmp_path / "out")) == 6


def test_a_request_that_a_finished_batch_never_answers_is_given_up_in_the_end(batch, api, tmp_path):
    for _ in range(3):
        batch("submit", "--passes", "0")
        with_lines(api, lambda lines: [b"<html>", *[line for line in lines if b"choices" in line][1:]])
        batch("collect")
    _, _, err = batch("submit", "--passes", "0")
    assert "0 requests submitted" in err


def test_a_server_that_drips_its_file_is_given_up(batch, api, monkeypatch):
    from policysum.llm import batches

    monkeypatch.setattr(batches, "_FILES", 1)
    monkeypatch.setattr(batches, "_RETRIES", 0)
    batch("submit", "--passes", "0")
    api.run()
    api.drip = 0.3
    status, _, err = batch("collect", "--timeout", "1")
    assert status == 1
    assert "did not answer in time" in err


def test_secrets_of_an_address_are_in_no_record_result_or_message_and_are_needed_again(
    api, policysum, reports, tmp_path, monkeypatch
):
    out = tmp_path / "out"
    secret = api.url.replace("://", "://wang.wu:PASSWORD1@") + "?api-key=QUERYKEY9"
    said = policysum(
        "batch",
        "submit",
        reports,
        "--base-url",
        secret,
        "--model",
        "m",
        "--no-summary",
        "--passes",
        "0",
        "-o",
        out,
    )
    assert said[0] == 0, said
    api.run()
    said += policysum("batch", "collect", "--base-url", secret, "-o", out)
    written = [path.read_text("utf-8", "replace") for path in out.iterdir() if path.is_file()]
    everything = "".join(map(str, [*said, *written]))
    assert not any(word in everything for word in ("wang.wu", "PASSWORD1", "QUERYKEY9"))
    assert len(results_in(out)) == 6
    assert {"api-key=QUERYKEY9" in path for path in api.paths} == {True}


def test_nothing_is_submitted_whose_record_could_not_be_known_again(batch, api, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("x", "utf-8")
    for name in ("CONFIG", "CACHE"):
        monkeypatch.setenv(f"POLICYSUM_{name}_DIR", str(tmp_path / "file" / "x"))
    status, _, err = batch("submit")
    assert (status, api.files) == (2, {})
    assert "POLICYSUM_CONFIG_DIR" in err


REFUSAL = {"role": "assistant", "content": None, "refusal": "no"}


def test_an_answer_that_the_cache_may_not_keep_is_kept_beside_and_not_asked_for_again(batch, api, tmp_path):
    api.respond = lambda body: (
        completion(message=REFUSAL) if "企业3家" in body["messages"][-1]["content"] else respond(body)
    )
    batch("submit", "--passes", "0")
    api.run()
    _, _, err = batch("collect")
    assert "5 answers collected, 1 unusable" in err
    to_the_end(batch, api)
    status, _, err = batch("collect")
    assert status == 1
    assert "the model read none of the 1 passages" in err
    assert sorted(results_in(tmp_path / "out")) == [f"{n}.json" for n in (0, 2, 3, 4, 5)]
    assert "0 requests submitted, 0 were under way" in batch("submit")[2]
    lines = [json.loads(line) for line in (tmp_path / "out" / "run.jsonl").read_text().splitlines()]
    with opened(tmp_path / "out") as order:
        kept = {sent.response is not None for sent in order.requests.values() if sent.state == "unusable"}
        states = Counter(sent.state for sent in order.requests.values())
    assert kept == {True}
    paid = Counter(line["outcome"] for line in lines)
    assert paid == {"batch": states["answered"], "batch, unusable": states["unusable"]}


@pytest.mark.parametrize(("known", "usage"), [(True, (30, 4)), (True, None), (False, (30, 4))])
def test_what_is_not_known_of_the_cost_is_not_made_up(batch, api, tmp_path, clean_environment, known, usage):
    if not known:
        (clean_environment / "config" / "servers.toml").write_text(
            '[[server]]\nhost = "127.0.0.1"\nstructured = "json_schema_strict"\n', "utf-8"
        )
    api.respond = lambda body: (
        respond(body) | {"usage": usage and {"prompt_tokens": usage[0], "completion_tokens": usage[1]}}
    )
    batch("submit", "--passes", "0")
    api.run()
    batch("collect")
    lines = [json.loads(line) for line in (tmp_path / "out" / "run.jsonl").read_text().splitlines()]
    cost = sum(usage) / 2e6 if known and usage else None
    tokens = usage or (None, None)
    for line in lines:
        assert line["cost"] == (cost and pytest.approx(cost))
        assert (line["prompt_tokens"], line["completion_tokens"]) == tokens
        assert (line["cached_tokens"], line["currency"]) == (usage and 0, "CNY" if known else None)
        assert (line["attempts"], line["cache_hit"]) == (1, False)
        assert line["passage"]
    assert len(lines) == 6


@pytest.mark.parametrize(
    ("given", "environment", "sent"), [("sk-a", "sk-b", "sk-a"), (None, "sk-b", "sk-b"), (None, None, "none")]
)
def test_the_key_of_the_call_goes_before_that_of_the_environment(monkeypatch, given, environment, sent):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    if environment:
        monkeypatch.setenv("OPENAI_API_KEY", environment)
    with openai_batch._client(Settings(api_key=given, timeout=7.0)) as client:
        assert (client._client.api_key, client._client.timeout.read) == (sent, 7.0)
        assert (str(client._client.base_url), client._model) == ("https://api.openai.com/v1/", "")
    with openai_batch._client(Settings(base_url="http://127.0.0.1:9/v1", model="m")) as client:
        assert (str(client._client.base_url), client._model) == ("http://127.0.0.1:9/v1/", "m")


@pytest.mark.parametrize("environment", [None, "http://u:p@127.0.0.1:8/v1"])
def test_what_is_written_down_of_the_settings_is_read_again(monkeypatch, tmp_path, environment):
    if environment:
        monkeypatch.setenv("OPENAI_BASE_URL", environment)
    given = Settings(base_url="http://u:p@127.0.0.1:9/v1?k=s", model="m", passes=0, outline=False, summary=False,
                     prompts=tmp_path, cache_dir=tmp_path / "c", api_key="sk-a", timeout=5.0)  # fmt: skip
    kept = openai_batch._kept(given, "policysum.schema:Report")
    assert "sk-a" not in str(kept)
    assert kept["base_url"] == "http://127.0.0.1:9/v1"
    read = openai_batch._settings(Order(["a"], kept), given)
    assert read == replace(given, engine="openai")
    other = openai_batch._settings(Order(["a"], kept), Settings(base_url="http://127.0.0.1:7/v1"))
    assert (other.base_url, other.api_key, other.timeout) == ("http://127.0.0.1:9/v1", None, None)
    bare = openai_batch._kept(Settings(), None)
    assert bare["base_url"] == ("http://127.0.0.1:8/v1" if environment else None)
    assert (bare["prompts"], bare["cache_dir"], bare["schema"]) == (None, None, None)
    again = openai_batch._settings(Order(["a"], bare), Settings())
    assert (again.base_url, again.prompts, again.cache_dir) == (environment, None, None)


def planned(*bodies):
    return [Planned(f"k{n}", {"m": body}, "p", Usage()) for n, body in enumerate(bodies)]


@pytest.mark.parametrize(("more", "files"), [(0, [2]), (-1, [1, 1])])
def test_a_file_may_be_as_long_as_admitted_and_no_byte_longer(monkeypatch, more, files):
    (whole,) = openai_batch._files(planned("甲", "乙乙"))
    assert b"".join(line for _, line in whole).decode().count("甲") == 1
    monkeypatch.setattr(openai_batch, "MOST_BYTES", sum(len(line) for _, line in whole) + more)
    found = list(openai_batch._files(planned("甲", "乙乙")))
    assert [len(lines) for lines in found] == files
    assert [line for lines in found for _, line in lines] == [line for _, line in whole]
    assert list(openai_batch._files([])) == []
    monkeypatch.setattr(openai_batch, "MOST_BYTES", 1)
    assert [len(lines) for lines in openai_batch._files(planned("甲"))] == [1]


@pytest.mark.parametrize(
    ("sent", "again"),
    [(None, True), ("failed", True), ("answered", True), ("sent", False), ("unusable", False)],
)
def test_what_is_sent_again(sent, again):
    assert openai_batch._to_send(sent and Sent("m", "r", "0-9", "p", state=sent)) is again
