"""A budget report as data: `policysum run examples/budget.txt -o out --schema examples.budget:BudgetReport`.

The descriptions of the fields are what the model is told. `Unit` says what a bare number is counted in, so that
every number is checked against the source like those of a work report.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from policysum import Unit

__all__ = ["BudgetItem", "BudgetReport"]


class BudgetItem(BaseModel):
    """One line of revenue or spending."""

    model_config = ConfigDict(extra="forbid")

    indicator: str = Field(description="科目名称,用原文的说法")
    value: str = Field(description="金额,照抄原文,连同单位,如 35.2亿元")
    status: str = Field(description="actual 执行数或决算数;target 预算数或计划数")
    growth: str | None = Field(default=None, description="比上年增长或下降的百分比,照抄原文;没有则空")


class BudgetReport(BaseModel):
    """What a budget report says of a year."""

    model_config = ConfigDict(extra="forbid")

    year: str = Field(description="报告的年度,如 2021年")
    revenue: Annotated[float, Unit("亿元")] = Field(description="一般公共预算收入,以亿元计")
    spending: Annotated[float, Unit("亿元")] = Field(description="一般公共预算支出,以亿元计")
    items: list[BudgetItem] = Field(description="各项收入和支出,一个数字一条,按原文次序")
