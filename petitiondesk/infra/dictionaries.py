"""Reads the dictionaries that come with the program: topics, readings, phrases.

All but the list of first letters are TOML files under ``resources/dictionaries``; the head of each
describes it. They are shipped and tested, so a fault in them is a bug, not a `DeskError`. What an
office changes is kept in its registry; these are only the beginning of it.
"""

import tomllib
from typing import Any

from petitiondesk.infra.resources import resource


def default_topics() -> tuple[tuple[str, ...], ...]:
    """The topic dictionary (内容分类) as paths, each parent before its children.

    ``("农村农业",)``, ``("农村农业", "承包地纠纷")``, … The seventeen topics of level 1 are the common
    ones; level 2 is the program's own wording.
    """
    paths: list[tuple[str, ...]] = []
    for top, below in _load("topics.toml").items():
        paths.append((top,))
        paths.extend((top, name) for name in below)
    return tuple(paths)


def surname_readings() -> dict[str, str]:
    """Surname → its reading as a surname: lower case, no tones, syllables parted by a blank.

    Holds only those that a general dictionary reads otherwise (单 shan, 万俟 mo qi); compound
    surnames have two characters, so look for the longer match first.
    """
    return {name: str(reading) for name, reading in _load("surnames.toml").items()}


def initial_letters() -> dict[int, str]:
    """First code point of each 64 → the first letters of their readings, "." where there is none."""
    text = resource("dictionaries", "initials.txt").read_text(encoding="utf-8")
    lines = (line.split(" ") for line in text.splitlines() if not line.startswith("#"))
    return {int(first, 16): letters for first, letters in lines}


def phrases() -> dict[str, Any]:
    """The phrases of the synthetic petitions, as the file has them."""
    return _load("phrases.toml")


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(resource("dictionaries", name).read_text(encoding="utf-8"))
