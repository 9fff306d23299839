"""What a number borrows from the words around its own: from its clause, the clauses before and the items beside it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
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
    "PiecesInOrder",
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


class PiecesInOrder:
    """The pieces of a sentence in order, and what is asked of many of them at once."""

    def __init__(self, pieces: list[Piece]) -> None:
        self.pieces = pieces
        self.words = [piece.words for piece in pieces]
        self.numbers = [piece.number for piece in pieces]
        self.naming = [len(piece.all - CHANGES) > 1 if piece.all else False for piece in pieces]
        """Whether the words of each name something."""
        self.silent = next((at for at, words in enumerate(self.words) if words), len(pieces))
        """How many pieces at its beginning have no words."""
        self.numbered = {piece.clause for piece in pieces if piece.right is not None}
        self._starts = [0]
        for index, (one, other) in enumerate(pairwise(pieces), 1):
            self._starts += [index] * (other.clause - one.clause)
        self._starts.append(len(pieces))

    def clause(self, number: int) -> tuple[int, int]:
        """Where the pieces of a clause begin and end."""
        return self._starts[number], self._starts[number + 1]


@dataclass(slots=True)
class View:
    """A number among the pieces of its sentence; those of its clause are `[opens, closes)`."""

    row: PiecesInOrder
    index: int
    opens: int
    closes: int
    quantity: Quantity
    head: int
    after: Piece
    listed: Listed | None


def add_modifiers(context: MentionContext, view: View, own: Piece) -> None:
    """The modifiers of the item before, if the number's own noun begins with a word of it: they are of both."""
    if not own.split or own.left is None or own.left.unit != view.quantity.unit:
        return
    before, noun = view.row.words[view.index - 1], own.rear_words
    at = before.rfind(noun[:_WORD]) if len(noun) >= _WORD else -1
    if at > 0 and len(noun) <= _LONGEST_NOUN:
        context.add(grams(before[: at + _WORD]), _MODIFIED)


def add_predicate(context: MentionContext, view: View) -> None:
    """The clauses after a number that opens its sentence: it is the subject of them too, up to a number that opens one."""
    for piece in view.row.pieces[view.closes : view.index + 1 + _REACH_ON]:
        if not piece.words:
            break
        context.add(piece.all, _PREDICATE)


def add_spent_on(context: MentionContext, view: View) -> None:
    """The clause after an investment, if nothing before it says what it is of."""
    pieces = view.row.pieces
    clause = pieces[view.index].clause
    for piece in pieces[view.closes : view.index + 1 + _REACH_ON]:
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
    row, index = view.row, view.index
    clause = row.pieces[index].clause
    _add_numbers(context, view)
    first = max(0, index - REACH_BACK)
    for piece in row.pieces[first : view.opens]:
        if piece is row.pieces[view.head]:
            continue
        weight = _before(piece, clause, row.numbered, weights.before)
        if weights.silent and piece.clause == clause - 1:
            weight = max(weight, weights.before)
            if not context.own:
                context.inherited = piece.all - CHANGES
        context.add(piece.all, weight)
    named = (index, view.head, index + 1)  # they are weighed by themselves
    for at in range(max(first, view.opens), min(view.closes, index + _REACH_ON)):
        piece = row.pieces[at]
        if piece.all and at not in named:
            context.add(piece.all, _in_clause(view, at, piece, weights))


def _add_numbers(context: MentionContext, view: View) -> None:
    """The numbers of a number's clause, which may belong to its name: 超20亿元的企业4户, 60岁以上、80岁以上分别71%、64%."""
    row = view.row
    first, stop = max(view.opens, view.index - REACH_BACK), min(view.closes, view.index + _REACH_ON)
    context.thresholds = frozenset(filter(None, row.numbers[first:stop]))
    before = row.numbers[view.index - 1] if row.pieces[view.index].left is not None else ""
    beside = [before, view.after.number]
    if view.listed is not None:  # the numbers beside it are other members'
        unit = view.quantity.unit
        near = row.pieces[first:stop]
        names = [piece.right for piece in near if piece.right is not None and piece.right.unit != unit]
        numbers = sum(piece.right is not None for piece in near) if names else 0
        each = 2 * len(names) == numbers and view.listed.place < len(names)
        beside = [token(names[view.listed.place])] if each else []
    context.add(frozenset(filter(None, beside)), OWN)


def _in_clause(view: View, at: int, piece: Piece, weights: Weights) -> float:
    """The weight of other words of the number's own clause."""
    if at == view.index - 1 and weights.elliptic and view.listed is None:
        return ELLIPTIC
    if at > view.index:
        return _SHARED_TAIL if weights.shared_tail else _CLAUSE_AFTER
    another = piece.right is not None and piece.right.unit == view.quantity.unit
    # 开工建设10万平方米住宅、5万平方米小区: where the nouns stand behind, the verb before the first number is of all.
    verb = piece.left is None and weights.noun_behind and view.row.pieces[at + 1].split
    return _NEIGHBOUR if another and not verb else _CLAUSE_BEFORE


def inherit(context: MentionContext, view: View, *, silent: bool) -> None:
    """An elliptic number (同比增长, 比上年增加) is per head or of a level if what it goes on from is."""
    row = view.row
    first, _ = row.clause(max(0, row.pieces[view.index].clause - silent))
    before = row.words[max(first, view.index - REACH_BACK) : view.index]
    carried, own = facets("|".join(before)), context.facets
    if carried.qualifiers or carried.levels or carried.sides:
        context.facets = own._replace(
            qualifiers=own.qualifiers | carried.qualifiers,
            levels=own.levels or carried.levels,
            sides=own.sides or carried.sides,
        )


def silent_before(view: View) -> bool:
    """Whether nothing in the clause up to the number says what it measures."""
    return not any(view.row.naming[max(view.opens, view.index - REACH_BACK) : view.index + 1])


def _before(piece: Piece, clause: int, numbered: set[int], earlier: float) -> float:
    """The weight of the words of an earlier clause; `earlier` is that of the clause before, if it has a number."""
    back = clause - piece.clause
    if piece.clause not in numbered:
        return _FREE_BACK[min(back, len(_FREE_BACK)) - 1]
    return earlier if back == 1 else OWNED
