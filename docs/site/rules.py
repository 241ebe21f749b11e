"""A page for each rule in one language, and the list of them by family.

The texts are those that `gikqa explain` prints. The site adds what a rule says of its worked cases,
and how to turn the rule off, or on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, groupby, islice

from docs.make_rules import FAMILIES
from docs.site.pages import WORDS

from gikqa._model.rule import Rule
from gikqa._plugins import Plugins
from gikqa._render._say import voice
from gikqa._specs import specs_folder
from gikqa.cli.explain import explanation, status_of
from gikqa.testing import rule_cases, run_cases

FOLDER = "docs/rules"
INDEX = f"{FOLDER}/README.md"
_CASES = {"zh": "\n\n## 用例（英文）", "en": "\n\n## Worked cases"}
_EXAMPLES = 3


def place(code: str) -> str:
    """Where the page of a rule lies, in the repository and on the site."""
    return f"{FOLDER}/{code}.md"


def by_family(rules: Iterable[Rule], lang: str) -> Iterator[tuple[str, list[Rule]]]:
    """Name of each family, and its rules."""
    for family, members in groupby(sorted(rules, key=lambda r: r.code), lambda r: r.code[:-2]):
        english, _, chinese = FAMILIES.get(family, family).partition(" · ")
        yield (chinese or family) if lang == "zh" else english, list(members)


def messages(lang: str) -> dict[str, list[str]]:
    """Code → what the rule says of the first worked cases in which it finds something."""
    said: dict[str, list[str]] = {}
    cases = groupby(rule_cases(specs_folder() / "rules"), key=lambda case: case.code)
    first = (islice((c for c in of_rule if c.finds), _EXAMPLES) for _, of_rule in cases)
    for run in run_cases(chain.from_iterable(first), lang=lang):
        lines = said.setdefault(run.case.code, [])
        lines += [row["message"] for row in run.rows if row["message"] not in lines]
    return said


def pages(plugins: Plugins, lang: str, said: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Place → text of every page, the list first."""
    yield INDEX, _index(plugins.rules.values(), lang)
    for code, rule in sorted(plugins.rules.items()):
        text = explanation(rule, plugins.owner[code], lang)
        head, mark, cases = text.partition(_CASES[lang])
        parts = [f"---\ntitle: '{nav_title(rule, lang)}'\n---", head]
        parts += _said(said.get(code, ()), lang)
        parts += _switch(rule, lang)
        yield place(code), "\n\n".join(parts) + mark + cases + "\n"


def nav_title(rule: Rule, lang: str) -> str:
    """What the page is called in menus."""
    return f"{rule.code} {rule.title[lang]}".replace("'", "''")


def _said(lines: Iterable[str], lang: str) -> list[str]:
    shown = "\n".join([*lines][:_EXAMPLES])
    return [f"## {WORDS[lang]['says']}", f"```text\n{shown}\n```"] if shown else []


def _switch(rule: Rule, lang: str) -> list[str]:
    words, code = WORDS[lang], rule.code
    if status_of(rule) == "preview":
        command = f"```sh\ngikqa lint exports/ --extend-select {code}\n```"
        return [f"## {words['turn_on']}", words["on"], command]
    command = f"```sh\ngikqa lint exports/ --ignore {code}\n```"
    setting = f'```toml\nignore = ["{code}"]\n```'
    finding = words["off_finding"].replace("(specs/", "(../../specs/")
    return [f"## {words['turn_off']}", words["off"], command, setting, finding]


def _index(rules: Iterable[Rule], lang: str) -> str:
    words = WORDS[lang]
    # Each rule has its title on its own page too, where a search should lead.
    parts = ["---\nsearch:\n  exclude: true\n---", f"# {words['rules']}"]
    for family, members in by_family(rules, lang):
        table = [f"| {' | '.join(words['rules_head'])} |", "|---" * len(words["rules_head"]) + "|"]
        table += [_line(rule, lang) for rule in members]
        parts += [f"## {family}", "\n".join(table)]
    return "\n\n".join(parts) + "\n"


def _line(rule: Rule, lang: str) -> str:
    words, speak = WORDS[lang], voice(lang)
    facts = [
        f"[{rule.code}]({rule.code}.md)",
        f"`{rule.name}`",
        rule.title[lang].replace("|", "\\|"),
        speak.word(str(rule.severity)),
        speak.word(str(rule.confidence)),
        ", ".join(rule.editions) or words["every_year"],
        words["status"][status_of(rule)],
    ]
    return f"| {' | '.join(facts)} |"
