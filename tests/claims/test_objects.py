"""What kinds of objects hold claims, and that no kind is passed over in silence."""

from __future__ import annotations

import dataclasses
import uuid
from collections import OrderedDict, deque
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum, IntEnum
from fractions import Fraction
from pathlib import Path
from typing import Annotated

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pydantic
import pytest

from policysum import check
from policysum.claims import NotFromSource, Unit, walk
from policysum.claims.objects import marks_of
from policysum.schema import Verdict

SOURCE = "2020年补助企业91家，下发补助资金6134万元，获得贷款1.5亿元，同比增长31%。"


def seen(claims):
    return [(claim.path, claim.text) for claim in walk(claims, SOURCE)]


class Bag:
    """A collection of a kind that nobody knows: whether its members are claims is not ours to say."""

    def __len__(self):
        return 1

    def __iter__(self):
        return iter(["91家"])

    def __contains__(self, item):
        return False


class Size(IntEnum):
    SMALL = 91


class Word(Enum):
    LOAN = "1.5亿元"
    PAIR = (1, 2)


class Odd:
    """Nothing is known of it."""


class Total(pydantic.BaseModel):
    grant: Annotated[float, Unit("万元")]
    firms: int

    @pydantic.computed_field
    @property
    def each(self) -> Annotated[float, Unit("万元")]:
        return self.grant / self.firms

    @pydantic.computed_field
    @property
    def told(self) -> str:
        return f"资金{self.grant * 2:.0f}万元"

    @pydantic.computed_field
    @property
    def row(self) -> Annotated[int, NotFromSource()]:
        return 7


@pydantic.dataclasses.dataclass
class Typed:
    loan: Annotated[float, Unit("亿元")]

    @pydantic.computed_field
    def double(self) -> Annotated[float, Unit("亿元")]:
        return self.loan * 2


class Failing(pydantic.BaseModel):
    @pydantic.computed_field
    @property
    def share(self) -> float:
        return 1 / 0


@dataclasses.dataclass
class Plain:
    firms: Annotated[int, Unit("家")]
    at: date = date(2020, 1, 2)


FRAME = {"指标": ["补助企业", "补助资金"], "数值": [91, 6134.5], "单位": ["家", "万元"]}

READ = [
    (pd.DataFrame({"n": [91]}), [("[0].n", "91")]),
    (pd.DataFrame({"n": [91, None]}), [("[0].n", "91")]),
    (pd.DataFrame({"n": [1, 2]}).iloc[1:], [("[0].n", "2")]),
    (pd.DataFrame({"n": [1.5]}, index=["贷款3家"]), [("[0].index", "3家"), ("[0].n", "1.5")]),
    (
        pd.DataFrame({"n": [5]}, index=pd.Index([2020], name="年份")),
        [("[0].年份", "2020年"), ("[0].n", "5")],
    ),
    (pd.DataFrame([[1, 2]], columns=["a", "a"]), [("[0].a", "1"), ('[0]["a (2)"]', "2")]),
    (pd.DataFrame([[1]], columns=pd.MultiIndex.from_tuples([("a", "b")])), [('[0]["a b"]', "1")]),
    (pd.DataFrame({"投资额（万元）": [6134]}), [("[0].投资额（万元）", "6134万元")]),
    (pd.DataFrame({"收入（2020年）": [6134]}), [("[0].收入（2020年）", "6134")]),
    (pd.DataFrame(FRAME), [("[0].数值", "91家"), ("[1].数值", "6134.5万元")]),
    (pl.DataFrame(FRAME, strict=False), [("[0].数值", "91家"), ("[1].数值", "6134.5万元")]),
    (pd.Series([91, 5]), [("[0]", "91"), ("[1]", "5")]),
    (pd.Series([91], name="企业（家）"), [("企业（家）[0]", "91家")]),
    (pd.Series({"补助企业": 91}), [("补助企业", "91")]),
    (pd.Series([1, 2], index=["a", "a"]), [("a", "1"), ('["a (2)"]', "2")]),
    (pd.Series([pd.Timestamp("2020-06-30"), pd.NaT]), [("[0]", "2020-06-30")]),
    (pd.Series(["91家"], dtype="category"), [("[0]", "91家")]),
    (pd.Index(["91家"]), [("[0]", "91家")]),
    (pl.Series("n", [91, None]), [("n[0]", "91")]),
    (pa.table({"n": [91]}), [("[0].n", "91")]),
    (pa.array([91]), [("[0]", "91")]),
    (np.array([[1, 2], [3, 4]]), [("[0][0]", "1"), ("[0][1]", "2"), ("[1][0]", "3"), ("[1][1]", "4")]),
    (np.array([0.1, np.nan], dtype=np.float32), [("[0]", "0.1")]),
    (np.array(91), [("$", "91")]),
    (np.array([(91, "5家")], dtype=[("a", int), ("b", "U4")]), [("[0].a", "91"), ("[0].b", "5家")]),
    (np.array(["2020-06-30"], dtype="datetime64[ns]"), [("[0]", "2020-06-30")]),
    (np.float64(1.5), [("$", "1.5")]),
    (np.float32(0.1), [("$", "0.1")]),
    (np.int64(91), [("$", "91")]),
    (np.str_("91家"), [("$", "91家")]),
    (np.bool_(True), []),
    (Decimal("31.890"), [("$", "31.890")]),
    (Fraction(1, 4), [("$", "0.25")]),
    (date(2020, 6, 30), [("$", "2020-06-30")]),
    (datetime(2020, 6, 30, tzinfo=UTC).replace(tzinfo=None), [("$", "2020-06-30")]),
    ("补助91家".encode(), [("$", "91家")]),
    (bytearray("补助91家".encode()), [("$", "91家")]),
    (Size.SMALL, [("$", "91")]),
    (Word.LOAN, [("$", "1.5亿元")]),
    (Word.PAIR, [("[0]", "1"), ("[1]", "2")]),
    (Total(grant=6370, firms=91), [("grant", "6370万元"), ("firms", "91"), ("each", "70万元"), ("told", "12740万元")]),
    (Typed(1.5), [("loan", "1.5亿元"), ("double", "3亿元")]),
    (Plain(91), [("firms", "91家"), ("at", "2020-01-02")]),
    (deque([91]), [("[0]", "91")]),
    ({"n": 91}.values(), [("[0]", "91")]),
    (range(2), [("[0]", "0"), ("[1]", "1")]),
    ({1: "91家", "1": "5家"}, [("1", "91家"), ('["1 (2)"]', "5家")]),
    (OrderedDict(n=91), [("n", "91")]),
]  # fmt: skip


@pytest.mark.parametrize(("claims", "expected"), READ, ids=lambda value: type(value).__name__)
def test_every_kind_of_object_gives_its_numbers(claims, expected):
    assert seen(claims) == expected


REFUSED = [
    ({"a": [1, Odd()]}, r"a\[1\].*Odd"),
    ({"indicator": "贷款", "value": Odd()}, r"value.*Odd"),
    ({"indicator": "贷款", "value": "3家", "period": Odd()}, r"period.*Odd"),
    ({"indicator": "贷款", "value": [Odd()]}, r"Odd"),
    (Odd, "class"),
    (Path("claims.json"), "load_claims"),
    ((n for n in [91]), "list"),
    (timedelta(days=3), "timedelta"),
    (uuid.UUID(int=3), "UUID"),
    (1 + 2j, "complex"),
    (np.complex128(1), "complex128"),
    (b"\xff\xfe", "UTF-8"),
    (pl.LazyFrame({"n": [91]}), "collect"),
    (pd.Series([pd.Timedelta(days=3)]), "Timedelta"),
    (print, "builtin"),
    (Bag(), "Bag"),
    (Failing(), "share"),
]


@pytest.mark.parametrize(("claims", "names"), REFUSED, ids=lambda value: type(value).__name__)
def test_an_object_that_cannot_be_read_is_a_type_error_that_names_its_place_and_type(claims, names):
    with pytest.raises(TypeError, match=names):
        check(claims, SOURCE)


def test_what_is_excluded_may_be_of_any_type():
    @dataclasses.dataclass
    class Record:
        firms: int
        handle: Annotated[object, NotFromSource()] = None

    assert seen(Record(91, Odd())) == [("firms", "91")]


def test_a_computed_number_that_the_source_does_not_say_fails():
    results = {one.path: one.verdict for one in check(Total(grant=6134, firms=91), SOURCE)}
    assert results["grant"] is Verdict.SUPPORTED
    assert results["told"] is results["each"] is Verdict.UNSUPPORTED


SAID = [
    ({"indicator": "补助资金", "value": 6134, "unit": "万元"}, ["补助资金 6134万元"]),
    ({"indicator": "补助资金", "value": "6134万元，增长3%"}, ["补助资金 6134万元，增长3%"] * 2),
    ({"补助资金": 6134}, ["补助资金 6134"]),
    ("共补助91家，资金6134万元。", ["共补助91家，资金6134万元。"] * 2),
    ("无。" * 150 + "共补助91家。" + "无。" * 150, ["共补助91家。"]),
    (float("nan"), ["nan"]),
]


@pytest.mark.parametrize(("claims", "said"), SAID)
def test_a_result_keeps_the_claim_in_its_own_words(claims, said):
    assert [one.claim for one in check(claims, SOURCE)] == said
    assert [one.to_dict()["claim"] for one in check(claims, SOURCE)] == said


def test_an_annotation_that_is_nested_without_end_costs_nothing_and_marks_nothing():
    annotation = int
    for _ in range(40):
        annotation = tuple[annotation, annotation]
    assert marks_of(annotation) == marks_of(int)
