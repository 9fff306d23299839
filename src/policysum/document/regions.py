"""The thirty-four units of the first level, full names: a region that begins with one is told at once."""

from __future__ import annotations

__all__ = ["PROVINCES"]

PROVINCES = (
    # municipalities
    "北京市", "天津市", "上海市", "重庆市",
    # provinces
    "河北省", "山西省", "辽宁省", "吉林省", "黑龙江省", "江苏省", "浙江省", "安徽省", "福建省", "江西省", "山东省",
    "河南省", "湖北省", "湖南省", "广东省", "海南省", "四川省", "贵州省", "云南省", "陕西省", "甘肃省", "青海省", "台湾省",
    # autonomous regions and special administrative regions
    "内蒙古自治区", "广西壮族自治区", "西藏自治区", "宁夏回族自治区", "新疆维吾尔自治区",
    "香港特别行政区", "澳门特别行政区",
)  # fmt: skip
