"""Every word of the grammar of numbers decides in its own example: taken out of its table, the example reads otherwise."""

from reading_of import FIELDS, reading

from each_row import each
from policysum.lexicon import read_table
from policysum.lexicon.loader import FOLDER

TABLES = (
    "signs", "number_words", "unit_words", "amount_words", "money_words", "rank_words", "role_words", "date_words",
    "period_words", "list_words", "topic_words", "binding_words", "plan_words", "status_words", "ground_words",
    "name_heads", "name_links", "name_bounds", "indicator_words", "rule_words", "aim_words", "grant_words",
)  # fmt: skip
ROWS = [row for name in TABLES for row in read_table(FOLDER / f"{name}.tsv").rows]


@each("row", ROWS, ids=lambda row: f"{row.group}: {row.word}")
def test_a_word_of_the_grammar_decides_in_its_example(row):
    field, _, expected = row.expected.partition("=")
    assert field in FIELDS
    assert reading(row.example, field) == expected
