"""The statutory forms as data: tables, cells, labels, identities.

Source: the notices named in each edition's `instrument`; the files are `specs/editions/*.toml`.
"""

from gikqa._specs import specs_folder
from gikqa.editions.edition import (
    Block,
    Cell,
    Edition,
    Identity,
    Kind,
    Line,
    Relation,
    SectionHeading,
    Table,
)
from gikqa.editions.load import edition_for, load_edition, load_editions, parse_edition

__all__ = [
    "Block",
    "Cell",
    "Edition",
    "Identity",
    "Kind",
    "Line",
    "Relation",
    "SectionHeading",
    "Table",
    "edition_for",
    "load_edition",
    "load_editions",
    "parse_edition",
    "specs_folder",
]
