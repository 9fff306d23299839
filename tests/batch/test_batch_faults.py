"""What a network and a server do to a batch, over real HTTP on loopback."""

import collections
import json
import threading

import pytest
from batch_answers import REPORT, answer, asked, calls_in, is_probe
from fake_server import Step, completion, failing

from policysum.batch import Outcome, Stop
from policysum.errors import BudgetExhaustedError, ModelAuthError, ModelQuotaError
from policysum.llm import RetryPolicy

FAULTS = {
    "429 with seconds": failing(429, retry_after="0"),
    "429 with milliseconds": failing(429, retry_after_ms="30"),
    "500": failing(500, retry_after="0"),
    "reset": Step(fault="reset"),
    "cut": Step(fault="cut"),
    "stall": Step(delay=3.5),
}


def key_of(body):
    return json.dumps(body, sort_keys=True)


def failing_once(fault, share=2):
    """Every request of an even count meets the fault at first."""
    seen = collections.Counter()

    def respond(body):
        if is_probe(body):
            return answer(body)
        key = key_of(body)
        seen[key] += 1
        if seen[key] == 1 and len(seen) % share == 0:
            return fault
        return answer(body)

    return respond


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_costs_no_report_and_no_second_answer(name, server, reports, runner):
    server.respond = failing_once(FAULTS[name])
    # Only who stalls is given up soon: on a busy machine a second is little for an answer that is on its way.
    result, traffic = runner([reports], timeout=2.5 if name == "stall" else 60)
    assert {report.outcome for report in result.reports} == {Outcome.DONE}
    answered = collections.Counter(key_of(body) for body in asked(server))
    assert len(answered) == 6
    assert sorted(answered.values()) == [1, 1, 1, 2, 2, 2]
    assert traffic.requests >= len(asked(server))


def test_a_request_that_was_lost_on_the_way_counts_as_perhaps_paid(server, reports, runner, priced):
    priced()
    server.respond = failing_once(FAULTS["cut"])
    _, traffic = runner([reports])
    assert traffic.maybe_spent > 0
    server.respond = failing_once(FAULTS["500"])
    _, traffic = runner([reports], force=True, cache_dir=reports.parent / "fresh")
    assert traffic.maybe_spent == 0


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (failing(401, message="wrong key sk-abcdef0123456789"), ModelAuthError),
        (failing(403), ModelAuthError),
        (failing(429, "insufficient_quota"), ModelQuotaError),
    ],
)
def test_what_every_report_would_meet_ends_the_run_with_all_so_far_on_disk(
    fault, error, server, reports, runner, tmp_path
):
    def respond(body):
        return answer(body) if len(asked(server)) <= 2 else fault

    server.respond = respond
    result, _ = runner([reports], concurrency=1)
    assert isinstance(result.fatal, error)
    assert "sk-abc" not in str(result.fatal)
    assert len(asked(server)) == 3
    written = sorted(path.name for path in (tmp_path / "out").glob("?.json"))
    assert [r.job.output.name for r in result.reports if r.outcome is Outcome.DONE] == written
    assert len(written) == 2
    server.respond = answer
    again, _ = runner([reports])
    assert [r.outcome for r in again.reports].count(Outcome.UP_TO_DATE) == 2
    assert again.failed == []
    assert len(asked(server)) == 3 + 4


def test_a_server_that_fails_for_everybody_ends_the_run_before_all_reports_have_failed(
    server, reports, runner
):
    server.respond = lambda body: answer(body) if is_probe(body) else failing(404, message="no such model")
    result, _ = runner([reports], concurrency=1)
    assert result.fatal is not None
    # How many more have begun by then depends on how busy the machine is.
    ended = [report.outcome for report in result.reports]
    assert ended.count(Outcome.FAILED) < len(ended)


def test_a_rate_limit_cools_down_everybody_and_is_no_reports_fault(server, reports, runner):
    limited = iter([failing(429, retry_after="0.2")] * 3)
    server.respond = lambda body: answer(body) if is_probe(body) else next(limited, answer(body))
    result, _ = runner([reports], concurrency=3)
    assert result.failed == []
    assert all(not report.facts.unread for report in result.reports)


@pytest.mark.parametrize("fault", [failing(429, retry_after="3600"), failing(503, retry_after="3600")])
def test_a_server_that_fails_for_good_ends_the_run_and_the_next_asks_for_the_missing_alone(
    fault, server, reports, runner
):
    paragraphs = (
        f"今年以来,新认定高新技术企业{n}家,引进项目{n + 50}个。{'各项工作有序推进。' * 150}\n"
        for n in range(11, 17)
    )
    (reports / "long.txt").write_text(f"一、工作完成情况\n{''.join(paragraphs)}", encoding="utf-8")
    policy = RetryPolicy(shortest=0.01, patience=5)

    def respond(body):
        return answer(body) if is_probe(body) or len(asked(server)) <= 3 else fault

    server.respond = respond
    result, _ = runner([reports], concurrency=1, outline=False, retries=policy)
    assert result.failed or result.fatal
    assert any(report.outcome is not Outcome.DONE for report in result.reports)
    answered = {key_of(body) for body in asked(server)[:3]}
    before = len(asked(server))
    server.respond = answer
    again, _ = runner([reports], outline=False)
    assert {report.outcome for report in again.reports} <= {Outcome.DONE, Outcome.UP_TO_DATE}
    assert not answered & {key_of(body) for body in asked(server)[before:]}


def test_an_answer_cut_off_at_the_limit_splits_the_passage(server, tmp_path, runner):
    lines = "".join(f"今年以来,新认定高新技术企业{n}家,引进项目{n + 50}个。\n" for n in range(11, 19))
    (tmp_path / "long.txt").write_text(f"一、工作完成情况\n{lines}", encoding="utf-8")

    def respond(body):
        text = body["messages"][-1]["content"].partition("<原文>")[2]
        long = text.count("引进项目") > 6
        return Step(completion('{"achievements":[', finish="length")) if long else answer(body)

    server.respond = respond
    result, _ = runner([tmp_path / "long.txt"])
    assert result.reports[0].facts.unread == 0
    assert [call["outcome"] for call in calls_in(tmp_path / "out")] == ["TruncatedAnswerError", "ok", "ok"]
    before = len(asked(server))
    runner([tmp_path / "long.txt"], force=True)
    assert len(asked(server)) == before


def test_empty_and_refused_answers_are_told_apart(server, reports, runner, tmp_path):
    refusal = {"role": "assistant", "content": None, "refusal": "no"}
    steps = {"2家": Step(completion("")), "3家": Step(completion(message=refusal))}
    server.respond = lambda body: next(
        (step for word, step in steps.items() if f"企业{word}" in body["messages"][-1]["content"]),
        answer(body),
    )
    result, _ = runner([reports])
    outcomes = {(call["report"], call["outcome"]) for call in calls_in(tmp_path / "out")}
    assert ("0.txt", "EmptyAnswerError") in outcomes
    assert ("1.txt", "RefusedAnswerError") in outcomes
    assert [report.job.name for report in result.failed] == ["0.txt", "1.txt"]
    assert [report.error.what for report in result.failed] == [
        "the model read none of the 1 passages (模型没有作答)",
        "the model read none of the 1 passages (模型拒绝回答)",
    ]


def test_identical_requests_in_flight_are_sent_once(server, tmp_path, runner):
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text("一、工作完成情况\n新认定高新技术企业7家。\n", encoding="utf-8")
    server.respond = lambda body: Step(answer(body).body, delay=0.2)
    result, _ = runner([tmp_path / f"{name}.txt" for name in "abc"])
    assert result.failed == []
    assert len(asked(server)) == 1


def test_a_stop_waits_for_what_is_under_way_and_the_rest_goes_on_later(server, reports, runner, tmp_path):
    stop, under_way = Stop(), threading.Event()

    def respond(body):
        if not is_probe(body) and len(asked(server)) == 2:
            under_way.set()
        return Step(answer(body).body, delay=0 if is_probe(body) else 0.4)

    server.respond = respond
    threading.Thread(target=lambda: (under_way.wait(10), stop.ask())).start()
    result, _ = runner([reports], concurrency=2, stop=stop)
    outcomes = collections.Counter(report.outcome for report in result.reports)
    assert len(asked(server)) == 2
    assert outcomes[Outcome.DONE] == 2
    assert outcomes[Outcome.NOT_FINISHED] + outcomes[Outcome.NOT_STARTED] == 4
    again, _ = runner([reports])
    assert again.failed == []
    assert len(asked(server)) == 6


def test_a_budget_is_never_passed_and_a_larger_one_goes_on(server, reports, runner, priced, tmp_path):
    priced(100.0, 100.0)
    server.respond = lambda body: answer(body, usage=(500, 300))  # 0.08, less than it might have been
    _, traffic = runner([reports], cache_dir=tmp_path / "c")
    whole = traffic.spent
    assert whole > 0
    half, traffic = runner([reports], force=True, cache_dir=tmp_path / "d", budget=whole * 40)
    assert half.failed == []
    assert traffic.spent == pytest.approx(whole)
    before = len(asked(server))
    part, traffic = runner([reports], force=True, cache_dir=tmp_path / "e", budget=0.32)
    assert isinstance(part.fatal, BudgetExhaustedError)
    assert 0 < traffic.spent <= 0.32
    assert before < len(asked(server)) < before + 6
    rest, _ = runner([reports], force=True, cache_dir=tmp_path / "e", budget=whole * 40)
    assert rest.failed == []
    assert len(asked(server)) == before + 6


@pytest.mark.parametrize("tokens", [-1_000_000_000, "many", None, 10**30])
def test_tokens_that_cannot_be_meant_count_as_the_most_they_can_be_and_pay_no_budget_back(
    tokens, server, reports, runner, priced, tmp_path
):
    priced(100.0, 100.0)
    usage = {"prompt_tokens": tokens, "completion_tokens": tokens}
    server.respond = lambda body: Step(answer(body).body | {"usage": usage})
    part, traffic = runner([reports], budget=0.5)
    assert isinstance(part.fatal, BudgetExhaustedError)
    assert traffic.spent == 0
    assert 0 < traffic.maybe_spent <= 0.5
    assert len(asked(server)) < 6
    done = [json.loads(path.read_text(encoding="utf-8"))["run"] for path in (tmp_path / "out").glob("?.json")]
    assert done
    assert {(run["cost"], run["prompt_tokens"]) for run in done} == {(None, 0)}
    assert {call["prompt_tokens"] for call in calls_in(tmp_path / "out") if call["outcome"] == "ok"} == {None}


def test_run_jsonl_has_a_line_for_every_call_and_counts_failed_tries(
    server, reports, runner, priced, tmp_path
):
    priced(1.0, 2.0)
    server.respond = failing_once(FAULTS["500"])
    result, _ = runner([reports])
    calls = calls_in(tmp_path / "out")
    assert sorted(call["report"] for call in calls) == [f"{n}.txt" for n in range(6)]
    assert sum(call["attempts"] for call in calls) == len(asked(server)) == 9
    assert {call["outcome"] for call in calls} == {"ok"}
    for call in calls:
        assert set(call) == {
            "time", "report", "passage", "request", "model", "prompt_version", "outcome", "cache_hit",
            "attempts", "prompt_tokens", "completion_tokens", "cached_tokens", "cost", "currency", "seconds",
        }  # fmt: skip
        start, end = map(int, call["passage"].split("-"))
        assert 0 <= start < end
        assert len(call["request"]) == 64
    assert sum(report.facts.cost for report in result.reports) == pytest.approx(sum(c["cost"] for c in calls))
    (tmp_path / "out" / "run.jsonl").write_text("", encoding="utf-8")
    runner([reports], force=True)
    assert [call["cache_hit"] for call in calls_in(tmp_path / "out")] == [True] * 6


def test_answers_that_cannot_be_kept_end_the_run(server, reports, runner, monkeypatch):
    from policysum.llm.database import CacheError, Database

    def full(self, entries):
        raise CacheError("the response cache cannot be used (database or disk is full)", where="disk")

    monkeypatch.setattr(Database, "put", full)
    result, _ = runner([reports], concurrency=1)
    assert isinstance(result.fatal, CacheError)
    assert len(asked(server)) <= 2  # the next may leave while the first is being kept


def test_reports_that_wait_for_one_answer_do_not_keep_the_model_idle(server, tmp_path, runner):
    folder = tmp_path / "same"
    folder.mkdir()
    for index in range(6):
        (folder / f"{index}.txt").write_text(REPORT.format(max(index, 3), 31), encoding="utf-8")
    server.respond = lambda body: Step(answer(body).body, delay=1.5 if "企业3家" in str(body) else 0)
    result, _ = runner([folder], concurrency=2)
    assert not result.failed
    first_answered = [call["report"] for call in calls_in(tmp_path / "out")][:2]
    assert first_answered == ["4.txt", "5.txt"]


def test_the_probe_of_an_unknown_server_is_accounted_for_but_to_no_report(server, reports, tmp_path, runner):
    result, traffic = runner([reports])
    lines = [json.loads(line) for line in (tmp_path / "out" / "run.jsonl").read_text().splitlines()]
    probes = [line for line in lines if line["prompt_version"] == "probe"]
    assert [(line["report"], line["passage"], line["outcome"]) for line in probes] == [(None, None, "ok")]
    assert traffic.requests == len(server.requests)
    assert sum(report.facts.calls for report in result.reports) == len(asked(server))
