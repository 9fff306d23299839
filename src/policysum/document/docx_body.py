"""The body of a Word file becomes lines: paragraphs as Word shows them, tables with their headings."""

from __future__ import annotations

from dataclasses import dataclass, field

from policysum.document.docx_numbers import OFF, Numbering, integer, level_of, local_name, value_of
from policysum.document.grid import Cell
from policysum.document.raised import raised
from policysum.document.writing import WrittenLine, table_below
from policysum.errors import DocumentError

__all__ = ["Body"]

MAX_CELLS = 200_000
_RAISED = 4  # half points above the line from which a run is a mark of a note
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_SKIPPED = frozenset({
    "del", "moveFrom", "instrText", "pPrChange", "rPrChange", "tblPrChange", "footnoteReference", "endnoteReference",
})  # fmt: skip
_PRINTED = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


@dataclass(slots=True)
class _Cell:
    lines: list[str] = field(default_factory=list)
    across: int = 1
    continued: bool = False


@dataclass(slots=True)
class _Paragraph:
    pieces: list[str] = field(default_factory=list)
    number: str = ""
    level: int | None = None
    style: str = ""


class Body:
    """Gathers document.xml into lines."""

    def __init__(self, numbering: Numbering, where: str) -> None:
        self.lines: list[WrittenLine] = []
        self._numbering = numbering
        self._where = where
        self._skip = 0
        self._in_text = 0
        self._run = False
        self._hidden = False  # the run is not shown
        self._raised = False  # the run is set higher
        self._paragraphs: list[_Paragraph] = []
        self._tables: list[list[list[_Cell]]] = []
        self._cells = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Handle an opening tag."""
        tag = local_name(name)
        if self._skip or name == _FALLBACK or tag in _SKIPPED:
            self._skip += 1
        elif tag == "t":
            self._in_text += 1
        elif tag == "r":
            self._run, self._hidden, self._raised = True, self._in_hidden_style(), False
        elif tag == "p":
            self._paragraphs.append(_Paragraph())
        elif tag in _PRINTED and self._paragraphs and self._run and not self._hidden:
            self._paragraphs[-1].pieces.append(_PRINTED[tag])
        elif tag in {"rStyle", "vanish", "vertAlign", "position"}:
            self._set_run(tag, value_of(attributes))
        elif tag in {"numId", "ilvl", "pStyle"} and self._paragraphs:
            self._set_paragraph(tag, value_of(attributes))
        else:
            self._start_table_part(tag, attributes)

    def _in_hidden_style(self) -> bool:
        """Whether the style of the paragraph hides what is in it."""
        return bool(self._paragraphs) and self._paragraphs[-1].style in self._numbering.hidden

    def _set_run(self, tag: str, value: str) -> None:
        if not self._run:  # of the mark at the end of a paragraph
            return
        if tag == "rStyle":  # it comes first; what the run says itself goes before it
            self._hidden = self._hidden or value in self._numbering.hidden
            self._raised = value in self._numbering.raised
        elif tag == "vanish":
            self._hidden = value not in OFF
        elif tag == "vertAlign":
            self._raised = value == "superscript"
        else:
            self._raised = self._raised or integer(value) >= _RAISED

    def _set_paragraph(self, tag: str, value: str) -> None:
        paragraph = self._paragraphs[-1]
        if tag == "numId":
            paragraph.number = value
        elif tag == "ilvl":
            paragraph.level = level_of(value)
        else:
            paragraph.style = value

    def _start_table_part(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "tbl":
            self._tables.append([])
            return
        if not self._tables:
            return
        rows = self._tables[-1]
        if tag == "tr":
            rows.append([])
        elif tag == "tc" and rows:
            self._cells += 1
            if self._cells > MAX_CELLS:
                raise DocumentError(
                    f"the tables of the Word file have more than {MAX_CELLS:,} cells",
                    where=self._where,
                    hint="It is damaged or made to harm; save the text alone",
                )
            rows[-1].append(_Cell())
        elif tag == "gridSpan" and rows and rows[-1]:
            rows[-1][-1].across = max(1, integer(value_of(attributes)))
        elif tag == "vMerge" and rows and rows[-1]:
            rows[-1][-1].continued = value_of(attributes) != "restart"

    def end(self, name: str) -> None:
        """Handle a closing tag."""
        if self._skip:
            self._skip -= 1
            return
        tag = local_name(name)
        if tag == "t":
            self._in_text -= 1
        elif tag == "r":
            self._run = False
        elif tag == "p" and self._paragraphs:
            self._end_paragraph()
        elif tag == "tbl" and self._tables:
            rows = self._tables.pop()
            self._emit(
                table_below(
                    [
                        [Cell(" ".join(cell.lines), cell.across, 1, cell.continued) for cell in row]
                        for row in rows
                    ],
                    self.lines if not self._tables else [],
                )
            )

    def text(self, data: str) -> None:
        """Handle character data; only what stands in w:t and is shown is the author's."""
        if not self._in_text or self._skip or self._hidden or not self._paragraphs:
            return
        pieces = self._paragraphs[-1].pieces
        if self._raised:
            data = raised("".join(pieces[-8:]), data)
        pieces.append(data)

    def _end_paragraph(self) -> None:
        paragraph = self._paragraphs.pop()
        text = "".join(paragraph.pieces)
        if text.strip():
            label = self._numbering.label(paragraph.number, paragraph.level, paragraph.style)
            self._emit([WrittenLine(label + text)])

    def _emit(self, lines: list[WrittenLine]) -> None:
        if not self._paragraphs and self._tables and self._tables[-1] and self._tables[-1][-1]:
            self._tables[-1][-1][-1].lines.extend(line.text for line in lines)
        else:  # a text box stands inside a paragraph: its lines come first
            self.lines.extend(lines)
