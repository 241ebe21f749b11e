"""Imports point down, and rules and plugins import public names only."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"

# From the ground up; parts of one storey may import each other.
STOREYS = [
    ("errors",),
    ("_processes",),
    ("_model",),
    ("hookspecs", "_specs"),
    ("editions", "rule_texts"),
    ("_export", "text"),
    ("_engine", "_plugins", "_select", "_config", "_documents", "testing"),
    ("_lint", "schemas"),
    ("_render", "testing"),
    ("cli",),
]
RANK = {part: rank for rank, parts in enumerate(STOREYS) for part in parts}
# The built-in rules are a plugin; somebody has to name it.
LOADS_THE_BUILT_IN_PLUGIN = ("gikqa._plugins", "gikqa.rules")
PUBLIC = (
    "gikqa",
    "gikqa.editions",
    "gikqa.errors",
    "gikqa.rule_texts",
    "gikqa.text.quantities",
    "gikqa.text",
    "gikqa.testing",
    "gikqa.text",
    "gikqa.text.characters",
    "gikqa.text.counts",
    "gikqa.text.hits",
    "gikqa.text.narratives",
    "gikqa.text.plain_lists",
    "gikqa.text.quantities",
    "gikqa.text.rule_batch",
)

MODULES = sorted(SOURCE.glob("gikqa/**/*.py"))
OUTSIDE = sorted([*SOURCE.glob("gikqa/rules/**/*.py"), *ROOT.glob("plugins/*/src/**/*.py")])


def module_of(path: Path) -> str:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def imports(path: Path) -> Iterator[tuple[int, str, str | None]]:
    """(line, module, name) of every import of gikqa that is carried out; name None: the module."""
    waiting: list[ast.AST] = [ast.parse(path.read_text("utf-8"))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            waiting += node.orelse  # imports for types only are not carried out
            continue
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name, None) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from ((node.lineno, node.module or "", alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, "a relative import", None
        waiting += ast.iter_child_nodes(node)


def ours(path: Path) -> list[tuple[int, str, str | None]]:
    return sorted(
        (line, module, name)
        for line, module, name in imports(path)
        if module.split(".")[0] == "gikqa" or module == "a relative import"
    )


def part_of(module: str) -> str:
    """`gikqa._engine.run` → `_engine`; the package itself is ``."""
    return module.partition(".")[2].partition(".")[0]


def is_module(name: str) -> bool:
    place = SOURCE.joinpath(*name.split("."))
    return place.is_dir() or place.with_suffix(".py").is_file()


def test_every_part_has_a_storey():
    parts = {part_of(module_of(path)) for path in MODULES} - {"", "rules"}
    assert parts <= RANK.keys(), (
        f"say in STOREYS where {sorted(parts - RANK.keys())} belongs: above all that it imports"
    )


def test_a_module_imports_nothing_from_above():
    checked = [path for path in MODULES if part_of(module_of(path)) not in ("", "rules")]
    assert [wrong for path in checked for wrong in imports_from_above(path)] == []


def imports_from_above(path: Path) -> Iterator[str]:
    """What is wrong with the imports of one of our own modules, and how to mend it."""
    module = module_of(path)
    part = part_of(module)
    for line, wanted, name in ours(path):
        target = f"{wanted}.{name}" if name and is_module(f"{wanted}.{name}") else wanted
        where = f"{path.relative_to(ROOT)}:{line} imports {target}"
        if (module, target) == LOADS_THE_BUILT_IN_PLUGIN:
            continue
        if target == "gikqa":
            if name not in (None, "__version__"):
                yield f"{where}: take {name} from the module that it lives in"
        elif part_of(target) not in RANK:
            yield f"{where}: nothing below the rules may import them"
        elif RANK[part_of(target)] > RANK[part]:
            yield (
                f"{where}, which is above {part}: move what is needed down to "
                f"{'/'.join(STOREYS[RANK[part]])} or below, or hand it in as an argument"
            )


def test_the_front_door_is_used_by_our_own_modules_for_the_version_only():
    for path in MODULES:
        if part_of(module_of(path)) in ("", "rules"):
            continue
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "gikqa":
                assert node.attr in ("__version__", "rules"), (
                    f"{path.relative_to(ROOT)}:{node.lineno}: import {node.attr} from its module"
                )


def test_rules_and_plugins_import_public_names_only():
    assert [wrong for path in OUTSIDE for wrong in private_imports(path)] == []


def private_imports(path: Path) -> Iterator[str]:
    """What a rule or a plugin imports though it is not public."""
    inside_rules = path.is_relative_to(SOURCE)
    for line, module, name in ours(path):
        where = f"{path.relative_to(ROOT)}:{line}"
        if inside_rules and module.startswith("gikqa.rules"):
            continue
        if module not in PUBLIC:
            yield (
                f"{where} imports {module}: rules and plugins may import {', '.join(PUBLIC)}; "
                "if others need it too, make it public, else move it into the plugin"
            )
        elif name is not None:
            public = getattr(import_module(module), "__all__", None)
            if public is not None and name not in public:
                yield f"{where} imports {name}, which {module} does not name in __all__"
