"""The process that recognises the characters of scanned pages: a line of JSON for each page, as it is done.

A program of its own, run by `child`, as `pdf_child` is: pictures are hostile too. It reaches no network: the models
lie in the package of RapidOCR, and where they do not, that is a fault and no reason to fetch them. It imports
nothing of the package.

    python ocr_child.py 30 pdf 1,2,7 < report.pdf    30: seconds of a processor that each page may take
    python ocr_child.py 30 image 1 < page.png
"""

from __future__ import annotations

import io
import json
import re
import socket
import sys
import time
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST = 2_000  # pixels of the longer side of a page: what RapidOCR reads without shrinking it
MOST_SCALE = 4.0  # pixels a point: a page smaller than a postcard gains nothing
MAX_PIXELS = 60_000_000  # of a picture as it lies in the file
A4 = 842.0  # points that the longer side of a picture counts as
# Of a character. On seven pages scanned as badly as can be, 35 of 36 numbers that are read wrongly have one below it
# (and a third of those that are right); on sharp pages 6 of 107 numbers have.
_UNSURE = 0.98
_JUNK = 0.5  # of a line without a digit: a stamp, a stain
_TEXT = 0.8  # of the height of a box: it is drawn around the text with some room
_GAP = 0.45  # of the size of the line: from there on a gap is a space
_WIDE = 1.4  # of the size of the line: a lane between two cells
_SAME_LINE = 0.5  # of the size of the line
_COLUMN = 10  # characters of a piece that is prose and no cell
_FEWEST = 8  # lines that stand in two columns on a page that is set so
# Which way up a page lies.
_TALL = 1.5  # times as high as wide: the box of a line that lies on its side
_MOST = 0.5  # of the length of all lines
_BADLY = (
    0.9  # mean sureness of the lines of a page that may stand on its head; upright ones have 0.95 and more
)
_LOOKED_AT = 6  # of the longest lines, that are read both ways
_BETTER = 0.15  # by how much the mean sureness of the lines of a turned page must be above that of the page as it lies
_ROOM = 4  # pixels around a line
_QUARTER, _HALF, _BACK = 1, 2, 3  # quarters of a turn against the clock
_DIGIT = re.compile(r"\d")
_SAFE = {
    "Global.log_level": "critical",
    "Global.text_score": 0.0,  # what is dropped for want of confidence is decided here
    "Global.use_cls": False,  # pages that stand on their head are rare, and it takes a quarter of the time
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    # Where text stands is found on a smaller copy, and lines are read one by one: a third of the memory.
    "Det.limit_type": "max",
    "Det.limit_side_len": 960,
    "Rec.rec_batch_num": 1,
}


class _OfflineError(OSError):
    """Something asked for the network."""


def _no_network(*_: object, **__: object) -> NoReturn:
    raise _OfflineError("there is no network here")


def _engine() -> Any:
    """RapidOCR with its own models, unable to fetch others."""
    socket.socket.connect = _no_network  # type: ignore[method-assign]
    socket.socket.connect_ex = _no_network  # type: ignore[method-assign]
    socket.getaddrinfo = _no_network
    import cv2
    import onnxruntime
    from rapidocr import RapidOCR

    cv2.setNumThreads(1)
    onnxruntime.disable_telemetry_events()
    return RapidOCR(params=_SAFE)


def _allow(seconds: int) -> None:
    """Let this process take so many more seconds of a processor: on a busy machine the clock says little."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock alone bounds it
        return
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + seconds, most))


def read(kind: str, numbers: Sequence[int], data: bytes, seconds: int) -> Iterator[dict[str, Any]]:
    """What stands on each page; the fault that keeps one, or all, from being read."""
    engine = None
    for number in numbers:
        _allow(seconds)
        try:
            picture, scale = _of_pdf(data, number) if kind == "pdf" else _of_image(data)
            engine = engine or _engine()  # once there is a picture: a hostile one costs nothing else
            found = _recognise(engine, picture)
            if turn := _turn(engine, picture, found):
                picture = _turned(picture, turn)
                found = _recognise(engine, picture)
            yield {"page": number, "lines": _lines(found, picture.shape[0], scale)}
        except (ImportError, _OfflineError) as error:
            yield {"fault": "engine", "what": type(error).__name__}
            return
        except Exception as error:  # noqa: BLE001 - whatever the libraries raise, it is this page's
            what = str(error)
            short = isinstance(error, MemoryError) or "alloc" in what or "memory" in what.lower()
            yield {"page": number, "fault": "memory" if short else "picture"}


def _recognise(engine: Any, picture: Any) -> Any:
    # what is asked of a call, RapidOCR keeps for the next one
    return engine(
        picture, use_det=True, use_cls=False, use_rec=True, return_word_box=True, return_single_char_box=True
    )


def _turned(picture: Any, quarters: int) -> Any:
    """A picture turned against the clock."""
    import numpy as np

    return np.rot90(picture, quarters).copy()


def _turn(engine: Any, picture: Any, found: Any) -> int:
    """By how many quarters of a turn against the clock a page has to be turned to stand upright.

    A page that was read surely, and whose lines run across it, is not looked at again. Of another one the longest
    lines are read each way; what is read best, by far, is the way it stands.

    Args:
        engine: RapidOCR.
        picture: the page as pixels.
        found: what it read of the page as it lies.
    """
    if found.txts is None or not len(found.boxes):
        return 0
    boxes = [_bounds(box, picture.shape) for box in found.boxes]
    length = sum(max(box[2] - box[0], box[3] - box[1]) for box in boxes)
    tall = [box for box in boxes if box[3] - box[1] >= _TALL * (box[2] - box[0])]
    lying = sum(box[3] - box[1] for box in tall) > _MOST * length
    printed = sum(map(len, found.txts))
    sure = sum(score * len(text) for score, text in zip(found.scores, found.txts, strict=True))
    if not lying and sure >= _BADLY * printed:
        return 0
    longest = sorted(tall if lying else boxes, key=lambda box: (box[0] - box[2]) * (box[3] - box[1]))
    ways = (_QUARTER, _BACK) if lying else (0, _HALF)
    read = {way: _sureness(engine, picture, longest[:_LOOKED_AT], way) for way in ways}
    best = max(read, key=read.__getitem__)
    return best if read[best] >= min(read.values()) + _BETTER else 0


def _bounds(box: Any, shape: tuple[int, ...]) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of a line, with some room."""
    across, down = [point[0] for point in box], [point[1] for point in box]
    return (
        max(int(min(across)) - _ROOM, 0), max(int(min(down)) - _ROOM, 0),
        min(int(max(across)) + _ROOM, shape[1]), min(int(max(down)) + _ROOM, shape[0]),
    )  # fmt: skip


def _sureness(engine: Any, picture: Any, boxes: list[tuple[int, int, int, int]], way: int) -> float:
    """How surely some lines are read once they are turned."""
    scores = []
    for left, top, right, bottom in boxes:
        line = _turned(picture[top:bottom, left:right], way)
        found = engine(line, use_det=False, use_cls=False, use_rec=True)
        scores += [float(score) for score in found.scores or ()]
    return sum(scores) / len(scores) if scores else 0.0


def _of_pdf(data: bytes, number: int) -> tuple[Any, float]:
    """A page as pixels, and how many of them are a point."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        page = document[number - 1]
        longer = max(*page.get_size(), 1.0)
        scale = min(LONGEST / longer, MOST_SCALE)
        bitmap = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=False)
        pixels = bitmap.to_numpy()
        return (pixels if pixels.ndim == 3 else pixels[:, :, None].repeat(3, 2))[:, :, :3].copy(), scale
    finally:
        document.close()


def _of_image(data: bytes) -> tuple[Any, float]:
    """A picture as pixels, its longer side counted as that of a sheet of paper."""
    import numpy as np
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
        if picture.width * picture.height > MAX_PIXELS:
            raise MemoryError("too many pixels to hold in memory")
        picture.draft("RGB", (LONGEST, LONGEST))  # a JPEG is unpacked no larger than that
        upright = ImageOps.exif_transpose(picture).convert("RGB")
    upright.thumbnail((LONGEST, LONGEST))
    return np.array(upright)[:, :, ::-1].copy(), max(upright.size) / A4


def _lines(found: Any, height: int, scale: float) -> list[dict[str, Any]]:
    """The lines of a page, in reading order, as `pdf_child` gives them, in points."""
    if found.txts is None:
        return []
    pieces = []
    for box, text, score, marks in zip(found.boxes, found.txts, found.scores, _marks(found), strict=True):
        if not text.strip() or (score < _JUNK and not _DIGIT.search(text)):
            continue
        across, down = [point[0] / scale for point in box], [(height - point[1]) / scale for point in box]
        pieces.append(
            {
                "text": text.strip(), "left": float(min(across)), "right": float(max(across)), "top": float(max(down)),
                "height": float(max(down) - min(down)), "marks": marks,
            }
        )  # fmt: skip
    pieces.sort(key=lambda piece: -piece["top"] + piece["height"] / 2)
    rows: list[list[dict[str, Any]]] = []
    for piece in pieces:
        middle = piece["top"] - piece["height"] / 2
        last = rows[-1][-1] if rows else None
        size = min(piece["height"], last["height"]) if last else 0.0
        if last and abs(last["top"] - last["height"] / 2 - middle) < _SAME_LINE * size:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    for row in rows:
        row.sort(key=lambda piece: piece["left"])
    return [_line(row) for row in _in_reading_order(rows)]


def _in_reading_order(rows: list[list[dict[str, Any]]]) -> list[list[dict[str, Any]]]:
    """The lines of a page; of one that is set in two columns, the left one first."""
    beside = [
        len(row) == 2
        and all(len(piece["text"]) >= _COLUMN for piece in row)
        and row[1]["left"] - row[0]["right"] > row[0]["height"] / 2
        for row in rows
    ]
    if sum(beside) < _FEWEST or sum(beside) * 2 < len(rows):
        return rows
    first, last = beside.index(True), len(beside) - beside[::-1].index(True)
    middle = sum(row[1]["left"] for row, two in zip(rows, beside, strict=True) if two) / sum(beside)
    within = [piece for row in rows[first:last] for piece in row]
    left = [[piece] for piece in within if piece["left"] < middle - piece["height"]]
    right = [[piece] for piece in within if piece["left"] >= middle - piece["height"]]
    return [*rows[:first], *left, *right, *rows[last:]]


def _line(row: list[dict[str, Any]]) -> dict[str, Any]:
    size = max(piece["height"] for piece in row) * _TEXT
    text = ""
    wide: list[tuple[int, int, float, float]] = []
    unsure: list[int] = []
    printed = 0
    right = 0.0
    for piece in row:
        gap = piece["left"] - right
        if text and gap > _GAP * size:
            if gap > _WIDE * size:
                wide.append((len(text), len(text) + 1, right, piece["left"]))
            text += " "
        text += piece["text"]
        unsure.extend(printed + place for place, score in enumerate(piece["marks"]) if score < _UNSURE)
        printed += len(piece["marks"])
        right = piece["right"]
    return {
        "text": text, "left": row[0]["left"], "right": right, "top": row[0]["top"], "height": size, "size": size,
        "wide": wide, "unsure": unsure,
    }  # fmt: skip


def _marks(found: Any) -> Iterator[list[float]]:
    """How sure each printed character of each line is; where that cannot be had, how sure the line is."""
    words = iter(found.word_results or ())
    word = next(words, None)
    for text, score in zip(found.txts, found.scores, strict=True):
        printed = "".join(text.split())
        marks = [(str(char), float(sure)) for char, sure, *_ in word or () if str(char).strip()]
        if "".join(char for char, _ in marks) == printed and len(marks) == len(printed):
            yield [sure for _, sure in marks]
            word = next(words, None)
        else:
            yield [float(score)] * len(printed)


if __name__ == "__main__":
    for answer in read(
        sys.argv[2], [int(part) for part in sys.argv[3].split(",")], sys.stdin.buffer.read(), int(sys.argv[1])
    ):
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
