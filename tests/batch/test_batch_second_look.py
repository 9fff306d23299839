"""A second look that could not be made leaves a result that the next run completes."""

import json

import pytest
from batch_answers import answer, asked
from fake_server import Step, completion, failing

from policysum.batch import Outcome

REFUSAL = {"role": "assistant", "content": None, "refusal": "no"}
PASSING = {
    "an outage": failing(500, retry_after="0"),
    "a refusal": Step(completion(message=REFUSAL)),
    "an empty answer": Step(completion("")),
}


def is_second_look(body):
    return "achievements" not in body["response_format"]["json_schema"]["schema"]["properties"]


def first_look_names_one(body, second):
    """The server overlooks all numbers but one when it first reads a passage; a second look meets what is given."""
    whole = answer(body)
    content = json.loads(whole.body["choices"][0]["message"]["content"])
    if "achievements" in content:
        return Step(completion(json.dumps(content | {"kpis": content["kpis"][:1]}, ensure_ascii=False)))
    return whole if second is None or "answer" in content else second


def written(folder):
    return json.loads((folder / "0.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("why", PASSING)
def test_a_second_look_that_fails_for_what_may_pass_is_all_the_next_run_asks_for(
    why, server, reports, runner, tmp_path
):
    server.respond = lambda body: first_look_names_one(body, PASSING[why])
    result, _ = runner([reports / "0.txt"], passes=1)
    assert result.failed == []
    part = written(tmp_path / "out")["run"]["not_looked_again"]
    assert [one["heading"] for one in part] == ["工作完成情况"]
    before = len(asked(server))
    server.respond = lambda body: first_look_names_one(body, None)
    again, _ = runner([reports / "0.txt"], passes=1)
    assert [one.outcome for one in again.reports] == [Outcome.DONE]
    assert [is_second_look(body) for body in asked(server)[before:]] == [True]
    assert written(tmp_path / "out")["run"]["not_looked_again"] == []
    assert not any("第二遍" in note for note in written(tmp_path / "out")["run"]["notes"])


def test_a_result_without_its_second_look_is_not_given_to_another_folder(server, reports, runner, tmp_path):
    server.respond = lambda body: first_look_names_one(body, PASSING["an outage"])
    runner([reports / "0.txt"], passes=1)
    server.respond = lambda body: first_look_names_one(body, None)
    before = len(asked(server))
    runner([reports / "0.txt"], passes=1, out=tmp_path / "other")
    assert [is_second_look(body) for body in asked(server)[before:]] == [True]
    assert written(tmp_path / "other")["run"]["not_looked_again"] == []


def test_a_second_look_that_can_only_fail_the_same_way_again_leaves_the_result_up_to_date(
    server, reports, runner, tmp_path
):
    cut = Step(completion('{"a":', finish="length"))
    server.respond = lambda body: first_look_names_one(body, cut)
    runner([reports / "0.txt"], passes=1)
    assert any("第二遍" in note for note in written(tmp_path / "out")["run"]["notes"])
    again, _ = runner([reports / "0.txt"], passes=1)
    assert [one.outcome for one in again.reports] == [Outcome.UP_TO_DATE]
