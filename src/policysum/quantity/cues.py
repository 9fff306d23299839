"""Words before and after a number that say how it stands to the real one."""

from __future__ import annotations

from policysum.quantity.model import Bound

__all__ = ["CUE_SPOILERS", "INFIXES", "PREFIXES", "SUFFIXES"]


def _cues(bound: Bound, words: str) -> dict[str, Bound]:
    return dict.fromkeys(words.split(), bound)


# Directly before the number (one blank is allowed between).
PREFIXES: dict[str, Bound] = (
    _cues(Bound.GT, "超 超过 超过了 超出 突破 突破了 逾 破 过 超越 高于 大于 多于 冲破 ＞ >")
    | _cues(Bound.GE, "≥ 不低于 不少于 不小于 不下于 不下 至少 最少 不亚于 高达")
    | _cues(Bound.APPROX, "约 大约 约为 近 将近 接近 大概 约占 约有 约合 大致")
    | _cues(Bound.LE, "≤ 不超过 不高于 不大于 不多于 最多 至多 最高 未超过 不超 不突破")
    | _cues(Bound.LT, "＜ < 不足 低于 不到 少于 小于 未到 未达到 未达")
)
# 高达 only stresses; it stands in the table so that 达 is not looked for behind it.
PREFIXES["高达"] = Bound.EXACT

# A one-character cue is none when it ends one of these words: 节约5亿元, 通过3项, 附近2个.
CUE_SPOILERS: dict[str, str] = {
    "约": "节合公签契预集制履条签邀违大",
    "近": "附最靠邻远临毗亲迫拉贴相新",
    "过": "通经渡度难不路跨迈",
    "破": "打攻侦爆",
    "超": "高反赶",
}

# Inside the number phrase: 40多家, 180余项, 3亿多元.
INFIXES: dict[str, Bound] = {
    "多": Bound.GT,
    "余": Bound.GT,
    "几": Bound.GT,
    "+": Bound.GT,
    "来": Bound.APPROX,
}

# After the unit; these belong to the span.
SUFFIXES: dict[str, Bound] = (
    _cues(Bound.GE, "以上 及以上 或以上 之上")
    | _cues(Bound.LE, "以内 之内 以下 及以下 或以下")
    | _cues(Bound.APPROX, "左右 上下")
)
