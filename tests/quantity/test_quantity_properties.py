"""What holds for any text and any value."""

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policysum.quantity.model import Bound, Kind
from policysum.quantity.reader import read

LOOKS = settings(max_examples=40, deadline=None)
FIELD = (
    "0123456789０１２３.．,，、。；（）()〔〕[]“”‘’《》\"'%％万亿千百十一二三两零元个家项年月日第前近约超上下半季度"
    "多余以左右至到-—~:/+ \n\r\tOoABGPM×号位名成番翻倍分之首附件图"
)
ANY = st.one_of(st.text(max_size=60), st.text(alphabet=FIELD, max_size=60))
RUN = re.compile("[0-9０-９]+")

MULTIPLIERS = {"": 0, "万": 4, "亿": 8, "万亿": 12, "百万": 6, "千万": 7}
UNITS = [
    ("元", Kind.MONEY), ("美元", Kind.MONEY), ("家", Kind.COUNT), ("人次", Kind.COUNT), ("个", Kind.COUNT),
    ("吨", Kind.MEASURE), ("平方米", Kind.MEASURE), ("千瓦", Kind.MEASURE), ("亩", Kind.MEASURE),
]  # fmt: skip
BEFORE = {
    "": Bound.EXACT,
    "约": Bound.APPROX,
    "超过": Bound.GT,
    "不低于": Bound.GE,
    "不足": Bound.LT,
    "不超过": Bound.LE,
}
AFTER = {"": Bound.EXACT, "以上": Bound.GE, "以内": Bound.LE, "左右": Bound.APPROX}
WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")


def fields(quantities, shift=0):
    """All that a quantity says, its place moved by `shift`."""
    return [(q.start + shift, q.end + shift, q.kind, q.value, q.unit, q.bound, q.text) for q in quantities]


def amounts():
    """Printed digits of a positive amount with up to two places."""
    return st.decimals(min_value=Decimal("0.01"), max_value=999_999, places=2).map(
        lambda d: f"{d.normalize():f}"
    )


@LOOKS
@given(ANY)
def test_any_text_is_read_and_spans_quote_it_in_order(text):
    end = 0
    for quantity in read(text):
        assert end <= quantity.start < quantity.end
        assert text[quantity.start : quantity.end] == quantity.text
        quantity.to_dict()
        end = quantity.end


@LOOKS
@given(ANY)
def test_every_run_of_digits_lies_in_exactly_one_quantity(text):
    spans = [(q.start, q.end) for q in read(text)]
    for run in RUN.finditer(text):
        assert sum(a <= run.start() and run.end() <= b for a, b in spans) == 1


@LOOKS
@given(ANY, ANY)
def test_two_sentences_read_together_as_each_alone(first, second):
    first, second = (re.sub(r"[\r\n]", "", text) + "。" for text in (first, second))
    assert fields(read(first + second)) == fields(read(first)) + fields(read(second), len(first))


@LOOKS
@given(
    amounts(),
    st.sampled_from(sorted(MULTIPLIERS)),
    st.sampled_from(UNITS),
    st.sampled_from(sorted(BEFORE)),
    st.booleans(),
)
def test_a_rendered_amount_reads_back(printed, multiplier, unit, before, wide):
    shown = printed.translate(WIDE) if wide else printed
    (quantity,) = read(f"完成投入{before}{shown}{multiplier}{unit[0]}。")
    assert quantity.text == f"{shown}{multiplier}{unit[0]}"
    assert quantity.value == Decimal(printed).scaleb(MULTIPLIERS[multiplier])
    assert (quantity.kind, quantity.unit, quantity.bound) == (unit[1], unit[0], BEFORE[before])


@LOOKS
@given(amounts(), st.sampled_from(sorted(AFTER)), st.sampled_from(["%", "％"]))
def test_a_rendered_percentage_reads_back(printed, after, sign):
    (quantity,) = read(f"增长{printed}{sign}{after}，")
    assert quantity.value == Decimal(printed)
    assert (quantity.kind, quantity.unit, quantity.bound) == (Kind.PERCENT, "%", AFTER[after])


@LOOKS
@given(st.integers(1000, 10**9))
def test_thousands_separators_change_nothing(number):
    (quantity,) = read(f"共{number:,}元。")
    assert (quantity.value, quantity.unit) == (number, "元")


@LOOKS
@given(st.dates())
def test_a_rendered_date_reads_back(day):
    if day.year < 1900 or day.year > 2099:
        day = day.replace(year=1900 + day.year % 100, day=min(day.day, 28))
    for text in (
        f"{day.year}年{day.month}月{day.day}日",
        day.isoformat(),
        f"{day.year}.{day.month:02}.{day.day:02}",
    ):
        (quantity,) = read(f"于{text}，")
        assert (quantity.kind, quantity.value, quantity.text) == (Kind.DATE, day.isoformat(), text)


@LOOKS
@given(st.integers(1, 400), st.integers(1, 400), st.sampled_from(["-", "—", "~", "至", "到"]))
def test_a_rendered_range_reads_back(low, more, sign):
    (quantity,) = read(f"建设{low}{sign}{low + more}家，")
    assert quantity.value == (low, low + more)


@pytest.mark.parametrize("size", [1, 3])
@settings(max_examples=10, deadline=None)
@given(
    st.lists(
        st.sampled_from(["投资3亿元", "增长5.2%", "居第3位", "为2020年", "共十余家"]), min_size=3, max_size=9
    )
)
def test_repeating_a_sentence_repeats_what_is_read(size, parts):
    sentence = "，".join(parts) + "。"
    once = read(sentence)
    expected = [row for i in range(size) for row in fields(once, i * len(sentence))]
    assert fields(read(sentence * size)) == expected
