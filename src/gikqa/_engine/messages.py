"""Texts of the engine that users read, from `messages.toml`."""

from functools import cache
from pathlib import Path

import tomli


def in_words(key: str, lang: str, **values: object) -> str:
    """A text in `zh` or `en`, with its fields filled in."""
    return _texts()[key][lang].format(**values)


@cache
def _texts() -> dict[str, dict[str, str]]:
    return tomli.loads(Path(__file__).with_name("messages.toml").read_text("utf-8"))
