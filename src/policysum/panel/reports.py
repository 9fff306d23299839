"""Results of a folder as reports of a panel: read on every core, only what a panel needs is kept."""

from __future__ import annotations

import logging
import os
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from policysum.catalogue import Catalogue, load_indicators
from policysum.errors import InputError
from policysum.export.results import NoResultError, named, read_quickly, read_result, result_files
from policysum.panel.figures import Figure, Source, figures, source_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

__all__ = ["Report", "report_of", "reports_in", "reports_of"]

_log = logging.getLogger("policysum.export")

_MANY = 200
"""Results from which on starting processes takes less time than it saves."""


class Report(NamedTuple):
    """One report of a panel."""

    source: Source
    figures: tuple[Figure, ...]


def report_of(data: Mapping[str, Any], catalogue: Catalogue | None = None, *, known: bool = False) -> Report:
    """Take from a result in its JSON form what a panel needs."""
    return Report(source_of(data), tuple(figures(data, catalogue, known=known)))


def reports_of(
    results: Iterable[Mapping[str, Any]], catalogue: Catalogue | None = None, *, known: bool = False
) -> Iterator[Report]:
    """The same for many, one at a time, so that they may come from a generator."""
    for data in results:
        yield report_of(data, catalogue, known=known)


def reports_in(out: Path, *, indicators: Path | None = None, known: bool = False) -> Iterator[Report]:
    """The reports of a folder of results, in the order of their files.

    Damaged results are passed over with a warning that names them, other JSON files without one.

    Args:
        out: the folder of a run.
        indicators: a file of the user's own indicators.
        known: whether only figures whose name the catalogue has are wanted.
    """
    catalogue = (
        Catalogue(load_indicators(indicators)) if indicators else None
    )  # a wrong file is reported here
    read = partial(_read, out, indicators, known)
    files = result_files(out) if out.is_dir() else [out]
    if len(files) < _MANY or (os.cpu_count() or 1) == 1:
        found: Iterable[Report | str] = (_taken(path, out, catalogue, known=known) for path in files)
    else:
        found = _side_by_side(read, files)
    for one in found:
        if isinstance(one, Report):
            yield one
        elif one:
            _log.warning("%s; it is passed over", one)


def _side_by_side(read: Any, files: list[Path]) -> Iterator[Report | str]:
    with ProcessPoolExecutor() as pool:
        yield from pool.map(read, files, chunksize=16)


def _read(out: Path, indicators: Path | None, known: bool, path: Path) -> Report | str:
    return _taken(path, out, _catalogue(indicators), known=known)


def _catalogue(indicators: Path | None) -> Catalogue | None:
    if indicators is None:
        return None
    if indicators not in _OPEN:
        _OPEN[indicators] = Catalogue(load_indicators(indicators))
    return _OPEN[indicators]


_OPEN: dict[Path, Catalogue] = {}


def _taken(path: Path, out: Path, catalogue: Catalogue | None, *, known: bool) -> Report | str:
    """The report of a file; where it is none, what is wrong with it, or nothing if it never was a result."""
    place = out if out.is_dir() else None
    try:
        data = named(read_quickly(path), path, place)
        try:
            return report_of(data, catalogue, known=known)
        except (ValueError, TypeError, LookupError, AttributeError):
            return report_of(named(read_result(path), path, place), catalogue, known=known)
    except NoResultError:
        return ""
    except InputError as error:
        return str(error).rstrip(".")
