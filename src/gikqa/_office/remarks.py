"""Findings as remarks for the document that they were found in."""

from collections.abc import Iterator

from gikqa._model.plugin import Remark
from gikqa._model.result import Result
from gikqa._render._in_office_words import OfficeWords, shown
from gikqa._render._rows import rows
from gikqa.errors import texts_beside


def remarks(result: Result) -> Iterator[Remark]:
    """A remark for each finding, in the order of the findings."""
    office = OfficeWords(result)
    speak = office.speak
    words = texts_beside(__file__, "remarks.toml")[speak.lang]
    for row in rows(result.findings):
        said = words["nature"].format(
            severity=speak.word(row["severity"]),
            confidence=speak.word(row["confidence"]),
            message=office.message(row),
        )
        facts = {
            "expected": ("value", office.value(row["expected"], row)),
            "basis": ("basis", shown(row["basis"])),
            "advice": ("advice", "\n".join(office.proposals(row)) or office.mend(row)),
            "rule": ("rule", shown(row["rule"])),
        }
        lines = [words[key].format(**{gap: text}) for key, (gap, text) in facts.items() if text]
        place = words["place"].format(place=office.place(row))
        yield Remark(
            text="\n".join([said, *lines]),
            text_elsewhere="\n".join([said, place, *lines]),
            cells=tuple(row["cells"]),
            section=row["section"],
            start=row["start"],
            end=row["end"],
        )
