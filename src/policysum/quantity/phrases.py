"""The words by which official prose says what a number is: one table per question, in the field's words."""

from __future__ import annotations

import re

__all__ = [
    "ANAPHORA",
    "CHANGE_TAIL",
    "DOWN",
    "FORECAST",
    "INCREMENT",
    "LINKS",
    "PAST",
    "PREDICATE_HEAD",
    "RULE",
    "RULE_TAIL",
    "STOCK",
    "TARGET",
    "UP",
    "VERBS",
    "longest_first",
]


def longest_first(words: tuple[str, ...]) -> str:
    """An alternation of literal words in which a longer word wins over its beginning."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


def _words(*groups: str) -> tuple[str, ...]:
    return tuple(word for group in groups for word in group.split())


# -- direction ---------------------------------------------------------------------------------------------

UP = _words(
    # growing
    "增长 提高 提升 上升 增加 增至 升至 增到 扩大 增速 增幅 上涨 上浮 增收 递增 涨幅 攀升 跃升 提速 扩大到 增量 多增 提标 回升 新增 净增",
    # being ahead of another
    "高于 快于 高出 领先 跑赢 提前 进位",
    # multiplying
    "翻番 翻一番 翻两番 翻了",
    # lasting longer
    "延长 拉长",
)
DOWN = _words(
    # shrinking
    "下降 降低 减少 压减 压缩 收窄 缩短 缩减 回落 下滑 削减 降幅 降至 降到 减至 减到 下调 核减 调减 压降 精简 缩小 下浮 跌幅 下跌 负增长",
    # being behind another
    "低于 落后 退后 后退 少于 慢于",
    # sparing
    "节约 节省",
)
CHANGE_TAIL = re.compile(
    r"(?:增长|提高|提升|上升|增加|扩大|上涨|上浮|递增|攀升|回升|跃升|提前|进位|高于|快于|高出|多增|下降|降低|减少|压减|压缩|"
    r"收窄|缩短|缩减|回落|下滑|削减|下调|核减|调减|压降|低于|慢于|缩小|下浮|下跌|翻|净增|增速|增幅|降幅|涨幅|跌幅|增长率|增长速度|"
    r"加快|延长|负增长|增|降|升)"
    r"(?:率|速度)?(?:了|均|都|约|近|超过?|达到?|为|保持在|只有|仅|不低于|不少于|实现|完成|左右|逾|突破|接近|不超过|"
    r"全国|全省|全市|全区|全县|上年|去年|同期|年均|平均|[:：\s])*$"
)
"""A verb of change right before the number: the number is the amount of change, not the new level."""

# -- what a number is --------------------------------------------------------------------------------------

INCREMENT = _words(
    # newly there in the period
    "新增 新认定 新入库 新引进 新建 新设 新入 培育认定 新培育 净增 新获批 新签约 新开工 新签 新登记 新注册 新落户 新上 新获 新落地 新创建",
    "新组建 新布局 新成立 新投产 新开通 新发展 新改 新招 新列入 新纳 新备案 新晋 新造 新挂牌 新添 新集聚 新进 新升 新遴选 新孵化",
    "新打造 新扩 首次认定 增设 新辟 增加",
)
STOCK = _words(
    # a stock, counted on a day rather than over a period
    "拥有 共有 现有 总数 总量 在贷 在保 余额 累计 保有量 存量 在孵 在册 已建 增至 稳定在 总规模 有效",
)

# -- status ------------------------------------------------------------------------------------------------

TARGET = _words(
    "力争 确保 争取 目标 努力实现 计划新增 计划实施 计划完成 计划新建 计划投资 计划引进 要达到 奋力 规划建设 规划面积 规划总 冲刺 拟建",
)
FORECAST = _words(
    "预计 拟 有望 预期 将达 将完成 将实现 将突破 将超 即将 计划于 计划在 估计 预测",
)
PAST = _words("较上年 比上年 已 去年 上年 现有 目前 截至 实现了 完成了 以来")
RULE = re.compile(
    r"(?:一次性|给予|最高|每[家个人户项年月亩件吨台辆名篇批次张所座套条]|分别|按|按照|不低于|享受)[^，,。;；]{0,30}?"
    r"(?:奖励|补助|补贴|奖补|资助|补偿|贴息)"
)
RULE_TAIL = re.compile(r"的?(?:一次性)?(?:奖励|补助|补贴|奖补|资助|配套|标准|比例归|比例给|加计扣除)")

# -- what the prose around it is made of -------------------------------------------------------------------

LINKS = re.compile(
    r"(?:已|已经|也|还|就|将|可|约|近|超过?|突破|达到?|到|为|是|至|在|了|仅有?|只有?|共计?|总计|合计|累计|分别为?|各|均|都|有|共有|"
    r"增至|增长至|增长到|提高到|提高至|提升到|提升至|上升为|上升到|上升至|下降到|下降至|降至|降到|减至|减少到|减少至|扩大到|扩大至|"
    r"增加到|增加至|压缩到|压缩至|压减到|压减至|缩短到|缩短至|升至|保持在|稳定在|控制在|维持在|实现|完成|不低于|不少于|不超过|不高于|低于|"
    r"接近|逾|超出|大约|左右|高达|仅为|只占|预计|力争|有望|达成|总数达到?|居|位居|位列|列|排名|排|第|前|：|:|\s|的|从|由|以|"
    r"平均|总体|首次|再|又|能|要|率先|率达)+$"
)
"""Copulas, adverbs and prepositions between an indicator and its number."""

PREDICATE_HEAD = re.compile(
    r"(?:以上|以下|以内|以外|左右|上下|的|，|,|、|。|;|；|）|\)|”|》|计划|已|均|全部|完成|实现|投入|建成|位居|位列|同比|比上|较上|比去|较去|"
    r"占|居|列|并|且|和|与|及|以及|或|至|到|其中|主要|正式|顺利|成功|开工|竣工|投产|投用|启动|得到|获得|获|被|将|为|是|在|由|用于|用|"
    r"增长|下降|提高|提升|增加|减少|上升|左|不|通过|陆续|先后|基本|进入|纳入|落地|签约|\s|（|\(|—|-|：|:|/|$)"
)
"""What follows a number when its noun stands before it, not after it."""

ANAPHORA = re.compile(
    r"^(?:其)?(?:数量|总量|总数|总额|总值|总数量|金额|规模|总规模|总面积|面积|增速|增幅|增长率|增长速度|涨幅|降幅|占比|比重|占|总投资|总投入|"
    r"投资|投入|累计|合同金额|贷款额度|贷款金额|金额|额度|年均|年复合|复合|同比|较|比|环比|名义|实际|可比|按可比|按不变价|两年平均|"
    r"高于|快于|低于|高出|居|位居|位列|列|排|增长|下降|提高|提升|上升|减少|增|降|达|达到|超过|突破|首破|创|翻|实现翻|实现两年翻|完成|"
    r"总产值|均|分别|为|排名|人均|总资金|资金总|成交额|成交金额|合同额|合同成交额)"
)
"""How a clause begins that speaks of the indicator of the clause before it."""

VERBS = _words(
    # verbs that open a clause and govern the nouns of the numbers after it
    "新认定 新增 新入库 新引进 新建 培育认定 新入 新设 拥有 共有 现有 共建设 共建 建设 建成 培育 引进 实施 组织实施 累计实施 开展 完成",
    "组织申报 组织 申报 推荐申报 推荐 获批 获得 获评 入选 评审 支持 集聚 承担 孵化出 孵化 解决 签订 签约 促成 帮助 对接 实现 征集 发放",
    "发布 争取 已争取 立项 认定 入库 兑现 下发 带动 吸引 打造 推动 成立 设立 创建 成为 成长为 列入 柔性引进 覆盖 服务 举办 培训 惠及 化解",
    "新改建 改造 新开工 开工 投用 启动 推进 落实 减免 制定 出台 修订 排查 整治 查处 关停 治理 修复 种植 收储 供应 筹集 建立 累计建成 累计",
    "安排 投入 转移 新签约 新登记 新备案 新培育 新开通 开通 输送 救助 资助 保障 受理 办理 调解 减少 淘汰 引育 备案 确保",
)
