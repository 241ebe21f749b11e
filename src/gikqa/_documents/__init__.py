"""Turn documents into rows of an export with the readers that plugins bring."""

from gikqa._documents.read_documents import read_documents

__all__ = ["read_documents"]
