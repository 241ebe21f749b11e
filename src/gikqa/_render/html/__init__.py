"""One page for people: it can be read without script and without network, and printed.

The templates, the style and the script are files beside this module.
"""

import re
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

import gikqa
from gikqa._model.result import Result
from gikqa._render._escape import encode, harmless
from gikqa._render._rows import ranked, rows, where, worst_first
from gikqa._render._say import Voice, number, reason, total_lines, verdict, voice
from gikqa._render._totals import obstacles, totals
from gikqa._render.html.overview import overview
from gikqa._render.html.report_view import ReportViews, cut
from gikqa.editions import PrintedNames
from gikqa.errors import texts_beside

REPORTS = 100
PER_REPORT = 60
FULL_SIZE = 8_000_000
"""Characters of all reports in full; further ones are only counted, so that a browser opens the
page quickly, whatever the reports hold."""

_FOLDER = Path(__file__).parent
STYLE = _FOLDER / "style.css"
_SAID = re.compile("`([^`]+)`")
_PIECE = 65_536


def write(result: Result, stream: BinaryIO) -> None:
    """Write the page: what was judged, an index of several reports, the worst reports in full."""
    plain = voice(result.lang)
    own = texts_beside(__file__, "words.toml")[plain.lang]
    speak = Voice(plain.lang, {**plain.words, **own["words"]}, plain.counted)
    made, counted, reports = templates(speak), totals(result), ranked(result.findings)
    full = dict(_in_full(result, reports, made, speak))
    places = {report: place for place, report in enumerate(full)}
    left = [sum(of.values()) for report, of in reports.items() if report not in full]
    style, script = ((_FOLDER / name).read_text("utf-8") for name in ("style.css", "script.js"))
    page = made.get_template("page.html").generate(
        lang="zh-CN" if speak.lang == "zh" else "en",
        version=gikqa.__version__,
        plugins=sorted(result.plugins.items()),
        style=Markup(style),
        script=Markup(script),
        policy=f"style-src {_hash(style)}; script-src {_hash(script)}",
        lines=list(total_lines(result, counted, speak)),
        verdict=list(verdict(counted, speak)),
        counted=counted,
        unjudged=[(part, reason(part, speak)) for part in counted.not_judged],
        obstacles=obstacles(result),
        rules=[(rule, rule.title[speak.lang]) for rule in result.rules],
        statuses=result.statuses(),
        hidden=result.hidden,
        overview=overview(result, reports, places) if result.reports > 1 else None,
        full=[Markup(report) for report in full.values()],
        left=(len(left), sum(left)),
        families=own["families"],
        regions=own["regions"],
    )
    for piece in _pieces(page):
        stream.write(encode(piece))


def _in_full(
    result: Result, reports: dict[str, dict[str, int]], made: Environment, speak: Voice
) -> Iterator[tuple[str, str]]:
    """The worst reports with their findings, until there is enough of them."""
    names = PrintedNames(result.editions, speak.lang)
    views = ReportViews(speak, names, {rule.code: rule for rule in result.rules})
    template, size = made.get_template("report.html"), 0
    for place, (report_id, amounts) in enumerate(islice(reports.items(), REPORTS)):
        found = worst_first(where(result.findings, "report_id", report_id), PER_REPORT)
        shown = template.render(place=place, **views.view(list(rows(found)), amounts))
        size += len(shown)
        if size > FULL_SIZE:
            return
        yield report_id, shown


def templates(speak: Voice, folder: Path = _FOLDER) -> Environment:
    """The templates; every text that they show is escaped, invisible characters too."""
    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(word=speak.word, say=speak.say, count=speak.count, number=number)
    made.filters.update(said=_said, paragraphs=_paragraphs, cut=cut)
    return made


def _shown(value: Any) -> Any:
    return value if isinstance(value, (Markup, int)) else harmless(str(value))


def _said(text: str) -> Markup:
    """The text, with what stands between backticks set off instead."""
    return Markup(_SAID.sub(r'<b class="said">\1</b>', str(escape(harmless(text)))))


def _paragraphs(text: str) -> list[tuple[bool, str]]:
    """(whether it is a heading, its text) for every paragraph of an explanation of a rule."""
    parts = [part.strip() for part in text.split("\n\n") if part.strip()]
    return [(part.startswith("#"), part.lstrip("# ")) for part in parts]


def _hash(text: str) -> str:
    """Names the only inline style or script that a browser may obey."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _pieces(parts: Iterator[str]) -> Iterator[str]:
    """Larger pieces, so that writing costs little."""
    waiting, size = [], 0
    for part in parts:
        waiting.append(part)
        size += len(part)
        if size >= _PIECE:
            yield "".join(waiting)
            waiting, size = [], 0
    yield "".join(waiting)
