"""The facts of an export: what the readers of narratives read, one row each."""
