"""The names that rules of other families still import from here."""

from __future__ import annotations

from gikqa.rules.shared.text_around import has_any, sentence_around

__all__ = ["has_any", "sentence_around"]
