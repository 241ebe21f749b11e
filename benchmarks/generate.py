"""Write exports of any size; the same seed gives the same bytes.

    python -m benchmarks.generate --reports 100000 --narrative -o exports.parquet

The publishers do not exist. Reports hold valid tables, and a share of them one changed cell.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from benchmarks.cells import Cells, cells_over_years, spoil
from benchmarks.narratives import DenseWriter
from benchmarks.prose import Section, Writer
from benchmarks.publishers import Place, Publisher, publisher
from gikqa._export.export_schema import MONEY, SECTIONS, all_cells, cell_type, flat_schema
from gikqa.editions import Edition, edition_for, load_editions

ROW_GROUP = 32_768
PIECE = 2_048
LAST_YEAR = 2025


@dataclass(frozen=True)
class Recipe:
    """What to generate.

    `faulty` is the share of reports with one changed cell. Without `characters` there is no
    narrative. With `places` the bodies belong to these places, in turn, instead of invented ones.
    A `dense` narrative is as full of numbers and names as a real one; it needs places, and then the
    faulty reports have their defect in words.
    """

    reports: int
    faulty: float = 0.03
    characters: int = 0
    seed: int = 1
    editions: tuple[str, ...] = ("2021",)
    places: tuple[Place, ...] | None = None
    dense: bool = False

    @property
    def years(self) -> tuple[int, ...]:
        """The report years that the editions govern, up to the last one."""
        known = [edition_for(year) for year in range(2014, LAST_YEAR + 1)]
        return tuple(
            year
            for year, edition in enumerate(known, start=2014)
            if edition is not None and edition.key in self.editions
        )


def write_export(recipe: Recipe, path: Path) -> None:
    """Write the export, a row group at a time."""
    schema = export_schema(recipe.editions)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for table in tables(recipe):
            writer.write_table(table, row_group_size=ROW_GROUP)
            del table  # else two of them would be in memory while the next one is drawn


def tables(recipe: Recipe) -> Iterator[pa.Table]:
    """The export in tables of at most one row group, each drawn from a seed of its own."""
    bodies = -(-ROW_GROUP // len(recipe.years))
    for number, start in enumerate(range(0, recipe.reports, ROW_GROUP)):
        rows = min(ROW_GROUP, recipe.reports - start)
        yield _table(recipe, number, number * bodies, rows)


def export_schema(editions: Sequence[str]) -> pa.Schema:
    """The flat layout of an export with the cells of these editions."""
    return flat_schema(load_editions()[key] for key in editions)


def _table(recipe: Recipe, number: int, first_body: int, rows: int) -> pa.Table:
    """One table: the years of body after body; the last body may lack its last years."""
    rng = np.random.default_rng([recipe.seed, number])
    years = recipe.years
    forms = [form for year in years if (form := edition_for(year)) is not None]
    count = -(-rows // len(years))
    bodies = [publisher(first_body + body, recipe.places) for body in range(count)]
    grid = cells_over_years(forms, count, rng)
    cells = {path: values.reshape(-1)[:rows] for path, values in grid.items()}
    place_in_years = np.arange(rows) % len(years)
    sections = _narratives(recipe, bodies, cells, rows, rng)
    faulty = rng.random(rows) < recipe.faulty
    for key in () if recipe.dense else recipe.editions:
        mine = np.isin(place_in_years, [i for i, form in enumerate(forms) if form.key == key])
        spoil(cells, load_editions()[key], np.flatnonzero(faulty & mine), rng)
    columns = _keys(bodies, years, forms, first_body, rows)
    columns["sections"] = sections
    columns |= _cell_columns(cells, forms, place_in_years)
    columns["extraction"] = [{"tool": "generate", "version": "1", "notes": []}] * rows
    schema = export_schema(recipe.editions)
    arrays = [_array(columns.get(field.name), field.type, rows) for field in schema]
    return pa.Table.from_arrays(arrays, schema=schema)


def _array(column: object, kind: pa.DataType, rows: int) -> pa.Array:
    if column is None:
        return pa.nulls(rows, kind)
    ready = isinstance(column, pa.Array | pa.ChunkedArray)
    return column if ready else pa.array(column, kind)


def _keys(
    bodies: Sequence[Publisher],
    years: Sequence[int],
    forms: Sequence[Edition],
    first_body: int,
    rows: int,
) -> dict[str, object]:
    pairs = [(number, body) for number, body in enumerate(bodies, first_body) for _ in years]
    del pairs[rows:]
    when = [years[row % len(years)] for row in range(rows)]
    return {
        "report_id": [f"{number:06d}-{y}" for (number, _), y in zip(pairs, when, strict=True)],
        "publisher": [body.name for _, body in pairs],
        "year": when,
        "level": [body.level for _, body in pairs],
        "region_code": [body.place.code for _, body in pairs],
        "edition": [forms[row % len(years)].key for row in range(rows)],
        "title": [
            f"{body.name}{y}年政府信息公开工作年度报告"
            for (_, body), y in zip(pairs, when, strict=True)
        ],
        "published_on": [date(y + 1, 1, 8 + row % 20) for row, y in enumerate(when)],
        "period_start": [date(y, 1, 1) for y in when],
        "period_end": [date(y, 12, 31) for y in when],
    }


def _narratives(
    recipe: Recipe,
    bodies: Sequence[Publisher],
    cells: Cells,
    rows: int,
    rng: np.random.Generator,
) -> pa.ChunkedArray | None:
    """The narratives, written before any cell is spoilt; None where none is asked for."""
    if not recipe.characters:
        return None
    dense = _dense_writer(recipe, rng)
    writer = Writer(recipe.characters, rng)
    years = recipe.years
    keys = [form.key for year in years if (form := edition_for(year)) is not None]
    totals = _totals(cells)

    def narrative(row: int) -> list[Section]:
        body, year = divmod(row, len(years))
        figures = {name: values[row] for name, values in totals.items()}
        told = (bodies[body].place.name, years[year], keys[year], figures)
        return dense.narrative(*told, bodies[body].name) if dense else writer.narrative(*told)

    # Piece by piece: as Python objects, narratives take several times their size.
    pieces = [range(start, min(start + PIECE, rows)) for start in range(0, rows, PIECE)]
    return pa.chunked_array([pa.array(map(narrative, piece), SECTIONS) for piece in pieces])


def _dense_writer(recipe: Recipe, rng: np.random.Generator) -> DenseWriter | None:
    if not recipe.dense or recipe.places is None:
        return None
    return DenseWriter(recipe.characters, rng, recipe.places, faulty=recipe.faulty)


def _totals(cells: Cells) -> dict[str, list[int]]:
    """What narratives tell about requests and disputes."""
    figures = {
        "new": cells["requests.new_received.total"],
        "brought": cells["requests.carried_in.total"],
        "concluded": cells["requests.total_concluded.total"],
        "waiting": cells["requests.carried_out.total"],
        "reviews": cells["disputes.review.total"],
        "lawsuits": cells["disputes.litigation_direct.total"]
        + cells["disputes.litigation_after_review.total"],
        "granted": cells["requests.granted.total"],
        "in_part": cells["requests.granted_in_part.total"],
    }
    blocks = {"refused": "refused_", "unable": "unable_", "not_processed": "not_processed_"}
    for name, prefix in (*blocks.items(), ("other", "other")):
        rows = [path for path in cells if re.fullmatch(rf"requests\.{prefix}\w*\.total", path)]
        figures[name] = np.sum([cells[path] for path in rows], axis=0)
    return {name: values.tolist() for name, values in figures.items()}


def _cell_columns(
    cells: Cells, forms: Sequence[Edition], place_in_years: NDArray[np.intp]
) -> dict[str, pa.Array]:
    """Arrow columns of the cells, null where the form of the report lacks the cell."""
    kinds = {path: cell_type(cell) for path, cell in all_cells(forms).items()}
    columns = {}
    for path, values in cells.items():
        absent = np.isin(place_in_years, [i for i, f in enumerate(forms) if path not in f.cells])
        column = pa.array(values, mask=absent)
        if kinds[path] == MONEY:
            column = column.cast(pa.decimal128(25, 6))  # wide enough for any int64
        columns[path] = column.cast(kinds[path])
    return columns


def _read_places(path: Path) -> tuple[Place, ...]:
    """Each name once: two bodies of one name would look like one that reports twice."""
    rows = pq.read_table(path, columns=["name", "code"]).to_pylist()
    return tuple({row["name"]: Place(row["name"], row["code"]) for row in rows}.values())


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the export that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--faulty", type=float, default=0.03, help="share with a changed cell")
    parser.add_argument("--narrative", action=argparse.BooleanOptionalAction, default=False)
    parser.add_argument("--characters", type=int, default=4_000, help="length of a narrative")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--editions",
        default="2021",
        choices=("2021", "2019", "2019,2021"),
        metavar="KEYS",
        help="2021, 2019 or 2019,2021",
    )
    parser.add_argument(
        "--places", type=Path, help="Parquet with `name` and `code`, instead of invented places"
    )
    parser.add_argument("-o", "--output", type=Path, required=True)
    given = parser.parse_args(arguments)
    write_export(
        Recipe(
            reports=given.reports,
            faulty=given.faulty,
            characters=given.characters if given.narrative else 0,
            seed=given.seed,
            editions=tuple(given.editions.split(",")),
            places=_read_places(given.places) if given.places else None,
        ),
        given.output,
    )


if __name__ == "__main__":
    main()
