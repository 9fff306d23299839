"""Where files lie: the folders of configuration and cache, and file names that every system allows."""

from __future__ import annotations

import os
import re
from pathlib import Path

__all__ = ["cache_dir", "config_dir", "safe_name"]


def config_dir() -> Path:
    """POLICYSUM_CONFIG_DIR, else the platform's configuration folder."""
    if chosen := os.environ.get("POLICYSUM_CONFIG_DIR"):
        return Path(chosen)
    import platformdirs

    return Path(platformdirs.user_config_dir("policysum", appauthor=False))


def cache_dir() -> Path:
    """POLICYSUM_CACHE_DIR, else the platform's cache folder."""
    if chosen := os.environ.get("POLICYSUM_CACHE_DIR"):
        return Path(chosen)
    import platformdirs

    return Path(platformdirs.user_cache_dir("policysum", appauthor=False))


_UNSAFE = re.compile(r"[\x00-\x1f/\\:*?\"<>|]+")
_DEVICE = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?=\s*(?:\.|$))", re.IGNORECASE
)
"""What Windows takes for a device, whatever follows the name behind a full stop."""
_LONGEST = 220
"""Bytes of a name without its suffix: file systems take 255, and a file has a longer name while it is written."""


def safe_name(name: str) -> str:
    """A name of somebody's as the name of a file, without suffix, on any system; "report" where nothing is left."""
    clean = _UNSAFE.sub("_", name).strip(" .")
    clean = _DEVICE.sub(lambda device: f"{device[0]}_", clean, count=1) if _DEVICE.match(clean) else clean
    short = clean.encode("utf-8", "replace")[:_LONGEST].decode("utf-8", "ignore").rstrip(" .")
    return short or "report"
