"""Titles of several lines, fields of pages and addressees; regions from the gazetteer; words of the tables decide."""

from __future__ import annotations

import pytest

from each_row import each
from policysum.document import Document
from policysum.document.place import Place, find_place, given_place
from policysum.document.title_forms import ADDRESSEE, SPEAKER, TITLE_END, TITLE_WORDS
from policysum.lexicon import read_table
from policysum.lexicon.loader import FOLDER

BODY = "\n\n一、总体情况\n新建学校5所，完成投资12亿元，惠及群众3万人。\n"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("云溪县人民政府关于印发学校用房建设\n实施方案的通知\n云政发〔2019〕4号\n各乡镇人民政府，县直各部门：", "云溪县人民政府关于印发学校用房建设实施方案的通知"),
        ("云溪县人民政府办公室\n云政办发〔2022〕15号\n云溪县人民政府办公室\n关于加快学校用房建设的通知\n各学校：", "云溪县人民政府办公室关于加快学校用房建设的通知"),
        ("云溪县人民政府关于转发省教育厅等部门\n《关于加快学校用房建设的\n若干意见》的通知", "云溪县人民政府关于转发省教育厅等部门《关于加快学校用房建设的若干意见》的通知"),
        ("关于云溪县2021年预算执行情况和\n2022年预算草案的报告", "关于云溪县2021年预算执行情况和2022年预算草案的报告"),
        ("云溪县规划和自然\n资源局\n2024年度部门决算", "云溪县规划和自然资源局2024年度部门决算"),
        ("云溪县2023年国民经济和社会发展统计公报", "云溪县2023年国民经济和社会发展统计公报"),
        ("标 题： 云溪县教育局关于表彰优秀教师的决定 发布日期： 2023-09-01\n决定", "云溪县教育局关于表彰优秀教师的决定"),
        ("标　　题：云溪县教育局关于表彰优秀教师的决定\n云溪县教育局\n关于表彰优秀教师的决定", "云溪县教育局关于表彰优秀教师的决定"),
        ("通知公告\n和平区2021年工作总结", "和平区2021年工作总结"),
        ("云溪县人民政府关于全面深化“一网通办”\n服务的实施意见\n各乡镇人民政府：", "云溪县人民政府关于全面深化“一网通办”服务的实施意见"),
        ("关于我们\n服务的实施意见\n各乡镇人民政府：", "服务的实施意见"),
        ("云溪县2022年度学校经费决算\n情况的报告\n县人大常委会：", "云溪县2022年度学校经费决算情况的报告"),
        ("名 称 云溪县教育局关于表彰优秀教师的决定\n公文", "云溪县教育局关于表彰优秀教师的决定"),
        ("云溪水库管理站2021年度部门决算公开\n目录\n一、总体情况\n二、决算说明", "云溪水库管理站2021年度部门决算公开"),
        ("各乡镇人民政府，县直各部门：", None),
        ("各学院、各部处：", None),
    ],
)  # fmt: skip
def test_a_title_is_read_whole_and_an_addressee_is_none(head: str, title: str | None) -> None:
    """Lines that make up one heading are joined; the page's own field settles it; whom a paper is sent to is no title."""
    assert Document.from_text(head + BODY).metadata.title == title


def test_the_lines_that_print_a_title_are_where_it_stands() -> None:
    """The field of the page says the title, its span is the heading, and the field stays listed."""
    text = f"标题：云溪县教育局关于表彰优秀教师的决定\n云溪县教育局\n关于表彰优秀教师的决定{BODY}"
    document = Document.from_text(text)
    assert document.quote(document.metadata.spans["title"]) == "云溪县教育局\n关于表彰优秀教师的决定"
    assert [piece.kind for piece in document.boilerplate] == ["fields"]


def test_an_addressee_is_a_part_of_the_body() -> None:
    """As 各位代表 is."""
    text = f"云溪县教育局关于校舍建设的通知\n各学校，各有关单位：\n现将有关事项通知如下。{BODY}"
    document = Document.from_text(text)
    assert document.quote(document.body).startswith("各学校")


@pytest.mark.parametrize(
    ("issuer", "title", "year", "place"),
    [
        (None, "呼伦贝尔市海拉尔区人民政府工作报告", 2014, Place("海拉尔区", "150702", "county")),
        ("国务院", "2006年国务院政府工作报告", 2005, None),
        (None, "教育部关于同意浙江省设立高校的批复", None, None),
        (None, "关于苏州市吴江区2023年部门决算的说明", 2023, Place("吴江区", "320509", "county")),
        ("济南市高新区管委会", None, 2023, Place("济南市高新区", None, "zone")),
        ("平潭综合实验区农业农村局", None, 2024, Place("平潭综合实验区", None, "zone")),
        ("云溪县大山镇人民政府", None, 2024, Place("大山镇", None, "town")),
        ("云溪市科学技术局", None, 2024, Place("云溪市")),
        ("莱芜市统计局", None, 2015, Place("莱芜市", "371200", "prefecture")),
        (None, "关于寿县2021年计划执行情况的报告", 2021, Place("寿县", "340422", "county")),
        (None, "关于云溪县2021年预算执行情况的报告", 2021, Place("云溪县")),
        (None, "关于促进平台经济健康发展的若干意见", None, None),
        (None, "关于已上市企业再融资的意见", None, None),
        (None, "关于保持经济运行在合理区间的意见", None, None),
        (None, "各区县2024年工作情况", None, None),
    ],
)
def test_a_region_is_what_the_gazetteer_or_an_office_names(
    issuer: str | None, title: str | None, year: int | None, place: Place | None
) -> None:
    """Issuer before title, longest name first, in the year the report is of."""
    body = "鼓励市场主体公平竞争，鼓励市场主体投入，保持经济运行在合理区间，已上市企业12家，已上市企业增加。"
    assert find_place(issuer, title, "", body, "", year) == place


@pytest.mark.parametrize(
    ("near", "code"), [("北京市经济", "110105"), ("吉林省、长春市", "220104"), ("", None)]
)
def test_a_name_of_many_places_is_settled_by_what_stands_near(near: str, code: str | None) -> None:
    """朝阳区 lies in Beijing and in Changchun; without a word of either it has no code."""
    found = find_place("朝阳区人民政府", None, "", near, "", 2024)
    assert found is not None
    assert (found.name, found.code) == ("朝阳区", code)


def test_a_region_that_is_given_keeps_its_name_and_gets_its_code() -> None:
    """A column of a table says 浙江 or a name that no gazetteer has."""
    assert given_place("浙江", "", 2024) == Place("浙江省", "330000", "province")
    assert given_place("青山县", "", 2024) == Place("青山县")
    assert given_place(" ", "", None) is None


def test_without_a_place_in_title_or_office_the_prose_says_the_region() -> None:
    """By the names of the gazetteer, or those of the kind that the office serves."""
    found = find_place("区科技局", None, "", "今年以来，海拉尔区新增企业12家，海拉尔区完成投资。", "", 2024)
    assert found == Place("海拉尔区", "150702", "county")


OF_TITLES = {
    "strong",
    "weak",
    "closing",
    "goes_on",
    "unfinished",
    "matter",
    "bare",
    "addressee",
    "national",
    "speaker",
    "channel",
    "no_title",
}


@each(
    "row",
    [row for row in read_table(FOLDER / "title_words.tsv").rows if row.group in OF_TITLES],
    ids=lambda row: f"{row.group}-{row.word}",
)
def test_the_example_of_a_word_of_titles_is_read_as_its_row_says(row) -> None:
    """Each word of the table decides in its own example."""
    if row.group in {"strong", "weak", "closing"}:
        assert TITLE_END.search(row.example) or TITLE_WORDS.search(row.example)
        assert Document.from_text(row.example + BODY).metadata.title == row.expected
    elif row.expected == "joined":
        text = row.example.replace("/", "\n") + BODY
        assert Document.from_text(text).metadata.title == row.example.replace("/", "")
    elif row.group == "addressee":
        assert ADDRESSEE.match(row.example)
    elif row.group == "speaker":
        assert SPEAKER.match(row.example)
    elif row.group == "national":
        assert find_place(row.expected, row.example, "", "浙江省。浙江省。", "", None) is None
    else:
        text = f"首页>云溪县\n{row.word}\n云溪县教育局统计月报表情况{BODY}"
        assert Document.from_text(text).metadata.title == "云溪县教育局统计月报表情况"


def test_the_form_of_a_proposal_gives_a_reply_no_title() -> None:
    """The proposal is printed before the reply that it got."""
    text = (
        "建议号：27号\n提案人：李明\n内容：\n镇区供水不足，需要新建水厂，请予以立项解决，方便群众生活。\n承办单位：水务局\n办理情况\n"
        "云溪县水务局关于县第三届人大二次会议第27号建议的答复函\n李明代表：\n您提出的建议收悉，现答复如下：\n新建水厂1座，投资3.5亿元。\n"
    )
    document = Document.from_text(text)
    assert document.metadata.title == "云溪县水务局关于县第三届人大二次会议第27号建议的答复函"
    assert (document.metadata.issuer, document.kind) == ("云溪县水务局", "reply")


def test_a_newspaper_before_another_field_is_no_issuer() -> None:
    text = "关于云溪省2023年度预算执行的审计工作报告\n2024-07-24 15:33 来源：云溪网作者：\n云溪省审计厅厅长 李明\n各位委员：\n一、财政管理审计情况\n查出问题12个。\n"
    assert Document.from_text(text).metadata.issuer == "云溪省审计厅"


@pytest.mark.parametrize(
    ("opening", "kind"),
    [
        ("为加快供水一体化，制定本指导意见。", "notice"),
        ("为规范报告工作，制定本工作指引。", "notice"),
        ("本通知自2025年1月1日起执行。", "notice"),
        ("现将有关要求进一步明确如下：", "notice"),
    ],
)
def test_an_opening_says_the_kind_where_no_title_does(opening: str, kind: str) -> None:
    text = f"{opening}\n一、总体要求\n供水保障率达到98%。\n"
    assert Document.from_text(text).kind == kind


@pytest.mark.parametrize("heading", ["健全政府机构职能体系", "完善机构设置", "强化部门职责落实"])
def test_a_heading_that_works_at_an_office_does_not_describe_it(heading: str) -> None:
    text = f"为建设法治政府，制定本方案。\n一、{heading}\n推进简政放权，取消审批事项12项。\n"
    assert [section.role for section in Document.from_text(text).outline] == ["plan"]
