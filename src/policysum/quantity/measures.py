"""Measure words: what Chinese counts things, people and events with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.quantity.model import Kind

if TYPE_CHECKING:
    from policysum.quantity.units import UnitRow

__all__ = [
    "CHINESE_COUNTED",
    "DEGREES",
    "FRONT",
    "GIVEN_BEFORE",
    "GIVEN_NEXT",
    "MEASURES",
    "MONEY_BEFORE",
    "MONEY_NEXT",
    "MONEY_RIGHT_BEFORE",
    "MOVED",
    "ONE_AFTER",
    "PEOPLE",
    "PEOPLE_BEFORE",
    "PERCENT_BEFORE",
    "PLACES",
    "RANKED",
    "RATE_BEFORE",
    "SPENDING_BEFORE",
    "TIMES_AFTER",
    "USED_NEXT",
    "among_best",
]

_TABLE = table("measure_words")

MEASURES: dict[str, UnitRow] = {word: (word, Kind.COUNT) for word in _TABLE.words()}

CHINESE_COUNTED = frozenset(_TABLE.words("counted"))
"""Measure words that make a bare Chinese digit (两, 三 … 九) a count: 三项制度, 两个片区, 四档."""

ONE_AFTER = table("number_words").words("one_after")
"""一 counts only after words such as these (新增一家); elsewhere it is an article (建成一间, 一个平台)."""

TIMES_AFTER = table("number_words").words("times_after")
"""一倍 counts after these."""

DEGREES = frozenset(table("amount_words").words("degree"))
"""Units that go below zero."""

_RANKS = table("rank_words")
RANKED = _RANKS.compiled("{ranked}.{0,18}$")
"""What, not far before it, makes 位 a place in a ranking, and not a polite word for people; 提高49位 counts places."""
MOVED = _RANKS.compiled("{moves_place}{number_words.double_done}?$")
PLACES = _RANKS.compiled("{realm|ranks}.{0,6}$")
"""Before a bare 第4 or 第二: where one is ranked."""
FRONT = _RANKS.compiled("{realm|ranks}.{0,8}$|{comes_among|fixed_at}(?:(?!{signs.front}).){0,2}$")
"""Before a bare 前三 or 前10: where one is ranked, or how one came there."""
_CAME_AMONG = _RANKS.compiled("{comes_among}{number_words.double_done}?[^“”]{0,14}$")
"""How a subject comes among the best: 入围全省."""
_COUNTED_ONES = _RANKS.compiled(r"[\d０-９]|{numerals.digit|numerals.two|numerals.ten}{counted_one}")
"""Things that are counted by coming among the best: 5个县入选全国百强."""
_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_AMONG = _RANKS.compiled(r"{list_of}(?![\u4e00-\u9fff])|{goes_on}")
_CLAUSE_STOPS = "，,。；;、：:！？\n"
_LONGEST_CLAUSE = 40


def among_best(text: str, at: int, end: int) -> bool:
    """Whether the 十强 or 50强 that begins at `at` and ends at `end` is a place that the subject of its clause came to."""
    before = text[max(0, at - _LONGEST_CLAUSE) : at]
    before = before[max(map(before.rfind, _CLAUSE_STOPS)) + 1 :]
    if not _CAME_AMONG.search(before) or _COUNTED_ONES.search(before):
        return False
    return not _WORD.match(text, end) or _AMONG.match(text, end) is not None


_MONEY = table("money_words")
MONEY_BEFORE = _MONEY.compiled("{money_noun|money_matter}")
"""亿 without 元 is money after these: 实现工技贸收入600亿."""
MONEY_RIGHT_BEFORE = _MONEY.compiled("{money_noun}{both_link|amount_link}*$")
"""万 alone is money only directly after these: 争取资金500万."""
MONEY_NEXT = _MONEY.compiled("{signs.of}?{grant_noun}")
"""The same right before these: 申请50万资金."""
GIVEN_BEFORE = _MONEY.compiled("{spending|obtaining}$")
GIVEN_NEXT = _MONEY.compiled(r"{signs.of}?[\u4e00-\u9fff]{1,6}?{grant_noun}")
"""Behind a verb of giving or getting some words more may part it from these: 申请50万专项资金, 发放一千万低息贷款."""
USED_NEXT = _MONEY.compiled("{used_for}")
"""So it is where it says what that was used for: 投入两千万用于改造."""
PERCENT_BEFORE = _MONEY.compiled("{share_noun}{both_link|level_link}+$")
"""A number without % is a share after these: 研发投入强度达2.4."""
RATE_BEFORE = _MONEY.compiled("{rate_verb}$")
"""So is a decimal right after these at the end of its clause: 支出增长13.95。"""
PEOPLE = _MONEY.compiled(
    r"[^，。、；,;\s\d“”]{0,12}?(?:(?P<people>{people_noun})|(?P<household>{household_noun}))"
)
"""万 without a measure word counts people (or households) before these: 450万困难群众."""
PEOPLE_BEFORE = _MONEY.compiled("{headcount}|{people_noun}{both_link}+$")
"""The same after these, with nothing behind: 参保人数突破5100万."""
SPENDING_BEFORE = _MONEY.compiled("{spending}$")
"""A verb whose object is money where no noun follows: 挪用420万."""
