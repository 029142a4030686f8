"""The case page: a petition as one readable page, with the lawful next steps and nothing else."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from petitiondesk.domain import history, workflow
from petitiondesk.domain.fields import read
from petitiondesk.domain.ledger import SEALED
from petitiondesk.domain.masking import mask, mask_people
from petitiondesk.domain.messages import Message
from petitiondesk.domain.narrative import headline
from petitiondesk.domain.record import Event
from petitiondesk.domain.rights import Right
from petitiondesk.domain.workflow import Step
from petitiondesk.infra.i18n import render, tr
from petitiondesk.services.petitions import Case
from petitiondesk.ui.dialogs.correct import CorrectDialog
from petitiondesk.ui.dialogs.step import ReasonDialog, StepDialog
from petitiondesk.ui.dialogs.writing import run
from petitiondesk.ui.opening import open_file
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.pages.case_files import CaseFiles
from petitiondesk.ui.pages.case_history import told_history
from petitiondesk.ui.pages.case_letters import CaseLetters
from petitiondesk.ui.pages.case_marks import clock_card, marks, met_clock
from petitiondesk.ui.pages.case_print import print_slip
from petitiondesk.ui.pages.case_texts import facts, handling, long_texts, reply_texts
from petitiondesk.ui.pieces import Pieces
from petitiondesk.ui.restricted import restrict
from petitiondesk.ui.turns import paint_next_turn
from petitiondesk.ui.views.buttons import Button
from petitiondesk.ui.views.cards import label
from petitiondesk.ui.views.case_view import CaseView
from petitiondesk.ui.views.layouts import empty


class CasePage(QWidget):
    """One case. `show_case` turns to another; personal data stay masked until they are asked for.

    ``opener`` shows a file in the program the system has for it, and tells whether there is one.
    """

    HELP = "case"

    def __init__(self, context: PageContext, opener: Callable[[Path], bool] = open_file) -> None:
        super().__init__()
        self._context = context
        self._open = False
        self.case: Case | None = None
        self.view = CaseView(context.look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        view = self.view
        view.facts.reveal_asked.connect(self._reveal)
        view.take_back.clicked.connect(self.take_back)
        view.correct.clicked.connect(self._choose_correction)
        view.print.clicked.connect(self.print_slip)
        restrict(context.desk, Right.WORK, view.take_back, view.correct, view.letters.make)
        self._files = CaseFiles(context, view, self, self._may_open)
        self._files.changed.connect(self._written)
        self.letters = CaseLetters(context, view, self, self._may_open, self.correct, opener)
        self.letters.changed.connect(self._written)

    def spares(self) -> Pieces:
        """Make what most cases need, so that the first one opens as quickly as the next."""
        yield from self.view.history.pieces()
        yield from self.view.facts.pieces()
        yield from self.view.handling.pieces()

    def show_case(self, case: Case) -> None:
        """Turn to a case that was read."""
        self._open = False
        self._turn_to(case)

    def refresh(self) -> None:
        """Read the case again; one that cannot be read is said, and stays as it was."""
        if self.case is not None:
            with self._context.saying_errors():
                self._turn_to(self._context.desk.petitions.case(self.case.petition.id))

    def _turn_to(self, case: Case) -> None:
        self.case = case
        self._fill(case)

    # --- showing --------------------------------------------------------------------------------

    def _fill(self, case: Case) -> None:
        petition = case.petition if self._open else mask(case.petition, tr(SEALED))
        view = self.view
        view.number.setText(petition.number)
        view.summary.setText(petition.summary)
        view.set_chips(marks(case.petition, case, opened=self._open))
        today = self._context.desk.ledger.today
        view.clocks.set_clocks(
            [clock_card(clock, today) for clock in case.clocks if clock.ended_on is None],
            [met_clock(clock, today) for clock in case.clocks if clock.ended_on is not None],
        )
        right = Right.SEALED if case.petition.sealed else Right.UNMASK
        masked = not self._open and bool(case.petition.petitioners or case.petition.sealed)
        view.facts.show_facts(facts(petition), long_texts(petition), reveal=masked)
        restrict(self._context.desk, right, *view.facts.findChildren(Button))
        view.handling.offer_facts(handling(petition), reply_texts(petition))
        view.history.set_entries(told_history(case, opened=self._open), len(case.events))
        self._files.show(petition)
        self.letters.show(case, petition, opened=self._open)
        self._fill_links(case)
        self._fill_buttons(case)

    def _is_shut(self, case: Case) -> bool:
        """A sealed case that was not opened with a reason."""
        return case.petition.sealed and not self._open

    def _fill_buttons(self, case: Case) -> None:
        """The lawful next steps: the ordinary ones as buttons, the others in a menu."""
        onward = workflow.ONWARD.get(case.petition.state)
        main = next((step for step in case.steps if step.name == onward), None)
        asides = [step for step in case.steps if step.aside and step is not main]
        others = [step for step in case.steps if step is not main and not step.aside]
        buttons = [self._step_button(step, "") for step in others]
        buttons += [self._menu_button(asides)] if asides else []
        buttons += [self._step_button(main, "primary")] if main is not None else []
        restrict(self._context.desk, Right.WORK, *buttons)
        self.view.set_buttons(buttons)
        can_undo = len(history.standing(case.events)) > 1
        self.view.take_back.setEnabled(can_undo)

    def _step_button(self, step: Step, role: str) -> Button:
        button = Button(self._context.look, tr(step.zh), role=role)
        button.setObjectName(f"step-{step.name}")
        button.clicked.connect(partial(self.take, step))
        return button

    def _menu_button(self, asides: Sequence[Step]) -> Button:
        """What is done beside the course first, the ways out of it below a line."""
        button = Button(self._context.look, tr("其他办理"))
        menu = QMenu(button)
        for step in sorted(asides, key=lambda step: step.exit):
            if step.exit and menu.actions() and not menu.actions()[-1].data():
                menu.addSeparator()
            action = menu.addAction(tr(step.zh))
            action.setObjectName(f"step-{step.name}")
            action.setData(step.exit)
            action.triggered.connect(partial(self.take, step))
        button.setMenu(menu)
        return button

    def _fill_links(self, case: Case) -> None:
        links = self.view.links
        empty(links.column)
        known = [(case.first.id, case.first.number, tr("首件"))] if case.first else []
        if case.merged_into:
            known.append((case.merged_into.id, case.merged_into.number, tr("并入的主件")))
        known += [(i, number, tr("并入这一件")) for i, number in case.merged]
        known += [(i, number, tr("后来的重复件")) for i, number in case.later]
        if not known:
            links.column.addWidget(label(tr("没有关联的信访件。"), "muted"))
        for petition_id, number, what in known:
            button = Button(
                self._context.look, f"{what}{tr('：')}{number}", role="link", compact=True
            )
            button.clicked.connect(partial(self._context.go.open_case, petition_id))
            links.column.addWidget(button)
        self.view.tabs.setTabText(4, tr("关联 {n}", n=len(known)) if known else tr("关联"))

    def print_slip(self) -> None:
        """Preview the registration slip as the page shows the case at this moment."""
        assert self.case is not None
        with self._context.saying_errors():
            print_slip(self._context, self.case, self.window(), opened=self._open)
            self.refresh()

    # --- writing --------------------------------------------------------------------------------

    def take(self, step: Step, _checked: bool = False) -> None:
        """Open the dialog of a step."""
        if not self._may_show(step.fields):
            return
        assert self.case is not None
        desk, petition = self._context.desk, self.case.petition

        def write(values: dict[str, object], on: date) -> None:
            desk.petitions.perform(petition.id, step.name, values, on)

        with self._context.saying_errors():
            dialog = StepDialog(desk, self._context.look, step, [petition], write, self.window())
            if not run(dialog):
                return
            self._written()
            message = Message("{number}：{step}已记入。", number=petition.number, step=tr(step.zh))
            self._context.messages.notice(message, self.letters.offer(step))

    def take_back(self) -> None:
        """Ask for the reason and take the newest step back."""
        assert self.case is not None
        petition_id = self.case.petition.id
        newest = history.standing(self.case.events)[-1]
        what = render(headline(newest, shut=self._is_shut(self.case)))
        self._with_reason(
            tr("撤销上一步"),
            tr("将撤销“{what}”，这件回到上一步；撤销本身记入经过。", what=what),
            tr("撤销这一步"),
            partial(self._context.desk.mending.take_back, petition_id),
        )

    def _choose_correction(self) -> None:
        """Which step to correct; one that has been taken back needs none."""
        assert self.case is not None
        menu = QMenu(self.view.correct)
        for event in reversed(history.standing(self.case.events)):
            if history.correctable(event):
                when = event.at.strftime("%m-%d %H:%M")
                what = render(headline(event, shut=self._is_shut(self.case)))
                action = menu.addAction(f"{what}　{when}")
                action.triggered.connect(partial(self.correct, event))
        button = self.view.correct
        menu.exec(button.mapToGlobal(button.rect().bottomLeft()))
        menu.deleteLater()

    def correct(self, event: Event, _checked: bool = False) -> None:
        """Open the dialog that corrects what ``event`` recorded."""
        if not self._may_show(history.correctable(event), tr("更正记错的内容")):
            return
        assert self.case is not None
        desk, look, petition = self._context.desk, self._context.look, self.case.petition
        title = render(headline(event))
        with self._context.saying_errors():
            if run(CorrectDialog(desk, look, petition, event, title, self.window())):
                self._written()

    def _may_show(self, names: Sequence[str], why: str = "") -> bool:
        """A form that would show what is shut asks for the reason to open the case first."""
        assert self.case is not None
        petition, masked = self.case.petition, mask_people(self.case.petition)
        hidden = any(read(masked, name) != read(petition, name) for name in names)
        if hidden and not self._open:
            self._reveal(why)
        return not hidden or self._open

    def _may_open(self) -> bool:
        """What is shut is opened with a reason first."""
        assert self.case is not None
        if self._is_shut(self.case):
            self._reveal()
            return self._open
        return True

    def _reveal(self, reason: str = "") -> None:
        assert self.case is not None
        petition_id = self.case.petition.id

        def write(reason: str) -> None:
            self._context.desk.petitions.reveal(petition_id, reason)
            self._open = True

        self._with_reason(
            tr("查看完整信息"),
            tr("谁在什么时候、为什么查看，会记入经过。离开这一件后重新遮盖。"),
            tr("查看"),
            write,
            reason,
        )

    def _with_reason(
        self, title: str, text: str, yes: str, write: Callable[[str], object], reason: str = ""
    ) -> None:
        if run(ReasonDialog(title, text, yes, write, self.window(), reason=reason)):
            self._written()

    def _written(self) -> None:
        assert self.case is not None
        self._context.go.written(self.case.petition.id)
        paint_next_turn(self.view)
        self.refresh()
