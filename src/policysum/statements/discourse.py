"""What a passage speaks of: the names that later clauses and sentences leave unsaid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.statements.accounts import Accounts
from policysum.statements.partitions import Partition
from policysum.statements.phrases import HEAD_NOISE, TOPIC_NOISE, without_head
from policysum.statements.property_words import head_noun, leading_verb, squeezed
from policysum.statements.wholes import Wholes

if TYPE_CHECKING:
    from policysum.quantity.model import Span

__all__ = ["Topics", "marked", "opens"]

_WORDS = table("topic_words")
_MARKER = _WORDS.compiled(
    r"\s*(?:{n}{1,3}(?:{item_is}|、)|[（(](?:{n}|\d){1,3}[)）]|\d{1,2}[、.．]|[—―─–－-]{2}|[•●○◆◇■□▪]|{signs.ordinal}{n}{1,2}[，,、])",
    n=table("numerals").form("{digit|ten}"),
)
"""How a new item begins: 一是, （一）, 1、."""

_QUOTED = _WORDS.compiled(
    r"“[^“”]{1,16}{product|name_end}”|“[^“”]{2,16}”(?={quoted_of})|^\s*“[^“”]{2,16}”\s*$"
)
"""A quoted name that figures may be of. Not of what follows as 工程, 行动 or 品牌: campaigns that everything is done under."""
_NAMED = _WORDS.compiled(
    r"^(?:(?!{no_name_word})[^，,。、“”]){2,16}?{name_end}(?!、|{name_goes_on}|{list_words.joint})"
)
_NAME_END = _WORDS.compiled("{name_end|owned_end}")
_OWNER = _WORDS.compiled("^[^，,。、“”]{2,16}?{owned_by}(?=[^，,。、“”]{2,24}?(?:{name_end|owned_end}))")
"""Whose something is that has a name of its own: 供水集团所属 of 供水集团所属云溪检测中心."""
_OWNED = _WORDS.compiled(
    "^[^，,。、“”]{2,16}?{name_end|owned_end}(?:{owned_by}[^，,。、“”]{0,4}?{name_end})?"
    "(?!、|{name_goes_on}|{list_words.joint})"
)
_BUDGET_ITEM = _WORDS.compiled(
    r"(?:[（(]{budget_level}[）)]([^，,。；：:、（）()]{2,24})|(?:^|[\s、.．）)])([^\s，,。；：:、（）()]{2,20}))"
    r"\s{0,4}[（(]{budget_level}[）)][。：:]?$"
)
"""The item of a budget that a sentence names and says nothing of: 一般公共服务（类）行政运行（项）.

Behind a higher level it is all one name, a line may break in it; elsewhere it begins behind the last blank.
"""
_BUDGET_LINE = _WORDS.compiled(
    r"(?:[^，,。；：:、（）()\d]{2,30}[（(]\d{0,7}{budget_level}[）)]){0,2}(?P<item>[^，,。；：:、（）()\d]{2,30})"
    r"[（(]\d{1,7}{budget_level}[）)]\s{0,4}(?=\d)"
)
"""The same with its codes and its amount right behind: 司法（06款）行政运行（01项）16万元."""
_ITEM = _WORDS.compiled(r"([^，,。；：:、（）()“”\d]{1,12}{money_words.money_noun})[。：:]?$")
"""The same without its level: 1、公务接待费。"""
_DESCRIBED = _WORDS.compiled(r"\s*([^\s，,。；;：:、“”（）()\d]{2,20}?){founded}")
"""Whom or what a paragraph describes: a school, a farm, a firm."""
_HOUSE = _WORDS.compiled(
    r"(?P<name>(?:(?!{no_name_word|house_made})[^，,。、；：:“”\d]){1,16}?{house_end})(?={house_side}[^，,。、；]{0,8}$)"
)
"""A school, hospital or works whose own measures a clause begins to give: 云岭医院建筑面积3万平方米."""
_MADE = _WORDS.compiled("{house_made}(?P<name>[^，,。、；：:“”（）()]{2,16}{house_end})$")
"""The same where it has just been founded: 组建云岭化肥厂，职工76人."""
_SITE = _WORDS.compiled("^{founded}")
_LONGEST_HEADING = 60
_LONGEST_NAME = 24
_LASTS = 2
"""Sentences for which a quoted name is what is spoken of."""
_LASTING = _WORDS.words("lasting")
_NO_NAME = _WORDS.words("no_name")


def opens(text: str, last: int, sentence: Span) -> bool:
    """Whether a sentence, the one before it ending at `last`, opens a paragraph: the first of a text does."""
    return not last or "\n" in text[last : sentence.start]


def marked(text: str, sentence: Span) -> bool:
    """Whether a sentence opens an item of a list."""
    return _MARKER.match(text, *sentence) is not None


class Topics:
    """The running subject of a text; sentences and clauses are given to it in order."""

    def __init__(self) -> None:
        self.carried = ""
        self.described = ""
        self.own = ""
        self.last = ""
        self.scene = ""
        self.heading = ""
        self.item = ""
        self.measured = ""
        self.made = ""
        self.heard = 0
        self.age = 0
        self.partition = Partition()
        self.accounts = Accounts()
        self.wholes = Wholes()

    @property
    def subject(self) -> str:
        """The name that a clause without its own takes over."""
        return self.own or self.carried or self.described

    def enter(self, text: str, sentence: Span, *, numbered: bool, anew: bool) -> None:
        """Begin a sentence; a new paragraph or item forgets the old subject."""
        self.partition.enter(text, sentence.end, anew=anew)
        self.wholes.enter(text, sentence.end, anew=anew)
        if anew:
            self.accounts.leave()
            self.carried = self.measured = ""
            described = _DESCRIBED.match(text, sentence.start, sentence.end)
            self.described = described.group(1) if described else ""
            self.heading = "" if numbered else text[sentence.start : sentence.end][:40]
            self._enter_item(text, sentence)
        self.age += 1
        if self.age > _LASTS and self.carried.startswith("“"):
            self.carried = ""
        self.own = self.made = ""
        self.last = ""
        self.heard = 0
        self.scene = self.heading

    def _enter_item(self, text: str, sentence: Span) -> None:
        """Take in the name of an item that a sentence is: 1、行政运行（项）. It holds until the next item."""
        start, end = sentence
        marker = _MARKER.match(text, start, end)
        if marker:
            line = _BUDGET_LINE.match(text, marker.end(), end)
            self.item = "".join(line["item"].split()) if line else ""
        if end - start > _LONGEST_HEADING:
            return
        words = text[marker.end() if marker else start : end].strip()
        named = _BUDGET_ITEM.search(words)
        if named is None and marker:
            named = _ITEM.match(words)
        if named:
            self.item = "".join(named[named.lastindex or 0].split())

    def hear(self, words: str) -> None:
        """Take in a clause without numbers; one that says of a thing when or where it began names that thing."""
        if self.made:
            # 成立了公司，打造了嘉年华，占地3亩: what is made next
            self.carried = "" if self.carried == self.made else self.carried
            self.own = self.made = ""
        if founded := _DESCRIBED.match(words):
            words = self.own = founded.group(1)
        elif _SITE.match(words) and self.heard == 1 and (site := _bare_name(self.last)):
            words = self.own = site
        elif made := _MADE.search(words):
            words = self.own = self.made = made["name"]
        self.last = words
        self.heard += 1
        self.scene = f"{self.scene} {words}"[-120:]
        name, lasting = _topic(words)
        if self.heard == 1 and self.carried and not name:
            works = not self.carried.startswith("“")
            if (works and TOPIC_NOISE.match(without_head(HEAD_NOISE, words))) or head_noun(words):
                self.carried = ""  # a sentence that opens with a subject, or a work, of its own
        if name.startswith("“") or not self.carried.startswith("“"):
            self.carried = name if lasting else self.carried
            self.age = 0 if name else self.age
        if name and (name.startswith("“") or not self.own.startswith("“")):
            self.own = name

    def hear_numbered(self, words: str) -> None:
        """Take in the words before the first number of a clause: a quoted name stays in force."""
        quoted = _QUOTED.match(without_head(TOPIC_NOISE, without_head(HEAD_NOISE, words[:80])))
        if quoted and len(quoted.group()) <= 14:
            self.carried = self.own = quoted.group()
            self.age = 0
        elif (house := _HOUSE.match(without_head(HEAD_NOISE, words[:80]))) and not leading_verb(
            house["name"]
        ):
            self.own = house["name"]


def _bare_name(words: str) -> str:
    """A clause that only names a thing, of which the next one says where it lies: 云岭采摘园，位于云溪村."""
    name = without_head(HEAD_NOISE, words)
    return name if 2 <= len(name) <= _LONGEST_NAME and not (leading_verb(name) or head_noun(name)) else ""


def _topic(words: str) -> tuple[str, bool]:
    """The proper name a clause puts before the reader, and whether later sentences stand under it."""
    words = squeezed(words)
    quoted = _QUOTED.search(words)
    if quoted:
        return quoted.group(), True
    if not _NAME_END.search(words, 2):
        return "", False
    plain = without_head(TOPIC_NOISE, without_head(HEAD_NOISE, words))
    owner = _OWNER.match(plain)
    if owner and (owned := _OWNED.match(plain[owner.end() :])):
        return owned.group(), False
    named = _NAMED.match(plain) if _NAME_END.search(plain, 2, _LONGEST_NAME) else None
    if named and named.group().endswith(_NO_NAME):
        return "", False
    return (named.group(), named.group().endswith(_LASTING)) if named else ("", False)
