import pytest

from policysum.document import Document
from policysum.document.line_kinds import kind_of_line
from policysum.document.roles import heading_roles

# line, kind (None: it may be the report)
LINES = [
    ("当前位置: 首页>政府信息公开>云溪市科技局>工作总结", "breadcrumb"),
    ("您所在的位置：首页 > 政务公开 > 计划总结", "breadcrumb"),
    ("首页 > 政府信息公开 > 法定主动公开内容 > 计划总结", "breadcrumb"),
    ("索 引 号:/2021-00749 发布日期:2021-11-09", "fields"),
    ("索引号 640521005/2021-00011 文号 生成日期 2021-07-08 16:02:33", "fields"),
    ("时间：2026-02-02", "fields"),
    ("来源：云溪日报", "fields"),
    ("浏览次数：1234", "fields"),
    ("责任编辑：王某", "fields"),
    ("有效性 有效", "fields"),
    ("【字号：", "buttons"),
    ("字体：大 中 小", "buttons"),
    ("下载", "buttons"),
    ("全屏", "buttons"),
    ("打印本页", "buttons"),
    ("返回顶部", "buttons"),
    ("分享到：", "share"),
    ("扫一扫在手机打开当前页", "scan"),
    ("扫一扫在手机上查看当前页面", "scan"),
    ("| |||||", "residue"),
    ("附件:", "attachment"),
    ("云溪市2021年工作总结.docx", "attachment"),
    ("相关报道：", "links"),
    ("上一篇：云溪市科技局2020年工作总结", "links"),
    ("e4c29f31c6964493a14c4ddf6b160169:", "links"),
    ("版权所有：云溪市人民政府", "footer"),
    ("蜀ICP备12345678号-1", "footer"),
    ("欢迎光临云溪县人民政府门户网 登录个人中心 无障碍浏览 长者版", "navigation"),
    ("首页 政府信息公开 新闻中心 网上办事", "navigation"),
    ("省长某某作政府工作报告。本报记者 李某 摄", "caption"),
    ("2026年02月10日 07时41分", "date"),
    ("一、工作完成情况", None),
    ("来源于企业的研发投入增长8%。", None),
    ("时间紧、任务重，全市上下齐心协力，完成投资3亿元。", None),
    ("名称预先核准改革全面推开，新增市场主体1200户。", None),
    ("打印企业营业执照3万份，实现一窗通办。", None),
    ("分享经济快速发展，带动就业1.2万人，全年新增平台企业12家，交易额突破3亿元。", None),
]


@pytest.mark.parametrize(("line", "kind"), LINES)
def test_a_line_of_a_page_is_parted_from_a_line_of_the_report(line, kind):
    assert kind_of_line(line) == kind


PAGE = """网站首页
当前位置：首页>政务公开>云溪区科技局
发布机构: 区科技局 发文日期: 2022-01-24
{title}
时间:2022-01-24 16:20 来源:区科技局 浏览次数:

一、2021年工作总结

2021年，云溪区科技局认真落实区委、区政府部署，云溪区全年新认定高新技术企业56家。
{middle}
二、2022年工作打算
（一）抓培育。力争新增高新技术企业60家，云溪区研发投入强度达到2.5%。

附件：
扫一扫在手机打开当前页
相关链接
主办：云溪区人民政府
"""


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("区科技局2021年工作总结及2022年工作打算", "区科技局2021年工作总结及2022年工作打算"),
        ("x77金沙体育网址-区科技局2021年工作总结及2022年工作打算", "区科技局2021年工作总结及2022年工作打算"),
        (
            "区科技局2021年工作总结及2022年工作打算_bet88娱乐平台官网",
            "区科技局2021年工作总结及2022年工作打算",
        ),
        ("区科技局2021年工作总结 | |||", "区科技局2021年工作总结"),
        ("云溪区“科技—产业”融合工作总结", "云溪区“科技—产业”融合工作总结"),
    ],
)
def test_spam_and_table_bars_are_cut_off_the_title_and_listed(line, title):
    document = Document.from_text(PAGE.format(title=line, middle=""))
    assert document.metadata.title == title
    spare = line.replace(title, "").strip()
    assert [piece.text for piece in document.boilerplate if piece.kind in {"spam", "residue"}] == [
        spare
    ] * bool(spare)


def test_the_body_runs_from_its_first_heading_to_its_last_sentence():
    document = Document.from_text(
        PAGE.format(title="区科技局2021年工作总结", middle="扫一扫在手机打开当前页")
    )
    body = document.quote(document.body)
    assert body.startswith("一、2021年工作总结")
    assert body.endswith("研发投入强度达到2.5%。")
    assert "扫一扫" not in document.clean.text


def test_every_piece_of_boilerplate_is_what_stands_at_its_place():
    document = Document.from_text(PAGE.format(title="m7体育官网-区科技局2021年工作总结", middle="| ||"))
    assert {"breadcrumb", "fields", "spam", "residue", "attachment", "scan", "links", "footer"} <= {
        piece.kind for piece in document.boilerplate
    }
    for piece in document.boilerplate:
        assert document.source[piece.start : piece.end] == piece.text


def test_an_annex_after_the_report_is_not_its_body():
    text = PAGE.format(title="区科技局2021年工作总结", middle="").replace(
        "附件：", "名词解释\n1.“双高计划”：指2019年启动的建设计划，每年投入20亿元。\n"
    )
    document = Document.from_text(text)
    assert document.quote(document.body).endswith("达到2.5%。")
    assert any(piece.kind == "annex" for piece in document.boilerplate)


def test_a_text_without_any_boilerplate_is_body_from_end_to_end():
    text = "今年以来，云溪市新增高新技术企业35家，完成投资12亿元。\n一是抓培育。新增企业20家。\n二是抓投入。投入3亿元。"
    document = Document.from_text(text)
    assert tuple(document.body) == (0, len(text))
    assert document.boilerplate == ()
    assert document.metadata.title is None


def test_a_bar_of_menu_marks_costs_no_more_than_its_length():
    """Each mark could be a mark or a word of the menu: tried as both, sixty of them would take for ever."""
    assert kind_of_line("首页 云溪 政务" + "|" * 60 + "\0") is None
    assert kind_of_line("首页 云溪概况 政务公开 办事服务") == "navigation"


ONE_LINE = (
    "当前位置： 首页政务公开财政资金部门预算 2019年度云溪县青山新区市场监督管理局 部门预算说明 时间：2019-01-26 09:18 微信 微博 "
    "2019年部门预算已经区人大审议通过，现说明如下：" + "一、部门主要职责负责市场监管。" * 3 + "二、预算收支总体情况2019年，收入预算为4757.21万元，比上年增加186.87万元。其中：人员支出3978.64万元，公用支出396.33万元。"
    "三、一般公共预算拨款支出情况2019年度一般公共预算拨款支出4757.21万元，比上年增加1866.87万元。" + "（一）2120104城乡社区（类）城乡社区管理事务（款）城管执法（项）拨款支出3472.28万元。主要用于人员经费。" * 8
)  # fmt: skip


def test_the_head_of_a_page_that_was_saved_as_one_line_is_no_part_of_the_report():
    document = Document.from_text(ONE_LINE)
    assert document.metadata.title == "2019年度云溪县青山新区市场监督管理局 部门预算说明"
    assert document.metadata.publish_date == "2019-01-26"
    assert {mention.status for mention in document.ledger if mention.kpi} == {"target"}


def test_a_classification_code_is_no_year_of_a_heading():
    assert heading_roles("2120104城乡社区（类）城管执法（项）拨款支出", 2018, plainly=True) == ()
