"""Units of money, proportion, time and measure, each with its canonical form and kind."""

from __future__ import annotations

from policysum.quantity.model import Kind

__all__ = ["MULTIPLIERS", "UNITS", "Row"]

Row = tuple[str, Kind]
"""Canonical unit, kind."""

# Powers of ten that stand between a number and its unit. The text after 千 and 百 is looked at by the reader.
MULTIPLIERS: dict[str, int] = {
    "百": 2, "千": 3, "万": 4, "亿": 8,
    "十万": 5, "百万": 6, "千万": 7, "十亿": 9, "百亿": 10, "千亿": 11,
    "万亿": 12, "十万亿": 13, "百万亿": 14, "千万亿": 15,
}  # fmt: skip


def _rows(kind: Kind, names: str, canonical: str = "") -> dict[str, Row]:
    """One row for every name; the canonical form is the given one, or the name itself."""
    return {name: (canonical or name, kind) for name in names.split()}


_MONEY = (
    _rows(Kind.MONEY, "元 元人民币 人民币元 块钱 元钱 RMB", "元")
    # Foreign money keeps its own unit: there is no rate in the text.
    | _rows(Kind.MONEY, "美元 港元 欧元 日元 英镑 卢布 韩元 澳元 新加坡元 瑞士法郎 澳门元 新台币")
    | _rows(Kind.MONEY, "港币", "港元")
    | _rows(Kind.MONEY, "美金", "美元")
)
_PROPORTION = (
    _rows(Kind.PERCENT, "% 个% 个百分比", "%")
    | _rows(Kind.PERCENT, "百分点 个百分点 个多百分点 个点 %点 个%点 pct", "百分点")
    | _rows(Kind.PERCENT, "‰")
    | _rows(Kind.PERCENT, "基点 个基点 BP bp", "基点")
    | _rows(Kind.FRACTION, "成")
    | _rows(Kind.MULTIPLE, "倍")
    | _rows(Kind.MULTIPLE, "番")
    | _rows(Kind.SCORE, "分")
)
# Lengths of time. 日 counts only where no date is meant; the reader tries dates first.
_DURATION = (
    _rows(Kind.DURATION, "年 年期 年时间", "年")
    | _rows(Kind.DURATION, "个月 个多月", "个月")
    | _rows(Kind.DURATION, "天 日 周 星期 小时 分钟 秒 秒钟 毫秒 个工作日 工作日 周年 学年 学时 课时 昼夜")
    | _rows(Kind.DURATION, "个小时 个多小时", "小时")
    | _rows(Kind.DURATION, "个星期 个周", "周")
    | _rows(Kind.DURATION, "个季度 个世纪")
    # and a half: 一年半, 两个半月
    | _rows(Kind.DURATION, "年半", "年")
    | _rows(Kind.DURATION, "个半月", "个月")
    | _rows(Kind.DURATION, "个半小时", "小时")
)
# Physical measures: length, area, volume, mass, energy, power, data.
_MEASURE = (
    _rows(Kind.MEASURE, "米 公里 千米 厘米 毫米 微米 纳米 里 英里 英寸 寸 海里 延米 延长米 车道公里 营业里程 m cm mm km nm")
    | _rows(Kind.MEASURE, "平方米 平方公里 平方千米 平方厘米 公顷 亩 平米 ㎡ m² m2 km² km2")
    | _rows(Kind.MEASURE, "平方", "平方米")
    | _rows(Kind.MEASURE, "亩次 公顷次 平方米/年")
    | _rows(Kind.MEASURE, "立方米 立方 方 标方 标准立方米 立方厘米 升 毫升 m³ m3")
    | _rows(Kind.MEASURE, "吨 公斤 千克 克 斤 毫克 微克 担 吨公里 吨级 吨标准煤 吨标煤 吨标准油 载重吨 总吨 磅 kg mg g t")
    | _rows(Kind.MEASURE, "千瓦 瓦 兆瓦 吉瓦 太瓦 马力 千瓦时 兆瓦时 吉瓦时 度 度电 千伏 伏 千伏安 兆伏安 伏安 kV KV kv kVA MVA kW KW kw MW GW GWh MWh kWh kwh W")
    | _rows(Kind.MEASURE, "千瓦小时", "千瓦时")
    | _rows(Kind.MEASURE, "℃ 摄氏度 ° 度角 帕 千帕 兆帕 焦耳 千卡 卡路里 赫兹 兆赫 千兆 兆 分贝 dB Hz MHz GHz")
    | _rows(Kind.MEASURE, "字节 GB TB PB EB MB ZB Gbps Mbps Tbps P EFLOPS Eflops PFLOPS Pflops EFlops PFlops EFLOPs 比特 量子比特 标准机架")
    | _rows(Kind.MEASURE, "岁 周岁", "岁")
    | _rows(Kind.MEASURE, "蒸吨 克拉 马赫 当量")
    | _rows(Kind.COUNT, "TEU 标准箱 标箱")
)  # fmt: skip

UNITS: dict[str, Row] = {**_MONEY, **_PROPORTION, **_DURATION, **_MEASURE}
