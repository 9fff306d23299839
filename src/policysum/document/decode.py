"""Bytes become text: byte order marks, UTF-8, GB18030, Big5, and a name for what is broken."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from policysum.errors import DocumentError
from policysum.lexicon import table

__all__ = ["decode", "decode_again", "refuse_mojibake"]

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)

_FEW = 0.12  # share of everyday characters below which Chinese is none
_ENOUGH = 200  # Chinese characters from which that is seen
_SAMPLE = 200_000  # characters are enough to find an encoding, and keep that cheap

_HAN = re.compile(r"[\u3400-\u9fff]+")
_LATIN1 = "[\u00c0-\u00ff\u0152-\u0178\u02c6\u02dc\u2018-\u203a\u20ac\u2122\u0080-\u00bf]"
# It begins with a single character, so that a scan skips all others.
_LATIN1_RUN = re.compile(f"{_LATIN1}{_LATIN1}{{5,}}")


def decode(data: bytes, *, where: str, declared: str | None = None) -> tuple[str, str]:
    """Decode a file, newlines kept as they are, byte order mark dropped.

    Args:
        data: the file's bytes.
        where: its name, for the error.
        declared: the encoding the file claims (HTML meta), believed only if the text that comes out is better.

    Returns:
        The text and the name of its encoding.

    Raises:
        DocumentError: empty, binary, undecodable or mojibake.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError as error:
                raise _undecodable(where, encoding) from error
            return _checked(text.removeprefix("\ufeff"), encoding, where)
    if not data.strip():
        raise DocumentError("the file is empty", where=where, hint="Give a file that holds a report")
    wide = _wide_without_bom(data)
    if wide:
        return _checked(data.decode(wide, "replace"), wide, where)
    if b"\0" in data:
        raise DocumentError(
            "the file is binary, not text",
            where=where,
            hint="Text, Markdown, HTML, .docx, .pdf, .csv and .jsonl are read",
        )
    try:
        return _checked(data.decode("utf-8"), "utf-8", where)
    except UnicodeDecodeError as error:
        tail = _cut_tail(data, error)
        if tail is not None:
            return _checked(tail, "utf-8", where)
    return _legacy(data, where, declared)


def decode_again(data: bytes, encoding: str, *, where: str) -> str:
    """Give the text that `decode` made of the same bytes, without finding out and checking everything again.

    Raises:
        DocumentError: as `decode`.
    """
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):  # it was mended, or is not the same
        return decode(data, where=where)[0]
    marked = any(data.startswith(bom) for bom, _ in _BOMS)
    return text.removeprefix("\ufeff") if marked else text


def _checked(text: str, encoding: str, where: str) -> tuple[str, str]:
    if not text.strip():
        raise DocumentError("the file is empty", where=where, hint="Give a file that holds a report")
    if "\0" in text:
        raise DocumentError(
            "the file is binary, not text",
            where=where,
            hint="Text, Markdown, HTML, .docx, .pdf, .csv and .jsonl are read",
        )
    refuse_mojibake(text, where)
    return text, encoding


def _wide_without_bom(data: bytes) -> str | None:
    """UTF-16 without a mark: figures and line breaks leave zero bytes, and one order gives everyday characters."""
    if len(data) % 2 or b"\0" not in data[:4000]:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        text = data[:4000].decode(encoding, "ignore")
        if "\0" not in text and _commonness(text) > 0.35:
            return encoding
    return None


def _cut_tail(data: bytes, error: UnicodeDecodeError) -> str | None:
    """A UTF-8 file cut in the middle of its last character is still UTF-8."""
    if len(data) - error.start > 3 or error.start == 0:
        return None
    text = data[: error.start].decode("utf-8")
    return None if text.isascii() else text


def _legacy(data: bytes, where: str, declared: str | None) -> tuple[str, str]:
    """The better of GB18030 and Big5, by how common the characters are that come out."""
    candidates = ["gb18030", "big5hkscs"]
    if declared and declared.lower() not in {"utf-8", "utf8", *candidates}:
        candidates.append(declared)
    best: tuple[float, str, str] | None = None
    for encoding in candidates:
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
        score = _commonness(text[:_SAMPLE])
        if best is None or score > best[0] + 0.05:
            best = (score, text, encoding)
    if best is None:
        return _damaged(data, where)
    if best[0] < 0.15 and _HAN.search(best[1]):
        raise _undecodable(where, "UTF-8, GB18030 or Big5")
    return _checked(best[1], best[2], where)


def _damaged(data: bytes, where: str) -> tuple[str, str]:
    """A text with a few broken bytes is read around them; a file that is mostly broken is refused."""
    best: tuple[int, str, str] | None = None
    for encoding in ("utf-8", "gb18030"):
        text = data.decode(encoding, "replace")
        broken = text.count("\ufffd")
        if best is None or broken < best[0]:
            best = (broken, text, encoding)
    assert best is not None
    broken, text, encoding = best
    if broken * 500 > len(text) or _commonness(text[:_SAMPLE]) < 0.2:
        raise _undecodable(where, "UTF-8, GB18030 or Big5")
    return _checked(text, encoding, where)


def refuse_mojibake(text: str, where: str) -> None:
    """Name text that was decoded wrongly before it was saved.

    Raises:
        DocumentError: the characters are another encoding's bytes.
    """
    sample = text[:_SAMPLE]
    traces = sum(sample.count(trace) for trace in table("page_words").words("mojibake"))
    broken = sample.count("\ufffd")
    latin = sum(len(run) for run in _LATIN1_RUN.findall(sample))
    if (
        traces * 30 > len(sample) / 10
        or broken * 20 > len(sample)
        or (latin > 20 and latin > len(_han(sample)))
    ):
        raise DocumentError(
            "the text is mojibake: it was decoded with the wrong encoding before it was saved",
            where=where,
            hint="Save it again from the original page, as UTF-8",
        )
    if _is_rare(sample):
        raise DocumentError(
            "the text is mojibake: UTF-8 and GBK were taken for each other before it was saved",
            where=where,
            hint="Save it again from the original page, as UTF-8",
        )


def _commonness(text: str) -> float:
    """Share of the Chinese characters that are everyday ones; 1.0 where there are none but plain ASCII."""
    han = _han(text)
    if not han:
        return 1.0 if text.isascii() else 0.0
    return _share_of_common(han)


@cache
def _common() -> frozenset[str]:
    """Characters that any page of Chinese prose is full of, simplified and traditional.

    Text decoded with the wrong table is Chinese too, but made of rare characters.
    """
    return frozenset(Path(__file__).with_name("common_characters.txt").read_text("utf-8").strip())


def _han(text: str) -> str:
    """The Chinese characters of a text."""
    return "".join(_HAN.findall(text))


def _share_of_common(han: str) -> float:
    return sum(map(_common().__contains__, han)) / len(han)


def _is_rare(text: str) -> bool:
    """Whether many characters are Chinese and hardly one an everyday one; the beginning of prose shows that it is none."""
    common = 0
    for start in range(0, len(text), 500):
        common += sum(map(_common().__contains__, text[start : start + 500]))
        if common >= _FEW * len(text):
            return False
    han = sum(map(len, _HAN.findall(text)))
    return han >= _ENOUGH and common < _FEW * han


def _undecodable(where: str, tried: str) -> DocumentError:
    return DocumentError(
        f"the file is not text in {tried}",
        where=where,
        hint="Save it as UTF-8; if it is a Word or PDF file, it is damaged",
    )
