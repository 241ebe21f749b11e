"""What is written about a rule in `specs/rules/<CODE>.md`: TOML between `+++`, then Markdown."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from gikqa import Confidence, Severity, SpecError
from gikqa.editions import specs_folder

_HEADINGS = {"zh": ("为什么重要", "怎样改正"), "en": ("Why it matters", "How to mend")}


@cache
def rule_codes() -> tuple[str, ...]:
    """The codes of all rules that have a text."""
    return tuple(sorted(path.stem for path in (specs_folder() / "rules").glob("*.md")))


@cache
def described(code: str) -> dict[str, Any]:
    """The arguments of `gikqa.rule` that stand in the rule's text.

    Raises SpecError with the file and the key that is missing or wrong.
    """
    file = specs_folder() / "rules" / f"{code}.md"
    front, _ = read_text(file)
    try:
        texts = {lang: front[lang] for lang in ("zh", "en")}
        if front["code"] != code:
            raise SpecError(str(file), "code", f"expected {code!r}, found {front['code']!r}")
        return {
            "code": code,
            "name": front["name"],
            "severity": Severity(front["severity"]),
            "confidence": Confidence(front["confidence"]),
            "editions": tuple(front["editions"]),
            "source": front["source"],
            "trial": front.get("trial", False),
            "preview": front.get("preview", False),
            "title": {lang: text["title"] for lang, text in texts.items()},
            "message": {lang: text["message"] for lang, text in texts.items()},
            "explanation": {lang: _explain(lang, text) for lang, text in texts.items()},
        }
    except KeyError as error:
        raise SpecError(str(file), str(error.args[0]), "is missing") from error
    except ValueError as error:
        raise SpecError(str(file), "severity or confidence", str(error)) from error


def read_text(file: Path) -> tuple[dict[str, Any], str]:
    """Front matter and body of a rule's text. Raises SpecError if there is no front matter."""
    _, mark, rest = file.read_text("utf-8").partition("+++\n")
    front, end, body = rest.partition("\n+++")
    if not mark or not end:
        raise SpecError(str(file), "front matter", "expected TOML between two lines of `+++`")
    try:
        return tomllib.loads(front), body.strip()
    except tomllib.TOMLDecodeError as error:
        raise SpecError(str(file), "front matter", f"is not TOML: {error}") from error


def _explain(lang: str, text: dict[str, str]) -> str:
    why, mend = _HEADINGS[lang]
    return f"## {why}\n\n{text['why']}\n\n## {mend}\n\n{text['mend']}\n"
