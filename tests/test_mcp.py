"""The MCP server, asked by the official client in process."""

import asyncio
import json
from importlib.util import find_spec

import pytest

from policysum.errors import ConfigError
from policysum.mcp_server import build

pytestmark = pytest.mark.skipif(
    not find_spec("mcp"), reason="mcp is not installed: the server for assistants is not tested"
)

REPORT = """青山市2024年政府工作报告
一、2024年工作完成情况
2024年全市地区生产总值完成1234.5亿元，比上年增长6.7%。新建学校12所。
二、2025年工作计划
2025年确保新增就业3万人。
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    return tmp_path


def ask(folder, tool, **arguments):
    """The data of an answer, or its error text."""
    from mcp import Client

    async def call():
        async with Client(build(folder)) as client:
            return await client.call_tool(tool, arguments)

    answer = asyncio.run(call())
    if answer.is_error:
        return answer.content[0].text
    return answer.structured_content or json.loads(answer.content[0].text)


def test_an_assistant_is_offered_four_tools_described_in_chinese(folder):
    from mcp import Client

    async def offered():
        async with Client(build(folder)) as client:
            return (await client.list_tools()).tools, client.instructions

    tools, instructions = asyncio.run(offered())
    assert [tool.name for tool in tools] == ["check", "numbers", "summarize", "panel"]
    assert all("。" in tool.description for tool in tools)
    assert "对照原文" in instructions


@pytest.mark.parametrize("report", ["report.txt", REPORT])
def test_prose_is_checked_against_a_file_or_a_text_with_reasons_and_sentences(folder, report):
    found = ask(folder, "check", claims="全市地区生产总值增长7.6%，新建学校12所。", report=report)
    assert (found["checked"], found["passed"], found["failed"]) == (2, 1, 1)
    wrong, right = found["results"]
    assert wrong["verdict"] == "unsupported"
    assert "原文" in wrong["reason"]
    assert right["sentence"] == "新建学校12所。"
    english = ask(
        folder, "check", claims='{"indicator": "学校", "value": "13所"}', report=report, language="en"
    )
    assert english["results"][0]["reason"].isascii() is False
    assert "source" in english["results"][0]["reason"]


def test_numbers_and_a_summary_come_as_data(folder):
    numbers = ask(folder, "numbers", report="report.txt")
    assert "1234.5亿元" in [row["text"] for row in numbers["numbers"]]
    summary = ask(folder, "summarize", report="report.txt")
    assert summary["document"]["title"] == "青山市2024年政府工作报告"
    assert {kpi["text"]: kpi["status"] for kpi in summary["kpis"]}["3万人"] == "target"
    assert summary["left_out"] == 0


def test_results_become_one_table_narrowed_to_an_indicator(folder):
    import policysum

    (folder / "out").mkdir()
    text = policysum.summarize(folder / "report.txt", engine="extractive").to_json()
    (folder / "out" / "report.json").write_text(text, encoding="utf-8")
    rows = ask(folder, "panel", results="out", indicator="gdp")["rows"]
    assert {row["indicator"] for row in rows} == {"gdp"}
    (folder / "empty").mkdir()
    assert "this folder holds no results" in ask(folder, "panel", results="empty")


@pytest.mark.parametrize("path", ["../secret.txt", "/etc/passwd", "missing.txt", ""])
def test_nothing_outside_the_folder_is_read_and_nothing_missing_taken_for_a_text(folder, path):
    (folder.parent / "secret.txt").write_text("内部数据12家。", encoding="utf-8")
    answer = ask(folder, "numbers", report=path)
    assert isinstance(answer, str)
    assert "out of the folder" in answer or "no such report" in answer


def test_a_link_out_of_the_folder_is_refused(folder):
    (folder.parent / "secret.txt").write_text("内部数据12家。", encoding="utf-8")
    (folder / "link.txt").symlink_to(folder.parent / "secret.txt")
    assert "out of the folder" in ask(folder, "numbers", report="link.txt")


def test_without_the_package_the_way_to_install_it_is_said(folder, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)
    with pytest.raises(ConfigError, match=r"policysum\[mcp\]"):
        build(folder)
