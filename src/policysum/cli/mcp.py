"""`policysum mcp`: the checks as tools for assistants."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["mcp"]


def mcp(
    folder: Annotated[
        Path,
        typer.Argument(help="Folder of reports and results that may be read.", exists=True, file_okay=False),
    ] = Path(),
) -> None:
    """Serve check, numbers, summarize and panel to an assistant over standard input and output (MCP)."""
    from policysum.mcp_server import build

    build(folder).run("stdio")
