"""How a report ended is said, and the same reports and answers give the same bytes, whatever order they come in."""

import itertools
import json
import random

import pytest
from batch_answers import answer, is_probe
from fake_server import Step, completion, failing

from policysum.batch import Outcome, find_jobs
from policysum.batch.tables import Tables

REFUSAL = {"role": "assistant", "content": None, "refusal": "no"}
UNREAD = {
    "refused": Step(completion(message=REFUSAL)),
    "empty": Step(completion("")),
    "an outage": failing(500, retry_after="0"),
    "refused by its content": failing(400, "data_inspection_failed"),
}
WRONG = ("龙头企业", "技术工人", "创新平台", "补助资金")


def text_of(body):
    return body["messages"][-1]["content"].partition("<原文>")[2]


@pytest.fixture
def long_report(tmp_path):
    """A report of several passages: more numbers than one may ask for."""
    path = tmp_path / "long.txt"
    lines = "".join(f"全年新增企业{n}家,引进人才{n + 1}人,建成平台{n + 2}个。\n" for n in range(101, 161))
    path.write_text(f"一、工作完成情况\n{lines}", encoding="utf-8")
    return path


@pytest.mark.parametrize("why", UNREAD)
def test_a_report_that_the_model_read_nothing_of_has_no_model_answer_and_writes_no_result(
    why, server, reports, runner, tmp_path
):
    server.respond = lambda body: (
        answer(body) if is_probe(body) or "企业2家" not in text_of(body) else UNREAD[why]
    )
    result, _ = runner([reports])
    outcomes = [report.outcome for report in result.reports]
    assert outcomes == [Outcome.NO_ANSWER, *[Outcome.DONE] * 5]
    assert [report.job.name for report in result.failed] == ["0.txt"]
    assert str(result.failed[0].error)
    assert not (tmp_path / "out" / "0.json").exists()


def test_an_outage_does_not_replace_a_result_that_was_better(server, reports, runner, tmp_path):
    runner([reports / "0.txt"])
    before = (tmp_path / "out" / "0.json").read_bytes()
    server.respond = lambda body: UNREAD["an outage"]
    result, _ = runner([reports / "0.txt"], force=True, cache_dir=tmp_path / "empty")
    assert [report.outcome for report in result.reports] == [Outcome.NO_ANSWER]
    assert (tmp_path / "out" / "0.json").read_bytes() == before


@pytest.mark.parametrize("why", UNREAD)
def test_a_report_of_which_some_passages_were_not_read_is_partly_read(
    why, server, long_report, runner, tmp_path
):
    server.respond = lambda body: (
        answer(body) if is_probe(body) or "企业101家" not in text_of(body) else UNREAD[why]
    )
    result, _ = runner([long_report])
    assert [report.outcome for report in result.reports] == [Outcome.PARTLY_READ]
    assert result.failed == []
    run = json.loads((tmp_path / "out" / "long.json").read_text(encoding="utf-8"))["run"]
    assert f"有{len(run['unread'])}段模型没有读成" in run["notes"]
    server.respond = answer
    again, _ = runner([long_report])
    assert [report.outcome for report in again.reports] == [Outcome.DONE]


def misnaming(body, rng):
    """Some numbers get a name that the check refuses; every answer is late by chance."""
    whole = answer(body)
    content = json.loads(whole.body["choices"][0]["message"]["content"])
    if is_probe(body):
        return whole
    names = itertools.cycle(WRONG)
    lines = [line.partition(":") for line in content.get("kpis", ())]
    content["kpis"] = [
        f"{index}:{next(names) if int(index) % 4 == 1 or said == '不是指标' else said}"
        for index, _, said in lines
    ]
    return Step(completion(json.dumps(content, ensure_ascii=False)), delay=rng.random() / 10)


def test_the_same_reports_and_answers_give_the_same_bytes_in_every_output(
    server, long_report, reports, runner, tmp_path
):
    written = []
    for seed in range(4):
        rng = random.Random(seed)
        server.respond = lambda body, rng=rng: misnaming(body, rng)
        out = tmp_path / f"out{seed}"
        result, _ = runner([long_report, reports], out=out, passes=1, cache_dir=tmp_path / f"cache{seed}")
        assert result.failed == []
        Tables(out, ["csv", "jsonl", "html", "md", "xlsx", "parquet"]).write(
            find_jobs([str(long_report), str(reports)], out)[0]
        )
        written.append(
            {path.name: path.read_bytes() for path in out.iterdir() if path.is_file() and path.name[0] != "."}
        )
        del written[-1]["run.jsonl"]
    assert len(json.loads(written[0]["long.json"])["verification"]["refused"]) > 3
    assert b'"seconds"' not in written[0]["long.json"]
    for other in written[1:]:
        assert other.keys() == written[0].keys()
        assert [name for name in other if other[name] != written[0][name]] == []
