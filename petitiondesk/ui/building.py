"""The pages of a window, in pieces where they are long: made when they are asked for, or before."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import chain
from time import perf_counter

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from petitiondesk.ahead import load_window
from petitiondesk.domain.errors import DeskError
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.pieces import InPieces, Pieces, WithSpares
from petitiondesk.ui.places import begun
from petitiondesk.ui.turns import TURN
from petitiondesk.ui.views.shell import MainShell

_AHEAD_MS = 30
"""Between two things that are made before anybody asks: keys and painting come first."""

_CALM = 0.15
"""Seconds in which a page that has come up is laid out and painted, before others are made on."""


class PageMaker(QObject):
    """Makes the pages of a window when they are first asked for, and keeps them.

    `prepare` makes them before, while the clerk does something else.

    ``ready(key, page)`` is told of each page once it is whole, before it is shown.
    """

    def __init__(
        self, context: PageContext, shell: MainShell, ready: Callable[[str, QWidget], None]
    ) -> None:
        super().__init__(shell)
        self._context = context
        self._shell = shell
        self._ready = ready
        self.pages: dict[str, QWidget] = {}
        self._begun: dict[str, tuple[QWidget, Pieces]] = {}
        self._wanted = ""
        self._arrive: Callable[[], None] | None = None
        self._calm = 0.0
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._turn)
        self._ahead: Iterator[None] = iter(())
        self._ahead_timer = QTimer(self, interval=_AHEAD_MS)
        self._ahead_timer.timeout.connect(self._prepare_more)

    def prepare(self, keys: Sequence[str]) -> None:
        """Load what the window may need, and begin these pages, one thing at a time."""
        self._ahead = self._things_ahead(keys)
        self._ahead_timer.start()

    def _things_ahead(self, keys: Sequence[str]) -> Iterator[None]:
        yield from load_window()
        for key in keys:
            if key not in self.pages:
                with suppress(DeskError):  # said when the page is asked for
                    self._begin(key)
                    self._timer.start(0)
            yield

    def _prepare_more(self) -> None:
        closed = self._context.tasks.is_closed()
        busy = self._begun or self._wanted
        if closed or (not busy and next(self._ahead, self) is self):
            self._ahead_timer.stop()

    def page(self, key: str) -> QWidget:
        """A page, whole; what is left of it is made now.

        Raises:
            DeskError: what it needs cannot be read now; it is made when it is asked for again.
        """
        if key not in self.pages:
            self._begin(key)
            self._go_on(key, float("inf"))
        if key == self._wanted:
            self._arrived(key)
        return self.pages[key]

    def come(self, key: str, arrive: Callable[[], None]) -> None:
        """Call ``arrive`` once a page is whole, unless something else is wanted by then.

        Raises:
            DeskError: what it needs cannot be read now; it is made when it is asked for again.
        """
        self._wanted, self._arrive = key, arrive
        if key in self.pages:
            self._arrived(key)
        else:
            self._come_in_turns(key)

    def come_next(self, key: str, arrive: Callable[[], None]) -> None:
        """As `come` for a page that is whole, in a turn of its own: filling it has taken one."""
        self._wanted, self._arrive = key, arrive
        self._timer.start(0)

    def is_under_way(self) -> bool:
        """Whether a page is being made, or wanted and not up yet, or things are made ahead."""
        return bool(self._begun or self._wanted or self._ahead_timer.isActive())

    def forget(self) -> None:
        """Something else is shown; a page on its way is made, and stays behind it."""
        self._wanted, self._arrive = "", None

    def _come_in_turns(self, key: str) -> None:
        try:
            self._begin(key)
        except BaseException:
            self._give_up(key)
            raise
        if isinstance(self._begun[key][0], InPieces):
            if key == self._wanted:
                self._shell.show_coming(key)
            self._timer.start(0)
        else:
            page, spares = self._begun.pop(key)
            self._make_whole(key, page)
            if self._shell.current_page():
                self._timer.start(0)  # it comes up in a turn of its own: making it has taken one
            else:
                self._arrived(key)
            # What may be needed on it is made at the end of all: now somebody waits for the page.
            self._ahead = chain(self._ahead, spares)
            self._ahead_timer.start()

    def _begin(self, key: str) -> None:
        """Begin a page at its place in the window: what is put into it is dressed only once."""
        if key not in self._begun:
            page = begun(key, self._context)
            self._shell.add_page(key, page)
            self._begun[key] = page, _pieces_of(page)

    def _turn(self) -> None:
        """Make a bit more of the page that is wanted, or was begun first; a whole one comes up."""
        if self._context.tasks.is_closed():
            return
        if self._wanted in self.pages:
            if self._begun:
                self._timer.start(_AHEAD_MS)
            self._arrived(self._wanted)
            return
        key = self._wanted if self._wanted in self._begun else next(iter(self._begun), "")
        if key and key != self._wanted and perf_counter() < self._calm:
            self._timer.start(_AHEAD_MS)
        elif key:
            # Also for the turn in which it comes up. What nobody waits for leaves room for the others.
            self._timer.start(0 if key == self._wanted else _AHEAD_MS)
            with self._context.saying_errors():
                self._go_on(key, perf_counter() + TURN)

    def _go_on(self, key: str, until: float) -> None:
        """Make more of a page, until a time or to its end."""
        page, pieces = self._begun[key]
        try:
            for _ in pieces:
                if perf_counter() > until:
                    return
        except BaseException:
            del self._begun[key]
            self._shell.remove_page(key)
            self._give_up(key)
            raise
        del self._begun[key]
        self._make_whole(key, page)

    def _make_whole(self, key: str, page: QWidget) -> None:
        self.pages[key] = page
        self._ready(key, page)

    def _give_up(self, key: str) -> None:
        """A page does not come about; if it was waited for, the one before it comes back."""
        if self._wanted == key:
            self.forget()
            self._shell.show_last()

    def _arrived(self, key: str) -> None:
        if key == self._wanted and self._arrive is not None:
            arrive = self._arrive
            self.forget()
            arrive()
            self._calm = perf_counter() + _CALM


def _pieces_of(page: QWidget) -> Pieces:
    if isinstance(page, InPieces):
        return page.pieces()
    return page.spares() if isinstance(page, WithSpares) else iter(())
