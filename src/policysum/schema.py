"""The Pydantic models of a report and of what is proved about it.

Descriptions are in Chinese because they are also the instruction to the model.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = [
    "Achievement",
    "Change",
    "Cited",
    "Contrary",
    "Digest",
    "Doubt",
    "Evidence",
    "Ground",
    "Grounds",
    "Headline",
    "Kpi",
    "LabelOrigin",
    "Plan",
    "PlanFacts",
    "Problem",
    "Reader",
    "Report",
    "ReportItem",
    "Status",
    "Strict",
    "Theme",
    "Verdict",
]


# The hash of an enumeration's member is written in Python; that of the string it is serves as well, and at once.
class Status(StrEnum):
    """How a number stands to reality."""

    ACTUAL = "actual"
    TARGET = "target"
    FORECAST = "forecast"
    RULE = "rule"

    __hash__ = str.__hash__


class Change(StrEnum):
    """What a number says of its indicator."""

    LEVEL = "level"
    INCREMENT = "increment"
    GROWTH = "growth"
    DECLINE = "decline"
    SHARE = "share"
    RANK = "rank"

    __hash__ = str.__hash__


class Verdict(StrEnum):
    """What the source says of a claimed number. The first three pass, the last one neither passes nor fails."""

    SUPPORTED = "supported"
    CONVERTED = "converted"
    ROUNDED = "rounded"
    WRONG_UNIT = "wrong_unit"
    MISATTRIBUTED = "misattributed"
    WRONG_STATUS = "wrong_status"
    WRONG_PERIOD = "wrong_period"
    WRONG_DIRECTION = "wrong_direction"
    WRONG_BOUND = "wrong_bound"
    UNSUPPORTED = "unsupported"
    UNCLEAR = "unclear"

    __hash__ = str.__hash__

    @property
    def passes(self) -> bool:
        """Whether a reader may rely on the number."""
        return self in _PASSING

    @property
    def fails(self) -> bool:
        """Whether the source speaks against the number; an unclear one neither passes nor fails."""
        return self not in _PASSING and self is not Verdict.UNCLEAR


_PASSING = frozenset({Verdict.SUPPORTED, Verdict.CONVERTED, Verdict.ROUNDED})


class LabelOrigin(StrEnum):
    """Who chose the words of an indicator: the model, or the source's own words."""

    MODEL = "model"
    EXTRACTIVE = "extractive"


Ground = Literal["stated", "carried", "inferred", "assumed", "model"]
"""What a reading rests on; `policysum.statements.ground` says what each is."""

Reader = Literal["source", "model", "both"]
"""Who read a fact so: the program from the source's own words, the model, or both alike."""


class Strict(BaseModel):
    """A model that has the fields it names and no other."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=False)


class Evidence(Strict):
    """A quotation: `source[start:end] == text`."""

    start: int = Field(ge=0, description="原文中的起始字符位置")
    end: int = Field(ge=0, description="原文中的结束字符位置(不含)")
    text: str = Field(description="原文中的原句,一字不改")


class Doubt(Strict, frozen=True):
    """Why a field of a KPI or an item should be looked at before it is used; rows with the same doubt share it."""

    field: str = Field(description="存疑的字段:indicator、status、period、change、value、evidence")
    code: str = Field(description="存疑的种类,供程序使用")
    reason: str = Field(description="为什么存疑")


class ReportItem(Strict):
    """One achievement, problem or plan."""

    title: str = Field(min_length=1, description="小标题,尽量用原文的说法,不超过40字")
    detail: str = Field(description="这一项的主要内容,只用原文里有的数字,不超过200字")
    evidence: list[Evidence] = Field(description="支持这一项的原句")
    doubts: list[Doubt] = Field(default_factory=list, description="存疑之处;没有则为空列表")

    def __repr__(self) -> str:
        """Which it is, in a line."""
        return f"<{type(self).__name__} {self.title!r}>"

    __str__ = __repr__


class Achievement(ReportItem):
    """Something the report says was done."""


class Problem(ReportItem):
    """Something the report says is lacking or going wrong."""


class Plan(ReportItem):
    """Something the report says will be done."""


class Grounds(Strict, frozen=True):
    """What each reading of a KPI rests on; rows that rest on the same share it."""

    indicator: Ground = Field(description="指标名称的依据")
    status: Ground = Field(description="性质的依据")
    period: Ground = Field(description="时期的依据")
    change: Ground = Field(description="变化的依据")


class Contrary(Strict):
    """What the other reader says of a field, where source and model do not say the same."""

    field: str = Field(description="说法不同的字段")
    reader: Literal["source", "model"] = Field(description="谁这样说")
    value: str | None = Field(description="另一种说法")


class Kpi(Strict):
    """One numeric fact of the report, proved against its source."""

    indicator: str = Field(
        min_length=1, description="指标名称:这个数字说的是什么,用原文的说法,不含数字和单位"
    )
    value: int | float | Annotated[list[int | float], Field(min_length=2, max_length=2)] | None = Field(
        description="归一后的数值:金额以元计,万、亿已乘开;区间为[低, 高]"
    )
    unit: str = Field(description="归一后的单位:元、%、家、项、人……")
    text: str = Field(min_length=1, description="数字在原文中的写法,连同单位,一字不改")
    start: int = Field(ge=0, description="数字在原文中的起始字符位置")
    end: int = Field(ge=0, description="数字在原文中的结束字符位置(不含)")
    status: Status = Field(
        description="actual 已完成;target 目标(力争、确保);forecast 预计;rule 政策规定的标准"
    )
    change: Change = Field(
        description="level 水平或总量;increment 新增;growth 增长;decline 下降;share 占比;rank 位次"
    )
    period: str | None = Field(
        description="数字所属的时期,如 2020、2020H1、2019/2021、as_of:2020-06;原文没说则为空"
    )
    evidence: Evidence = Field(description="数字所在的原句")
    verdict: Verdict = Field(description="核对结果")
    reason: str = Field(default="", description="核对不通过的原因")
    origin: LabelOrigin = Field(default=LabelOrigin.EXTRACTIVE, description="指标名称由谁给出")
    section: list[str] = Field(default_factory=list, description="数字所在章节的标题路径")
    concept: str | None = Field(default=None, description="目录中的指标代码,如 gdp;目录里没有则为空")
    measure: str | None = Field(
        default=None, description="level 水平;growth 增速;growth_avg 年均;share 占比;points 百分点……"
    )
    matched_by: str | None = Field(
        default=None, description="指标代码是怎样对上的:alias 或 pattern,及去掉的词"
    )
    bound: Literal["exact", "approx", "gt", "ge", "le", "lt"] = Field(
        default="exact", description="exact 确数;approx 约数;gt 超过;ge 以上;le 以内;lt 不足"
    )
    commitment: str | None = Field(default=None, description="表示承诺的词,如 确保、力争、预期;没有则为空")
    period_start: str | None = Field(default=None, description="时期的第一天,如 2016-01-01")
    period_end: str | None = Field(default=None, description="时期的最后一天,如 2020-12-31")
    item: str | None = Field(default=None, description="所属的条目,如 plans[3];不属于任何条目则为空")
    grounds: Grounds | None = Field(default=None, description="各项判读的依据")
    doubts: list[Doubt] = Field(default_factory=list, description="存疑之处;没有则为空列表")
    readers: Reader = Field(default="source", description="谁这样读:source 程序;model 模型;both 两者一致")
    said_otherwise: list[Contrary] = Field(default_factory=list, description="另一方的不同说法")

    def __repr__(self) -> str:
        """What it says, in a line."""
        said = ", ".join(map(str, filter(None, (self.status, self.period, self.verdict))))
        return f"<Kpi {self.indicator!r}: {self.text}, {said}{', doubtful' if self.doubts else ''}>"

    __str__ = __repr__


class Report(Strict):
    """What a work report says, by kind."""

    achievements: list[Achievement] = Field(description="已完成的工作和成绩")
    problems: list[Problem] = Field(description="存在的问题和不足")
    plans: list[Plan] = Field(description="下一步的计划和打算")
    kpis: list[Kpi] = Field(description="报告里的数字指标,一个数字一条")

    def __repr__(self) -> str:
        """How much it holds, in a line."""
        return f"<Report: {', '.join(f'{len(found)} {name}' for name, found in self)}>"

    __str__ = __repr__


ItemName = Annotated[str, Field(pattern=r"^(?:achievements|problems|plans)\[[0-9]{1,6}\]$")]
"""An item by its place in the result, as plans[3]."""


class Cited(Strict):
    """A number of a sentence, and where the source says it."""

    text: str
    start: int = Field(ge=0, description="这个数字在原文中的起始字符位置")
    end: int = Field(ge=0)


class Headline(Strict):
    """One sentence that leads with a figure."""

    text: str = Field(min_length=1)
    kpis: list[int] = Field(default_factory=list, description="所说的指标在 kpis 中的序号,从 0 起")
    numbers: list[Cited] = Field(default_factory=list, description="句中的数字在原文何处")


class Theme(Strict):
    """A subject that several items share."""

    name: str = Field(min_length=1)
    items: list[ItemName] = Field(description="所属条目,如 achievements[0]")


class PlanFacts(Strict):
    """Who does what until when, as far as the text has it."""

    plan: ItemName = Field(description="所说的计划,如 plans[0]")
    target: str | None = Field(default=None, description="目标")
    deadline: str | None = Field(default=None, description="时限")
    responsible: str | None = Field(default=None, description="责任单位,照原文")
    answers: list[ItemName] = Field(default_factory=list, description="针对的问题,如 problems[0]")
    numbers: list[Cited] = Field(default_factory=list)


class Digest(Strict):
    """What a model says of a report as a whole; every number in it is proved."""

    abstract: str = Field(description="摘要,150 至 300 字")
    numbers: list[Cited] = Field(default_factory=list, description="摘要中的数字在原文何处")
    headlines: list[Headline] = Field(default_factory=list)
    themes: list[Theme] = Field(default_factory=list)
    plans: list[PlanFacts] = Field(default_factory=list)
