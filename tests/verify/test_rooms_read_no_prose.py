"""Who compares reads no prose: no regular expressions in these rooms, and of the source only what a reason quotes."""

import ast
from pathlib import Path

import pytest

import policysum

ROOT = Path(policysum.__file__).parent
ROOMS = [path for room in ("verify", "audit") for path in sorted((ROOT / room).glob("*.py"))]
QUOTING = {"reasons.py", "coverage.py"}
"""They show the reader where something stands."""


def of_the_source(node):
    """Whether a slice is one of the text of a ledger: `text[a:b]`, `self.text[a:b]`, `ledger.text[a:b]`."""
    if not (isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice)):
        return False
    whole = ast.unparse(node.value)
    return whole == "text" or whole.endswith(("self.text", "ledger.text"))


def imported(tree):
    """The modules imported where the program runs, not for its types alone."""
    typed = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import) and id(node) not in typed:
            yield from (name.name for name in node.names)


@pytest.mark.parametrize("path", ROOMS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_regular_expression_is_written_where_claims_and_arithmetic_are_judged(path):
    assert "re" not in set(imported(ast.parse(path.read_text("utf-8"))))


@pytest.mark.parametrize("path", ROOMS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_verdict_looks_at_the_source_through_its_reader_alone(path):
    cut = [ast.unparse(node) for node in ast.walk(ast.parse(path.read_text("utf-8"))) if of_the_source(node)]
    assert path.name in QUOTING or not cut


@pytest.mark.parametrize("path", sorted((ROOT / "audit").glob("*.py")), ids=lambda path: path.stem)
def test_the_audit_has_no_patterns_of_its_own(path):
    names = {node.id for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Name)}
    assert not names & {"Phrase", "Scanner", "phrase"}


def test_the_check_itself_sees_a_slice_and_an_import():
    tree = ast.parse("import re\nwords = self.text[1:2]")
    assert "re" in set(imported(tree))
    assert any(map(of_the_source, ast.walk(tree)))
