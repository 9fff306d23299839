"""The gold annotations of a folder, read and joined."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policysum.errors import InputError
from policysum.regular import regular_bytes

__all__ = ["Gold", "GoldItem", "GoldKpi", "read_gold", "reports"]

_FREE_NOTES = ("optional:", "kpi-optional:")
_REPORT_SUFFIXES = (".txt", ".md", ".html", ".htm", ".pdf", ".docx")


@dataclass(frozen=True, slots=True)
class GoldKpi:
    """One numeric fact a person found, with the span of its number.

    `required` is false where the annotator left it open whether it counts as a fact.
    """

    start: int
    end: int
    indicator: str
    value: Any
    unit: str
    status: str
    change: str
    period: str | None
    required: bool


@dataclass(frozen=True, slots=True)
class GoldItem:
    """One achievement, problem or plan a person found."""

    type: str
    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Gold:
    """All annotations of one report.

    `free` holds the spans of numbers that cost nothing whether they are taken for a fact or not. `has_items` is
    false where nobody has annotated items: reviewed KPIs alone say nothing of them.
    """

    name: str
    kpis: tuple[GoldKpi, ...]
    items: tuple[GoldItem, ...]
    free: tuple[tuple[int, int], ...]
    has_items: bool = True


def read_gold(folder: str | Path) -> dict[str, Gold]:
    """Read every annotated report of a folder, by its short name (`000`).

    Raises:
        InputError: The folder has no annotations, or one of them is not readable.
    """
    folder = Path(folder)
    names = sorted(path.name.removesuffix(".kpis.jsonl") for path in folder.glob("*.kpis.jsonl"))
    if not names:
        raise InputError(
            "no gold annotations here",
            where=str(folder),
            hint="Name a folder that holds NNN.kpis.jsonl files.",
        )
    return {name: _read_one(folder, name) for name in names}


def reports(folder: str | Path, *, among: str | Path | None = None) -> dict[str, Path]:
    """Find the report file of every annotated report, in the gold folder, above it, or in `among`."""
    folder = Path(folder)
    places = [Path(among)] if among else [folder, folder.parent]
    found: dict[str, Path] = {}
    for name in sorted(path.name.removesuffix(".kpis.jsonl") for path in folder.glob("*.kpis.jsonl")):
        for place in places:
            files = [p for p in sorted(place.glob(f"{name}*")) if p.suffix.lower() in _REPORT_SUFFIXES]
            if files:
                found[name] = files[0]
                break
    return found


def _read_one(folder: Path, name: str) -> Gold:
    try:
        return _joined(folder, name)
    except (KeyError, TypeError, AttributeError) as error:
        raise InputError(
            f"these annotations are damaged ({type(error).__name__}: {error})",
            where=str(folder / f"{name}.*.jsonl"),
            hint="Write them again with `policysum apply --gold`, or take them away.",
        ) from error


def _joined(folder: Path, name: str) -> Gold:
    mentions = {row["id"]: row for row in _lines(folder / f"{name}.mentions.jsonl")}
    kpis = []
    for row in _lines(folder / f"{name}.kpis.jsonl"):
        mention = mentions.get(row["mention"])
        if mention is None:
            raise InputError(f"KPI names the unknown mention {row['mention']}", where=f"{name}.kpis.jsonl")
        kpis.append(
            GoldKpi(
                start=mention["start"],
                end=mention["end"],
                indicator=row["indicator"],
                value=row["value"],
                unit=row["unit"],
                status=row["status"],
                change=row["change"],
                period=row["period"],
                required=not _is_free(row),
            )
        )
    items = [
        GoldItem(type=row["type"], title=row["title"], start=row["start"], end=row["end"])
        for row in _lines(folder / f"{name}.items.jsonl", missing_ok=True)
    ]
    free = tuple((row["start"], row["end"]) for row in mentions.values() if _is_free(row))
    has_items = (folder / f"{name}.items.jsonl").exists()
    return Gold(name=name, kpis=tuple(kpis), items=tuple(items), free=free, has_items=has_items)


def _is_free(row: dict[str, Any]) -> bool:
    return str(row.get("note") or "").startswith(_FREE_NOTES)


def _lines(path: Path, *, missing_ok: bool = False) -> list[dict[str, Any]]:
    if missing_ok and not path.exists():
        return []
    try:
        text = regular_bytes(path).decode()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("cannot read the gold file", where=str(path)) from error
    rows = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            rows.append(json.loads(line))
        except (ValueError, RecursionError) as error:
            raise InputError("not a line of JSON", where=f"{path}:{number}") from error
    return rows
