"""Titles as a text prints them: its layout is read with full stops and brackets, whatever their width in print."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policysum.document.item import Item
    from policysum.document.metadata import Metadata
    from policysum.document.outline import Section

__all__ = ["full_stops", "printed_items", "printed_metadata", "printed_paths", "printed_sections"]

_STOP = re.compile(
    r"(?:[,:!?]|(?<![A-Za-z]);)(?:(?<=[\u4e00-\u9fff”》）)%].)|(?=[\u4e00-\u9fff“《（(]))"
    r"|[()](?:(?<=[\u4e00-\u9fff].)|(?=[\u4e00-\u9fff]))"
)
"""No semicolon that closes an entity of HTML: &emsp;."""
_LINE_END = re.compile(r"[\r\n]+")
_FULL = dict(zip(",;:!?()", "，；：！？（）", strict=True))


def full_stops(text: str) -> str:
    """A text of the same length whose stops and brackets beside Chinese characters are of their width."""
    return _STOP.sub(lambda one: _FULL[one.group()], text) if _STOP.search(text) else text


def printed_sections(sections: Sequence[Section], text: str, printed: str) -> list[Section]:
    """The sections of a text with their titles as it prints them.

    Args:
        sections: its sections, in order.
        text: the text with full stops.
        printed: the same, of the same length, with its own.
    """
    if text == printed:
        return list(sections)
    paths = printed_paths(sections, text, printed)
    return [
        one._replace(
            marker=_printed(one.marker, text, printed, one.start, one.content),
            title=paths[one.path][-1],
            path=paths[one.path],
        )
        for one in sections
    ]


def printed_paths(
    sections: Iterable[Section], text: str, printed: str
) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The path of each section -> the same with the titles as the text prints them."""
    paths: dict[tuple[str, ...], tuple[str, ...]] = {(): ()}
    for one in sections:
        title = _printed(one.title, text, printed, *one.heading)
        paths[one.path] = (*paths.get(one.path[:-1], one.path[:-1]), title)
    return paths


def printed_items(items: Sequence[Item], sections: Iterable[Section], text: str, printed: str) -> list[Item]:
    """The items of a text with their titles as it prints them; arguments as of `printed_sections`."""
    if text == printed:
        return list(items)
    paths = printed_paths(sections, text, printed)
    return [
        replace(
            one,
            title=_printed(one.title, text, printed, one.start, one.end),
            path=paths.get(one.path, one.path),
        )
        for one in items
    ]


def printed_metadata(metadata: Metadata, text: str, printed: str) -> Metadata:
    """What a text says of itself, as it prints it; arguments as of `printed_sections`."""
    if text == printed:
        return metadata

    def said(field: str, words: str | None) -> str | None:
        known = words is not None and field in metadata.spans
        return _printed(words or "", text, printed, *metadata.spans[field]) if known else words

    return replace(metadata, title=said("title", metadata.title), issuer=said("issuer", metadata.issuer))


def _printed(words: str, text: str, printed: str, start: int, end: int) -> str:
    """Words made of characters of a stretch of the text, in their order; others are left as they are."""
    if text[start:end] == printed[start:end]:
        return words
    at = text.find(words, start, end)
    if at >= 0:
        return _LINE_END.sub("", printed[at : at + len(words)])
    at = start
    found: list[str] = []
    for char in words:
        place = text.find(char, at, end)
        if place < 0:
            return words
        found.append(printed[place])
        at = place + 1
    return _LINE_END.sub("", "".join(found))
