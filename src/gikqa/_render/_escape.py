"""Escape text of reports and plugins for UTF-8, terminals and XML."""

from unicodedata import category

from gikqa.text.patterns import pattern

_SURROGATE = pattern("[\ud800-\udfff]")
_XML_ILLEGAL = pattern("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# A parser would turn the last two into spaces or line feeds.
_ENTITIES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;", "\t": "&#9;"}
)
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_SHORT = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}

# Build servers obey log lines like `::add-mask::x` and `##[command]x`; wrapping could move text of
# a report to the start of a line.
_LOG_COMMAND = pattern(r":(?=:)|#(?=#\[)")


def encode(text: str) -> bytes:
    """The text in UTF-8; lone surrogates (file names in another encoding) become U+FFFD."""
    return _SURROGATE.sub("\ufffd", text).encode("utf-8")


def visible(text: str) -> str:
    """The text for a terminal: controls, bidi and zero-width marks as `\\x1b`, `\\u202e`."""
    if not text.isprintable():
        text = "".join(_seen(character) for character in text)
    return _LOG_COMMAND.sub(lambda found: _code(found.group()), text)


def clip(text: str, limit: int) -> str:
    """The text, made visible, cut after `limit` code points with a mark."""
    return visible(text) if len(text) <= limit else visible(text[:limit]) + "…"


def xml(text: str) -> str:
    """The text for XML content and attributes; what XML cannot hold becomes U+FFFD."""
    return _XML_ILLEGAL.sub("\ufffd", text).translate(_ENTITIES)


def attribute(text: str) -> str:
    """The text as a quoted XML attribute, line feeds kept."""
    return '"' + xml(text).replace("\n", "&#10;") + '"'


def _seen(character: str) -> str:
    noncharacter = ord(character) & 0xFFFE == 0xFFFE  # U+FFFE, U+FFFF: never characters
    if category(character) not in _UNSEEN and not noncharacter:
        return character
    return _SHORT.get(character) or _code(character)


def _code(character: str) -> str:
    number = ord(character)
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
