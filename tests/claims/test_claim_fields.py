"""Each name and word of an object's parts, in the example of its row."""

import json

from each_row import each
from policysum.claims import walk
from policysum.claims.objects import Fields
from policysum.claims.tables import head_marks
from policysum.lexicon.loader import FOLDER, read_table

ROWS = read_table(FOLDER / "claim_fields.tsv").rows


def claims(example):
    values = json.loads(example)
    return walk(Fields(values, head_marks(values)))


def shown(found, field):
    if field == "claims":
        return str(len(found))
    if field == "texts":
        return "、".join(one.text for one in found)
    one = found[0]
    value = {"unit": one.quantity.unit, "kind": one.quantity.kind.value}.get(field) or getattr(
        one, field, None
    )
    return str(value or "-")


@each("row", ROWS, ids=lambda row: f"{row.group}-{row.word}")
def test_a_part_of_an_object_is_known_by_its_name_and_its_words(row):
    field, _, expected = row.expected.partition("=")
    assert shown(list(claims(row.example)), field) == expected
