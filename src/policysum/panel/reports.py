"""Results of a folder as reports of a panel: read on every core, only what a panel needs is kept."""

from __future__ import annotations

import logging
import os
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from policysum.catalogue import Catalogue, load_indicators
from policysum.errors import InputError
from policysum.export.files import result_files
from policysum.export.results import NoResultError, named, read_result
from policysum.panel.figures import Figure, Source, figures, source_of
from policysum.panel.needed import read_needed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

__all__ = ["Report", "no_results", "report_of", "reports_in", "reports_of", "taken_in"]

_log = logging.getLogger("policysum.export")

_MANY = 200
"""Results from which on starting processes takes less time than it saves."""

_T = TypeVar("_T")


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


def no_results(out: Path) -> InputError:
    """What is wrong with a folder that holds no results, or is none."""
    return InputError(
        "this folder holds no results", where=str(out), hint="Name the OUT of a `policysum run`."
    )


def reports_in(out: Path, *, indicators: Path | None = None) -> Iterator[Report]:
    """The reports of a folder of results, in the order of their files; see `taken_in`."""
    return taken_in(out, report_of, indicators=indicators)


def taken_in(
    out: Path, take: Callable[[Mapping[str, Any], Catalogue | None], _T], *, indicators: Path | None = None
) -> Iterator[_T]:
    """What is taken from every result of a folder, in the order of their files.

    Damaged results are passed over with a warning that names them, other JSON files without one.

    Args:
        out: the folder of a run, or the file of a result.
        take: a function of a module, since other processes call it, too.
        indicators: a file of the user's own indicators.
    """
    catalogue = (
        Catalogue(load_indicators(indicators)) if indicators else None
    )  # a wrong file is reported here
    files = result_files(out) if out.is_dir() else [out]
    if len(files) < _MANY or (os.cpu_count() or 1) == 1:
        found: Iterable[_Taken[_T]] = (_taken(path, out, take, catalogue) for path in files)
    else:
        found = _side_by_side(partial(_read, out, take, indicators), files)
    for one, wrong in found:
        if one is not None:
            yield one
        elif wrong:
            _log.warning("%s; it is passed over", wrong)


_Taken = tuple[_T | None, str]
"""What was taken of a file; else what is wrong with it, or nothing if it never was a result."""


def _side_by_side(read: Callable[[Path], _Taken[_T]], files: list[Path]) -> Iterator[_Taken[_T]]:
    with ProcessPoolExecutor() as pool:
        yield from pool.map(read, files, chunksize=16)


def _read(out: Path, take: Any, indicators: Path | None, path: Path) -> _Taken[Any]:
    return _taken(path, out, take, _catalogue(indicators))


def _catalogue(indicators: Path | None) -> Catalogue | None:
    if indicators is None:
        return None
    if indicators not in _OPEN:
        _OPEN[indicators] = Catalogue(load_indicators(indicators))
    return _OPEN[indicators]


_OPEN: dict[Path, Catalogue] = {}


def _taken(
    path: Path,
    out: Path,
    take: Callable[[Mapping[str, Any], Catalogue | None], _T],
    catalogue: Catalogue | None,
) -> _Taken[_T]:
    place = out if out.is_dir() else None
    try:
        try:
            return take(read_needed(path, place), catalogue), ""
        except (ValueError, TypeError, LookupError, AttributeError):
            return take(named(read_result(path), path, place), catalogue), ""
    except NoResultError:
        return None, ""
    except InputError as error:
        return None, str(error).rstrip(".")
