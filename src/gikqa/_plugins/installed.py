"""What plugins have brought, and the failures of those that went wrong."""

import signal
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from gikqa._model.plugin import Reader, Renderer
from gikqa._model.rule import Rule, Shortcut, as_trial
from gikqa._model.status import Failure
from gikqa._plugins.check_rule import check_names, check_rule
from gikqa._plugins.choice import Choice
from gikqa._plugins.deprecations import Deprecation
from gikqa._plugins.where import Root, place_of, said
from gikqa.editions import Deadline, Edition
from gikqa.errors import GikqaError, PluginError

if TYPE_CHECKING:
    import click

    from gikqa.rule_files.expressions import Equation


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

    candidates: the version of every distribution that has a plugin; versions: of those loaded.
    api: distribution → the version of the interface that it states. deprecated: distribution → what
    it uses that goes.
    equations: rule of a rule file → what it states.
    deadlines: last day for publishing → distribution that brings it.
    extensions: distribution → kind → names of what it adds to other plugins.
    apart: the process in which plugins of third parties are loaded; None if there is none. Their
    rules and formats are here without functions. roots: distribution → where its code lies.
    places: code → file and line of the function of a rule of third parties. waiting: while plugins
    are loaded, (distribution, what takes it) of editions that extend one which is not loaded yet.
    """

    candidates: dict[str, str] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    hooks: dict[str, list[str]] = field(default_factory=dict)
    api: dict[str, Any] = field(default_factory=dict)
    deprecated: dict[str, list[Deprecation]] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    equations: "dict[str, Equation]" = field(default_factory=dict)
    shortcuts: dict[str, Shortcut] = field(default_factory=dict)
    owner: dict[str, str] = field(default_factory=dict)
    editions: dict[str, Edition] = field(default_factory=dict)
    edition_owner: dict[str, str] = field(default_factory=dict)
    deadlines: dict[Deadline, str] = field(default_factory=dict)
    waiting: list[tuple[str, Callable[[], None]]] | None = None
    readers: list[Reader] = field(default_factory=list)
    reader_owner: list[str] = field(default_factory=list)
    suffix_owner: dict[str, str] = field(default_factory=dict)
    renderers: dict[str, Renderer] = field(default_factory=dict)
    renderer_owner: dict[str, str] = field(default_factory=dict)
    commands: "dict[str, click.Command]" = field(default_factory=dict)
    command_owner: dict[str, str] = field(default_factory=dict)
    extensions: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    in_chinese: dict[Failure, str] = field(default_factory=dict)
    choice: Choice = field(default_factory=Choice)
    seconds: dict[str, float] = field(default_factory=dict)
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
                brought[code] = self._whole(rule)
        return {code: brought[code] for code in chosen if code in brought}

    def is_elsewhere(self, code: str) -> bool:
        """Whether the functions of a rule are in another process."""
        return self.apart is not None and self.owner[code] in self.apart.distributions

    def _whole(self, rule: Rule) -> Rule:
        return self.with_facts(rule if rule.whole is None else self._made(rule, rule.whole()))

    def with_facts(self, rule: Rule) -> Rule:
        """The rule with the facts that the plugins bring, if it is made of some."""
        if rule.whole is not None or rule.with_deadlines is None:
            return rule
        return self._made(rule, rule.with_deadlines(tuple(self.deadlines)))

    def _made(self, rule: Rule, whole: Any) -> Rule:
        if not isinstance(whole, Rule):
            raise PluginError.worded("wrong thing", expected="Rule", found=type(whole).__name__)
        if whole.code != rule.code:
            raise PluginError.worded("announced as another", code=rule.code, whole=whole.code)
        check_rule(whole)
        self.check_names(whole)
        return as_trial(whole)

    def check_names(self, rule: Rule) -> None:
        """Raise PluginError if a rule names a column or an edition that nobody can have."""
        check_names(rule, self.columns if rule.columns else (), self.editions)

    @cached_property
    def columns(self) -> frozenset[str]:
        """Every column of an export that rules can read: those of a report, and all cells."""
        from gikqa._export.export_schema import flat_schema  # it imports pyarrow

        return frozenset(flat_schema(self.editions.values()).names)

    @contextmanager
    def failing_alone(self, distribution: str, version: str, what: str) -> Iterator[None]:
        """Keep an error that is raised in here as a failure of the plugin; all others go on."""
        try:
            yield
        except BaseException as error:
            if of_the_user(error):
                raise
            place = place_of(error, self.roots.get(distribution))
            failure = Failure(distribution, version, what, _named_once(what, said(error)), *place)
            if failure not in self.failures:
                self.failures.append(failure)
            if isinstance(error, GikqaError):
                self.in_chinese[failure] = _named_once(what, error.in_language("zh"))

    def failures_in(self, lang: str) -> tuple[Failure, ...]:
        """The failures as users read them, in `zh` or `en`."""
        chinese = self.in_chinese if lang == "zh" else {}
        return tuple(replace(one, problem=chinese.get(one, one.problem)) for one in self.failures)

    def warnings_in(self, lang: str, name: str) -> list[str]:
        """What a distribution uses that goes, each thing once, in `zh` or `en`."""
        return list(dict.fromkeys(one.in_words(lang) for one in self.deprecated.get(name, ())))

    def all_warnings_in(self, lang: str) -> tuple[str, ...]:
        """What all distributions use that goes, each with its name and version."""
        return tuple(
            f"{name} {version}: {text}"
            for name, version in sorted(self.versions.items())
            for text in self.warnings_in(lang, name)
        )


def _named_once(what: str, problem: str) -> str:
    """The problem without the rule that it begins with, if `what` names the rule already."""
    code = what.removeprefix("rule ")
    return problem.removeprefix(f"rule {code}: ").removeprefix(f"规则 {code}：")


def of_the_user(error: BaseException) -> bool:
    """Whether an error is a Ctrl-C; where SIGINT is ignored, a plugin has raised it itself."""
    ignored = signal.getsignal(signal.SIGINT) == signal.SIG_IGN
    return isinstance(error, KeyboardInterrupt) and not ignored
