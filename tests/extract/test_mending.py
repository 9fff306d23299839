"""The JSON of an answer: found among other words, mended, and whole in every character."""

import json

import pytest

from counted import lines_run
from policysum.extract.grounds import _consists_of
from policysum.extract.mending import json_in, parsed
from policysum.extract.salvage import salvaged


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ('好的：{"a": "企业"}', {"a": "企业"}),
        ('```json\n{"a": [1, 2,]}\n```', {"a": [1, 2]}),
        ('- [说明]\n```\n{"a": 1}\n```', {"a": 1}),
        ('{"a": []}\n改：\n{"a": ["企业"]}', {"a": ["企业"]}),
        ('{"a": ["企业"]}\n{"b": 1}', {"a": ["企业"]}),
        ('{"a": []}\n改：\n{"a": ["企业", "项目",]}', {"a": ["企业", "项目"]}),
        ('{"a": ["企业", "项目"]}\n完{', {"a": ["企业", "项目"]}),
        ('"{\\"a\\": 1}"', {"a": 1}),
        ('"没有"{"a": 1}', {"a": 1}),
        ('{"a": ["\\ud83d\\ude00",]}', {"a": ["\U0001f600"]}),
        ('{"a": ["\\ud83d",]}', {"a": ["\ufffd"]}),
        ('{"\\ude00a": [1,]}', {"\ufffda": [1]}),
    ],
)
def test_what_is_mended_holds_whole_characters(answer, said):
    found = json_in(answer)
    assert found == said
    str(found).encode()


def test_an_answer_that_ends_in_the_middle_is_said_to():
    assert parsed('{"a": [1, 2], "b": [3', cut=False) == ({"a": [1, 2]}, True, True)


def test_what_the_mender_itself_stumbles_over_is_an_answer_without_json():
    with pytest.raises(ValueError, match="cannot be mended"):
        json_in('{"```json[```}')


@pytest.mark.parametrize("answer", ["", "没有", "]", "}"])
def test_where_there_is_no_json_it_is_said(answer):
    with pytest.raises(ValueError, match="JSON"):
        json_in(answer)


def test_mending_is_not_begun_where_it_would_not_end():
    """Each quotation mark within a text has the mender look at the rest: 4 MB of them would take it hours."""
    assert json_in('{"a": "' + 'b" c" ' * 200 + '",}') is not None
    with pytest.raises(ValueError, match="too long to be mended"):
        json_in('{"a": "' + 'b" c" ' * 600_000 + '",}')


@pytest.mark.parametrize("times", [1, 8, 9, 100_000])
def test_a_text_much_longer_than_it_may_be_is_dropped(times):
    shape = {
        "type": "object",
        "properties": {"title": {"type": "string", "maxLength": 40}, "kept": {"type": "string"}},
    }
    found = salvaged(json.dumps({"title": "企" * 40 * times, "kept": "是"}), shape)
    assert ("title" in found.value, found.dropped) == ((True, []) if times <= 8 else (False, ["title"]))


def test_what_a_name_is_made_of_is_found_in_proportion_to_its_length():
    words, name = "新认定高新技术企业" * 20, "高新技术企业"
    assert _consists_of("认定企业高新", words)
    assert not _consists_of("认定企业低", words)
    short, long = (lines_run(lambda n=n: _consists_of(name * n, words)) for n in (10, 80))
    assert long < 10 * short
