"""The words between numbers that bind them to arithmetic: patterns over the classes of `lexicon/audit_words.tsv`."""

from __future__ import annotations

from functools import cache

from policysum.lexicon import Phrase, table

__all__ = ["SHRINKS", "phrase", "word_set"]

_GAP = "[^，,。；、]"
"""A character that ends no clause and no member of a list."""

_CHANGE = "(?:{change_verbs.up}|{change_verbs.down}|{change_verbs.either})"
"""A verb or noun of change."""

_FORWARD = "(?:{status_cues.expected}|{status_cues.aim}|{status_cues.aim_outside_review})"
"""A word that says that the number after it is not reached yet."""

_FILL = "(?:{fill}|{bound_cues.prefix})"
"""A word between a verb and its number that changes nothing for the arithmetic but the bound."""

_SUM = "(?:{sum_sure}|{sum_weak})"
"""A word for a total; only some promise that the total is the sum of what was listed."""

_SHORT = {"GAP": _GAP, "CHANGE": _CHANGE, "FORWARD": _FORWARD, "FILL": _FILL, "SUM": _SUM}


def phrase(template: str) -> Phrase:
    """A pattern over the classes of the audit; `<CHANGE>`, `<FILL>`, `<FORWARD>`, `<GAP>` and `<SUM>` are those above."""
    for name, pattern in _SHORT.items():
        template = template.replace(f"<{name}>", pattern)
    return Phrase("audit_words", template)


@cache
def word_set(group: str) -> frozenset[str]:
    """The words of one class of the audit's table."""
    return frozenset(table("audit_words").words(group))


SHRINKS = phrase("{change_verbs.down}|{less}")
"""What says that something became less."""
