"""What a name leaves unsaid, since the clause before, the whole or the clause after says it."""

import pytest

from policysum.document import Document
from policysum.extract.extractive import extractive


def rows(text):
    kpis = extractive(Document.from_text(f"云溪县2023年政府工作报告\n{text}\n")).kpis
    return [(kpi.indicator, kpi.status.value, kpi.period) for kpi in kpis]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Money of which only the verb stands before it is named by what it was for.
        ("筹集0.6亿元，支持供水管网改造。", ["筹集支持供水管网改造资金"]),
        ("统筹安排资金2亿元，主要用于道路养护。", ["统筹安排道路养护资金"]),
        ("拨付3亿元、1亿元，分别用于学校建设和医院扩建。", ["拨付学校建设资金", "拨付医院扩建资金"]),
        ("兑现3亿元，惠及企业5家。", ["兑现", "兑现惠及企业"]),
        # The sorts that a whole is parted into are measured as it is.
        (
            "增加值增长6%。按行业分，采矿业增长2%，制造业增长7%。",
            ["增加值增长", "采矿业增加值增长", "制造业增加值增长"],
        ),
        (
            "农林牧渔业总产值9亿元。其中，农业4亿元，增长3%；林业2亿元。",
            ["农林牧渔业总产值", "农业产值", "农业产值增长", "林业产值"],
        ),
        ("生产总值80亿元，其中第二产业30亿元。", ["生产总值", "第二产业增加值"]),
        ("固定资产投资增长5%，外贸企业增长6%。", ["固定资产投资增长", "外贸企业增长"]),
        # Members that are counted off, and a rate that closes a list, are each whole.
        (
            "第一、二、三产业增加值分别增长1%、2%、3%。",
            ["第一产业增加值增长", "第二产业增加值增长", "第三产业增加值增长"],
        ),
        ("增加值、投资增速分别居全市第2位、第5位。", ["增加值增速居全市", "投资增速居全市"]),
        # Pupils are those of the schools named before.
        ("小学9所，招生2万人，在校学生8万人。", ["小学", "小学招生", "小学在校学生"]),
        ("年出栏生猪5万头，存栏3万头。", ["年出栏生猪", "生猪存栏"]),
        ("全县实现财政收入8亿元，全县共有公园6座。", ["全县财政收入", "全县公园"]),
        ("五年来全县累计争取各类资金9亿元，比上个五年增长20%。", ["全县累计争取各类资金", None]),
        ("内河货运量增长3%，在地建筑业产值增长2%。", ["内河货运量增长", "在地建筑业产值增长"]),
    ],
)
def test_a_name_says_what_its_sentence_leaves_unsaid(text, expected):
    names = [name for name, _, _ in rows(text)]
    assert [name if wanted else None for name, wanted in zip(names, expected, strict=True)] == expected


def test_a_level_that_a_change_is_held_against_is_of_its_own_year():
    read = rows("全县支出9亿元，比上年的7亿元增加2亿元，比2020年决算数6亿元增长50%。")
    assert [period for _, _, period in read][:4] == ["2022", "2021", "2022", "2020"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("大力争取项目，五年来全县累计争取资金9亿元。", "actual"),
        ("全力争取投资增长9%。", "target"),
    ],
)
def test_what_was_won_is_no_aim(text, status):
    assert rows(text)[0][1] == status
