"""A file becomes a Document: its text, page boilerplate, metadata, outline, sentences and a clean copy."""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from policysum.document.decode import decode_again
    from policysum.document.files import bounded_bytes, bounded_lines
    from policysum.document.key import document_key
    from policysum.document.loading import load_documents, read_document, refuse_address
    from policysum.document.model import Boilerplate, Document, Item, Metadata, Section

_HOME = {
    "Boilerplate": "model",
    "Document": "model",
    "Item": "model",
    "Metadata": "model",
    "Section": "model",
    "bounded_bytes": "files",
    "bounded_lines": "files",
    "decode_again": "decode",
    "document_key": "key",
    "load_documents": "loading",
    "read_document": "loading",
    "refuse_address": "loading",
}
"""Public name -> module it lives in, loaded on first use: the process that reads a PDF needs a few modules alone."""

__all__ = [
    "Boilerplate",
    "Document",
    "Item",
    "Metadata",
    "Section",
    "bounded_bytes",
    "bounded_lines",
    "decode_again",
    "document_key",
    "load_documents",
    "read_document",
    "refuse_address",
]


def __getattr__(name: str) -> Any:
    module = _HOME.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{module}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME})
