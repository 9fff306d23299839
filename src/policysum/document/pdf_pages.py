"""What PDFium sees on the pages of a file: the lines, where they stand and how they are set; here they are only measured."""

from __future__ import annotations

import ctypes
import re
import time
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MAX_SECONDS", "pages_of"]

MAX_PAGES = 2_000
MAX_SECONDS = 25.0  # of a processor
MAX_CHARACTERS = 1_000_000
MAX_PAGE = 200_000  # characters of one page
_FEW = 20  # characters of a page that is a picture: a number, a running head
_COVERS = 0.25  # of a page that is a picture
_MOST_IMAGES = 200
_LINE = re.compile(r"\r\n|\n|\r")
_EDGE = "\u0000 \u3000\t"
_DIGIT = re.compile(r"\d")
_SPACES = re.compile(r"[ \u3000]+")
_CHINESE = "\u2e80"  # from there on
_SMALL = 0.86  # of the size of the line: a mark of a note is smaller
_RAISED = 0.15  # of the size of the line: and stands higher
_HIGHEST = 0.65  # of the size of the line: no mark is raised more
_NARROW = 1.1  # of the size of the line: from a digit to the next one of its number, a space between
_TOUCHING = 0.4  # of the size of the line: what stands so close is one piece
_WIDE = 1.4  # of the size of the line: a lane between two cells
_LANE = 0.95  # of the size of the line: the same where no blank is printed, only nothing
_BESIDE_DIGIT = re.compile(r"(?<=[\u4e00-\u9fff)）%％])(?=[-−\d])|(?<=[\d%％])(?=[\u4e00-\u9fff])")
_BACK = 1.0  # of the size of the line: as far to the left, what follows stands in another row


class _Layer:
    """The text layer of a page: where each character stands, and how large it is."""

    def __init__(self, layer: Any) -> None:
        from pypdfium2 import raw

        self._raw, self._handle = raw, layer.raw
        self._box = tuple(ctypes.c_double() for _ in range(4))
        self._matrix = raw.FS_MATRIX()

    def box(self, index: int) -> tuple[float, float, float, float]:
        """Left, right, bottom and top of a glyph."""
        left, right, bottom, top = self._box
        if not self._raw.FPDFText_GetCharBox(self._handle, index, left, right, bottom, top):
            return 0.0, 0.0, 0.0, 0.0
        return left.value, right.value, bottom.value, top.value

    def is_printed(self, index: int) -> bool:
        """Whether a character is in the file, and no blank that PDFium has put in for a gap."""
        return not self._raw.FPDFText_IsGenerated(self._handle, index)

    def origin(self, index: int) -> tuple[float, float]:
        """Where a glyph begins, and the line it stands on."""
        x, y, _, _ = self._box
        if not self._raw.FPDFText_GetCharOrigin(self._handle, index, x, y):
            return 0.0, 0.0
        return x.value, y.value

    def size(self, index: int) -> float:
        """The size of a glyph's font as it is drawn."""
        scale = 1.0
        if self._raw.FPDFText_GetMatrix(self._handle, index, self._matrix):
            scale = (self._matrix.c**2 + self._matrix.d**2) ** 0.5
        return float(self._raw.FPDFText_GetFontSize(self._handle, index) * scale)


def pages_of(data: bytes) -> dict[str, Any]:
    """What a PDF prints: for each page its lines, or the fault that keeps it from being read."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except (pypdfium2.PdfiumError, ValueError, RuntimeError) as error:
        return {"fault": "locked" if "password" in str(error).lower() else "damaged"}
    if count > MAX_PAGES:
        return {"fault": "pages", "count": count}
    end = time.process_time() + MAX_SECONDS
    pages: list[list[dict[str, Any]]] = []
    pictures: list[int] = []
    length = 0
    for number in range(count):
        if time.process_time() > end:
            return {"fault": "slow"}
        pages.append(_page(document, number))
        printed = sum(len(line["text"]) for line in pages[-1])
        if printed < _FEW and _is_picture(document, number):
            pictures.append(number + 1)
        length += printed
        if length > MAX_CHARACTERS:
            return {"fault": "long"}
    return {"pages": pages, "pictures": pictures}


def _is_picture(document: Any, number: int) -> bool:
    """Whether a picture covers a good part of a page."""
    import pypdfium2

    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return False
    try:
        width, height = page.get_size()
        images = page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)
        covered = 0.0  # a scan may lie in strips
        for image in islice(images, _MOST_IMAGES):
            left, bottom, right, top = image.get_bounds()
            across, up = min(right, width) - max(left, 0.0), min(top, height) - max(bottom, 0.0)
            covered += max(across, 0.0) * max(up, 0.0)
        return bool(covered > _COVERS * width * height)
    except pypdfium2.PdfiumError:
        return False
    finally:
        page.close()


def _page(document: Any, number: int) -> list[dict[str, Any]]:
    import pypdfium2

    try:
        page = document[number]
        layer = page.get_textpage()
    except pypdfium2.PdfiumError:
        return []  # one broken page does not lose the others; an empty file is refused as a whole
    try:
        total = min(layer.count_chars(), MAX_PAGE)
        text = layer.get_text_range(0, total) if total > 0 else ""
        # The text is one character per PDFium character except where it is beyond the basic plane.
        exact = len(text) == total
        spans = _spans(text)
        if not exact:
            return [{"text": text[start:end]} for start, end in spans]
        glyphs = _Layer(layer)
        return [line for places in _reunited(glyphs, spans) for line in _lines(glyphs, text, places)]
    finally:
        layer.close()
        page.close()


def _spans(text: str) -> list[tuple[int, int]]:
    """The lines of a text, trimmed, without those that are blank."""
    found = []
    position = 0
    for end in [*_LINE.finditer(text), None]:
        raw = text[position : end.start() if end else len(text)]
        stripped = raw.strip(_EDGE)
        if stripped:
            first = position + len(raw) - len(raw.lstrip(_EDGE))
            found.append((first, first + len(stripped)))
        position = end.end() if end else position
    return found


def _reunited(glyphs: _Layer, spans: list[tuple[int, int]]) -> list[list[int]]:
    """The places of each line's characters; a raised piece, after which PDFium breaks the line, is part of it."""
    found: list[list[int]] = []
    for start, end in spans:
        if found and _runs_on(glyphs, found[-1][-1], start):
            found[-1].extend(range(start, end))
        else:
            found.append(list(range(start, end)))
    return found


def _runs_on(glyphs: _Layer, before: int, after: int) -> bool:
    """Whether a glyph stands close behind another one, and one of them higher."""
    _, end, low, high = glyphs.box(before)
    begin, _, bottom, top = glyphs.box(after)
    size = max(glyphs.size(before), glyphs.size(after))
    beside = -_TOUCHING * size < begin - end < _TOUCHING * size
    return (
        beside
        and min(high, top) - max(low, bottom) > 0
        and abs(_rise(glyphs, before, after)) < _HIGHEST * size
    )


def _lines(glyphs: _Layer, whole: str, places: list[int]) -> Iterator[dict[str, Any]]:
    """A line, or the rows of a table that PDFium has put on one, for a cell that is merged over them stands between."""
    line = _line(glyphs, whole, places)
    parts = list(_rows(glyphs, whole, places, line["size"])) if line["wide"] else []
    if len(parts) < 2:
        yield line
    else:
        yield from (_line(glyphs, whole, part) for part in parts)


def _rows(glyphs: _Layer, text: str, places: list[int], size: float) -> Iterator[list[int]]:
    """The stretches of a line, each of which begins lower or higher and to the left of where the one before ends."""
    begin, left = 0, glyphs.box(places[0])[0]
    for at, (before, after) in enumerate(pairwise(places), 1):
        if text[after].isspace():
            continue
        last, left = left, glyphs.box(after)[0]
        if left < last - _BACK * size and abs(_rise(glyphs, before, after)) > size / 2:
            yield _without_blanks(text, places[begin:at])
            begin = at
    yield places[begin:]


def _without_blanks(text: str, places: list[int]) -> list[int]:
    """The places of a row without those of the blanks at its end."""
    last = next(at for at in reversed(range(len(places))) if not text[places[at]].isspace())
    return places[: last + 1]


def _rise(glyphs: _Layer, before: int, after: int) -> float:
    return glyphs.origin(after)[1] - glyphs.origin(before)[1]


def _line(glyphs: _Layer, whole: str, places: list[int]) -> dict[str, Any]:
    """A line with its place and, where it holds digits or gaps, what is raised, narrow or wide in it."""
    text = "".join(whole[place] for place in places)
    left, _, bottom, top = glyphs.box(places[0])
    _, right, _, _ = glyphs.box(places[-1])
    size = _size(glyphs, places)
    line: dict[str, Any] = {
        "text": text, "left": left, "right": right, "top": top, "height": top - bottom, "size": size,
    }  # fmt: skip
    if _DIGIT.search(text) and size:
        line["raised"] = _raised(glyphs, text, places, size)
    narrow: list[int] = []
    wide: list[tuple[int, int, float, float]] = []
    for space in _SPACES.finditer(text):
        before, after = places[space.start() - 1], places[space.end()]
        end, begin = glyphs.box(before)[1], glyphs.box(after)[0]
        lane = _WIDE if glyphs.is_printed(places[space.start()]) else _LANE
        if begin - end > lane * size > 0:
            wide.append((space.start(), space.end(), end, begin))
        elif space.end() - space.start() == 1 and _step(glyphs, before, after) < _NARROW * size:
            narrow.append(space.start())
    for at in (found.start() for found in _BESIDE_DIGIT.finditer(text)):
        end, begin = glyphs.box(places[at - 1])[1], glyphs.box(places[at])[0]
        if begin - end > _LANE * size > 0:
            wide.append((at, at, end, begin))
    line["narrow"], line["wide"] = narrow, sorted(wide)
    return line


def _step(glyphs: _Layer, before: int, after: int) -> float:
    """From where one glyph begins to where the other does: the shapes of digits differ, their steps do not."""
    return glyphs.origin(after)[0] - glyphs.origin(before)[0]


def _size(glyphs: _Layer, places: list[int]) -> float:
    """The size that most of a line is set in."""
    step = max(1, len(places) // 7)
    sizes = sorted(size for place in places[::step] if (size := glyphs.size(place)) > 1.0)
    return sizes[len(sizes) // 2] if sizes else 0.0


def _raised(glyphs: _Layer, text: str, places: list[int], size: float) -> list[tuple[int, int]]:
    """The stretches that are set smaller and higher than their line: marks of notes, exponents."""
    # Chinese characters are never marks, and most of a line: they are not measured.
    small = [
        character < _CHINESE and glyphs.size(place) < _SMALL * size
        for place, character in zip(places, text, strict=True)
    ]
    if not any(small) or all(small):
        return []
    lines = sorted(
        glyphs.origin(place)[1]
        for place, character, is_small in zip(places, text, small, strict=True)
        if not is_small and not character.isspace()
    )
    if not lines:
        return []
    ground = lines[len(lines) // 2]
    found: list[tuple[int, int]] = []
    for index, place in enumerate(places):
        high = glyphs.origin(place)[1] >= ground + _RAISED * size
        if not small[index] or not high or text[index].isspace():
            continue
        if found and found[-1][1] == index:
            found[-1] = (found[-1][0], index + 1)
        else:
            found.append((index, index + 1))
    return found
