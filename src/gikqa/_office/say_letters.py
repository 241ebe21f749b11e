"""What `gikqa letters` says: what was written, what was kept, and why reports have no letter."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from gikqa._model.result import Result
from gikqa._office.compose_letters import left_out, reports_without
from gikqa._render._say import voice
from gikqa.errors import texts_beside

_NAMES = 3
"""Files that are named; there can be thousands."""


def told(
    result: Result, written: Sequence[Path], kept: Sequence[Path], folder: str
) -> Iterator[str]:
    """The lines. written, kept: the files of letters that are new, and that were there already."""
    words = texts_beside(__file__, "letters.toml")["zh" if result.lang == "zh" else "en"]["told"]
    speak = voice(result.lang)

    def say(key: str, n: int, **values: str) -> str:
        text = words[key]
        return str(text if isinstance(text, str) else text[n != 1]).format(n=f"{n:,}", **values)

    done = "written" if written or kept else "nothing"
    yield say(done, len(written), folder=folder) + say("read", result.reports)
    if kept:
        names = speak.series([path.name for path in kept[:_NAMES]])
        yield say("kept", len(kept), names=names + (" …" if len(kept) > _NAMES else ""))
    if without := reports_without(result):
        reasons = [say(reason, n) for reason, n in sorted(without.items())]
        yield say("reports", without.total(), reasons=speak.listed(reasons))
    for reason, n in left_out(result).items():
        if n:
            yield say(f"{reason} findings", n)
