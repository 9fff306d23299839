"""A text is read as if nothing parted its words in print; each number stands where the source prints it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policysum.document import Document
from policysum.quantity.compact import compact_text
from policysum.quantity.model import Bound, Kind, Quantity, Span
from policysum.statements.ledger import Ledger

PLAIN = "2024年，全县新建泵站12座，完成投资3.5亿元，同比增长8.2%，供水保障率达到98%。"


def rows(ledger: Ledger) -> list[tuple[object, ...]]:
    return [
        (one.indicator, one.value, one.unit, one.status, one.period, one.change) for one in ledger if one.kpi
    ]


@pytest.mark.parametrize(
    "text",
    [
        PLAIN.replace("12座", " 12 座").replace("3.5亿元", " 3.5 亿元"),
        PLAIN.replace("泵站", "泵\u200b站").replace("投资", "投\u00ad资"),
        PLAIN.replace("98%", "\u200b98\u200b%"),
    ],
)
def test_what_sets_words_apart_in_print_changes_no_row(text: str) -> None:
    assert rows(Ledger(text, period="2024")) == rows(Ledger(PLAIN, period="2024"))


@pytest.mark.parametrize("cut", ["泵\n站", "投\n　　资", "同\n比", "保\r\n障", "12\n座", "3.5\n亿"])
def test_a_line_that_ends_within_a_word_is_read_whole(cut: str) -> None:
    lines = "云溪县水务局2024年工作总结\n一、工作情况\n一年来，各项工作取得明显成效。"
    whole = "".join(cut.split())
    text = lines + PLAIN.replace(whole, cut) + "\n"
    document = Document.from_text(text)
    assert rows(document.ledger) == rows(Document.from_text(lines + PLAIN + "\n").ledger)
    assert all(text[one.start : one.end] == one.text for one in document.ledger)


def test_a_number_that_a_line_end_cuts_is_one() -> None:
    text = "今年以来，各项工作稳步推进。全市新增企业35家，群众满意度持续提高，带动就业12\n00人，产业集聚度明显提高。\n"
    (found,) = [one for one in Document.from_text(text).ledger if one.indicator.endswith("就业")]
    assert (int(str(found.value)), found.text) == (1200, "12\n00人")


def test_the_sentence_of_a_number_is_quoted_as_printed() -> None:
    text = "云溪县2024年工作总结\n一、工作情况\n各项工作取得成效。全县新建泵 站 12 座，完成投\n资3.5亿元。供水人口增加。\n"
    document = Document.from_text(text)
    number = document.ledger[-1]
    assert (
        document.quote(document.ledger.passage(number)).strip() == "全县新建泵 站 12 座，完成投\n资3.5亿元。"
    )
    assert [text[one.start : one.end].strip() for one in document.ledger.sentences][-2:] == [
        "全县新建泵 站 12 座，完成投\n资3.5亿元。",
        "供水人口增加。",
    ]


def test_a_page_number_inside_a_sentence_is_bound_to_nothing_and_stays_of_the_page() -> None:
    text = "2024年云溪县供水总结\n一、建设情况\n全县供水保障率达到98%。全县共建成供水站60座，各乡镇自建自管的农村供\n— 17 —\n水站4座，运行良好。\n"
    ledger = Document.from_text(text).ledger
    page = next(one for one in ledger if one.text == "17")
    assert (page.role, page.indicator, page.sentence) == ("chrome", "", page.quantity.span)
    assert "供水站" in next(one for one in ledger if one.text == "4座").indicator


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新建 12 座，增长 5.2 %。", "新建12座，增长5.2%。"),
        ("1 新建水厂， 3 座", "1 新建水厂，3座"),  # the number that opens a line is no count
        ("（2） 新建水厂， 3 座", "（2） 新建水厂，3座"),
        ("合计 12 3", None),  # a row: its blanks part cells
        ("新建  12   座。", "新建12   座。"),  # a wider gap is one of a layout
        ("投资 3 200 万元，", "投资3 200万元，"),
        ("新\u200b建12座", "新建12座"),
        ("新建12座。", None),
        ("", None),
        ("\u200b", ""),
    ],
)
def test_what_is_left_out_of_a_text(text: str, expected: str | None) -> None:
    found = compact_text(text)
    assert (found.text if found else None) == expected


@given(st.text("新建座，。 \n\u200b12", max_size=40), st.lists(st.integers(0, 39), max_size=6))
def test_each_character_is_mapped_to_itself(text: str, cuts: list[int]) -> None:
    ends = sorted({cut for cut in cuts if cut < len(text)})
    gaps = [Span(one, one + 1) for one in ends]
    found = compact_text(text, gaps)
    if found is None:
        assert not gaps
        return
    places = [found.to_source(at) for at in range(len(found.text))]
    assert [text[place] for place in places] == list(found.text)
    assert places == sorted(set(places))
    assert not {gap.start for gap in gaps} & set(places)
    assert [found.from_source(place) for place in places] == [*range(len(places))]
    assert {place for place in range(len(text)) if found.holds(place)} == set(places)


@pytest.mark.parametrize("gap", ["        ", " \u200b      "])
def test_a_number_in_no_sentence_is_kept_and_bound_to_nothing(gap: str) -> None:
    text = f"新建水厂3家。{gap}新建泵站 4 座。"
    page = Quantity(9, 11, text[9:11], Kind.ORDINAL, Decimal(17), "", Bound.EXACT)
    read = [*Ledger(text).quantities]
    ledger = Ledger(text, quantities=[read[0], page, read[1]], compact=compact_text(text))
    assert [(one.indicator, one.value) for one in ledger.mentions] == [
        ("新建水厂", 3),
        ("", 17),
        ("新建泵站", 4),
    ]
    assert ledger.mention_at(9) == ledger.mentions[1]
    assert ledger.mentions[1].sentence == page.span


def test_a_page_number_between_two_sentences_of_a_paragraph_loses_nothing() -> None:
    line = "全县供水工作稳步推进，各乡镇供水站运行良好，群众满意度持续提高，新建\n"
    text = f"一、建设情况\n{line * 14}水厂3家，完成投资2.5亿元，供水保障率达到98%，惠及全县群众3万人。\n— 18 —\n{line * 3}泵站4座。\n"
    ledger = Document.from_text(text).ledger
    assert len(ledger.mentions) == len(ledger.quantities)
    assert next(one.role for one in ledger if one.text == "18") == "chrome"
