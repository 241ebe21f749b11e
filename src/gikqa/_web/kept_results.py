"""Results that are kept while the server runs, and what changed from one to the next."""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from secrets import token_urlsafe

from gikqa._web.judge_one import Judged, Seen


@dataclass(frozen=True)
class Change:
    """What became of the findings since the last time.

    since: the name of the document then. lang: the language of the findings that are gone.
    """

    since: str
    lang: str
    gone: tuple[Seen, ...]
    new: tuple[Seen, ...]
    still: tuple[Seen, ...]


@dataclass(frozen=True)
class Kept:
    """A result of one session. change: None if the document was dropped for the first time."""

    key: str
    session: str
    judged: Judged
    change: Change | None

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        gone = () if self.change is None else self.change.gone
        texts = sum(200 + len(one.message) for one in (*self.judged.findings, *gone))
        return len(self.judged.page) + texts + sum(map(len, self.judged.notes))


class KeptResults:
    """The newest results, at most so many and so many bytes; the oldest are dropped."""

    def __init__(self, most: int = 50, most_bytes: int = 64_000_000) -> None:
        self._most, self._most_bytes = most, most_bytes
        self._kept: OrderedDict[str, Kept] = OrderedDict()

    def add(self, session: str, judged: Judged) -> Kept:
        """Keep a result beside the earlier ones, and compare it with the last one before it."""
        before = self._before(session, judged)
        change = None if before is None else compare(before, judged)
        kept = Kept(token_urlsafe(16), session, judged, change)
        self._kept[kept.key] = kept
        while len(self._kept) > self._most or (
            len(self._kept) > 1 and sum(one.size for one in self._kept.values()) > self._most_bytes
        ):
            self._kept.popitem(last=False)
        return kept

    def get(self, session: str, key: str) -> Kept | None:
        """The result with this key, if it belongs to the session and is still kept."""
        kept = self._kept.get(key)
        return kept if kept is not None and kept.session == session else None

    def of_session(self, session: str) -> Iterator[Kept]:
        """The results of a session, the newest first."""
        return (one for one in reversed(self._kept.values()) if one.session == session)

    def _before(self, session: str, judged: Judged) -> Judged | None:
        """The last result of the same file name, or else of the same publisher and year."""
        earlier = [one.judged for one in self.of_session(session)]
        body = (judged.publisher, judged.year)
        alike = [one for one in earlier if one.name == judged.name]
        if None not in body:
            alike += [one for one in earlier if (one.publisher, one.year) == body]
        return alike[0] if alike else None


def compare(before: Judged, after: Judged) -> Change:
    """Which findings are gone, which are new, and which are there still."""
    old = {one.key for one in before.findings}
    now = {one.key for one in after.findings}
    return Change(
        before.name,
        before.lang,
        tuple(one for one in before.findings if one.key not in now),
        tuple(one for one in after.findings if one.key not in old),
        tuple(one for one in after.findings if one.key in old),
    )
