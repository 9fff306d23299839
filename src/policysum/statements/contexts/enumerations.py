"""Lists of items and their numbers: 工业、服务业投资分别增长5%、7%."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from policysum.lexicon import Phrase, table
from policysum.quantity import Kind
from policysum.statements.contexts.name_normalization import CHANGES, grams
from policysum.statements.contexts.spans_between import JOINT, Piece
from policysum.statements.lists import members_of as split_into
from policysum.statements.property_words import follower

if TYPE_CHECKING:
    from policysum.quantity import Quantity

__all__ = ["Listed", "members_of", "places_of", "series_of"]

_PAIRS = {word: value.split("|") for word, value in table("claim_context").values("pair").items()}
_BACK = 6
_MOST = 20
"""Members of a list that are compared with each other."""
_TWO = 2
_SHARED = Phrase(
    "claim_context",
    "{reading_words.compared}?(?:{change_verbs.up}|{change_verbs.down})?(?:{reaching}|{bound_cues.prefix})?$",
)
"""What the members of a list share before their numbers."""
_COMMAS = "，, "
_LEAD = 10
"""Characters before numbers that go on from a list in the clause after it: …分别为2480人、2910人，每千人口达3.1人、3.7人."""
_TURNED = Phrase(
    "claim_context",
    "[，,]?{reading_words.compared}?(?:{change_verbs.up}|{change_verbs.down})(?:{aspect}|{bound_cues.prefix})?",
)
"""All that leads to numbers that are of the clauses before, one each: 同比增长5.3%和6.4%."""
_COMPARED = Phrase("claim_context", "[，,]?{than}?{reading_words.compared}")
_LED_BY = Phrase("claim_context", "^{leading}(?=.{2})")
"""What leads to the first item and is no part of it: 对东盟、欧盟进出口分别增长."""
_RESPECTIVELY = table("claim_context").words("dealt")


_DEALT = Phrase("claim_context", "^{dealt}")
_EDGES = Phrase(
    "claim_context", "^(?:[、，, |]|{list_words.joint}|{of})+|(?:[、，, |]|{list_words.joint}|{of})+$"
)


@dataclass(slots=True)
class Listed:
    """A number's place in a 分别 series, the items of the series (may be none), and the words all share.

    Each item is given alone and in full.
    """

    place: int
    items: list[tuple[str, str]]
    shared: str


def series_of(pieces: list[Piece]) -> dict[int, Listed]:
    """The 分别 series of a sentence, by where each of their numbers starts.

    Items and numbers of the same count, side by side, need no 分别: 游客人次、总花费增长5.6%、7.5%.
    """
    found: dict[int, Listed] = {}
    last: list[tuple[str, str]] = []
    listed_in = -1
    for index, piece in enumerate(pieces[:-1]):
        if piece.right is None or pieces[index + 1].right is None or not _leads_on(pieces[index + 1]):
            continue
        if piece.right.start in found:
            continue  # a member of the series before
        at = max(piece.words.rfind(word) for word in _RESPECTIVELY)
        near = piece.clause - listed_in == 1 and len(piece.words) <= _LEAD and not JOINT.search(piece.words)
        goes_on = len(last) >= _TWO and at < 0 and near
        turned = at < 0 and bool(_TURNED.fullmatch(piece.words))
        if at < 0 and len(_parts(piece.words)) < _TWO and not (goes_on or turned):
            continue
        series = _series(pieces, index)
        if len(series) < _TWO:
            continue
        if goes_on and len(series) == len(last):
            items, shared = last, piece.words
        else:
            named = (
                _turned_items(pieces, index, len(series))
                if turned
                else _named_items(pieces, index, at, len(series))
            )
            if named is None:
                continue
            items, shared = _whole_items(named[0]), named[1]
            last = items
        listed_in = piece.clause
        for place, quantity in enumerate(series):
            found[quantity.start] = Listed(place, items, shared)
    return found


def places_of(pieces: list[Piece]) -> dict[int, int]:
    """The place of each number in a row of numbers of one unit that only joints part: 每亩50元、140元."""
    found: dict[int, int] = {}
    for piece in pieces:
        one, other = piece.left, piece.right
        joined = one is not None and not piece.all and bool(JOINT.search(piece.words))
        if joined and one is not None and other is not None and one.unit == other.unit:
            found[other.start] = found.setdefault(one.start, 0) + 1
    return found


def members_of(pieces: list[Piece]) -> dict[int, tuple[str, tuple[str, ...]]]:
    """Of each number of a list whose members stand before their numbers, its own member and the others.

    新建公园A 20座、B 50座: by where each number starts; what the first member begins with is of all.
    """
    found: dict[int, tuple[str, tuple[str, ...]]] = {}
    run: list[Piece] = []
    for piece in [*pieces, None]:
        if piece is not None and piece.right is not None and run and _goes_with(run[-1], piece):
            run.append(piece)
            continue
        if len(run) >= _TWO and all(grams(one.rear_words) - CHANGES for one in run):
            cores = [core for core, _ in _whole_items([one.rear_words for one in run[:_MOST]])]
            for at, one in enumerate(run[:_MOST]):
                if one.right is not None:
                    found[one.right.start] = cores[at], (*cores[:at], *cores[at + 1 :])
        run = [piece] if piece is not None and piece.right is not None and piece.rear else []
    return found


def _goes_with(before: Piece, piece: Piece) -> bool:
    """Whether a number's words are the next member of the list that the number before is in."""
    units = before.right is not None and piece.right is not None and before.right.unit == piece.right.unit
    return units and piece.split and not piece.front_words and bool(piece.rear_words.strip())


def _named_items(pieces: list[Piece], index: int, at: int, wanted: int) -> tuple[list[str], str] | None:
    """The items of a series and the words that all of its numbers share."""
    piece = pieces[index]
    if at < 0:
        own = _SHARED.without(piece.words)
        items = split_into(_EDGES.without(own), wanted)
        return (items, piece.words[len(own) :]) if items and all(map(grams, items)) else None
    own, rest = piece.words[:at], piece.words[at:]
    if by_clause := _clause_items(pieces, index, own, wanted):
        return by_clause, rest
    back = pieces[max(0, index - _BACK) : index]
    whole = "|".join([*(earlier.words for earlier in back if earlier.clause == piece.clause), own])
    before = [own, whole, *(earlier.words for earlier in reversed(back))]
    bare = not grams(own) - CHANGES or _COMPARED.fullmatch(own)
    if bare and (owners := _items_before(back, piece.clause, wanted)):
        return owners, rest
    in_one_word = None if len(_parts(own)) == wanted else _pair(own, wanted)
    items, place = in_one_word or _items(before, wanted)
    return items, _DEALT.without(rest) if place in {0, 1} else piece.words


def _clause_items(pieces: list[Piece], index: int, own: str, wanted: int) -> list[str]:
    """The items of a list that commas part, for some hold 、 themselves: 食品加工业，计算机、通信设备制造业，汽车制造业产值分别增长.

    All but the last end alike, and the last one's own word is followed by what all share.
    """
    before = pieces[max(0, index - wanted + 1) : index]
    if wanted <= _TWO or len(before) < wanted - 1 or len(_parts(own)) == wanted:
        return []
    if any(one.left is not None or one.right is not None for one in before):
        return []
    items = [one.words.strip(_COMMAS) for one in before]
    ends = {item[-1:] for item in items}
    return [*items, own] if len(ends) == 1 and ends.isdisjoint({""}) and ends.pop() in own else []


def _turned_items(pieces: list[Piece], index: int, wanted: int) -> tuple[list[str], str] | None:
    """The items of as many clauses before, if nothing but a verb of change leads to the numbers.

    城镇居民收入4.2万元，农村居民收入2万元，同比增长5.3%和6.4%.
    """
    piece = pieces[index]
    items = _items_before(pieces[max(0, index - _BACK) : index], piece.clause, wanted)
    return (items, piece.words) if items else None


def _series(pieces: list[Piece], index: int) -> list[Quantity]:
    first = pieces[index]
    assert first.right is not None
    series = [first.right]
    for piece in pieces[index + 1 :]:
        if piece.right is None or piece.right.unit != first.right.unit or not _leads_on(piece):
            break
        series.append(piece.right)
    return series


def _leads_on(piece: Piece) -> bool:
    """Whether a list goes on: nothing but a joint stands there, or a verb of change after one: 增长5%、7%和下降2%."""
    return not piece.all or (piece.all <= CHANGES and bool(JOINT.match(piece.words)))


def _items_before(back: list[Piece], clause: int, wanted: int) -> list[str]:
    """The items of the clauses before, a number each: 再就业9519人，困难人员就业2940人，分别完成任务的64.3%、65.4%.

    Or of the clause before, whose numbers stand before what they count: 78个市级和99个县级政府债务率高于100%，分别占19.9%和3.56%.
    """
    last = next((piece.right.unit for piece in reversed(back) if piece.right is not None), "")
    named = [piece for piece in back if piece.right is not None and piece.all]
    before = list(range(clause - wanted, clause))
    for numbered in (named, [piece for piece in named if piece.right and piece.right.unit == last]):
        clauses = [piece.clause for piece in numbered if piece.clause >= before[0]]
        if clauses == before:
            return [piece.words for piece in numbered[-wanted:]]
    counted = [
        piece
        for piece in back
        if piece.clause == clause - 1 and piece.left is not None and piece.left.kind is Kind.COUNT
    ]
    joined = counted[: wanted - 1]
    if len(counted) < wanted or not all(piece.front_words for piece in joined):
        return []
    return [*(piece.front_words for piece in joined), follower(counted[wanted - 1].words)]


def _pair(words: str, wanted: int) -> tuple[list[str], int] | None:
    """Two items named in one word: 城乡居民收入分别增长4.4%、5.6%."""
    for both, pair in _PAIRS.items():
        if wanted == len(pair) and both in words:
            return [words.replace(both, one) for one in pair], 0
    return None


def _items(texts: list[str], wanted: int) -> tuple[list[str], int]:
    """The last `wanted` members of the nearest enumeration that has as many; and whose it is, or -1."""
    for at, words in enumerate(texts):
        if exact := split_into(_EDGES.without(words), wanted):
            return exact, at
        parts = _parts(words)
        if len(parts) >= wanted:
            return parts[-wanted:], at
    return [], -1


def _parts(words: str) -> list[str]:
    return [part for part in JOINT.pattern.split(_EDGES.without(words)) if part.strip()]


def _whole_items(items: list[str]) -> list[tuple[str, str]]:
    """Each item as it stands, and in full: what the first begins with and the last ends with may be shared.

    Where those words begin and end is judged by length alone: 食品、药品抽检合格率, 入境游客数量和花费.
    """
    if len(items) < _TWO:
        return []
    items = [_LED_BY.without(items[0]), *items[1:]]
    inner = sorted(map(len, items[1:-1]))
    usual = inner[len(inner) // 2] if inner else 0
    lead = items[0][: max(0, len(items[0]) - (usual or len(items[-1])))]
    tail = items[-1][usual or len(items[0]) :]
    cores = [items[0][len(lead) :], *items[1:-1], items[-1][: len(items[-1]) - len(tail)]]
    return [(core, lead + core + tail) for core in cores]
