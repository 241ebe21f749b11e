"""The words before a share."""

from __future__ import annotations

from collections.abc import Sequence

from gikqa.rules.shared.words import words


def share_phrases() -> Sequence[str]:
    """The phrases before a share."""
    found: list[str] = words("narrative", "shares")["phrases"]
    return found


def before_share() -> Sequence[str]:
    """What is printed directly before a percentage that cannot exceed the whole, longest first."""
    found: list[str] = words("narrative", "shares")["whole"]
    return sorted(found, key=len, reverse=True)
