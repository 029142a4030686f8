"""Where a screen is made ready: the demo registry on a fixed day, its window, patience."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from petitiondesk.demo import DEMO_PASSWORD, demo_desk
from petitiondesk.domain.office import Office
from petitiondesk.domain.terms import LetterKind
from petitiondesk.manual_registry import Matter, moment, prepare
from petitiondesk.services.desk import Desk, new_desk
from petitiondesk.services.petitions import Case
from petitiondesk.ui.look import Look
from petitiondesk.ui.tasks import Tasks
from petitiondesk.ui.views.toasts import Toast
from petitiondesk.ui.window import DeskWindow

_PAUSE_MS = 10
_CALM_PAUSES = 2
"""Pauses without work, one after the other, until a window counts as at rest."""

_PATIENCE_SECONDS = 60

_BLANK, _SCRATCH = "空登记簿.petition", "信访登记.petition"
_SEED, _FEW = 7, 12
"""Of the synthetic cases of a small registry."""


@dataclass(frozen=True)
class Material:
    """What the scenes are made of: the demo's desk and what was prepared in it, and a desk without a case.

    ``folder`` holds the registries, a folder of backups, and what a scene writes for itself;
    ``suiting`` a case of the demo for each kind of letter, once one was looked for.
    """

    desk: Desk
    matter: Matter
    blank: Desk
    folder: Path
    suiting: dict[LetterKind, Case] = field(default_factory=dict)
    _end: ExitStack = field(default_factory=ExitStack)

    @cached_property
    def small(self) -> Desk:
        """A registry with a few synthetic cases, once a scene asks for it."""
        folder = self.folder / "小登记簿"
        folder.mkdir()
        return self._end.enter_context(_small_desk(folder, self.desk.office.office().name, _FEW))


@contextmanager
def material(folder: Path) -> Iterator[Material]:
    """Both registries, made in ``folder`` and closed at the end."""
    desk = demo_desk(folder, moment)
    office = Office(name=desk.office.office().name, short="青综")
    blank, _ = new_desk(folder / _BLANK, office, "登记员", DEMO_PASSWORD, moment)
    try:
        with ExitStack() as end:
            yield Material(desk, prepare(desk, folder), blank, folder, _end=end)
    finally:
        blank.close()
        desk.close()


@dataclass(frozen=True)
class Studio:
    """A window of the demo registry in one language and dress, and what a scene needs around it."""

    material: Material
    window: DeskWindow
    look: Look
    faults: list[BaseException]

    @property
    def desk(self) -> Desk:
        """The demo's."""
        return self.material.desk

    @property
    def matter(self) -> Matter:
        """What was prepared in it."""
        return self.material.matter

    @property
    def folder(self) -> Path:
        """Where the registries lie."""
        return self.material.folder

    def settle(self) -> None:
        """Let what is under way come to its end: counts, previews, pages that are made in pieces."""
        settle(self.window)
        if self.faults:
            raise self.faults[0]

    def wait(self, done: Callable[[], bool]) -> None:
        """Let the window work until ``done``.

        Raises:
            TimeoutError: it takes longer than a minute.
        """
        until = monotonic() + _PATIENCE_SECONDS
        while not done():
            pause(_PAUSE_MS)
            if monotonic() > until:
                raise TimeoutError(self.window.shell.current_page())

    def show(self, key: str) -> QWidget:
        """Go to a page and let it come to rest."""
        self.window.show_page(key)
        page = self.window.page(key)
        self.settle()
        return page

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """A folder for what a scene writes, gone afterwards."""
        with TemporaryDirectory(dir=self.folder) as folder:
            yield Path(folder)

    @contextmanager
    def scratch_desk(self, count: int = 0) -> Iterator[Desk]:
        """A registry of its own for a scene that writes, with ``count`` synthetic cases."""
        name = self.desk.office.office().name
        with self.scratch() as folder, _small_desk(folder, name, count) as desk:
            yield desk

    @contextmanager
    def other_window(self, desk: Desk) -> Iterator[DeskWindow]:
        """A window of another registry, of the size of this one."""
        with _open_window(desk, self.look, self.faults) as window:
            window.resize(self.window.size())
            window.show()
            settle(window)
            yield window


@contextmanager
def _small_desk(folder: Path, office: str, count: int) -> Iterator[Desk]:
    """A new registry in ``folder`` with ``count`` synthetic cases."""
    desk, _ = new_desk(
        folder / _SCRATCH, Office(name=office, short="青综"), "登记员", DEMO_PASSWORD, moment
    )
    desk.offer_synthetic_sections()
    if count:
        desk.filling.fill(count, _SEED, desk.ledger.today)
    try:
        yield desk
    finally:
        desk.close()


@contextmanager
def studio(material: Material, look: Look, width: int, height: int) -> Iterator[Studio]:
    """A window of the demo registry, ``width`` × ``height`` pixels large; bugs in slots end it."""
    faults: list[BaseException] = []
    with _open_window(material.desk, look, faults) as window:
        window.resize(width, height)
        window.show()
        window.activateWindow()
        made = Studio(material, window, look, faults)
        made.settle()
        yield made
        made.settle()


@contextmanager
def _open_window(desk: Desk, look: Look, faults: list[BaseException]) -> Iterator[DeskWindow]:
    tasks = Tasks(faults.append, faults.append, desk.release)
    window = DeskWindow(desk, look, tasks)
    try:
        yield window
    finally:
        window.hide()
        window.deleteLater()
        tasks.shutdown()


def settle(window: DeskWindow) -> None:
    """Wait until nothing is under way in a window.

    Raises:
        TimeoutError: something is after a minute.
    """
    calm, until = 0, monotonic() + _PATIENCE_SECONDS
    while calm < _CALM_PAUSES:
        pause(_PAUSE_MS)
        calm = 0 if window.context.tasks.is_busy() or window.is_making() else calm + 1
        if monotonic() > until:
            raise TimeoutError(window.shell.current_page())


def pause(milliseconds: int) -> None:
    """Let the window work for a moment."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
    QApplication.sendPostedEvents()


Pose = Callable[[Studio], Iterator[QWidget]]
"""Gives what is to be seen, ready, and puts it away afterwards."""


@dataclass(frozen=True)
class Scene:
    """A screen: ``pose`` makes it ready, ``shows`` is the class of page or dialog that it is about."""

    pose: Pose
    shows: type[QWidget]

    @contextmanager
    def posed(self, studio: Studio) -> Iterator[QWidget]:
        """What the scene shows, while it shows it; put away at the end.

        Its window is the one in use: in another, no field looks as having the keyboard.
        """
        studio.window.activateWindow()
        steps = self.pose(studio)
        widget = next(steps)
        widget.window().activateWindow()
        for toast in studio.window.findChildren(Toast):
            toast.dismiss()  # a person would have let it go by; the scenes come faster
        studio.settle()
        yield widget
        for _ in steps:
            raise AssertionError("a scene shows one thing")
        studio.settle()


def shown(dialog: QWidget) -> Iterator[QWidget]:
    """Show a dialog, and put it away."""
    dialog.show()
    dialog.activateWindow()
    yield dialog
    dialog.hide()
    dialog.deleteLater()


def unwritten(*_: object) -> None:
    """Scenes write nothing into the demo registry."""
