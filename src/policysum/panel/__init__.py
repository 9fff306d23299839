"""Many results seen as one dataset: region x period x indicator, and targets against results.

The room has the name of its first function, so that `policysum.panel(results)` and
`from policysum.panel import panel_rows` both work: the module itself can be called.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

from policysum.panel.columns import PANEL_COLUMNS, TRACK_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from policysum.panel.frames import Panel, panel
    from policysum.panel.rows import panel_rows, unmatched
    from policysum.panel.track import track_rows
    from policysum.summary import Summary

__all__ = ["PANEL_COLUMNS", "TRACK_COLUMNS", "Panel", "panel", "panel_rows", "track_rows", "unmatched"]

_HOME = {
    "Panel": "frames",
    "panel": "frames",
    "panel_rows": "rows",
    "track_rows": "track",
    "unmatched": "rows",
}
"""Public name -> module it lives in. Loaded on first use: a query over kept tables needs none of them."""


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(name)
    return getattr(importlib.import_module(f"policysum.panel.{_HOME[name]}"), name)


class _Callable(ModuleType):
    def __call__(
        self,
        results: Iterable[Summary | Mapping[str, Any]] | Path | str,
        *,
        indicators: Path | None = None,
    ) -> Panel:
        from policysum.panel.frames import panel as over

        return over(results, indicators=indicators)


sys.modules[__name__].__class__ = _Callable
