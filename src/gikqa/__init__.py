"""Linter for the yearly disclosure reports of public bodies in China.

`gikqa.lint(export)` judges an export and returns a `Result`. Importing this package imports neither
pandera nor pandas, and pyarrow only when a name that needs it is used.
"""

import lazy_loader

__version__ = "0.1.0"

# The public names are listed in `__init__.pyi`; a module is imported when a name of it is used.
__getattr__, _, _names = lazy_loader.attach_stub(__name__, __file__)

# Without the two modules that `from gikqa import *` would import for nothing.
__all__ = sorted({"__version__", *_names} - {"testing", "text"})


def __dir__() -> list[str]:
    return list(__all__)
