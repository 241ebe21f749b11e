"""The defects of a source, and the codes of the rules over the export."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from gikqa._export.folder_of_tables import RowDefect
from gikqa._export.layout import Layout
from gikqa._model.finding import Finding
from gikqa.errors import GikqaError, InputError

NO_ID, DOUBLE_ID, BAD_YEAR, NO_PUBLISHER = "GIK001", "GIK002", "GIK003", "GIK004"
WRONG_TYPE, UNKNOWN_ROW, DOUBLE_ROW, ORPHAN_ROW = "GIK005", "GIK006", "GIK007", "GIK008"
ROW_RULES = (NO_ID, BAD_YEAR, NO_PUBLISHER)
SOURCE_RULES = (WRONG_TYPE, UNKNOWN_ROW, DOUBLE_ROW, ORPHAN_ROW)


@dataclass(frozen=True)
class Defects:
    """The defects of one source.

    contradictions: names of folders that differ from columns. hints: what a user may want to know.
    Neither makes a finding.
    """

    wrong: Mapping[str, tuple[str, str]]
    unknown: Sequence[str]
    duplicates: Sequence[RowDefect] = ()
    orphans: Sequence[RowDefect] = ()
    contradictions: Sequence[InputError] = field(default=(), compare=False)
    hints: Sequence[GikqaError] = field(default=(), compare=False)

    @cached_property
    def reports_with_double_rows(self) -> list[str]:
        """Their ids, sorted."""
        return sorted({defect.report_id for defect in self.duplicates})

    def concern_all_reports(self, rule: str) -> bool:
        """Whether a defect that this rule reports concerns every report of the source."""
        of_rule = {WRONG_TYPE: self.wrong, UNKNOWN_ROW: self.unknown, ORPHAN_ROW: self.orphans}
        return bool(of_rule.get(rule))

    def findings(self) -> Iterator[tuple[str, str, Finding]]:
        """(rule, report_id, finding); the report is empty for a finding on the export."""
        for column, (seen, expected) in sorted(self.wrong.items()):
            cells = (column,) if "." in column else ()
            params = {"column": column}
            yield WRONG_TYPE, "", Finding(cells, observed=seen, expected=expected, params=params)
        for path in self.unknown:
            yield UNKNOWN_ROW, "", Finding(cells=(path,), params={"path": path})
        for defect in self.duplicates:
            count = str(defect.count)
            params = {"path": f"{defect.table}.{defect.row}", "count": count}
            yield DOUBLE_ROW, defect.report_id, Finding(observed=count, expected="1", params=params)
        lost: Counter[str] = Counter()
        for defect in self.orphans:
            lost[defect.report_id] += defect.count
        for report_id, times in sorted(lost.items()):
            yield ORPHAN_ROW, report_id, Finding(observed=report_id, params={"count": str(times)})


def defects_of(layout: Layout, source: Any) -> Defects:
    """The defects that the layout and the source itself have found in a source."""
    misnamed = [f"{seen} ({meant})" for seen, meant in layout.misnamed[:3]]
    words = {"source": source.name, "count": len(layout.misnamed), "names": misnamed}
    hint = InputError.worded("misnamed cells", **words)
    return Defects(
        wrong=layout.wrong,
        unknown=layout.unknown,
        duplicates=getattr(source, "duplicates", ()),
        orphans=getattr(source, "orphans", ()),
        contradictions=source.contradictions() if hasattr(source, "contradictions") else (),
        hints=[hint] if misnamed else (),
    )
