"""Commands of the desk by name: what the search box offers besides petitions, and how it is found.

A command is found by words of its name in either language, by the pinyin initials of the Chinese name, and
by the names it also goes by.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum

from petitiondesk.domain.messages import N_, Message
from petitiondesk.infra.i18n import LANGUAGES, render, speaking
from petitiondesk.infra.pinyin import letters

ONLY_ACTIONS = (">", "＞")
"""At the beginning of what is typed: petitions are not looked for. Chinese input methods type the wide one."""


class Kind(Enum):
    """What a command leads to; the value is how it is called beside the name."""

    ACTION = N_("操作")
    PAGE = N_("页面")
    LIST = N_("清单")
    SETTING = N_("设置")
    HELP = N_("手册")


@dataclass(frozen=True)
class Command:
    """One command. ``key`` is remembered, ``title`` is its name, ``keys`` the shortcut as shown.

    ``names`` are the names it goes by, for looking it up.
    """

    key: str
    kind: Kind
    title: str
    icon: str
    run: Callable[[], object]
    keys: str = ""
    names: Sequence[str] = field(default=())

    def rank(self, words: Sequence[str]) -> int | None:
        """How well it fits what was typed (0 best); None where it does not."""
        ranks = [self._rank(word) for word in words]
        known = [rank for rank in ranks if rank is not None]
        return max(known, default=0) if len(known) == len(ranks) else None

    def _rank(self, word: str) -> int | None:
        best: int | None = None
        for name in self.names:
            rank = _rank_in(name, word)
            if rank is not None and (best is None or rank < best):
                best = rank
        return best


def names_of(title: Message, *also: str) -> Sequence[str]:
    """The name in every language, the initials of the Chinese one, and other names."""
    found = []
    for language in LANGUAGES:
        with speaking(language):
            found.append(render(title).casefold())
    initials = letters("".join(c for c in found[0] if c.isalnum()))
    return tuple(dict.fromkeys([*found, initials, *(name.casefold() for name in also)]))


def fitting(typed: str, commands: Iterable[Command], recent: Sequence[str]) -> list[Command]:
    """The commands that fit what was typed: those used last first, then the best; all for nothing typed."""
    words = typed.lstrip("".join(ONLY_ACTIONS)).casefold().split()
    places = {key: place for place, key in enumerate(recent)}
    found = []
    for order, command in enumerate(commands):
        rank = command.rank(words)
        if rank is not None:
            found.append((places.get(command.key, len(recent)), rank, order, command))
    return [command for *_, command in sorted(found, key=lambda line: line[:3])]


def _rank_in(name: str, word: str) -> int | None:
    """0: begins with it; 1: a word of it does; 2: Chinese that holds it. Letters inside words find nothing."""
    if name.startswith(word):
        return 0
    if any(part.startswith(word) for part in name.replace("-", " ").split()):
        return 1
    return 2 if not word.isascii() and word in name else None
