"""The preview beside the ledger: the case under the cursor, read a moment after the cursor rests."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from petitiondesk.domain.errors import Cancelled, DeskError
from petitiondesk.domain.ledger import SEALED
from petitiondesk.domain.masking import mask
from petitiondesk.domain.messages import Message
from petitiondesk.domain.narrative import headline
from petitiondesk.domain.petition import TOPIC_JOINT, Petition
from petitiondesk.domain.workflow import ONWARD
from petitiondesk.infra.i18n import render, tr
from petitiondesk.services.petitions import Case
from petitiondesk.ui.models.ledger_model import LedgerModel
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.pages.case_marks import clock_card, marks, met_clock
from petitiondesk.ui.pages.case_texts import shown_value
from petitiondesk.ui.pages.ledger_columns import LedgerColumns
from petitiondesk.ui.tasks import Progress, Task
from petitiondesk.ui.views.ledger_preview import Glance
from petitiondesk.ui.views.ledger_view import LedgerView

REST_MS = 150
"""A key that is held down repeats faster: the case is read once it is let go."""
_KEY = "ledger_preview"
_TEXT = 1200
"""Characters of the content; the rest is on the case's own page."""
_STEPS = 4
"""Entries of the history, the newest."""
_BUTTONS = 3
"""Next steps: the ordinary one first, then as many as stand in a line or two."""


class LedgerPreview(QObject):
    """Behaviour of the pane. It reads nothing while it is closed."""

    def __init__(
        self,
        context: PageContext,
        view: LedgerView,
        model: LedgerModel,
        columns: LedgerColumns,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._view = view
        self._model = model
        self._columns = columns
        self._task: Task | None = None
        self._shown = 0
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._read)
        view.table.rested.connect(self._rested)
        view.preview.open.clicked.connect(self._open)
        view.look_at.toggled.connect(self._toggled)
        keys = QShortcut(QKeySequence("Alt+P"), view)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(view.look_at.toggle)
        model.modelReset.connect(self._rested)

    def restore(self) -> None:
        """Open the pane where it was left open."""
        if self._context.desk.office.remembered(_KEY):
            self._view.look_at.blockSignals(True)  # noqa: FBT003 - Qt's own signature
            self._view.look_at.setChecked(True)
            self._view.look_at.blockSignals(False)  # noqa: FBT003
            self._show(on=True)

    def is_open(self) -> bool:
        """Whether the pane is to be seen."""
        return self._view.look_at.isChecked()

    def refresh(self) -> None:
        """Read again what is shown: it may have been worked on."""
        self._shown = 0
        self._rested()

    def _toggled(self, on: bool) -> None:
        self._show(on=on)
        with self._context.saying_errors():
            self._context.desk.office.remember(_KEY, on or None)

    def _show(self, *, on: bool) -> None:
        self._view.preview.setVisible(on)
        self._columns.set_beside(beside=on)
        self._shown = 0
        self._rested()

    def _rested(self) -> None:
        if self.is_open():
            self._rest.start()

    def _read(self) -> None:
        """Read the case under the cursor, beside the window."""
        current = self._view.table.currentIndex()
        row = self._model.row_at(current.row()) if current.isValid() else None
        if self._task is not None:
            self._task.cancel()  # overtaken
            self._task = None
        if row is None:
            self._shown = 0
            self._view.preview.clear()
            return
        if row.id == self._shown:
            return
        petitions, wanted = self._context.desk.petitions, row.id

        def work(progress: Progress) -> tuple[Case, Petition]:
            case = petitions.case(wanted)
            progress.check()
            return case, mask(case.petition, tr(SEALED))

        task = self._context.tasks.run(
            work, lambda found: self._found(task, *found), self._not_found,
            title=Message("正在读取预览"), quick=True,
        )  # fmt: skip
        self._task = task

    def _found(self, task: Task, case: Case, masked: Petition) -> None:
        if task is not self._task or not self.is_open():
            return
        self._task = None
        self._shown = case.petition.id
        pane = self._view.preview
        pane.show_glance(glance(case, masked, self._context))
        for button in pane.buttons:
            button.clicked.connect(self._open)

    def _not_found(self, error: DeskError) -> None:
        if not isinstance(error, Cancelled):
            self._view.preview.clear()
            self._context.messages.error(error)

    def _open(self, _checked: bool = False) -> None:
        if self._shown:
            self._context.go.open_case(self._shown)


def glance(case: Case, masked: Petition, context: PageContext) -> Glance:
    """The case in words; ``masked`` is its petition as lists show it."""
    today, sealed = context.desk.ledger.today, case.petition.sealed
    running = [clock_card(clock, today) for clock in case.clocks if clock.ended_on is None]
    met = [met_clock(clock, today) for clock in case.clocks if clock.ended_on is not None]
    text = masked.content
    newest = list(reversed(case.events))[:_STEPS]
    return Glance(
        masked.number,
        marks(case.petition, case, opened=False),
        masked.summary,
        [*running, *met],
        _facts(masked),
        text if len(text) <= _TEXT else f"{text[:_TEXT]}…",
        [
            (render(headline(event, shut=sealed)), f"{event.at:%Y-%m-%d %H:%M}　{event.actor}")
            for event in newest
        ],
        _onward(case),
    )


def _facts(petition: Petition) -> Sequence[tuple[str, str]]:
    """Who, when, what about, where, in whose hands; what is not filled in has no line."""
    people = tr("、").join(person.name for person in petition.petitioners if person.name)
    who = people or (tr("匿名") if petition.anonymous else "")
    lines = (
        (tr("信访人"), who),
        (tr("收到日期"), shown_value("received_on", petition.received_on)),
        (tr("内容分类"), petition.topic.replace(TOPIC_JOINT, " › ")),
        (tr("问题属地"), petition.place),
        (tr("主办科室"), petition.lead_section),
    )
    return [(name, value) for name, value in lines if value]


def _onward(case: Case) -> list[str]:
    """The next steps of the course, the ordinary one first."""
    main = ONWARD.get(case.petition.state)
    steps = sorted((s for s in case.steps if not s.aside), key=lambda step: step.name != main)
    return [tr(step.zh) for step in steps[:_BUTTONS]]
