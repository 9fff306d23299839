"""How far a claimed number may lie from the source's: just as far as a limit, and just beyond it."""

import pytest

from policysum.quantity.reader import read
from policysum.statements import Ledger
from policysum.verify.agreement import Numbers
from policysum.verify.rounding import admits

CASES = [
    ("四分之一", "25.5%", True),
    ("四分之一", "25.51%", False),
    ("四分之一", "24.5%", True),
    ("约四分之一", "27%", True),
    ("约四分之一", "27.01%", False),
    # what a float does to a number of ten digits
    ("1000000000元", "1000000001元", True),
    ("1000000000元", "1000000002元", False),
    ("1000000000.0元", "1000000001元", True),
    ("1000000000.0元", "1000000002元", False),
    # a half goes either way, but up where one digit is left
    ("10亿元", "10.5亿元", True),
    ("10亿元", "9.5亿元", True),
    ("10亿元", "10.51亿元", False),
    ("9亿元", "9.5亿元", False),
    ("9亿元", "9.49亿元", True),
    ("9亿元", "8.5亿元", True),
    # one digit may be off by a tenth, of an amount
    ("3亿元", "3.3亿元", True),
    ("3亿元", "3.31亿元", False),
    ("3亿元", "2.7亿元", True),
    ("3亿元", "2.69亿元", False),
    ("3%", "3.1%", False),
    # 约: half of the last digit that is printed, or of the last that is no zero
    ("约1亿元", "1.25亿元", True),
    ("约1亿元", "1.26亿元", False),
    ("约7100万元", "7150万元", True),
    ("约7100万元", "7151万元", False),
    ("约13亿元", "13.5亿元", True),
    ("约9亿元", "9.5亿元", False),
    ("约9亿元", "8.5亿元", True),
    # beyond what is said to be exceeded: less than a step, of a hundred and more less than a tenth
    ("30余项", "39项", True),
    ("30余项", "40项", False),
    ("30余项", "29项", False),
    ("90余项", "99项", True),
    ("100余项", "109项", True),
    ("100余项", "110项", False),
    ("100项以上", "104项", True),
    ("100项以上", "105项", False),
    ("100项以上", "96项", False),
    ("不足100项", "96项", True),
    ("不足100项", "95项", False),
    ("不足100项", "104项", False),
]


@pytest.mark.parametrize(("claimed", "said", "admitted"), CASES)
def test_a_claim_may_be_rounded_as_far_as_its_digits_and_its_bound_allow(claimed, said, admitted):
    (claim,), (source,) = read(claimed), read(said)
    assert admits(claim, source) is admitted


@pytest.mark.parametrize(
    ("claimed", "found"), [("10%", ["10%", "10.3%"]), ("9%", ["9%"]), ("90%", ["90%", "90.3%"])]
)
def test_one_digit_is_no_rounding_of_another_number_where_the_source_prints_it(claimed, found):
    printed = claimed.removesuffix("%")
    ledger = Ledger(f"产值增长{claimed}。税收增长{printed}.3%。")
    numbers = Numbers(ledger, {mention.start: at for at, mention in enumerate(ledger.mentions)})
    items = numbers.candidates(read(claimed)[0], as_decline=False).items
    assert [item.mention.text for item in items] == found
