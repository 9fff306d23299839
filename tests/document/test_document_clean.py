import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from policysum.document import Document
from policysum.document.lines import lines_of

PIECES = st.sampled_from(
    ["一、工作情况", "（一）抓投入。", "一是", "二是", "完成投资3.5亿元", "，", "。", "；", "：", "\n", "\r\n", "\n\n", "　　", " ",
     "\u200b", "\ufeff", "|", "附件：", "扫一扫", "首页>计划>总结", "下一步", "存在问题", "2021年", "——", "1.", "(2)", "各位代表：",
     "PM\n2.5\n", "abc", "\t", "“", "”", "（", "\x0b", "\u2028", "#", "**", "工作总结"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=200)


def check(text):
    document = Document.from_text(text)
    clean = document.clean
    source = document.source
    for index, char in enumerate(clean.text):
        place = clean.to_source(index)
        if char not in "\n ":
            assert source[place] == char
    starts = [clean.to_source(index) for index in range(len(clean.text))]
    assert starts == sorted(starts)
    for section in document.outline:
        assert 0 <= section.start <= section.heading.end <= section.end <= len(source)
    for block in document.blocks:
        assert 0 <= block.start < block.end <= len(source)
    for item in document.items(untitled=True):
        assert 0 <= item.start < item.end <= len(source)
    for piece in document.boilerplate:
        assert source[piece.start : piece.end] == piece.text
    regions = document.regions()
    for left, right in itertools.pairwise(regions):
        assert left.end <= right.start
    for start, end in document.sentences:
        assert 0 <= start < end <= len(source)
    assert document.metadata is not None


@given(TEXTS)
@example("")
@example("附件：\u200b2021年")
@example("|")
@example("\ufeff一、\r\n（一）\r\n")
@example("工作总结\n一、")
@example("一是。二是。三是")
def test_no_text_raises_and_every_clean_character_is_that_of_the_source(text):
    check(text)


@given(TEXTS)
@example("\x0b\u200b\x0b")
def test_the_lines_of_a_text_hold_all_that_is_visible_in_order(text):
    kept = "".join(text[start:end] for start, end in lines_of(text))
    visible = "".join(text.split()).strip("\u200b\ufeff\u00ad|")
    assert kept.strip() or not visible


def test_a_mark_with_nothing_behind_it_ends_no_sooner_than_its_heading():
    first, second = Document.from_text("—— 一、工作情况一、工作情况").outline
    assert (first.heading, first.end, second.start) == ((0, 3), 3, 3)


def test_hard_wrapped_lines_are_joined_and_headings_are_not():
    text = (
        "一、工作情况\n"
        + "\n".join("今年以来全市上下齐心协力推进科技创新工作不断取得新的成效和进展"[:30] for _ in range(14))
        + "。\n二、下一步打算\n完成投资5亿元。"
    )
    lines = Document.from_text(text).clean.text.split("\n")
    assert [line[:6] for line in lines] == ["一、工作情况", "今年以来全市", "二、下一步打", "完成投资5亿"]


@pytest.mark.parametrize(("ended", "paragraphs"), [(0, 4), (4, 4), (6, 4), (7, 15)])
def test_lines_are_wrapped_where_no_more_than_half_of_them_end_a_sentence(ended, paragraphs):
    words = "全市上下齐心协力推进水利建设工作不断取得新的成效和进展各项任务有序推进"
    lines = [words[: 31 - at % 2] + ("。" if at * ended % 12 < ended else "县") for at in range(12)]
    assert sum(line.endswith("。") for line in lines) == ended
    text = "\n".join(["一、工作情况", *lines, "二、下一步打算", "完成投资5亿元。"])
    assert len(Document.from_text(text).paragraphs) == paragraphs


def test_a_break_inside_a_sentence_is_healed_and_a_sentence_spans_it():
    text = (
        "一、工作情况\n"
        + "全市细颗粒物浓度持续下降，空气质量优良天数比例稳步提高，重点区域和重点行业的治理不断深入，" * 2
        + "PM\n2.5\n年平均浓度20微克。新增企业3家。"
    )
    document = Document.from_text(text)
    assert "PM2.5年平均浓度20微克。" in document.clean.text
    assert any(document.quote(span).endswith("PM\n2.5\n年平均浓度20微克。") for span in document.sentences)


def test_zero_width_characters_and_full_width_blanks_go_and_line_breaks_become_plain():
    document = Document.from_text("　　一、工作\u200b情况\r\n　　完成投\u200b资5亿元。\u3000\r\n")
    assert document.clean.text == "一、工作情况\n完成投资5亿元。"
    place = document.clean.text.index("资")
    assert document.source[document.clean.to_source(place)] == "资"
    assert document.clean.from_source(document.clean.to_source(place)) == place


def test_regions_name_title_boilerplate_and_roles_for_the_ledger():
    document = Document.from_text(
        "首页>公开>总结\n云溪市科技局2021年工作总结\n一、工作情况\n新增企业35家。\n二、下一步打算\n力争新增40家。\n扫一扫在手机打开当前页"
    )
    assert [region.role for region in document.regions()] == [
        "chrome", "title", "achievement", "achievement", "plan", "plan", "chrome",
    ]  # fmt: skip
    mentions = {mention.text: mention for mention in document.ledger}
    assert mentions["35家"].role == "achievement"
    assert mentions["40家"].role == "plan"
