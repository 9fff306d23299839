"""What the program reads in the example of a row: one field of its last number, written `field=value`."""

from __future__ import annotations

from policysum.quantity import unread
from policysum.statements import Ledger, Mention, Region
from policysum.statements.ground import plain_role

FIELDS = (
    "value",
    "kind",
    "bound",
    "status",
    "change",
    "direction",
    "period",
    "indicator",
    "text",
    "unit",
    "parent",
    "subject",
    "kpi",
    "numbers",
    "plan_status",
    "plan_period",
    "review_status",
    "review_period",
    "undated_period",
    "headed_period",
    "half_period",
    "term_period",
    "names",
    "periods",
    "statuses",
    "kpis",
    "heading",
    "unread",
)
"""The fields of a reading, of a report that covers 2024 and plans for 2025.

Of the last number: those named `plan_` and `review_` under the heading of a plan or a review, `headed_` of a number
under the example as the heading of a plan, `undated_` in a report that says nothing of its period, `half_` in one of a
half year, `term_` in a plan that a five-year term begins with. Of all numbers: numbers, names, periods, statuses, kpis. Of
the words: unread, and heading, what they say as one.
"""
_ALL = {"names": "indicator", "periods": "period", "statuses": "status", "kpis": "kpi", "numbers": "text"}
_UNDER = {"plan": ("2025年工作安排", "plan"), "review": ("工作回顾", "achievement")}
_NONE = "-"


def reading(example: str, field: str) -> str:
    r"""One field that is read in an example; \n is a line break in both."""
    return _read(example.replace("\\n", "\n"), field).replace("\n", "\\n")


def _read(text: str, field: str) -> str:
    place, _, name = field.rpartition("_")
    if field == "heading":
        return plain_role((text,)) or _NONE
    if field == "unread":
        return "|".join(text[start:end] for start, end in unread(text)) or _NONE
    if place == "headed":
        return str(getattr(_under(f"{text}\n\n新建学校12所。", text, "plan"), name))
    ledger = Ledger(text, period="2024", plan_period="2025")
    if not ledger:
        return _NONE
    if field in _ALL:
        return "|".join(str(getattr(mention, _ALL[field])) for mention in ledger)
    if place == "undated":
        return str(getattr(Ledger(text)[-1], name))
    if place == "half":
        return str(getattr(Ledger(text, period="2024H1")[-1], name))
    if place == "term":
        return str(getattr(_under(text, "主要目标", "plan", period="2025", plan_period="2026"), name))
    return str(getattr(_under(text, *_UNDER[place]) if place else ledger[-1], name))


def _under(text: str, title: str, role: str, *, period: str = "2024", plan_period: str = "2025") -> Mention:
    """The last number of a text under a heading."""
    regions = [Region(0, len(text), role, (title,))]
    return Ledger(text, regions=regions, period=period, plan_period=plan_period)[-1]
