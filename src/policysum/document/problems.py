"""Problems that prose lists: …不少困难和问题：总量不大；结构不优。, or a sentence each behind one that says there are some."""

from __future__ import annotations

import re
from itertools import pairwise

from policysum.lexicon import Phrase

__all__ = ["listed_problems", "title_of_part"]

_CUES = "cue_words"
_LIST_LEAD = Phrase(_CUES, r"{list_lead}[^：:。；]{0,24}(?:[：:]\s*|{shows_list}[：:]?)")
_SEMICOLON = re.compile("[；;]\\s*")
_ANNOUNCES = Phrase(
    "item_words", "(?:(?:{has}|{weighs})[^。：:]{0,120}{lack}[^。：:]{0,12}|{lack}[^。：:]{0,4}{has})[。：:]"
)
_LACKS = Phrase(_CUES, "{tone_words.lacking}|{lacks}")
_CLOSES = Phrase(_CUES, "{list_closes}")
_SENTENCE = re.compile("[^。]+(?:。|$)")
_SHORTEST_PART = 4  # characters of one problem of a list
_SHORTEST_SENTENCE = 8
_LINE_BREAK = re.compile(r"(?<![^\S\r\n])[^\S\r\n]*+[\r\n]\s*+")


def listed_problems(text: str) -> list[tuple[int, int]]:
    """The parts of a list of problems in one sentence: …不少困难和问题：总量不大；结构不优。; empty where there is none."""
    lead = _LIST_LEAD.search(text)
    if lead is None:
        return _by_sentences(text)
    stop = text.find("。", lead.end())
    end = len(text) if stop < 0 else stop + 1
    cuts = [lead.end(), *(found.end() for found in _SEMICOLON.finditer(text, lead.end(), end - 1)), end]
    parts = [(a, b) for a, b in pairwise(cuts) if text[a:b].strip("；;。 \u3000\r\n")]
    if len(parts) > 1 and all(b - a >= _SHORTEST_PART for a, b in parts):
        return parts
    return _by_sentences(text)


def _by_sentences(text: str) -> list[tuple[int, int]]:
    """The sentences behind one that only says that there are problems, each of which says what is lacking."""
    lead = _ANNOUNCES.search(text)
    if lead is None:
        return []
    parts = []
    for found in _SENTENCE.finditer(text, lead.end()):
        start = found.start() + len(found.group()) - len(found.group().lstrip())
        if _CLOSES.match(text, start):
            break
        if found.group().strip():
            parts.append((start, found.end()))
    lacking = all(_LACKS.search(text, a, b) for a, b in parts)
    return parts if len(parts) > 1 and lacking and all(b - a > _SHORTEST_SENTENCE for a, b in parts) else []


def title_of_part(text: str) -> str:
    """The first words of a part of a list."""
    return re.split("[，,；;。]", _LINE_BREAK.sub("", text).strip(), maxsplit=1)[0][:40]
