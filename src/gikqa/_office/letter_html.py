"""A letter as an HTML page: one file, without script, printable."""

from collections.abc import Iterator
from html import escape

from gikqa._office.compose_letters import Letter
from gikqa._render._escape import encode

_STYLE = """\
body { font: 16px/1.7 "FangSong", "仿宋", "Noto Serif CJK SC", serif; max-width: 46em;
  margin: 2em auto; padding: 0 1em; color: #111; background: #fff; overflow-wrap: anywhere }
h1 { font-size: 1.4em; text-align: center } h2 { font-size: 1.2em; break-before: page }
li { margin-bottom: 1em; break-inside: avoid } dl { margin: .2em 0 0 }
dl div { display: flex } dt { flex: 0 0 6em; color: #444 } dd { margin: 0; white-space: pre-wrap }
.end { text-align: right } table { border-collapse: collapse; width: 100% }
th, td { border: 1px solid #555; padding: .3em .5em; text-align: left }
@page { size: A4; margin: 25mm }"""


def html_letter(letter: Letter) -> bytes:
    """The page in UTF-8; every text is escaped."""
    return encode("\n".join(_lines(letter)) + "\n")


def _lines(letter: Letter) -> Iterator[str]:
    lang = "zh-CN" if letter.lang == "zh" else "en"
    yield f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(letter.title)} · {escape(letter.publisher)}</title>"
    yield f"<style>\n{_STYLE}\n</style>\n</head>\n<body>\n<h1>{escape(letter.title)}</h1>"
    for text in (*letter.opening, *letter.causes):
        yield f"<p>{escape(text)}</p>"
    yield "<ol>"
    for question in letter.questions:
        yield f"<li><strong>{escape(question.ask)}</strong>\n<dl>"
        for label, text in question.facts:
            yield f"<div><dt>{escape(label)}</dt><dd>{escape(text)}</dd></div>"
        yield "</dl></li>"
    yield "</ol>"
    contact, *signed = letter.closing
    yield f"<p>{escape(contact)}</p>"
    for text in signed:
        yield f'<p class="end">{escape(text)}</p>'
    heading, first, last = letter.slip
    yield f"<h2>{escape(heading)}</h2>\n<p>{escape(first)}</p>\n<table>\n<thead><tr>"
    yield "".join(f"<th>{escape(column)}</th>" for column in letter.slip_columns)
    yield "</tr></thead>\n<tbody>"
    for number, question in enumerate(letter.questions, 1):
        cells = (str(number), question.reference, letter.answers, "")
        yield "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"
    yield f"</tbody>\n</table>\n<p>{escape(last)}</p>\n</body>\n</html>"
