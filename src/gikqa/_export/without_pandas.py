"""Keep pyarrow from importing pandas, which it does at the first value that it converts.

That takes 0.4 s, three times as long as importing pyarrow, and nothing of gikqa uses pandas. For a
process of our own only: in the process of a caller, what pyarrow knows of pandas is the caller's.
"""

import sys
from typing import Any

import pyarrow as pa


class _NoPandas:
    """Says for the import system that there is no pandas."""

    @staticmethod
    def find_spec(name: str, *_: Any) -> None:
        """Refuse pandas, and leave all other modules to the finders that follow."""
        if name == "pandas":
            raise ModuleNotFoundError(name)


def spare_pandas() -> None:
    """Let pyarrow look for pandas once, in vain, unless pandas is in memory already.

    pyarrow looks again when it is asked for something that needs pandas, such as `to_pandas`, so
    that a plugin can use both. Only `pyarrow.array` of a series does not: a plugin that needs it
    takes `pyarrow.Table.from_pandas`.
    """
    if "pandas" in sys.modules:
        return
    finder: Any = _NoPandas()
    sys.meta_path.insert(0, finder)
    try:
        pa.array([])
    finally:
        sys.meta_path.remove(finder)
