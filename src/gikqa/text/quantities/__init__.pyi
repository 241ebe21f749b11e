"""The public names of `gikqa.text.quantities`, each with its module."""

from .compare import agrees as agrees
from .compare import percent_agrees as percent_agrees
from .drafts import numbers_printed as numbers_printed
from .quantity import Enumeration as Enumeration
from .quantity import Number as Number
from .quantity import Quantity as Quantity
from .quantity import Relation as Relation
from .quantity import Scope as Scope
from .quantity import Span as Span
from .read import Narrative as Narrative
from .read import may_begin as may_begin
from .read import read_enumerations as read_enumerations
from .read import read_narrative as read_narrative
from .read import read_quantities as read_quantities
from .spans import clauses as clauses
from .spans import sentences as sentences
from .spans import sentences_around as sentences_around
