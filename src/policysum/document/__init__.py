"""A file becomes a Document: its text, page boilerplate, metadata, outline, sentences and a clean copy."""

from policysum.document.clean import CleanText
from policysum.document.decode import decode_again
from policysum.document.files import bounded_bytes, bounded_lines
from policysum.document.loading import load_documents, read_document, refuse_address
from policysum.document.model import Boilerplate, Document, Item, Metadata, Section, document_key

__all__ = [
    "Boilerplate",
    "CleanText",
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
