"""Chinese government work reports become data in which every number is proved against the source text."""

from __future__ import annotations

import importlib
import logging
from typing import TYPE_CHECKING, Any

from policysum.version import __version__ as __version__

if TYPE_CHECKING:
    from policysum.claims import Unit
    from policysum.document import Document
    from policysum.errors import (
        ClaimsError,
        ConfigError,
        DocumentError,
        InputError,
        ModelError,
        PolicysumError,
    )
    from policysum.quantity import Quantity
    from policysum.schema import Achievement, Evidence, Kpi, Plan, Problem, Report, Verdict
    from policysum.statements import Ledger, quantities
    from policysum.summarizer import Summarizer, asummarize, summarize
    from policysum.summary import Summary
    from policysum.verify import Checked, check

_HOME = {
    "Achievement": "schema",
    "Checked": "verify",
    "ClaimsError": "errors",
    "ConfigError": "errors",
    "Document": "document",
    "DocumentError": "errors",
    "Evidence": "schema",
    "InputError": "errors",
    "Kpi": "schema",
    "Ledger": "statements",
    "ModelError": "errors",
    "Plan": "schema",
    "PolicysumError": "errors",
    "Problem": "schema",
    "Quantity": "quantity",
    "Report": "schema",
    "Summarizer": "summarizer",
    "Summary": "summary",
    "Unit": "claims",
    "Verdict": "schema",
    "asummarize": "summarizer",
    "check": "verify",
    "quantities": "statements",
    "summarize": "summarizer",
}
"""Public name -> module it lives in. Loaded on first use, so that `import policysum` stays instant."""

__all__ = [
    "Achievement",
    "Checked",
    "ClaimsError",
    "ConfigError",
    "Document",
    "DocumentError",
    "Evidence",
    "InputError",
    "Kpi",
    "Ledger",
    "ModelError",
    "Plan",
    "PolicysumError",
    "Problem",
    "Quantity",
    "Report",
    "Summarizer",
    "Summary",
    "Unit",
    "Verdict",
    "asummarize",
    "check",
    "panel",
    "quantities",
    "summarize",
]

# A library prints nothing of its own accord: without a handler Python would put warnings on stderr.
logging.getLogger(__name__).addHandler(logging.NullHandler())


def __getattr__(name: str) -> Any:
    if name == "panel":  # a room that can be called
        return importlib.import_module(f"{__name__}.panel")
    module = _HOME.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{module}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME, "panel"})
