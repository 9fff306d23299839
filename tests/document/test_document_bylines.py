"""Who publishes a page and when, on one line below its headline."""

import pytest

from policysum.document import Document

BODY = "初步核算，上半年全县生产总值61亿元，同比增长5.0%。\n一、夏粮丰收\n夏粮总产量14万吨。\n"


@pytest.mark.parametrize(
    "line",
    [
        "云溪县统计局 2024-07-15",
        "2024/07/15 10:00 来源：云溪县统计局",
        "2024年07月15日 云溪日报",
        "云溪县统计局　　2024年7月15日　　浏览次数：55",
        "云溪县统计局 2024-07-15 10:00:05",
    ],
)
def test_the_line_of_publisher_and_day_is_no_title(line):
    found = Document.from_text(f"上半年全县经济运行总体平稳\n{line}\n{BODY}").metadata
    assert (found.title, found.publish_date, found.period) == (
        "上半年全县经济运行总体平稳",
        "2024-07-15",
        "2024H1",
    )


def test_a_title_with_a_day_stays_one():
    found = Document.from_text(f"云溪县 2024年7月15日 统计公报\n{BODY}").metadata
    assert found.title == "云溪县 2024年7月15日 统计公报"


@pytest.mark.parametrize("day", ["2024-01-05", "2024/1/5", "2024-01-05 09:30"])
def test_a_day_behind_a_title_is_the_day_of_the_page(day):
    document = Document.from_text(
        f"云溪街道2023年工作总结 {day}\n\n2023年，街道新建泵站12座，完成投资3.5亿元。\n"
    )
    assert (document.metadata.title, document.metadata.publish_date) == (
        "云溪街道2023年工作总结",
        "2024-01-05",
    )


def test_a_day_at_the_end_of_prose_is_no_day_of_the_page():
    text = "云溪街道2023年工作总结\n\n2023年，街道新建泵站12座，完成投资3.5亿元。合同签订 2023-04-05\n全部按期投入使用。\n"
    document = Document.from_text(text)
    assert document.metadata.publish_date is None
    assert "合同签订 2023-04-05" in document.clean.text
