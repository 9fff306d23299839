"""Every word by which a claim is compared with the source decides in the example of its row."""

import re

from each_row import each
from policysum.lexicon import read_table
from policysum.lexicon.loader import FOLDER
from policysum.statements.contexts.name_normalization import (
    content,
    facets,
    head_of,
    is_rate,
    sums_up,
)
from policysum.verify import check

FOUND = {"per": "qualifiers", "level": "levels", "stage": "stages", "span": "spans"}
SAYS = {"sum": sums_up, "total": lambda words: facets(words).totals, "rate": is_rate}


def rows(name):
    return read_table(FOLDER / f"{name}.tsv").rows


def by_word(row):
    return f"{row.group}-{row.word}"


@each("row", rows("claim_names"), ids=by_word)
def test_a_word_of_a_name_is_compared_as_its_row_says(row):
    if row.group == "head_mark":
        assert head_of(row.example) == row.expected
    elif row.group in SAYS:
        assert SAYS[row.group](row.example)
    elif row.group in FOUND:
        assert getattr(facets(row.example), FOUND[row.group]) == {row.expected}
    else:
        assert "|".join(filter(None, content(row.example).split("|"))) == row.expected


@each("row", rows("claim_units"), ids=by_word)
def test_a_measure_word_stands_in_for_another(row):
    (one,) = check(
        {"indicator": re.split(r"第|\d", row.example)[0], "value": row.expected}, f"全市{row.example}。"
    )
    assert one.passes


@each("row", rows("claim_context"), ids=by_word)
def test_a_word_of_the_context_leads_a_claim_to_its_number(row):
    name, value, *told, expected = re.split("[= ]", row.expected)
    claim = {"indicator": name, "value": value} | dict(zip(told[::2], told[1::2], strict=True))
    (one,) = check(claim, row.example)
    assert one.verdict == expected
