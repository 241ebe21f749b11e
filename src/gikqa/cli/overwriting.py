"""Refuse an output that would replace a file that the run reads."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from gikqa.errors import UsageError


def refuse_overwriting(output: str, files: Iterable[Path]) -> None:
    """Raise UsageError if the output is one of the files, by whatever name or link.

    The files are only listed if the output exists: otherwise it cannot be one of them.
    """
    if output == "-":
        return
    try:
        target = os.stat(output)
    except OSError:  # it does not exist, or `open_output` reports what is wrong with it
        return
    if not stat.S_ISREG(target.st_mode):
        return
    for file in files:
        try:
            same = os.path.samestat(target, file.stat())
        except OSError:
            continue  # reading it reports what is wrong with it
        if same:
            raise UsageError.worded("output over input", output=output, file=file)
