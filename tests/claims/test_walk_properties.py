from __future__ import annotations

import math

from hypothesis import example, given
from hypothesis import strategies as st

from policysum.claims.walk import walk
from policysum.quantity import Kind
from policysum.quantity.reader import read

PIECES = st.sampled_from(
    [
        "3家",
        "4470万元",
        "31.89%",
        "2020年",
        "约",
        "，",
        "。",
        "、",
        "占",
        "增长",
        "企业",
        "1.",
        "\n",
        "第3位",
        "三分之一",
        "×",
        "１２",
    ]
)
TEXTS = st.one_of(st.text(max_size=20), st.lists(PIECES, max_size=8).map("".join))
KEYS = st.sampled_from(
    [
        "indicator",
        "value",
        "unit",
        "text",
        "start",
        "end",
        "evidence",
        "a",
        "年份",
        "kpis",
        "document",
        "run",
        "x y",
    ]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=12,
)


@given(JSON)
def test_any_json_is_walked_without_raising_and_the_same_way_twice(value):
    first = walk(value)
    assert first == walk(value) or any(claim.quantity.value is None for claim in first)
    assert all(claim.path and claim.text for claim in first)


@example({"a": "༪"})
@example({"a": "0ꛦ"})
@given(st.dictionaries(st.sampled_from(["a", "b", "c"]), TEXTS))
def test_each_number_in_a_string_is_claimed_exactly_once(texts):
    expected = [
        (key, quantity.text)
        for key, text in texts.items()
        for quantity in read(text)
        if quantity.kind is not Kind.ORDINAL
    ]
    claims = [claim for claim in walk(texts) if claim.quantity.kind is not Kind.ORDINAL]
    # What looks like a number and cannot be read (༪, a half of Tibet) is claimed as such, the first of a text, beside the others.
    claimed = [(claim.path, claim.text) for claim in claims if claim.quantity.value is not None]
    assert claimed == expected
    unread = [claim.path for claim in claims if claim.quantity.value is None]
    assert len(unread) == len(set(unread))


@given(st.lists(st.integers() | st.floats() | st.booleans(), max_size=6))
def test_each_bare_number_is_claimed_exactly_once(numbers):
    expected = [f"[{at}]" for at, number in enumerate(numbers) if not isinstance(number, bool)]
    claims = walk(numbers)
    assert [claim.path for claim in claims] == expected
    finite = [n for n in numbers if not isinstance(n, bool) and math.isfinite(n)]
    assert sum(claim.quantity.value is not None for claim in claims) == len(finite)
