"""Measure words: what Chinese counts things, people and events with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.quantity.model import Kind

if TYPE_CHECKING:
    from policysum.quantity.units import Row

__all__ = [
    "CHINESE_COUNTED",
    "FRONT",
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
    "TIMES_AFTER",
    "WORD_GOES_ON",
    "among_best",
]

_TABLE = table("measure_words")

MEASURES: dict[str, Row] = {word: (word, Kind.COUNT) for word in _TABLE.words()}

WORD_GOES_ON: dict[str, str] = {
    row.word: "".join(row.not_before) for row in (*table("units").rows, *_TABLE.rows) if row.not_before
}
"""A word that begins with the measure word takes it away: 8万市民, 3省级, 5对接."""

CHINESE_COUNTED = frozenset(_TABLE.words("counted"))
"""Measure words that make a bare Chinese digit (两, 三 … 九) a count: 三项制度, 两个片区, 四档."""

# 一 counts only after words such as these (新增一家); elsewhere it is an article (建成一间, 一个平台).
ONE_AFTER = ("新增", "增加", "仅", "只有", "共有", "获批", "获", "入选", "引进", "认定", "其中")

# 一倍 counts after these.
TIMES_AFTER = (
    "增长", "增加", "提高", "提升", "扩大", "增长了", "增加了", "提高了", "扩大了", "翻", "翻了", "近", "约", "超", "超过",
    "不止", "高出", "多出",
)  # fmt: skip

# What in a clause makes 位 a place in a ranking, and not a polite word for people; 提高49位 counts places.
RANKED = re.compile(
    r"排名|排位|位次|名次|位列|列全|居全|居中|居西|居东|居世|居各|位居|跃居|稳居|升至|升到|前移至|[列居排]第|名列|居"
)
MOVED = re.compile(r"(?:提高|提升|上升|前移|跃升|前进|进位|上移|下移|提前|下降|后移|进步)了?$")
# Before a bare 第4 or 第二: where one is ranked.
PLACES = re.compile(
    r"全国|全省|全市|全区|全县|全球|世界|亚洲|中部|西部|东部|东北|全盟|全州|全自治区|位|列|排|居|倒数|同类|省份|首府|大陆|沿海"
)

# Before a bare 前三 or 前10: where one is ranked, or how one came there.
FRONT = re.compile(
    rf"{PLACES.pattern}|(?:跻身|进入|进位|挤进|闯入|冲进|迈入|重返|升至|升到|进到|稳定在|稳居|排名|排位|位次|名次|名列)[^前]{{0,2}}$"
)

_CAME_AMONG = re.compile(
    r"(?:入围|跻身|进入|入选|迈入|挤进|闯入|冲进|荣登|登上|位列|位居|名列|列入|跃居|稳居|晋级|上榜)了?[^“”]{0,14}$"
)
"""How a subject comes among the best: 入围全省."""
_COUNTED_ONES = re.compile(r"[\d０-９]|[一两三四五六七八九十][个家户名]")
"""Things that are counted by coming among the best: 5个县入选全国百强."""
_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_AMONG = re.compile(r"(?:行列|之列|方阵|榜单?)(?![\u4e00-\u9fff])|[和并且](?!企业|镇|县)")
_CLAUSE_STOPS = "，,。；;、：:！？\n"
_LONGEST_CLAUSE = 40


def among_best(text: str, at: int, end: int) -> bool:
    """Whether the 十强 or 50强 that begins at `at` and ends at `end` is a place that the subject of its clause came to."""
    before = text[max(0, at - _LONGEST_CLAUSE) : at]
    before = before[max(map(before.rfind, _CLAUSE_STOPS)) + 1 :]
    if not _CAME_AMONG.search(before) or _COUNTED_ONES.search(before):
        return False
    return not _WORD.match(text, end) or _AMONG.match(text, end) is not None


# 亿 without 元 is money after these: 实现工技贸收入600亿.
MONEY_BEFORE = re.compile(
    r"收入|投资|产值|资金|贷款|存款|余额|GDP|生产总值|总量|营收|销售|税|利润|成本|额|融资|债|增加值|交易|消费|补助|补贴|经费|支出|授信"
)
# 万 alone is money only directly after these: 争取资金500万.
MONEY_RIGHT_BEFORE = re.compile(
    r"(?:收入|投资|产值|资金|贷款|余额|营收|税收|利润|补助|补贴|经费|支出|授信|金额|总额|奖金|款|款项|费)(?:为|达|到|约|近|超|过|突破|增加|增长|完成|实现|共|计|了|至|仅)*$"
)
# The same right before these: 申请50万资金.
MONEY_NEXT = re.compile(r"的?(?:专项|补助|扶持|启动|财政|奖励)?(?:资金|经费|奖金|补助|补贴|贷款|奖励)")
# A number without % is a share after these: 研发投入强度达2.4.
PERCENT_BEFORE = re.compile(
    r"(?:投入强度|(?<!对)比重|占比|[化盖格学业业]率|增速|增长率)(?:为|达到?|提高到|上升到|提升到|升至|降至|保持在|稳定在|约|近|超过?)+$"
)
# 万 without a measure word counts people (or households) before these: 450万困难群众.
PEOPLE = re.compile(
    r"[^，。、；,;\s\d“”]{0,12}?"
    r"(?P<人>居民|群众|人口|残疾人|农民|职工|学生|学子|游客|老人|儿童|妇女|毕业生|劳动力|劳动者|军人|人员|人才|务工|观众|旅客|市民|村民|民众|患者|灾民|党员|干部|青年|学员|移民)|(?P<户>农户|家庭|农牧户|住户)"
)
# The same after these, with nothing behind: 参保人数突破5100万.
PEOPLE_BEFORE = re.compile(r"人数|人口|客运量|客流量|游客量")
