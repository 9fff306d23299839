"""Small PDF files, written by hand."""

import zlib

__all__ = ["file_of", "form_drawing_itself", "pdf", "set_lines", "stream"]


def pdf(pages, *, half=False):
    """A PDF whose text layer holds the lines of each page in a font that is not embedded.

    A line is (x, y, text) or (x, y, text, size, rise); with `half`, Latin and digits are half as wide as Chinese.
    """
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def "
        b"1 begincodespacerange <0000> <ffff> endcodespacerange "
        + b" ".join(
            b"%d beginbfrange %s endbfrange"
            % (64, b" ".join(b"<%02x00> <%02xff> <%02x00>" % (n, n, n) for n in range(first, first + 64)))
            for first in (0, 64, 128, 192)
        )
        + b" endcmap end end"
    )
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b"", b"", b""]
    objects[2] = (
        b"<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>"
    )
    objects[3] = (
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000%s>>"
        % (b"/W[32[%s]]" % b" ".join([b"500"] * 95) if half else b"")
    )
    objects[4] = b"<</Length %d>>stream\n%s\nendstream" % (len(cmap), cmap)
    kids = []
    for lines in pages:
        content = (
            b"BT "
            + b" ".join(
                b"/F %d Tf %d Ts 1 0 0 1 %d %d Tm <%s> Tj"
                % (size, rise, x, y, text.encode("utf-16-be").hex().encode())
                for x, y, text, size, rise in ((*line, 12, 0)[:5] for line in lines)
            )
            + b" ET"
        )
        packed = zlib.compress(content)
        objects.append(b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>"
            % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(kids), len(kids))
    return file_of(objects)


def file_of(objects):
    """A PDF of these objects, the first of which is its catalogue."""
    out, places = b"%PDF-1.5\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1, table, len(objects) + 1, len(out),
    )  # fmt: skip


def stream(head, content):
    """A stream object."""
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (head, len(content), content)


def form_drawing_itself():
    """A PDF of a page whose only form draws itself twice, and so for ever."""
    resources = b"/Resources<</XObject<</F 5 0 R>>>>"
    return file_of(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R%s>>" % resources,
            stream(b"", b"/F Do"),
            stream(
                b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]" + resources, b"q 1 0 0 1 1 1 cm /F Do Q\n" * 2
            ),
        ]
    )


def set_lines(paragraphs, width=30):
    """Typeset: two blanks of indent, full lines, twelve points a character."""
    for text in paragraphs:
        position = 0
        while position < len(text):
            room = width - 2 if position == 0 else width
            yield (84 if position == 0 else 60, text[position : position + room])
            position += room
