"""Chinese words that decide something are rows of tables: the code of the room holds few strings with any, and no more."""

import ast
import re
from pathlib import Path

import pytest

import policysum.document

ROOM = Path(policysum.document.__file__).parent
HAN = re.compile("[\u4e00-\u9fff]")
# What is left, by file. Numerals, 年月日 and the characters that hold a pattern together stand in all of them; words are left in
# roles (headings that turn an inner section), marks and outline (what opens no unit), items (what is summed up), spam and decode
# (characters that a wrong encoding makes). A count may only fall.
LEFT = {
    "contents": 2, "dates": 9, "decode": 4, "docx_numbers": 3, "five_years": 5, "boilerplate": 3, "heading_years": 4, "headings": 19,
    "html_lines": 1, "issuers": 4, "items": 11, "line_kinds": 10, "lines": 3, "marks": 7, "metadata": 3, "outline": 2,
    "pdf_lines": 3, "pdf_text": 2, "place": 8, "raised": 2, "reference_time": 5, "roles": 17, "section_roles": 1, "spam": 6,
    "table_layout": 7, "table_units": 3, "title_forms": 3, "title_years": 2, "titles": 7, "warnings": 1, "weighing": 3,
}  # fmt: skip


def strings(path):
    """The strings of a file that hold a Chinese character, docstrings left out."""
    tree = ast.parse(path.read_text("utf-8"))
    listed = {
        id(one.value)
        for node in ast.walk(tree)
        for one in (node.body if isinstance(getattr(node, "body", None), list) else ())
        if isinstance(one, ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in listed
        and HAN.search(node.value)
    ]


@pytest.mark.parametrize("path", sorted(ROOM.glob("*.py")), ids=lambda path: path.stem)
def test_no_more_chinese_stands_in_the_code_than_did(path):
    assert len(strings(path)) <= LEFT.get(path.stem, 0)
