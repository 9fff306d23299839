"""Alternations of words, endings and openings: quick ways to look must find what a plain look finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policysum.lexicon.loader import Row, any_of
from policysum.statements.phrases import (
    CHANGE_TAIL,
    COMPARE_TAIL,
    HEAD_NOISE,
    LINKS,
    TOPIC_NOISE,
    Ending,
    without_head,
)

_WORDS = st.lists(st.text("新增加设a.(", min_size=1, max_size=4), min_size=1, max_size=8)
_ENDINGS = {"links": LINKS, "change": CHANGE_TAIL, "compare": COMPARE_TAIL}
_PROSE = "全年完成投资同比增长了约超过达到为是在的每人均，、 \n产值较上年提高降第前新共计总累节签约"


def _rows(words, not_after=""):
    return [Row(word, "class", "", (), tuple(not_after), "", "") for word in words]


@given(_WORDS, st.text("新增加设a.(不b", max_size=24), st.sampled_from(["", "不", "不b"]))
def test_shared_beginnings_change_nothing_of_what_an_alternation_finds(words, text, before):
    plain = "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))
    guard = f"(?<![{before}])" if before else ""
    expected = [match.span() for match in re.finditer(f"{guard}(?:{plain})", text)]
    assert [match.span() for match in re.finditer(any_of(_rows(words, before)), text)] == expected


@given(_WORDS, st.text("新增加设a.(", max_size=12))
def test_a_shorter_word_is_taken_where_the_longer_one_leads_nowhere(words, text):
    plain = "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))
    expected = re.fullmatch(f"(?:{plain})+", text) is not None
    assert (re.fullmatch(f"(?:{any_of(_rows(words))})+", text) is not None) == expected


@pytest.mark.parametrize("name", sorted(_ENDINGS))
@given(data=st.data())
def test_an_ending_is_found_as_by_a_search_of_the_whole_phrase(name, data):
    ending: Ending = _ENDINGS[name]
    pieces = st.lists(st.sampled_from([*_PROSE, "同比", "增长到", "分别为", "不超过", "下降"]), max_size=14)
    words = "".join(data.draw(pieces))
    found, expected = ending.search(words), ending._pattern.search(words)
    assert (found and found.span()) == (expected and expected.span())


@pytest.mark.parametrize("noise", [HEAD_NOISE, TOPIC_NOISE])
@given(data=st.data())
def test_noise_is_cut_off_the_beginning_only(noise, data):
    pieces = st.sampled_from(
        ["其中", "同时", "全年", "积极", "推进", "，", "高新技术企业", "的", "达到", "一是"]
    )
    words = "".join(data.draw(st.lists(pieces, max_size=8)))
    assert without_head(noise, words) == noise.sub("", words)
