"""How prose without a heading of its own is titled: by the goal it states, what it says is lacking, or its first clause."""

from __future__ import annotations

import re

from policysum.document.headings import STRONG, marker_at
from policysum.lexicon import table

__all__ = ["BAR", "goal_start", "goal_title", "summary"]

_WORDS = table("item_words")
BAR = "|"
_LINE_BREAK = re.compile(r"(?<![^\S\r\n])[^\S\r\n]*+[\r\n]\s*+")
_PREAMBLE = 160
# 经济社会发展主要预期目标是：…; a goal that is only talked of (实现上述目标, 与目标衔接) is none.
_GOAL = _WORDS.compiled(
    "{of_goal}{goal}(?:{goal_task})?[^。，,；：:]{0,8}(?:{goal_is}|[：:]|，{goal_until}20)|{goal}(?:{goal_is})?[：:]|{indicators}，{includes}"
)
_GOAL_WORD = _WORDS.word("goal")


def goal_start(text: str) -> int:
    """Where a paragraph states its goals, -1 if it states none: a long preamble is left out, a short one belongs to it."""
    goal = _GOAL.search(text)
    if goal is None or len(re.findall(r"\d+", text[goal.end() :])) < (1 if goal.start() < _PREAMBLE else 3):
        return -1
    return 0 if goal.start() < _PREAMBLE else text.rfind("。", 0, goal.start()) + 1


def goal_title(text: str) -> str:
    """The words that name the goal: 今年经济社会发展主要预期目标."""
    text = _LINE_BREAK.sub("", text)
    goal = _GOAL.search(text)
    if goal is None or _GOAL_WORD not in goal.group():
        return summary(text, "plan")
    return re.split("[。；，！：:]", text[: text.index(_GOAL_WORD, goal.start()) + len(_GOAL_WORD)])[-1]


def summary(text: str, role: str) -> str:
    """A title for prose that has none: its first clause."""
    text = re.sub(r"(?<!\s)(?=[^\S\r\n]*+[\r\n])\s++", "", text[:600]).replace(STRONG, "")
    if text.startswith(BAR):  # a row of a table of Markdown
        return text.strip(f"{BAR} ").partition(BAR)[0].strip() or text[:40]
    mark = marker_at(text, 0, len(text))
    text = text[mark.end :] if mark else text
    if role == "problem":
        listed = _LISTED.match(text)
        if listed:
            return _shortened(listed.group(1))
        first, _, rest = text.partition("。")
        lack = _LACK.search(first)
        if lack and not _VAGUE.match(lack.group(1)):
            return lack.group(1).strip("，,：: ")
        if len(rest) > 6 and _ANNOUNCES.search(first):  # the first sentence only says that there are problems
            return _shortened(rest.partition("。")[0])
    clause = re.match("[^。；：:;]{2,60}", text)
    return clause.group().strip() if clause else text[:40]


# 我们也清醒地认识到……不少困难和问题，主要是：总量不大；结构不优。
_LISTED = _WORDS.compiled(
    "[^：:]{0,140}{cue_words.list_lead}[^：:。]{0,24}(?:[：:]|(?<={mainly}))([^。]{6,200})"
)
_LACK = _WORDS.compiled("{has}(?:{particle})?([^。：:]{4,80}?)(?:{and_so_on})?{lack}")
_ANNOUNCES = _WORDS.compiled("(?:{has}|{weighs})[^。]{0,120}(?:{lack}|{lack_weak})|{lack_closing}[^。]{0,8}$")
_VAGUE = _WORDS.compiled("{vague}")


def _shortened(text: str) -> str:
    """The first parts of an enumeration, as many as make a title."""
    parts = re.split("(?<=[；;])", text)
    title = parts[0]
    for part in parts[1:]:
        if len(title) + len(part) > 60:
            break
        title += part
    mark = marker_at(title, 0, len(title))
    return title[mark.end if mark else 0 :].strip("，,；; ")
