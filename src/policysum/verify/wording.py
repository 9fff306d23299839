"""How the words of an indicator are compared: without filler, with synonyms made one, in pairs of characters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import chain, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "CHANGES",
    "SCOPES",
    "characters",
    "content",
    "grams",
    "levels",
    "qualifiers",
    "scopes",
    "spans",
    "stages",
    "sums_up",
    "unquoted",
]


def _words(table: str) -> list[str]:
    return table.split()


# One way of saying each thing. Order matters: an earlier row may prepare a later one.
_SYNONYMS: tuple[tuple[str, str], ...] = (
    # short forms
    ("规模以上", "规上"),
    ("限额以上", "限上"),
    ("研究与试验发展", "研发"),
    ("研究和试验发展", "研发"),
    ("r&d", "研发"),
    ("高新技术企业", "高新企业"),
    ("高新技术公司", "高新企业"),
    ("海洋生产总值", "海洋经济总值"),
    ("地区生产总值", "gdp"),
    ("国内生产总值", "gdp"),
    ("生产总值", "gdp"),
    ("固定资产投资", "固投"),
    ("社会消费品零售总额", "社零"),
    ("专精特新小巨人企业", "小巨人"),
    ("一般公共预算收入", "财政收入"),
    ("一般预算收入", "财政收入"),
    # written so that it does not hold 出口
    ("进出口总额", "进双口"),
    ("进出口总值", "进双口"),
    ("进出口", "进双口"),
    ("共投资", "|投资"),
    ("共实施", "|实施"),
    ("共发放", "|发放"),
    ("共新增", "|新增"),
    # words that have a particle inside
    ("普及", "普及"),
    ("参与", "参与"),
    ("和谐", "和谐"),
    # the same thing in other words
    ("公司", "企业"),
    ("城市低保", "城镇低保"),
    ("城市居民", "城镇居民"),
    ("研发经费", "研发费"),
    ("研发费用", "研发费"),
    ("覆盖率", "覆盖"),
    ("绿色电力", "绿电"),
    # shares; between bars, because what they follow differs: 占规上企业比重, 占比
    ("所占比重", "|占比|"),
    ("所占比例", "|占比|"),
    ("占比", "|占比|"),
    ("比重", "|占比|"),
    ("比例", "|占比|"),
    ("份额", "|占比|"),
    ("占", "|占比|"),
    # change, up and down
    ("增加值", "增加值"),
    ("递增", "|增长|"),
    ("增加", "|增长|"),
    ("增长率", "|增长|"),
    ("增长", "|增长|"),
    ("增速", "|增长|"),
    ("增幅", "|增长|"),
    ("涨幅", "|增长|"),
    ("提升", "|提高|"),
    ("上升", "|提高|"),
    ("提高", "|提高|"),
    ("比上年多", "|增长|"),
    ("较上年多", "|增长|"),
    ("比上年少", "|下降|"),
    ("较上年少", "|下降|"),
    ("降低", "|下降|"),
    ("减少", "|下降|"),
    ("降幅", "|下降|"),
    ("下降", "|下降|"),
    ("检出不合格", "不合格"),
    # amounts
    ("总金额", "额"),
    ("总额", "额"),
    ("金额", "额"),
    ("额度", "额"),
    ("总产量", "产量"),
    ("总数量", "|总数|"),
    ("总量", "|总数|"),
    ("总数", "|总数|"),
)

# Words that say nothing of what a number measures: place, time, auxiliary verbs, measure nouns, particles.
_FILLER = _words(
    # the region itself
    "我市 我省 我县 我区 我局 我国 我旗 本市 本省 本区 本县 "
    # time
    "同比 环比 比上年 较上年 比去年 较去年 今年 去年 上年 本年 明年 截至 截止 目前 以来 上半年 下半年 全年 年底 年末 年度 一年来 五年来 "
    # done, reached, expected
    "不低于 不少于 不高于 不超过 不超 不突破 不到 不足 接近 将近 以上 以内 左右 "
    "控制在 实际完成 实际达到 实际实现 进入 跻身 入围 位居 位列 保持在 稳定在 继续保持 保持 继续 累计 共计 总计 合计 共有 拥有 达到 增至 升至 降至 实现 完成 超过 突破 其中 分别 预计 力争 确保 给予 已经 初步统计 "
    # nouns that only announce a count
    "数量 个数 人数 户数 家数 次数 份数 场次 场数 项数 笔数 家次 "
    # particles
    "等 了 的 和 与 及 为 是 由 对 以 将 把 或 各类 各"
)
_SCOPE = ("全市", "全省", "全县", "全区", "全州", "全盟", "全旗", "全镇", "全国", "全球")
SCOPES: frozenset[str] = frozenset(_SCOPE)
"""Whose number it is. Often left out, so it decides only between numbers that are otherwise alike."""

_INSTEAD: dict[str, str] = {
    **dict.fromkeys(_FILLER, "|"),
    **{scope: f"|{scope}|" for scope in _SCOPE},
    "全大市": "|全市|",
    "全自治区": "|全区|",
    **dict(_SYNONYMS),
}


_AT_THE_END = "数达共超约近已至有"
"""Characters that carry nothing at the end of a phrase: 众创空间数, 金额达, but not 数字, 公共, 发达."""


def _pattern() -> re.Pattern[str]:
    """One pattern for all words; each branch begins with its character, so that most of a text is passed at once."""
    by_first: dict[str, list[str]] = {}
    for word in sorted(_INSTEAD, key=len, reverse=True):
        by_first.setdefault(word[0], []).append(re.escape(word[1:]))
    branches = [f"{re.escape(first)}(?:{'|'.join(rests)})" for first, rests in by_first.items()]
    branches.append("高企(?!业)")  # a short form, but not in 提高企业
    branches += (f"{first}[{_AT_THE_END}]*(?![\u3400-\u9fff])" for first in _AT_THE_END)
    return re.compile("|".join(branches))


_WORDS = _pattern()
_SCOPE_PATTERN = re.compile("|".join(_SCOPE))
_QUALIFIERS = re.compile("[人户亩地日月]均|年均(?=[增提递下降减])|单位(?=gdp|GDP|地区|国内|面积|产品)")
_LEVELS = re.compile("国家|自治区|省级|市级|区级|县级|旗级|镇级|校级|部级|世界级|国际级")
_LEVEL_OF = {"自治区": "省级", "旗级": "县级", "区级": "县级"}
_STAGES = re.compile("总投资|计划投资|完成投资|到位资金")
"""Stages of one project's money: each is another number."""
_SPANS = re.compile("累计|本年(?!度)|当年|年均")
"""Times that one indicator is told over: each gives another number."""
_SUM = re.compile("累计|累积|总计|总数|总量|合计")
_RUN = re.compile(r"(?:[a-z][a-z0-9&.+-]*|[\u3400-\u9fff])+")
_CHINESE_RUN = re.compile(r"[\u3400-\u9fff]+")
_ATOM = re.compile(r"[a-z][a-z0-9&.+-]*|[\u3400-\u9fff]")
CHANGES = frozenset({"增长", "提高", "下降", "占比", "总数"})
"""Words that say how a number is told, not of what it is."""
_NONE: frozenset[str] = frozenset()
_LATIN = re.compile("[a-z]")
_QUOTES = re.compile("[“”\"'‘’《》「」『』]+")


def content(words: str) -> str:
    """The words with synonyms made one and a bar in the place of everything that carries no content."""
    if not unicodedata.is_normalized("NFKC", words):
        words = unicodedata.normalize("NFKC", words)
    return _WORDS.sub(_instead, _QUOTES.sub("", words.lower()))


def sums_up(words: str) -> bool:
    """Whether an indicator asks for what has come together over time: 累计, 总数."""
    return bool(_SUM.search(words))


def unquoted(words: str) -> str:
    """The words without quotation marks and the bars that stand for numbers left out."""
    return _QUOTES.sub("", words).strip("| ")


def _instead(match: re.Match[str]) -> str:
    word = match.group()
    return _INSTEAD.get(word) or ("高新企业" if word == "高企" else "|")


@lru_cache(maxsize=4096)
def grams(words: str) -> frozenset[str]:
    """Pairs of neighbouring characters, and Latin words; single characters only if all else fails."""
    words = content(words)
    if not _LATIN.search(words):
        runs = _CHINESE_RUN.findall(words)
        pairs = frozenset([run[at : at + 2] for run in runs for at in range(len(run) - 1)])
    else:
        runs = _RUN.findall(words)
        pairs = frozenset(chain.from_iterable(map(_atom_pairs, runs)))
    return pairs or frozenset(run for run in runs if len(run) == 1)


def _atom_pairs(run: str) -> Iterator[str]:
    """The Latin words of a run, and the pairs of Chinese characters that stand side by side in it."""
    atoms = _ATOM.findall(run)
    yield from (atom for atom in atoms if len(atom) > 1)
    for first, second in pairwise(atoms):
        if len(first) == 1 == len(second):
            yield first + second


def scopes(words: str) -> frozenset[str]:
    """The regions the words name as a whole: 全市, 全省."""
    return frozenset(_SCOPE_PATTERN.findall(words)) if "全" in words else _NONE


def levels(words: str) -> frozenset[str]:
    """The levels of government the words name: 国家级, 自治区级, 市级."""
    if "级" not in words and "国家" not in words and "自治区" not in words:
        return _NONE
    return frozenset(_LEVEL_OF.get(level, level) for level in _LEVELS.findall(words))


def qualifiers(words: str) -> frozenset[str]:
    """The words that make another indicator of any indicator: 人均, 亩均."""
    if "均" not in words and "单位" not in words:
        return _NONE
    return frozenset(_QUALIFIERS.findall(words))


def stages(words: str) -> frozenset[str]:
    """How far money has come: what a project takes in all, what is planned, what is done of it."""
    return frozenset(_STAGES.findall(words)) if "资" in words else _NONE


def spans(words: str) -> frozenset[str]:
    """Over what time something came together: of this year alone, a year on average, or since it began."""
    return frozenset(_SPANS.findall(words)) if "年" in words or "累计" in words else _NONE


def characters(words: str) -> frozenset[str]:
    """The single characters of the words that carry content."""
    return frozenset(char for char in content(words) if "\u3400" <= char <= "\u9fff")
