"""The measure of a whole that the sorts it is parted into leave unsaid: 零售额增长6%，其中饮料类增长5%."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.quantity import signs
from policysum.quantity.model import Kind

if TYPE_CHECKING:
    from policysum.statements.binding import Binding

__all__ = ["Partition"]

_MONEY = Kind.MONEY
_WORDS = table("list_words")
_PARTED_BY = _WORDS.compiled("{parted_by}[^，,。；;]{1,12}{parted}$")
"""How a clause parts what was spoken of into sorts: 按控股类型分, 分行业看."""
_MEASURE = _WORDS.compiled("{measure_tail}$")
_AMONG_WHICH = _WORDS.compiled("[^，,。；;]{2,24}{among_which}$")
"""A clause that only says among what the numbers after it are: 在支柱行业中."""
_SORT = _WORDS.compiled("{sort_end}$")
_OF_WHOLE = _WORDS.values("whole_measure")
_WHOLES = tuple(_OF_WHOLE)
"""What is measured of the sorts of a whole that has a name of its own: 增加值 of those of 地区生产总值."""
_OPENING = " （(，,、"
_TAIL = 12
_GOES_ON = ";；"


class Partition:
    """Whether what was spoken of is being parted into its sorts, and what is measured of them; numbers come in order."""

    def __init__(self) -> None:
        self._open = False
        self._measure = ""
        self._money = False
        self._end = 0

    def enter(self, text: str, end: int, *, anew: bool) -> None:
        """Begin a sentence: a full stop ends a partition, a paragraph what was measured, too."""
        if anew or text[self._end - 1] not in _GOES_ON:
            self._open = False
        if anew:
            self._measure = ""
        self._end = end

    def take(self, item: Binding) -> None:
        """Give a number that names only a sort the measure of the whole."""
        before = item.before.lstrip(_OPENING)
        if before.startswith(signs.AMONG) or (item.prior and self._parts(item.prior)):
            self._open = True
        tail = item.base[-_TAIL:]
        if tail.endswith(_WHOLES):
            whole = next(word for word in _WHOLES if tail.endswith(word))
            self._measure, self._money = _OF_WHOLE[whole], True
        elif found := _MEASURE.search(tail):
            self._money &= found.group() == self._measure
            self._money |= item.quantity.kind is _MONEY
            self._measure = found.group()
        elif self._fits(item):
            change = item.indicator[len(item.base) :]
            item.base += self._measure
            item.indicator = item.base + change
        elif not self._open:
            self._measure = ""

    def _parts(self, words: str) -> bool:
        return words == signs.AMONG or bool(_PARTED_BY.search(words) or _AMONG_WHICH.fullmatch(words))

    def _fits(self, item: Binding) -> bool:
        """Whether a number is what the measure is of a sort: a change of it, or an amount as it is one."""
        if not (self._open and self._measure):
            return False
        alike = item.growth or (self._money and item.quantity.kind is _MONEY)
        return alike and _SORT.search(item.base) is not None
