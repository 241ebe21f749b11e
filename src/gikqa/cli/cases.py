"""The worked cases of a built-in rule, told in a line each."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from gikqa._specs import specs_folder

_HEADING = "\n# Worked cases\n\n"
_FENCE = re.compile(r"```toml\n(.*?)\n```", re.DOTALL)


def worked_cases(code: str) -> str:
    """What stands under the heading of the worked cases, as Markdown; empty if there are none."""
    text = (specs_folder() / "rules" / f"{code}.md").read_text("utf-8")
    return _FENCE.sub(_told, text.partition(_HEADING)[2]).strip()


def _told(block: re.Match[str]) -> str:
    lines = []
    for case in tomllib.loads(block[1])["case"]:
        told = "; ".join(filter(None, map(_sides, case["finds"])))
        verdict = "found" if case["finds"] else "silent"
        lines.append(f"- {verdict}: {case['say']}" + (f" ({told})" if told else ""))
    return "\n".join(lines)


def _sides(finding: dict[str, Any]) -> str:
    """What a finding says was seen and should be, as far as it says it."""
    observed, expected = finding.get("observed"), finding.get("expected")
    told = [observed, f"expected {expected}" if expected else None]
    return ", ".join(one for one in told if one)
