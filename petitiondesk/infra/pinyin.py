"""Pinyin initials of names, for finding 王建国 by typing ``wjg``."""

import os
from functools import cache


def initials(name: str) -> str:
    """First letters of a name's syllables in lower case; "" where no character has a reading.

    The first character is read as a surname (曾 Zēng, 单 Shàn), which general readings get wrong.
    """
    if not name or name.isascii():
        return name.lower()
    letters = [letter for character in name for letter in _letters(character)]
    readings = _surnames()
    for length in (2, 1):
        if reading := readings.get(name[:length]):
            return "".join([*(part[0] for part in reading.split()), *letters[length:]]).lower()
    return "".join(letters).lower()


@cache
def _letters(character: str) -> list[str]:
    """The first letter of a character's usual reading; none where it has no reading.

    The library is loaded when the first name is written, and without its 47,000 phrases: they take
    45 MB and a moment in which nothing else runs, and tell places and idioms apart, not names.
    """
    for option in _PLAIN:
        os.environ.setdefault(option, "1")
    from pypinyin import Style, lazy_pinyin

    return list(lazy_pinyin(character, style=Style.FIRST_LETTER, errors="ignore"))


_PLAIN = ("PYPINYIN_NO_PHRASES", "PYPINYIN_NO_DICT_COPY")
"""Read by the library when it is loaded: single characters only, and no second copy of them."""


@cache
def _surnames() -> dict[str, str]:
    from petitiondesk.infra.dictionaries import surname_readings

    return dict(surname_readings())
