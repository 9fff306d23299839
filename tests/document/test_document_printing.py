"""Stops and brackets of half width change nothing of a document's layout, and are printed as they are."""

from __future__ import annotations

import pytest

from policysum.document import Document
from policysum.document.printing import full_stops

TEXT = (
    "关于云溪县2024年度财政审计情况的报告（摘要）\n一、财政管理审计情况，总体规范\n（一）收入组织不规范，政策落实不到位。审计发现：3家单位少缴收入25万元；"
    "2家单位未按规定入库。\n（二）预算编制不细化：5个部门多报项目12个。\n二、审计建议\n（一）加强收入管理。各部门应当及时缴库。\n"
)
HALF = TEXT.translate(str.maketrans("，；：（）", ",;:()"))


def test_the_layout_is_the_same_and_the_titles_are_as_printed() -> None:
    full, half = Document.from_text(TEXT), Document.from_text(HALF)
    assert half.kind == full.kind == "audit"
    assert [(one.role, one.start, one.end) for one in half.outline] == [
        (one.role, one.start, one.end) for one in full.outline
    ]
    assert [one.title for one in full.outline][:2] == [
        "财政管理审计情况，总体规范",
        "收入组织不规范，政策落实不到位",
    ]
    assert [one.title for one in half.outline][:2] == [
        "财政管理审计情况,总体规范",
        "收入组织不规范,政策落实不到位",
    ]
    assert half.outline[1].path == ("财政管理审计情况,总体规范", "收入组织不规范,政策落实不到位")
    assert [one.marker for one in half.outline][:2] == ["一、", "(一)"]
    assert half.metadata.title == "关于云溪县2024年度财政审计情况的报告(摘要)"
    assert [(one.role, one.start, one.end) for one in half.items()] == [
        (one.role, one.start, one.end) for one in full.items()
    ]
    assert all(one.title in HALF for one in half.items())
    assert half.items()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("增长5%,其中:3家;(一)新建?是!", "增长5%，其中：3家；（一）新建？是！"),
        ("1,234家, 10:30, R&D;GDP", "1,234家， 10:30, R&D;GDP"),
        ("&nbsp;（二）", "&nbsp;（二）"),
        ("(PPP)", "(PPP)"),
        ("新建。", "新建。"),
    ],
)
def test_stops_are_widened_beside_chinese_characters_alone(text: str, expected: str) -> None:
    assert full_stops(text) == expected
    assert len(full_stops(text)) == len(text)
