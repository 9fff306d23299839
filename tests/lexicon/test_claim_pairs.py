"""Every word of change, status and bound of the lexicon, told of a source as it is and as what it is not."""

import re
from itertools import product

import pytest

from each_row import each
from policysum.lexicon import table
from policysum.quantity import Bound, read
from policysum.statements import quantities
from policysum.verify import check

SIDE = {"approx": 0, "gt": 1, "ge": 1, "lt": -1, "le": -1}
AROUND = {0: "{}左右", 1: "{}以上", -1: "{}以内"}
BOUNDS = [row for row in table("bound_cues").rows if row.value in SIDE]
EITHER = "won"
"""A word of which only the section says whether it is of an aim or of what was won."""
CHANGES = [row for row in table("change_verbs").of("up", "down") if row.example == f"产值{row.word}5.7%"]
SAME, OTHER = {"up": "增长", "down": "下降"}, {"up": "下降", "down": "增长"}
CHANGE, REVERSE = {"up": "growth", "down": "decline"}, {"up": "decline", "down": "growth"}
REACHING = ("到", "至")  # what is reached is a level: 增至5.7% claims no growth of 5.7%
AHEAD = [
    row
    for row in table("status_cues").rows
    if row.example == f"{row.word}企业12家" and row.group != "aim_noun"
]
AHEAD = [row for row in AHEAD if row.expected != "actual"]
STATUSES = [row for row in table("status_cues").rows if row.expected in {"target", "forecast"}]
DONE = [row for row in table("status_cues").rows if row.expected == "actual"]


def verdict(claim, source):
    (one,) = check(claim, source)
    return one.verdict


def number(row):
    """What the example of a row counts, and how many: a number without the row's word."""
    mention = [one for one in quantities(row.example) if one.kind != "date"][-1]
    name = re.search("企业|项目|产值", row.example)
    return (name.group() if name else mention.indicator), f"{mention.value}{mention.unit}"


@each(("row", "side"), product(BOUNDS, AROUND), ids=lambda part: getattr(part, "word", part))
def test_a_bound_is_told_as_it_is_and_never_as_another(row, side):
    indicator, value = number(row)
    said = verdict({"indicator": indicator, "value": AROUND[side].format(value)}, f"全市{row.example}。")
    if SIDE[row.expected] == side:
        assert said.passes
    else:
        assert said == "wrong_bound"


@each("row", STATUSES, ids=lambda row: f"{row.group}-{row.word}")
def test_what_is_aimed_at_is_not_told_as_done(row):
    indicator, value = number(row)
    source = f"全市{row.example}。"
    assert verdict({"indicator": indicator, "value": value, "status": row.expected}, source).passes
    told = verdict({"indicator": indicator, "value": value, "status": "actual"}, source)
    assert told == ("unclear" if row.value == EITHER else "wrong_status")


@each("row", DONE, ids=lambda row: f"{row.group}-{row.word}")
def test_what_is_done_is_not_told_as_aimed_at(row):
    indicator, value = number(row)
    source = f"全市{row.example}。"
    assert verdict({"indicator": indicator, "value": value, "status": "actual"}, source).passes
    assert not verdict({"indicator": indicator, "value": value, "status": "target"}, source).passes


def claims_of(word):
    """A number told with a word of change: in the name, inside the value, and in prose."""
    yield {"indicator": f"产值{word}", "value": "5.7%"}
    yield {"indicator": "产值", "value": f"{word}5.7%"}
    yield {"text": f"全市产值{word}5.7%。"}


def by_word(row):
    return f"{row.group}-{row.word}"


@each("row", CHANGES, ids=by_word)
def test_a_change_in_a_source_bears_claims_of_its_direction_and_no_others(row):
    source = f"全市{row.example}。"
    field = {"indicator": "产值", "value": "5.7%"}
    reached = row.word.endswith(REACHING)
    assert verdict({**field, "change": CHANGE[row.group]}, source).passes is not reached
    assert not verdict({**field, "change": REVERSE[row.group]}, source).passes
    for claim in claims_of(SAME[row.group]):
        assert verdict(claim, source).passes is not reached
    for claim in claims_of(OTHER[row.group]):
        assert verdict(claim, source) == "wrong_direction"


@each("row", CHANGES, ids=by_word)
def test_a_change_in_a_claim_needs_a_source_of_its_direction(row):
    for claim in claims_of(row.word):
        assert not verdict(claim, f"全市产值{OTHER[row.group]}5.7%。").passes
        if row.word.endswith(REACHING):
            continue
        found = verdict(claim, f"全市产值{SAME[row.group]}5.7%。")
        if read(claim.get("value") or claim["text"])[0].bound is not Bound.EXACT:
            assert found == "unclear"  # 高于5.7% is more than the 5.7% of the source
        else:
            assert found.passes


SHORT = [
    row
    for row in table("change_verbs").of("either")
    if re.fullmatch(rf".{{2}}{row.word}\d.*%", row.example) and quantities(row.example)[-1].direction
]


@each("row", SHORT, ids=by_word)
def test_a_word_that_says_a_direction_only_before_a_number_says_it_in_a_claim_too(row):
    name, value = row.example[:2], re.search(r"\d.*", row.example)[0]
    said = {"growth": "增长", "decline": "下降"}
    same, other = (said[row.expected], said[{"growth": "decline", "decline": "growth"}[row.expected]])
    for claim in (
        {"indicator": f"{name}{row.word}", "value": value},
        {"indicator": name, "value": f"{row.word}{value}"},
        {"text": f"{row.example}。"},
    ):
        assert verdict(claim, f"全市{name}{same}{value}。").passes
        assert verdict(claim, f"全市{name}{other}{value}。") == "wrong_direction"


@each("row", AHEAD, ids=by_word)
def test_prose_tells_what_lies_ahead_neither_as_done_nor_the_reverse(row):
    ahead, done = f"全市{row.example}。", "全市已建成企业12家。"
    assert verdict({"text": ahead}, ahead).passes
    if row.value == EITHER:
        assert not verdict({"text": done}, ahead).fails
        return
    assert verdict({"text": ahead}, done) == "wrong_status"
    assert verdict({"text": done}, ahead) == "wrong_status"


@each("row", table("status_cues").of("done", "done_alone", "done_first"), ids=by_word)
def test_prose_tells_what_is_done_not_as_an_aim(row):
    indicator, value = number(row)
    assert verdict({"text": f"{row.example}。"}, f"全市{row.example}。").passes
    assert not verdict({"text": f"力争{indicator}{value}。"}, f"全市{row.example}。").passes


@pytest.mark.parametrize(
    ("source", "told", "value", "passes"),
    [
        ("全市出口负增长3.5%。", "出口增长", "3.5%", False),
        ("全市出口负增长3.5%。", "出口下降", "3.5%", True),
        ("全市出口负增长3.5%。", "出口", "-3.5%", True),
        ("全市出口下降3.5%。", "出口负增长", "3.5%", True),
        ("全市出口增长3.5%。", "出口负增长", "3.5%", False),
        ("全市出口同比为-3.5%。", "出口下降", "3.5%", True),
        ("全市利润由负转正，增长3.5%。", "利润增长", "3.5%", True),
        ("全市利润由负转正，增长3.5%。", "利润下降", "3.5%", False),
        ("全市利润增速由负转正，达到3.5%。", "利润增速", "3.5%", True),
        ("全市利润增速由负转正，达到3.5%。", "利润下降", "3.5%", False),
        ("全市利润增速由负转正至3.5%。", "利润下降", "3.5%", False),
        ("全市投资降幅收窄2.1个百分点。", "投资降幅收窄", "2.1个百分点", True),
        ("全市投资降幅收窄2.1个百分点。", "投资降幅扩大", "2.1个百分点", False),
        ("全市投资降幅扩大2.1个百分点。", "投资降幅收窄", "2.1个百分点", False),
        ("全市贷款同比少增30亿元。", "贷款同比少增", "30亿元", True),
        ("全市贷款同比少增30亿元。", "贷款同比多增", "30亿元", False),
        ("全市贷款同比多增30亿元。", "贷款同比少增", "30亿元", False),
        ("全市工业增幅回落2.1个百分点。", "工业增幅回落", "2.1个百分点", True),
        ("全市工业增幅回落2.1个百分点。", "工业增幅提高", "2.1个百分点", False),
        ("全市工业增幅提高2.1个百分点。", "工业增幅回落", "2.1个百分点", False),
        ("全市出口增速为−3.2%。", "出口增速", "-3.2%", True),
        ("全市出口增速为−3.2%。", "出口下降", "3.2%", True),
        ("全市出口增速为−3.2%。", "出口增长", "3.2%", False),
        ("全市出口下降3.2%。", "出口增速", "-3.2%", True),
        ("全市极端最低气温零下8.3℃。", "极端最低气温", "-8.3℃", True),
        ("全市极端最低气温零下8.3℃。", "极端最低气温", "零下8.3℃", True),
        ("全市极端最低气温零下8.3℃。", "极端最低气温", "8.3℃", False),
        ("全市极端最低气温8.3℃。", "极端最低气温", "-8.3℃", False),
    ],
)
def test_turned_and_signed_changes_are_understood_on_both_sides(source, told, value, passes):
    assert verdict({"indicator": told, "value": value}, source).passes is passes
    assert verdict({"text": f"全市{told}{value}。"}, source).passes is passes
