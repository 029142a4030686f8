"""Making any text safe for an Excel cell, without losing what it says.

Excel cannot hold control characters, half surrogate pairs or more than 32,767 UTF-16 units in a
cell; a petition pasted from somewhere may have all three.
"""

import re
from collections.abc import Iterator
from datetime import date

CELL_UNITS = 32_767
"""UTF-16 units that one Excel cell can hold."""

PIECE_UNITS = 32_000
"""UTF-16 units per piece of a longer text: leaves room in the cell for the marker."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ILLEGAL_IN_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def safe_text(text: str) -> str:
    """``text`` as Excel can hold it: line ends as LF, other control characters as pictures.

    U+0000–U+001F become U+2400–U+241F (␀ …), half surrogate pairs become U+FFFD.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _FORBIDDEN.sub(_visible, text)
    # XlsxWriter passes "<r>…</r>" on as ready-made XML, which would break the file; a zero-width
    # space in front keeps it a text that reads the same.
    return "\u200b" + text if text.startswith("<r>") else text


def _visible(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def utf16_units(text: str) -> int:
    """Length of ``text`` as Excel counts it, in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def pieces(text: str, units: int = PIECE_UNITS) -> Iterator[str]:
    """Consecutive pieces of ``text``, each of at most ``units`` UTF-16 units."""
    start = used = 0
    for at, char in enumerate(text):
        size = 2 if char > "\uffff" else 1
        if used + size > units:
            yield text[start:at]
            start, used = at, 0
        used += size
    if start < len(text):
        yield text[start:]


def line_count(text: str, width: float) -> int:
    """Lines that ``text`` takes in a wrapped cell ``width`` characters wide.

    A Chinese character counts two: (UTF-8 bytes + characters) / 2 is just that, and quick.
    """
    room = max(2.0, width - 1) * 2
    lines = 0
    for line in text.split("\n"):
        units = len(line.encode("utf-8", "replace")) + len(line)
        lines += max(1, -int(-units // room))
    return lines


def sheet_name(name: str, number: int = 1) -> str:
    """A name Excel accepts for a sheet (at most 31 units); ``number`` > 1 marks a continuation."""
    tail = "" if number == 1 else f"（{number}）"
    plain = _ILLEGAL_IN_NAME.sub(" ", safe_text(name)).strip().strip("'")
    return next(pieces(plain, 31 - len(tail)), "台账") + tail


def display(value: str | date | int | None) -> str:
    """A value as text: dates as ISO, nothing as ""."""
    return "" if value is None else str(value)
