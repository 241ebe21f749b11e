"""Refuse an output that would replace a file which the run reads."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from gikqa._documents.inputs import parts_of
from gikqa._documents.read_documents import documents_in, suffixes_of
from gikqa._export.sources import exports_in
from gikqa._model.plugin import Reader
from gikqa.errors import UsageError


def refuse_overwriting(output: str, files: Iterable[Path]) -> None:
    """Raise UsageError if the output is one of the files, by whatever name or link.

    The files are listed only where the output is there already: else it cannot be one of them.
    """
    if output == "-":
        return
    try:
        target = os.stat(output)
    except OSError:  # not there, or `open_output` says what is wrong with it
        return
    if not stat.S_ISREG(target.st_mode):
        return
    for file in files:
        try:
            same = os.path.samestat(target, file.stat())
        except OSError:
            continue  # reading it says what is wrong with it
        if same:
            raise UsageError(
                f"the output {output} would replace the input {file}: "
                "name another file with --output",
                f"输出 {output} 会覆盖输入文件 {file}：请用 --output 指定另一个文件",
            )


def files_read(paths: Sequence[str], readers: Sequence[Reader]) -> Iterator[Path]:
    """The files that `gikqa lint` reads for its arguments; what is no folder, as it was named."""
    for part in parts_of(paths):
        path = Path(part)
        if not path.is_dir():
            yield path
        elif any(path.rglob("*.parquet")):
            yield from exports_in(path)
        else:
            yield from documents_in(path, suffixes_of(readers))
