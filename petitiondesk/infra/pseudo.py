"""Languages that nobody speaks, for whoever builds the window.

``PETITIONDESK_PSEUDO=long`` shows every sentence two fifths longer and with accents: what is cut, or was
never marked for translation, is seen at once. ``PETITIONDESK_PSEUDO=mirrored`` lays the window out from
right to left. Both go over the language that is chosen, English above all.
"""

import re
from collections.abc import Mapping
from enum import StrEnum

VARIABLE = "PETITIONDESK_PSEUDO"

_PLACEHOLDER = re.compile(r"(\{[^}]*\})")
_VOWELS = str.maketrans({v: a * 2 for v, a in zip("aeiouAEIOU", "áéíóúÁÉÍÓÚ", strict=True)})
_MORE = 1.4
"""How much longer a sentence becomes: what languages of the West need over English."""


class Pseudo(StrEnum):
    """What is done with the language that is chosen."""

    NONE = ""
    LONG = "long"
    MIRRORED = "mirrored"


def asked(environ: Mapping[str, str]) -> Pseudo:
    """What the environment asks for; anything unknown is nothing."""
    said = environ.get(VARIABLE, "")
    return Pseudo(said) if said in set(Pseudo) else Pseudo.NONE


def lengthened(sentence: str) -> str:
    """The sentence with every vowel accented and twice, and dots up to two fifths more; ``{…}`` as it is."""
    parts = _PLACEHOLDER.split(sentence)
    own = sum(len(part) for part in parts[::2])
    parts[::2] = [part.translate(_VOWELS) for part in parts[::2]]
    lacking = round(own * _MORE) - sum(len(part) for part in parts[::2])
    return "".join(parts) + "·" * lacking
