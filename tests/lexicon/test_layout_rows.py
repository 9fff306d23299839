"""Every word by which lines, headings, titles and items of a document are read decides in its own example."""

from readers_of import READERS

from each_row import each
from policysum.lexicon import read_table
from policysum.lexicon.loader import FOLDER

ROWS = [
    (table, row)
    for table, groups in READERS.items()
    for row in read_table(FOLDER / f"{table}.tsv").rows
    if row.group in groups
]


@each(("table", "row"), ROWS, ids=lambda value: getattr(value, "word", value))
def test_a_word_decides_what_is_read_in_its_example(table, row):
    assert READERS[table][row.group](row.example) == row.expected
