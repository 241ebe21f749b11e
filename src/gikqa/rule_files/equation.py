"""An equation or inequation that the cells of a report have to fulfil."""

from collections.abc import Iterator, Mapping
from typing import Any

from gikqa._model.finding import Finding
from gikqa._model.report import Report
from gikqa._model.rule import Rule
from gikqa.rule_files.expressions import Equation


def equation(fields: Mapping[str, Any], stated: Equation) -> Rule:
    """A rule that finds reports in which the equation does not hold; a blank leaves it open."""

    def check(report: Report) -> Iterator[Finding]:
        """The two sides of the equation differ from what it states."""
        sign = "" if stated.sign == "=" else f"{stated.sign} "
        yield Finding(
            cells=stated.columns,
            observed=str(stated.left.of(report)),
            expected=f"{sign}{stated.right.of(report)}",
        )

    return Rule(**fields, check=check, needs=stated.columns, where=~stated.holds)
