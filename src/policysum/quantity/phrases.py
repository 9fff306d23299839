"""The words by which official prose says what a number is: one table per question, in the field's words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.quantity.numerals import BLANKS

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "ANAPHORA",
    "BARE_MONEY",
    "CHANGE_TAIL",
    "COMPARE",
    "COMPARE_TAIL",
    "CONDITION",
    "DOWN",
    "FORECAST",
    "FORECAST_AFTER",
    "GRANT",
    "HEAD_NOISE",
    "INCREMENT",
    "JOINTS",
    "LINKS",
    "NAME_ENDS",
    "NOUN_AFTER_LIST",
    "NOUN_BREAK",
    "NOUN_END",
    "PARTIAL",
    "PAST",
    "POSSESSION",
    "PREDICATE_HEAD",
    "RULE",
    "RULE_TAIL",
    "SHRINK_OBJECT",
    "STOCK",
    "TARGET",
    "TARGET_ANYWHERE",
    "TOPIC_NOISE",
    "UP",
    "VERBS",
    "Ending",
    "longest_first",
    "without_head",
]


def longest_first(words: Iterable[str], *, not_after: str = "") -> str:
    """An alternation of literal words in which a longer word wins over its beginning.

    Words that begin alike share that beginning, so that a scan passes over all that begins otherwise.

    Args:
        words: The words.
        not_after: Characters that must not stand right before a word.
    """
    rests: dict[str, list[str]] = {}
    for word in dict.fromkeys(words):
        rests.setdefault(word[0], []).append(word[1:])
    return "|".join(
        re.escape(first) + (f"(?<![{not_after}]{re.escape(first)})" if not_after else "") + _going_on(rest)
        for first, rest in rests.items()
    )


def _going_on(rests: list[str]) -> str:
    """What may follow a shared beginning; that nothing does is tried last."""
    longer = [rest for rest in rests if rest]
    if not longer:
        return ""
    return f"(?:{longest_first(longer)})" + ("?" if len(longer) < len(rests) else "")


def without_head(noise: re.Pattern[str], words: str) -> str:
    """Words without the noise that they begin with; nothing further on is looked at."""
    found = noise.match(words)
    return words[found.end() :] if found else words


class Ending:
    """A pattern of what a phrase ends in, looked for no further back than its own characters reach.

    Args:
        pattern: Closed by `$`; what it takes in must be spelled out, or be a blank.
    """

    def __init__(self, pattern: str) -> None:
        self._pattern = re.compile(pattern)
        self._letters = "".join(set(pattern)) + BLANKS

    def search(self, words: str) -> re.Match[str] | None:
        """The ending, taken as long as it can be."""
        start = len(words.rstrip(self._letters))
        return self._pattern.search(words, start) if start < len(words) else None


def _words(*groups: str) -> tuple[str, ...]:
    return tuple(word for group in groups for word in group.split())


# -- direction ---------------------------------------------------------------------------------------------

_CHANGES = table("change_verbs")
UP = _CHANGES.words("up")
DOWN = _CHANGES.words("down")
_AMOUNTS = _CHANGES.alternation(where="amount")
_RATES = _CHANGES.alternation(where="rate")
CHANGE_TAIL = Ending(
    rf"(?:(?:{_RATES})(?:为|是|完成|实现|保持在|维持在|稳定在|控制在|达到?)?|{_AMOUNTS})"
    r"(?:了|均|都|约|近|超过?|达|只有|仅|不低于|不少于|不超过|逾|突破|接近|全国|全省|全市|全区|全县|上年|去年|同期|年均|平均|[:：\s])*$"
)
"""A verb of change right before the number: the number is the amount of change, not the new level."""

# -- what a number is --------------------------------------------------------------------------------------

_GROWTH = table("growth_words")
INCREMENT = _GROWTH.words("increment")
"""Newly there in the period."""
STOCK = _GROWTH.words("stock")
"""A stock, counted on a day rather than over a period."""

# -- status ------------------------------------------------------------------------------------------------

_CUES = table("status_cues")
TARGET_ANYWHERE = _CUES.words("aim", "aim_scale", "aim_planned")
"""An aim, wherever it stands."""
TARGET = (*TARGET_ANYWHERE, *_CUES.words("aim_outside_review", "aim_noun"))
"""An aim outside of a review: a review tells 争取资金1.2亿元 and 完成目标 as done."""
FORECAST = _CUES.words("expected")
FORECAST_AFTER = _CUES.words("expected_after")
"""What is still to come may be said after the number: 种植区106亩计划于6月底完成."""
PAST = _CUES.words("done")
RULE = re.compile(
    r"(?:一次性|给予|最高|(?<!提供)(?<!下发)按(?!期|时|照计划)|不低于|享受)[^，,。;；]{0,30}?(?:奖励|补助|补贴|奖补|资助|补偿|贴息|加计扣除)|"
    r"[的，,]分别一次性奖励|研发费用按|(?<!平均)每[家个人户名][^，,。;；\d平均获领]{0,4}(?:奖励|补助|补贴|奖补|资助)(?!资金|标准|总)|(?:奖励|补助|补贴)(?:标准)?(?:不超过|最高|每[家个人户项年月亩件吨台辆名篇次])"
)
"""What is given per case."""
RULE_TAIL = re.compile(
    r"的?(?:一次性)?(?:奖励|补助|补贴|奖补|资助|配套|的?差异化|的?(?:电价)?标准|比例归|的?比例给|加计扣除)"
)
CONDITION = re.compile(r"的[，,]|给予|一次性|每[家个人户项年月亩件吨台辆名篇次]|按|最高|符合|凡")
"""What makes the words after a number a rule rather than a report."""
SHRINK_OBJECT = re.compile(
    r"(?P<verb>压减|压缩|减少|降低|缩短|精简|提高|提升|增加|减(?=时间|材料|环节|时限|跑动))(?!值|额)[^，,。;；、到至为]{1,8}$"
)
"""A verb of change with its object between it and the percentage: 压减时间58%."""

# -- what the prose around it is made of -------------------------------------------------------------------

LINKS = Ending(
    r"(?:已|已经|也|还|就|将|可|迈上|跨上|迈过|跨过|跨越|连跨|跃上|站上|接连|连续(?=迈|跨|突破|$)|(?<![签合公节契预条])约|近|超过?|突破|达到?|到|为|是|至|在|了|仅有?|只有?|共计?|总计|合计|累计|分别为?|各|(?<![人户日月年亩])均|都|有|共有|"
    r"增至|增长至|增长到|提高到|提高至|提升到|提升至|上升为|上升到|上升至|下降到|下降至|降至|降到|减至|减少到|减少至|扩大到|扩大至|"
    r"增加到|增加至|压缩到|压缩至|压减到|压减至|缩短到|缩短至|升至|保持在|稳定在|控制在|维持在|实现|完成|不低于|不少于|不超过|不高于|低于|高于|"
    r"接近|逾|超出|大约|左右|高达|仅为|只占|预计|力争|有望|达成|居|位居|位列|列|拟?安排|(?<!安)排|第|(?<!提)前|：|:|\s|的|从|由|以|"
    r"平均|总体|首次|再|又|(?<!比)较|(?<=[就均都也仍还])能|要|率先|至今|每(?:人|户|家|亩|月|年|个|名|天|车))+$"
)
"""Copulas, adverbs and prepositions between an indicator and its number."""

PREDICATE_HEAD = re.compile(
    r"(?:以上|以下|以内|以外|左右|上下|(?:[万亿]{1,2}元?)?(?:级?台阶|大关)|的|[，,、。;；）)”》\s（(—\-：:/|]|计划(?:于|在)|已|均|全部|完成|实现|投入|建成|位居|位列|同比|[比较](?:上|去|前|\d)|"
    r"占|居(?:全|第|前|首|世|中)|列(?:全|第|前|入)|并|且|和|与|及|或|至|到(?!期)|其中|主要(?:用于|包括|投向|分布|集中)|正式|顺利|成功|开工|竣工|"
    r"投产|投用|启动|得到|获得|获|被(?!动)|将|为(?!民)|是|在(?!建|线|职|校|册|营|编|外|园|孵)|由|用于|用以|用来|增[长加至到]|下降|提[高升]|减[少至]|[升降]至|扩大|"
    r"上升|不(?!动产|锈|良)|通过|陆续|先后|进入|纳入|落地|签约|覆盖|直达|惠及|以来|后(?!备|续|期|勤)|前(?!沿|期)|之后|内(?!资|需|陆|河|容)|高于|低于|来自|起(?!步|重|降)|"
    r"首次|创(?=历史|新高|近|下)|超(?!级|市|算|高)|达(?!人)|全面|同时|持续|较(?!大|强|好)|比(?!赛|例)|$)"
)
"""What follows a number when its noun stands before it, not after it."""

ANAPHORA = re.compile(
    r"^(?:其)?(?:数量|总量|总数|总额(?!度)|总值|规模(?!以上)|总规模|增速|增幅|增长率|增长速度|涨幅|降幅|占(?!地(?!方)|用|有)|比重|占比|"
    r"累计(?!实|开|建|完|新|发|投|办|推|培|引|创|落|营|免|为|化|打|覆|筹|选|征|签|培|帮|服|收|拨|补)|年均(?!新|吸|培|引)|(?:年|月)(?:人|户)均|年复合|复合|同比|较|比|环比|名义|实际(?!利用|使用|到)|可比|按可比|按不变价|两年平均|高于|快于|低于|高出|居(?!民|家|住)|"
    r"位居|位列|列(?!入)|(?:进入|迈入|挤进|入围)(?=全[国省市区县州盟球]|世界|亚洲|[东中西]部|$)|排名?(?!查|污|放|水|涝)|增长|下降|提高|提升|上升|增至|降(?!碳|本|费|雨|水)|达(?!成|标|产)|超过|突破|首破|创(?=历史|新高|近)|翻|均(?!衡)|分别|进位|折合|约合|跃居|稳居|均居|均列|跻身|稳定在|保持(?:在|全国|全省|全球)|增量|金额)"
)
"""How a clause begins that speaks of the indicator of the clause before it."""

NOUN_END = re.compile(r"[，,。；;：:]")
"""Where the words about a number end for certain."""

NOUN_BREAK = re.compile(
    r"(?:以(?!上|内)|受(?!灾|益|理)|因|基本(?=完工|建成|完成|形成|实现)|年内|主体(?=完工|封顶|建成)|整体(?=完工|推进)|成功(?=落地|举办)|当年|进展(?=顺利|良好|迅速|$)|被(?!动)|全部|均(?!衡)|正式|顺利|陆续|先后|相继|已|到(?!期)|得到|位居|位列|入选|投入使用|建成|按[时期](?=[完建投竣开])|"
    r"(?<![新拟已未])(?:开工|竣工|完工|投产|投用)|中(?=有|我|，|,)|(?<!发)达到?(?!人)|的基础)"
)
"""Where the noun phrase after a number ends and its predicate begins."""

NOUN_AFTER_LIST = re.compile(r"等(?:共|共计|一批|各类)?\s*$")
"""A list of examples closed by 等: the noun after the number counts, not the examples."""

JOINTS = ("以及", "并且", "、", "和", "及", "与", "并", "或", "/")
"""What joins two numbers or the phrases around them."""

VERBS = _words(
    # verbs that open a clause and govern the nouns of the numbers after it
    "新认定 新增 新入库 新引进 新建 培育认定 新入 新设 拥有 共有 现有 共建设 共建 建设 建成 培育 引进 实施 组织实施 累计实施 开展 完成",
    "组织申报 组织 申报 推荐申报 推荐 获批 获得 获评 入选 评审 支持 集聚 承担 孵化出 孵化 解决 签订 签约 促成 帮助 对接 实现 征集 发放",
    "发布 争取 已争取 立项 认定 入库 兑现 下发 带动 吸引 打造 推动 成立 设立 创建 成为 成长为 列入 柔性引进 覆盖 服务 举办 培训 惠及 化解",
    "新改建 改造 新开工 开工建设 开工 投用 启动 推进 落实 减免 制定 出台 修订 排查 整治 查处 关停 治理 修复 种植 收储 供应 筹集 建立 累计建成 累计",
    "安排 投入 转移 新签约 新登记 新备案 新培育 新开通 开通 输送 救助 资助 保障 受理 办理 调解 减少 淘汰 引育 备案 确保 复审 精准对接 在建 续建 推广 取得 组建 选聘 盘活 处置 腾退 疏解 招引 招聘 选派 清理 拆除 纳税 接待 谋划储备 谋划 储备 注资 意向引进 下达 新申报 新获批 新开工建设 建设改造 新改建 投放 发展 扶持 挂牌",
)
POSSESSION = _words("拥有 共有 现有 共建设 共建立 有 已建立 达到 实现 完成 累计 确保 力争 预计")
"""Verbs of mere having or reaching: no part of the indicator's name."""

HEAD_NOISE = re.compile(
    r"^(?:(?:年初|年度|原定?)计划(?![的数内外于在书表]|任务|目标|指标|投资|完成投|生育|$)|其中|同时|此外|另外|并且|而|特别是|尤其是|截至|截止|目前|全年|今年以来|今年|去年|上年|一年来|五年来|本年度?|年内|上半年|下半年|以来|"
    r"同期|现阶段|已经|已(?!建)|共计|共(?![同享建有青产和])|到(?!期|位|账|岗|户|达)|于|自(?=[年月，,])|至|累计(?!实施|开展|建成|接)|合计|总计|我市|我区|我县|我局|我省|我国|年?底|年末|初步统计|据统计|近(?=年|，|,|$)|仅(?=占|有|为)|前(?=完成|实现|建成|要|全面|达到|确保)|未来|过去|连续|"
    r"[一二三四五六七八九十]{1,3}是|[（(][一二三四五六七八九十\d]{1,3}[)）]|[（(](?=其中|含|包括)|的|在(?![贷保孵建线职校册营编京沪津渝川陕鄂豫鲁湘粤闽皖赣浙苏黔滇桂晋冀])|将|对(?!外|口|标|接|台|俄|内)|把|预计|力争|确保|努力|争取(?=引进|入选|立项|新增|实现|完成|建成|达到|获|培育|突破)|使得?|再(?!就业|生|贷|担|制)|又|也|还|就(?!业|读|医|诊|近|地|餐|学)|"
    r"分别|[、，,：:；;。\s|—\-])+"
)
"""Adverbs, conjunctions and list marks before a noun phrase, and what the plan was of (年初计划改善饮水人口).

年度计划投资 is a name of its own: the same works have an investment too.
"""

COMPARE_TAIL = Ending(
    r"(?:同比|环比|年均|年平均|(?<!占)[比较](?:上年|去年|上一年)?(?:同期)?|名义|实际|可比口径|同口径|累计|平均|复合)+$"
)
"""What a change is measured against, right before its verb: it belongs to the change, not to the noun."""

BARE_MONEY = re.compile(r"^(?:计划|累计|共|总|完成|新增|启动)?(?:投资|投入|总投资|总投入|资金|贷款|出资)$")
"""A noun of money that leaves to the next clause what it was spent on: 投资3600万元,完成54栋住宅楼."""

GRANT = re.compile(r"^(?:再|均|按标准|分别)?(?:给予)?(?:最高)?(?:一次性)?(?:奖励|补助|补贴|资助|奖补)?$")
"""A grant that leaves to the clause before what it is paid for: ……的,一次性奖励30万元."""

PARTIAL = re.compile(
    r"^(?:(?:项目|工程)?总(?!量|数)|合同|贷款|兑现|投资|投入|规划|占地|建筑|成交|到位|支持|惠及|覆盖|参与|带动|资金|新增(?:税收|产值|销售)|其)"
)
"""How a noun begins that is a side of the thing counted just before: 合同金额, 总投入."""

COMPARE = (
    r"同比|环比|[比较]年初|[比较](?:上|去)年[末底]|比上年|较上年|比去年|较去年|去年同期|上年同期|同期|上年|去年|年均|年平均|平均|名义|实际|可比|按可比价格?计?算?|按不变价格?计?算?|"
    r"两年|分别|各|均|复合|大幅|稳步|再|又|继续|累计|也|还|持续|比|较|年|预计|力争|将|实现|约|近|超|达到?|到|为|进一步|自然口径|同口径|口径|"
    r"首次|已|连续|净|逆势|总体|全年|当年|数量|[\s:：，,、]"
)
"""What a change is measured against, and how."""

NAME_ENDS = (
    r"研究院|产研院|实验室|公司|园区|平台|基地|大学|学院|银行|基金|工程|计划|行动|集团|科技大市场|综合体|团队|孵化器|协会|学校|医院|机场|"
    r"铁路|高速|业务|质押融资|试验区|示范区|开发区|高新区|保税区|新区|港口?(?!口)"
)
"""How names of institutions, programmes and fields of work end."""

TOPIC_NOISE = re.compile(
    r"^(?:积极|大力|持续|深入|全面|扎实|加快|着力|不断|进一步|有序|稳步|切实|参与|推广|落实|推进|开展|推动|通过|依托|围绕|实施|强化|深化|加强|"
    r"做强|做优|做大|做实|做深|做好|完善|健全|优化|作为|培育|设立的?|建设的?|配套的|为|对|以|在|将|把|新一轮|高标准|高质量|统筹|引导|支持|鼓励|"
    r"聚焦|坚持|促进|提升|组织|新时代|始终|加大|加速|扩大|帮助|指导|引进|构建|建立|打造|发挥|用好|抓好|抓实|建设|协同|发展|争取|承接|成为|与|由|"
    r"成功|正式|顺利|获批|启动|融合|吸引|联合|借助)+"
)
"""Verbs and adverbs before the name a clause speaks of."""
