"""Which names a number can have at all, by its kind and its measure word: the head of a Chinese name is its end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policysum.quantity import Kind
from policysum.schema import Change

if TYPE_CHECKING:
    from policysum.quantity import Mention

__all__ = ["fits"]

_RELATIVE = frozenset({Kind.PERCENT, Kind.FRACTION, Kind.MULTIPLE})

_ENDINGS: tuple[tuple[tuple[str, ...], frozenset[Kind]], ...] = (
    # What a name ends with -> the kinds of number it can be the name of; the first that fits decides.
    (("占比", "比重", "份额", "比例", "率", "强度"), _RELATIVE),
    (
        (
            "额",
            "额度",
            "资金",
            "收入",
            "产值",
            "经费",
            "价值",
            "投入",
            "支出",
            "费用",
            "税收",
            "纳税",
            "奖励",
            "补助",
        ),
        frozenset({Kind.MONEY}),
    ),
    (("费", "总值", "增加值", "利润"), _RELATIVE | {Kind.MONEY}),  # said of its growth, too
    (("家次", "人次", "场次", "户次", "批次"), frozenset({Kind.COUNT, Kind.MEASURE})),
    (("面积",), frozenset({Kind.MEASURE})),
    (("排名", "位次"), frozenset({Kind.RANK, Kind.COUNT, Kind.ORDINAL})),
    (("增速", "增幅", "降幅"), _RELATIVE),
)
_COUNTED: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    # What a name ends with -> how the measure word of its number begins.
    (("人数", "人次"), ("人", "名", "位")),
    (("次数", "场次", "场数"), ("次", "场", "回", "期", "届", "批")),
    (("户数",), ("户",)),
    (("份数",), ("份",)),
)
_SHARES = ("占比", "比重", "份额")
_RATES = ("增长", "增长率", "增速", "增幅", "降幅")
_NO_COUNT = ("指数", "系数", "参数", "分数", "倍数", "基数", "年数", "天数", "月数", "位数", "平均数")
"""Names that end with 数 and count nothing."""
_HEADS: tuple[tuple[tuple[str, ...], frozenset[str]], ...] = (
    # What there is a number of -> measure words that never count it; 个 counts everything.
    (
        ("人才", "专家", "人员", "职工", "农民", "学生", "教师", "干部", "院士"),
        frozenset({"家", "项", "件", "份", "类", "笔", "场", "户", "栋"}),
    ),
    (
        ("企业", "公司", "机构", "实验室", "院所", "孵化器", "众创空间", "综合体", "平台", "村"),
        frozenset({"人", "名", "位", "项", "件", "份", "类", "笔", "场"}),
    ),
    (("项目", "课题", "专利", "产权", "产品", "立项"), frozenset({"人", "名", "位", "家", "户"})),
)


_SAYS_NOTHING = re.compile(
    # Verbs of reaching and counting, adverbs of time and measure, and words for an amount: of nothing in particular.
    "(?:累计|共计|总计|合计|一共|共有|共|有|已|达到|达|实现|完成|新增|增加|增至|同比|环比|较上年|比上年|全年|今年|目前|其中|分别|"
    "约|近|超过|突破|为|到|至|数量|总数|总量|个数|数值|指标|金额|总额|数)++"
)


def _is_of_other_change(name: str, mention: Mention) -> bool:
    """Whether a name is that of a share and the number a rate of growth, or the reverse."""
    if mention.unit != "%":
        return False
    if name.endswith(_SHARES):
        return mention.change in {Change.GROWTH, Change.DECLINE}
    return name.endswith(_RATES) and mention.change == Change.SHARE


def _is_counted_otherwise(name: str, mention: Mention) -> bool:
    """Whether a name ends with a measure word that its number has not: 人数 of 份."""
    measured = next((words for endings, words in _COUNTED if name.endswith(endings)), None)
    return measured is not None and mention.kind is Kind.COUNT and not mention.unit.startswith(measured)


def fits(name: str, mention: Mention) -> bool:
    """Whether a name can be that of a number of this kind and with this measure word."""
    kind = mention.kind
    allowed = next((kinds for endings, kinds in _ENDINGS if name.endswith(endings)), None)
    if allowed is not None and kind not in allowed and "/" not in mention.unit:  # 劳动生产率58万元/人
        return False
    if (
        name.endswith(("增长", "下降"))
        and mention.change == Change.LEVEL
        and kind not in {*_RELATIVE, Kind.SCORE}
    ):
        return False
    if (
        _SAYS_NOTHING.fullmatch(name)
        or _is_of_other_change(name, mention)
        or _is_counted_otherwise(name, mention)
    ):
        return False
    counts = name.endswith("数") and not name.endswith(_NO_COUNT)
    if counts and kind is not Kind.COUNT:
        return False
    head = name[:-1] if counts else name
    for nouns, never in _HEADS:
        if head.endswith(nouns):
            # 支持企业3亿元 does say so; elsewhere money, shares and areas are of something that things have.
            return mention.unit not in never if kind is Kind.COUNT else mention.indicator.endswith(nouns)
    return True
