"""The items of an answer, each with the sentences it cites."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from policysum.document.headings import marker_at
from policysum.extract.draft import ProposedItem
from policysum.extract.salvage import numbers_in

if TYPE_CHECKING:
    from policysum.extract.passages import Passage
    from policysum.extract.salvage import Salvaged

__all__ = ["ItemsFound", "first_words", "proposed_items"]

_ROLES = ("achievement", "problem", "plan")
_LONGEST_TITLE = 40
_PAUSE = re.compile("[。！？!?；;：:，,]")
_STOPS = "。！？!?；;：:，,"
_MARK = re.compile(r"\[\d{1,4}\]")
"""The mark of a number, copied into a text by a model that was asked not to."""


@dataclass(slots=True)
class ItemsFound:
    """The items that can be used, the last sentence that the last of them cites, and how many cannot be used."""

    items: list[ProposedItem] = field(default_factory=list)
    last: int = 0
    dropped: int = 0


def proposed_items(said: Salvaged, passage: Passage) -> ItemsFound:
    """The items of an answer; one that cites no sentence of the passage is dropped."""
    found = ItemsFound()
    for role in _ROLES:
        if f"{role}s" in said.named:
            found.last = 0
        for item in said.value[f"{role}s"]:
            cited = sorted({n for n in numbers_in(item["evidence"]) if 1 <= n <= len(passage.lines)})
            if not cited:
                found.dropped += 1
                continue
            spans = tuple(passage.lines[number - 1].span for number in cited)
            title = _plain(item["title"]) or first_words(passage.lines[cited[0] - 1].text)
            found.items.append(ProposedItem(role, title, _plain(item["detail"]), spans))
            found.last = max(found.last, cited[-1])
    return found


def first_words(sentence: str) -> str:
    """A title where a model gives none: a short sentence without the mark of its list, or the first words of a long one."""
    mark = marker_at(sentence, 0, len(sentence))
    words = (sentence[mark.end :] if mark else sentence).strip().rstrip(_STOPS)
    pause = _PAUSE.search(words, 2) if len(words) > _LONGEST_TITLE else None
    return (words[: pause.start()] if pause else words)[:_LONGEST_TITLE].strip() or sentence[:_LONGEST_TITLE]


def _plain(text: str) -> str:
    return _MARK.sub("", text).strip()
