"""The narrative of a report: chapters in reading order, without what the page adds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

from gikqa.text import pattern
from gikqa_documents.document import Block, Paragraph, Placed
from gikqa_documents.form.chapter_headings import expected_number, read_heading
from gikqa_documents.form.characters import simplified
from gikqa_documents.form.page_furniture import ends_report, is_furniture
from gikqa_documents.form.titles import title_of_head

_EDGES = "|｜\t\r\n \u3000\xa0\u200b\ufeff"
_MARKDOWN = pattern(r"^#{1,6}\s+|\*\*")
_SENTENCE_END = pattern(r"[。！？；：”）)]$")
_NEW_ITEM = pattern(
    r"^(?:[（(][一二三四五六七八九十\d]+[)）]|\d{1,2}[.、．]|[一二三四五六七八九十]、)"
)
_FULL_STOPS = ("。", "！", "？")
_LAST = 6
_MIRROR = (
    "traditional characters: a mirror of the page? "
    "headings and publisher are given in simplified ones"
)
_WRAPPED_LEAST, _WRAPPED_MOST = 20, 70


@dataclass
class Chapter:
    """A chapter while it is being put together."""

    number: int
    heading: str
    lines: list[str] = field(default_factory=list)


@dataclass
class Narrative:
    """Chapters, and the sheets with the chapter that each is in.

    `slips` are notes on numbers of chapters that are not those of the form.
    """

    chapters: list[Chapter]
    sheets: list[Placed]
    notes: list[str]
    slips: list[str] = field(default_factory=list)


def narrate(blocks: Sequence[Block], start: int) -> Narrative:
    """Sort the blocks from `start` on into chapters; those before it are left out."""
    preamble = Chapter(0, "")
    places = _places_in_words(blocks, start)
    story = Narrative([preamble], [], [])
    current = preamble
    ended = False
    for at, block in enumerate(blocks[start:], start):
        if not isinstance(block, Paragraph):
            story.sheets.append(Placed(block, current.number or None))  # annexes may follow
            continue
        line = clean_line(block.text)
        if ended or not line or is_furniture(line, inside=current.number > 0):
            continue
        heading = read_heading(line, current.number)
        # If a chapter has the form's heading, other lines with its number are items of a list.
        if heading is not None and heading.by_number and heading.number in places:
            heading = None
        if heading is not None and not (current.number == 0 and heading.number == 0):
            current = Chapter(heading.number, simplified(heading.text))
            if current.heading != heading.text and _MIRROR not in story.notes:
                story.notes.append(_MIRROR)
            story.chapters.append(current)
            _note_slip(story, current)
        elif current.number and at > max(places.values(), default=0) and _is_foot(line, current):
            ended = True
        else:
            current.lines.append(line)
    if not preamble.lines:
        story.chapters.remove(preamble)
    margin = margin_of([line for chapter in story.chapters for line in chapter.lines])
    for chapter in story.chapters:
        chapter.lines = unwrap(chapter.lines, margin)
    return story


def _places_in_words(blocks: Sequence[Block], start: int) -> dict[int, int]:
    """Number of a chapter → position of its last heading with the form's words and number."""
    places = {}
    for at, block in enumerate(blocks[start:], start):
        heading = read_heading(clean_line(block.text), 0) if isinstance(block, Paragraph) else None
        if heading is not None and heading.number == expected_number(heading.text):
            places[heading.number] = at
    return places


def _is_foot(line: str, current: Chapter) -> bool:
    """Whether the page goes on to its foot, or to a list of other reports."""
    return ends_report(line) or _lists_report(line, current)


def _lists_report(line: str, current: Chapter) -> bool:
    """Whether the page goes on to list other reports."""
    return current.number >= _LAST and bool(current.lines) and title_of_head(line) is not None


def _note_slip(story: Narrative, chapter: Chapter) -> None:
    due = expected_number(chapter.heading)
    if due is not None and due != chapter.number:
        story.slips.append(f"chapter {chapter.heading} carries number {chapter.number}, not {due}")


def clean_line(text: str) -> str:
    """The line without Markdown marks, and without blanks and pipes at its ends."""
    return _MARKDOWN.sub("", text.strip(_EDGES)).strip(_EDGES)


def section_texts(chapters: Iterable[Chapter]) -> Iterator[dict[str, int | str]]:
    """The column `sections` of the export."""
    for chapter in chapters:
        yield {
            "number": chapter.number,
            "heading": chapter.heading,
            "text": "\n".join(chapter.lines),
        }


def margin_of(lines: Sequence[str]) -> float | None:
    """The least length of lines that a PDF broke at the right margin; None for other texts."""
    long = [len(line) for line in lines if len(line) >= _WRAPPED_LEAST]
    unfinished = [line for line in lines if len(line) >= _WRAPPED_LEAST and not _ends(line)]
    if len(long) < 3 or max(long) > _WRAPPED_MOST or 2 * len(unfinished) < len(long):
        return None
    return 0.85 * median(long)


def unwrap(lines: Sequence[str], margin: float | None) -> list[str]:
    """Put lines together that were broken at the margin, so that no phrase is cut in two."""
    joined: list[list[str]] = []
    open_end = False
    for line in lines:
        if open_end and not _NEW_ITEM.match(line):
            joined[-1].append(line)
        else:
            joined.append([line])
        open_end = margin is not None and len(line) >= margin and not line.endswith(_FULL_STOPS)
    return ["".join(parts) for parts in joined]


def _ends(line: str) -> bool:
    return bool(_SENTENCE_END.search(line))
