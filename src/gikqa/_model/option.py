"""An option of a rule: a value that users can set, with its type and its meaning."""

from dataclasses import dataclass
from typing import TypeAlias

OptionValue: TypeAlias = bool | int | float | str | tuple[str, ...]


@dataclass(frozen=True)
class Option:
    """A value of a rule that users can set: `Rule(..., options={"most": Option(10, zh=…, en=…)})`.

    `value` holds unless a user sets another one; its type is the type that is expected: int, float,
    bool, str, or a tuple of str. `zh` and `en` say in one sentence what it does.
    """

    value: OptionValue
    zh: str
    en: str
