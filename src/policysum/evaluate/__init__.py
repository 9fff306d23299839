"""Gold annotations and summaries become scores.

The gold of a report `NNN_whatever.txt` is a family of files `NNN.*` in one folder, offsets counted in code
points of the decoded file:

| file | a line is |
| --- | --- |
| `NNN.mentions.jsonl` | one number: `id`, `start`, `end`, `text`, `kind`, `value`, `unit`, `bound`, `note` |
| `NNN.kpis.jsonl` | one numeric fact: `mention` (an id), `indicator`, `value`, `unit`, `status`, `period`, `change`, `note` |
| `NNN.items.jsonl` | one item: `type` (achievement, problem, plan), `title`, `start`, `end` |
| `NNN.meta.json` | `title`, `issuer`, `region`, `publish_date`, `period_covered`, ... of the report (not scored here) |

A note that begins with `optional:` or `kpi-optional:` marks what need not be found and costs nothing if it is.
Unknown fields are ignored. `period` is free text; two periods are equal when they name the same years.

How a score is counted:

- KPI recall and precision: a KPI finds a gold fact when the two number spans overlap, one to one.
- Value F1: of those, the ones with the same value and unit, against all facts and all KPIs.
- Grounding F1: characters the number spans of matched pairs share, against the characters of either; a KPI whose
  `text` is not what stands at its span shares none.
- Status, period, change: the share of matched pairs that agree.
- Indicator: mean similarity (Dice of character bigrams) of the names of matched pairs; `contained` is the mean
  share of the shorter name's bigrams that the longer one has.
- Items, per type: an item finds a gold item when its evidence shares at least half the characters of the shorter
  of the two, one to one.
- Sums over reports, not means of means.

    >>> evaluation = evaluate.run("seeds/gold", summaries)
    >>> print(evaluate.table(evaluation))
"""

from __future__ import annotations

from policysum.evaluate.gold import Gold, GoldItem, GoldKpi, read_gold, reports
from policysum.evaluate.score import Evaluation, compare, evaluate, run
from policysum.evaluate.table import comparison_table, table
from policysum.evaluate.tally import Scores, Tally

__all__ = [
    "Evaluation",
    "Gold",
    "GoldItem",
    "GoldKpi",
    "Scores",
    "Tally",
    "compare",
    "comparison_table",
    "evaluate",
    "read_gold",
    "reports",
    "run",
    "table",
]
