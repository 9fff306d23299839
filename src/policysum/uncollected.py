"""While one step of a report is taken no garbage is looked for.

All that is made of a report stays until its result is there, and none of it points in a circle: to look through it again
and again would find nothing, and of a long report takes a tenth of the time.
"""

from __future__ import annotations

import gc
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["uncollected"]

_PAUSED = threading.Lock()


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no garbage meanwhile, unless another thread has seen to that: so it is looked for between any two steps."""
    if not gc.isenabled() or not _PAUSED.acquire(blocking=False):
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        _PAUSED.release()
