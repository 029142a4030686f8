"""What a row of the benchmark is: an action, its floor, and what the budget allows."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from petitiondesk.domain.messages import Message

Measure = Callable[[], float]
"""Does the thing once and gives what it took, in the row's unit."""


class Unit(Enum):
    """What a row is measured in; the value is how it is written."""

    MILLISECONDS = "ms"
    MEGABYTES = "MB"


@dataclass(frozen=True)
class Budget:
    """What is allowed: ``ratio`` times the floor, ``most`` at all, ``added`` over the floor.

    The last two are in the row's unit; None allows anything.
    """

    ratio: float | None = None
    most: float | None = None
    added: float | None = None


class Verdict(Enum):
    """Whether a budget holds; the value is how the JSON says it.

    ``FLOOR``: the ratio is out of reach, since what must be done besides (painting) takes more than it
    allows; counted as part of the floor, it holds, and so does all else.
    """

    MET = "met"
    FLOOR = "floor"
    MISSED = "missed"


@dataclass(frozen=True)
class Row:
    """One line of the table.

    ``name`` is for ``--only`` and the JSON, ``title`` for people. ``prepare`` runs before each round and
    is not measured: it brings the window to where the action starts. ``beside`` is what the action
    cannot do without besides the floor that the budget names, such as painting; it is measured too,
    and told apart. ``rounds`` is how often it is measured when nobody says otherwise.
    """

    name: str
    title: Message
    ours: Measure
    floor: Measure | None = None
    beside: Measure | None = None
    budget: Budget = Budget()
    prepare: Callable[[], object] = lambda: None
    rounds: int = 11
    unit: Unit = Unit.MILLISECONDS
    note: Callable[[], str] = lambda: ""
