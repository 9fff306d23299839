"""The rows of a table are checked in one test: a test for each of thousands takes longer than its check.

The rows that fail are named, each with what is wrong. With POLICYSUM_EACH_ROW set, as `-k` and the mutants of words set it, each
row is a test of its own.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SHOWN = 20
"""Failing rows that are shown."""


def each(names: str | tuple[str, ...], cases: Iterable[Any], ids: Callable[[Any], Any] = str) -> Any:
    """Like `pytest.mark.parametrize`, for a check that takes no fixtures."""
    given = list(cases)
    if os.environ.get("POLICYSUM_EACH_ROW"):
        return pytest.mark.parametrize(names, given, ids=ids)
    together = [case if isinstance(names, tuple) else (case,) for case in given]

    def looped(check: Callable[..., None]) -> Callable[[], None]:
        def test() -> None:
            assert together
            failed = []
            for case in together:
                try:
                    check(*case)
                except Exception as error:  # noqa: BLE001 - whatever it is, it is this row's failure
                    name = ", ".join(str(ids(part)) for part in case)
                    failed.append(f"{name}: {type(error).__name__}: {error}")
            said = "\n".join(failed[:SHOWN])
            assert not failed, f"{len(failed)} of {len(together)} rows fail\n{said}"

        test.__name__, test.__qualname__ = check.__name__, check.__qualname__
        test.__doc__, test.__module__ = check.__doc__, check.__module__
        return test

    return looped
