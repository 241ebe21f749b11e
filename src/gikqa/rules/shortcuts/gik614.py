"""Which reports GIK614 has to judge: the same as GIK613."""

from gikqa.rules.shortcuts.gik613 import reports_to_judge

__all__ = ["reports_to_judge"]
