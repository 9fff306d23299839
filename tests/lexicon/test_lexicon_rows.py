"""Every row of a table decides in its own example, and a word of change means the same in a claim as in a source."""

import pytest
from readers_of import READERS

from each_row import each
from policysum.document import mood
from policysum.document.kinds import kind_of
from policysum.document.roles import about_office, heading_roles
from policysum.document.weighing import lacks
from policysum.errors import LexiconError
from policysum.lexicon import read_table
from policysum.lexicon.loader import FOLDER
from policysum.statements import Ledger, quantities
from policysum.statements.ground import plain_role
from policysum.statements.reference_time import Clock
from policysum.verify import check

HEAD = "word\tclass\tvalue\tguards\texample\texpected\n"
READ = {
    "change_verbs": lambda mention: mention.direction,
    "status_cues": lambda mention: mention.status,
    "bound_cues": lambda mention: mention.bound.value,
    "measure_words": lambda mention: mention.unit,
    "units": lambda mention: mention.unit or "-",
    "numerals": lambda mention: str(mention.value),
}


def rows(name):
    """All rows of the file, whatever the program makes of them: benchmarks/mutants.py takes words from the program."""
    return read_table(FOLDER / f"{name}.tsv").rows


ROWS = [(name, row) for name in READ for row in rows(name)]
CHANGES = [
    row
    for row in rows("change_verbs")
    if row.group in {"up", "down"} and row.example == f"产值{row.word}5.7%"
]
REACHING = "到至"  # what is reached is a level, whichever way: 增至5.7% claims no growth of 5.7%
OPPOSITE = {"up": "下降", "down": "增长"}
CHANGE = {"up": "growth", "down": "decline"}


@each("row", rows("heading_words"), ids=lambda row: row.word)
def test_a_word_of_a_heading_says_what_stands_under_it(row):
    assert plain_role((row.example,)) == row.expected


@each(
    "row",
    [row for row in rows("section_words") if row.group not in READERS["section_words"]],
    ids=lambda row: row.word,
)
def test_a_word_of_a_heading_gives_its_section_a_role(row):
    roles = heading_roles(row.example, 2024)
    told = about_office(row.example) if row.group == "office" else roles[0] if roles else "silent"
    assert ("other" if told is True else told) == row.expected


@each("row", rows("document_kinds"), ids=lambda row: row.word)
def test_a_word_of_a_title_says_what_kind_of_document_it_is(row):
    opening = row.value == "opening"
    title = None if opening else row.example
    assert kind_of(title, opening=row.example if opening else "").name == row.expected


@each("row", rows("tone_words"), ids=lambda row: row.word)
def test_a_word_says_that_something_is_lacking(row):
    assert lacks(row.example)
    assert not lacks(row.example.replace(row.word, ""))


@each("row", rows("mood_words"), ids=lambda row: row.word)
def test_a_word_says_whether_prose_reports_plans_or_regulates(row):
    def shown(text):
        share = mood.features(text)
        regulates = mood._REGULATES.search(text) is not None
        return {name for name, value in share.items() if value} | ({"regulates"} if regulates else set())

    assert row.expected == row.group
    assert row.group in shown(row.example)
    assert row.group not in shown(row.example.replace(row.word, ""))


@each("row", rows("growth_words"), ids=lambda row: row.word)
def test_a_word_says_what_came_new_or_what_is_there(row):
    mention = Ledger(row.example, period="2024")[-1]
    assert (mention.change if row.group == "increment" else mention.period) == row.expected


@each("row", rows("time_words"), ids=lambda row: row.word)
def test_a_word_of_time_stands_for_its_period(row):
    clock = Clock.of(row.example, "2024", None)
    assert clock.resolve(row.word, plan=False) == row.expected


def last_number(text):
    found = quantities(text)
    return next((mention for mention in reversed(found) if mention.kind != "date"), found[-1])


@each(("name", "row"), ROWS, ids=lambda value: getattr(value, "word", value))
def test_the_example_of_a_row_is_read_as_the_row_says(name, row):
    mention = last_number(row.example)
    assert (mention.change if row.group == "either" else READ[name](mention)) == row.expected


@each("row", CHANGES, ids=lambda row: row.word)
def test_a_verb_of_change_turns_what_stands_behind_it(row):
    assert last_number(f"{row.word}产值5.7亿元").direction == row.group


def verdict(claim, source):
    (one,) = [one for one in check(claim, source) if one.verdict]
    return one.verdict


PRINTED = [row for row in rows("units") if row.expected != "-" and row.group != "currency"]


@each("row", PRINTED, ids=lambda row: row.word)
def test_a_unit_is_part_of_its_number(row):
    assert row.word in last_number(row.example).text


DONE = [
    row for row in rows("status_cues") if row.group in {"done", "done_alone", "done_compared", "done_first"}
]


@each("row", DONE, ids=lambda row: row.word)
def test_a_word_that_says_done_in_a_claim_is_held_against_an_aim(row):
    assert verdict(row.example, f"全市力争{row.example.replace(row.word, '')}。") == "wrong_status"


@each("row", CHANGES, ids=lambda row: row.word)
def test_a_word_of_change_in_a_source_refuses_the_opposite_claim(row):
    other = OPPOSITE[row.group]
    source = f"全市{row.example}。"
    right = "unclear" if row.word.endswith(tuple(REACHING)) else "supported"
    assert verdict({"indicator": "产值", "value": "5.7%", "change": CHANGE[row.group]}, source) == right
    assert verdict({"indicator": f"产值{other}", "value": "5.7%"}, source) == "wrong_direction"
    assert verdict({"indicator": "产值", "value": f"{other}5.7%"}, source) == "wrong_direction"
    reverse = "decline" if row.group == "up" else "growth"
    assert verdict({"indicator": "产值", "value": "5.7%", "change": reverse}, source) == "wrong_direction"
    assert verdict({"text": f"产值{other}5.7%。"}, source) == "wrong_direction"


@each("row", CHANGES, ids=lambda row: row.word)
def test_a_word_of_change_in_a_claim_is_held_against_the_source(row):
    other = f"全市产值{OPPOSITE[row.group]}5.7%。"
    same = f"全市{row.example}。"
    assert verdict({"indicator": f"产值{row.word}", "value": "5.7%"}, same) == "supported"
    refused = verdict({"indicator": f"产值{row.word}", "value": "5.7%"}, other)
    assert not refused.passes
    if row.word[-1] not in REACHING:
        assert refused == "wrong_direction"
        assert verdict({"indicator": "产值", "value": f"{row.word}5.7%"}, other) == "wrong_direction"


@pytest.mark.parametrize(
    ("source", "claim", "expected"),
    [
        ("出口负增长3.5%。", {"indicator": "出口增长", "value": "3.5%"}, "wrong_direction"),
        ("出口负增长3.5%。", {"indicator": "出口", "value": "下降3.5%"}, "supported"),
        ("出口增长-3.2%。", {"indicator": "出口增长", "value": "-3.2%"}, "supported"),
        ("出口下降3.2%。", {"indicator": "出口", "value": "-3.2%"}, "converted"),
        ("新能源装机占比提高到7.4%。", {"indicator": "新能源装机占比", "value": "提高到7.4%"}, "supported"),
    ],
)
def test_signs_and_negated_growth_are_understood(source, claim, expected):
    assert verdict(claim, source) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("完成投资7千多万元。", 70_000_000),
        ("销售收入六亿三千多万元。", 630_000_000),
        ("完成投资3\u2002亿元。", 300_000_000),
        ("新增企业12\u200b家。", 12),
    ],
)
def test_amounts_are_read_whole(text, value):
    assert last_number(text).value == value


def test_a_user_table_adds_a_word_without_python(tmp_path):
    path = tmp_path / "change_verbs.tsv"
    path.write_text(HEAD + "蹿升\tup\t\tnot_after=未\t产值蹿升5%\tup\n", "utf-8")
    ((start, end, row),) = read_table(path).scanner("up").find("产值未蹿升，利润蹿升5%")
    assert (start, end, row.group) == (8, 10, "up")


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        ("攀升\tup\t\t\t产值攀升5%\tup\n攀升\tup\t\t\t利润攀升5%\tup\n", "twice"),
        ("攀升\tup\t\t\t产值增长5%\tup\n", "does not hold"),
        ("攀升\tup\t\t\t\tup\n", "must not be empty"),
        ("攀升\tup\t\tbefore=了\t产值攀升5%\tup\n", "no guard"),
        ("攀升\tup\n", "2 cells"),
    ],
)
def test_a_wrong_row_is_refused_with_its_line(tmp_path, rows, what):
    path = tmp_path / "change_verbs.tsv"
    path.write_text(HEAD + rows, "utf-8")
    with pytest.raises(LexiconError, match=what) as caught:
        read_table(path)
    assert "change_verbs.tsv, line" in str(caught.value)
