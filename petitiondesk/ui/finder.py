"""What the search box offers while one types: petitions, pages, settings, actions, pages of the manual.

Who only searches types and presses Enter as ever: the first line is the search itself, and it is the one
chosen. Petitions are looked for beside the window, a moment after the last key.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from petitiondesk.domain.errors import DeskError
from petitiondesk.domain.ledger import LedgerFilter, LedgerRow, Order
from petitiondesk.domain.messages import Message
from petitiondesk.infra.i18n import readable, term, tr
from petitiondesk.services.ledger import TakesLonger
from petitiondesk.ui.commands import ONLY_ACTIONS, Command, fitting
from petitiondesk.ui.models.ledger_columns import who_text
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.tasks import Progress, Task
from petitiondesk.ui.views.offer_list import Offer, OfferList
from petitiondesk.ui.views.search_box import SearchBox

REST_MS = 120
"""After the last key; before, the next one would make the search vain."""
PATIENCE = 0.5
"""Seconds that the first lines may take: what takes longer is for the ledger."""
_PETITIONS, _COMMANDS, _ALONE = 5, 6, 11
"""Lines of petitions, of commands beside them, and of commands by themselves."""
_KEPT = 8
"""Commands that are remembered as used last."""
_RECENT = "recent_commands"


class Finder(QObject):
    """Behaviour of the list below the search box; ``commands`` gives what can be done just now."""

    def __init__(
        self,
        context: PageContext,
        box: SearchBox,
        host: QWidget,
        commands: Callable[[], list[Command]],
    ) -> None:
        super().__init__(host)
        self._context = context
        self._box = box
        self._make = commands
        self._commands: list[Command] = []
        self._recent: list[str] = []
        self._rows: Sequence[LedgerRow] = ()
        self._task: Task | None = None
        self.list = OfferList(context.look, host, box)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._search)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._run)
        self._wanted: Command | None = None
        box.textEdited.connect(self._typed)
        box.asked.connect(self._asked)
        box.stepped.connect(self._step)
        box.taken.connect(self._take)
        box.left.connect(self.close)
        box.submitted.connect(self.close)
        self.list.chosen.connect(self._choose)

    def close(self) -> None:
        """The list goes; what is in the box stays."""
        self._forget()
        self.list.hide()
        self._box.set_offered(listing=False, chosen=False)

    # --- what is offered ------------------------------------------------------------------------

    def _asked(self) -> None:
        """Ctrl+K: what is in the box, or else what was done last."""
        self._open()
        self._offer()
        self._look_soon()

    def _typed(self, text: str) -> None:
        if not text.strip():
            self.close()
            return
        self._open()
        self._forget()
        self._offer()
        self._look_soon()

    def _forget(self) -> None:
        """What was found, or is still looked for, is for other words."""
        self._rest.stop()
        self._rows = ()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _look_soon(self) -> None:
        text = self._box.text()
        if text.strip() and not text.startswith(ONLY_ACTIONS):
            self._rest.start()

    def _open(self) -> None:
        """What can be done is asked for anew each time that the list comes up."""
        if self.list.isVisible():
            return
        with self._context.saying_errors():
            self._commands = self._make()
            kept = self._context.desk.office.remembered(_RECENT)
            mine = kept.get(self._context.desk.office.account) if isinstance(kept, dict) else None
            self._recent = [str(key) for key in mine or ()]

    def _offer(self, keep: Offer | None = None) -> None:
        """Show the lines; the one chosen stays so, where it is still there."""
        typed = self._box.text()
        alone = typed.startswith(ONLY_ACTIONS)
        fits = fitting(typed, self._commands, self._recent)
        words = typed.strip()
        offers = [] if alone or not words else [_search_line(words)]
        offers += [_petition_line(row) for row in self._rows]
        most = _ALONE if alone or not words else _COMMANDS
        offers += [_command_line(command) for command in fits[:most]]
        if not offers:
            offers = [Offer(tr("没有叫这个的。"), "info")]
        values = [offer.value for offer in offers]
        place = values.index(keep.value) if keep is not None and keep.value in values else 0
        self.list.offer(offers, _hint(alone=alone), place if words else -1)
        self._follow()

    def _search(self) -> None:
        """Look for petitions; only the newest question is asked to its end."""
        if self._task is not None:
            self._task.cancel()
        ledger, shown = self._context.desk.ledger, LedgerFilter(words=self._box.text().strip())

        def work(_progress: Progress) -> Sequence[LedgerRow]:
            try:
                return ledger.first(shown, Order(), _PETITIONS, PATIENCE)
            except TakesLonger:
                return ()

        task = self._context.tasks.run(
            work, lambda rows: self._found(task, rows), _said_in_the_ledger,
            title=Message("正在查找"), quick=True,
        )  # fmt: skip
        self._task = task

    def _found(self, task: Task, rows: Sequence[LedgerRow]) -> None:
        if task is not self._task or not self.list.isVisible():
            return
        self._task = None
        self._rows = rows
        self._offer(self.list.current())

    # --- what is chosen -------------------------------------------------------------------------

    def _step(self, by: int) -> None:
        if not self.list.isVisible():
            self._asked()
            return
        self.list.step(by)
        self._follow()

    def _follow(self) -> None:
        """The box knows what Enter does, and a screen reader says it."""
        current = self.list.current()
        does = current is not None and current.value is not None
        self._box.set_offered(listing=True, chosen=does)
        self._box.setAccessibleDescription(current.spoken() if current is not None else "")

    def _take(self) -> None:
        current = self.list.current()
        if current is not None:
            self._choose(current)

    def _choose(self, offer: Offer) -> None:
        """Do what a line stands for; the line of the search itself is Enter."""
        value = offer.value
        if isinstance(value, int):
            self.close()
            self._context.go.open_case(value)
        elif isinstance(value, str):
            self._wanted = next((c for c in self._commands if c.key == value), None)
            self.close()
            self._box.clear()
            self._soon.start()  # a dialog does not open from inside a key
        elif self._box.text().strip():
            self._box.submitted.emit(self._box.text().strip())

    def _run(self) -> None:
        command, self._wanted = self._wanted, None
        if command is None:
            return
        office = self._context.desk.office
        with self._context.saying_errors():
            kept = office.remembered(_RECENT)
            others = kept if isinstance(kept, dict) else {}
            mine = [command.key, *(key for key in self._recent if key != command.key)]
            if mine[:_KEPT] != self._recent:
                office.remember(_RECENT, {**others, office.account: mine[:_KEPT]})
        command.run()


def _said_in_the_ledger(_error: DeskError) -> None:
    """Enter looks for the same there, and it says what stands in the way: not at each key."""


def _search_line(words: str) -> Offer:
    return Offer(tr("在台账里查找“{words}”", words=words), "search", keys="Enter")


def _petition_line(row: LedgerRow) -> Offer:
    about = "　".join(
        part for part in (row.number, who_text(row.petitioner), readable(row.summary)) if part
    )
    return Offer(about, "file", term(row.state), value=row.id)


def _command_line(command: Command) -> Offer:
    return Offer(
        command.title, command.icon, tr(command.kind.value), command.keys, value=command.key
    )


def _hint(*, alone: bool) -> str:
    if alone:
        return tr("↑ ↓ 选择，Enter 做，Esc 收起")
    return tr("↑ ↓ 选择，Enter 打开，Esc 收起；先打 > 只找要做的事")
