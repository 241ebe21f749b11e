"""A letter as an HTML page: one file, without script, printable."""

from functools import cache
from pathlib import Path

from jinja2 import Template

from gikqa._office.compose_letters import Letter
from gikqa._render._escape import encode
from gikqa._render._say import voice
from gikqa._render.html import templates


def html_letter(letter: Letter) -> bytes:
    """The page in UTF-8; every text is escaped."""
    return encode(_template(letter.lang).render(letter=letter) + "\n")


@cache
def _template(lang: str) -> Template:
    return templates(voice(lang), Path(__file__).parent).get_template("letter.html")
