"""A plugin of pytest for `mutants.py`: which tests a change gets that needs a new process, and in which order.

The default of a parameter, and a name that begins with a line, are of their own module only: no test notices another
value of them that does not enter the module. Of the tests asked for the file's own come first, then the quick ones.
"""

from __future__ import annotations

import ast
import json
import os
from pathlib import Path

import pytest

MAP = json.loads(Path(os.environ["MUTANT_MAP"]).read_text("utf-8"))
FILE, LINE = os.environ["MUTANT_FILE"], int(os.environ["MUTANT_LINE"])
OWN = os.environ["MUTANT_OWN"].split(",")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def is_of_its_module(body: list[ast.stmt]) -> bool:
    """Whether a changed statement of a module or class can be seen only by what enters the module."""
    for node in body:
        if not node.lineno <= LINE <= (node.end_lineno or node.lineno):
            continue
        if isinstance(node, ast.ClassDef):
            return is_of_its_module([one for one in node.body if isinstance(one, FUNCTIONS)])
        if isinstance(node, ast.Assign):
            return all(isinstance(one, ast.Name) and one.id.startswith("_") for one in node.targets)
        return isinstance(node, FUNCTIONS)
    return False


def entered() -> set[str]:
    """The tests that were seen to enter the changed file."""
    reached = 0
    for tests in MAP["reached"].get(FILE, {}).values():
        reached |= int(tests, 16)
    return {test for at, test in enumerate(MAP["took"]) if reached >> at & 1}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what cannot notice it, and put the others in order."""
    own = is_of_its_module(ast.parse(Path(FILE).read_text("utf-8")).body)
    seen = entered() if own else set()
    if any(one.nodeid in seen for one in items):
        config.hook.pytest_deselected(items=[one for one in items if one.nodeid not in seen])
        items[:] = [one for one in items if one.nodeid in seen]
    items.sort(key=lambda item: (item.nodeid.partition("::")[0] not in OWN, MAP["took"].get(item.nodeid, 0)))
