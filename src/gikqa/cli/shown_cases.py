"""The worked cases of a built-in rule, one line each."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from gikqa._specs import specs_folder

_HEADING = "\n# Worked cases\n\n"
_FENCE = re.compile(r"```toml\n(.*?)\n```", re.DOTALL)


def worked_cases(code: str) -> str:
    """The chapter on worked cases as Markdown, without its heading; empty if there is none."""
    text = (specs_folder() / "rules" / f"{code}.md").read_text("utf-8")
    return _FENCE.sub(_as_list, text.partition(_HEADING)[2]).strip()


def _as_list(block: re.Match[str]) -> str:
    lines = []
    for case in tomllib.loads(block[1])["case"]:
        details = "; ".join(filter(None, map(_sides, case["finds"])))
        verdict = "found" if case["finds"] else "silent"
        lines.append(f"- {verdict}: {case['say']}" + (f" ({details})" if details else ""))
    return "\n".join(lines)


def _sides(finding: dict[str, Any]) -> str:
    """What was observed and expected; empty if the finding says neither."""
    observed, expected = finding.get("observed"), finding.get("expected")
    return ", ".join(filter(None, (observed, f"expected {expected}" if expected else None)))
