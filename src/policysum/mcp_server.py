"""A server of the Model Context Protocol: an assistant that writes about a report has its numbers checked.

It reads files of one folder and nothing else, asks no model unless asked to, and changes nothing. Tools take a report as
a path within that folder or as text.
"""

from __future__ import annotations

import json
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field

from policysum.errors import ConfigError, InputError, PolicysumError
from policysum.regular import real_path
from policysum.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

    from mcp.server.mcpserver import MCPServer

    from policysum.document import Document

__all__ = ["build"]

_INSTRUCTIONS = """\
核对中文工作报告里的数字。写到报告的任何数字之前或之后，用 check 对照原文：它逐个给出结论、理由和原文位置，不问模型。
numbers 列出原文的全部数字；summarize 把一份报告变成指标、成绩、问题和计划；panel 把多份结果并成一张表。
没有通过的数字不要使用；unclear 的请让人看原句。"""

_OFFERED = {
    "check": "对照报告原文核对一段话里的每个数字：数值、单位、指标、时期、性质和方向。不问模型。",
    "numbers": "列出报告里的每一个数字：位置、种类、归一后的数值和单位、它说的是什么。",
    "summarize": "把一份报告变成数据：标题、成绩、问题、计划、指标（各有原文位置、依据和存疑之处）。",
    "panel": "多份报告的结果并成一张表：地区、年份、指标、目标或结果、数值、原句。",
}
"""How an assistant is shown each tool."""

Report = Annotated[str, Field(description="报告：文件名（在服务的文件夹里），或报告的全文")]
Language = Annotated[Literal["zh", "en"], Field(description="理由用中文还是英文")]

_LONGEST_NAME = 200
"""Characters from which a report is taken for its text without looking for a file."""
_MOST = 500
"""Rows of one answer; more would fill an assistant's context."""


def build(folder: Path) -> MCPServer[Any]:
    """The server, ready to run.

    Args:
        folder: Where reports and results are; paths that lead out of it are refused.

    Raises:
        ConfigError: The package `mcp` is not installed.
    """
    try:
        from mcp.server.mcpserver import MCPServer
        from mcp.server.mcpserver.exceptions import ToolError
    except ImportError as error:
        raise ConfigError(
            "the package mcp is missing", hint='Install it with: pip install "policysum[mcp]"'
        ) from error
    tools = _Tools(folder)
    server: MCPServer[Any] = MCPServer("policysum", instructions=_INSTRUCTIONS, version=__version__)

    for name, description in _OFFERED.items():
        server.tool(name=name, description=description)(_saying(ToolError, getattr(tools, name)))
    return server


def _saying(error_type: type[Exception], method: Callable[..., Any]) -> Callable[..., Any]:
    """The method, its errors raised as those that the assistant is shown."""

    @wraps(method)
    def tool(*args: Any, **kwargs: Any) -> Any:
        try:
            return method(*args, **kwargs)
        except PolicysumError as error:
            raise error_type(str(error)) from error

    return tool


def _parsed(claims: str) -> object:
    """JSON as what it holds, anything else as prose."""
    try:
        return json.loads(claims)
    except (ValueError, RecursionError):
        return claims


class _Tools:
    """What an assistant can ask for."""

    def __init__(self, folder: Path) -> None:
        self._folder = real_path(folder)

    def check(
        self,
        claims: Annotated[str, Field(description="要核对的话：一段文字，或 JSON（可含 indicator、value）")],
        report: Report,
        language: Language = "zh",
    ) -> dict[str, Any]:
        """Check every number of a passage against a report, without a model."""
        from policysum.verify import check

        document = self._document(report)
        results = check(_parsed(claims), document)
        rows = [self._verdict(result.to_dict(language), document) for result in results]
        return {
            "checked": len(results),
            "passed": sum(result.passes for result in results),
            "failed": sum(result.fails for result in results),
            "unclear": sum(not result.passes and not result.fails for result in results),
            "results": rows[:_MOST],
            "left_out": max(0, len(rows) - _MOST),
        }

    def numbers(self, report: Report) -> dict[str, Any]:
        """List every number of a report."""
        document = self._document(report)
        rows = [
            {**mention.quantity.to_dict(), "indicator": mention.indicator, "status": mention.status,
             "period": mention.period}
            for mention in document.ledger
        ]  # fmt: skip
        return {"numbers": rows[:_MOST], "left_out": max(0, len(rows) - _MOST)}

    def summarize(
        self,
        report: Report,
        engine: Annotated[
            Literal["extractive", "auto"], Field(description="extractive 不问模型；auto 用已配置的模型")
        ] = "extractive",
    ) -> dict[str, Any]:
        """Make data of a report."""
        import policysum

        data = policysum.summarize(self._document(report), engine=engine).to_dict()
        kept = ("document", "summary", "achievements", "problems", "plans", "kpis", "consistency")
        found = {name: data[name] for name in kept if name in data}
        found["document"] = {
            name: value for name, value in found["document"].items() if name not in {"furniture", "outline"}
        }
        found["left_out"] = max(0, len(found["kpis"]) - _MOST)
        found["kpis"] = found["kpis"][:_MOST]
        return found

    def panel(
        self,
        results: Annotated[str, Field(description="policysum run 写结果的文件夹（在服务的文件夹里）")],
        indicator: Annotated[str | None, Field(description="只要这个指标，如 gdp")] = None,
        region: Annotated[str | None, Field(description="只要这个地区")] = None,
    ) -> dict[str, Any]:
        """Join the results of many reports."""
        from policysum.export.results import results_in
        from policysum.panel import panel

        found = [data for _, data in results_in(self._path(results))]
        if not found:
            raise InputError("this folder holds no results", where=results)
        rows = [
            row
            for row in panel(found).rows()
            if (indicator is None or row["indicator"] == indicator)
            and (region is None or row["region"] == region)
        ]
        return {"rows": rows[:_MOST], "left_out": max(0, len(rows) - _MOST)}

    def _document(self, report: str) -> Document:
        from policysum.document import Document, read_document

        plain = report.strip()
        if len(plain) <= _LONGEST_NAME and "\n" not in plain and (path := self._path(plain)).is_file():
            return read_document(path)
        if not plain or Path(plain).suffix in {".txt", ".md", ".html", ".docx", ".pdf"}:
            raise InputError(
                "there is no such report",
                where=plain[:_LONGEST_NAME],
                hint=f"Name a file in {self._folder}, or give its text.",
            )
        return Document.from_text(report)

    def _path(self, name: str) -> Path:
        """A path within the folder; whoever writes the request may have been talked into another one."""
        try:
            path = real_path(self._folder / name)
        except (OSError, ValueError) as error:
            raise InputError("this is no path", where=name[:_LONGEST_NAME]) from error
        if not path.is_relative_to(self._folder):
            raise InputError(
                "this path leads out of the folder that is served",
                where=name,
                hint=f"Files of {self._folder} can be read.",
            )
        return path

    @staticmethod
    def _verdict(row: dict[str, Any], document: Document) -> dict[str, Any]:
        """One verdict with the sentence it rests on."""
        mention = document.ledger.mention_at(row["start"]) if row.get("start") is not None else None
        passage = document.ledger.passage(mention) if mention else None
        return {**row, "sentence": document.quote(passage).strip() if passage else None}
