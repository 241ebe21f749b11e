"""Another clock for this process, which goes on from a moment of one's choice."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable
from typing import Any


def set_clock(moment: float) -> None:
    """Make every way in which Python says what time it is begin at a moment (seconds since 1970).

    Called before a plugin is imported: `from datetime import datetime` gets the class of here.
    """
    offset = moment - time.time()
    real = {name: getattr(time, name) for name in _OF_NOW}
    clock = real["time"]

    def now() -> float:
        return float(clock() + offset)

    time.time = now
    time.time_ns = lambda: int(now() * 1e9)
    for name in ("localtime", "gmtime", "ctime"):
        setattr(time, name, _defaulting(real[name], now))
    strftime, local = real["strftime"], real["localtime"]
    time.strftime = lambda form, *moment: strftime(form, *(moment or (local(now()),)))
    datetime.datetime = _datetime_at(now)  # type: ignore[misc]


_OF_NOW = ("time", "time_ns", "localtime", "gmtime", "ctime", "strftime")


def _defaulting(function: Callable[..., Any], now: Callable[[], float]) -> Callable[..., Any]:
    return lambda seconds=None: function(now() if seconds is None else seconds)


def _datetime_at(now: Callable[[], float]) -> Any:
    """The class `datetime` with another now; every real one counts as an instance."""
    real = datetime.datetime

    class Kind(type):
        def __instancecheck__(cls, value: object) -> bool:
            return isinstance(value, real)

        def __subclasscheck__(cls, kind: type) -> bool:
            return issubclass(kind, real)

    def of_now(cls: Any, tz: Any = None) -> Any:
        return real.fromtimestamp(now(), tz)

    def of_utc(cls: Any) -> Any:
        return real.fromtimestamp(now(), datetime.UTC).replace(tzinfo=None)

    methods = {
        "__slots__": (),  # compiled modules that are imported later expect the size of the real one
        "now": classmethod(of_now),
        "today": classmethod(of_now),
        "utcnow": classmethod(of_utc),
    }
    return Kind("datetime", (real,), methods)
