"""What the audit says, in Chinese: the sentence templates of all relations and recomputations.

Everything a reader sees of the audit stands here, so that it can be read through and reworded in one place. The
parts in braces are numbers and names of the source, or numbers computed from them.
"""

from __future__ import annotations

__all__ = [
    "DOWN",
    "LESS",
    "MORE",
    "RECOMPUTED",
    "RELATIONS",
    "REMARKS",
    "UP",
    "recomputed",
    "related",
    "remark",
]

RELATIONS = {
    # What the report says, as a reader would put it.
    "share": "{part}占{whole}的{stated}",
    "multiple": "{part}是{whole}的{stated}",
    "sum": "{parts} = {whole}",
    "proportions": "{ratio}合计为100",
    "part": "{whole}，其中{parts}",
    "rank": "在{whole}中排{parts}",
    "stage": "{before}中有{after}",
    "stock": "新增{new}，总数{stock}",
    "stock_named": "{name}：原有{base}，新增{new}，总数{total}",
    "difference": "{low}与{high}相差{gap}",
    "comparison": "{one}{word}{other}",
    "growth": "由{low}到{high}，{turn}{rate}",
    "growth_named": "{name}：由{low}到{high}，{turn}{rate}",
    "growth_yearly": "由{low}到{high}，{years}年间年均{turn}{rate}",
    "growth_based": "{level}，比基期{gap_turn}{delta}，{turn}{rate}",
    "target": "{name}：已达{base}，目标为{target}",
    "list": "{names}等{count}",
    "list_joined": "{names}{count}",
    "list_after": "{count}：{names}",
}

RECOMPUTED = {
    # The calculation done again.
    "share": "{part}/{whole} = {ratio}",
    "implied": "{part} ÷ {stated} = {value}：这是按此推算的总量（{base}），原文没有写明",
    "sum": "{parts} = {total}",
    "within": "{parts}不超过{whole}",
    "all_within": "{parts}都不超过{whole}",
    "beyond": "{parts}超过{whole}",
    "stage": "{after}不超过{before}（占{ratio}%）",
    "stock": "{new}不超过{stock}，推算原有{base}",
    "stock_beyond": "{new}超过{stock}，新增的比总数还多",
    "difference": "{later}-{earlier} = {gap}",
    "comparison": "{one} {sign} {other}",
    "growth": "{later}/{earlier} = {ratio}，即{turn}{change}%",
    "growth_yearly": "({later}/{earlier})^(1/{years})-1 = {rate}%",
    "growth_based": "基期为{base}，{level}/基期-1 = {rate}%",
    "growth_based_yearly": "基期为{base}，({level}/基期)^(1/{years})-1 = {rate}%",
    "change": "{later}/{earlier}-1 = {change}%",
    "list_full": "列出{named}项，与“{count}”相符",
    "list_part": "列出{named}项，不多于“{count}”（“等”字表示没有列全）",
    "list_over": "列出{named}项，多于“{count}”",
}

REMARKS = {
    # What is added where the calculation does not come out, or might not; each goes on with a mark of its own.
    "stated": "，原文写的是{stated}",
    "share_wrong": "，不是{stated}；{whole}的{stated}应为{wanted}",
    "not_hundred": "，不是100",
    "open_end": "；“{open}”没有上限",
    "simple_average": "；按简单平均每年{rate}%，与原文相符",
    "constant_prices": "；可能按不变价或可比口径计算",
    "revised_base": "；可能是基数有过调整，或按不变价计算",
    "lapsed": "，原文写的是{total}（倒推原有{base}）；其间可能有到期或退出的",
    "overlap": "；各部分之间可能有重叠",
    "left_out": "；列举的可能不全",
    "below": "；目标低于已达到的水平，也可能口径不同",
}

UP, DOWN = "增长", "下降"
MORE, LESS = "增加", "减少"


def related(key: str, **parts: object) -> str:
    """What the report says: a row of `RELATIONS`."""
    return RELATIONS[key].format_map(parts)


def recomputed(key: str, *remarks: str, **parts: object) -> str:
    """The calculation, a row of `RECOMPUTED`, and the rows of `REMARKS` that belong to it."""
    return "".join([RECOMPUTED[key], *(REMARKS[remark] for remark in remarks)]).format_map(parts)


def remark(key: str, **parts: object) -> str:
    """One addition on its own: a row of `REMARKS`."""
    return REMARKS[key].format_map(parts)
