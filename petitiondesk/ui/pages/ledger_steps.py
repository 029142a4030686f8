"""What is done from the ledger: a step on all that are ticked, a correction at the cell of the keyboard."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from petitiondesk.domain import history, workflow
from petitiondesk.domain.fields import read
from petitiondesk.domain.masking import mask_people
from petitiondesk.domain.messages import Message
from petitiondesk.domain.narrative import headline
from petitiondesk.domain.record import Event
from petitiondesk.domain.rights import Right
from petitiondesk.infra.i18n import render, tr
from petitiondesk.services.petitions import BatchResult, Case
from petitiondesk.ui.dialogs.correct import CorrectDialog
from petitiondesk.ui.dialogs.step import StepDialog
from petitiondesk.ui.dialogs.writing import run
from petitiondesk.ui.models.ledger_columns import COLUMNS
from petitiondesk.ui.models.ledger_model import LedgerModel
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.restricted import why_not
from petitiondesk.ui.views.ledger_view import LedgerView

_FIELDS: Mapping[str, str] = {
    "received": "received_on", "channel": "channel", "class": "petition_class",
    "summary": "summary", "topic": "topic", "section": "section", "place": "place",
    "people": "people_present", "repeat": "repeat", "concluded": "concluded_on",
    "archive": "archive_ref",
}  # fmt: skip
"""Column → the field that it shows; the others follow from steps and clocks, or name people."""


class LedgerSteps(QObject):
    """``written(int or None)``: petitions were changed; the id where it is one.

    Nothing of a petition is changed in the table itself: whatever it shows is in the record, where a
    change needs a reason. So a cell opens the correction at its field.
    """

    written = Signal(object)

    def __init__(
        self, context: PageContext, view: LedgerView, model: LedgerModel, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._view = view
        self._model = model
        view.route.clicked.connect(partial(self._take, "route"))
        view.archive.clicked.connect(partial(self._take, "archive"))
        view.table.correct_wanted.connect(self.correct)

    def correct(self, _checked: bool = False) -> None:
        """Open the correction of the field of the framed cell."""
        current = self._view.table.currentIndex()
        row = self._model.row_at(current.row()) if current.isValid() else None
        if row is None or why_not(self._context.desk, Right.WORK):
            return
        column = COLUMNS[current.column()]
        with self._context.saying_errors():
            case = self._context.desk.petitions.case(row.id)
            history.refuse_archived(case.petition)
            name = _FIELDS.get(column.name, "")
            event = _recorded_by(case, name)
            if case.petition.sealed:
                self._lead_on(case, Message("{number}是密件，请在它自己的页面上打开后再更正。",
                                            number=row.number))  # fmt: skip
            elif event is None or _is_masked(case, name):
                self._lead_on(case, _not_here(column.zh))
            else:
                self._correct(case, event, name)

    def _correct(self, case: Case, event: Event, name: str) -> None:
        desk, look = self._context.desk, self._context.look
        title = render(headline(event))
        parent = self._view.window()
        if run(CorrectDialog(desk, look, case.petition, event, title, parent, only=name)):
            self.written.emit(case.petition.id)
            self._context.messages.notice(
                Message("{number}：更正已记入经过。", number=case.petition.number)
            )

    def _lead_on(self, case: Case, message: Message) -> None:
        """What cannot be corrected here is corrected on the case's own page."""
        self._context.messages.notice(message)
        self._context.go.open_case(case.petition.id)

    def _take(self, name: str, _checked: bool = False) -> None:
        """Take one step on all those ticked."""
        desk, step = self._context.desk, workflow.STEP[name]
        results: list[BatchResult] = []
        with self._context.saying_errors():
            ids = self._model.selected_ids()
            first = [desk.petitions.case(i).petition for i in ids[:1]]

            def write(values: dict[str, object], on: date) -> None:
                results.append(desk.petitions.perform_many(ids, name, values, on))

            several = first * max(len(ids), 1)
            run(StepDialog(desk, self._context.look, step, several, write, self._view.window()))
        if results:
            self._told(results[0], tr(step.zh))

    def _told(self, result: BatchResult, verb: str) -> None:
        self._model.check_all(on=False)
        self.written.emit(result.done[-1] if result.done else None)
        if result.done:
            self._context.messages.notice(
                Message("已{step} {n} 件。", step=verb, n=len(result.done))
            )
        if result.refused:
            number, reason = result.refused[0]
            self._context.messages.warn(
                Message("有 {n} 件没有办，例如 {number}：{reason}",
                        n=len(result.refused), number=number, reason=reason)
            )  # fmt: skip


def _recorded_by(case: Case, name: str) -> Event | None:
    """The newest standing entry whose form has the field."""
    if not name:
        return None
    standing = reversed(history.standing(case.events))
    return next((event for event in standing if name in history.correctable(event)), None)


def _is_masked(case: Case, name: str) -> bool:
    """Whether the table shows a field masked: it is opened with a reason first, on the case's page."""
    return read(mask_people(case.petition), name) != read(case.petition, name)


def _not_here(zh: str) -> Message:
    if not zh:
        return Message("这一栏不能更正。")
    return Message(
        "“{column}”不在表里改，已打开这一件：用“更正”，或者办下一步。", column=Message(zh)
    )
