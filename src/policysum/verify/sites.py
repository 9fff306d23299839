"""Which words of a sentence belong to which of its numbers, and how much."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from policysum.quantity import Kind, Quantity, Span, clauses
from policysum.verify.wording import CHANGES, grams, levels, qualifiers, scopes, unquoted

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Site", "measures", "sites"]

# How much the words of each place name a number. Found by random search over the three open gold reports,
# then rounded; see BENCHMARKS.md for what that buys.
_OWN = 1.0  # between the number before, or the comma, and this number
_AFTER = 0.75  # behind the number, up to the comma or to the next number
_LISTED = 0.4  # the other items of a 分别 list, without what all items share
_CLAUSE_BEFORE = 0.9  # earlier in the same clause
_NEIGHBOUR = 0.5  # … if they name another number of the same unit
_CLAUSE_AFTER = 0.65  # later in the same clause
_SHARED_TAIL = 0.8  # … after a list whose numbers come first: 15家A档企业、2家B档企业优先完成供地
_ELLIPTIC = 0.95  # the clause before, where the own words say next to nothing (同比增长, 复审)
_TOPIC = 0.95  # … if that clause has no number itself: 进出口总值创新高，达到5379亿元
_SHORT = 0.7  # the clause before, where the own words are few
_FREE = 0.55  # an earlier clause of the sentence without numbers: the topic
_FREE_STEP = 0.07  # … and less for each clause between
_FREE_LEAST = 0.35
_OWNED = 0.4  # an earlier clause that has its own number

_NOT_MEASURED = frozenset({Kind.DATE, Kind.ORDINAL, Kind.DOCNUMBER, Kind.NAME, Kind.OTHER})
_JOINT = re.compile("、|以及|(?<![共饱温缓])和(?![谐平睦])|(?<![参赠])与|(?<![普涉波危])及(?![格时早])")
_FROM_TO = re.compile(
    r"[\s，,|年月末底的]*(?:稳步|快速|逐年|再)?"
    r"(?:(?:增长|增加|提高|提升|上升|扩大|下降|减少|降低|跃升|发展|上调|调整|压减|压缩|缩短|增|升|降|减)[到至为]|[到至])"
    r"[\s|年月末底的约近超过了]*"
)
_SUMS_UP = re.compile("^[^，,]{0,10}[，、,](?:累计|总计|总数|总量)|^(?:累计|总计|总数|总量)")
_SUM_REACH = 20
_COMPARED = re.compile(
    r"[\s，,|]*(?:低于|高于|超过|快于|慢于|好于|优于|多于|少于|大于)(?:全市|全省|全国|全区|全县|全大市)?(?:平均水平|平均)?[的为]?"
)
_PAIRS = {
    "城乡": ("城镇", "农村"),
    "进出口": ("进口", "出口"),
    "存贷款": ("存款", "贷款"),
    "内外资": ("内资", "外资"),
    "出入境": ("出境", "入境"),
    "产销": ("产", "销"),
    "男女": ("男性", "女性"),
    "水电气": ("水", "电", "气"),
}
_RESPECTIVELY = ("分别", "依次")
_STOPS = frozenset("，,。；;、（(）)！？\n")
_SHORT_WORDS = 5
_FEW = 2
_NOUN_REACH = 10
# A sentence of ten thousand numbers must not take a hundred million steps.
_REACH_BACK = 12
_REACH_ON = 6
_NOUN_AFTER = 1


@dataclass(slots=True)
class Site:
    """What surrounds one number.

    `weights` says how much each pair of characters names the number. `own` and `behind` are two readings of
    which words belong to it alone, for asking what else those words say; `inherited` are those of the clause
    before, where there are none. `place` is the number's place in a
    分别 list, counted from 0. `scopes`, `qualifiers` and `levels` are those of its own words (全省, 人均, 市级); `compared` marks
    a number that another is compared with (低于全市的50.2%). `part` marks a number that is
    summed up behind (建成8.9万亩、累计达到120.5万亩) and `whole` the sum. `item` is its own item of a 分别 list, `others` are the rest.
    """

    weights: dict[str, float] = field(default_factory=dict)
    own: frozenset[str] = frozenset()
    behind: frozenset[str] = frozenset()
    inherited: frozenset[str] = frozenset()
    place: int = -1
    scopes: frozenset[str] = frozenset()
    qualifiers: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    compared: bool = False
    part: bool = False
    whole: bool = False
    item: str = ""
    others: tuple[str, ...] = ()

    def add(self, pairs: frozenset[str], weight: float) -> None:
        """Words of a place; a pair keeps the largest weight it has anywhere."""
        weights = self.weights
        for pair in pairs:
            if weights.get(pair, 0.0) < weight:
                weights[pair] = weight


@dataclass(slots=True)
class _Piece:
    """Words between two numbers, or between a number and the edge of its clause."""

    words: str
    clause: int
    left: Quantity | None
    right: Quantity | None
    all: frozenset[str] = frozenset()
    front: frozenset[str] = frozenset()
    rear: frozenset[str] = frozenset()
    rear_words: str = ""
    front_words: str = ""
    split: bool = False


def measures(quantity: Quantity) -> bool:
    """Whether a quantity measures something, rather than dating, numbering or naming it."""
    return quantity.kind not in _NOT_MEASURED


def sites(text: str, sentence: Span, inside: Sequence[Quantity]) -> list[tuple[Quantity, Site]]:
    """The site of every measuring number of a sentence.

    Args:
        text: The source.
        sentence: The range of the sentence.
        inside: All quantities of the sentence, in order.

    Returns:
        Pairs of a quantity and its site, in order.
    """
    pieces = _pieces(text, sentence, inside)
    numbered = {piece.clause for piece in pieces if piece.right is not None}
    listed = _lists(pieces)
    found: list[tuple[Quantity, Site]] = []
    for index, piece in enumerate(pieces):
        if piece.right is None:
            continue
        site = _site(_view(pieces, index, numbered, listed))
        if found and _SUMS_UP.search(piece.words):
            last, before = found[-1]
            if last.unit == piece.right.unit and piece.right.start - last.end <= _SUM_REACH:
                before.part, site.whole = True, True
        found.append((piece.right, site))
    return found


def _pieces(text: str, sentence: Span, inside: Sequence[Quantity]) -> list[_Piece]:
    values = [item for item in inside if measures(item)]
    masks = [item for item in inside if not measures(item) and item.kind is not Kind.NAME]
    pieces: list[_Piece] = []
    at = 0
    for number, clause in enumerate(clauses(text, sentence)):
        begin = clause.start
        left: Quantity | None = None
        while at < len(values) and values[at].start < clause.end:
            pieces.append(_piece(text, Span(begin, values[at].start), number, masks, (left, values[at])))
            left = values[at]
            begin = left.end
            at += 1
        pieces.append(_piece(text, Span(begin, max(begin, clause.end)), number, masks, (left, None)))
    return pieces


def _piece(
    text: str, span: Span, clause: int, masks: list[Quantity], sides: tuple[Quantity | None, Quantity | None]
) -> _Piece:
    parts = []
    at = span.start
    first = bisect_left(masks, span.start, key=lambda mask: mask.start)
    for mask in masks[first : bisect_left(masks, span.end, key=lambda mask: mask.start)]:
        parts.append(text[at : mask.start])
        at = max(at, mask.end)
    parts.append(text[at : span.end])
    words = "|".join(parts)
    left, right = sides
    piece = _Piece(words, clause, left, right, all=grams(words))
    piece.front = piece.rear = piece.all
    piece.front_words = piece.rear_words = words
    if left is not None and right is not None:
        _split(piece, left, right)
    return piece


def _split(piece: _Piece, left: Quantity, right: Quantity) -> None:
    """Divide the words between two numbers at a joint (、和): 8家(…)和飞地平台3家, 20名指导员和25名人才."""
    joints = list(_JOINT.finditer(piece.words))
    if not joints:
        return
    first, last = joints[0], joints[-1]
    at_edge = first.start() == 0 or last.end() == len(piece.words)
    if left.unit != right.unit and not at_edge:
        return
    joint = first if first.start() == 0 else last
    piece.front_words, piece.rear_words = piece.words[: joint.start()], piece.words[joint.end() :]
    piece.front, piece.rear = grams(piece.front_words), grams(piece.rear_words)
    piece.split = True


@dataclass(slots=True)
class _List:
    """A number's place in a 分别 series, the items the series runs over (may be none; each alone
    and in full), and the words all share."""

    place: int
    items: list[tuple[str, str]]
    shared: str


def _lists(pieces: list[_Piece]) -> dict[int, _List]:
    """The 分别 series of a sentence, by where each of their numbers starts.

    Items and numbers of the same count, side by side, need no 分别: 游客人次、总花费增长5.6%、7.5%.
    """
    found: dict[int, _List] = {}
    for index, piece in enumerate(pieces):
        if piece.right is None:
            continue
        at = max(piece.words.rfind(word) for word in _RESPECTIVELY)
        if at < 0 and not _JOINT.search(piece.words):
            continue
        series = _series(pieces, index)
        if len(series) < 2:
            continue
        told = _told(pieces, index, at, len(series))
        if told is None:
            continue
        items, shared = told
        for place, quantity in enumerate(series):
            found[quantity.start] = _List(place, _whole_items(items), shared)
    return found


def _told(pieces: list[_Piece], index: int, at: int, wanted: int) -> tuple[list[str], str] | None:
    """The items of a series and the words that all of its numbers share."""
    piece = pieces[index]
    if at < 0:
        items, _ = _items([piece.words], wanted)
        listed = bool(items) and len(_parts(piece.words)) == wanted and all(map(grams, items))
        return (items, "") if listed else None
    own = piece.words[:at]
    start = index
    while start > 0 and pieces[start - 1].clause == piece.clause:
        start -= 1
    whole = "|".join([*(earlier.words for earlier in pieces[start:index]), own])
    before = [own, whole, *(earlier.words for earlier in reversed(pieces[max(0, index - 6) : index]))]
    told_in_one = None if len(_parts(own)) == wanted else _pair(own, wanted)
    items, place = told_in_one or _items(before, wanted)
    return items, piece.words[at + 2 :] if place in {0, 1} else piece.words


def _series(pieces: list[_Piece], index: int) -> list[Quantity]:
    first = pieces[index]
    assert first.right is not None
    series = [first.right]
    for piece in pieces[index + 1 :]:
        same = (
            piece.right is not None and piece.clause == first.clause and piece.right.unit == first.right.unit
        )
        if not same or piece.all:
            break
        assert piece.right is not None
        series.append(piece.right)
    return series


def _pair(words: str, wanted: int) -> tuple[list[str], int] | None:
    """Two items told in one word: 城乡居民收入分别增长4.4%、5.6%."""
    for both, pair in _PAIRS.items():
        if wanted == len(pair) and both in words:
            return [words.replace(both, one) for one in pair], 0
    return None


def _items(texts: list[str], wanted: int) -> tuple[list[str], int]:
    """The last `wanted` members of the nearest enumeration that has as many; and whose it is, or -1."""
    for at, words in enumerate(texts):
        parts = _parts(words)
        if len(parts) >= wanted:
            return parts[-wanted:], at
    return [], -1


def _parts(words: str) -> list[str]:
    return [part for part in _JOINT.split(words.strip("、和与及，,的 |")) if part.strip()]


def _whole_items(items: list[str]) -> list[tuple[str, str]]:
    """Each item as it stands, and in full: what the first begins with and the last ends with may be shared.

    Where those words begin and end is told by length alone: 食品、药品抽检合格率, 入境游客数量和花费.
    """
    if len(items) < 2:
        return []
    inner = sorted(map(len, items[1:-1]))
    usual = inner[len(inner) // 2] if inner else 0
    lead = items[0][: max(0, len(items[0]) - (usual or len(items[-1])))]
    tail = items[-1][usual or len(items[0]) :]
    cores = [items[0][len(lead) :], *items[1:-1], items[-1][: len(items[-1]) - len(tail)]]
    return [(core, lead + core + tail) for core in cores]


@dataclass(frozen=True, slots=True)
class _View:
    """A number among the pieces of its sentence."""

    pieces: list[_Piece]
    index: int
    numbered: set[int]
    quantity: Quantity
    head: int
    after: _Piece | None
    listed: _List | None


def _view(pieces: list[_Piece], index: int, numbered: set[int], listed: dict[int, _List]) -> _View:
    quantity = pieces[index].right
    assert quantity is not None
    after = pieces[index + 1] if index + 1 < len(pieces) and pieces[index + 1].left is quantity else None
    return _View(
        pieces, index, numbered, quantity, _head(pieces, index, quantity), after, listed.get(quantity.start)
    )


def _site(view: _View) -> Site:
    own, head = view.pieces[view.index], view.pieces[view.head]
    site = Site(own=head.rear)
    if view.listed is not None:
        site.place = view.listed.place
    if view.listed is not None and view.listed.items:
        _add_items(site, view.listed)
    else:
        site.add(head.rear, _OWN)
    site.scopes = scopes(own.rear_words or head.rear_words)
    site.qualifiers = qualifiers(head.rear_words)
    site.levels = levels(head.rear_words)
    site.compared = bool(_COMPARED.fullmatch(own.words))
    noun_behind = _noun_behind(view.after)
    if view.after is not None:
        _add_after(site, view.after, noun_behind=noun_behind)
    elliptic = not noun_behind and len(site.own - CHANGES) <= 1
    short = not noun_behind and len(site.own) <= _SHORT_WORDS
    silent = elliptic and _silent_before(view)
    if elliptic:
        _inherit(site, view, silent=silent)
    earlier = _SHORT if own.words.startswith("其中") else _ELLIPTIC if silent else _OWNED if elliptic else _SHORT if short else _OWNED
    first = max(0, view.index - _REACH_BACK)
    for at, piece in enumerate(view.pieces[first : view.index + _REACH_ON], start=first):
        if at in {view.index, view.head} or piece is view.after:
            continue
        if piece.clause > own.clause:
            break
        if piece.clause != own.clause:
            if silent and not site.own and piece.clause == own.clause - 1:
                site.inherited = piece.all - CHANGES
            told = silent and piece.clause == own.clause - 1 and piece.clause not in view.numbered
            site.add(piece.all, _TOPIC if told else _before(piece, own.clause, view.numbered, earlier))
        elif at == view.index - 1 and elliptic and view.listed is None:
            site.add(piece.all, _ELLIPTIC)
        elif at > view.index:
            site.add(
                piece.all, _SHARED_TAIL if noun_behind and view.after and view.after.split else _CLAUSE_AFTER
            )
        else:
            another = piece.right is not None and piece.right.unit == view.quantity.unit
            site.add(piece.all, _NEIGHBOUR if another else _CLAUSE_BEFORE)
    return site


def _inherit(site: Site, view: _View, *, silent: bool) -> None:
    """An elliptic number (同比增长, 比上年增加) is per head or of a level if what it goes on from is."""
    clause = view.pieces[view.index].clause - silent
    before = [piece.words for piece in view.pieces[max(0, view.index - _REACH_BACK) : view.index]
              if piece.clause >= clause]
    words = "|".join(before)
    site.qualifiers |= qualifiers(words)
    site.levels = site.levels or levels(words)


def _silent_before(view: _View) -> bool:
    """Whether nothing in the clause up to the number says what it measures."""
    clause = view.pieces[view.index].clause
    at = view.index
    while at >= 0 and view.pieces[at].clause == clause:
        if len(view.pieces[at].all - CHANGES) > 1:
            return False
        at -= 1
    return True


def _add_after(site: Site, after: _Piece, *, noun_behind: bool) -> None:
    """The words behind the number: of another subject, or the very thing it counts."""
    site.add(after.front, _OWN if after.split else _AFTER)
    behind = after.front if after.split else grams(after.words[:_NOUN_REACH])
    if after.split and noun_behind:
        site.levels = site.levels or levels(after.front_words)
    if noun_behind and len(site.own) <= _FEW:
        # Only a verb, if anything, stands before: 组织20名科技扶贫指导员.
        site.own = site.own | behind
        site.add(behind, _OWN)
    elif after.split or after.right is None:
        site.behind = behind


def _before(piece: _Piece, clause: int, numbered: set[int], earlier: float) -> float:
    """The weight of the words of an earlier clause; `earlier` is that of the clause before, if it has a number."""
    if piece.clause not in numbered:
        return max(_FREE_LEAST, _FREE - _FREE_STEP * (clause - piece.clause - 1))
    return earlier if piece.clause == clause - 1 else _OWNED


def _head(pieces: list[_Piece], index: int, quantity: Quantity) -> int:
    """The piece that names the number: its own, or that of the first of its series (33位、17位; 从…增长到…)."""
    head = index
    while head > 0 and index - head < _REACH_BACK:
        piece = pieces[head]
        if piece.left is None:
            back = pieces[head - 1].left if _carries(piece.words) else None
            if back is None or back.unit != quantity.unit or pieces[head - 1].all:
                break
            head -= 2
            continue
        bare = not piece.all
        if piece.left.unit != quantity.unit or not (bare or _carries(piece.words)):
            break
        head -= 1
    return max(head, 0)


def _carries(words: str) -> bool:
    """Whether the words only lead from one number of an indicator to the next: 增长到, 低于全市的."""
    return bool(_FROM_TO.fullmatch(words) or _COMPARED.fullmatch(words))


def _noun_behind(after: _Piece | None) -> bool:
    """Whether the number is followed by the noun it counts: 53家A、B档企业."""
    return after is not None and after.words[:1] not in _STOPS and len(after.front) >= _NOUN_AFTER


def _add_items(site: Site, listed: _List) -> None:
    """Give a number of a 分别 series its own item, the shared words, and a little of the other items."""
    site.own = grams(listed.items[listed.place][1]) | grams(listed.shared)
    site.add(site.own, _OWN)
    site.item = unquoted(listed.items[listed.place][0])
    site.others = tuple(unquoted(core) for at, (core, _) in enumerate(listed.items) if at != listed.place)
    for at, (core, _) in enumerate(listed.items):
        if at != listed.place:
            site.add(grams(core), _LISTED)
