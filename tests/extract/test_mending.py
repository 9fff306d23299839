"""The JSON of an answer: found among other words, mended, and whole in every character."""

import pytest

from policysum.extract.mending import json_in, parsed


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ('好的：{"a": "企业"}', {"a": "企业"}),
        ('```json\n{"a": [1, 2,]}\n```', {"a": [1, 2]}),
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


@pytest.mark.parametrize("answer", ["", "没有", "]", "}"])
def test_where_there_is_no_json_it_is_said(answer):
    with pytest.raises(ValueError, match="JSON"):
        json_in(answer)


def test_mending_is_not_begun_where_it_would_not_end():
    """Each quotation mark within a text has the mender look at the rest: 4 MB of them would take it hours."""
    assert json_in('{"a": "' + 'b" c" ' * 200 + '",}') is not None
    with pytest.raises(ValueError, match="too long to be mended"):
        json_in('{"a": "' + 'b" c" ' * 600_000 + '",}')
