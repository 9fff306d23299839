"""What a user sees on stderr when reports are done: what failed, what to beware of, and the closing table."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from policysum.batch import Facts, Outcome
from policysum.cli.output import announce, console

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from policysum.batch import BatchResult, ReportResult

__all__ = ["closing_table", "say_how_it_went"]

_MOST_NAMED = 20
"""So many reports with warnings are named one by one."""
_ROWS = 60
"""Reports up to which the closing table has a row for each; beyond, only those that were not read in full have one."""
_COLUMNS = (
    ("numbers", "numbers"),
    ("kpis", "KPIs"),
    ("passed", "verified"),
    ("unverified", "not\nverified"),
    ("doubtful", "doubtful"),
    ("warnings", "warnings"),
    ("coverage", "coverage"),
    ("calls", "model\ncalls"),
    ("cache_hits", "cache\nhits"),
    ("tokens", "tokens"),
    ("seconds", "seconds"),
)
"""Key of the figure and heading of its column in the closing table."""


def say_how_it_went(result: BatchResult, out: Path, *, quiet: bool, interrupted: bool) -> None:
    """Name what failed, what was not read and what to beware of, and print the closing table."""
    if result.fatal is not None:
        announce(f"the run ends: {result.fatal}")
    said = set() if result.fatal is None else {str(result.fatal)}
    for report in result.failed:
        # What befell several reports in the same words is said once; the table names them all.
        if report.error is not None and str(report.error) not in said:
            said.add(str(report.error))
            announce(_naming(report))
    for report in result.reports:
        if report.facts is not None and report.facts.unread:
            announce(
                f"{report.job.name}: {report.facts.unread} passages could not be read by the model; see `unread`"
            )
    _say_what_to_beware_of(result, quiet=quiet)
    if not quiet:
        closing_table(result, out)
    if interrupted or result.fatal:
        announce(
            f"{len(result.failed)} reports are not done; run the same command again to go on: answers are kept"
        )


def _say_what_to_beware_of(result: BatchResult, *, quiet: bool) -> None:
    """Name the reports whose reading is doubtful as a whole; one without a body is named even where little is said."""
    names = _names(result)
    warned = [
        (_called(report, names), report.facts.warned)
        for report in result.reports
        if report.facts and report.facts.warned and (not quiet or "empty_body" in report.facts.warned)
    ]
    for name, said in warned[:_MOST_NAMED]:
        announce(f"{name}: {said}")
    if len(warned) > _MOST_NAMED:
        announce(f"{len(warned) - _MOST_NAMED} more reports have warnings: see document.warnings of each")


def _names(result: BatchResult) -> Counter[str]:
    return Counter(report.job.name for report in result.reports)


def _called(report: ReportResult, names: Counter[str]) -> str:
    """What a report is called beside the others: its place in the folder where several have its name."""
    job = report.job
    return job.name if names[job.name] == 1 else job.within or job.output.stem


def _naming(report: ReportResult) -> str:
    """The error of a report with the report's name in it."""
    message = str(report.error)
    name = report.job.name
    return message if name in message else f"{name}: {message}"


def closing_table(result: BatchResult, out: Path) -> None:
    """Print one row a report, and the total, on stderr."""
    from rich.table import Table
    from rich.text import Text

    # A pipe has no width: a table cut off at 80 columns would lose figures there.
    screen = console(stderr=True, width=None if sys.stderr.isatty() else 200)
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("report", overflow="ellipsis", no_wrap=True, max_width=max(8, screen.width - 97))
    for _, heading in _COLUMNS:
        table.add_column(heading, justify="right", no_wrap=True, min_width=max(map(len, heading.split("\n"))))
    table.add_column("outcome", no_wrap=True, min_width=10)
    names = _names(result)
    partly = [report for report in result.reports if report.outcome is Outcome.PARTLY_READ]
    shown = result.reports if len(result.reports) <= _ROWS else [*result.failed, *partly][:_ROWS]
    for report in shown:
        style = "red" if report in result.failed else ""
        cells = _cells(report.facts) if report.facts else ["-"] * len(_COLUMNS)
        name = Text(_called(report, names))
        table.add_row(name, *cells, _outcome(report), style=style)
    done = [report.facts for report in result.reports if report.facts]
    if len(result.reports) > 1 and done:
        table.add_section()
        table.add_row(
            "all",
            *_cells(replace(_total(done), seconds=result.seconds)),
            f"{len(done)} of {len(result.reports)}",
            style="bold",
        )
    screen.print(table)
    costs = [one.cost for one in done if one.cost is not None]
    if costs:
        currency = next(one.currency for one in done if one.currency)
        announce(f"these results cost {sum(costs):.4f} {currency}; every call is in {out / 'run.jsonl'}")
    if read := sum(one.kpis for one in done if not one.by_model):
        doubtful = sum(one.doubtful for one in done if not one.by_model)
        announce(
            f"{read:,} KPIs were read from the source without a model; {doubtful:,} of them are doubtful"
        )
    unclear = sum(one.unclear for one in done)
    if unclear:
        announce(f"{unclear} of the numbers not verified are unclear, not refuted: see verification.unclear")
    announce(f"written to {out}")


def _outcome(report: ReportResult) -> str:
    """How a report ended, and how many passages of it were not read."""
    if report.outcome is Outcome.PARTLY_READ and report.facts is not None:
        return f"{report.outcome.value}: {report.facts.unread} not"
    return report.outcome.value


def _cells(facts: Facts) -> list[str]:
    coverage = facts.captured / facts.numbers if facts.numbers else 1.0
    shown = {
        "numbers": facts.numbers,
        "kpis": facts.kpis,
        "passed": facts.passed,
        "doubtful": facts.doubtful,
        "warnings": facts.warnings,
        "unverified": facts.checked - facts.passed,
        "calls": facts.calls,
        "cache_hits": facts.cache_hits,
        "tokens": facts.prompt_tokens + facts.completion_tokens,
    }
    written = {key: f"{value:,}" for key, value in shown.items()}
    if not facts.by_model:
        written["passed"] = "-"  # what is read from the source is in the source: nothing was verified by that
    written |= {"coverage": f"{coverage:.1%}", "seconds": f"{facts.seconds:,.1f}"}
    return [written[key] for key, _ in _COLUMNS]


def _total(rows: Sequence[Facts]) -> Facts:
    """The sums of all figures; costs may be of several currencies and are not summed here."""
    names = [one.name for one in fields(Facts) if one.name not in {"cost", "currency", "warned"}]
    return Facts(**{name: sum(getattr(row, name) for row in rows) for name in names})
