"""Problems that prose lists in one sentence: …不少困难和问题：总量不大；结构不优。."""

from __future__ import annotations

import re
from itertools import pairwise

from policysum.lexicon import Phrase

__all__ = ["listed_problems", "title_of_part"]

_LIST_LEAD = Phrase("cue_words", r"{list_lead}[^：:。；]{0,24}(?:[：:]\s*|{shows_list}[：:]?)")
_SEMICOLON = re.compile("[；;]\\s*")
_SHORTEST_PART = 4  # characters of one problem of a list
_LINE_BREAK = re.compile(r"(?<![^\S\r\n])[^\S\r\n]*+[\r\n]\s*+")


def listed_problems(text: str) -> list[tuple[int, int]]:
    """The parts of a list of problems in one sentence: …不少困难和问题：总量不大；结构不优。; empty where there is none."""
    lead = _LIST_LEAD.search(text)
    if lead is None:
        return []
    stop = text.find("。", lead.end())
    end = len(text) if stop < 0 else stop + 1
    cuts = [lead.end(), *(found.end() for found in _SEMICOLON.finditer(text, lead.end(), end - 1)), end]
    parts = [(a, b) for a, b in pairwise(cuts) if text[a:b].strip("；;。 \u3000\r\n")]
    return parts if len(parts) > 1 and all(b - a >= _SHORTEST_PART for a, b in parts) else []


def title_of_part(text: str) -> str:
    """The first words of a part of a list."""
    return re.split("[，,；;。]", _LINE_BREAK.sub("", text).strip(), maxsplit=1)[0][:40]
