"""A plugin of pytest for `mutants.py`: of the tests asked for the file's own come first, then the quick ones."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

TOOK = json.loads(Path(os.environ["MUTANT_MAP"]).read_text("utf-8"))["took"]
OWN = os.environ["MUTANT_OWN"].split(",")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests in order."""
    items.sort(key=lambda item: (item.nodeid.partition("::")[0] not in OWN, TOOK.get(item.nodeid, 0)))
