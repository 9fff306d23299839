from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

from policysum import verify
from policysum.claims import Claim
from policysum.quantity.reader import read
from policysum.statements import Ledger, Region
from policysum.verify.judge import judge
from policysum.verify.model import Checked
from policysum.verify.reasons import Reason, Reasons, messages

DONE = "2020年补助企业91家，下发补助资金6134万元，在保企业27家，“研发贷”余额1.5亿元，同比增长31%。"
AIMED = "力争新增高新技术企业166家。"
LEDGER = Ledger(
    DONE + AIMED,
    regions=(
        Region(0, len(DONE), "achievement", ()),
        Region(len(DONE), len(DONE + AIMED), "plan", ()),
    ),
    period="2020",
    plan_period="2021",
)


def refused(value, indicator="", **told):
    quantity = max(read(value), key=lambda item: item.end - item.start)
    return judge(Claim("", value, quantity, indicator=indicator, **told), LEDGER)


def test_a_quotation_shows_on_which_side_its_sentence_goes_on():
    shown = set()
    for mention in LEDGER:
        start, end = mention.sentence
        quoted = Reasons(LEDGER).quote(mention)
        words = quoted.strip("…")
        assert mention.text in words
        assert quoted.startswith("…") != LEDGER.text[start:end].startswith(words)
        assert quoted.endswith("…") != LEDGER.text[start:end].endswith(words)
        shown.add((quoted.startswith("…"), quoted.endswith("…")))
    assert shown == {(False, False), (False, True), (True, True), (True, False)}


FAILING = [
    ("6143万元", "补助资金", {}, "原文没有6143万元；最接近的是6134万元：“"),
    ("6134亿元", "补助资金", {}, "原文是6134万元，不是6134亿元：“"),
    ("27家", "补助企业", {}, "；补助企业在原文中是91家：“"),
    ("6134万元", "森林覆盖面积", {}, "”，说的不是森林覆盖面积"),
    ("166家", "新增高新技术企业", {"status": "actual"}, "说成已完成的，但166家在原文中是目标：“"),
    ("91家", "补助企业", {"period": "2017"}, "说成2017年的，但原文说的是2020年：“"),
    ("31%", "“研发贷”余额", {"change": "decline"}, "说成下降，但31%在原文中是增长：“"),
    ("2018年", "", {}, "原文没有2018年"),
]


@pytest.mark.parametrize(("value", "indicator", "told", "expected"), FAILING)
def test_a_refusal_reads_as_chinese_for_those_who_read_the_report(value, indicator, told, expected):
    result = refused(value, indicator, **told)
    assert expected in result.explain("zh")
    assert re.search("[a-z]{2}", result.explain("zh")) is None
    assert result.to_dict()["reason"] == result.reason == result.explain("en") != result.explain("zh")
    assert result.to_dict("zh")["reason"] == result.explain("zh")


def test_quotations_within_a_chinese_quotation_take_single_marks():
    said = refused("1.6亿元", "“研发贷”余额").explain("zh")
    assert "‘研发贷’余额1.5亿元" in said
    assert said.count("“") == said.count("”") == 1


def test_every_reason_is_said_in_both_languages_with_the_same_parts():
    english, chinese = messages("en").sentence, messages("zh").sentence
    assert english.keys() == chinese.keys()
    for code, sentence in english.items():
        parts = [
            {name for _, name, _, _ in Formatter().parse(text) if name} for text in (sentence, chinese[code])
        ]
        assert parts[0] == parts[1]


def test_a_part_that_looks_like_a_template_stays_as_it_is():
    reason = Reason("absent", {"text": "{quote}"})
    assert reason.say("en") == "{quote} is not in the source"


def test_a_reason_in_one_wording_stands_in_both_languages():
    checked = Checked("", "1家", refused("2018年").verdict, None, None, "名称不对")
    assert checked.explain("zh") == checked.explain("en") == "名称不对"


@pytest.mark.parametrize("status", ["actual", "target", "forecast", "rule"])
def test_every_status_has_a_chinese_word(status):
    assert status in messages("zh").word


def test_every_message_is_given_somewhere():
    told = {
        node.value
        for path in Path(verify.__file__).parent.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant)
    }
    assert set(messages("en").sentence) <= told


@pytest.mark.parametrize("before", ["", "云溪县", "云" * 40])
def test_what_was_not_read_is_quoted_with_what_stands_around_it(before):
    ledger = Ledger(f"{before}一期工程开工。")
    claim = Claim("$", "一期", read("5家")[0])
    said = Reasons(ledger).not_read(claim, (len(before), len(before) + 2)).say("zh")
    assert f"{before[-10:]}一期工程" in said
