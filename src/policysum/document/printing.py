"""Titles as a text prints them: its layout is read with full stops and brackets, whatever their width in print."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from policysum.document.item import Item
    from policysum.document.metadata import Metadata
    from policysum.document.outline import Section

__all__ = ["full_stops", "printed_items", "printed_metadata", "printed_sections"]

_BESIDE = r"(?:(?<=[\u4e00-\u9fff”》）)%].)|(?=[\u4e00-\u9fff“《（(]))"
_BRACKETED = r"(?:(?<=[\u4e00-\u9fff].)|(?=[\u4e00-\u9fff]))"
_STOPS = [
    *(
        (mark, re.compile(re.escape(mark) + _BESIDE), full)
        for mark, full in zip(",:!?", "，：！？", strict=True)
    ),
    (";", re.compile(rf"(?<![A-Za-z]);{_BESIDE}"), "；"),  # none that closes an entity of HTML: &emsp;
    *(
        (mark, re.compile(re.escape(mark) + _BRACKETED), full)
        for mark, full in zip("()", "（）", strict=True)
    ),
]
_LINE_END = re.compile(r"[\r\n]+")


def full_stops(text: str) -> str:
    """A text of the same length whose stops and brackets beside Chinese characters are of their width."""
    for mark, beside, full in _STOPS:
        if mark in text:
            text = beside.sub(full, text)
    return text


def printed_sections(sections: Sequence[Section], text: str, printed: str) -> list[Section]:
    """The sections of a text with their titles as it prints them.

    Args:
        sections: its sections, in order.
        text: the text with full stops.
        printed: the same, of the same length, with its own.
    """
    if text == printed:
        return list(sections)
    paths: dict[tuple[str, ...], tuple[str, ...]] = {(): ()}
    found = []
    for one in sections:
        title = _printed(one.title, text, printed, *one.heading)
        paths[one.path] = path = (*paths.get(one.path[:-1], one.path[:-1]), title)
        marker = _printed(one.marker, text, printed, one.start, one.content)
        found.append(one._replace(marker=marker, title=title, path=path))
    return found


def printed_items(
    items: Sequence[Item], paths: Mapping[tuple[str, ...], tuple[str, ...]], text: str, printed: str
) -> list[Item]:
    """The items of a text with their titles as it prints them.

    Args:
        items: its items.
        paths: the path of a section -> the same as it is printed.
        text: the text with full stops.
        printed: the same, of the same length, with its own.
    """
    if text == printed:
        return list(items)
    return [
        one
        if text[one.start : one.end] == printed[one.start : one.end]
        and paths.get(one.path, one.path) == one.path
        else replace(
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
        found = _printed(words or "", text, printed, *metadata.spans[field]) if known else words
        return _LINE_END.sub("", found) if found else found

    return replace(metadata, title=said("title", metadata.title), issuer=said("issuer", metadata.issuer))


def _printed(words: str, text: str, printed: str, start: int, end: int) -> str:
    """Words made of characters of a stretch of the text, in their order; others are left as they are."""
    if text[start:end] == printed[start:end]:
        return words
    at = text.find(words, start, end)
    if at >= 0:
        return printed[at : at + len(words)]
    at = start
    found: list[str] = []
    for char in words:
        place = text.find(char, at, end)
        if place < 0:
            return words
        found.append(printed[place])
        at = place + 1
    return "".join(found)
