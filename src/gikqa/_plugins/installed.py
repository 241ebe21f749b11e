"""What plugins have brought, and the failures of those that went wrong."""

import signal
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

from gikqa._model.plugin import Reader, Renderer
from gikqa._model.rule import Rule, Shortcut, as_trial
from gikqa._model.status import Failure
from gikqa._plugins.where import Root, place_of, said
from gikqa.editions import Edition
from gikqa.errors import PluginError

OURS = frozenset({"gikqa", "gikqa-documents", "gikqa-locale"})
"""The distributions of this project, which run in the process that reads."""


class Elsewhere(Protocol):
    """Other processes with plugins: `Apart`, which makes these descriptions from their answers."""

    distributions: Collection[str]
    seconds: float

    def ask(self, function: Callable[..., Any], *args: Any) -> Any:
        """What a function of gikqa returns there."""

    def grow(self, processes: int) -> None:
        """Have this many processes."""

    def stop(self, error: BaseException) -> None:
        """End the processes because of an error."""

    def in_full(self, rules: Mapping[str, Rule], plugins: "Plugins") -> dict[str, Rule]:
        """These rules as they are known once their functions have been imported there."""


@dataclass(eq=False)
class Plugins:
    """What is installed: made by `load_plugins`, passed on, dropped. No global state.

    apart: the process in which plugins of third parties are loaded; None if there is none. Their
    rules and formats are here without functions. roots: distribution → where its code lies.
    places: code → file and line of the function of a rule of third parties.
    """

    versions: dict[str, str] = field(default_factory=dict)
    hooks: dict[str, list[str]] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    shortcuts: dict[str, Shortcut] = field(default_factory=dict)
    owner: dict[str, str] = field(default_factory=dict)
    editions: dict[str, Edition] = field(default_factory=dict)
    edition_owner: dict[str, str] = field(default_factory=dict)
    readers: list[Reader] = field(default_factory=list)
    reader_owner: list[str] = field(default_factory=list)
    renderers: dict[str, Renderer] = field(default_factory=dict)
    renderer_owner: dict[str, str] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    roots: dict[str, Root] = field(default_factory=dict)
    places: dict[str, tuple[str, int]] = field(default_factory=dict)
    apart: Elsewhere | None = None
    found: tuple[Mapping[str, Rule], Mapping[str, Edition]] | None = None

    @property
    def as_installed(self) -> bool:
        """Whether a process that loads the plugins for itself gets the same rules."""
        return (self.rules, self.editions) == self.found

    def in_full(self, chosen: Mapping[str, Rule]) -> dict[str, Rule]:
        """The chosen rules with their functions; one that cannot be imported is a failure."""
        elsewhere = {code: rule for code, rule in chosen.items() if self.is_elsewhere(code)}
        brought = {} if self.apart is None else self.apart.in_full(elsewhere, self)
        for code, rule in chosen.items():
            owner = self.owner[code]
            if code in elsewhere:
                continue
            with self.failing_alone(owner, self.versions[owner], f"rule {code}"):
                brought[code] = _whole(rule)
        return {code: brought[code] for code in chosen if code in brought}

    def is_elsewhere(self, code: str) -> bool:
        """Whether the functions of a rule are in another process."""
        return self.apart is not None and self.owner[code] in self.apart.distributions

    @contextmanager
    def failing_alone(self, distribution: str, version: str, what: str) -> Iterator[None]:
        """Keep an error that is raised in here as a failure of the plugin; all others go on."""
        try:
            yield
        except BaseException as error:
            if of_the_user(error):
                raise
            place = place_of(error, self.roots.get(distribution))
            failure = Failure(distribution, version, what, said(error), *place)
            if failure not in self.failures:
                self.failures.append(failure)


def of_the_user(error: BaseException) -> bool:
    """Whether an error is a Ctrl-C; where SIGINT is ignored, a plugin has raised it itself."""
    ignored = signal.getsignal(signal.SIGINT) == signal.SIG_IGN
    return isinstance(error, KeyboardInterrupt) and not ignored


def _whole(rule: Rule) -> Rule:
    if rule.whole is None:
        return rule
    whole = rule.whole()
    if not isinstance(whole, Rule):
        raise PluginError(f"expected a Rule, got {type(whole).__name__}")
    if whole.code != rule.code:
        raise PluginError(f"was announced as {rule.code} and turned out to be {whole.code}")
    return as_trial(whole)
