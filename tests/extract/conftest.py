"""The command line, the documents and the plugins that the tests in `tests/cli` use."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

# Test folders are no packages, so the fixtures next door are loaded by their path.
_spec = spec_from_file_location("cli_fixtures", Path(__file__).parents[1] / "cli" / "conftest.py")
assert _spec is not None
assert _spec.loader is not None
_cli = module_from_spec(_spec)
sys.modules["cli_fixtures"] = _cli
_spec.loader.exec_module(_cli)

document, export, folder = _cli.document, _cli.export, _cli.folder
gikqa, install, report, start = _cli.gikqa, _cli.install, _cli.report, _cli.start
unbalanced = _cli.unbalanced
