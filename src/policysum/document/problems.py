"""Problems that prose lists, a part or a sentence each, behind the words that there are some and before what is done about them."""

from __future__ import annotations

import re
from itertools import pairwise, takewhile

from policysum.lexicon import Phrase

__all__ = ["closing_start", "is_announcement", "listed_problems", "title_of_part"]

_CUES = "cue_words"
_LIST_LEAD = Phrase(_CUES, r"{list_lead}[^：:。；]{0,24}(?:[：:]\s*|{shows_list}[：:]?)")
_ANNOUNCES = Phrase(
    "item_words",
    "(?:(?:{has}|{weighs})[^。：:；]{0,120}(?:{lack}|{lack_weak})[^。：:；]{0,12}|{lack}[^。：:；]{0,4}{has})[。：:](?:{cue_words.shows_list}[：:，,]?)?",
)
_SEES = Phrase(_CUES, "{sees}{seen}[，,](?=[^。；;]{0,200}+[；;][^。]{0,400}+。)")
_ONLY_SEES = Phrase(_CUES, "[^，]{0,8}{sees}{seen}")
_LACKS = Phrase(_CUES, "{tone_words.lacking}|{lacks}")
_CLOSES = Phrase(_CUES, "{list_closes}")
_SENTENCE = re.compile("[^。！]+(?:[。！]+|$)")
_PART = re.compile(r"[^。！；;]+(?:[。！；;]+\s*|$)")
_TOPIC = Phrase("item_words", "[^，。；]{2,14}{topic}[，,]")
_COMMA = re.compile(r"[，,；;：:、\d]")
_SHORTEST_PART = 4  # characters of one problem of a list
_LONGEST_TITLE = 18  # characters of a sentence that is the title of those behind it
_MOST = 0.5  # of the parts lack something
_LINE_BREAK = re.compile(r"(?<![^\S\r\n])[^\S\r\n]*+[\r\n]\s*+")


def listed_problems(text: str, *, headed: bool = False) -> list[tuple[int, int]]:
    """The parts of a list of problems: …不少困难和问题：总量不大；结构不优。; empty where there is none.

    They end where the text turns to what is done about them (对此，…), and are the units that the text makes: each
    "在…方面", each short sentence that heads others, or what semicolons and full stops part.

    Args:
        text: a stretch of problems.
        headed: whether a heading has said that there are some, so that the list begins at once.
    """
    plain = _LIST_LEAD.search(text)
    lead = plain or _ANNOUNCES.search(text) or _SEES.search(text)
    headed = headed and lead is None
    if lead is None and not headed:
        return []
    start = lead.end() if lead else 0
    end = closing_start(text, start)
    parts = [
        found.span()
        for found in _PART.finditer(text, start, end)
        if found.group().strip("；;。！ \u3000\r\n")
    ]
    parts = [(a + len(text[a:b]) - len(text[a:b].lstrip()), b) for a, b in parts]
    heads = [a for a, b in parts if _TOPIC.match(text, a, b)] or _titles(text, parts)
    if len(heads) > 1 and parts:
        cuts = [*([parts[0][0]] if heads[0] > parts[0][0] else []), *heads, parts[-1][1]]
        return list(pairwise(cuts))
    if headed:  # only what semicolons part is surely a list then
        first = text.find("。")
        parts = _first_and_lacking(text, parts) if len(parts) > 1 and parts[1][0] < first else []
    elif plain:  # what the words "the problems are:" lead on to is one, whatever it says
        parts = _first_and_lacking(text, parts)
    elif sum(_LACKS.search(text, a, b) is not None for a, b in parts) < _MOST * len(parts):
        return []
    return parts if len(parts) > 1 and all(b - a >= _SHORTEST_PART for a, b in parts) else []


def _first_and_lacking(text: str, parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The parts of the first sentence, and of those behind it as many as say that something is lacking."""
    first = text.find("。", parts[0][0]) if parts else -1
    return list(takewhile(lambda part: part[0] < first or _LACKS.search(text, *part) is not None, parts))


def _titles(text: str, parts: list[tuple[int, int]]) -> list[int]:
    """Where short sentences begin that head those behind them: 民生短板仍待补强。城市管理粗放，…."""
    titles = [
        a
        for a, b in parts
        if b - a <= _LONGEST_TITLE and text[b - 1] == "。" and not _COMMA.search(text, a, b)
    ]
    return titles if parts and titles[:1] == [parts[0][0]] and 2 * len(titles) <= len(parts) else []


def closing_start(text: str, start: int = 0) -> int:
    """Where a stretch of problems turns to what is done about them (对此，我们将…), or its end."""
    for found in _SENTENCE.finditer(text, start):
        begin = found.end() - len(found.group().lstrip())
        if begin > start and _CLOSES.match(text, begin):
            return begin
    return len(text)


def is_announcement(text: str) -> bool:
    """Whether a stretch ends with the sentence that there are problems, and says none of them."""
    found = None
    for found in _ANNOUNCES.pattern.finditer(text + "。"):  # noqa: B007 - the last one is wanted
        pass
    return found is not None and found.end() >= len(text)


def title_of_part(text: str) -> str:
    """The first words of a part of a list, without what only leads on to them: 同时，…; 应该看到，…."""
    clauses = re.split("[，,；;。]", _LINE_BREAK.sub("", text).strip())
    while (
        len(clauses) > 1
        and clauses[1]
        and (len(clauses[0]) < _SHORTEST_PART or _ONLY_SEES.fullmatch(clauses[0]))
    ):
        del clauses[0]
    return clauses[0][:40]
