"""The finders that rules declare for the narratives, and the reader of their quantities.

`read_quantities` gives every number that counts or measures, in reading order, with what it
counts, what was done, of which time, and how exact it is. `read_enumerations` gives the totals that
are followed by their parts.
"""

import lazy_loader

# The public names are in `__init__.pyi`; a module is imported when a name of it is used.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
