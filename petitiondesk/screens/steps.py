"""Scenes of the dialogs that write into a case: every step of the workflow, corrections, letters."""

from collections.abc import Iterator, Mapping

from PySide6.QtWidgets import QWidget

from petitiondesk.data.driver_errors import DISK
from petitiondesk.domain import workflow
from petitiondesk.domain.history import standing
from petitiondesk.domain.ledger import LedgerFilter, Order
from petitiondesk.domain.narrative import headline
from petitiondesk.domain.terms import LetterKind
from petitiondesk.infra.i18n import render, tr
from petitiondesk.screens.studio import Pose, Scene, Studio, shown, unwritten
from petitiondesk.services.petitions import Case
from petitiondesk.ui.dialogs.correct import CorrectDialog
from petitiondesk.ui.dialogs.letter import LetterDialog
from petitiondesk.ui.dialogs.step import ReasonDialog, StepDialog
from petitiondesk.ui.views.dialogs import AskDialog, ErrorDialog


def _dialog(studio: Studio, name: str) -> StepDialog:
    case = studio.matter.instructed if name == "route" else studio.matter.running
    step = workflow.STEP[name]
    return StepDialog(studio.desk, studio.look, step, [case], unwritten, studio.window)


def route(studio: Studio) -> Iterator[QWidget]:
    """A step filled in: the case goes to a section."""
    dialog = _dialog(studio, "route")
    sections = studio.desk.office.office().open_sections()
    dialog.form.set_values({"section": sections[0], "co_sections": sections[1:2]})
    yield from shown(dialog)


def _step(name: str) -> Pose:
    def pose(studio: Studio) -> Iterator[QWidget]:
        yield from shown(_dialog(studio, name))

    return pose


def _refused(studio: Studio) -> Iterator[QWidget]:
    """A step with all that is lacking said at its fields."""
    dialog = _dialog(studio, "deliver")
    dialog.show()
    dialog.try_to_write()
    studio.settle()
    yield from shown(dialog)


def _batch(studio: Studio) -> Iterator[QWidget]:
    """The same step on two cases."""
    cases = [studio.matter.instructed, studio.matter.running]
    step = workflow.STEP["archive"]
    yield from shown(StepDialog(studio.desk, studio.look, step, cases, unwritten, studio.window))


def _correction(studio: Studio) -> Iterator[QWidget]:
    desk, look = studio.desk, studio.look
    case = desk.petitions.case(studio.matter.running.id)
    event = case.events[0]
    title = render(headline(event))
    yield from shown(CorrectDialog(desk, look, case.petition, event, title, studio.window))


def _reason(studio: Studio) -> Iterator[QWidget]:
    case = studio.desk.petitions.case(studio.matter.running.id)
    what = render(headline(standing(case.events)[-1]))
    text = tr("将撤销“{what}”，这件回到上一步；撤销本身记入经过。", what=what)
    yield from shown(
        ReasonDialog(tr("撤销上一步"), text, tr("撤销这一步"), unwritten, studio.window)
    )


def letter(kind: LetterKind) -> Pose:
    """The dialog that makes a letter."""

    def pose(studio: Studio) -> Iterator[QWidget]:
        case = _case_for(studio, kind)
        yield from shown(LetterDialog(studio.desk, studio.look, case, kind, studio.window))

    return pose


def _case_for(studio: Studio, kind: LetterKind) -> Case:
    """The case under way, or the newest for which a letter of the kind makes sense: there is one."""
    desk, known = studio.desk, studio.material.suiting
    if not known:
        ids = [studio.matter.running.id, *desk.ledger.ids(LedgerFilter(), Order())]
        for case in map(desk.petitions.case, ids):
            for suitable in desk.letters.kinds(case.petition):
                known.setdefault(suitable, case)
            if len(known) == len(LetterKind):
                break
    return known[kind]


def _question(studio: Studio) -> Iterator[QWidget]:
    text = tr("旧的恢复密钥马上作废，新的只显示一次。请准备好纸笔或打印机。")
    words = tr("重新制作恢复密钥"), text, tr("制作新密钥"), tr("暂不制作")
    yield from shown(AskDialog(*words, studio.window))


def _error(studio: Studio) -> Iterator[QWidget]:
    yield from shown(ErrorDialog(tr(DISK, path=studio.desk.folder.name), studio.window))


STEPS: Mapping[str, Scene] = {
    "step": Scene(route, StepDialog),
    **{f"step-{name}": Scene(_step(name), StepDialog) for name in workflow.STEP},
    "step-refused": Scene(_refused, StepDialog),
    "step-batch": Scene(_batch, StepDialog),
    "correction": Scene(_correction, CorrectDialog),
    "reason": Scene(_reason, ReasonDialog),
    "letter": Scene(letter(LetterKind.ACCEPTANCE), LetterDialog),
    **{
        f"letter-{kind.value}": Scene(letter(kind), LetterDialog)
        for kind in LetterKind
        if kind is not LetterKind.ACCEPTANCE
    },
    "question": Scene(_question, AskDialog),
    "error": Scene(_error, ErrorDialog),
}
"""Name → scene of a dialog that writes into a case, or asks, or says what went wrong."""
