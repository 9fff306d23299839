"""The whole that a later sentence gives parts of, or goes on to say what came of: 受理600件；其中来信40件. 整改33个."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policysum.lexicon import table
from policysum.quantity import signs
from policysum.quantity.model import Kind

if TYPE_CHECKING:
    from policysum.statements.binding import Binding

__all__ = ["Wholes", "came_of"]

_OUTCOME = table("name_heads").compiled("^{under_way|possession}?{outcome}$")
_ADDED = table("name_heads").compiled("^.{0,10}?{growth_words.increment}(?=..)")
_OPENING = " （(，,、"
_GOES_ON = ";；"
_SHORT = 4
_HEAD = 2
_LONGEST = 20


def came_of(alike: Binding, core: str) -> str:
    """The whole that a number says an outcome of, as it is named without it: 低保 of 新增低保12户，调出5户; empty for any other number.

    Args:
        alike: The last number that is measured alike.
        core: The words before the number.
    """
    if not _OUTCOME.match(core):
        return ""
    beside = alike.parent and (alike.part or _OUTCOME.match(alike.base.removeprefix(alike.parent)))
    return _ADDED.sub("", alike.parent if beside else alike.base)


class Wholes:
    """The last whole that a paragraph has counted; its numbers come in order."""

    def __init__(self) -> None:
        self._whole: Binding | None = None
        self._open = False
        self._first = True
        self._end = 0

    def enter(self, text: str, end: int, *, anew: bool) -> None:
        """Begin a sentence: a paragraph ends a whole, a full stop the list of its parts."""
        self._open &= text[self._end - 1] in _GOES_ON
        if anew:
            self._whole = None
        self._first = True
        self._end = end

    def take(self, item: Binding) -> None:
        """Give the first number of a sentence that names only a part of a whole, or what came of it, that whole."""
        first, self._first = self._first, False
        part = item.before.lstrip(_OPENING).startswith(signs.AMONG)
        came = _OUTCOME.match(item.base) is not None
        if first and self._is_of_whole(item) and (part or came or self._open):
            whole = _ADDED.sub("", self._whole.base) if self._whole else ""
            item.parent = whole
            item.part = not came
            item.base, item.indicator = f"{whole}{item.base}", f"{whole}{item.indicator}"
            self._open = part or self._open
        elif not (item.part or item.growth or item.parent):
            self._whole = item

    def _is_of_whole(self, item: Binding) -> bool:
        """Whether a number may be of the whole before: it is measured as that is, and its own name says little."""
        whole = self._whole
        if whole is None or item.parent not in ("", item.prior) or item.quantity.kind is not Kind.COUNT:
            return False
        named = item.base.endswith(whole.base[-_HEAD:])
        return (
            not named
            and item.measures_like(whole)
            and len(item.base) <= _SHORT
            and len(whole.base) <= _LONGEST
        )
