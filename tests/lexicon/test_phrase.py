"""Patterns written with classes of words instead of the words."""

import pytest

from policysum.errors import LexiconError
from policysum.lexicon import Phrase


def test_a_class_stands_for_its_words_with_their_guards():
    grown = Phrase("change_verbs", r"{up}\d")
    assert grown.search("产值增长5%")
    assert not grown.search("产值不增长5%")
    assert not grown.search("产值下降5%")


def test_a_class_of_another_table_is_named_with_its_table():
    both = Phrase("change_verbs", r"{up}{bound_cues.prefix}(?P<number>\d+)")
    assert both.search("产值增长约5%")["number"] == "5"


def test_single_characters_may_stand_between_brackets():
    digits = Phrase("numerals", r"[{=digit}]+")
    assert digits.fullmatch("三五")
    assert not digits.fullmatch("三五元")
    assert digits.without("共三五元") == "共元"


def test_a_stretch_of_a_text_is_looked_at_alone():
    grown = Phrase("change_verbs", r"{up}")
    assert grown.search("产值增长", 0, 2) is None
    assert grown.match("产值增长", 2)
    assert grown.fullmatch("产值增长", 2, 4)
    assert not grown.fullmatch("产值增长")


@pytest.mark.parametrize("template", ["{no_such_class}", "[{=up}]"])
def test_a_class_that_cannot_stand_there_is_named(template):
    with pytest.raises(LexiconError, match=r"change_verbs\.tsv"):
        Phrase("change_verbs", template).search("产值")
