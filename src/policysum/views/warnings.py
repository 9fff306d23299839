"""The warnings of a document and its title, in the words that readers are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["listed_title", "warning_texts"]

_TEXTS = {
    "empty_body": "没有找到正文，只有页面上的其他内容",
    "small_body": "正文只占页面文字的一小部分，另有{count}个字没有算作正文",
    "digits_outside_body": "有{count}个数字在正文之外（页眉、附件或导航），没有收录",
    "characters_missing": "PDF中的文字没有编码，只读到了标点，请用--ocr重新读取",
    "digits_apart": "有{count}处数字的各位被空格隔开，可能只读到一部分",
    "no_units": "有{count}张表没有找到计量单位",
    "all_targets": "几乎所有数字（{count}个）都读成了目标，而文中多处与上年比较",
    "no_heading": "没有找到标题层次，已完成与计划只能从句子判断",
    "role_unclear": "有{count}个数字，文中没有明说是完成数还是目标数",
    "year_unclear": "没有明说是哪一年的报告",
    "no_figures": "正文里没有找到数字",
    "traditional": "原文是繁体字，名称、状态和时期可能有误，请先转成简体字",
    "columns": "PDF 有{count}页分栏排版，语序可能有误",
    "scanned_pages": "有{count}页是扫描件，没有文字",
    "ocr": "文字由识别得来（{count}页），数字可能有误",
    "comments": "文件里有{count}条批注，不属于报告正文，没有读入",
}


def warning_texts(document: Mapping[str, Any]) -> list[str]:
    """The warnings of a result's document, a sentence each."""
    return [
        _TEXTS[one["code"]].format(count=one["count"]) if one["code"] in _TEXTS else one["message"]
        for one in document.get("warnings", ())
    ]


def listed_title(document: Mapping[str, Any]) -> str:
    """The title of a report among others: with its region in front where the title names no place."""
    title, region = document["title"] or "", document["region"] or ""
    if not title or not region or region[:2] in title:
        return title
    return f"{region} {title}"
