"""What the process does in which plugins of third parties are loaded."""

import sys
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gikqa._model.plugin import OURS, Record
from gikqa._plugins.choice import Choice
from gikqa._plugins.described import Described, describe, described
from gikqa._plugins.find_plugins import load_here
from gikqa._plugins.installed import Plugins
from gikqa._plugins.where import place_of, said
from gikqa._serve import Answer, Say

if TYPE_CHECKING:
    from gikqa._model.result import Result

MEMORY = 4 << 30
"""Bytes that a process of third parties may take: a batch with its texts takes under 0.5 GB."""


def hosting(setup: tuple[Sequence[str], Choice]) -> Answer:
    """Make the function that does something with the plugins of a worker process."""
    host: list[Plugins] = []

    def answer(question: Any, say: Say) -> Any:
        function, args, left_out = question
        if not host:
            host.append(load_here(*setup, left_out=left_out, say=say))
            limit_memory()
        return function(host[0], say, *args)

    return answer


def describe_all(host: Plugins, say: Say) -> Described:
    """What the plugins of this process bring."""
    return described(host)


def describe_whole(host: Plugins, say: Say, codes: Sequence[str]) -> Described:
    """The rules with these codes, whose functions are imported for it."""
    before = len(host.failures)
    made = Described({}, {}, {}, {}, {}, [], [], {}, {}, [])
    for code in codes:
        owner = host.owner[code]
        say(f"{owner}\n{host.versions[owner]}\nrule {code}")
        describe(host, host.in_full({code: host.rules[code]}).values(), made)
        say(None)
    made.failures, made.in_chinese = host.failures[before:], host.in_chinese
    return made


def read_there(host: Plugins, say: Say, number: int, path: Path) -> Record:
    """The row that a reader of third parties makes of a document."""
    brought = zip(host.readers, host.reader_owner, strict=True)
    reader, owner = [one for one in brought if one[1] not in OURS][number]
    say(f"{owner}\n{host.versions[owner]}\nreader {reader.name}")
    try:
        return reader.read(path)
    finally:
        say(None)


def rendered(host: Plugins, say: Say, name: str, result: "Result") -> tuple[bytes, str | None]:
    """What a format makes of a result, and what went wrong."""
    owner = host.renderer_owner[name]
    stream = BytesIO()
    say(f"{owner}\n{host.versions[owner]}\nformat {name}")
    try:
        host.renderers[name].write(result, stream)
        data = stream.getvalue()  # raises if the plugin has closed it
        return data, None if data else "it wrote nothing"
    except BaseException as error:
        file, line = place_of(error, host.roots.get(owner))
        place = f" ({file}:{line})" if file else ""
        return b"", f"{said(error)}{place}"
    finally:
        say(None)


def limit_memory() -> None:
    """Let a plugin take no more than its share, where the system can see to that (Linux)."""
    if sys.platform == "linux":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        limit = MEMORY if most == resource.RLIM_INFINITY else min(MEMORY, most)
        resource.setrlimit(resource.RLIMIT_DATA, (limit, most))
