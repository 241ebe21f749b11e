"""Short forms of division names, and how unsafe a name is in running text: low, medium, high.

A full name: high if it reads as a phrase even where it stands alone (和县, 会同县, 老城区), medium
if it is shared, stands inside another name, has two characters or easily arises over a word
border; for the last three the characters are listed that make a word with its beginning.
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
JOINING_FREQUENCY = 20  # a rarer word in front of a name is no reason to distrust it
ANY = "*"  # every character joins: the first syllable is a word by itself
# Frequencies of a first syllable as a word by itself: 道 and 任 can stand anywhere, 文 and 理
# where no comma is in front.
READS_AS_A_PHRASE, STANDS_BY_ITSELF = 16_000, 2_000
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
        self._inner = _names_with_others_inside({version.name for version in all_versions})
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
        name, stem = version.name, version.name[:-1]
        first_word = self._borders.frequency(name[0]) if len(name) == 2 else 0
        words = self._lists["words"]
        if first_word >= READS_AS_A_PHRASE or stem in words["alone"] or name in words["alone"]:
            return "high"
        unsafe = self._shared(name) or self._may_arise(version)
        return "medium" if unsafe else "low"

    def joining(self, version: Version) -> str:
        """The characters that make a word with the beginning of a full name: 沿 for 海城市.

        `*` for all of them, where the name is a phrase; empty for one that cannot arise so.
        """
        name, risk = version.name, self.of_full_name(version)
        if risk == "low" or not (risk == "high" or self._may_arise(version)):
            return ""
        phrases = self._lists["words"]["phrase"]
        by_itself = len(name) == 2 and self._borders.frequency(name[0]) >= STANDS_BY_ITSELF
        if risk == "medium" and (by_itself or name in phrases or name[:-1] in phrases):
            return ANY
        outer = {other[other.index(name) - 1] for other in self._inner.get(name, ())}
        return "".join(sorted(outer | self._borders.joining(name)))

    def _may_arise(self, version: Version) -> bool:
        """True if words, or longer names, can hold the name by chance."""
        name, phrases = version.name, self._lists["words"]["phrase"]
        chance = self._borders.chance_per_million(name)
        is_phrase = name in phrases or name[:-1] in phrases
        short = len(name) == 2
        return short or is_phrase or name in self._inner or chance >= FULL_CHANCE_PER_MILLION

    def of_short_form(self, form: str) -> str:
        """The class of a short form, whoever bears it."""
        lists = self._lists
        never_bare = (
            *lists["words"]["alone"],
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

    def __init__(
        self,
        words: Mapping[str, int],
        frequent: Sequence[str],
        weight: int,
        regions: Sequence[str] = (),
    ) -> None:
        counts = Counter(words)
        self._words = words
        for word in (*frequent, *regions):
            counts[word] += weight
        self._total = sum(counts.values())
        self._characters = sum(len(word) * count for word, count in counts.items())
        self._endings: Counter[str] = Counter()
        self._beginnings: Counter[str] = Counter()
        self._longer: dict[str, Counter[str]] = defaultdict(Counter)  # 海 → 沿, from 沿海
        for word, count in counts.items():
            for size in range(1, min(4, len(word)) + 1):
                self._endings[word[-size:]] += count
                self._beginnings[word[:size]] += count
                if size < len(word):
                    self._longer[word[-size:]][word[-size - 1]] += count
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

    def frequency(self, word: str) -> int:
        """How often the list has it as a word by itself."""
        return self._words.get(word, 0)

    def joining(self, name: str) -> set[str]:
        """The characters in front of which and with which its beginning makes a word."""
        found: Counter[str] = Counter()
        for size in range(1, len(name)):
            found.update(self._longer[name[:size]])
        return {character for character, count in found.items() if count >= JOINING_FREQUENCY}

    def is_ordinary_word(self, form: str) -> bool:
        """True for a word that the list knows as something else than a name, and often."""
        return self._words.get(form, 0) >= ORDINARY_FREQUENCY


def _names_with_others_inside(names: set[str]) -> dict[str, set[str]]:
    """Name to the longer names that hold it, where it is not their beginning."""
    found: dict[str, set[str]] = defaultdict(set)
    for name in names:
        for start in range(1, len(name)):
            for end in range(start + 2, len(name) + 1):
                if name[start:end] in names:
                    found[name[start:end]].add(name)
    return found


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
