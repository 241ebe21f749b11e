"""A clause that a plugin breaks: which one, what was seen, what was expected, what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gikqa.errors import texts_beside

LANGS = ("en", "zh")


@dataclass(frozen=True)
class Breach:
    """A clause that a rule breaks, or the plugin as a whole; `seen` is in `en` and `zh`.

    rule: the code of the rule, or the name of the plugin. `line("en")` is the whole sentence.
    """

    clause: str
    rule: str
    seen: Mapping[str, str]
    mend: Mapping[str, str] | None = None
    """What to do, where it is not what the clause usually advises."""

    def line(self, lang: str) -> str:
        """One line: clause, rule, what was seen, what was expected, what to do."""
        words = texts_beside(__file__, "words.toml")
        clause = words["clauses"][self.clause]
        return str(
            words["line"][lang].format(
                clause=self.clause,
                rule=self.rule,
                seen=" ".join(self.seen[lang].split()),
                expected=clause["expected"][lang],
                mend=(self.mend or clause["mend"])[lang],
            )
        )


def breach(clause: str, rule: str, seen: str, **values: Any) -> Breach:
    """The breach with a sentence of `words.toml`; a mapping is a text in two languages."""
    mend = texts_beside(__file__, "words.toml")["mend"].get(seen)
    return Breach(clause, rule, _filled("seen", seen, values), mend)


def how(key: str, **values: Any) -> Mapping[str, str]:
    """In which way reports were judged, in two languages."""
    return _filled("how", key, values)


def _filled(table: str, key: str, values: Mapping[str, Any]) -> dict[str, str]:
    texts = texts_beside(__file__, "words.toml")[table][key]
    return {
        lang: texts[lang].format(
            **{
                name: value[lang] if isinstance(value, Mapping) else value
                for name, value in values.items()
            }
        )
        for lang in LANGS
    }
