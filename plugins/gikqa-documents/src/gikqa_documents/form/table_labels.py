"""The labels of the statutory forms, arranged as they are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from gikqa.editions import Edition, Line, Table, load_editions
from gikqa_documents.form.characters import squeeze
from gikqa_documents.form.labels import LabelKey, label_key

TABLE_NAMES = {"disclosure": "表二", "requests": "表三", "disputes": "表四"}

NOTE = "勾稽关系"
"""A word of the note in the corner of table 三; no label contains it."""

# Printed in the tables, but no row, column or group of any edition.
_OTHER_WORDS = ("信息内容", "申请人情况", "统计指标", "单位", "统计数", "类别", "项目", "指标名称")


_LONGEST_ROW = 120


# Compared by identity: each form is built once, and its parts are keys of caches.
@dataclass(frozen=True, eq=False)
class Labelled:
    """A row or column of a form: its path `table.key` and every label accepted for it."""

    path: str
    accepted: tuple[LabelKey, ...]

    @cached_property
    def bodies(self) -> frozenset[str]:
        """The accepted labels, folded."""
        return frozenset(key.body for key in self.accepted)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numberings of the accepted labels."""
        return frozenset(key.number for key in self.accepted)

    def is_printed_as(self, key: LabelKey) -> bool:
        """Whether the printed label is this one, numbering and remarks aside."""
        bodies = self.bodies
        return key.body in bodies or (len(key.bare) > 1 and key.bare in bodies)


def _labelled(table: Table, line: Line) -> Labelled:
    keys = tuple(label_key(label) for label in (line.label, *line.variants))
    return Labelled(f"{table.key}.{line.key}", keys)


@dataclass(frozen=True, eq=False)
class FormLine(Labelled):
    """A printed line of a table and the cells in it, in printed order.

    `within` are the labels of the groups around it, outermost first.
    """

    cells: tuple[str, ...]
    block: int
    within: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Form:
    """A table of an edition as lines of cells under heads."""

    table: Table
    edition: str
    _heads: dict[int, tuple[Labelled, ...]] = field(default_factory=dict, repr=False)

    @cached_property
    def is_list(self) -> bool:
        """Whether the table is a list of one value a line: the statistics table of 2014."""
        return all(
            len(block.rows) == 1 and block.rows[0].label == block.label
            for block in self.table.blocks
        )

    @cached_property
    def lines(self) -> tuple[FormLine, ...]:
        """Every printed line with values."""
        return tuple(self._lines())

    def _lines(self) -> Iterator[FormLine]:
        for number, block in enumerate(self.table.blocks):
            for row in block.rows:
                paths = tuple(
                    f"{self.table.key}.{row.key}.{column.key}" for column in block.columns
                )
                if not self.is_list:
                    label = _labelled(self.table, row)
                    yield FormLine(label.path, label.accepted, paths, number, row.within)
                    continue
                for column, path in zip(block.columns, paths, strict=True):
                    label = _labelled(self.table, column)
                    yield FormLine(path, label.accepted, (path,), number)

    def open_groups(self, number: int) -> int:
        """How many groups contain both line `number` and the next one."""
        here, below = self.lines[number : number + 1], self.lines[number + 1 : number + 2]
        shared = 0
        for line, following in zip(here, below, strict=False):
            for one, other in zip(line.within, following.within, strict=False):
                if one != other:
                    break
                shared += 1
        return shared

    def label_width(self, line: FormLine) -> int:
        """How many columns the label of a line covers: those that the groups of others take."""
        deepest = max(len(other.within) for other in self.lines if other.block == line.block)
        return 1 + deepest - len(line.within)

    def heads(self, block: int) -> tuple[Labelled, ...]:
        """The column heads of a block; none in a list."""
        if block not in self._heads:
            columns = () if self.is_list else self.table.blocks[block].columns
            self._heads[block] = tuple(_labelled(self.table, line) for line in columns)
        return self._heads[block]

    def grouped_heads(self, block: int) -> frozenset[int]:
        """Which columns of a block share a common head, with their own one line lower."""
        columns = self.table.blocks[block].columns
        return frozenset(number for number, column in enumerate(columns) if column.within)

    @property
    def name(self) -> str:
        """What the table is called in the form."""
        return TABLE_NAMES.get(self.table.key, self.table.title)

    @cached_property
    def labels(self) -> frozenset[str]:
        """Every label printed in the table, folded."""
        table = self.table
        found = set(self.row_labels)
        for block in table.blocks:
            found.add(label_key(block.label).body)
            for line in (*block.rows, *block.columns):
                found.update(label_key(label).body for label in (line.label, *line.variants))
                found.update(label_key(label).body for label in line.within)
        return frozenset(found)

    @cached_property
    def row_labels(self) -> frozenset[str]:
        """The labels of the lines with values, folded."""
        return frozenset(key.body for line in self.lines for key in line.accepted)

    @cached_property
    def telling_rows(self) -> frozenset[str]:
        """The labels of lines that no column has; 其他 and 总计, for example, belong to both."""
        blocks = range(len(self.table.blocks))
        heads = {body for block in blocks for head in self.heads(block) for body in head.bodies}
        return self.row_labels - heads

    @cached_property
    def foreign(self) -> frozenset[LabelKey]:
        """Labels in other editions that differ from labels of this one in the numeral only.

        3.其他 is a line of the form of 2021, （六）其他 one of 2019.
        """
        own = {key for line in self.lines for key in line.accepted}
        others = (form for form in all_forms() if form.table.key == self.table.key)
        return frozenset(
            key
            for form in others
            for line in form.lines
            for key in line.accepted
            if key not in own and key.number and key.body in self.row_labels
        )

    @cached_property
    def groups(self) -> frozenset[str]:
        """Labels that enclose rows or columns and have no values of their own."""
        found = {label_key(label).body for label in _OTHER_WORDS}
        for block in self.table.blocks:
            found.add(label_key(block.label).body)
            for line in (*block.rows, *block.columns):
                found.update(label_key(label).body for label in line.within)
        return frozenset(found)


def forms(edition: Edition) -> tuple[Form, ...]:
    """The tables of a built-in edition; built once, because every document needs them."""
    return _forms_by_edition()[edition.key]


@lru_cache(maxsize=1)
def _forms_by_edition() -> dict[str, tuple[Form, ...]]:
    return {
        key: tuple(Form(table, key) for table in edition.tables)
        for key, edition in load_editions().items()
    }


def all_forms() -> tuple[Form, ...]:
    """The tables of all editions."""
    return tuple(form for of_edition in _forms_by_edition().values() for form in of_edition)


@lru_cache(maxsize=1)
def vocabulary() -> frozenset[str]:
    """Every folded label of every edition."""
    known = {label_key(label).body for label in _OTHER_WORDS}
    return frozenset(known.union(*(form.labels for form in all_forms())))


@lru_cache(maxsize=1)
def all_groups() -> frozenset[str]:
    """The labels of groups of every edition."""
    return frozenset().union(*(form.groups for form in all_forms()))


@lru_cache(maxsize=1)
def all_rows() -> frozenset[str]:
    """The labels of lines with values of every edition."""
    return frozenset().union(*(form.row_labels for form in all_forms()))


@lru_cache(maxsize=1)
def _run_together() -> re.Pattern[str]:
    labels = sorted((body for body in vocabulary() if len(body) > 1), key=len, reverse=True)
    numbering = "[(]?[一二三四五六七八九十]{1,2}+[)]?"
    return re.compile(f"(?:{'|'.join(map(re.escape, labels))}|{numbering}|[0-9]++)+")


def is_run_together(text: str) -> bool:
    """Whether the text is labels and numbers of a form with nothing between them: 规章000."""
    text = text.strip()
    if len(text) > _LONGEST_ROW or squeeze(text) != text:
        return False
    folded = label_key(text)
    body = folded.body
    return (
        not is_known_key(folded)
        and any(map(body.startswith, _first_words()))
        and _run_together().fullmatch(body) is not None
    )


@lru_cache(maxsize=1)
def _first_words() -> tuple[str, ...]:
    return tuple({body[:2] for body in vocabulary() if len(body) > 1})


def is_known(text: str) -> bool:
    """Whether the text is a label of some form, or the note in the corner of table 三."""
    return is_known_key(label_key(text))


@lru_cache(maxsize=8192)
def is_known_key(key: LabelKey) -> bool:
    """Whether a folded label is one of some form."""
    return bool(key.body) and (
        key.body in vocabulary()
        or (len(key.bare) > 1 and key.bare in vocabulary())
        or NOTE in key.body
    )
