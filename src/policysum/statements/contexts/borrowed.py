"""What a number borrows from the words around its own: from its clause, the clauses before and the items beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from policysum.statements.contexts.name_normalization import CHANGES, facets, grams
from policysum.statements.contexts.spans_between import token

if TYPE_CHECKING:
    from policysum.quantity import Quantity
    from policysum.statements.contexts.enumerations import Listed
    from policysum.statements.contexts.mention_context import MentionContext
    from policysum.statements.contexts.spans_between import Piece

__all__ = [
    "ELLIPTIC",
    "OWN",
    "OWNED",
    "REACH_BACK",
    "View",
    "Weights",
    "add_around",
    "add_modifiers",
    "add_predicate",
    "add_spent_on",
    "inherit",
    "silent_before",
]

# How much the words of each place name a number; the others stand in `contexts`.
OWN = 1.0  # between the number before, or the comma, and this number
_CLAUSE_BEFORE = 0.9  # earlier in the same clause
_NEIGHBOUR = 0.5  # … if they name another number of the same unit
_CLAUSE_AFTER = 0.65  # later in the same clause
_SHARED_TAIL = 0.8  # … after a list whose numbers come first: 15家A档企业、2家B档企业优先完成供地
ELLIPTIC = 0.95  # the clause before, where the own words say next to nothing (同比增长, 复审)
_MODIFIED = 0.9  # what stands before a word that two items of a list share: 现代农业产业园2个、产业集群1个
_SPENT_ON = 0.65  # the clause after an investment that says not what it is of: 投资2.6亿元，实施供水管网改造
_PREDICATE = 0.6  # the clauses after a number that is their subject: 28个县对企业，多征收费用
_FREE_BACK = (
    0.55,
    0.48,
    0.41,
    0.35,
)  # an earlier clause of the sentence without numbers, the nearest first: the topic
OWNED = 0.4  # an earlier clause that has its own number
REACH_BACK = 12
_REACH_ON = 6
_WORD = 2
_LONGEST_NOUN = 8


@dataclass(slots=True)
class View:
    """A number among the pieces of its sentence."""

    pieces: list[Piece]
    index: int
    numbered: set[int]
    quantity: Quantity
    head: int
    after: Piece
    listed: Listed | None


def add_modifiers(context: MentionContext, view: View, own: Piece) -> None:
    """The modifiers of the item before, if the number's own noun begins with a word of it: they are of both."""
    if not own.split or own.left is None or own.left.unit != view.quantity.unit:
        return
    before, noun = view.pieces[view.index - 1].words, own.rear_words
    at = before.rfind(noun[:_WORD]) if len(noun) >= _WORD else -1
    if at > 0 and len(noun) <= _LONGEST_NOUN:
        context.add(grams(before[: at + _WORD]), _MODIFIED)


def add_predicate(context: MentionContext, view: View) -> None:
    """The clauses after a number that opens its sentence: it is the subject of them too, up to a number that opens one."""
    clause = view.pieces[view.index].clause
    first = view.index + 1
    for piece in view.pieces[first : first + _REACH_ON]:
        if piece.clause > clause:
            if not piece.words:
                break
            context.add(piece.all, _PREDICATE)


def add_spent_on(context: MentionContext, view: View) -> None:
    """The clause after an investment, if nothing before it says what it is of."""
    clause = view.pieces[view.index].clause
    first = view.index + 1
    for piece in view.pieces[first : first + _REACH_ON]:
        if piece.clause == clause + 1:
            context.add(piece.all, _SPENT_ON)


class Weights(NamedTuple):
    """What decides the weights of the words around a number.

    `before` is that of the clause before, if it has a number; `silent` and `elliptic` say that nothing in the
    clause, or before the number, names it; `noun_behind` that the noun it counts follows it, `shared_tail` that this
    is the noun of a whole list.
    """

    before: float
    silent: bool
    elliptic: bool
    shared_tail: bool
    noun_behind: bool


def add_around(context: MentionContext, view: View, weights: Weights) -> None:
    """The other words of the number's own clause, before it and behind, and those of earlier clauses."""
    index, clause = view.index, view.pieces[view.index].clause
    _add_numbers(context, view)
    first = max(0, index - REACH_BACK)
    before = clause - 1
    for at, piece in enumerate(view.pieces[first : index + _REACH_ON], start=first):
        if at in {index, view.head} or piece is view.after:
            continue
        if piece.clause > clause:
            break
        if piece.clause == clause:
            if piece.all:
                context.add(piece.all, _in_clause(view, at, piece, weights))
            continue
        weight = _before(piece, before + 1, view.numbered, weights.before)
        if weights.silent and piece.clause == before:
            weight = max(weight, weights.before)
            if not context.own:
                context.inherited = piece.all - CHANGES
        context.add(piece.all, weight)


def _add_numbers(context: MentionContext, view: View) -> None:
    """The numbers of a number's clause, which may belong to its name: 超20亿元的企业4户, 60岁以上、80岁以上分别71%、64%."""
    own, after = view.pieces[view.index], view.after
    near = view.pieces[max(0, view.index - REACH_BACK) : view.index + _REACH_ON]
    context.thresholds = frozenset(
        [piece.number for piece in near if piece.number and piece.clause == own.clause]
    )
    beside = [own.left, after.right]
    if view.listed is not None:  # the numbers beside it are other members'
        numbers = [piece.right for piece in near if piece.right is not None and piece.clause == own.clause]
        names = [number for number in numbers if number.unit != view.quantity.unit]
        each = 2 * len(names) == len(numbers) and view.listed.place < len(names)
        beside = [names[view.listed.place]] if each else []
    context.add(frozenset(token(number) for number in beside if number is not None), OWN)


def _in_clause(view: View, at: int, piece: Piece, weights: Weights) -> float:
    """The weight of other words of the number's own clause."""
    if at == view.index - 1 and weights.elliptic and view.listed is None:
        return ELLIPTIC
    if at > view.index:
        return _SHARED_TAIL if weights.shared_tail else _CLAUSE_AFTER
    another = piece.right is not None and piece.right.unit == view.quantity.unit
    # 开工建设10万平方米住宅、5万平方米小区: where the nouns stand behind, the verb before the first number is of all.
    verb = piece.left is None and weights.noun_behind and view.pieces[at + 1].split
    return _NEIGHBOUR if another and not verb else _CLAUSE_BEFORE


def inherit(context: MentionContext, view: View, *, silent: bool) -> None:
    """An elliptic number (同比增长, 比上年增加) is per head or of a level if what it goes on from is."""
    clause = view.pieces[view.index].clause - silent
    before = [
        piece.words
        for piece in view.pieces[max(0, view.index - REACH_BACK) : view.index]
        if piece.clause >= clause
    ]
    carried, own = facets("|".join(before)), context.facets
    context.facets = own._replace(
        qualifiers=own.qualifiers | carried.qualifiers,
        levels=own.levels or carried.levels,
        sides=own.sides or carried.sides,
    )


def silent_before(view: View) -> bool:
    """Whether nothing in the clause up to the number says what it measures."""
    clause = view.pieces[view.index].clause
    near = view.pieces[max(0, view.index - REACH_BACK) : view.index + 1]
    return not any(piece.clause == clause and len(piece.all - CHANGES) > 1 for piece in near)


def _before(piece: Piece, clause: int, numbered: set[int], earlier: float) -> float:
    """The weight of the words of an earlier clause; `earlier` is that of the clause before, if it has a number."""
    back = clause - piece.clause
    if piece.clause not in numbered:
        return _FREE_BACK[min(back, len(_FREE_BACK)) - 1]
    return earlier if back == 1 else OWNED
