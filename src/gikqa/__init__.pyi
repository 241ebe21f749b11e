"""The public names, each with its module; `__init__.py` imports a module when it is needed."""

from . import editions as editions
from . import rule_texts as rule_texts
from . import schemas as schemas
from . import testing as testing
from . import text as text
from ._lint import lint as lint
from ._model.condition import Condition as Condition
from ._model.condition import Value as Value
from ._model.condition import all_of as all_of
from ._model.condition import any_of as any_of
from ._model.condition import cell as cell
from ._model.condition import column as column
from ._model.condition import how_many as how_many
from ._model.condition import judged as judged
from ._model.condition import known as known
from ._model.condition import sum_of as sum_of
from ._model.finding import Confidence as Confidence
from ._model.finding import Finding as Finding
from ._model.finding import Severity as Severity
from ._model.plugin import Reader as Reader
from ._model.plugin import Renderer as Renderer
from ._model.reading_note import reading_note as reading_note
from ._model.report import Hit as Hit
from ._model.report import Report as Report
from ._model.report import Section as Section
from ._model.result import Problem as Problem
from ._model.result import Result as Result
from ._model.rule import Finder as Finder
from ._model.rule import Rule as Rule
from ._model.rule import Shortcut as Shortcut
from ._model.rule import rule as rule
from ._model.status import Failure as Failure
from ._model.status import Status as Status
from .errors import GikqaError as GikqaError
from .errors import InputError as InputError
from .errors import OutputError as OutputError
from .errors import PluginError as PluginError
from .errors import SpecError as SpecError
from .errors import Undetermined as Undetermined
from .errors import UsageError as UsageError
from .hookspecs import hookimpl as hookimpl
from .rule_texts import described as described

__version__: str
