"""Too little memory: one sentence, where libraries would end the process without a word."""

from contextlib import suppress

from gikqa.errors import OutputError

LEAST = 1_000_000_000
"""Bytes of addresses; NumPy and Arrow reserve 0.5 GB for threads, and abort if they cannot."""


def refuse_little_memory() -> None:
    """Raise OutputError where `ulimit -v` allows less than the libraries need."""
    with suppress(ImportError):  # Windows has no such limit
        from resource import RLIM_INFINITY, RLIMIT_AS, getrlimit

        allowed, _ = getrlimit(RLIMIT_AS)
        if allowed != RLIM_INFINITY and allowed < LEAST:
            allowed_mb, least_mb = allowed // 1_000_000, LEAST // 1_000_000
            raise OutputError.worded("little memory", allowed=allowed_mb, least=least_mb)


def is_lack_of_memory(error: BaseException) -> bool:
    """Whether memory ran out, be it for data or for the stack of a thread."""
    return isinstance(error, MemoryError) or str(error) == "can't start new thread"
