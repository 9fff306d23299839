"""The numbers that Word draws before paragraphs and that are in no text."""

from __future__ import annotations

from collections import Counter

from policysum.document.numerals import chinese_numeral

__all__ = ["OFF", "Numbering", "integer", "level_of", "local_name", "value_of"]

MAX_LEVEL = 8  # the deepest level of a list that Word knows, counted from 0
_BEYOND = 100  # from there on numbers are drawn in digits
OFF = frozenset({"0", "false", "off"})  # values of what may be switched on
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main "


def local_name(name: str) -> str:
    """The name of a tag of Word's own, without its space of names."""
    return name.removeprefix(_W).removeprefix(_STRICT)


def value_of(attributes: dict[str, str], name: str = "val") -> str:
    """An attribute of a tag of Word, or nothing."""
    return attributes.get(_W + name) or attributes.get(_STRICT + name) or attributes.get(name) or ""


class Numbering:
    """The numbers that Word draws and that are in no text: formats by list and level."""

    def __init__(self) -> None:
        self._formats: dict[tuple[str, int], tuple[str, str, int]] = {}
        self._abstract_of: dict[str, str] = {}
        self._list_of_style: dict[str, tuple[str, int]] = {}
        self._abstract = self._list = self._style = ""
        self._level = 0
        self.raised: set[str] = set()  # styles of runs that are set higher
        self.hidden: set[str] = set()  # and of those that are not shown
        self._counts: Counter[tuple[str, int]] = Counter()

    def styles(self, name: str, attributes: dict[str, str]) -> None:
        """Take in styles.xml: the lists that styles carry."""
        tag = local_name(name)
        if tag == "style":
            self._style, self._level = value_of(attributes, "styleId"), 0
        elif tag == "ilvl":
            self._level = level_of(value_of(attributes))
        elif tag == "numId":
            self._list_of_style[self._style] = (value_of(attributes), self._level)
        elif tag == "vertAlign" and value_of(attributes) == "superscript":
            self.raised.add(self._style)
        elif tag == "vanish" and value_of(attributes) not in OFF:
            self.hidden.add(self._style)

    def levels(self, name: str, attributes: dict[str, str]) -> None:
        """Take in numbering.xml: how each level is counted and drawn."""
        tag = local_name(name)
        key = (self._abstract, self._level)
        form, pattern, first = self._formats.get(key, ("decimal", "", 1))
        if tag == "abstractNum":
            self._abstract = value_of(attributes, "abstractNumId")
        elif tag == "lvl":
            self._level = level_of(value_of(attributes, "ilvl"))
        elif tag == "numFmt":
            self._formats[key] = (value_of(attributes), pattern, first)
        elif tag == "lvlText":
            self._formats[key] = (form, value_of(attributes), first)
        elif tag == "start":
            self._formats[key] = (form, pattern, integer(value_of(attributes)))
        elif tag == "num":
            self._list = value_of(attributes, "numId")
        elif tag == "abstractNumId":
            self._abstract_of[self._list] = value_of(attributes)

    def label(self, number: str, level: int | None, style: str) -> str:
        """The number of the next paragraph of a list, as Word would draw it."""
        if not number and style in self._list_of_style:
            number, own = self._list_of_style[style]
            level = own if level is None else level
        if not number or number == "0":
            return ""
        level = level or 0
        abstract = self._abstract_of.get(number, "")
        form, pattern, _ = self._formats.get((abstract, level), ("", "", 1))
        self._counts[abstract, level] += 1
        for deeper in range(level + 1, MAX_LEVEL + 1):
            self._counts.pop((abstract, deeper), None)
        if form in {"", "bullet", "none"}:
            return ""
        for other in range(level + 1):
            its_form, _, its_first = self._formats.get((abstract, other), (form, "", 1))
            count = max(self._counts[abstract, other], 1) - 1 + its_first
            pattern = pattern.replace(f"%{other + 1}", _numeral(count, its_form))
        return pattern


def integer(text: str) -> int:
    """A small whole number, 0 for anything else."""
    return int(text) if text.isdigit() and len(text) < 6 else 0


def level_of(text: str) -> int:
    """A level of a list, no deeper than Word counts: each level costs time for every paragraph."""
    return min(integer(text), MAX_LEVEL)


def _numeral(count: int, form: str) -> str:
    if form in {
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCounting",
        "ideographDigital",
    }:
        return chinese_numeral(count) if count < _BEYOND else str(count)
    if form == "decimalEnclosedCircle" and 1 <= count <= 20:
        return chr(ord("①") + count - 1)
    if form in {"lowerLetter", "upperLetter"} and 1 <= count <= 26:
        return chr((ord("a") if form == "lowerLetter" else ord("A")) + count - 1)
    return str(count)
