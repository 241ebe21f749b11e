"""The documents that a narrative cites: titles in 《》, numbers, orders, and their lexicon."""

import lazy_loader

# The public names are in `__init__.pyi`; a module is imported when a name of it is used.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
