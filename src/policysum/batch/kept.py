"""Finished results, kept so that the same report need not be worked through again for another folder.

What a result is made of (source, settings, prompts, code) is its key, so an improvement of any of them makes it
anew, from the responses that are kept for good in the response cache. Results cost nothing but time: beyond a
size the oldest are dropped.
"""

from __future__ import annotations

import base64
import zlib
from typing import TYPE_CHECKING, Any

from pydantic_core import from_json, to_json

from policysum.errors import PolicysumError
from policysum.llm.cache import CacheError, ResponseCache, default_cache_dir

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from policysum.llm.cache import CacheInfo

__all__ = ["KeptResults"]

_FOLDER = "results"
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

    def get(self, fingerprint: str) -> tuple[dict[str, Any], str | None] | None:
        """A result and, where it was taken from a page or a Word file, the text its spans point into.

        It comes as though every model call had been answered from the cache.

        Raises:
            CacheError: what is kept was not written by this cache.
        """
        entry = self._cache.get(fingerprint)
        if entry is None:
            return None
        try:
            packed = base64.b64decode(entry["result"], validate=True)
            unpacker = zlib.decompressobj()
            data = from_json(unpacker.decompress(packed, _LONGEST))
            source = entry["source"]
            run = data["run"]
            run["cache_hits"] += run["model_calls"]
            run |= {"model_calls": 0, "prompt_tokens": 0, "completion_tokens": 0, "cached_tokens": 0}
            run["seconds"] = 0.0
            run["cost"] = None if run["cost"] is None else 0.0
        except (ValueError, KeyError, TypeError, zlib.error) as error:
            raise CacheError(
                "a kept result is not one that this cache wrote",
                where=str(self._cache.directory),
                hint="Run `policysum cache clear`.",
            ) from error
        return data, source

    def put(self, fingerprint: str, data: Mapping[str, Any], source: str | None) -> None:
        """Keep a result; where it cannot be kept nothing is lost but time."""
        packed = base64.b64encode(zlib.compress(to_json(data), _FASTEST)).decode("ascii")
        try:
            self._cache.put(fingerprint, {"result": packed, "source": source})
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
