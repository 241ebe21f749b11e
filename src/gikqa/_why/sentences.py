"""The sentences of `gikqa why-not` and `gikqa why`, in one language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from gikqa._model.arithmetic import spelled
from gikqa._render._escape import clip
from gikqa._render._say import Voice, voice
from gikqa.editions import Edition, PrintedNames
from gikqa.errors import texts_beside

_LONGEST = 200
_LISTED = 8


@dataclass(frozen=True)
class Words:
    """One language, and the printed names of cells on the form of one report."""

    lang: str
    speak: Voice
    names: PrintedNames
    year: int | None
    region_code: str | None

    def say(self, key: str, **values: Any) -> str:
        """A sentence of `words.toml` with its gaps filled."""
        text: str = texts_beside(__file__, "words.toml")[key][self.lang]
        return text.format(**{name: clip(str(each), _LONGEST) for name, each in values.items()})

    def place(self, column: str) -> str:
        """A cell by its printed place, another column by what it holds."""
        known = texts_beside(__file__, "words.toml").get(f"column {column}")
        return known[self.lang] if known else self.names.of(column, self.year, self.region_code)

    def listed(self, parts: Iterable[str]) -> str:
        """Some parts with commas between; of many, the first ones and how many follow."""
        parts = list(parts)
        shown = [clip(part, _LONGEST) for part in parts[:_LISTED]]
        if len(parts) > _LISTED:
            shown.append(self.say("more", count=len(parts) - _LISTED))
        return ("、" if self.lang == "zh" else ", ").join(shown)

    def value(self, value: Any) -> str:
        """A value of a report as people write it."""
        if value is None:
            return self.say("blank value")
        return self.names.fill_in(spelled(value), self.year, self.region_code)


def words_for(
    lang: str, editions: Mapping[str, Edition], year: int | None, region_code: str | None
) -> Words:
    """The words in `zh` or `en` for a report of a year and a region."""
    return Words(lang, voice(lang), PrintedNames(editions, lang), year, region_code)
