"""What plugins have brought, and the failures of those that went wrong."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from gikqa._model.plugin import Reader, Renderer
from gikqa._model.rule import Rule, Shortcut, as_trial
from gikqa._model.status import Failure
from gikqa.editions import Edition
from gikqa.errors import GikqaError, PluginError


@dataclass
class Plugins:
    """What is installed: made by `load_plugins`, passed on, dropped. No global state.

    `waiting`: while plugins are loaded, (distribution, what takes it) of editions that extend one
    which is not loaded yet.
    """

    versions: dict[str, str] = field(default_factory=dict)
    hooks: dict[str, list[str]] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    shortcuts: dict[str, Shortcut] = field(default_factory=dict)
    owner: dict[str, str] = field(default_factory=dict)
    editions: dict[str, Edition] = field(default_factory=dict)
    edition_owner: dict[str, str] = field(default_factory=dict)
    waiting: list[tuple[str, Callable[[], None]]] | None = None
    readers: list[Reader] = field(default_factory=list)
    renderers: dict[str, Renderer] = field(default_factory=dict)
    renderer_owner: dict[str, str] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    found: tuple[Mapping[str, Rule], Mapping[str, Edition]] | None = None

    @property
    def as_installed(self) -> bool:
        """Whether a process that loads the plugins for itself gets the same rules."""
        return (self.rules, self.editions) == self.found

    def in_full(self, chosen: Mapping[str, Rule]) -> dict[str, Rule]:
        """The chosen rules with their functions; one that cannot be imported is a failure."""
        brought = {}
        for code, rule in chosen.items():
            owner = self.owner[code]
            with self.failing_alone(owner, self.versions[owner], f"rule {code}"):
                brought[code] = _whole(rule)
        return brought

    @contextmanager
    def failing_alone(self, distribution: str, version: str, what: str) -> Iterator[None]:
        """Keep an error that is raised in here as a failure of the plugin; all others go on."""
        try:
            yield
        except (Exception, SystemExit) as error:
            kind = "" if isinstance(error, GikqaError) else f"{type(error).__name__}: "
            failure = Failure(distribution, version, what, f"{kind}{error}")
            if failure not in self.failures:
                self.failures.append(failure)


def _whole(rule: Rule) -> Rule:
    if rule.whole is None:
        return rule
    whole = rule.whole()
    if not isinstance(whole, Rule):
        raise PluginError(f"expected a Rule, got {type(whole).__name__}")
    if whole.code != rule.code:
        raise PluginError(f"was announced as {rule.code} and turned out to be {whole.code}")
    return as_trial(whole)
