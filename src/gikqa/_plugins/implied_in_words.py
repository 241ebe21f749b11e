"""Equations of a plugin's editions that say nothing new, in sentences."""

from gikqa._plugins.installed import Plugins
from gikqa._proofs.edition_analysis import with_base, witnesses


def implied_in_words(plugins: Plugins, distribution: str) -> list[dict[str, str]]:
    """For each equation that follows from others a sentence in `zh` and `en`."""
    sentences = []
    for key, owner in plugins.edition_owner.items():
        edition = plugins.editions[key]
        names = {one.name for one in edition.identities} if owner == distribution else set()
        found = witnesses(with_base(edition), names) if names else {}
        for name, others in found.items():
            if isinstance(others, tuple):
                sentences.append(_sentence(key, name, others))
    return sentences


def _sentence(key: str, name: str, others: tuple[str, ...]) -> dict[str, str]:
    if not others:
        return {
            "en": f"edition {key}: no report can break {name}",
            "zh": f"版式 {key}：没有报告会违反 {name}",
        }
    return {
        "en": f"edition {key}: {name} says nothing new, it follows from {', '.join(others)}",
        "zh": f"版式 {key}：{name} 没有新内容，由 {'、'.join(others)} 即可推出",
    }
