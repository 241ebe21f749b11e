"""What goes from the plugin interface: it warns in two minor versions and is refused after."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gikqa._model.plugin import API_VERSION
from gikqa.errors import PluginError

Version = tuple[int, int]
"""Major and minor."""

_WARNS = 2
"""Minor versions in which what goes still works."""


@dataclass(frozen=True)
class Deprecation:
    """Something of the interface that goes.

    what: a hook, a field of a rule (`Rule.phrases`), or a major version (`GIKQA_API 1`).
    since: the first version that warns. instead: what to write in its place, in `zh` and `en`.
    """

    what: str
    since: Version
    instead: Mapping[str, str]

    @property
    def refused(self) -> Version:
        """The first version that refuses it."""
        major, minor = self.since
        return major, minor + _WARNS

    @property
    def is_over(self) -> bool:
        """Whether this gikqa refuses it."""
        return self.refused <= API_VERSION

    def in_words(self, lang: str) -> str:
        """The warning, in `zh` or `en`."""
        return self.error("deprecated").in_language(lang)

    def error(self, key: str) -> PluginError:
        """The error with this key in `errors.toml`."""
        since, refused = shown(self.since), shown(self.refused)
        what, instead = self.what, self.instead
        return PluginError.worded(key, what=what, since=since, refused=refused, instead=instead)


DEPRECATIONS: tuple[Deprecation, ...] = ()
"""What goes. An entry is added in the first version that warns."""


def deprecated(what: str) -> list[Deprecation]:
    """The warning for something that a plugin uses and that goes. Raises PluginError once gone."""
    found = [one for one in DEPRECATIONS if one.what == what]
    for one in found:
        if one.is_over:
            raise one.error("no longer")
    return found


def deprecated_fields(rule: Any) -> list[Deprecation]:
    """The warnings for those fields of a rule that go and are filled."""
    names = (one.what for one in DEPRECATIONS if one.what.startswith("Rule."))
    filled = (name for name in names if getattr(rule, name.removeprefix("Rule.")))
    return [one for name in filled for one in deprecated(name)]


def shown(version: Version) -> str:
    """A version as messages show it: 1 for (1, 0), 1.2 for (1, 2)."""
    major, minor = version
    return f"{major}.{minor}" if minor else str(major)
