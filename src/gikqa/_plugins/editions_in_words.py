"""What the editions of a plugin change, in sentences."""

from gikqa._plugins.installed import Plugins
from gikqa.editions import Edition


def editions_in_words(plugins: Plugins, distribution: str) -> list[dict[str, str]]:
    """For each edition of a distribution a sentence in `zh` and `en`: what it governs or adds."""
    return [
        _added(plugins.editions[key]) if plugins.editions[key].base else _governed(plugins, key)
        for key, owner in plugins.edition_owner.items()
        if owner == distribution
    ]


def _governed(plugins: Plugins, key: str) -> dict[str, str]:
    edition = plugins.editions[key]
    replaced = [
        other.key
        for other in plugins.editions.values()
        if other.base is None
        and other.key != key
        and edition.scope.lies_in(other.scope)
        and edition.years_shared(other)
    ]
    years, whom = _years(edition), edition.scope.in_words
    en = f"edition {key} governs {whom} {years['en']}"
    zh = f"版式 {key} {years['zh']}适用于 {whom}"
    if replaced:
        en += f" instead of {', '.join(replaced)}"
        zh += f"，取代 {'、'.join(replaced)}"
    return {"zh": zh, "en": en}


def _added(edition: Edition) -> dict[str, str]:
    base = edition.base
    assert base is not None
    cells = sum(len(table.cells) for table in edition.tables)
    labels = sum(map(len, edition.labels.values()))
    counts = [
        (len(edition.identities), "个勾稽关系", "identity", "identities"),
        (cells, "个单元格", "cell", "cells"),
        (labels, "个标签写法", "label", "labels"),
    ]
    en = ", ".join(f"{n} {one if n == 1 else many}" for n, _, one, many in counts if n)
    zh = "、".join(f"{n} {word}" for n, word, *_ in counts if n)
    said = {
        "en": f"edition {edition.key} adds {en} to {base.key}",
        "zh": f"版式 {edition.key} 为 {base.key} 增加 {zh}",
    }
    if edition.scope != base.scope:
        said["en"] += f" for {edition.scope.in_words}"
        said["zh"] += f"，限于 {edition.scope.in_words}"
    if (edition.first_year, edition.last_year) != (base.first_year, base.last_year):
        years = _years(edition)
        said["en"] += f" {years['en']}"
        said["zh"] += f"，{years['zh']}"
    return said


def _years(edition: Edition) -> dict[str, str]:
    first, last = edition.first_year, edition.last_year
    if last is None:
        return {"zh": f"{first} 年起", "en": f"from {first}"}
    return {"zh": f"{first} 年至 {last} 年", "en": f"from {first} to {last}"}
