"""The worked cases of a plugin, where authors write them.

Of a package they are in `<CODE>.md`, anywhere in it; of a module that is a single file, in
`rules/<CODE>.md` beside it; of a rule file in `[[rule.case]]`. A file `report.toml` beside such
texts says what a report has unless its case says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from gikqa._plugins.find_plugins import candidates
from gikqa._specs import specs_folder
from gikqa.testing.plugin_kit.subject import Loaded
from gikqa.testing.worked_cases import RuleCase, cases_in_text, rule_file_cases


def cases_of(loaded: Loaded) -> dict[str, list[RuleCase]]:
    """Code → worked cases, for each rule of the plugin. Raises ValueError for a wrong case."""
    editions = loaded.plugins.editions.values()
    found: dict[str, list[RuleCase]] = {code: [] for code in loaded.rules}
    for file in _rule_files(loaded):
        for case in rule_file_cases(file, editions):
            if case.code in found:
                found[case.code].append(case)
    for folder in _folders(loaded):
        for file in sorted(folder.rglob("*.md")):
            if file.stem in found:
                found[file.stem] += cases_in_text(file, editions)
    return found


def _folders(loaded: Loaded) -> Iterator[Path]:
    if loaded.subject.name == "gikqa":
        yield specs_folder() / "rules"
    elif loaded.root is not None:
        path = Path(loaded.root.path)
        yield path if path.is_dir() else path.parent / "rules"


def _rule_files(loaded: Loaded) -> Iterator[Path]:
    """The rule file that is tested, or those that the plugin brings."""
    for one in candidates((), loaded.subject.choice):
        if one.name != loaded.subject.name:
            continue
        if one.file is not None and Path(one.file).suffix == ".toml":
            yield Path(one.file)
        else:
            yield from getattr(one.load(), "gikqa_rule_files", list)()
