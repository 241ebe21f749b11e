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
    listed = words("narrative", "shares")
    found = {f"占{whole}{said}" for whole in listed["of_whole"] for said in listed["is_share"]}
    return sorted(found, key=lambda phrase: (-len(phrase), phrase))
