"""One synthetic petition while its story is made up: what it is about, and how far it has come."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random

from petitiondesk.domain.petition import Petition
from petitiondesk.domain.terms import Channel, PetitionClass, State
from petitiondesk.services.synthetic_forms import Matter
from petitiondesk.services.synthetic_text import Phrases, Slots, between, pick

Taken = tuple[str, Mapping[str, object], date]
"""A step taken: its name in the table, its inputs, the day."""

Next = tuple[str, dict[str, object]]
"""The step that comes next, and its inputs."""

_LAST_SECTION = "政策法规科"
"""Takes what may not go to the section complained of (Art. 30(3))."""


class Case:
    """A matter on its way through the office's working days.

    ``at`` is the place of the present day among ``workdays``, which ascend to the last day of the
    stories; a place beyond them has not come yet. ``halt`` is the state that it waits in, or None.
    ``pace`` shortens every delay where there is a day to keep; ``slow`` is a section that takes
    long, ``simple`` the simple procedure.
    """

    def __init__(
        self,
        rng: Random,
        words: Phrases,
        workdays: Sequence[date],
        matter: Matter,
        halt: State | None,
    ) -> None:
        self.rng = rng
        self.words = words
        self.matter = matter
        self.halt = halt
        self.at = bisect_left(workdays, matter.received)
        self.pace = 1.0
        self.slow = False
        self.simple = False
        self._workdays = workdays

    # --- what it is about ------------------------------------------------------------------------

    @property
    def facts(self) -> Petition:
        """The registration form."""
        return self.matter.facts

    @property
    def slots(self) -> Slots:
        """What stands in the placeholders of its phrases."""
        return self.matter.slots

    @property
    def is_claim(self) -> bool:
        """Whether Art. 31 holds, and with it the limit of Art. 34."""
        return self.facts.petition_class is PetitionClass.CLAIM

    @property
    def named(self) -> bool:
        """Whether there is somebody to tell, to serve and to ask."""
        return bool(self.facts.petitioners)

    @property
    def spoken(self) -> bool:
        """Whether somebody was there, or on the phone."""
        return self.facts.channel in (Channel.VISIT, Channel.PHONE, Channel.OUTREACH)

    # --- time ------------------------------------------------------------------------------------

    @property
    def last(self) -> int:
        """The place of the last working day."""
        return len(self._workdays) - 1

    @property
    def day(self) -> date:
        """The present day."""
        return self.day_at(self.at)

    def day_at(self, place: int) -> date:
        """The working day at ``place``; beyond the last one, a day that has not come."""
        last = self._workdays[-1]
        return self._workdays[place] if place <= self.last else last + timedelta(days=place)

    def place_by(self, day: date) -> int:
        """The place of the last working day on or before ``day``."""
        beyond = (day - self._workdays[-1]).days
        return self.last + beyond if beyond > 0 else bisect_right(self._workdays, day) - 1

    def later(self, low: int, high: int) -> None:
        """Move on by ``low`` to ``high`` working days, fewer where there is a day to keep."""
        self.at += int(between(self.rng, low, high) * self.pace)

    def keep(self, days: int, longest: int) -> None:
        """Take ``days`` working days for what takes ``longest`` at most."""
        self.pace = min(1.0, max(0, days) / longest)

    # --- draws and words -------------------------------------------------------------------------

    def chance(self, share: float) -> bool:
        """Whether it is one of a ``share`` of all."""
        return self.rng.random() < share

    def say(self, key: str, section: str = "") -> str:
        """One of the general phrases, its placeholders filled."""
        text = self.words.say(self.rng, key)
        return text.format_map(self.slots | {"section": section, "days": "20"})

    def another_body(self) -> str:
        """Another body that has the power to handle it."""
        return self.say("forwarded_to")

    def section(self) -> str:
        """The topic's section, unless it is the one complained of."""
        own = self.matter.topic.section
        return own if own not in self.facts.complained_of else _LAST_SECTION

    def other_section(self, section: str) -> str:
        """Another section, never the one complained of."""
        while True:
            other = pick(self.rng, self.words.sections).name
            if other != section and other not in self.facts.complained_of:
                return other
