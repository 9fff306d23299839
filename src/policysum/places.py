"""Where what is the user's own lies: configuration, and what was paid for once."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["cache_dir", "config_dir"]


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
