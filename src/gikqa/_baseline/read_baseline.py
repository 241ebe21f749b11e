"""Read baselines and triage files: CSV, workbooks, frames, dicts."""

import os
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gikqa._baseline.kept_baseline import COLUMNS, Baseline, KeptRows
from gikqa._export.handed_over import is_url
from gikqa._export.kept_rows import cell_text, columns_by_name, kept_rows
from gikqa.errors import UsageError, texts_beside

_FINGERPRINT = "^[0-9a-f]{32}$"
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]0?0:00(?::00)?)?")
_ABSENT = {"report_id": None}
"""What a column that is not there holds, if not "": a blank report_id is the export as a whole."""
_CSV = (".csv", ".tsv", ".txt")


def read_baseline(data: Any, as_of: date | str | None = None) -> Baseline:
    """The rows in a file, a frame, a list of dicts, or a list of files and frames.

    as_of: the day that counts as today, by default the current one. Raises UsageError for a file
    that is no baseline, for states and days that mean nothing, and for a fingerprint with two
    states.
    """
    if isinstance(data, Baseline):
        return data
    many = isinstance(data, (list, tuple)) and not any(isinstance(one, Mapping) for one in data)
    return Baseline([read_kept(part) for part in (data if many else [data])], day_of(as_of))


def day_of(given: Any) -> date:
    """The day that an argument or option names, by default the current one.

    Raises UsageError if it names none.
    """
    if given is None:
        return date.today()
    if isinstance(given, date):
        return given.date() if isinstance(given, datetime) else given
    try:
        return date.fromisoformat(given)
    except (TypeError, ValueError) as error:
        raise UsageError.worded("no day", name="as-of", value=repr(given)) from error


def read_kept(data: Any) -> KeptRows:
    """The rows of one file, frame or list of dicts; raises what `read_baseline` raises."""
    words = texts_beside(__file__, "words.toml")
    is_file = isinstance(data, (str, os.PathLike))
    name = os.fspath(data) if is_file else f"<{type(data).__name__}>"
    lines, columns = _texts(data, name, words["columns"], is_file=is_file)
    # Rows without a fingerprint and a state are notes of people, or nothing.
    used = (columns["fingerprint"] != "") | (columns["state"] != "")
    lines, columns = lines[used], {key: texts[used] for key, texts in columns.items()}
    wrong = _Wrong(name, lines)
    fingerprints = pa.array(columns["fingerprint"], pa.string())
    sound = pc.match_substring_regex(fingerprints, _FINGERPRINT).to_numpy(zero_copy_only=False)
    wrong.refuse("fingerprint", columns["fingerprint"], ~sound)
    meaning = {text: key for key, texts in words["states"].items() for text in texts}
    states = wrong.read("state", columns["state"], lambda text: meaning[text.lower()])
    until = wrong.read("until", columns["until"], _day)
    kept = KeptRows(
        name,
        pa.table({key: pa.array(texts, pa.string()) for key, texts in columns.items()}),
        pa.array([None if state == "none" else state for state in states], pa.string()),
        pa.array(until, pa.date32()),
    )
    _refuse_two_states(kept, lines)
    return kept


def _texts(
    data: Any, name: str, words: Mapping[str, Sequence[str]], *, is_file: bool
) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """The lines for messages, and the columns as texts: `COLUMNS`, then the user's own."""
    spellings = words["fingerprint"]
    given = data if not is_file or is_url(name) else Path(name)
    empty = isinstance(data, list) and not data
    heads, kept = ([*COLUMNS], []) if empty else kept_rows(given, "baseline", UsageError, spellings)
    known = columns_by_name(heads, words)
    if "fingerprint" not in known:
        seen = list(map(str, heads))
        raise UsageError.worded(
            "baseline without fingerprints", file=name, heads=seen, known=spellings
        )
    others = {head: head for head in heads if head and head not in known.values()}
    safe = is_file and name.lower().endswith(_CSV)
    columns = {key: np.full(len(kept), _ABSENT.get(key, ""), object) for key in COLUMNS} | {
        key: np.array([_as_written(row.get(head), safe=safe) for _, row in kept], object)
        for key, head in (known | others).items()
    }
    columns["fingerprint"] = np.array([one.lower() for one in columns["fingerprint"]], object)
    return np.array([line for line, _ in kept], object), columns


def _as_written(value: Any, *, safe: bool) -> str:
    """A cell as text, without the apostrophe that keeps spreadsheets from seeing a formula."""
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    text = cell_text(value)
    return text[1:] if safe and text.startswith("'") else text


def _day(text: str) -> date | None:
    if not text:
        return None
    found = _DAY.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return date(*map(int, found.groups()))


class _Wrong:
    """Refuses wrong values of a file, with the line."""

    def __init__(self, name: str, lines: np.ndarray) -> None:
        self._name, self._lines = name, lines

    def refuse(self, column: str, texts: np.ndarray, where: np.ndarray) -> None:
        """Raise UsageError with the first of these rows, if there is one."""
        for place in np.flatnonzero(where)[:1]:
            line, value = self._lines[place], texts[place]
            words = {"file": self._name, "line": line, "column": column, "value": value}
            raise UsageError.worded(f"baseline {column}", **words)

    def read(self, column: str, texts: np.ndarray, meaning: Callable[[str], Any]) -> list[Any]:
        """What the texts of a column mean; a text without a meaning is refused."""
        known: dict[str, Any] = {}
        for text in dict.fromkeys(texts.tolist()):
            try:
                known[text] = meaning(text)
            except (KeyError, ValueError):
                self.refuse(column, texts, texts == text)
        return [known[text] for text in texts.tolist()]


def _refuse_two_states(kept: KeptRows, lines: np.ndarray) -> None:
    pairs = pa.table({"fingerprint": kept.fingerprints, "state": pc.fill_null(kept.states, "")})
    counted = pairs.group_by("fingerprint").aggregate([("state", "count_distinct")])
    twice = counted.filter(pc.greater(counted.column("state_count_distinct"), 1))
    if not twice.num_rows:
        return
    hit = pc.is_in(kept.fingerprints, twice.column("fingerprint").combine_chunks())
    places = np.flatnonzero(hit.to_numpy(zero_copy_only=False))
    one = kept.fingerprints[places[0]].as_py()
    same = [lines[place] for place in places if kept.fingerprints[place].as_py() == one]
    raise UsageError.worded("baseline twice", file=kept.name, fingerprint=one, lines=same)
