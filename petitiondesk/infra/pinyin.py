"""Pinyin initials of names, for finding 王建国 by typing ``wjg``."""

from functools import cache

BLOCK = 64
"""Code points that stand together in the dictionary of first letters."""
_NONE = "."
_NO_BLOCK = _NONE * BLOCK


def initials(name: str) -> str:
    """First letters of a name's syllables in lower case; "" where no character has a reading.

    The first character is read as a surname (曾 Zēng, 单 Shàn), which general readings get wrong.
    """
    if not name or name.isascii():
        return name.lower()
    letters = [_letter(character) for character in name]
    readings = _surnames()
    for length in (2, 1):
        if reading := readings.get(name[:length]):
            return "".join([*(part[0] for part in reading.split()), *letters[length:]])
    return "".join(letters)


def letters(text: str) -> str:
    """First letters of a text's syllables, each character by its usual reading; others as they are."""
    return "".join(c.lower() if c.isascii() else _letter(c) for c in text)


def _letter(character: str) -> str:
    """The first letter of a character's usual reading; "" where it has no reading."""
    first, place = divmod(ord(character), BLOCK)
    letter = _blocks().get(first * BLOCK, _NO_BLOCK)[place]
    return "" if letter == _NONE else letter


@cache
def _blocks() -> dict[int, str]:
    from petitiondesk.infra.dictionaries import initial_letters

    return initial_letters()


@cache
def _surnames() -> dict[str, str]:
    from petitiondesk.infra.dictionaries import surname_readings

    return dict(surname_readings())
