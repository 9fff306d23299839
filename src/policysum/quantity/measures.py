"""Measure words: what Chinese counts things, people and events with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policysum.quantity.model import Kind

if TYPE_CHECKING:
    from policysum.quantity.units import Row

__all__ = [
    "CHINESE_COUNTED",
    "FRONT",
    "MEASURES",
    "MONEY_BEFORE",
    "MONEY_RIGHT_BEFORE",
    "MOVED",
    "ONE_AFTER",
    "PEOPLE",
    "PEOPLE_BEFORE",
    "PLACES",
    "RANKED",
    "TIMES_AFTER",
    "WORD_GOES_ON",
    "among_best",
]

_WORDS = (  # noqa: SIM905 - two hundred quoted words cannot be read
    # things in general
    "个 项 件 种 类 样 款 份 套 组 对 双 批 宗 起 桩 例 单 条 张 片 块 根 支 枝 把 台 部 辆 架 艘 列 门 面 口 眼 颗 粒 株 棵 丛 盏 枚 只 头 匹 羽 尾 峰 箱 袋 包 瓶 盒 桶 车 节 层 栋 幢 座 间 套房 室 处 所 家 户 "
    # people
    "人 名 位 员 口人 代表 "
    # events and their numbers of times
    "次 场 期 届 轮 回 趟 班 遍 批次 人次 户次 家次 件次 车次 架次 班次 场次 项次 船次 艘次 辆次 台次 例次 节次 站次 头次 只次 宗次 份次 频次 人天 人日 课 讲 笔 单次 航次 列次 床次 "
    # writings, shows and their parts
    "篇 本 册 幅 集 章 句 首 字 页 卷 版 曲 档 栏 幕 万字 "
    # bodies and places; counted without a further word in this prose
    "国 省 市 县 区 州 镇 乡 村 社区 街道 乡镇 校 院 市州 县区 县市 市县 省区 省份 国家 部门 旗 苏木 嘎查 "
    # composites of two words
    "台套 台件 头只 台组 台班 人份 平方米次 千米次 公里次 张床 张床位 床 床位 席 席位 座席 线 站 片区 大类 小类 门类 字号 剂 剂次 针 针次 台机组 机组 泊位 车位 机位 车道 号段 点 度次 级 股 例数 股份 环节 副 案 封 则 通 杆 盆 号 代 大 方面 圈 洞 强 "
).split()

MEASURES: dict[str, Row] = {word: (word, Kind.COUNT) for word in _WORDS}

# A word that begins with the measure word takes it away: 8万市民, 3省级, 5对接, 2升级.
WORD_GOES_ON: dict[str, str] = {
    "轮": "车胎船渡椅",
    "强": "度化制力基大劲烈调项盛壮加身国省市区链村镇农军健弱降对台风震",
    "案": "件例", "封": "闭控", "通": "过报知道车信用", "则": "是",
    "市": "民场委级直政属", "村": "民级庄", "区": "域级间块", "县": "级域道", "国": "家级际产有道", "省": "级内外委直属道",
    "乡": "村道", "校": "园企区", "院": "士校", "人": "才工民均", "家": "庭", "名": "录牌", "部": "署队分委", "门": "类槛",
    "面": "积向", "台": "阶湾", "层": "次面", "组": "织建", "期": "间末", "批": "准复", "首": "次个家批创府",
    "集": "聚团群中", "支": "持撑出付", "对": "接口外标", "条": "件例约",  "样": "板本",
    "班": "级子", "课": "题程堂", "分": "别类公局之布", "次": "产", "档": "案", "口": "岸", "头": "部雁", "双": "创向",
    "里": "程", "方": "面式案向位", "升": "级至", "担": "保当", "克": "服", "度": "假", "成": "功立为果员本熟效",
    "点": "位", "站": "点", "线": "下上路", "股": "权", "代": "表理码", "大": "型数力家", "级": "别", "车": "间站",
    "年半": "载夜数程价", "单": "位", "套": "餐", "室": "内", "节": "能约", "讲": "话", "包": "括容", "盒": "子", "列": "入", "本": "级地",
    "字": "号", "页": "岩",   "处": "理置于", "座": "谈", "户": "籍外均", "款": "项", "针": "对",
    "剂": "量", "席": "卷", "票": "据", "社区": "", "段": "", "天": "然津", "周": "边", "日": "均前常", "秒": "",
}  # fmt: skip

# Measure words that make a bare Chinese digit (两, 三 … 九) a count: 三项制度, 两个片区, 四档.
# Not here: 大 (五大行动), 级, 方, 地, 岸, 重: these make set phrases.
CHINESE_COUNTED = frozenset(
    [
        "个",
        "项",
        "家",
        "件",
        "种",
        "类",
        "名",
        "位",
        "户",
        "人",
        "次",
        "场",
        "期",
        "批",
        "条",
        "座",
        "栋",
        "幢",
        "间",
        "支",
        "套",
        "所",
        "部",
        "台",
        "辆",
        "架",
        "艘",
        "列",
        "档",
        "篇",
        "本",
        "册",
        "份",
        "笔",
        "轮",
        "张",
        "处",
        "例",
        "起",
        "款",
        "人次",
        "批次",
        "场次",
        "家次",
        "头",
        "只",
        "株",
        "棵",
        "对",
        "组",
        "块",
        "颗",
        "枚",
        "方面",
    ]
)

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
_COUNTED_ONES = re.compile(r"[\d０-９]|[一两三四五六七八九十]+[个家户名]")
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
# 万 without a measure word counts people (or households) before these: 450万困难群众.
PEOPLE = re.compile(
    r"[^，。、；,;\s\d“”]{0,12}?"
    r"(?P<人>居民|群众|人口|残疾人|农民|职工|学生|学子|游客|老人|儿童|妇女|毕业生|劳动力|劳动者|军人|人员|人才|务工|观众|旅客|市民|村民|民众|患者|灾民|党员|干部|青年|学员|移民)|(?P<户>农户|家庭|农牧户|住户)"
)
# The same after these, with nothing behind: 参保人数突破5100万.
PEOPLE_BEFORE = re.compile(r"人数|人口|客运量|客流量|游客量")
