"""The names the source itself offers for a number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from policysum.quantity import Mention

__all__ = ["choices", "label"]

_QUOTED = re.compile(r"^[“《][^”》、,，]{1,12}[”》]")
_INSTITUTION = re.compile(r"(?:(?<!医)院|所|平台|综合体|大市场|基地|园区|中心|联盟|基金)$")
_DEED = re.compile(
    r"^(?:搭建|建设|建成|建立|支持|重点|打造|推进|推动|加快|围绕|依托|通过|完善|发挥|实现)|(?:更加|持续|不断|显著|明显|目标是)"
)
"""A subject that begins so, or has such an adverb, is something done or said, not somebody who does."""
_SLOGAN = re.compile(r"[“《][一二三四五六七八九十两双百千万]+[个大张项条通重北千]")
"""“三个年”, “十大工程”: a campaign that everything is done under, and that no figure is of."""
_OF_THE_REGION = re.compile(
    # Figures of a whole region or of its people, which no programme or institute before them has.
    r"生产总值|增加值|经济增长|就业|居民.{0,6}收入|预算|财政|税收|投资$|投资增长|零售|消费|商品销售|物价|价格"
    # Trade, visitors, markets.
    r"|进出口|出口|进口|外资|内资|外贸|旅游|游客|上市公司|技术合同|存款|贷款余额"
    # Land, harvests, nature.
    r"|面积|产量|粮食|播种|耕地|农田|大棚|温室|牧场|PM|空气|水质|森林"
    # What is built for everybody.
    r"|里程|装机|发电|高速|铁路|公路|地铁|机场|基站|道路|街巷|客运|货运|吞吐"
    r"|人口|城镇化|学位|床位|住房|棚户|城中村|卫生室|文化活动"
)
_OWN_OBJECT = re.compile(
    r"(?:新|累计|共|意向|组织|推动|推进)?(?:建成|新建|新增|新认定|认定|培育认定|新申报|申报|推进|打造|实施|引进|开展|发放"
    r"|设立|启动|治理|拆除|落实|开通|新落地|新引进|入选|获批|获评|创建|建设|投放|举办|评选|培训).{4,}"
)
"""A deed and what was done: that says enough by itself."""
_WORKS = re.compile(r"新建|建成|新开工|开工|续建|改造|治理|拆除|修复|造林")
"""Works: they are somewhere, and of nobody."""
_OWN_SCOPE = re.compile(r"全[年市省县区国州旗社]|年均|累计|当年|目前|城镇|农村|城乡|居民|企业|规上")
"""Words that begin a new statement, of a scope of its own."""
_SHORT = 4
"""Characters up to which a name says too little without what it is about: 产值, 立项, 在孵企业."""
_PLAIN = 12
"""Characters up to which a name leaves room for whose figure it is."""
_ROOMY = 16
"""The same where there is a second opinion."""
_SUBJECT = 14


def label(mention: Mention) -> str:
    """What the number measures, in the words the source binds to it."""
    name, subject = mention.indicator, mention.subject
    if not name:
        return (
            mention.parent or subject or (mention.path[-1] if mention.path else mention.own) or mention.text
        )
    quoted = _QUOTED.match(subject)
    if quoted and quoted.group() not in name:
        # “宁科贷”: a quoted name at the head of the sentence is what all its figures are about.
        return name if _SLOGAN.match(subject) or _stands_alone(name) else quoted.group() + name
    alone = _OF_THE_REGION.search(name) or _WORKS.match(name)
    if (not mention.parent and alone) or _OWN_SCOPE.match(mention.own):
        return name
    if len(name) <= _SHORT:
        return _joined(
            mention.parent if mention.parent and len(mention.parent) <= _SUBJECT else subject, name
        )
    if len(name) <= _PLAIN and _INSTITUTION.search(subject) and not _DEED.search(subject):
        return _joined(subject, name)
    return name


def _stands_alone(name: str) -> bool:
    """Whether a name says enough without the programme it stands under."""
    return bool(_OF_THE_REGION.search(name) or _OWN_OBJECT.match(name))


def choices(mentions: Iterable[Mention]) -> list[str]:
    """The names a small model may choose from for any number of a passage, all made of the source's own words.

    Each number's own name is among its neighbours': to pick it is to find it out, and where the model picks
    another one, verification has two opinions to decide between.
    """
    offered: list[str] = []
    for mention in mentions:
        own = label(mention)
        offered.append(own)
        if len(own) <= _ROOMY and _INSTITUTION.search(mention.subject) and not _DEED.search(mention.subject):
            offered.append(_joined(mention.subject, own))
    return list(dict.fromkeys(offered))


def _joined(subject: str, name: str) -> str:
    """The subject before the name, what both share written once; the name alone where the subject says too much."""
    if len(subject) > _SUBJECT or subject[-_SHORT:] in name:
        return name
    for size in range(min(len(subject), len(name)), 0, -1):
        if subject.endswith(name[:size]):
            return subject + name[size:]
    return subject + name
