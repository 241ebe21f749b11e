"""Plugins of third parties, loaded in a process of their own, which is watched.

What they do to the interpreter (end it, never return, print, change classes of gikqa) does not
reach the process that reads the input and judges the rules of this project.
"""

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO
from weakref import finalize

from gikqa._model.plugin import Reader, Renderer
from gikqa._model.rule import Rule
from gikqa._model.status import Failure
from gikqa._pipes import known
from gikqa._plugins import hosted
from gikqa._plugins.choice import Choice
from gikqa._plugins.described import Described
from gikqa._plugins.installed import Plugins
from gikqa._plugins.where import innermost
from gikqa._processes import LateError, WorkerError, Workers
from gikqa.errors import PluginError

if TYPE_CHECKING:
    from gikqa._model.result import Result

SECONDS = 60.0
"""Seconds for one thing that a plugin does: an import, a hook, a format, a rule on a batch."""

_MAPPINGS = (
    "versions", "hooks", "api", "deprecated", "owner", "editions", "edition_owner",
    "renderer_owner", "in_chinese", "suffix_owner", "command_owner", "deadlines",
    "extensions", "seconds",
)  # fmt: skip
"""What is taken over of a description as it is."""


class Apart:
    """The processes of third parties; they end with the last reference to this object.

    distributions: those whose plugins are loaded there.
    """

    def __init__(self, hooks: Collection[str], choice: Choice, seconds: float) -> None:
        self.distributions: Collection[str] = ()
        self._processes = 1
        self.seconds = seconds
        self._left_out: dict[str, Failure] = {}
        self._workers = Workers((hosted.__name__, "hosting"), (tuple(hooks), choice), 1)
        self._end = finalize(self, self._workers.__exit__)

    def ask(self, function: Callable[..., Any], *args: Any) -> Any:
        """What a function of gikqa returns there, for the plugins, `Say`, and these arguments.

        Raises WorkerError, LateError, UnsentError, or what the function raises.
        """
        question = (function, args, frozenset(self._left_out))
        return self._workers.ask(question, each=self.seconds)

    def grow(self, processes: int) -> None:
        """Have this many processes, which are started when they are needed."""
        self._workers.grow(max(processes - self._processes, 0))
        self._processes = max(processes, self._processes)

    def stop(self, error: BaseException) -> None:
        """End the processes because of an error; a Ctrl-C gets the names of what ran in them."""
        self._workers.name_what_ran(error)
        self._end()

    def load_into(self, plugins: Plugins) -> None:
        """Load plugins there, and add what they bring; one that ends the process is left out."""
        brought: Described = self._repeated(
            plugins, self._left_out, lambda: self.ask(hosted.describe_all)
        )
        self.distributions = frozenset({*brought.versions, *self._left_out})
        plugins.apart = self
        for name in _MAPPINGS:
            getattr(plugins, name).update(getattr(brought, name))
        plugins.failures += [*self._left_out.values(), *brought.failures]
        self._add_rules(brought, plugins)
        for number, (name, suffixes) in enumerate(brought.readers):
            plugins.readers.append(
                Reader(name, suffixes, partial(self.ask, hosted.read_there, number))
            )
            plugins.reader_owner.append(brought.reader_owner[number])
        for name, binary in brought.renderers.items():
            owner = brought.renderer_owner[name]
            who = f"{owner} {brought.versions[owner]}"
            plugins.renderers[name] = Renderer(name, partial(self._render, who, name), binary)

        if brought.commands:
            import click  # only who uses the command line needs it

            for name, line in brought.commands.items():
                plugins.commands[name] = click.Command(name, short_help=line)

    def in_full(self, rules: Mapping[str, Rule], plugins: Plugins) -> dict[str, Rule]:
        """These rules as they are known once their functions have been imported there."""
        lazy = [code for code, rule in rules.items() if rule.whole is not None]
        if not lazy:
            return dict(rules)
        failed: dict[str, Failure] = {}
        brought: Described = self._repeated(
            plugins,
            failed,
            lambda: self.ask(
                hosted.describe_whole, [code for code in lazy if f"rule {code}" not in failed]
            ),
        )
        plugins.in_chinese.update(brought.in_chinese)
        plugins.failures += [
            one for one in (*failed.values(), *brought.failures) if one not in plugins.failures
        ]
        for code in lazy:
            del plugins.rules[code]
        self._add_rules(brought, plugins)
        return {code: plugins.rules[code] for code in rules if code in plugins.rules}

    def how(self, ended: WorkerError, lang: str) -> str:
        """How a process ended, in words."""
        if isinstance(ended, LateError):
            return {
                "en": f"did not end within {self.seconds:g} seconds",
                "zh": f"在 {self.seconds:g} 秒内没有结束",
            }[lang]
        return {"en": f"its process {ended.en}", "zh": f"其进程{ended.zh}"}[lang]

    def _repeated(
        self, plugins: Plugins, failed: dict[str, Failure], ask: Callable[[], Any]
    ) -> Any:
        """An answer; after each end of the process, whatever ended it is kept as having failed."""
        while True:
            try:
                return ask()
            except WorkerError as ended:
                name, version, what = (ended.doing or "\n\n").split("\n")
                key = what if what.startswith("rule ") else name
                if not name or key in failed:
                    how = {lang: self.how(ended, lang) for lang in ("en", "zh")}
                    raise PluginError.worded("plugins not loaded", how=how) from ended
                place = innermost(ended.frames, plugins.roots.get(name))
                failure = Failure(name, version, what, self.how(ended, "en"), *place)
                plugins.in_chinese[failure] = self.how(ended, "zh")
                failed[key] = failure

    def _add_rules(self, brought: Described, plugins: Plugins) -> None:
        plugins.places.update(brought.places)
        for code, pickled in brought.rules.items():
            owner = plugins.owner[code]
            with plugins.failing_alone(owner, plugins.versions[owner], f"rule {code}"):
                plugins.rules[code] = known([pickled])

    def _render(self, who: str, name: str, result: "Result", stream: BinaryIO) -> None:
        """Write what a format makes of a result, once all of it is there."""
        problem: Any
        try:
            data, problem = self.ask(hosted.rendered, name, result)
        except WorkerError as ended:
            problem = {lang: self.how(ended, lang) for lang in ("en", "zh")}
        if problem is not None:
            raise PluginError.worded("format failed", who=who, format=name, problem=problem)
        stream.write(data)
