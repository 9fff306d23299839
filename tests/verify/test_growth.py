"""The cost of reading, checking and auditing grows in line with the text: counted in lines run, not in seconds."""

from __future__ import annotations

import pytest

from counted import lines_run
from policysum.audit import audit
from policysum.document import Document
from policysum.verify import Claim, check, judge

pytestmark = pytest.mark.long
SHAPES = {
    "equal sentences": lambda n: "全市完成生产总值1234.5亿元,同比增长6.7%。" * n,
    "rows of equal cells": lambda n: "12家 | 12家\n" * n,
    "rows of one number": lambda n: "1家\n" * n,
    "a chain of rates": lambda n: "增长1%" * n,
    "equal members of one list": lambda n: f"{'、'.join(['某类'] * n)}企业分别为{'、'.join(['5家'] * n)}。",
    "members of one list": lambda n: (
        f"{'、'.join(f'第{i}类' for i in range(n))}企业分别为{'、'.join(f'{i + 3}家' for i in range(n))}。"
    ),
    "a word of lists before every number": lambda n: "分别5家" * n,
    "a list of numbers": lambda n: "企业" + "、".join(f"{i + 3}家" for i in range(n)),
    "a list with commas": lambda n: "企业" + ",".join(f"{i + 3}家" for i in range(n)),
    "a list of named numbers": lambda n: "、".join(f"{chr(0x4E00 + i)}业{i + 3}家" for i in range(n)),
    "equal numbers with names": lambda n: "".join(f"{chr(0x4E00 + i)}业新增5家。" for i in range(n)),
    "different numbers with one name": lambda n: "".join(f"新增企业{i + 3}家。" for i in range(n)),
    "parts of parts": lambda n: "新增企业1家," + "其中1家," * n,
    "brackets that stay open": lambda n: "（其中1家" * n,
    "changes": lambda n: "由100亿元增加到110亿元,增长10%。" * n,
    "changes in one sentence": lambda n: "由100亿元增加到110亿元,增长10%," * n,
    "headings": lambda n: "".join(f"一、第{i}项工作\n新增企业5家。\n" for i in range(n)),
    "years in one sentence": lambda n: "2020年新增5家，" * n,
    "expectations in one sentence": lambda n: "预计新增5家，" * n,
    "sums": lambda n: "工业3家、农业5家，共8家。" * n,
    "sums in one sentence": lambda n: "工业3家、农业5家，共8家，" * n,
    "ranks": lambda n: "排名全省第3位，" * n,
    "Chinese numerals": lambda n: "新增三百二十家企业，" * n,
    "stocks": lambda n: "新增企业3家，总数达9家。" * n,
    "shares of nothing": lambda n: "占" * n + "3%",
    "targets of one level": lambda n: "研发费77.49亿元。研发费90亿元，同比增长16%。" * n,
    "parts of nothing": lambda n: "其中" + "3家、4家，" * n,
    "proportions": lambda n: "三次产业" * n + "4.0∶37.7∶58.3",
    "shares": lambda n: "企业100家，其中工业50家，占50%，" * n,
}
SMALL = 60
TIMES = 8
SLACK = 1.2


def claims_of(ledger):
    return [
        Claim(str(at), one.text, one.quantity, one.indicator, status=one.status, period=one.period)
        for at, one in enumerate(ledger.mentions)
    ]


def cost(shape, n):
    text = SHAPES[shape](n)
    document = Document.from_text(text)

    def work():
        for claim in claims_of(document.ledger):
            judge(claim, document.ledger)
        check(text[: 2 * n], document)
        audit(document.ledger)

    return lines_run(work)


@pytest.mark.parametrize("shape", SHAPES)
def test_eight_times_the_text_costs_eight_times_the_work(shape):
    cost(shape, 8)  # what is loaded once
    small, large = cost(shape, SMALL), cost(shape, SMALL * TIMES)
    assert large <= small * TIMES * SLACK
