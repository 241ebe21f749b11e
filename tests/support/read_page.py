"""A page of HTML as a tree, read strictly: what is opened has to be closed, in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "input"}
UNREAD = {"style", "script"}


@dataclass
class Element:
    name: str
    attributes: dict[str, str | None]
    inside: list[Element | str] = field(default_factory=list)

    def all(self, name: str, **attributes: str) -> list[Element]:
        """The elements of this name inside it, with these attributes (`class_` for class)."""
        wanted = {key.rstrip("_"): value for key, value in attributes.items()}
        return [
            each
            for each in self.walk()
            if each.name == name and wanted.items() <= each.attributes.items()
        ]

    def walk(self) -> Iterator[Element]:
        for part in self.inside:
            if isinstance(part, Element):
                yield part
                yield from part.walk()

    def text(self, *without: str) -> str:
        """The text that a reader sees, without elements of some names or classes."""
        parts = []
        for part in self.inside:
            if isinstance(part, str):
                parts.append(part)
            elif (
                part.name not in {*UNREAD, *without} and part.attributes.get("class") not in without
            ):
                parts.append(part.text(*without))
        return " ".join(" ".join(parts).split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("page", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"an attribute twice in <{tag}>"
        made = Element(tag, dict(attrs))
        self.open[-1].inside.append(made)
        if tag not in VOID:
            self.open.append(made)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].name == tag, f"</{tag}> ends <{self.open[-1].name}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def read_page(content: bytes) -> Element:
    """The page as a tree; an AssertionError says what is not closed, or that an id is double."""
    reader = _Reader()
    reader.feed(content.decode("utf-8"))
    reader.close()
    assert len(reader.open) == 1, f"<{reader.open[-1].name}> is not closed"
    page = reader.open[0]
    ids = [each.attributes["id"] for each in page.walk() if "id" in each.attributes]
    assert len(ids) == len(set(ids)), "an id is there twice"
    links = {each.attributes["href"] for each in page.all("a")}
    assert links <= {f"#{one}" for one in ids}, "a link leads nowhere"
    return page
