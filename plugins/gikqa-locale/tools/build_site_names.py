"""Builds src/gikqa_locale/site_names.tsv: the names of divisions in pinyin, as sites have them.

    pip install pypinyin==0.55.0
    python tools/build_site_names.py

A line is a name without its kind, in pinyin without tones or blanks, and the codes of all that
have it. Names of one syllable and short ones are left out: sites use them as abbreviations.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from pypinyin import lazy_pinyin

from gikqa_locale.gazetteer import gazetteer

OUTPUT = Path(__file__).parents[1] / "src" / "gikqa_locale" / "site_names.tsv"
SHORTEST = 6
KINDS = ("自治县", "自治州", "自治旗", "地区", "县", "市", "区", "旗", "盟", "州")


def lines() -> str:
    """The table."""
    codes: defaultdict[str, set[str]] = defaultdict(set)
    for division in gazetteer():
        if division.level == "province":
            continue
        kind = next((one for one in KINDS if division.name.endswith(one)), "")
        stems = {division.name.removesuffix(kind), *division.short_names}
        for stem in stems:
            name = "".join(lazy_pinyin(stem, v_to_u=False)).replace("ü", "v")
            if len(stem) > 1 and len(name) >= SHORTEST and name.isascii():
                codes[name].add(division.code)
    return "".join(f"{name}\t{' '.join(sorted(found))}\n" for name, found in sorted(codes.items()))


if __name__ == "__main__":
    OUTPUT.write_text(lines(), "utf-8")
