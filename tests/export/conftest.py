"""The export is tested with the rules of the forms and the door, whatever others there are."""

from __future__ import annotations

from rules_of_the_forms import built_in, lint

__all__ = ["built_in", "lint"]
