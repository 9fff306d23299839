"""The years that a title names: those it looks back on, and those it plans for."""

from __future__ import annotations

import re

from policysum.lexicon import Phrase, table

__all__ = ["years_of_title"]

_WORDS = "year_words"
_WHEN = Phrase(
    _WORDS,
    r"((?:19|20)\d\d)\s*[-—–~{=until}]\s*((?:19|20)\d\d){signs.year}"
    r"|(?:((?:19|20)\d\d){signs.year}?{year_words.of_year}?\s*+)?({part})"
    r"|((?:19|20)\d\d)(?:{signs.year}|(?=\D{0,2}{of_work}))",
)
_CARRIED_OUT = Phrase(_WORDS, "{planned}(?:{signs.of})?{carried_out}")
_PLAN_WORD = Phrase(_WORDS, "{plan}")
_DONE_WORD = Phrase(_WORDS, "{done}")
_FIRST_PLAN = re.compile(table(_WORDS).alternation("parts_plan"))
_NEXT_YEAR = Phrase(_WORDS, "{next_year}")


def years_of_title(title: str) -> tuple[str | None, str | None]:
    """The period a title looks back on and the one it plans for."""
    done: str | None = None
    plan: str | None = None
    year = ""
    matches = list(_WHEN.pattern.finditer(title))
    for number, match in enumerate(matches):
        first, last, part_year, part, whole = match.groups()
        stop = matches[number + 1].start() if number + 1 < len(matches) else len(title)
        tail = title[match.end() : stop]
        year = part_year or whole or last or year
        if first:
            value = f"{first}/{last}"
        else:
            form = table(_WORDS).values("part")[part] if part else "{year}"
            value = form.replace("{year}", year) if year else ""
        if not value:
            continue
        is_plan = (
            bool(_PLAN_WORD.search(tail))
            and not _CARRIED_OUT.search(tail)
            and not _DONE_WORD.search(_FIRST_PLAN.split(tail)[0])
        )
        if is_plan or (done and value.endswith("H2")):
            plan = plan or value
        else:
            done = done or value
            if _PLAN_WORD.search(tail) and plan is None and _NEXT_YEAR.search(tail) and year.isdigit():
                plan = str(int(year) + 1)
    return done, plan
