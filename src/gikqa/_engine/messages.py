"""Texts of the engine that users read, from `messages.toml`."""

from gikqa.errors import texts_beside


def in_words(key: str, lang: str, **values: object) -> str:
    """A text in `zh` or `en`, with its fields filled in."""
    text: str = texts_beside(__file__, "messages.toml")[key][lang]
    return text.format(**values)
