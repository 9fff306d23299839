"""datapackage.json beside a table: what it was made of, by which version, with which command."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from policysum.errors import ConfigError
from policysum.export.files import write_atomically
from policysum.panel.columns import COLUMNS
from policysum.panel.files import STATA_LABEL, STATA_LABEL_DOC, STATA_NAMES
from policysum.regular import regular_bytes
from policysum.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from policysum.panel.figures import Source

__all__ = ["PACKAGE", "describe"]

PACKAGE = "datapackage.json"
_TYPES = {"text": "string", "number": "number", "integer": "integer", "boolean": "boolean"}
_UNNAMED = re.compile(r"[^a-z0-9._-]+")
_MEDIA = {
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".parquet": "application/vnd.apache.parquet",
    ".dta": "application/x-stata-dta",
}


def describe(
    file: Path, table: str, sources: Iterable[Source], command: str, indicators: Path | None
) -> Path:
    """Enter a table into the data package of its folder; other tables of ours that stand there stay.

    Args:
        file: the table, written.
        table: "panel" or "track".
        sources: the reports it was made of.
        command: what makes it again.
        indicators: a file of the user's own indicators that was used.

    Raises:
        ConfigError: the folder holds a datapackage.json that is not of this program.
    """
    path = file.parent / PACKAGE
    others = [one for one in _held(path) if one.get("path") != file.name]
    resource = {
        "name": _name(table, file.name),
        "path": file.name,
        "mediatype": _MEDIA[file.suffix.lower()],
        "bytes": file.stat().st_size,
        "hash": f"sha256:{_sha256(file)}",
        "schema": {"fields": _fields(table, file.suffix.lower())},
        "sources": [
            {
                "title": source.report,
                "path": source.report,
                "sha256": source.sha256,
                "result": source.result,
                "read_by": f"policysum {source.version}",
            }
            for source in sources
        ],
        "command": command,
        "indicators": {"path": str(indicators), "sha256": _sha256(indicators)} if indicators else None,
    }
    package = {
        "profile": "data-package",
        "name": "policysum",
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "generator": f"policysum {__version__}",
        "resources": sorted([*others, resource], key=lambda one: str(one["path"])),
    }
    write_atomically(path, json.dumps(package, ensure_ascii=False, indent=2).encode())
    return path


def _name(table: str, file: str) -> str:
    """A name that no other file of the folder has, in the letters that a data package allows."""
    plain = _UNNAMED.sub("-", file.lower()).strip("-.")
    mark = "" if plain == file else f"-{hashlib.sha256(file.encode()).hexdigest()[:8]}"
    return f"{table}-{plain}{mark}"


def _fields(table: str, suffix: str) -> list[dict[str, str]]:
    fields = [
        {"name": column.name, "type": _TYPES[column.type], "description": column.doc}
        for column in COLUMNS[table]
    ]
    if suffix == ".dta":
        for field in fields:
            field["name"] = STATA_NAMES.get(field["name"], field["name"])
        fields.append({"name": STATA_LABEL, "type": "string", "description": STATA_LABEL_DOC})
    return fields


def _held(path: Path) -> list[dict[str, Any]]:
    try:
        package = json.loads(regular_bytes(path))
        if package["name"] == "policysum" and all(isinstance(one, dict) for one in package["resources"]):
            return list(package["resources"])
    except FileNotFoundError:
        return []
    except (OSError, ValueError, LookupError, TypeError):
        pass
    hint = "Write the table into another folder."
    raise ConfigError("this data package is not of policysum and stays as it is", where=str(path), hint=hint)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
