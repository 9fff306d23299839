from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from policysum.statements import Ledger
from policysum.verify import coverage

TEXT = "2020年共补助企业91家，下发补助资金6134万元。获得贷款1.5亿元，同比增长31%。"
LEDGER = Ledger(TEXT)


def spans(*texts):
    return [(TEXT.index(text), TEXT.index(text) + len(text)) for text in texts]


def test_every_kpi_like_number_is_listed_with_its_sentence_and_whether_it_is_captured():
    found = coverage(LEDGER, spans("6134万元", "31%"))
    assert [(number.text, number.captured) for number in found.all] == [
        ("91家", False),
        ("6134万元", True),
        ("1.5亿元", False),
        ("31%", True),
    ]
    assert found.all[2].sentence == "获得贷款1.5亿元，同比增长31%。"
    assert (found.numbers, found.captured, found.share) == (4, 2, 0.5)


def test_numbers_that_are_no_figures_are_listed_with_their_kind():
    text = "2020年,依据〔2019〕7号文件,新建学校6所。"
    found = coverage(Ledger(text), [])
    assert [text[start:end] for start, end, _ in found.others] == ["2020年", "〔2019〕7号"]
    assert [kind for _, _, kind in found.others] == ["date", "docnumber"]
    assert [number.text for number in found.all] == ["6所"]


def test_a_wider_or_narrower_span_captures_and_a_neighbouring_one_does_not():
    start = TEXT.index("6134万元")
    assert coverage(LEDGER, [(start - 4, start + 2)]).captured == 1
    assert coverage(LEDGER, [(start - 4, start)]).captured == 0
    assert coverage(LEDGER, [(start, start)]).captured == 0


def test_a_source_without_numbers_is_covered_whole():
    assert coverage(Ledger("没有数字。"), []).share == 1.0


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8))
def test_more_spans_never_cover_less_and_order_is_of_no_matter(given_spans):
    found = coverage(LEDGER, given_spans)
    assert found == coverage(LEDGER, given_spans[::-1])
    assert found.captured <= coverage(LEDGER, [*given_spans, (0, len(TEXT))]).captured == found.numbers
