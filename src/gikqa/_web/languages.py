"""The language of a page: by the link that was followed, or as the browser asks for."""

import re

from starlette.requests import Request

_LANGUAGES = ("zh", "en")
_ENTRY = re.compile(r"\s*([A-Za-z]+)(?:-[\w-]*)?\s*(?:;\s*[qQ]\s*=\s*([01](?:\.[0-9]*)?)\s*)?")
"""A language of Accept-Language, and its weight: `zh-CN;q=0.8`."""


def language(request: Request, default: str | None) -> str:
    """`zh` or `en`: of the address, or else the default, or else of Accept-Language."""
    asked = request.query_params.get("lang")
    if asked in _LANGUAGES:
        return asked
    return default or preferred(request.headers.get("accept-language", ""))


def preferred(accepted: str) -> str:
    """The language of ours that is wanted most; Chinese if none is."""
    weights: dict[str, float] = {}
    for part in accepted.split(",")[:20]:
        entry = _ENTRY.fullmatch(part)
        if entry and (lang := entry[1].lower()) in _LANGUAGES:
            weights[lang] = max(float(entry[2] or 1), weights.get(lang, 0))
    wanted = [lang for lang, weight in weights.items() if weight]  # 0: not this one
    return max(wanted, key=weights.__getitem__, default="zh")
