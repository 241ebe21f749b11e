"""The language of a page: by the link that was followed, or as the browser asks for."""

from starlette.requests import Request

_LANGUAGES = ("zh", "en")


def language(request: Request, default: str | None) -> str:
    """`zh` or `en`: of the address, or else the default, or else of Accept-Language."""
    asked = request.query_params.get("lang")
    if asked in _LANGUAGES:
        return asked
    return default or preferred(request.headers.get("accept-language", ""))


def preferred(accepted: str) -> str:
    """The language of ours that is wanted most; Chinese if none is."""
    wanted = []
    for place, part in enumerate(accepted.split(",")[:20]):
        name, _, weight = part.partition(";q=")
        lang = name.strip().lower()[:2]
        if lang in _LANGUAGES:
            wanted.append((-_number(weight), place, lang))
    return min(wanted, default=(0.0, 0, "zh"))[2]


def _number(weight: str) -> float:
    try:
        return float(weight or 1)
    except ValueError:
        return 0.0
