"""Which words of a sentence belong to which of its numbers, and how much."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from policysum.lexicon import Phrase, table
from policysum.quantity import Kind, signs
from policysum.statements.contexts.borrowed import (
    ELLIPTIC,
    OWN,
    OWNED,
    REACH_BACK,
    PiecesInOrder,
    View,
    Weights,
    add_around,
    add_modifiers,
    add_predicate,
    add_spent_on,
    inherit,
    silent_before,
)
from policysum.statements.contexts.enumerations import Listed, members_of, places_of, series_of
from policysum.statements.contexts.joints import AMONG, says
from policysum.statements.contexts.mention_context import MentionContext
from policysum.statements.contexts.name_normalization import (
    CHANGES,
    WHOLE_NAMES,
    cores,
    facets,
    grams,
    unquoted,
)
from policysum.statements.contexts.spans_between import Piece, pieces_of
from policysum.statements.contexts.wholes_and_parts import parts_of, wholes_of
from policysum.statements.property_words import follower

if TYPE_CHECKING:
    from collections.abc import Sequence

    from policysum.quantity import Quantity, Span

__all__ = ["contexts"]

# How much the words of each place name a number. Found by random search over the three open gold reports,
# then rounded; see BENCHMARKS.md for what that buys.
_AFTER = 0.75  # behind the number, up to the comma or to the next number
_LISTED = 0.4  # the other items of a 分别 list, without what all items share
_AS_PART = 0.88  # … where the number is a part of it: 进出口增长5.6%，其中出口增长10.8%
_SHORT = 0.7  # the clause before, where the own words are few

_SUM_REACH = 20
_STOPS = frozenset("，,。；;、（(）)！？\n")
_SHORT_WORDS = 5
_FEW = 2
_NOUN_REACH = 10
# A sentence of ten thousand numbers must not take a hundred million steps.
_MOST_ITEMS = 20
"""Items of a list before and after a number's own that are looked at."""
_NOUN_BETWEEN = 16
_AMONG = Phrase("claim_context", rf"\s?(?P<thing>[^\s，,、。；;]{{1,24}}?)\s?{AMONG}\s?")
_AMONG_WORDS = table("claim_context").words("among")
_STOP = re.compile(r"[，,。；;、（(]")
_SPENDING = Phrase("claim_context", r"[\u3400-\u9fff]{0,4}{spending}")
"""All that stands before an amount that was spent: 资金, 投入资金."""
_OPEN, _CLOSED = ("（", "("), ("）", ")")


def contexts(text: str, sentence: Span, inside: Sequence[Quantity]) -> list[tuple[Quantity, MentionContext]]:
    """The context of every measuring number of a sentence.

    Args:
        text: The source.
        sentence: The range of the sentence.
        inside: All quantities of the sentence, in order.

    Returns:
        Pairs of a quantity and its context, in order.
    """
    pieces = pieces_of(text, sentence, inside)
    row = PiecesInOrder(pieces)
    listed = series_of(pieces)
    members, places = members_of(pieces), places_of(pieces)
    found: list[tuple[Quantity, MentionContext]] = []
    wholes, parts = wholes_of(pieces), parts_of(pieces)
    for index, piece in enumerate(pieces):
        if piece.right is None:
            continue
        context = _context(_view(row, index, listed))
        if piece.right.start in members:
            item, others = members[piece.right.start]
            context.item, context.others = unquoted(item), tuple(map(unquoted, others))
        if context.place is None:
            context.place = places.get(piece.right.start)
        whole = wholes.get(index)
        if whole is not None:
            context.add(whole, _AS_PART)
        if index in parts:
            named = context.own - (parts[index][1] | parts[index][0])
            context.parted = (parts[index][0] - parts[index][1]) | named
        if found and says(piece.words).sums_up:
            last, before = found[-1]
            if last.unit == piece.right.unit and piece.right.start - last.end <= _SUM_REACH:
                before.part, context.whole = True, True
        found.append((piece.right, context))
    contexts_at = {quantity.start: context for quantity, context in found}
    _part_predicates(pieces, contexts_at)
    _count_among(pieces, contexts_at)
    _compare_nouns(found)
    return found


def _count_among(pieces: list[Piece], contexts_at: dict[int, MentionContext]) -> None:
    """What some of the counted are, and what is said of these alone: 512个自然屯中有507个通硬化路."""
    for before, piece, after in zip([pieces[0], *pieces], pieces, pieces[1:], strict=False):
        one = piece.left or (before.left if before.right is None else None)
        if one is None or piece.right is None or one.unit != piece.right.unit:
            continue
        words = piece.words if piece.left else f"{before.words}{piece.words}"
        among = _AMONG.fullmatch(words) if any(map(words.__contains__, _AMONG_WORDS)) else None
        if among is None or not one.kind is piece.right.kind is Kind.COUNT:
            continue
        thing, first, second = among["thing"], contexts_at[one.start], contexts_at[piece.right.start]
        said = _STOP.split(after.words, maxsplit=1)[0][:_NOUN_REACH]
        again = next((size for size in range(len(thing), 1, -1) if said.startswith(thing[-size:])), 0)
        first.noun = f"{thing}{among['within']}"
        second.noun = f"{first.noun}{second.noun}"
        first.unsaid = second.predicate = said[again:].strip()


def _part_predicates(pieces: list[Piece], contexts_at: dict[int, MentionContext]) -> None:
    """What is said of the second of two counts and not of the first: 60个县级重点项目竣工38个."""
    for piece in pieces:
        one, other = piece.left, piece.right
        if one is None or other is None or piece.split or one.unit != other.unit:
            continue
        first, second = contexts_at[one.start], contexts_at[other.start]
        more = piece.words.removeprefix(first.noun) if one.kind is other.kind is Kind.COUNT else piece.words
        if first.noun and more != piece.words and grams(more):
            first.unsaid = second.predicate = more


def _compare_nouns(found: list[tuple[Quantity, MentionContext]]) -> None:
    """By what the nouns differ that neighbouring counts of one unit stand before: 100项工程项目和30项研究项目."""
    for (one, context), (other, after) in pairwise(found):
        near = 0 < other.start - one.end <= _NOUN_BETWEEN and one.unit == other.unit
        if near and context.noun and after.noun and not context.others:
            first, second = cores((context.noun, after.noun))
            if first and second:
                context.item, context.others = first, (second,)
                after.item, after.others = second, (first,)


def _view(row: PiecesInOrder, index: int, listed: dict[int, Listed]) -> View:
    piece, after = row.pieces[index], row.pieces[index + 1]
    assert piece.right is not None
    head, quantity = _head(row.pieces, index, piece.right), piece.right
    return View(row, index, *row.clause(piece.clause), quantity, head, after, listed.get(quantity.start))


def _context(view: View) -> MentionContext:
    own, head = view.row.pieces[view.index], view.row.pieces[view.head]
    context, said = MentionContext(own=head.rear), says(own.words)
    if view.listed is not None:
        context.place = view.listed.place
    if view.listed is not None and view.listed.items:
        _add_items(context, view.listed)
    elif own.left is not None and own.left.unit == view.quantity.unit and said.part_of:
        context.own = frozenset()
        context.add(head.rear, _AS_PART)
    else:
        context.add(head.rear, OWN)
    context.facets = facets(head.rear_words)
    if own is not head and own.rear_words:
        nearer = facets(own.rear_words)
        context.facets = context.facets._replace(
            scopes=nearer.scopes, spans=nearer.spans, sides=nearer.sides, totals=nearer.totals
        )
    context.compared = said.compared and view.quantity.unit != signs.PERCENT_POINT
    context.refers, context.stretch = said.refers, said.stretch
    noun_behind = _noun_behind(view.after)
    _add_after(context, view.after, noun_behind=noun_behind)
    elliptic = not noun_behind and len(context.own - CHANGES) <= 1 and context.own.isdisjoint(WHOLE_NAMES)
    silent = elliptic and silent_before(view)
    if elliptic:
        inherit(context, view, silent=silent)
    short = not noun_behind and len(context.own) <= _SHORT_WORDS
    part = silent and said.parted is not None and not said.parted[0]
    before = _AS_PART if part else ELLIPTIC if silent else _SHORT if short and not elliptic else OWNED
    shared_tail = noun_behind and view.after.split
    add_around(context, view, Weights(before, silent, elliptic, shared_tail, noun_behind))
    _add_beyond(context, view, own, noun_behind=noun_behind)
    return context


def _add_beyond(context: MentionContext, view: View, own: Piece, *, noun_behind: bool) -> None:
    """What a number borrows from the item before it and from the clauses behind it, and the noun that it counts."""
    if view.listed is None:
        add_modifiers(context, view, own)
    if context.own and not context.behind and _SPENDING.fullmatch(view.row.pieces[view.head].rear_words):
        add_spent_on(context, view)
    if noun_behind:
        context.noun = follower(view.after.front_words)
    if noun_behind and view.index < view.row.silent:
        add_predicate(context, view)


def _add_after(context: MentionContext, after: Piece, *, noun_behind: bool) -> None:
    """The words behind the number: of another subject, or the very thing it counts; those of a part are none of its."""
    parted = says(after.words).parted if after.right is not None else None
    if parted:
        context.add(grams(after.words[: parted[0]]), _AFTER)
        return
    context.add(after.front, OWN if after.split else _AFTER)
    if after.words[:1] in _CLOSED:
        return  # 20项任务（0.5分）由市卫健委牵头: what follows the bracket is none of the number in it
    behind = after.front if after.split else grams(after.words[:_NOUN_REACH])
    if after.split and noun_behind:
        levels = context.facets.levels or facets(after.front_words).levels
        context.facets = context.facets._replace(levels=levels)
    if noun_behind and len(context.own) <= _FEW:
        # Only a verb, if anything, stands before: 组织20名科技扶贫指导员.
        context.own = context.own | behind
        context.add(behind, OWN)
    elif after.split or after.right is None:
        context.behind = behind


def _head(pieces: list[Piece], index: int, quantity: Quantity) -> int:
    """The piece that names the number: its own, or that of the first of its series (33位、17位; 从…增长到…)."""
    head = index
    while head > 0 and index - head < REACH_BACK:
        piece = pieces[head]
        if piece.left is None:
            back = pieces[head - 1].left if _carries(piece.words, quantity) else None
            if back is None or back.unit != quantity.unit or pieces[head - 1].all:
                break
            head -= 2
            continue
        bare = not piece.all
        if piece.left.unit != quantity.unit or not (bare or _carries(piece.words, quantity)):
            break
        head -= 1
    return max(head, 0)


def _carries(words: str, quantity: Quantity) -> bool:
    """Whether the words only lead from one number of an indicator to the next: 增长到, 低于全市的.

    高于全市平均水平4个百分点 is how far that one is from what it is held against.
    """
    said = says(words)
    return said.leads or (said.compared and quantity.unit != signs.PERCENT_POINT)


def _noun_behind(after: Piece) -> bool:
    """Whether the number is followed by the noun it counts: 53家A、B档企业."""
    return after.words[:1] not in _STOPS and bool(after.front)


def _add_items(context: MentionContext, listed: Listed) -> None:
    """Give a number of a 分别 series its own item, the shared words, and a little of the other items."""
    context.own = grams(listed.items[listed.place][1]) | grams(listed.shared)
    context.add(context.own, OWN)
    context.item = unquoted(listed.items[listed.place][0])
    around = range(max(0, listed.place - _MOST_ITEMS), min(len(listed.items), listed.place + _MOST_ITEMS))
    others = [listed.items[at][0] for at in around if at != listed.place]
    context.others = tuple(map(unquoted, others))
    context.add(frozenset().union(*map(grams, others)), _LISTED)
