"""What judges one dropped document, in a worker process that stays warm."""

import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from gikqa._baseline.read_baseline import read_baseline
from gikqa._documents.inputs import Found, suffixes_of, with_documents
from gikqa._documents.read_documents import Outcome, read_document
from gikqa._engine.outcome.finding_rows import SEPARATOR, fingerprint
from gikqa._engine.plan import Plan
from gikqa._engine.run import run
from gikqa._export.file import is_own_output
from gikqa._export.read_errors import OwnOutput
from gikqa._lint import plan_of
from gikqa._model.result import Result
from gikqa._plugins import Choice, Plugins, load_plugins
from gikqa._render import html
from gikqa._render._totals import JUDGED
from gikqa._select import choose
from gikqa._serve import Answer, Say
from gikqa.errors import GikqaError, PluginError

_PLACE = ("section", "quote", "observed", "expected")
_LONGEST = 300
"""Characters of a message that are kept for the next comparison."""
_FAST = 1


@dataclass(frozen=True)
class Setup:
    """The settings of all judgements; a process needs no more to begin."""

    select: tuple[str, ...]
    ignore: tuple[str, ...]
    extend_select: tuple[str, ...]
    options: Mapping[str, Mapping[str, Any]] | None
    baseline: tuple[str, ...]
    as_of: Any
    plugin_timeout: float | None
    choice: Choice | None


@dataclass(frozen=True)
class Dropped:
    """A document to judge: where it lies, how its owner calls it, the language of the answer."""

    path: Path
    name: str
    lang: str


@dataclass(frozen=True)
class Seen:
    """A finding as it is compared with those of the next time.

    key: the same for the same rule, place and operands, whatever the file is called.
    """

    key: str
    severity: str
    code: str
    title: Mapping[str, str]
    message: str


@dataclass(frozen=True)
class Judged:
    """A judged document. page: what `gikqa lint --format html` writes, compressed.

    unjudged: the rules that came to no verdict.
    """

    name: str
    lang: str
    publisher: str | None
    year: int | None
    findings: tuple[Seen, ...]
    unjudged: frozenset[str]
    notes: tuple[str, ...]
    page: bytes


@dataclass(frozen=True)
class Refused:
    """Why a document was not judged, by language."""

    texts: Mapping[str, str]


def judging(setup: Setup) -> Answer:
    """Make the function that judges documents, and load now what the first one would wait for.

    It answers None with the suffixes of the documents that can be read.
    """
    host = load_plugins(choice=setup.choice, seconds=setup.plugin_timeout)
    chosen = choose(host.rules, setup.select, setup.ignore, setup.extend_select, roster=False)

    @cache
    def plan(lang: str) -> Plan:
        baseline = read_baseline(setup.baseline, setup.as_of) if setup.baseline else None
        return plan_of(host, chosen, lang, setup.options, None, baseline)

    first: dict[str, Any] = {"report_id": "-", "publisher": "某某局", "year": 2023}
    first["sections"] = [{"number": 1, "heading": "一、总体情况", "text": "收到申请1件。"}]
    for lang in ("en", "zh"):
        html.write(run([first], plan(lang), jobs=1, apart=host.apart), BytesIO())

    def answer(dropped: Dropped | None, _: Say) -> Any:
        if dropped is None:
            return sorted(suffixes_of(host.readers))
        try:
            return _judge(dropped, host, plan)
        except GikqaError as error:
            return _refused(error, dropped)

    return answer


def _judge(dropped: Dropped, host: Plugins, plan: Callable[[str], Plan]) -> Judged | Refused:
    record, lang = _read(dropped, host), dropped.lang
    if isinstance(record, GikqaError):
        return _refused(record, dropped)
    name = Path(dropped.name)
    record |= {"report_id": name.stem, "source": dropped.name}
    inputs = with_documents(Found([name]), host, lambda _: [(name, record)], lang)
    for failure in inputs.failures if not inputs.data else ():
        raise PluginError(failure.problem)
    result = run(
        inputs.data,
        plan(lang),
        jobs=1,
        apart=host.apart,
        failures=(*host.failures_in(lang), *inputs.failures),
    )
    page = BytesIO()
    html.write(result, page)
    return Judged(
        dropped.name,
        lang,
        record.get("publisher"),
        record.get("year"),
        tuple(_seen(result)),
        frozenset(
            code for code, of_rule in result.statuses().items() if of_rule.keys().isdisjoint(JUDGED)
        ),
        tuple(note for _, note in inputs.notes),
        zlib.compress(page.getvalue(), _FAST),
    )


def _read(dropped: Dropped, host: Plugins) -> Outcome:
    if dropped.path.suffix.lower() in (".html", ".htm") and is_own_output(dropped.path):
        return OwnOutput.worded("own output", file=dropped.path)
    return read_document(dropped.path, host.readers)


def _refused(error: GikqaError, dropped: Dropped) -> Refused:
    """The error with the name that the owner of the document knows."""
    path, name = str(dropped.path), dropped.name
    return Refused({lang: error.in_language(lang).replace(path, name) for lang in ("zh", "en")})


def _seen(result: Result) -> Iterator[Seen]:
    titles = {rule.code: rule.title for rule in result.rules}
    times: Counter[str] = Counter()
    columns = ("rule", "severity", "message", "cells", *_PLACE)
    for row in result.findings.select(columns).to_pylist():
        parts = (row["rule"], ",".join(row["cells"]), *(row[name] for name in _PLACE))
        key = SEPARATOR.join("" if part is None else str(part) for part in parts)
        times[key] += 1
        yield Seen(
            fingerprint(f"{key}{SEPARATOR}{times[key]}".encode("utf-8", "surrogatepass")),
            row["severity"],
            row["rule"],
            titles.get(row["rule"], {}),
            row["message"][:_LONGEST],
        )
