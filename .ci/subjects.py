"""Subjects of commits say where and what, in at most 72 characters: of the message in a file, or of a range of commits."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

MOST = 72
WHERE = re.compile(r"[a-z][\w/., -]*: \S")
MADE = ("Merge ", "Revert ", "fixup! ", "squash! ")
"""Begin messages that git makes, which are put right before others see them."""


def wrong(subject: str) -> str:
    """What is wrong with a subject, if anything is."""
    if len(subject) > MOST:
        return f"{len(subject)} characters, {MOST} at most"
    if not WHERE.match(subject):
        return "does not begin with a place and a colon, as in `quantity: a line break stops no vague number`"
    return "ends with a full stop" if subject.endswith(".") else ""


def main() -> int:
    """Check the file or the range that is named, and print what is wrong."""
    named = sys.argv[1]
    if Path(named).is_file():
        lines = Path(named).read_text("utf-8").splitlines()
        subject = next((line for line in lines if line.strip() and not line.startswith("#")), "")
        subjects = [] if subject.startswith(MADE) else [subject]
    else:
        command = ["git", "log", "--no-merges", "--format=%s", named, "--"]
        subjects = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    found = [f"{subject}\n  {said}" for subject in subjects if (said := wrong(subject))]
    print("\n".join(found), end="\n" if found else "")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
