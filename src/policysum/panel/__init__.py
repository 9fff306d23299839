"""Many results seen as one dataset: region x period x indicator, and targets against results.

The room has the name of its first function, so that `policysum.panel(results)` and
`from policysum.panel import panel_rows` both work: the module itself can be called.
"""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from policysum.panel.columns import PANEL_COLUMNS, TRACK_COLUMNS
from policysum.panel.frames import Panel, panel
from policysum.panel.rows import panel_rows, unmatched
from policysum.panel.track import track_rows
from policysum.summary import Summary

__all__ = ["PANEL_COLUMNS", "TRACK_COLUMNS", "Panel", "panel", "panel_rows", "track_rows", "unmatched"]


class _Callable(ModuleType):
    def __call__(
        self,
        results: Iterable[Summary | Mapping[str, Any]] | Path | str,
        *,
        indicators: Path | None = None,
    ) -> Panel:
        return panel(results, indicators=indicators)


sys.modules[__name__].__class__ = _Callable
