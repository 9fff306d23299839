"""Tables appear whole or not at all: they are written beside their place and moved into it at the end."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from policysum.export.names import REVIEW_NAME, is_page_name
from policysum.export.tables import TablesWriter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["staged_tables"]


@contextmanager
def staged_tables(out: Path, formats: Sequence[str]) -> Iterator[TablesWriter]:
    """Open a `TablesWriter` whose files replace those of an earlier run only when the block ends well.

    Args:
        out: the folder the tables are for.
        formats: names of `FORMATS`.

    Raises:
        ConfigError: a format does not exist, or its library is not installed; nothing is touched then.
    """
    out.mkdir(parents=True, exist_ok=True)
    stage = Path(tempfile.mkdtemp(dir=out, prefix=".tables-"))
    try:
        with TablesWriter(stage, formats) as writer:
            yield writer
        if (stage / REVIEW_NAME).exists():  # an earlier run may have had more pages
            for path in out.iterdir():
                if is_page_name(path.name) and not (stage / path.name).exists():
                    path.unlink()
        for path in sorted(path for path in stage.rglob("*") if path.is_file()):
            target = out / path.relative_to(stage)
            target.parent.mkdir(parents=True, exist_ok=True)
            path.replace(target)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
