"""The public names of `gikqa.editions`, each with its module."""

from .deadlines import Deadline as Deadline
from .deadlines import load_deadlines as load_deadlines
from .edition import Block as Block
from .edition import Cell as Cell
from .edition import Edition as Edition
from .edition import Identity as Identity
from .edition import Kind as Kind
from .edition import Line as Line
from .edition import Relation as Relation
from .edition import SectionHeading as SectionHeading
from .edition import Table as Table
from .load import edition_for as edition_for
from .load import load_edition as load_edition
from .load import load_editions as load_editions
from .load import parse_edition as parse_edition
from .load import specs_folder as specs_folder
from .printed_names import PrintedNames as PrintedNames
from .scope import Scope as Scope
