"""Take one document from a form that was posted, within bounds."""

import asyncio
import re
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

MOST_BYTES = 50_000_000
"""Of one document: what the readers take at most."""
SECONDS = 60.0
"""For sending a document, which the same machine does in less than one."""
_FORM = 10_000
"""Bytes of a form beside its document."""
_UNREAD = 4 * MOST_BYTES
"""Bytes that are received and thrown away, because a browser shows no answer while it sends."""
_LONGEST = 120
"""Characters of a name that are shown; file systems allow 255 bytes."""


class UploadError(Exception):
    """A form that was not taken: the key of the sentence that says why, and the HTTP status."""

    def __init__(self, key: str, status: int) -> None:
        super().__init__(key)
        self.key, self.status = key, status


@dataclass(frozen=True)
class Upload:
    """A document as it came, in an anonymous file, with the name that its owner gave it."""

    file: BinaryIO
    name: str
    token: str


async def receive(request: Request) -> Upload:
    """The document of the form. Raises UploadError."""
    form_type = request.headers.get("content-type", "")
    if not form_type.lower().startswith("multipart/form-data"):
        raise UploadError("no form", 400)
    parser = MultiPartParser(request.headers, _bounded(request), max_files=1, max_fields=4)
    try:
        async with asyncio.timeout(SECONDS):
            form = await parser.parse()
    except TimeoutError as late:
        raise UploadError("sent too slowly", 408) from late
    except (MultiPartException, ClientDisconnect, ValueError) as broken:
        raise UploadError("no form", 400) from broken
    given, token = form.get("document"), form.get("token")
    if not isinstance(given, UploadFile) or not (given.filename and given.size):
        await form.close()
        named = isinstance(given, UploadFile) and given.filename
        raise UploadError("empty document" if named else "no document", 422 if named else 400)
    return Upload(given.file, plain_name(given.filename), token if isinstance(token, str) else "")


async def _bounded(request: Request) -> AsyncGenerator[bytes, None]:
    """The body of the request. Raises UploadError for too many bytes, after the rest has come."""
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > _UNREAD:
            break
        if size <= MOST_BYTES + _FORM:
            yield chunk
    if size > MOST_BYTES + _FORM:
        raise UploadError("too large", 413)


async def throw_away(request: Request) -> None:
    """Receive the body of a request that is refused, so that the browser reads the answer."""
    size = 0
    try:
        async with asyncio.timeout(SECONDS):
            async for chunk in request.stream():
                size += len(chunk)
                if size > _UNREAD:
                    return
    except (ClientDisconnect, TimeoutError):
        return


def plain_name(given: str) -> str:
    """The name without folders, shortened before its suffix; it is shown and never opened."""
    name = re.split(r"[\\/]", given)[-1]
    if len(name) > _LONGEST:
        suffix = PurePosixPath(name).suffix[:10]
        name = name[: _LONGEST - len(suffix)] + suffix
    return name


def name_on_disk(name: str, suffix: str) -> str:
    """The name under which a document is stored: of the owner's name only digits remain.

    Readers look for a year in the name of a file, and for the day that may follow it.
    """
    stem = re.sub("[.年_-]", "_", name.removesuffix(PurePosixPath(name).suffix))
    return f"document {re.sub('[^0-9_]+', ' ', stem).strip()[:_LONGEST]}{suffix}"
