"""Read the texts of rules from a folder of `<CODE>.md`: TOML between two `+++`, then Markdown.

Plugins with many rules keep the texts for users (titles, messages, reasons) out of their code:
`described` reads them for one rule, `announced` makes a rule of each file in the folder.
"""

import pkgutil
from collections.abc import Iterator
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import Any

import tomli

from gikqa._model.finding import Confidence, Severity
from gikqa._model.rule import Rule
from gikqa.errors import SpecError

__all__ = ["announced", "described", "mend_of", "read_rule_text", "rule_codes"]

_HEADINGS = {"zh": ("为什么重要", "怎样改正"), "en": ("Why it matters", "How to mend")}


@cache
def rule_codes(folder: Path) -> tuple[str, ...]:
    """The codes of all rules that have a text in the folder, sorted."""
    return tuple(sorted(path.stem for path in folder.glob("*.md")))


@cache
def described(folder: Path, code: str) -> dict[str, Any]:
    """The arguments of `gikqa.rule` that are written in the rule's text.

    Raises SpecError with the file and the key that is missing or wrong.
    """
    file = folder / f"{code}.md"
    front, _ = read_rule_text(file)
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
            "roster": front.get("roster", False),
            "implied_by": tuple(front.get("implied_by", ())),
            "title": {lang: text["title"] for lang, text in texts.items()},
            "message": {lang: text["message"] for lang, text in texts.items()},
            "explanation": {lang: _explain(lang, text) for lang, text in texts.items()},
        }
    except KeyError as error:
        raise SpecError(str(file), str(error.args[0]), "is missing") from error
    except ValueError as error:
        raise SpecError(str(file), "severity or confidence", str(error)) from error


def announced(package: str, folder: Path) -> Iterator[Any]:
    """A rule for each text of the folder, by code; its function is imported once it is chosen.

    The function is in a module of the package (or of a package within it) that is named
    `<code>_<name>.py`. A text without such a module is about statements of an edition. Instead of a
    rule whose text is wrong or missing comes the error, which becomes a failure of this rule alone.
    """
    there = import_module(package)
    modules = {
        module.name.rpartition(".")[2].partition("_")[0].upper(): module.name
        for module in pkgutil.walk_packages(there.__path__, f"{package}.")
        if "_" in module.name.rpartition(".")[2]
    }
    codes = rule_codes(folder)
    for code in codes:
        name = modules.get(code)
        whole = None if name is None else partial(_rule_in, name)
        try:
            yield Rule(**described(folder, code), whole=whole)
        except SpecError as error:
            yield error
    prefixes = {*getattr(there, "GIKQA_PREFIXES", ()), *map(_prefix, codes)}
    for code in sorted(modules.keys() - {*codes}):
        if _prefix(code) in prefixes and code.removeprefix(_prefix(code)).isdigit():
            problem = f"is missing; the rule in {modules[code]} needs a text to be found"
            yield SpecError(str(folder / f"{code}.md"), "text", problem)


def _prefix(code: str) -> str:
    return code.rstrip("0123456789")


def _rule_in(module: str) -> Rule:
    return next(value for value in vars(import_module(module)).values() if isinstance(value, Rule))


def read_rule_text(file: Path) -> tuple[dict[str, Any], str]:
    """Front matter and body of a rule's text. Raises SpecError if there is no front matter."""
    _, mark, rest = file.read_text("utf-8").partition("+++\n")
    front, end, body = rest.partition("\n+++")
    if not mark or not end:
        raise SpecError(str(file), "front matter", "expected TOML between two lines of `+++`")
    try:
        return tomli.loads(front), body.strip()
    except tomli.TOMLDecodeError as error:
        raise SpecError(str(file), "front matter", f"is not TOML: {error}") from error


def mend_of(rule: Rule, lang: str) -> str:
    """How to mend what a rule finds, in `zh` or `en`; empty if its explanation does not say."""
    heading = f"## {_HEADINGS[lang][1]}\n"
    return rule.explanation.get(lang, "").partition(heading)[2].partition("\n## ")[0].strip()


def _explain(lang: str, text: dict[str, str]) -> str:
    why, mend = _HEADINGS[lang]
    return f"## {why}\n\n{text['why']}\n\n## {mend}\n\n{text['mend']}\n"
