"""Print which share of the lines and branches the tests have just reached."""

from __future__ import annotations

import contextlib
import io
import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from coverage import Coverage

GOALS = {"lines": 92.0, "branches": 85.0}


def main() -> int:
    measured = Coverage()
    measured.load()
    with TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        report = Path(folder) / "coverage.json"
        measured.json_report(outfile=str(report))
        found = json.loads(report.read_text("utf-8"))
    totals = found["totals"]
    shares = {
        "lines": 100 * totals["covered_lines"] / totals["num_statements"],
        "branches": 100 * totals["covered_branches"] / totals["num_branches"],
    }
    said = (f"{name} {share:.1f} % (goal {GOALS[name]:.0f} %)" for name, share in shares.items())
    print("covered by the tests, at least:", ", ".join(said))
    return 0


if __name__ == "__main__":
    sys.exit(main())
