"""Pinyin initials of names, for finding 王建国 by typing ``wjg``."""

from functools import cache


def initials(name: str) -> str:
    """First letters of a name's syllables in lower case; "" where no character has a reading.

    The first character is read as a surname (曾 Zēng, 单 Shàn), which general readings get wrong.
    """
    if not name or name.isascii():
        return name.lower()
    from pypinyin import Style, lazy_pinyin  # 60 ms to import: only when a name is written

    letters = lazy_pinyin(name, style=Style.FIRST_LETTER, errors="ignore")
    readings = _surnames()
    for length in (2, 1):
        if reading := readings.get(name[:length]):
            return "".join([*(part[0] for part in reading.split()), *letters[length:]]).lower()
    return "".join(letters).lower()


@cache
def _surnames() -> dict[str, str]:
    from petitiondesk.infra.dictionaries import surname_readings

    return dict(surname_readings())
