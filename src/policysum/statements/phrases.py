"""The words by which official prose says what a number is: one table per question, in the field's words."""

from __future__ import annotations

import re

from policysum.lexicon import table
from policysum.quantity.numerals import BLANKS

__all__ = [
    "ANAPHORA",
    "BARE_MONEY",
    "CHANGE_TAIL",
    "COMPARE_ONLY",
    "COMPARE_TAIL",
    "CONDITION",
    "DOWN",
    "HEAD_NOISE",
    "JOINTS",
    "LINKS",
    "MEASURE_END",
    "NOUN_AFTER_LIST",
    "NOUN_BREAK",
    "NOUN_END",
    "PARTIAL",
    "PLAN_THEN",
    "POSSESSION_HEAD",
    "PREDICATE_HEAD",
    "REALM_HAS",
    "RULE",
    "RULE_TAIL",
    "SHRINK_OBJECT",
    "TOPIC_NOISE",
    "VERB_HEAD",
    "YEARS_TAIL",
    "Ending",
    "without_head",
]


def without_head(noise: re.Pattern[str], words: str) -> str:
    """Words without the noise that they begin with; nothing further on is looked at."""
    found = noise.match(words)
    return words[found.end() :] if found else words


_LONGEST_ENDING = 60
"""Characters: of one made of the same words over and over only so much is taken, so that the cost does not square."""


class Ending:
    """A pattern of what a phrase ends in, looked for no further back than its own characters reach, and not for ever.

    Args:
        pattern: Closed by `$`; what it takes in must be spelled out, or be a blank.
    """

    def __init__(self, pattern: str) -> None:
        self._pattern = re.compile(pattern)
        self._letters = "".join(set(pattern)) + BLANKS
        self._ends = frozenset(self._letters)

    def search(self, words: str) -> re.Match[str] | None:
        """The ending, taken as long as it can be."""
        if words[-1:] not in self._ends:
            return None
        start = max(len(words.rstrip(self._letters)), len(words) - _LONGEST_ENDING)
        return self._pattern.search(words, start)


_HEADS = table("name_heads")
_LINKS = table("name_links")
_BOUNDS = table("name_bounds")
_RULES = table("rule_words")

# -- direction ---------------------------------------------------------------------------------------------

_CHANGES = table("change_verbs")
DOWN = _CHANGES.words("down")
CHANGE_TAIL = Ending(
    _LINKS.form(
        r"(?:{rate}{list_words.deals}?{rate_link}?|{amount})(?:{change_link|change_scope}|[:：\s])*$",
        rate=f"(?:{_CHANGES.alternation(where='rate')})",
        amount=f"(?:{_CHANGES.alternation(where='amount')})",
    )
)
"""A verb of change right before the number: the number is the amount of change, not the new level."""
SHRINK_OBJECT = _RULES.compiled(
    r"(?P<verb>{shrink}|{status_words.reduce}(?={status_words.less}))(?!{no_shrink})(?:(?!{object_end})[^，,。;；、]){1,16}$"
)
"""A verb of change with its object between it and the percentage: 压减时间58%."""

# -- status ------------------------------------------------------------------------------------------------

RULE = _RULES.compiled(
    r"{opens}[^，,。;；]{0,30}?{payment|payment_more}|{phrase}"
    r"|(?<!{not_averaged}){signs.per}{status_words.each_one}(?:(?!{no_rule_inside})[^，,。;；\d]){0,4}{payment}(?!{paid_total})"
    r"|{payment}(?:{standard}|{paid_sum})?(?:{limit}|{signs.per}{case_unit})"
)
"""What is given per case."""
RULE_TAIL = _RULES.compiled("{signs.of}?{behind_lump}?{payment|behind}")
CONDITION = _RULES.compiled("{signs.of}[，,]|{condition}|{signs.per}{case_unit}")
"""What makes the words after a number a rule rather than a report."""

# -- what the prose around it is made of -------------------------------------------------------------------

LINKS = Ending(_LINKS.form(r"(?:{link}|{signs.per}{per_link}|[：:\s])+$"))
"""Copulas, adverbs and prepositions between an indicator and its number."""

PREDICATE_HEAD = _BOUNDS.compiled(
    r"(?:{numerals.big}{1,2}{signs.yuan}?)?{signs.grade}?{name_links.milestone}|{predicate}"
    r"|[，,、。;；）)”》\s（(—\-：:/|]|$"
)
"""What follows a number when its noun stands before it, not after it."""

ANAPHORA = _BOUNDS.compiled(
    "^{its}?(?:{anaphora}|{enters}(?={rank_words.realm}|$)|{rank_words.realm}{rank_words.ranked})"
)
"""How a clause begins that speaks of the indicator of the clause before it."""

NOUN_END = re.compile(r"[，,。；;：:]")
"""Where the words about a number end for certain."""

NOUN_BREAK = _BOUNDS.compiled("{noun_break}")
"""Where the noun phrase after a number ends and its predicate begins."""

NOUN_AFTER_LIST = _LINKS.compiled(r"{list_end}{list_sum}?\s*$")
"""A list of examples closed by 等: the noun after the number counts, not the examples."""

_JOINTS = table("list_words").words("joint", "other_joint")
JOINTS = (*sorted(_JOINTS, key=len, reverse=True), "、", "/")
"""What joins two numbers or the phrases around them."""

VERB_HEAD = _HEADS.compiled("^{verb}{verb_mark}?")
"""A verb that opens a clause and governs the nouns of the numbers after it."""
POSSESSION_HEAD = _HEADS.compiled("^{possession|possession_built}{verb_mark}?(?=..)")
"""Verbs of mere having or reaching: no part of the indicator's name."""
REALM_HAS = _HEADS.compiled(
    "^(?P<realm>{indicator_words.own_subject}){year_of_report}?(?!{indicator_words.cumulated}){possession}{verb_mark}?(?=..)(?!{indicator_words.spent})"
)
"""The same behind the region that is reported on: 全县实现财政总收入."""

HEAD_NOISE = _HEADS.compiled(
    r"^(?:{year_of_plan}{plan_words.plan_word}(?!{no_plan_head}|$)|{noise}|{n}{1,3}{topic_words.item_is}"
    r"|[（(](?:{n}|\d){1,3}[)）]|[（(]{aside_mark}|[、，,：:；;。\s|—\-])+",
    n=table("numerals").form("{digit|ten}"),
)
"""Adverbs, conjunctions and list marks before a noun phrase, and what the plan was of (年初计划改善饮水人口).

年度计划投资 is a name of its own: the same works have an investment too.
"""

_YEARS = _LINKS.form(
    "(?:{n}{1,2}{signs.year}(?={period_words.averaged}))",
    n=table("numerals").form("(?:0|1|2|3|4|5|6|7|8|9|{digit|two|ten})"),
)
"""The years that an average is of: 两年平均增长."""
YEARS_TAIL = Ending(_LINKS.form("{years}{period_words.averaged}$", years=_YEARS))
PLAN_THEN = _LINKS.form("“?{time_words.plan_name}”?{period_words.plan_span}?")
"""A plan of five years that something is held against: 较“十三五”末增加20家."""
COMPARE_TAIL = Ending(
    _LINKS.form(
        "(?:{years}|{compare}|{against}(?:{last_year}{same_time}?|{same_time}|{then})?){1,8}$",
        years=_YEARS,
        then=PLAN_THEN,
    )
)
"""What a change is measured against, right before its verb: it belongs to the change, not to the noun."""

COMPARE_ONLY = _LINKS.compiled(r"^(?:{years}|{compare_alone}|[\s:：，,、])*$", years=_YEARS)
"""Words that only say what a change is measured against."""

BARE_MONEY = _BOUNDS.compiled("^{money_verb}?{whole_money}?{money_noun}$")
"""A noun of money that leaves to the next clause what it was spent on: 投资3600万元,完成54栋住宅楼."""

PARTIAL = _BOUNDS.compiled("^{side}")
"""How a noun begins that is a side of the thing counted just before: 合同金额, 总投入."""

MEASURE_END = table("indicator_words").compiled("(?:{measure_noun|trade_side|people_side})$")
"""What is measured of a thing, side by side with other measures of it: 云溪村总面积5万亩、人口3万人."""

TOPIC_NOISE = _HEADS.compiled("^{topic_noise}+")
"""Verbs and adverbs before the name a clause speaks of."""
