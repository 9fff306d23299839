"""Names fit for a table row that nobody else explains."""

import pytest

from each_row import each
from policysum.document import Document
from policysum.extract.extractive import extractive
from policysum.lexicon import read_table
from policysum.lexicon.loader import FOLDER


def names(text):
    return [kpi.indicator for kpi in extractive(Document.from_text(text)).kpis]


@each(
    "row",
    read_table(FOLDER / "name_words.tsv").of("opens", "adverb", "leftover", "pair", "noun"),
    ids=lambda row: f"{row.group}-{row.word}",
)
def test_each_word_decides_in_its_example(row):
    assert names(row.example)[-1] == row.expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "二是4项转移支付和2项投资专项存在重复分配等情况。",
            ["存在重复分配等情况的转移支付", "存在重复分配等情况的投资专项"],
        ),
        ("全市新建学校12所。", ["全市新建学校"]),
        ("基金支出 总量达到300亿元。", ["基金支出总量"]),
        ("未来三年引进人才300人。", ["引进人才"]),
    ],
)
def test_a_name_keeps_its_predicate_and_nothing_of_its_neighbours(text, expected):
    assert names(text) == expected
