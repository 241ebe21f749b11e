"""The pages around a report: the form, what changed, what went wrong."""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

import gikqa
from gikqa._render._escape import encode
from gikqa._render._say import Voice, voice
from gikqa._render.html import STYLE, templates
from gikqa._web.kept_results import Kept
from gikqa._web.uploads import MOST_BYTES
from gikqa.errors import texts_beside

LISTED = 60
"""Findings of a list of changes; the report below has the others."""
_FOLDER = Path(__file__).parent
_MEGABYTES = MOST_BYTES // 1_000_000
_BEGIN, _END = b"<main>\n", b"</main>\n"


@dataclass(frozen=True)
class Form:
    """What the form needs: its language, its token, the suffixes that can be read."""

    lang: str
    token: str
    suffixes: Sequence[str]
    most: int = _MEGABYTES


def start_page(form: Form, recent: Iterator[Kept], problem: str | None = None) -> bytes:
    """The form, with what went wrong, and the results that are kept."""
    return _page("start.html", form, recent=list(recent), problem=problem)


def result_page(form: Form, kept: Kept) -> bytes:
    """The report of a document below what changed since the last time."""
    judged, change = kept.judged, kept.change
    lists = () if change is None else (("gone", change.gone), ("new", change.new))
    return _page(
        "result.html",
        form,
        kept=kept,
        name=judged.name,
        change=change,
        lists=[(key, found[:LISTED], len(found)) for key, found in lists],
        report=Markup(report_inside(whole_page(kept)).decode()),
    )


def whole_page(kept: Kept) -> bytes:
    """The page that `gikqa lint --format html` writes."""
    return zlib.decompress(kept.judged.page)


def report_inside(page: bytes) -> bytes:
    """The main part of a page of a report; no text of the report can look like its tags."""
    return page.partition(_BEGIN)[2].partition(_END)[0]


@cache
def style() -> bytes:
    """The style of a report and that of the pages around it."""
    return encode(STYLE.read_text("utf-8") + (_FOLDER / "around.css").read_text("utf-8"))


@cache
def script() -> bytes:
    """The script by which a document can be dropped; the form works without it."""
    return (_FOLDER / "drop.js").read_bytes()


def sentence(lang: str, key: str) -> str:
    """A sentence of these pages."""
    return _voice(lang).say(key, most=_MEGABYTES)


@cache
def _voice(lang: str) -> Voice:
    plain = voice(lang)
    return Voice(
        plain.lang, {**plain.words, **texts_beside(__file__, "words.toml")[lang]["words"]},
        plain.counted,
    )  # fmt: skip


@cache
def _environment(lang: str) -> Environment:
    return templates(_voice(lang), _FOLDER)


def _page(template: str, form: Form, **values: Any) -> bytes:
    shown = (
        _environment(form.lang)
        .get_template(template)
        .render(
            form=form,
            lang="zh-CN" if form.lang == "zh" else "en",
            version=gikqa.__version__,
            **values,
        )
    )
    return encode(shown)
