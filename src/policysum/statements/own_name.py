"""The name of a number that has words of its own, with the verb that governs its list and the thing it is a side of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.quantity import signs
from policysum.quantity.model import Kind
from policysum.statements.binding import WINDOW
from policysum.statements.costs import COST_END, SIZE, whole_of
from policysum.statements.lists import counts_its_list, sum_of_list
from policysum.statements.part_names import goes_on_with_part, part_of_owner
from policysum.statements.phrases import BARE_MONEY, MEASURE_END, NOUN_AFTER_LIST, PARTIAL, REALM_HAS
from policysum.statements.property_words import head_noun, leading_verb, without_place, without_verb

if TYPE_CHECKING:
    from policysum.statements.binding import Binding

__all__ = ["goes_on", "own_name", "trade_of"]

_RANK, _MONEY, _COUNT = Kind.RANK, Kind.MONEY, Kind.COUNT
_WORDS = table("indicator_words")
_LISTED = frozenset({Kind.COUNT, Kind.MEASURE, Kind.MONEY})
_THINGS = {Kind.COUNT, Kind.MEASURE}
_OWN_SUBJECT = _WORDS.compiled(r"^\s*{own_subject}|{own_total}{reached}?$")
"""A noun that stands for itself: 全区高新技术企业总数 is not governed by the 新增 before it."""
_STOCK = _WORDS.compiled("{growth_words.stock|own_total}{reached}?$")
_STOCK_REACHED = _WORDS.compiled("{reached}$")
_LISTS_ON = ("、", *_WORDS.words("lists_on"))
_ADVERBS = _WORDS.compiled("{adverb}+$")
"""Words before a number that name nothing: 要全面完成3.4万平方米草坪."""
_PLANNED = _WORDS.words("planned")
_AGAIN_EMPLOYED = _WORDS.words("again")
_ACCOUNT_END = _WORDS.compiled("{account_total}?{account}{account_sum}?$")
_ACCOUNT = _WORDS.compiled("{account}$")
"""Figures that an account has side by side; the sum of a list (收入总计) is of the account as a whole."""
_APPROVED = _WORDS.compiled("^.{2,40}{plan_words.approved}{signs.of}?(?=.*{plan_words.approved_noun}$)")
"""Who approved a budget is no part of its name: 县人大批准的一般公共预算收入."""
_LAST_YEAR = frozenset(table("name_links").words("last_year"))
"""Whose balance is nobody else's: 上年结余2亿元，支出3亿元."""
_TRADE_SIDE = _WORDS.compiled("^{trade_side}$")
_TRADE = _WORDS.compiled("{trade_end}$")
"""Whose sales and profit the next clause gives: 云锦产业加快发展，利润3亿元."""
_BODY_HAS = _WORDS.compiled(
    "^(?!{own_subject})[^，,。；;]{2,40}?{body_end}[）)]?{name_heads.possession}{name_heads.verb_mark}?(?=[^，,。；;]{2,12}$)"
)
"""The body that reports, which has all that is counted: 本部门及所属单位共有车辆."""
_FIRMS = _WORDS.compiled("[^，,、]{2}{firm_end}$")
"""Who has sales and profit of his own: 龙头企业12家，全年实现销售收入3亿元，增长5%."""
_PEOPLE = _WORDS.compiled("^{people_side}$")
"""Who works in the thing counted before: 企业12家，从业人员300人."""
_HERD = frozenset(_WORDS.words("herd_unit"))
"""What animals are counted in, each sort in its own: 牛5头、羊8只."""
_OF_ALL = _WORDS.compiled("^{of_all}$")
"""What a place has as a whole, and no single thing in it: 耕地45亩，总人口3万人."""
_LIST_VERB = _WORDS.compiled("^(?:(?P<whose>[^、，,]{0,12}?){list_has}|(?P<deed>[^、，,]{0,12}?{list_verb}))")
"""What is done to all members of a list, or of whom they are: 延伸抽查甲局、乙局2个单位."""
_CASES, _CASE_UNIT = _WORDS.values("case_verb"), _WORDS.word("case_unit")
"""What a court closes: 审结12件."""
_BARE = 3
_SHORT = 6


def own_name(item: Binding, last: Binding | None, core: str, noun: str, alike: Binding | None = None) -> None:
    """Name a number by the words around it, with the verb that governs its list.

    Args:
        item: The number.
        last: The number before it in its sentence.
        core: The words before it.
        noun: What follows it.
        alike: The last number that counts in the same unit.
    """
    core = without_verb(core) if REALM_HAS.match(core) else core
    core = _APPROVED.sub("", core)
    verb = leading_verb(core)
    if noun and (NOUN_AFTER_LIST.search(item.before[-WINDOW:]) or counts_its_list(item, core)):
        core = verb or _governing(core)
    elif noun and item.before.endswith(_LISTS_ON):
        # 国家中小河流治理、5000亩沙区治理、4万亩黑土地治理: the thing before it has no number, and is another one.
        core, noun = verb, noun.partition("、")[0]
    elif noun and _ADVERBS.match(core):
        core = ""
    core = sum_of_list(_BODY_HAS.sub("", core))
    whole = whole_of(item, last, core, noun)
    if whole is not None:
        core = whole + core
        item.derived = item.derived or bool(whole)
    elif verb:
        item.lead = verb
        core = without_verb(core)
    elif last is not None and last.lead and last.lead not in core and _same_list(item, last):
        item.lead = last.lead
        core = without_verb(item.lead + core)
    short = _says_little(item, last, core, verb) or (last and _ACCOUNT.fullmatch(core))
    if not item.parent and last:
        part = not (noun or verb) and goes_on_with_part(item, last, alike, core)
        _share_parent(
            item, last, alike if part else None, short=len(core) <= _BARE or bool(short and not noun)
        )
    if not item.parent and not noun and short:
        item.parent = _owner(item, last, core) if last else head_noun(item.prior) or item.prior
    item.base = item.indicator = part_of_owner(item, _whole_name(item, last, core, noun))
    if item.quantity.kind is _RANK:
        item.base = without_place(item.base) or item.base


def goes_on(item: Binding, core: str) -> bool:
    """Name a number that goes on from the clause before, if that has a subject."""
    item.parent = item.prior
    subject = head_noun(item.prior)
    if subject:
        item.indicator = subject + core
        item.base = subject if item.quantity.kind is _RANK else item.indicator
    return bool(subject)


def _whole_name(item: Binding, last: Binding | None, core: str, noun: str) -> str:
    """The words before a number and the noun behind it, in the order of a name, with the trade they are of."""
    if not noun and item.quantity.unit == _CASE_UNIT:
        noun = _CASES.get(core, "")
    core = f"{trade_of(item, last, core)}{core}"
    sized = item.after.startswith(signs.OF) and SIZE.match(core)
    return f"{noun}{core}" if noun and (sized or BARE_MONEY.match(core)) else f"{core}{noun}"


def _governing(core: str) -> str:
    """What stands before a list that a number sums up: who has its members, or what is done to all of them."""
    found = _LIST_VERB.match(core)
    return (found["deed"] or found["whose"] or "") if found else ""


def trade_of(item: Binding, last: Binding | None, name: str) -> str:
    """The trade or the firms right before a number whose name says only what they earn; empty elsewhere."""
    if not _TRADE_SIDE.match(name):
        return ""
    if last and last.quantity.kind is _COUNT and not last.boxed and _FIRMS.search(last.base):
        item.parent, item.derived = last.base, True
        return last.base
    if not (item.fresh or last is None):
        return ""
    trade = head_noun(item.prior)
    return trade if _TRADE.search(trade) else ""


def _share_parent(item: Binding, last: Binding, part: Binding | None, *, short: bool) -> None:
    """Give a member of a list the whole that the member before it is of; one behind a part only where its name is short.

    Args:
        item: The number.
        last: The number before it.
        part: One before it, if it is for certain of the same whole.
        short: Whether its name is.
    """
    if part:
        item.parent, item.part = part.parent, True
    elif item.listed and not last.growth and _is_sibling(item, last):
        item.parent = last.parent  # 其中工业类3个、城建类28个
    elif short and last.part and item.measures_like(last):
        item.parent, item.part = last.parent, True  # 其中公立100家，民营165家


def _owner(item: Binding, last: Binding, core: str) -> str:
    """Whose figure a short name is: the number before, or, where that is of its own kind, what that is of.

    当年收入30万元，支出20万元: the expenditure is not one of the receipts.
    """
    if item.quantity.kind is last.quantity.kind is _MONEY:
        whose = _ACCOUNT_END.sub("", MEASURE_END.sub("", last.base))
        return _ACCOUNT_END.sub("", last.parent) if not whose else "" if whose in _LAST_YEAR else whose
    if PARTIAL.match(last.base) and PARTIAL.match(core):
        return last.parent
    whose = MEASURE_END.sub("", last.base)
    if whose != last.base and _PEOPLE.match(core):
        return last.parent
    if whose == last.base and _OF_ALL.match(core):
        return last.parent
    return COST_END.sub("", last.base) if whose == last.base else whose or last.parent


def _says_little(item: Binding, last: Binding | None, core: str, verb: str) -> bool:
    """Whether a name needs the one before it: a side of the thing (产值), or a word too short to stand alone."""
    if PARTIAL.match(core):
        return len(core) <= _SHORT
    if (
        last
        and _PEOPLE.match(core)
        and last.quantity.kind is _COUNT
        and last.quantity.unit != item.quantity.unit
    ):
        return True
    if len(core) > _BARE or (last is None and not verb):
        return False
    return last is None or not _is_sibling(item, last)


def _is_sibling(item: Binding, last: Binding) -> bool:
    """Whether a number is a member of a list that the one before belongs to: 原煤增长17%，焦炭增长22%; 期刊165种、图书200种."""
    alike = item.quantity.unit == last.quantity.unit or {item.quantity.unit, last.quantity.unit} <= _HERD
    stock = _STOCK.search(item.before[-WINDOW:]) is not None  # 新增汽车2万辆，保有量达31万辆
    listed = item.listed or item.quantity.kind in _THINGS
    return alike and not stock and (listed or (item.growth and last.growth))


def _same_list(item: Binding, last: Binding) -> bool:
    """Whether the verb before the last number may govern this one too."""
    if item.quantity.kind is _COUNT and _STOCK_REACHED.search(item.before):
        return False
    if _OWN_SUBJECT.search(item.before[-WINDOW:]) or item.before.lstrip().startswith(_PLANNED):
        return False
    if item.before.endswith(_AGAIN_EMPLOYED):
        return False
    if item.chained:
        alike = last.quantity.kind is item.quantity.kind
        return item.listed and (alike or {last.quantity.kind, item.quantity.kind} == _THINGS)
    like = last.quantity.unit == item.quantity.unit and last.quantity.kind in _LISTED
    return like and last.base[-2:] in item.before
