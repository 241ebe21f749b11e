"""Turn documents into rows of an export with the readers that plugins bring."""

from gikqa._documents.read_documents import find_documents, read_documents

__all__ = ["find_documents", "read_documents"]
