"""Texts whose lines broke around their numbers."""

import pytest

from policysum.document import Document

BROKEN = (
    "云溪县水务局\n2023\n年工作总结和\n2024\n年工作安排\n一、2023年工作总结\n（一）管网建设\n全年新建泵站\n12\n座、蓄水池\n{0}\n口，"
    "惠及\n3600\n户。推进供水\n2.0\n改造，\n云溪镇\n率先完工。\n（二）完成水厂\n5\n座。\n"
)


def kpis(document):
    return [(one.quantity.value, one.quantity.unit, one.indicator) for one in document.ledger if one.kpi]


def test_lines_that_broke_around_numbers_are_joined():
    document = Document.from_text(BROKEN.format(8))
    assert document.metadata.title == "云溪县水务局2023年工作总结和2024年工作安排"
    assert [one.title for one in document.outline] == ["2023年工作总结", "管网建设", "完成水厂5座"]
    assert [one[:2] for one in kpis(document)] == [(12, "座"), (8, "口"), (3600, "户"), (5, "座")]
    assert "推进供水2.0改造，云溪镇率先完工。" in document.clean.text
    for one in document.ledger:
        assert document.source[one.start : one.end] == one.text


@pytest.mark.parametrize(
    "rows",
    [
        "水库\n12\n堤防\n30\n泵站\n8\n水闸\n5",
        "项目\n数量\n水库\n12\n座\n堤防\n30\n（公里）\n泵站\n8\n水闸\n5\n渠道\n7",
    ],
)
def test_cells_that_stand_on_lines_of_their_own_are_not_joined(rows):
    """Most of their numbers stand between names."""
    document = Document.from_text(f"云溪县水务局2023年工作总结\n一、工程情况\n全年水利工程如下。\n{rows}\n")
    assert all(len(one.lines) == 1 or one.row for one in document.paragraphs)


@pytest.mark.parametrize("mark", ["——", "----", ""])
def test_labels_and_a_subtitle_behind_dashes_end_no_head(mark):
    text = f"分享：\n云溪县\n2023\n年政府工作报告\n{mark}2023年\n2\n月\n29\n日在云溪县第十届人民代表大会第六次会议上\n\n各位代表：\n新建泵站\n12\n座，水厂\n3\n座。\n"
    text += "一、2022年工作回顾\n全年新建泵站\n12\n座、蓄水池\n8\n口，惠及\n3600\n户。\n"
    metadata = Document.from_text(text).metadata
    assert (metadata.title, metadata.period, metadata.plan_period) == (
        "云溪县2023年政府工作报告",
        "2022",
        "2023",
    )
