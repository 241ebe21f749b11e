"""Places of a form as they are printed: `表三 · 四、结转下年度继续办理 × 自然人`.

People look for the row and the column on the page; only programs know cell paths. English has no
printed labels of a Chinese form, so the keys are written as words. A foreign form is named in its
own language.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from gikqa.editions.edition import Edition, Line, Table
from gikqa.editions.load import edition_for
from gikqa.editions.scope import HOME
from gikqa.errors import texts_beside

_ORDINALS = "〇一二三四五六七八九十"
_BETWEEN, CROSS = " · ", " × "
_LISTED = re.compile(", |、")


class _Place(NamedTuple):
    """Table, row and column; a column alone has no row, a row or a table alone no column."""

    table: str
    row: str
    column: str

    def __str__(self) -> str:
        return CROSS.join(filter(None, (_BETWEEN.join(filter(None, self[:2])), self.column)))


@dataclass(frozen=True)
class PrintedNames:
    """The printed names of tables and cells in one language, `zh` or `en`, by cell path."""

    editions: Mapping[str, Edition]
    lang: str
    _known: dict[str, dict[str, _Place]] = field(default_factory=dict, repr=False, compare=False)
    _forms: dict[tuple[int | None, str | None], list[str]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def of(self, path: str, year: int | None = None, region_code: str | None = None) -> str:
        """The name of a cell, a row, a column or a table; the path itself where no form has it.

        year, region_code: of the report; its form is asked first, then later ones before earlier.
        """
        place = self._place(path, year, region_code)
        return path if place is None else str(place)

    def listed(
        self, paths: Iterable[str], year: int | None = None, region_code: str | None = None
    ) -> list[str]:
        """The names of some cells, those of one column, or of one row, together."""
        rows: dict[tuple[str, str], list[str]] = {}
        columns: dict[tuple[str, str], list[str]] = {}
        others = []
        places = [(path, self._place(path, year, region_code)) for path in dict.fromkeys(paths)]
        for path, place in places:
            if place is None:
                others.append(path)
            else:
                columns.setdefault((place.table, place.column), []).append(place.row)
                rows.setdefault((place.table, place.row), []).append(place.column)
        # Chinese labels begin with numbers such as `一、`, so that no comma can separate them.
        comma, colon = ("；", "：") if self.lang == "zh" else (", ", ": ")
        if len(columns) <= len(rows):
            named = [
                str(_Place(table, each[0], column))
                if len(each) == 1
                else f"{_Place(table, '', column)}{colon}{comma.join(each)}"
                for (table, column), each in columns.items()
            ]
        else:
            named = [str(_Place(*key, comma.join(each))) for key, each in rows.items()]
        return [*named, *others]

    def chapter(self, number: int, year: int | None, region_code: str | None) -> str | None:
        """The heading of a chapter of the form, `一、总体情况`; None in English, or if unknown."""
        if self.lang != "zh" or year is None:
            return None
        form = edition_for(year, self.editions.values(), region_code=region_code)
        sections = () if form is None else (form.base or form).sections
        known = (one.heading for one in sections if one.number == number)
        return next((f"{_ORDINALS[number]}、{heading}" for heading in known), None)

    def fill_in(self, text: str, year: int | None, region_code: str | None) -> str:
        """A text that is a cell path, a table, a level, or a list of them, with their names.

        In Chinese, so is what the cells of a table may hold.
        """
        parts = _LISTED.split(text)
        named = [self.of(part, year, region_code) for part in parts]
        if self.lang == "zh":
            words = texts_beside(__file__, "in_chinese.toml")
            named = [words.get(part, part) for part in named]
        return text if named == parts else ("、" if self.lang == "zh" else ", ").join(named)

    def form_of(
        self, path: str, year: int | None = None, region_code: str | None = None
    ) -> Edition | None:
        """The form whose name a place gets, or None where no form has it."""
        key = (year, region_code)
        if key not in self._forms:
            self._forms[key] = self._in_order(year, region_code)
        has = (form for form in self._forms[key] if path in self._names(form))
        return next((self.editions[form] for form in has), None)

    def _place(self, path: str, year: int | None, region_code: str | None) -> _Place | None:
        form = self.form_of(path, year, region_code)
        return None if form is None else self._names(form.key)[path]

    def _in_order(self, year: int | None, region_code: str | None) -> list[str]:
        known = self.editions.values()
        governing = None if year is None else edition_for(year, known, region_code=region_code)
        later_first = sorted(known, key=lambda one: (-one.first_year, one.key))
        own = [] if governing is None else [governing.key]
        return [*own, *(one.key for one in later_first if one is not governing)]

    def _names(self, key: str) -> dict[str, _Place]:
        if key not in self._known:
            self._known[key] = dict(_places(self.editions[key], self.lang))
        return self._known[key]


def _places(edition: Edition, lang: str) -> Iterator[tuple[str, _Place]]:
    base = edition.base or edition
    foreign = base.scope.country != HOME
    lang = "zh" if foreign else lang  # the labels, in the language of the form
    numbers = {section.table: section.number for section in base.sections if section.table}
    for table in edition.tables:
        number = numbers.get(table.key)
        name = table.title if foreign else _table_name(table, number, lang)
        yield table.key, _Place(name, "", "")
        for block in table.blocks:
            for row in block.rows:
                rows = _labels(row, lang)
                yield f"{table.key}.{row.key}", _Place(name, rows, "")
                for column in block.columns:
                    columns = _labels(column, lang)
                    yield f"{table.key}.{column.key}", _Place(name, "", columns)
                    path = f"{table.key}.{row.key}.{column.key}"
                    if number is None:  # a list has one label after the other
                        whole = dict.fromkeys((rows, *columns.split(_BETWEEN)))
                        yield path, _Place(name, _BETWEEN.join(whole), "")
                    else:
                        yield path, _Place(name, rows, columns)


def _table_name(table: Table, number: int | None, lang: str) -> str:
    if lang == "zh":
        return table.title if number is None else f"表{_ORDINALS[number]}"
    return _words(table.key) if number is None else f"table {number}"


def printed_labels(line: Line, lang: str) -> tuple[str, ...]:
    """The labels of the groups that enclose a row or a column, outermost first, and its own."""
    return (*line.within, line.label) if lang == "zh" else (_words(line.key),)


def _labels(line: Line, lang: str) -> str:
    return _BETWEEN.join(printed_labels(line, lang))


def _words(key: str) -> str:
    return key.replace("_", " ")
