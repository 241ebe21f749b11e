"""GIK863 particle-mistaken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import either, phrases

_CAUSED = (
    "(?<!的)(?:使|推动|促进|推进|确保|保证|保障)"
    "(?:(?![得受]到|取得|有(?![序效力])|为)[^。；;]){4,40}"
)
"""What lets something go on somehow, and is no noun after 的; what it gets or has is a noun."""

_NO_ATTRIBUTE = r"(?![^，。；,;\n]{0,16}的(?:机制|渠道|途径|方式|平台|办法|制度|体系))"
"""有效的回应群众关切的机制: what can be such is no act."""


def _of_nouns() -> Iterable[str]:
    return [f"{how}地" for how in words("wording", "GIK863")["manners"]]


def _of_verbs() -> Iterable[str]:
    listed = words("wording", "GIK863")
    yield from map("".join, product(listed["adverbs"], "的", listed["verbs"]))
    yield from map("".join, product(listed["adverbs_of_any"], "的", listed["only_verbs"]))


def _of_runs() -> Iterable[str]:
    listed = words("wording", "GIK863")
    return map("".join, product(listed["runs"], "的", listed["goes"], "，。；,;"))


def _of_acts() -> Iterable[str]:
    listed = words("wording", "GIK863")
    return [f"{how}的" for how in dict.fromkeys([*listed["adverbs"], *listed["manners"]])]


def _of_manners() -> Iterable[str]:
    listed = words("wording", "GIK863")
    kinds = ("adverbs", "adverbs_of_any", "manners", "runs", "more_manners")
    return [f"{how}的" for how in dict.fromkeys(each for kind in kinds for each in listed[kind])]


def _with_object() -> str:
    listed = words("wording", "GIK863")
    transitive, objects = "|".join(listed["transitive"]), "|".join(listed["objects"])
    return f"(?:(?:{transitive})(?:{objects})|{'|'.join(listed['never_nouns'])})"


def _of_results() -> Iterable[str]:
    listed = words("wording", "GIK863")
    return map("".join, product(listed["done"], "的", listed["degrees"]))


@rule(
    **described("GIK863"),
    needs=("sections",),
    find=either(
        phrases(_of_nouns).after("(?:进行了?|得到了?(?:[\u4e00-\u9fff]{2}、)?)"),
        phrases(_of_runs).after(_CAUSED),
        phrases(_of_verbs).then(_NO_ATTRIBUTE),
        # 了 shows that what follows is a verb; 了解 is one by itself.
        phrases(_of_acts).then("[\u4e00-\u9fff]{2}了(?!解)"),
        # 便捷的获取信息的渠道: an attribute of what comes later.
        phrases(_of_manners).then(rf"{_with_object()}(?![^，。；,;\n]{{0,16}}的)"),
        phrases(_of_results),
    ),
)
def particle_mistaken(report: Report) -> Iterator[Finding]:
    degrees = tuple(words("wording", "GIK863")["degrees"])
    for near in report.found:
        if near.hit.phrase[-1] in "，。；,;":
            phrase = near.hit.phrase[:-1]
            expected = phrase.replace("的", "地")
            yield finding(near.section, near.hit.start, near.hit.end - 1, expected=expected)
            continue
        quote = near.quote
        if near.hit.phrase.endswith("地"):
            expected = quote.replace("地", "的")
        else:
            expected = quote.replace("的", "得" if quote.endswith(degrees) else "地", 1)
        yield finding(near.section, near.start, near.end, expected=expected)
