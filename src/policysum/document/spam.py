"""Table bars and planted brand names that stick to a title."""

from __future__ import annotations

import re
from itertools import islice

from policysum.document.title_forms import OFFICE_LINE, STRONG_TITLE, TITLE_WORDS
from policysum.lexicon import table
from policysum.quantity.model import Span

__all__ = ["RESIDUE_TAIL", "clean_title", "without_spam"]

RESIDUE_TAIL = re.compile(r"(?<![\s|｜])(?=\s*+[|｜])[\s|｜]++$")

_WORDS = table("spam_words")
_SPAM = _WORDS.compiled("{bait}")
_SPAM_BRAND = _WORDS.compiled(r"[A-Za-z]{1,12}\d+|\d{2,}|[A-Za-z]{2,}|{brand}")
_SPAM_NAME = _WORDS.compiled("{name}")
_OWN = _WORDS.compiled("{own}")
# Glued to the title without anything between: m88明升体育网址区科技局2019年工作总结.
_SPAM_HEAD = _WORDS.compiled(r"[A-Za-z]{1,12}\d{0,5}[\u4e00-\u9fff]{0,6}?{glued}+(?=[\u4e00-\u9fff\d])")
_SPAM_CUT = re.compile(r"(?:(?<!\s)\s++)?[-_—–|｜\u4e28·:：]++\s*+")


def without_spam(source: str, line: Span) -> tuple[Span, list[tuple[int, int, str]]]:
    """Cut table bars and planted brand names off a title."""
    text = source[line.start : line.end]
    start, end = line
    pieces: list[tuple[int, int, str]] = []
    bars = RESIDUE_TAIL.search(text)
    if bars:
        end = line.start + bars.start()
        offset = len(bars.group()) - len(bars.group().lstrip())
        pieces.append((end + offset, line.end, "residue"))
    cuts = list(islice(_SPAM_CUT.finditer(source, start, end), 20))
    heads = [
        c for c in cuts if _is_spam(source[start : c.start()]) and TITLE_WORDS.search(source, c.end(), end)
    ]
    tails = [
        c for c in cuts if _is_spam(source[c.end() : end]) and TITLE_WORDS.search(source, start, c.start())
    ]
    glued = _SPAM_HEAD.match(source, start, end)
    if heads or (glued and STRONG_TITLE.search(source, glued.end(), end)):
        stop = heads[-1].end() if heads or glued is None else glued.end()
        pieces.append((start, stop, "spam"))
        start = stop
    elif tails:
        pieces.append((tails[0].start(), end, "spam"))
        end = tails[0].start()
    return Span(start, end), pieces


def clean_title(title: str) -> str:
    """A title without what spam has glued to it."""
    span, _ = without_spam(title, Span(0, len(title)))
    return title[span.start : span.end].strip()


def _is_spam(text: str) -> bool:
    if len(text) > 40 or _OWN.search(text) or OFFICE_LINE.match(text):
        return False
    return bool(_SPAM_NAME.search(text) or (_SPAM.search(text) and _SPAM_BRAND.search(text)))
