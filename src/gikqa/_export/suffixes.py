"""The suffixes of files that hold an export, known before pyarrow is imported."""

_PARQUET = (".parquet", ".parq", ".pq")
_ARROW = (".arrow", ".arrows", ".feather", ".ipc")


def is_arrow(name: str) -> bool:
    """Whether the suffix is one of Arrow files."""
    return name.lower().endswith(_ARROW)


def is_export(name: str) -> bool:
    """Whether the suffix is one of files that hold an export."""
    return name.lower().endswith(_PARQUET + _ARROW)
