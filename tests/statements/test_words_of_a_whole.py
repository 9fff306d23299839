"""How far the words of a whole name its parts: those behind 其中, and those in the bracket behind it."""

import pytest

from policysum.statements import Ledger
from policysum.statements.contexts.reading import contexts_of


def weights(text, pair):
    ledger = Ledger(text)
    return {
        ledger.mentions[at].text: context.weights.get(pair, 0.0)
        for at, context in contexts_of(ledger).items()
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新增企业60家（工业类20家）、关停5家。", {"60家": 1.0, "20家": 0.88, "5家": 0.9}),
        ("全年新增企业60家（工业20家），注销5家，迁出3家。", {"60家": 1.0, "20家": 0.95, "5家": 0.95, "3家": 0.4}),
        ("全年新增企业60家，其中工业20家、农业5家、林业3家。", {"60家": 1.0, "20家": 0.88, "5家": 0.95, "3家": 0.95}),
    ],
)  # fmt: skip
def test_the_words_of_a_whole_are_those_of_its_parts_and_of_none_behind_the_bracket(text, expected):
    assert weights(text, "企业") == expected
