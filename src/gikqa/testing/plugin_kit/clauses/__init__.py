"""The clauses that are judged where the plugin is loaded, one module each, in the order tried."""

from gikqa.testing.plugin_kit.clauses.batch_size import batch_size
from gikqa.testing.plugin_kit.clauses.blanks import blanks
from gikqa.testing.plugin_kit.clauses.cases_come_true import cases_come_true
from gikqa.testing.plugin_kit.clauses.extra_columns import extra_columns
from gikqa.testing.plugin_kit.clauses.input_unchanged import input_unchanged
from gikqa.testing.plugin_kit.clauses.linear_work import linear_work
from gikqa.testing.plugin_kit.clauses.nothing_opened import nothing_opened
from gikqa.testing.plugin_kit.clauses.picklable import picklable
from gikqa.testing.plugin_kit.clauses.row_order import row_order
from gikqa.testing.plugin_kit.clauses.source_named import source_named
from gikqa.testing.plugin_kit.clauses.two_threads import two_threads

CLAUSES = (
    nothing_opened,  # first, before anything that is read once has been read
    input_unchanged,
    row_order,
    batch_size,
    extra_columns,
    blanks,
    cases_come_true,
    source_named,
    picklable,
    two_threads,
    linear_work,
)
