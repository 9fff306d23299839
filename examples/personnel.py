"""A personnel notice as data: `policysum run examples/personnel.txt -o out --schema examples.personnel:PersonnelNotice`."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["Appointment", "PersonnelNotice"]


class Appointment(BaseModel):
    """One person, one post."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(description="姓名")
    post: str = Field(description="职务,照抄原文")
    action: str = Field(description="任命 或 免去")
    probation: str | None = Field(default=None, description="试用期,照抄原文,如 一年;没有则空")


class PersonnelNotice(BaseModel):
    """Who takes or leaves which post."""

    model_config = ConfigDict(extra="forbid")

    document_number: str | None = Field(default=None, description="文号,照抄原文")
    date: str | None = Field(default=None, description="成文日期,照抄原文")
    appointments: list[Appointment] = Field(description="任免事项,一人一职一条,按原文次序")
