"""The near misses of set wordings that GIK848 looks for; `tools/make_near_misses.py` makes them.

Nearly no report holds one, so what is known of them is read when the first is found.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


def near_misses() -> list[str]:
    """Wordings with a slip."""
    return _lines("near_misses.txt")


def right_wording(wrong: str, before: str, after: str) -> str | None:
    """What a near miss should be; None if its edge belongs to another word.

    before, after: the characters beside it. 累公开 is a slip for 累计公开, none in 积累公开经验.
    """
    right_of, beside = _known()
    right, edges = right_of[wrong]
    begins = "<" in edges and before and before in beside["<" + wrong[0]]
    ends = ">" in edges and after and after in beside[">" + wrong[-1]]
    return None if begins or ends else right


@cache
def _known() -> tuple[dict[str, tuple[str, str]], dict[str, str]]:
    """Near miss → its right wording and the edges at which its slip is; and the rest of the file.

    That says, after < and >, which characters end, or begin, a word together with another one.
    """
    lines = [line.split("\t") for line in _lines("near_misses_right.txt")[1:]]
    beside = {name: listed for name, listed in lines if name[0] in "<>"}
    rights = ((right, edges) for right, edges in lines if right[0] not in "<>")
    return dict(zip(near_misses(), rights, strict=True)), beside


def _lines(name: str) -> list[str]:
    return (files(__package__) / name).read_text("utf-8").splitlines()
