"""Which plugins are loaded: all that are installed, or fewer, and Python files of a team."""

import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import ModuleType
from typing import Any

from gikqa._model.plugin import API_VERSION, OURS
from gikqa._select import did_you_mean
from gikqa.errors import UsageError
from gikqa.hookspecs import hookimpl

NO_PLUGINS = "GIKQA_NO_PLUGINS"
"""Environment variable: if it is set to anything but 0, no code of other distributions is run."""


@dataclass(frozen=True)
class PluginFile:
    """A file of Python or of rules in TOML that is loaded as a plugin, under its own name.

    It holds the content, so that every process runs the same, whatever becomes of the file.
    """

    path: str
    content: bytes

    @property
    def name(self) -> str:
        """The name of the file, in place of that of a distribution."""
        return Path(self.path).name

    @property
    def version(self) -> str:
        """A version that changes with the content."""
        from hashlib import blake2b  # it takes 10 ms, and most runs load no file

        return f"0+{blake2b(self.content, digest_size=4).hexdigest()}"

    @property
    def source(self) -> bytes | None:
        """The text in Python; None for rules in TOML."""
        return self.content if Path(self.path).suffix == ".py" else None

    def load(self) -> ModuleType:
        """Run the file as a module; nothing is written beside it, its folder is not searched."""
        module = ModuleType(f"gikqa_plugin_file_{Path(self.path).stem}")
        module.__file__ = self.path
        if Path(self.path).suffix == ".toml":
            from gikqa.rule_files import read_rule_file  # it imports the finders

            read = read_rule_file(self.content, self.path)
            files = hookimpl(lambda: [read])
            module.__dict__.update(
                GIKQA_API=API_VERSION, GIKQA_PREFIXES=read.prefixes, gikqa_rule_files=files
            )
            return module
        sys.modules[module.__name__] = module  # dataclasses look their module up
        exec(compile(self.content, self.path, "exec"), module.__dict__)
        return module


@dataclass(frozen=True)
class Choice:
    """Which plugins are loaded, by distribution; it is sent to processes that load them again.

    only: these and no others (None: all). block: not these. require: these have to be there.
    """

    files: tuple[PluginFile, ...] = ()
    require: tuple[str, ...] = ()
    only: tuple[str, ...] | None = None
    block: tuple[str, ...] = ()

    def allows(self, name: str) -> bool:
        """Whether code of this distribution may be run."""
        if name != "gikqa" and _none_of_others() and name not in OURS:
            return False
        allowed = name == "gikqa" or self.only is None or _in(name, self.only)
        return allowed and not _in(name, self.block)

    def refuse_missing(self, found: Iterable[str]) -> None:
        """Raise UsageError for a distribution that is required and not among those found."""
        for name in self.require:
            if not _in(name, tuple(found)):
                key = "plugin required" if self.allows(name) else "plugin required and off"
                raise UsageError.worded(key, name=name)


def choose_plugins(
    files: Iterable[str] = (),
    off: Sequence[str] = (),
    settings: Mapping[str, Sequence[str]] | None = None,
) -> Choice:
    """The choice of a user: options and settings. Raises UsageError for what cannot be chosen.

    off: distributions that are not loaded; each has to be installed, because a misspelt one would
    be loaded. settings: `require`, `only`, `block`.
    """
    given = {key: tuple(names) for key, names in (settings or {}).items()}
    if off:
        known = installed()
        for name in off:
            as_installed(name, known)
    block = (*given.pop("block", ()), *off)
    if _in("gikqa", block):
        raise UsageError.worded("plugin needed")
    read = tuple(map(_read_file, files))
    names = [file.name for file in read]
    for name in names:
        if names.count(name) > 1:
            raise UsageError.worded("plugin files alike", name=name)
    return Choice(read, block=block, **given)


def handed_over(plugins: Any) -> dict[str, Any]:
    """The arguments of `load_plugins` for modules and paths that a program hands over."""
    if isinstance(plugins, str) or not isinstance(plugins, Iterable | None):
        raise UsageError.worded("no plugins", value=repr(plugins))
    given = list(plugins or ())
    paths = [os.fspath(one) for one in given if isinstance(one, (str, os.PathLike))]
    modules = [one for one in given if not isinstance(one, (str, os.PathLike))]
    named = [(getattr(one, "__name__", type(one).__name__), one) for one in modules]
    extra = [(name, str(getattr(one, "__version__", "unknown")), one) for name, one in named]
    return {"extra": extra, "choice": choose_plugins(paths)}


def _read_file(given: str) -> PluginFile:
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", given):
        raise UsageError.worded("plugin url", url=given)
    if _none_of_others():
        raise UsageError.worded("plugin file and none", file=given, switch=NO_PLUGINS)
    file = Path(given)
    if file.suffix not in (".py", ".toml") or not file.is_file():
        raise UsageError.worded("no plugin file", file=given)
    try:
        return PluginFile(str(file.absolute()), file.read_bytes())
    except OSError as error:
        raise UsageError.worded(
            "unreadable plugin file", file=given, reason=error.strerror
        ) from error


def installed() -> list[str]:
    """The distributions that bring something for gikqa or for one of its plugins."""
    groups = (group for group in entry_points().groups if group.startswith("gikqa"))
    points = (point for group in groups for point in entry_points(group=group))
    return ["gikqa", *sorted({distribution_of(point)[0] for point in points})]


def as_installed(name: str, known: Sequence[str]) -> str:
    """The distribution as it is spelt, for any spelling of its name: `gikqa_jx` for `gikqa-jx`.

    Raises UsageError, with the nearest one, if it is none of those known.
    """
    found = next((one for one in known if _plain(one) == _plain(name)), None)
    if found is None:
        raise UsageError.worded("plugin unknown", name=name, hint=did_you_mean(name, known))
    return found


def distribution_of(point: EntryPoint) -> tuple[str, str]:
    """Name and version of the distribution of an entry point."""
    return (point.dist.name, point.dist.version) if point.dist else (point.name, "unknown")


def _none_of_others() -> bool:
    return os.environ.get(NO_PLUGINS, "") not in ("", "0")


def _in(name: str, names: Iterable[str]) -> bool:
    """Whether a distribution is named, however its name is spelt (gikqa_jx is gikqa-jx)."""
    return _plain(name) in map(_plain, names)


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
