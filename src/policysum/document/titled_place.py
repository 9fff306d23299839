"""A place that only the title names, and that an office in the text is of."""

from __future__ import annotations

import re

from policysum.lexicon import Phrase, table

__all__ = ["name_in_title"]

_BEGINS = Phrase("place_words", r"[\u4e00-\u9fff]{2,3}?{county}(?!{longer}|{longer_within})")
_OFFICE = table("place_words").form(r"(?:{served}|[\u4e00-\u9fff]{1,16}{served_office})")


def name_in_title(title: str, text: str) -> str | None:
    """The name of the form of a division that a title begins with, if the text has an office of it.

    Args:
        title: without the year that it may begin with.
        text: the lines below the title and the body.
    """
    begins = _BEGINS.match(title)
    if begins is None:
        return None
    name = begins.group()
    office = re.search(rf"(?<![\u4e00-\u9fff]){re.escape(name)}{_OFFICE}", text)
    return name if office else None
