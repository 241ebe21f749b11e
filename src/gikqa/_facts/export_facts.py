"""The function `facts`: from an export to its facts."""

from collections.abc import Callable
from itertools import chain
from typing import Any

import pyarrow as pa

from gikqa._config import check_settings
from gikqa._documents.inputs import find_inputs, with_documents
from gikqa._documents.read_documents import read_documents
from gikqa._facts.facts_schema import FACTS_SCHEMA
from gikqa._facts.read_facts import read_facts
from gikqa._plugins import load_plugins
from gikqa.errors import InputError, PluginError, UsageError


def facts(
    data: Any,
    *,
    jobs: int | None = None,
    max_reports: int | None = None,
    progress: Callable[[int, int | None], None] | None = None,
) -> pa.RecordBatchReader:
    """Every quantity, share, list, year and citation that narratives print, one row each.

    data: what `lint` takes: a path, a URL, a frame, a document, reports as dicts, or a list of
    these. The columns are described in docs/facts.md. The reader streams: it holds the facts of a
    few batches, and can be read once, by pyarrow, polars, duckdb or pandas.
    jobs: processes for many reports; by default one for each processor. max_reports: read no more
    (by default 10 million). progress: called with (reports read, reports in all or None).

    Raises InputError, here or while it is read, for an input that cannot be read, that is no export
    or has no narratives, and if there are no reports; PluginError if a reader of documents failed.
    """
    check_settings(jobs=jobs, max_reports=max_reports)
    if progress is not None and not callable(progress):
        raise UsageError.worded("no function", name="progress", value=repr(progress))
    plugins = load_plugins(hooks=("gikqa_readers", "gikqa_editions"))
    found = find_inputs(data, plugins.readers)
    inputs = with_documents(
        found, plugins, lambda files: read_documents(files, plugins.readers), lang="en"
    )
    for failure in inputs.failures:
        raise PluginError(failure.problem)
    batches = read_facts(
        inputs.data, plugins.editions, _raise, jobs=jobs, max_reports=max_reports, progress=progress
    )
    first = next(batches)  # what is wrong with the input is mostly wrong from the beginning
    return pa.RecordBatchReader.from_batches(FACTS_SCHEMA, chain([first], batches))


def _raise(error: InputError) -> None:
    raise error
