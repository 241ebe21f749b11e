"""Turn documents into rows of an export with the readers that plugins bring."""
