"""Sentences and clauses: where they end, and where they must not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policysum.quantity import Span
from policysum.quantity.segment import asides, clauses, nesting, sentences


def _cut(text):
    return [text[span.start : span.end] for span in sentences(text)]


def _clauses(text):
    return [text[span.start : span.end] for span in clauses(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # plain ends
        ("新增企业5家。投资3亿元。", ["新增企业5家。", "投资3亿元。"]),
        ("新增5家；投资3亿元;完成2项", ["新增5家；", "投资3亿元;", "完成2项"]),
        ("好！真好！！是吗？", ["好！", "真好！！", "是吗？"]),
        # decimal points and list numbers
        ("增长37.2%。1.确保强度2.0%", ["增长37.2%。", "1.确保强度2.0%"]),
        # line ends, carriage returns too
        ("第一行\r\n第二行\n\n第三行", ["第一行", "第二行", "第三行"]),
        ("　　缩进的一段。\r\n　　另一段", ["缩进的一段。", "另一段"]),
        # quotes and brackets keep their ends inside
        ("他说“好。再来。”然后走了。完", ["他说“好。再来。”然后走了。", "完"]),
        ("《办法》（试行；修订）印发。", ["《办法》（试行；修订）印发。"]),
        ("围绕“一带“两廊””布局；申创园区。", ["围绕“一带“两廊””布局；", "申创园区。"]),
        # a closing quote belongs to the sentence it closes
        ("要求“必须完成！”", ["要求“必须完成！”"]),
        # an unclosed bracket swallows nothing
        ("四)力促转化。（未完。下一句。", ["四)力促转化。", "（未完。", "下一句。"]),
        ("(市、区)排名。", ["(市、区)排名。"]),
        ("", []),
        (" \n\t　\r\n", []),
    ],
)
def test_a_text_is_cut_into_sentences(text, expected):
    assert _cut(text) == expected


def test_a_quotation_as_long_as_a_page_holds_sentences_of_its_own():
    text = "“" + "完成任务。" * 60 + "”"
    assert len(_cut(text)) == 60


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("其中企业5家，同比增长3%", ["其中企业5家", "同比增长3%"]),
        ("目标:强度2.0%,投资3亿", ["目标", "强度2.0%", "投资3亿"]),
        # thousands separators, times and proportions stay whole
        ("共计1,234家,投资12,345,678元", ["共计1,234家", "投资12,345,678元"]),
        ("2018,2019年", ["2018", "2019年"]),
        ("时间16:20来源", ["时间16:20来源"]),
        ("比例为3：1", ["比例为3：1"]),
        # enumerations are one clause
        ("企业5家、机构3家，项目2个", ["企业5家、机构3家", "项目2个"]),
        # commas in brackets and quotes
        ("平台3家(北京,上海),园区2个", ["平台3家(北京,上海)", "园区2个"]),
        ("新增5家；投资3亿元。", ["新增5家", "投资3亿元"]),
    ],
)
def test_a_sentence_is_cut_into_clauses(text, expected):
    assert _clauses(text) == expected


def test_nesting_counts_closed_pairs_only():
    assert nesting("a(b)”c“", 0, 7) == [0, 1, 1, 1, 0, 0, 0]


_PROSE = st.text(
    alphabet=st.sampled_from(list("新增企业5家12.,，。；;！“”（）()《》、:： \r\n\t　a")), max_size=200
)


@given(_PROSE | st.text(max_size=100))
def test_sentences_hold_every_printed_character_once_and_in_order(text):
    spans = sentences(text)
    ends = [0, *(end for _, end in spans)]
    assert all(start >= before for before, (start, _) in zip(ends, spans, strict=False))
    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)


@given(_PROSE)
def test_clauses_stay_inside_their_sentence(text):
    for sentence in sentences(text):
        last = sentence.start
        for start, end in clauses(text, sentence):
            assert last <= start < end <= sentence.end
            last = end


@given(st.text("ab“”（)《》‘’\n。", max_size=60))
def test_asides_hold_what_stands_in_brackets_and_nothing_else(text):
    held = [False] * len(text)
    for start, end in asides(text, 0, len(text)):
        assert not any(held[start:end])
        held[start:end] = [True] * (end - start)
    assert held == [depth > 0 for depth in nesting(text, 0, len(text))]
