"""No Chinese word stands in the code of the rooms that take theirs from the tables."""

import ast
import re
from pathlib import Path

import pytest

import policysum

ROOT = Path(policysum.__file__).parent
ROOMS = ["audit", "catalogue", "claims", "document", "extract", "quantity", "statements", "verify"]
HAN = re.compile("[\u3400-\u9fff]")


def literals(path):
    """The string literals with Chinese characters in a module, its docstrings left out."""
    tree = ast.parse(path.read_text("utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    strings = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in said]
    return [node.value for node in strings if isinstance(node.value, str) and HAN.search(node.value)]


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_holds_no_chinese_word_in_its_code(room):
    paths = sorted((ROOT / room).rglob("*.py"))
    assert paths
    assert {path.name: found for path in paths if (found := literals(path))} == {}
