"""Every rule says on what it rests: an instrument, with the number of its article."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gikqa.testing.plugin_kit.breach import Breach, breach
from gikqa.testing.plugin_kit.verdicts_of_rules import Trial

_NUMBERED = re.compile(r"\d|条|§")


def source_named(trial: Trial) -> Iterator[Breach]:
    """A source without any number, 条 or § names no article."""
    for code, rule in trial.loaded.rules.items():
        if not _NUMBERED.search(rule.source):
            yield breach("source", code, "source", source=rule.source)
