"""The version of the package, in a module that imports nothing of it."""

from __future__ import annotations

__all__ = ["__version__"]

__version__ = "0.1.0"
