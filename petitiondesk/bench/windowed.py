"""Rows that are measured in the window: from what the clerk does until it is painted."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from petitiondesk.bench.aside import Aside
from petitiondesk.bench.room import Room
from petitiondesk.bench.row import Budget, Row
from petitiondesk.bench.tape import Bare, Tape
from petitiondesk.domain.messages import Message

NONE = Budget()

SEARCH_BUDGET = {10_000: 16.0, 100_000: 16.0, 1_000_000: 50.0}
JUMP_BUDGET = 16.0
"""Milliseconds, by how many petitions there are (design, section 8)."""


@dataclass
class Stage:
    """What rows need: the room, the tape on its registry, a bare connection, a thread for long work."""

    room: Room
    tape: Tape
    bare: Bare
    aside: Aside
    size: int

    def row(
        self,
        name: str,
        title: Message,
        act: Callable[[], object],
        *,
        reset: Callable[[], object],
        budget: Budget = NONE,
        page: Callable[[], QWidget] | None = None,
        everything: bool = False,
        shows: Callable[[], bool] = lambda: True,
        note: Callable[[], str] = lambda: "",
    ) -> Row:
        """A row for an action whose floor is its own SQL alone.

        ``reset`` brings the window to where the action starts; each round does the action once
        before it is measured, so that both sides find the same pages at hand. ``page`` is what is
        painted, the ledger's table unless it says otherwise, and ``shows`` whether what was asked for
        is on it. ``everything``: the action cannot be painted without all that it asks for.
        """

        def once() -> float:
            with self.tape.running():
                seconds = self._painted(act, page, shows)
            return 1000 * seconds

        def begin() -> None:
            reset()
            self.room.calm()

        def prepare() -> None:
            begin()
            once()
            self.room.calm()

        def ours() -> float:
            begin()
            took = once()
            self.room.calm()
            return took

        def floor() -> float:
            self.bare.make(self.tape.own_tables.values())
            return self.bare.run(self.tape.reading(everything=everything))

        def beside() -> float:
            return self._paint_again(page)

        return Row(name, title, ours, floor, beside, budget, prepare, note=note)

    def _painted(
        self,
        act: Callable[[], object],
        page: Callable[[], QWidget] | None,
        shows: Callable[[], bool],
    ) -> float:
        if page is None:
            return self.room.painted_ledger(act)
        return self.room.painted(act, shows, page())

    def _paint_again(self, page: Callable[[], QWidget] | None) -> float:
        """Milliseconds to paint once more what is on screen, with everything at hand."""
        if page is not None:
            watched = page()
        else:
            view = self.room.ledger.view
            watched = view.empty if view.empty.isVisible() else view.table.viewport()
        return 1000 * self.room.painted(watched.update, lambda: True, watched)
