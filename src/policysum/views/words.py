"""The Chinese words a reader sees for the codes of a result."""

from __future__ import annotations

__all__ = ["CHANGES", "ITEM_KINDS", "STATUSES", "VERDICTS"]

VERDICTS = {
    "supported": "已核实",
    "converted": "换算一致",
    "rounded": "约数一致",
    "wrong_unit": "单位不符",
    "misattributed": "张冠李戴",
    "wrong_status": "性质不符",
    "wrong_period": "时期不符",
    "wrong_direction": "方向相反",
    "unsupported": "原文没有",
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

ITEM_KINDS = {"achievements": "成绩", "problems": "问题", "plans": "计划"}
