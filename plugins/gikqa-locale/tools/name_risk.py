"""Short forms of division names, and how unsafe a name is in running text: low, medium, high.

A full name: high if it can be read as a phrase or has two characters only (市和县 holds 和县),
medium if it is shared, stands inside another name or easily arises over a word border.
A short form: high if it is a word, a direction, shared, or arises over a word border, medium if
other counties have towns of that name or it is a landscape, a brand, or perhaps a person.
"""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from division_history import Version

HERE = Path(__file__).parent
# A chance hit in so many characters of ordinary text; chosen so that 开平 (公开平台), 和政 and
# 海城市 (沿海城市) are caught while names that need a rare neighbour are not.
SHORT_CHANCE_PER_MILLION = 0.4
FULL_CHANCE_PER_MILLION = 0.005
ORDINARY_FREQUENCY = 50  # in the 60 million words of the list; below it stand rare senses
TOWNS_ELSEWHERE = 2  # one town of the same name may be the county's own seat moved over a border


class NameRisk:
    """Judges names; built once from all versions, the towns and the words of ordinary text."""

    def __init__(
        self, all_versions: list[Version], towns: Mapping[str, str], words: Mapping[str, int]
    ) -> None:
        self._lists = tomllib.loads((HERE / "risk.toml").read_text("utf-8"))
        self._peoples = sorted(self._lists["peoples"]["names"], key=len, reverse=True)
        self._bearers: dict[str, list[Version]] = defaultdict(list)
        for version in all_versions:
            for name in {version.name, *self.short_forms(version)}:
                self._bearers[name].append(version)
        self._inner = _names_inside_others({version.name for version in all_versions})
        self._towns = _counties_with_town(towns)
        self._borders = WordBorders(words, **self._lists["frequent"])

    def short_forms(self, version: Version) -> list[str]:
        """Short forms in use, the plain stem first; empty where only the full name is used."""
        types = self._lists["type"]
        customary: list[str] = self._lists["customary"].get(version.code, [])
        if version.name.endswith(tuple(types["no_short_form_endings"])):
            return list(customary)
        if version.name in types["new_areas"]:
            return [version.name.removesuffix("新区"), *customary]
        ending = next((end for end in types["endings"] if version.name.endswith(end)), "")
        if not ending:  # 西沙群岛
            return list(customary)
        if ending in ("林区", "特区") and not version.name.startswith(("神农架", "六枝", "万山")):
            ending = "区"  # 碑林区 is 碑林, not 碑
        stem = version.name.removesuffix(ending)
        plain = self._without_peoples(stem)
        forms = [plain]
        if plain != stem:
            # 黔东南州, 双江县, 双江自治县, 长阳自治县: one syllable of the type is kept.
            forms += [plain + ending[-1], plain + ending]
        return [form for form in forms if len(form) > 1 and form != version.name] + customary

    def of_full_name(self, version: Version) -> str:
        """The class of a full name."""
        # Only 通道县 reads as a phrase, 通道侗族自治县 does not: one syllable of type at most.
        phrases = self._lists["words"]["phrase"]
        if len(version.name) == 2 or version.name in phrases or version.name[:-1] in phrases:
            return "high"
        chance = self._borders.chance_per_million(version.name)
        unsafe = self._shared(version.name) or version.name in self._inner
        return "medium" if unsafe or chance >= FULL_CHANCE_PER_MILLION else "low"

    def of_short_form(self, form: str) -> str:
        """The class of a short form, whoever bears it."""
        lists = self._lists
        never_bare = (
            *lists["words"]["phrase"],
            *lists["words"]["bare"],
            *lists["directions"]["names"],
            *lists["peoples"]["short_forms"],
        )
        chance = self._borders.chance_per_million(form)
        if form in never_bare or self._shared(form) or chance >= SHORT_CHANCE_PER_MILLION:
            return "high"
        if self._borders.is_ordinary_word(form):
            return "high"
        things = (*lists["landscape"]["names"], *lists["brands"]["names"])
        surnames = lists["surnames"]
        person = form in surnames["persons"] or (len(form) == 2 and form[0] in surnames["first"])
        towns = len(self._towns[form] - {version.code for version in self._bearers[form]})
        return "medium" if form in things or person or towns >= TOWNS_ELSEWHERE else "low"

    def _without_peoples(self, stem: str) -> str:
        for people in self._peoples:
            rest = stem.removesuffix(people)
            if rest != stem and len(rest) > 1:
                return self._without_peoples(rest)
        return stem

    def _shared(self, name: str) -> bool:
        """True if two divisions that do not lie one within the other bore the name at one time."""
        bearers = self._bearers[name]
        return any(
            one.overlaps(other) and not _nested(one, other)
            for index, one in enumerate(bearers)
            for other in bearers[index + 1 :]
        )


class WordBorders:
    """How often a name arises by chance where one word ends and the next begins."""

    def __init__(self, words: Mapping[str, int], frequent: Sequence[str], weight: int) -> None:
        counts = Counter(words)
        self._words = words
        for word in frequent:
            counts[word] += weight
        self._total = sum(counts.values())
        self._characters = sum(len(word) * count for word, count in counts.items())
        self._endings: Counter[str] = Counter()
        self._beginnings: Counter[str] = Counter()
        for word, count in counts.items():
            for size in range(1, min(4, len(word)) + 1):
                self._endings[word[-size:]] += count
                self._beginnings[word[:size]] += count
        self._counts = counts

    def chance_per_million(self, name: str) -> float:
        """Expected chance hits in a million characters, words taken as independent."""
        pairs = sum(
            self._endings[name[:cut]] * self._beginnings[name[cut:]] for cut in range(1, len(name))
        )
        expected = pairs / self._total + self._with_a_whole_word_inside(name)
        return 1_000_000 * expected / self._characters

    def _with_a_whole_word_inside(self, name: str) -> float:
        """政和县: a word ends in 政, 和 stands alone, a word begins with 县."""
        return sum(
            self._endings[name[:first]]
            * self._counts[name[first:second]]
            * self._beginnings[name[second:]]
            / self._total**2
            for first in range(1, len(name) - 1)
            for second in range(first + 1, len(name))
        )

    def is_ordinary_word(self, form: str) -> bool:
        """True for a word that the list knows as something else than a name, and often."""
        return self._words.get(form, 0) >= ORDINARY_FREQUENCY


def _names_inside_others(names: set[str]) -> set[str]:
    parts = {
        name[start:end]
        for name in names
        for start in range(len(name))
        for end in range(start + 2, len(name) + 1)
        if end - start < len(name)
    }
    return names & parts


def _counties_with_town(towns: Mapping[str, str]) -> dict[str, set[str]]:
    """Short name of a town, township or street to the codes of the counties that have one."""
    found: dict[str, set[str]] = defaultdict(set)
    for code, name in towns.items():
        for ending in ("街道办事处", "民族乡", "街道", "镇", "乡"):
            if name.endswith(ending):
                found[name.removesuffix(ending)].add(code[:6])
                break
    return found


def _nested(one: Version, other: Version) -> bool:
    """True for 吉林省 and 吉林市, 和田地区 and 和田县, and a version and its own successor."""
    return one.code == other.code or one.code in _above(other) or other.code in _above(one)


def _above(version: Version) -> Iterable[str]:
    return (version.code[:4] + "00", version.code[:2] + "0000")
