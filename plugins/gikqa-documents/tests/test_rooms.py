"""Every folder has a rank of its own and imports from lower ranks only."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import gikqa_documents

PACKAGE = "gikqa_documents"
FOLDER = Path(gikqa_documents.__file__).parent
MOST_LINES = 300

# From the bottom up: a room imports from the rooms above it in this list, and from no other.
ROOMS = [
    "document",  # paragraphs, sheets and cells: what every format is turned into
    "form",  # what the statutory form prints: labels, headings, titles, values
    "files",  # text, web pages, and files that are refused
    "files.docx",
    "files.pdf",
    "tables",  # from sheets to the cells of the form
    "prose",  # chapters, publisher, year, dates
    "misreading",  # whether a mistake in reading explains sums that do not add up
    "limits",
    "record",  # the row of the export
    "notes_in_chinese",  # the notes, for people
    "places",  # where in a document a remark belongs
    "word_comments",
    "page_notes",
    "readers",
    "",  # the plugin itself
]
MODULES = {
    ".".join((PACKAGE, *path.relative_to(FOLDER).with_suffix("").parts)).removesuffix(
        ".__init__"
    ): path
    for path in sorted(FOLDER.rglob("*.py"))
}


def room_of(module: str) -> str:
    """The room of a module: its folder, or its own name if it lies in none."""
    name = module.removeprefix(PACKAGE).removeprefix(".")
    is_folder = MODULES[module].name == "__init__.py"
    return name if is_folder else name.rpartition(".")[0] or name


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and module of every import from this package, those for types only included."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}:{node.lineno}: write the whole name of the module"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield node.lineno, whole if whole in MODULES else node.module or ""
        elif isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)


def own_imports(module: str) -> list[tuple[int, str]]:
    return [(line, name) for line, name in imports(MODULES[module]) if name in MODULES]


def test_every_module_lies_in_a_room_of_the_list():
    rooms = {room_of(module) for module in MODULES}
    assert rooms == set(ROOMS), "add the new folder to ROOMS, above all rooms that import from it"


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_from_lower_rooms_only(module):
    room = room_of(module)
    for line, name in own_imports(module):
        if name == PACKAGE and room != "":  # the version
            continue
        other = room_of(name)
        assert ROOMS.index(other) <= ROOMS.index(room), (
            f"{MODULES[module].relative_to(FOLDER)}:{line} imports {name}, and {other} ranks above "
            f"{room}: move what is needed down to {room} or lower, or pass it as an argument"
        )


def test_modules_of_one_room_do_not_import_one_another_in_a_circle():
    graph = {module: {name for _, name in own_imports(module)} - {PACKAGE} for module in MODULES}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = " → ".join(error.args[1])
        pytest.fail(f"{circle}: move what both ends need into a module that imports neither")


def test_no_two_modules_have_one_name():
    places = defaultdict(list)
    for module in MODULES:
        places[module.rpartition(".")[2]].append(module)
    doubled = [modules for modules in places.values() if len(modules) > 1]
    assert doubled == [], "rename one of them after what it does"


@pytest.mark.parametrize("module", MODULES)
def test_no_module_is_too_long(module):
    length = MODULES[module].read_text("utf-8").count("\n")
    assert length <= MOST_LINES, f"{module} has {length} lines: move one of its ideas out"
