"""Documents wait for a worker process, are judged in it, and leave nothing behind."""

import asyncio
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Self

from gikqa._processes import LateError, UnsentError, WorkerError, Workers
from gikqa._web.judge_one import Dropped, Judged, Refused, Setup, judging
from gikqa._web.uploads import Upload, name_on_disk
from gikqa.errors import GikqaError, InputError, PluginError, texts_beside

WAITING = 32
"""Documents that may wait; on two processors the last one waits for about ten seconds."""


class Judgements:
    """Processes that judge documents; a context that ends them and removes all documents.

    suffixes: of the documents that can be read. seconds: most time for one of them.
    """

    def __init__(self, setup: Setup, processes: int, seconds: float) -> None:
        """Start the processes. Raises GikqaError if the settings are wrong."""
        self._seconds = seconds
        self._most = processes + WAITING
        self._in_hand = 0
        self._folder = tempfile.TemporaryDirectory(prefix="gikqa-", ignore_cleanup_errors=True)
        self._pool = ThreadPoolExecutor(processes)
        self._workers = Workers((judging.__module__, judging.__name__), setup, processes)
        try:
            self.suffixes: list[str] = self._workers.ask(None)
        except BaseException as error:
            self.__exit__(None, None, None)
            if isinstance(error, WorkerError):
                raise PluginError.worded("no reading process") from error
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._workers.__exit__()
        self._pool.shutdown(cancel_futures=True)
        self._folder.cleanup()

    @property
    def busy(self) -> bool:
        """Whether as many documents are in hand as may wait."""
        return self._in_hand >= self._most

    def begin(self) -> None:
        """Count a document, before it is received."""
        self._in_hand += 1

    def end(self) -> None:
        """Count a document no more."""
        self._in_hand -= 1

    async def judge(self, upload: Upload, lang: str) -> Judged | Refused:
        """The result of a document, or why there is none."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, self._judge, upload, lang)

    def _judge(self, upload: Upload, lang: str) -> Judged | Refused:
        suffix = PurePosixPath(upload.name).suffix
        if suffix.lower() not in self.suffixes:
            key, known = "no reader" if suffix else "no suffix", ", ".join(self.suffixes)
            return _refused(
                InputError.worded(key, file=upload.name, suffix=suffix, known=known or "-")
            )
        with tempfile.TemporaryDirectory(dir=self._folder.name) as folder:
            path = Path(folder, name_on_disk(upload.name, suffix.lower()))
            with path.open("xb") as target:
                shutil.copyfileobj(upload.file, target)
            return self._ask(Dropped(path, upload.name, lang))

    def _ask(self, dropped: Dropped) -> Judged | Refused:
        try:
            answer: Judged | Refused = self._workers.ask(dropped, self._seconds)
        except LateError:
            late = InputError.worded("document late", file=dropped.name, timeout=self._seconds)
            return _refused(late)
        except (WorkerError, UnsentError):
            texts = texts_beside(__file__, "words.toml")
            said = {lang: texts[lang]["words"]["judging failed"] for lang in ("zh", "en")}
            return Refused(said)
        return answer


def _refused(error: GikqaError) -> Refused:
    return Refused({lang: error.in_language(lang) for lang in ("zh", "en")})
