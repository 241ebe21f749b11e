"""The export: what it looks like, how it is opened, and how its values become clean columns."""
