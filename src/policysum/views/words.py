"""The Chinese words a reader sees for the codes of a result."""

from __future__ import annotations

import re

__all__ = [
    "CHANGES",
    "FIELDS",
    "GROUNDS",
    "ITEM_KINDS",
    "MEASURES",
    "READ",
    "RELATIONS",
    "SIGNS",
    "STATUSES",
    "VERDICTS",
    "period_text",
]

VERDICTS = {
    "supported": "已核实",
    "converted": "换算一致",
    "rounded": "约数一致",
    "wrong_unit": "单位不符",
    "misattributed": "张冠李戴",
    "wrong_status": "性质不符",
    "wrong_period": "时期不符",
    "wrong_direction": "方向相反",
    "wrong_bound": "界限不符",
    "unsupported": "原文没有",
    "unclear": "存疑",
}

SIGNS = {"ok": "✓", "converted": "≈", "read": "·", "unclear": "?", "failed": "✗"}
"""The sign before a verdict, by its state; it says in black and white what the colour says."""

READ = "读自原文"
"""What stands in place of a verdict where the program read a number by itself and nothing confirms the reading."""

FIELDS = {"indicator": "名称", "status": "性质", "period": "时期", "change": "变化", "value": "数值"}
"""The fields of a KPI that may be in doubt."""

GROUNDS = {
    "stated": "原文明说",
    "carried": "承上文或标题",
    "inferred": "推断",
    "assumed": "原文没说",
    "model": "原文未明说，由模型判定",
}

STATUSES = {"actual": "已完成", "target": "目标", "forecast": "预计", "rule": "政策标准"}

CHANGES = {
    "level": "水平",
    "increment": "新增",
    "growth": "增长",
    "decline": "下降",
    "share": "占比",
    "rank": "位次",
}

MEASURES = {
    "level": "",
    "growth": "增长",
    "growth_avg": "年均增长",
    "growth_cum": "累计增长",
    "share": "占比",
    "points": "百分点",
    "increment": "新增",
    "rank": "位次",
    "index": "倍数",
}
"""What a figure says of its indicator, as it stands behind the indicator's name."""

ITEM_KINDS = {"achievements": "成绩", "problems": "问题", "plans": "计划"}

RELATIONS = {
    # the types of arithmetic that the audit finds
    "share": "占比",
    "sum": "合计",
    "part vs whole": "部分与整体",
    "rank range": "名次范围",
    "stock and flow": "新增与总量",
    "growth rate vs levels": "增幅与水平",
    "difference": "差额",
    "comparison": "高低比较",
    "level vs target": "现状与目标",
    "enumeration": "列举与计数",
}

_PARTS = {"H1": "上半年", "H2": "下半年", "Q1": "一季度", "Q2": "二季度", "Q3": "三季度", "Q4": "四季度"}
_CODE = re.compile(r"(\d{4})(H[12]|Q[1-4])")


def period_text(period: str | None) -> str:
    """The code of a period as a person says it: `as_of:2020-06` becomes 截至2020-06, `2020H1` 2020上半年."""
    text = (period or "").replace("as_of:", "截至").replace("/", "–")
    return _CODE.sub(lambda match: match[1] + _PARTS[match[2]], text)
