"""From a file to a document: paragraphs and tables in reading order."""
