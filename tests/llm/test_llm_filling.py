"""A schema of one's own is filled by instructor out of one of our models: what is asked, and what is said when it fails."""

import asyncio

import pytest
from pydantic import BaseModel, field_validator

from policysum.errors import PolicysumError
from policysum.llm import ChatRequest, Completion, Message
from policysum.llm.failures import SchemaAnswerError
from policysum.llm.filling import fill
from policysum.llm.types import Usage


class Rate(BaseModel):
    name: str
    value: float

    @field_validator("value")
    @classmethod
    def has_a_value(cls, value):
        if value == 13:
            raise RuntimeError("one\n  two\nthree\nfour")
        return value


class Scripted:
    """A model that says one thing after the other, or raises it, and keeps what it was asked."""

    name = "scripted"

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked = []

    async def complete(self, request):
        self.asked.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return Completion(answer, self.name, Usage(1, 1))


REQUEST = ChatRequest((Message("system", "读"), Message("user", "增长5%")), attempt=4)
GOOD, BAD = '{"name": "增速", "value": 5}', '{"name": "增速"}'


def filled(model, **options):
    return asyncio.run(fill(model, REQUEST, Rate, **options))


def test_an_answer_of_the_schema_is_the_model_with_all_that_was_paid_for():
    model = Scripted(GOOD)
    rate, completions = filled(model)
    assert (rate, [one.text for one in completions]) == (Rate(name="增速", value=5), [GOOD])
    assert (model.asked[0].attempt, model.asked[0].messages[-1].content) == (4, "增长5%")


def test_each_try_has_a_place_of_its_own_in_the_cache_and_hears_the_models_own_words():
    other = '{"name": "增幅"}'
    model = Scripted(BAD, other, GOOD)
    rate, completions = filled(model, reasks=2)
    assert (rate.value, len(completions)) == (5, 3)
    assert [one.attempt for one in model.asked] == [4, 5, 6]
    last = model.asked[-1].messages
    assert [one.content for one in last[:2]] == ["读", "增长5%"]
    assert [one.content for one in last if one.role == "assistant"] == [BAD, other]


def test_what_is_mended_is_what_is_validated_and_what_the_model_said_is_kept():
    rate, completions = filled(Scripted(f"好的：{GOOD}"), mend=lambda text: text[text.index("{") :])
    assert (rate.value, completions[0].text) == (5, f"好的：{GOOD}")


def test_an_answer_that_never_fits_says_how_often_it_was_asked_and_why():
    with pytest.raises(SchemaAnswerError, match=r"after 2 tries \(.*value") as caught:
        filled(Scripted(BAD, BAD, BAD))
    assert caught.value.where == "scripted"


def test_an_error_of_the_schemas_own_code_is_told_in_its_first_lines():
    with pytest.raises(SchemaAnswerError, match=r"\(one two three\)"):
        filled(Scripted('{"name": "增速", "value": 13}', GOOD))


def test_an_error_of_the_model_is_its_own():
    error = PolicysumError("no power")
    with pytest.raises(PolicysumError, match="no power") as caught:
        filled(Scripted(error))
    assert caught.value is error
