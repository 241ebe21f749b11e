"""Judging opens no file, folder, socket or process; data of the plugin's package is read once."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import FrameType
from typing import Any

from gikqa.testing.plugin_kit.breach import Breach, breach
from gikqa.testing.plugin_kit.own_code import is_own, of_its_package
from gikqa.testing.plugin_kit.verdicts_of_rules import Trial, codes_for, judge

_EVENTS = ("open", "os.", "socket.", "subprocess.", "shutil.", "sqlite3.", "ctypes.dlopen")
_HARMLESS = ("os.putenv", "os.unsetenv", "os.fork", "os.register_at_fork")
_IMPORT = "<frozen importlib"


def nothing_opened(trial: Trial) -> Iterator[Breach]:
    """Each rule judges twice: at the first time it may import, and read files of its package."""
    loaded = trial.loaded
    seen: list[tuple[str, str, str]] = []
    watching = True

    def notice(event: str, args: tuple[Any, ...]) -> None:
        if not watching or not event.startswith(_EVENTS) or event in _HARMLESS:
            return
        place = _own_place(sys._getframe(1), trial)
        if place is not None:
            seen.append((event, str(args[0]) if args else "", place))

    sys.addaudithook(notice)
    try:
        for code in loaded.rules:
            for first in (True, False):
                for export in trial.exports:
                    if code in codes_for(loaded, export):
                        judge(loaded, export, codes=[code])
                wrong = [one for one in seen if not (first and _allowed(one, trial))]
                seen.clear()
                if wrong:
                    event, what, place = wrong[0]
                    yield breach("no-files", code, "opened", event=event, what=what, place=place)
                    break
    finally:
        watching = False  # a hook cannot be taken away


def _allowed(seen: tuple[str, str, str], trial: Trial) -> bool:
    event, what, _ = seen
    return event in ("open", "os.listdir", "os.scandir") and of_its_package(what, trial.loaded)


def _own_place(frame: FrameType | None, trial: Trial) -> str | None:
    """File and line of the plugin's code that has led here; None if an import has."""
    while frame is not None:
        file = frame.f_code.co_filename
        if file.startswith(_IMPORT):
            return None
        if is_own(file, trial.loaded):
            return f"{file}:{frame.f_lineno}"
        frame = frame.f_back
    return None
