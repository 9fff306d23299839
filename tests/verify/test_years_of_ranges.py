"""A range of years claimed against one that the source prints: the same stretch, or another."""

import pytest

from policysum import check
from policysum.document import Document

SOURCE = Document.from_text("云溪县2025年工作总结\n2023年至2025年投入资金200亿元，2021年至2022年修路30公里。")


@pytest.mark.parametrize(
    ("name", "value", "period", "verdict"),
    [
        ("投入资金", "200亿元", "2023/2025", "supported"),
        ("投入资金", "200亿元", "2022/2025", "supported"),
        ("投入资金", "200亿元", "2022/2023", "wrong_period"),
        ("投入资金", "200亿元", "2021/2025", "wrong_period"),
        ("修路", "30公里", "2021/2022", "supported"),
        ("修路", "30公里", "2022/2023", "wrong_period"),
        ("修路", "30公里", "2020/2021", "wrong_period"),
    ],
)
def test_a_claimed_range_is_that_of_the_source_or_wrong(
    name: str, value: str, period: str, verdict: str
) -> None:
    """The end of one year is the beginning of the next; another last year is another stretch."""
    (found,) = check([{"indicator": name, "value": value, "period": period}], SOURCE)
    assert found.verdict.value == verdict
