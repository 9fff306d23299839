"""How far an aim or a forecast reaches: from its word to the end of the sentence, unless words of what was done close it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.quantity import signs
from policysum.statements.ground import Ground
from policysum.statements.property_words import leading_verb, tidy
from policysum.statements.targets import carried_over

if TYPE_CHECKING:
    from policysum.quantity.model import Span

__all__ = ["Aims", "leans_on", "without_attributes"]

_CARRIED, _INFERRED = Ground.CARRIED, Ground.INFERRED

_WORDS = table("aim_words")
_CUES = table("status_cues")
_OPENS = r"(?:^|[，,。；;：:、\s])"
_TO_ITS_NUMBER = r"(?:(?!{handed})[^，,。；;：:、\d]){0,16}\d(?![^，,。；;：:、]{0,24}{handed})"
"""From a verb behind 将 to its number where 将 hands nothing over: 将新增车位300个, not 将建设用地60亩用于开发, 将投资增至3亿元."""
_AIMS = (
    r"{aim}|(?P<plans>{planned})(?P<verb>{name_heads.verb})?|{will}{onward}(?={name_heads.verb}|{onward}|{must_after}|\d)"
    "|{must_after}{will}(?={name_heads.verb})(?![^，,。；;：:、]{0,24}{handed})"
    "|{will}(?=(?:{name_heads.verb|indicator_words.spent|change_verbs.up|change_verbs.down})"
    + _TO_ITS_NUMBER
    + ")"
    "|(?:{start}|{must_after}){must}{onward}?(?={name_heads.verb})"
)
_UNLISTED = _WORDS.compiled(
    r"(?!{plan_words.no_plan_noun|plan_words.plan_value})(?P<verb>[^\W\d_]{2})[^，,。；;：:、]{0,22}?\d"
)
"""What follows the plan of a year or of a realm where its verb is not known as one: 全市计划播种面积12亩; not 全市计划生育."""
_LISTED = _CUES.compiled("{aim_planned}")
"""What is planned by words that say so of their own number alone: 计划总投资5亿元，其中工业类3个."""
_OF_PLAN = _WORDS.compiled("(?:^|[，,。；;：:、\\s(（]|{signs.year}|{must_after})$")
_PURPOSE = r"(?![^，,。；;：:]{0,40}{purpose}[，,])"
_DONE = "{status_cues.done|status_cues.done_alone}"
_COMPARED = "{status_cues.done_compared}"
_YEAR = r"(?<!\d)(?<!{no_past})(?:19|20)\d\d(?={signs.year}(?!{signs.of}))"
"""A year that has passed closes an aim, unless something is only compared with it: 由2005年的1.5万元提高到, 是2005年的2倍."""


_OPENING = ("aim", "planned", "will", "must", "must_after", "aim_outside_review", "expected", "yields")
_OPENERS = re.compile("|".join(_WORDS.words(*_OPENING)))
"""One of these opens an aim; where none is open, no other word matters."""
_FIRSTS = "".join(
    sorted(
        {
            row.word[0]
            for row in (
                *_WORDS.of(*_OPENING),
                *_CUES.of("done", "done_alone", "done_compared"),
            )
        }
    )
)
"""What a word that opens or closes an aim begins with: most places of a text are passed at once."""


def _compiled(aims: str) -> re.Pattern[str]:
    return _WORDS.compiled(
        rf"(?=[{_FIRSTS}12，,。；;：:、\s])(?:(?P<target>(?:{aims}){_PURPOSE})|(?P<forecast>(?<!{{status_words.not_expected}})(?:{{expected}}(?!{{status_words.not_forecast}})|(?P<yields>{{yields}})))|(?P<year>{_YEAR})|(?P<done>{_DONE})|(?P<compared>{_COMPARED}))",
        start=_OPENS,
    )


_REVIEW = _compiled(_AIMS)
"""What opens and closes an aim among what was done."""
_ELSEWHERE = _compiled(f"(?P<unsure>{{aim_outside_review}})|{_AIMS}")
_AHEAD = _WORDS.compiled(r"\s*(?:[^，,。；;]{0,8})?{ahead}[^。；;]")
_LEANS = _WORDS.compiled(r"{leaning_on}(?:(?!{name_heads.verb})[^，,。；;：:]){0,24}$")
_ATTRIBUTE = _WORDS.compiled(
    r"{attribute_cue}(?!{name_heads.verb})[^，,。；;：:、\d]{1,8}?(?:\d|{numerals.digit|numerals.ten|numerals.big})[^，,。；;：:、]{0,12}?(?:{bound_cues.suffix}{signs.of}?|{signs.of})(?=[^，,。；;：:、\d])"
)
"""A measure with its number that only says which things are counted: 计划总投资5000万元以上项目238个, 设计年产能3万吨的企业5家.

Its cue governs that measure alone; a verb behind the cue (计划引进投资1亿元以上的项目8个) governs what is counted.
"""
_YEAR_FIRST = _WORDS.compiled(
    r"\s{0,4}(?:{plan_words.foreseen_mark}{0,2}|(?:19|20)\d\d{signs.year}[，,]?{plan_words.whole_year}?|{plan_words.whole_year})\s{0,4}"
)
"""All that stands before the forecast of a year: 全年预计, 初步预计."""
_YEAR_NEXT = _WORDS.compiled(r"{plan_words.whole_year|plan_words.year_end}|(?:19|20)\d\d{signs.year}")
_OWN_PREDICATE = _WORDS.compiled(
    r"\s*[^，,。；;：:\d]{2,30}?(?:{name_heads.possession|status_words.reached}){status_words.reached_about}?(?=\d)"
)
"""How a part begins that says of something else what it has come to: 财政收入完成5亿元."""
_PARTS = frozenset("；;")
_REACH = 120
_PURPOSE_REACH = 24
_LED = 4
"""Characters before 计划 in which it is seen who or which year plans."""
_COMMAS = frozenset("，,：:")
_DEPENDENT = 16
"""Characters of a clause that only goes on about what is expected: 预计投资5亿元，占地100亩."""


def leans_on(before: str) -> bool:
    """Whether a number counts what is there already, which work leans on: 围绕37条产业链和40个产业集群."""
    return _LEANS.search(before[-_REACH:]) is not None


def without_attributes(before: str) -> str:
    """The words before a number without the attributes of the noun that it counts."""
    return _ATTRIBUTE.sub("", before)


class Aims:
    """The aim or forecast that is open; sentences and their numbers are given to it in order.

    Args:
        text: The source.
        past: The last year that is over for the report.
    """

    def __init__(self, text: str, past: int | None) -> None:
        self.text = text
        self.past = past
        self.ahead = False
        self.open = ""
        self.ground = _CARRIED
        """What it is good for: of an aim that only a review's words of what was won are read as, little."""
        self.planned = ""
        self.opened = self.said = 0
        self.of_all = False
        """Whether a forecast is of all that follows: its word is a clause of its own (据预测，……), or says what works will yield."""
        self.of_year = ""
        """What the later parts of a sentence may be that opens with a forecast of a year: 全年预计……；……."""
        self.governs = False
        """Whether that forecast stands before all that is said of the year (预计全年收入……), and not only before its first verb (全年预计完成……)."""
        self.start = 0
        self.at = 0

    def enter(self, sentence: Span, *, anew: bool) -> None:
        """Begin a sentence.

        Args:
            sentence: Its range.
            anew: Whether it opens a paragraph or an item.
        """
        start, end = sentence
        self.ahead = (self.ahead and not anew) or _AHEAD.match(self.text, start, end) is not None
        self.open = "target" if self.ahead else ""
        self.ground = _CARRIED
        self.planned = ""
        self.of_all = False
        self.of_year = "" if anew or self.text[start - 1] not in _PARTS else self.of_year
        if self.of_year and not self.governs and self._has_own_predicate(start, end):
            self.of_year = "actual"
        if self.of_year and not self.ahead:
            self.open, self.ground, self.of_all = self.of_year, _INFERRED, True
        self.start = self.at = start

    def reached(self, start: int, end: int, role: str) -> tuple[str, Ground]:
        """What the words before a number say that it is (`target`, `forecast`, nothing, or `actual` where a forecast may end), and what that is good for.

        Args:
            start: Where the number begins.
            end: Where it ends.
            role: What the region of the report is.
        """
        begin = max(self.at, start - _REACH)
        if self.open and (_ATTRIBUTE.match(self.text, self.opened, start) or self._ends(begin, start)):
            self.open = ""
        if self.open or _OPENERS.search(self.text, begin, start + _PURPOSE_REACH):
            words = _REVIEW if role == "achievement" else _ELSEWHERE
            # A purpose is only seen behind the number: 按照力争增长6%的目标.
            for found in words.finditer(self.text, begin, start + _PURPOSE_REACH):
                if found.start() >= start:
                    break
                self._hear(found)
        self.at = end
        # What only describes the next word is no part of the aim: 扭转倒数第一的局面.
        return "" if self.text.startswith(signs.OF, end) else self.open, self.ground

    def _hear(self, found: re.Match[str]) -> None:
        if found["year"]:
            # 力争2024年: the year right behind the word is that of the aim.
            over = self.past and int(found["year"]) <= self.past and found.start() > self.said
            self.open = "" if over else self.open
        elif found["compared"]:
            self.open = self.open if self.of_year else ""
        elif found["done"]:
            self.open, self.of_year = "", ""
        elif not found["plans"] or (verb := found["verb"] or self._verb_of_plan(*found.span())):
            self.open = "target" if found["target"] else "forecast"
            self.opened, self.said = found.span()
            unsure = found.groupdict().get("unsure") or (found["plans"] and not found["verb"])
            self.ground = _INFERRED if unsure else _CARRIED
            self.planned = verb if found["plans"] else ""
            self.of_all = bool(found["yields"]) or self.text[found.end() : found.end() + 1] in _COMMAS
            self.governs = self.of_all or _YEAR_NEXT.match(self.text, found.end()) is not None
            of_year = found["forecast"] and not found["yields"] and self._is_of_year(found)
            self.of_year = "forecast" if of_year else ""

    def _verb_of_plan(self, start: int, end: int) -> str:
        """How what a year or a realm plans begins, where its verb is not known as one; empty where 计划 is a noun."""
        led = _OF_PLAN.search(self.text, max(self.start, start - _LED), start)
        unlisted = led and not _LISTED.match(self.text, start) and _UNLISTED.match(self.text, end)
        return unlisted["verb"] if unlisted else ""

    def _is_of_year(self, found: re.Match[str]) -> bool:
        """Whether a word that opens its sentence says what is expected of a year: 全年预计, 预计全年."""
        begin = found.start() + (found.group()[:1] in _COMMAS)
        leads = _YEAR_FIRST.fullmatch(self.text, self.start, begin)
        return leads is not None and (begin > self.start or self.governs)

    def _has_own_predicate(self, start: int, end: int) -> bool:
        """Whether a part says of something else what it has come to, and does not go on with the verb that is expected."""
        own = _OWN_PREDICATE.match(self.text, start, end)
        return own is not None and not leading_verb(tidy(own.group()))

    def _ends(self, begin: int, start: int) -> bool:
        """Whether a later clause has work of its own (预计投资5亿元，新建厂房3栋), or says what came of the plan (计划完成5亿元，完成4亿元)."""
        words = self.text[begin:start].replace(",", "，")
        own = words.rpartition("，")[2]
        if own == words or self.of_all:
            return False
        if self.open == "target":
            return bool(self.planned) and (own.lstrip().startswith(self.planned) or carried_over(own))
        return len(own) > _DEPENDENT or bool(leading_verb(tidy(own)))
