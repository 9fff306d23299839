"""Old Word and WPS files (.doc, .wps), through LibreOffice where it is installed."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from policysum.document.child import ChildCrashedError, ChildSlowError, run_child
from policysum.document.docx import read_docx
from policysum.document.files import bounded_bytes
from policysum.errors import DocumentError

if TYPE_CHECKING:
    from policysum.document.formats import Extracted

__all__ = ["office_program", "read_doc"]

SECONDS = 60.0
MEMORY = 2 << 30
_HINT = "Open it and save it as .docx"


def office_program() -> str | None:
    """LibreOffice's program, or None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def read_doc(data: bytes, where: str) -> Extracted:
    """Extract the text of an old Word file, converted without a window, in bounded time and memory.

    Raises:
        DocumentError: LibreOffice is not there, fails, or takes too long; or as `read_docx`.
    """
    program = office_program()
    if program is None:
        raise DocumentError("an old Word file is read through LibreOffice only", where=where, hint=_HINT)
    with tempfile.TemporaryDirectory(prefix="policysum-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / "report.doc"
        source.write_bytes(data)
        command = [
            program, "--headless", "--norestore", "--nolockcheck", "--nodefault",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",  # of its own: a window that is open keeps its
            "--convert-to", "docx", "--outdir", str(folder / "out"), str(source),
        ]  # fmt: skip
        try:
            run_child(command, seconds=SECONDS, memory=MEMORY)
            converted = bounded_bytes(folder / "out" / "report.docx")
        except ChildSlowError as error:
            raise DocumentError(
                f"LibreOffice takes more than {SECONDS:.0f} seconds to read it", where=where, hint=_HINT
            ) from error
        except (ChildCrashedError, OSError) as error:
            raise DocumentError("LibreOffice cannot read the file", where=where, hint=_HINT) from error
    return read_docx(converted, where)
