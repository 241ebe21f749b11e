"""The code is the house of docs/architecture.toml: imports point down, and nothing is big."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from docs.make_architecture import CORE_LINES, HOUSE, PAGE, PARTS, PLAN, page

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"
RANK = {part["name"]: rank for rank, part in enumerate(PARTS)}
ROOMS = {part["name"]: part["rooms"] for part in PARTS if "rooms" in part}
# The built-in rules are a plugin; somebody has to name it.
LOADS_THE_BUILT_IN_PLUGIN = ("gikqa._plugins", "gikqa.rules")
PUBLIC = (
    "gikqa",
    "gikqa.editions",
    "gikqa.errors",
    "gikqa.rule_texts",
    "gikqa.testing",
    "gikqa.text",
    "gikqa.text.citations",
)
# How a batch looks from inside, for finders, conditions and shortcuts that rules bring themselves.
BATCH = (
    "gikqa.text.characters",
    "gikqa.text.quantities.counts",
    "gikqa.text.rule_batch",
    "gikqa.text.traditional",
    "gikqa.text.years",
)
MOST_LINES = 300

MODULES = sorted(SOURCE.glob("gikqa/**/*.py"))
PLUGINS = sorted(ROOT.glob("plugins/*/src/**/*.py"))
OUTSIDE = [*sorted(SOURCE.glob("gikqa/rules/**/*.py")), *PLUGINS]


def module_of(path: Path) -> str:
    """`src/gikqa/text/hits.py` → `gikqa.text.hits`."""
    inside = path.parts[path.parts.index("src") + 1 :]
    return ".".join(part.removesuffix(".py") for part in inside if part != "__init__.py")


NAMES = {module_of(path) for path in [*MODULES, *PLUGINS]}


def imports(path: Path) -> Iterator[tuple[int, str, str | None]]:
    """(line, module, name) of every import of ours, those for types included."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.startswith("gikqa"):
                    yield node.lineno, alias.name, None
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}:{node.lineno}: write out the whole name of the module"
            for alias in node.names:
                if (node.module or "").startswith("gikqa"):
                    yield node.lineno, node.module or "", alias.name


def targets(path: Path) -> Iterator[tuple[int, str]]:
    """(line, imported module): `from gikqa.text import hits` imports the module hits."""
    for line, module, name in imports(path):
        whole = f"{module}.{name}"
        yield line, whole if name and whole in NAMES else module


def part_of(module: str, depth: int = 1) -> str:
    """`gikqa._engine.run` → `_engine`; at depth 2 `run`; the package itself is ``."""
    parts = module.split(".")
    return parts[depth] if len(parts) > depth else ""


def test_every_part_and_every_room_is_in_the_plan():
    parts = {part_of(module_of(path)) for path in MODULES} - {"", "rules"}
    assert parts == RANK.keys(), f"say in {PLAN} what these hold: {sorted(parts ^ RANK.keys())}"
    for name, rooms in ROOMS.items():
        there = {part_of(module, 2) for module in NAMES if module.startswith(f"gikqa.{name}.")}
        assert there == set(rooms), f"say in {PLAN} where in {name}: {sorted(there ^ set(rooms))}"


def test_a_part_imports_only_what_is_below_it():
    wrong = []
    for path in MODULES:
        module = module_of(path)
        part = part_of(module)
        if part in ("", "rules"):  # the lazy front door, and a plugin
            continue
        for line, target in targets(path):
            where = f"{path.relative_to(ROOT)}:{line} imports {target}"
            if (module, target) == LOADS_THE_BUILT_IN_PLUGIN:
                continue
            if target == "gikqa":
                front = {name for _, wanted, name in imports(path) if wanted == "gikqa"}
                if not {name for name in front if f"gikqa.{name}" not in NAMES} <= {
                    None,
                    "__version__",
                }:
                    wrong.append(f"{where}: take the name from the module that it lives in")
            elif RANK.get(part_of(target), len(RANK)) > RANK[part]:
                wrong.append(where)
            elif part_of(target) == part and part in ROOMS:
                here, there = part_of(module, 2), part_of(target, 2)
                rooms = ["", *ROOMS[part]] if not there else [*ROOMS[part], ""]
                if rooms.index(there) > rooms.index(here):
                    wrong.append(f"{where}, which stands above {here} in {PLAN}")
    advice = "move what is needed down, or hand it in as an argument"
    assert not wrong, "\n".join([advice, *wrong])


def test_no_module_imports_itself_through_others():
    graph = {module_of(path): {target for _, target in targets(path)} for path in MODULES}
    done: set[str] = set()

    def visit(module: str, way: list[str]) -> None:
        if module in way:
            circle = [*way[way.index(module) :], module]
            # A package and a module of its own may name each other: one is read with the other.
            raise AssertionError(f"a circle of imports: {' → '.join(circle)}")
        if module in done or module not in graph:
            return
        for target in sorted(graph[module] - {module}):
            if target != "gikqa":
                visit(target, [*way, module])
        done.add(module)

    for module in sorted(graph):
        if part_of(module) != "":
            visit(module, [])


@pytest.mark.parametrize("distribution", HOUSE)
def test_no_two_modules_of_a_distribution_have_one_name(distribution):
    files = [path for path in (ROOT / distribution).rglob("*.py") if path.name != "__init__.py"]
    times = Counter(path.name for path in files if "rules/shortcuts" not in path.as_posix())
    assert [name for name, count in times.items() if count > 1] == []


@pytest.mark.parametrize("distribution", HOUSE)
def test_no_module_is_longer_than_a_person_reads_at_once(distribution):
    long = [
        f"{path.relative_to(ROOT)}: {lines}"
        for path in sorted((ROOT / distribution).rglob("*.py"))
        if (lines := len(path.read_text("utf-8").splitlines())) > MOST_LINES
    ]
    assert long == [], "look for the second idea in it"


def code_lines(path: Path) -> int:
    """Lines with code on them: no blanks, comments or docstrings."""
    source = path.read_text("utf-8")
    texts = {
        line
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    silent = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT}
    lines = {
        line
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type not in {*silent, tokenize.ENDMARKER}
        for line in range(token.start[0], token.end[0] + 1)
    }
    return len(lines - texts)


def test_the_core_stays_small():
    core = [
        path
        for path in MODULES
        if part_of(module_of(path)) not in ("rules", "testing") and "quantities" not in path.parts
    ]
    total = sum(map(code_lines, core))
    assert total <= CORE_LINES, f"the core has {total} lines of code; delete before you add"


def is_a_rule(path: Path) -> bool:
    """Whether the module has a rule, by its name: a rule declares and words, and reads no batch."""
    return re.match(r"(gik|jx|loc|us)\d+_", path.name) is not None


def test_rules_and_plugins_import_public_names_only():
    wrong = []
    for path in OUTSIDE:
        own = "gikqa.rules" if path.is_relative_to(SOURCE) else "gikqa_"  # plugins know each other
        for line, module, name in imports(path):
            if module.startswith(own) or (module in BATCH and not is_a_rule(path)):
                continue
            public = getattr(import_module(module), "__all__", ()) if module in PUBLIC else ()
            if module not in PUBLIC or (name is not None and name not in public):
                wrong.append(f"{path.relative_to(ROOT)}:{line} imports {name} from {module}")
    assert wrong == [], (
        f"rules and plugins may import what {', '.join(PUBLIC)} name in __all__; modules of theirs "
        f"that look through batches for them may import {', '.join(BATCH)} as well"
    )


def test_a_rule_meets_no_arrays():
    """Only rules across reports do: they work on the columns of all reports at once."""
    rules = [*SOURCE.glob("gikqa/rules/*/gik*_*.py"), *filter(is_a_rule, PLUGINS)]
    rules = [path for path in rules if "Across(" not in path.read_text("utf-8")]
    wrong = [
        str(path.relative_to(ROOT))
        for path in rules
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, (ast.Import, ast.ImportFrom))
        and {"numpy", "pyarrow"}
        & {
            name.partition(".")[0]
            for name in (getattr(node, "module", None) or "", *(alias.name for alias in node.names))
        }
    ]
    assert wrong == [], "declare what to look for with `where` or `find`"


def test_the_drawing_is_up_to_date():

    assert PAGE.read_text("utf-8") == page(), "run `make docs` and commit docs/architecture.md"
