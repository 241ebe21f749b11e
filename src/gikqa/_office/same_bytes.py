"""Office files whose bytes depend on their content alone."""

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from docx.document import Document

_DATE = (1980, 1, 1, 0, 0, 0)
"""The first date that a zip archive can hold; python-docx writes that of the clock."""


def saved(document: "Document") -> bytes:
    """The document as a file, without the time at which it is written."""
    written, fixed = BytesIO(), BytesIO()
    document.save(written)
    with ZipFile(written) as archive, ZipFile(fixed, "w", ZIP_DEFLATED) as copy:
        for entry in archive.infolist():
            part = ZipInfo(entry.filename, _DATE)
            part.compress_type = ZIP_DEFLATED
            copy.writestr(part, archive.read(entry))
    return fixed.getvalue()
