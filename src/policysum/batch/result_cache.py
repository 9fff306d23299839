"""Finished results, kept so that the same report need not be worked through again for another folder.

What a result is made of (source, settings, prompts, code) is its key, so an improvement of any of them makes it
anew, from the responses that are kept for good in the response cache. Results cost nothing but time: beyond a
size the oldest are dropped.
"""

from __future__ import annotations

import base64
import logging
import zlib
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from policysum.batch.results import Facts
from policysum.batch.serialised_result import Finished
from policysum.errors import PolicysumError
from policysum.llm.cache import ResponseCache
from policysum.places import cache_dir as default_cache_dir

if TYPE_CHECKING:
    from pathlib import Path

    from policysum.llm.cache import CacheInfo

__all__ = ["KeptResults"]

_log = logging.getLogger(__name__)

_FOLDER = "finished"
_FASTEST = 1  # of zlib's levels: still a sixth of the size
_MOST_BYTES = 2**30
_LONGEST = 2**28
"""Bytes of a result, at most: more than any report yields, and less than a planted entry could take."""


class KeptResults:
    """Results in their JSON form by fingerprint.

    Args:
        cache_dir: folder of the response cache they lie beside; the default where it is None.
    """

    def __init__(self, cache_dir: Path | None = None) -> None:
        folder = cache_dir if cache_dir is not None else default_cache_dir()
        self._cache = ResponseCache(folder / _FOLDER, most_bytes=_MOST_BYTES)

    def get(self, fingerprint: str) -> Finished | None:
        """A result, as though every model call had been answered from the cache; where none can be had, none."""
        try:
            entry = self._cache.get(fingerprint)
        except PolicysumError as error:
            _log.info("no kept result is used: %s", error)
            return None
        if entry is None:
            return None
        try:
            text = _unpacked(base64.b64decode(entry["result"], validate=True))
            return Finished.read(text, Facts(**entry["facts"]), entry["source"]).from_cache()
        except (ValueError, KeyError, TypeError, zlib.error):
            return None  # an older version kept it in another form

    def put(self, fingerprint: str, finished: Finished) -> None:
        """Keep a result; where it cannot be kept nothing is lost but time."""
        packed = base64.b64encode(zlib.compress(finished.text(), _FASTEST)).decode("ascii")
        entry: dict[str, Any] = {
            "result": packed,
            "facts": asdict(finished.facts),
            "source": finished.source,
        }
        try:
            self._cache.put(fingerprint, entry)
        except PolicysumError:
            return

    def info(self) -> CacheInfo:
        """Count results and bytes."""
        return self._cache.info()

    def prune(self, older_than: float) -> int:
        """Remove results kept more than so many seconds ago and say how many they were."""
        return self._cache.prune(older_than)

    def clear(self) -> int:
        """Remove every result and say how many they were."""
        return self._cache.clear()

    def close(self) -> None:
        """Close the database."""
        self._cache.close()


def _unpacked(packed: bytes) -> bytes:
    unpacker = zlib.decompressobj()
    text = unpacker.decompress(packed, _LONGEST)
    if not unpacker.eof:  # its checksum stands at the end
        raise ValueError("this is not all of it")
    return text
