"""Pictures, scans and trees made to hurt: what the character reader and the reader of saved pages must bear."""

import io
import sys
import zipfile
import zlib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "document"))
from pdf_files import file_of, stream

__all__ = ["hostile_pictures", "hostile_trees"]


def scan(pages=1, size=(600, 800), pixels=(4, 4), packed=None, filters=b"/FlateDecode", drawn=1):
    """A PDF whose pages are each covered by one picture, drawn so many times."""
    data = zlib.compress(bytes(pixels[0] * pixels[1])) if packed is None else packed
    picture = stream(
        b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8/Filter[%s]" % (*pixels, filters), data
    )  # fmt: skip
    draw = stream(b"", b"q %d 0 0 %d 0 0 cm /I Do Q " % size * drawn)
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Resources<</XObject<</I 3 0 R>>>>/Contents 4 0 R>>"
        % size
    )
    kids = b" ".join(b"%d 0 R" % (number + 5) for number in range(pages))
    return file_of(
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages), picture, draw, *[page] * pages]
    )  # fmt: skip


def _zeros(length):
    """So many zero bytes, packed piece by piece."""
    packer = zlib.compressobj(1)
    parts = [packer.compress(bytes(1 << 24)) for _ in range(length >> 24)]
    return b"".join((*parts, packer.compress(bytes(length & ((1 << 24) - 1))), packer.flush()))


def _noise(mode, size, kind):
    import numpy as np
    from PIL import Image

    stains = np.random.default_rng(5).integers(0, 2, (size // 4, size // 4), dtype="uint8") * 255
    packed = io.BytesIO()
    Image.fromarray(stains.repeat(4, 0).repeat(4, 1)).convert(mode).save(packed, kind)
    return packed.getvalue()


def hostile_pictures(folder):
    """What it is, and where it lies; all of them are read with `--ocr`."""
    made = {
        "a page of five metres, one picture": ("metres.pdf", lambda: scan(size=(14_400, 14_400))),
        "a scan of 30,000 x 30,000 pixels": ("900mb.pdf", lambda: scan(pixels=(30_000, 30_000), packed=_zeros(900_000_000))),
        "a scan packed twice, 2 GB": ("twice.pdf", lambda: scan(pixels=(40_000, 50_000), packed=zlib.compress(_zeros(2_000_000_000)), filters=b"/FlateDecode/FlateDecode")),
        "a picture drawn 300,000 times": ("drawn.pdf", lambda: scan(pixels=(900, 900), drawn=300_000)),
        "a scan of 10,000 pages": ("pages.pdf", lambda: scan(10_000)),
        "a scan of 600 pages": ("600.pdf", lambda: scan(600)),
        "a .png that says it has 3,600 million pixels": ("large.png", lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (60_000).to_bytes(4, "big") * 2 + b"\x08\0\0\0\0" + bytes(30)),
        "a .png of stains, 2,000 x 2,000": ("stains.png", lambda: _noise("L", 2000, "PNG")),
        "a .jpg of stains, 7,000 x 7,000": ("stains.jpg", lambda: _noise("RGB", 7000, "JPEG")),
        "a .png 60,000 wide and 8 high": ("thin.png", lambda: _strip(60_000, 8)),
        "a .jpg cut in the middle": ("cut.jpg", lambda: _noise("RGB", 1000, "JPEG")[:20_000]),
    }  # fmt: skip
    for what, (name, data) in made.items():
        (folder / name).write_bytes(data())
        yield what, folder / name


def _strip(width, height):
    from PIL import Image

    packed = io.BytesIO()
    Image.effect_noise((width, height), 90).save(packed, "PNG")
    return packed.getvalue()


def hostile_trees(folder):
    """Saved pages, Word files and Markdown whose markup is deep, wide or never ends."""
    text = "今年新增企业1家。"
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    made = {
        "HTML of 200,000 unclosed <b> in <p>": ("b.html", "<html>" + "<p><b>" * 100_000 + text),
        "HTML of 100,000 forms in each other": ("form.html", "<html>" + "<form><div>" * 100_000 + text),
        "HTML of 100,000 unclosed buttons": ("button.html", "<html>" + "<button>" * 100_000 + text),
        "HTML of 50,000 <sup> in each other": ("sup.html", "<html><p>人口" + "<sup>" * 50_000 + "1" + "</sup>" * 50_000 + text),
        "HTML of 300,000 hidden spans in a line": ("span.html", "<html><p>" + "<span hidden>9</span>" * 300_000 + text),
        "HTML with a tag of 100,000 attributes": ("attributes.html", "<html><p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">" + text),
        "HTML of 100,000 menus that hold prose": ("menus.html", "<html>" + f"<nav>{text}</nav>" * 60_000),
        "HTML of a million entities": ("entities.html", "<html><p>" + "&#19968;&zzz" * 300_000),
        "HTML table of 999 columns merged over 65,535 rows": ("merged.html", "<html><table>" + "<tr><td colspan=999 rowspan=65535>1家" * 5_000),
        "Markdown of 20,000 tables in tags": ("tags.md", f"# 一\n\n{text}\n" + "<table><tr><td>项目<td>金额（元）<tr><td>甲<td>3</table>" * 15_000),
        "Markdown of unclosed tables in tags": ("open.md", f"# 一\n\n{text}\n" + "<table><tr><td rowspan=999 colspan=999>" * 20_000),
    }  # fmt: skip
    for what, (name, content) in made.items():
        (folder / name).write_text(content, encoding="utf-8")
        yield what, folder / name
    note = f"<w:footnotes {w}>" + "<w:footnote>" * 100_000 + "</w:footnote>" * 100_000 + "</w:footnotes>"
    large = f"<w:footnotes {w}>" + f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" * 400_000 + "</w:footnotes>"
    body = f"<w:document {w}><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"
    for what, part in (("docx whose notes are nested 100,000 deep", note), ("docx of 400,000 notes", large)):
        file = folder / "notes.docx"
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", body)
            archive.writestr("word/footnotes.xml", part)
        yield what, file
