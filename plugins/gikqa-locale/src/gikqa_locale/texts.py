"""What is written about a rule in `specs/<CODE>.md`: TOML between `+++`, then worked cases."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from gikqa import Confidence, Severity

_HEADINGS = {"zh": ("为什么重要", "怎样改正"), "en": ("Why it matters", "How to mend")}


@cache
def described(code: str) -> dict[str, Any]:
    """The arguments of `gikqa.rule` that stand in the rule's text."""
    front, _ = read_text(code)
    texts = {lang: front[lang] for lang in ("zh", "en")}
    return {
        "code": front["code"],
        "name": front["name"],
        "severity": Severity(front["severity"]),
        "confidence": Confidence(front["confidence"]),
        "editions": tuple(front["editions"]),
        "source": front["source"],
        "trial": front["trial"],
        "title": {lang: text["title"] for lang, text in texts.items()},
        "message": {lang: text["message"] for lang, text in texts.items()},
        "explanation": {lang: _explain(lang, text) for lang, text in texts.items()},
    }


def read_text(code: str) -> tuple[dict[str, Any], str]:
    """Front matter and body of a rule's text."""
    text = (files("gikqa_locale") / "specs" / f"{code}.md").read_text("utf-8")
    _, front, body = text.split("+++\n", 2)
    return tomllib.loads(front), body


def _explain(lang: str, text: dict[str, str]) -> str:
    why, mend = _HEADINGS[lang]
    return f"## {why}\n\n{text['why']}\n\n## {mend}\n\n{text['mend']}\n"
