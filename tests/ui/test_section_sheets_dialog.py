"""The section sheets' dialog: sheets go out to the sections, and what comes back is looked at first."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from petitiondesk.domain.terms import PetitionClass, State
from petitiondesk.services.desk import Desk
from petitiondesk.ui.dialogs.section_sheets import SectionSheetsDialog
from petitiondesk.ui.models.section_sheet_model import CHECK, LinesModel
from petitiondesk.ui.views.pill_delegate import PILL_ROLE, turn_over
from petitiondesk.ui.views.section_sheets_view import PasswordDialog
from tests.factory import TODAY, a_petition, take
from tests.services.section_hands import filled, written
from tests.ui.bench import Bench


class Room:
    """The dialog on screen, and what it did with the system's file manager."""

    def __init__(self, around: Bench, qtbot: QtBot) -> None:
        self._around, self._qtbot = around, qtbot
        self.folders: list[Path] = []
        self.parent = QWidget()
        qtbot.addWidget(self.parent)
        self.dialog = SectionSheetsDialog(around.context, self.parent, self._open)
        self.dialog.show()

    def _open(self, path: Path) -> bool:
        self.folders.append(path)
        return True

    def wait(self) -> None:
        self._qtbot.waitUntil(lambda: not self.dialog.is_working(), timeout=20000)

    def write(self, folder: Path) -> list[Path]:
        self._around.messages.files = [folder]
        self.dialog.write.click()
        self.wait()
        return sorted(folder.glob("*.xlsx"))

    def take(self, *files: Path) -> None:
        self.dialog.take(files)
        self.wait()

    def lines(self) -> list[tuple[str, str, str]]:
        return [(r.number, r.what, r.verdict.value) for r in self.dialog.lines.rows()]


@pytest.fixture
def room(around: Bench, qtbot: QtBot, desk: Desk) -> Room:
    take(desk, desk.petitions.register(a_petition()), "route")
    take(desk, desk.petitions.register(a_petition()), "route")
    return Room(around, qtbot)


def test_the_sections_are_listed_with_what_waits_there(room: Room) -> None:
    assert [(d.section, d.cases, d.fresh) for d in room.dialog.sections.rows()] == [
        ("办公室", 0, 0), ("农田建设科", 2, 2), ("经管站", 0, 0), ("法规科", 2, 2),
    ]  # fmt: skip
    assert [d.section for d in room.dialog.sections.chosen()] == ["农田建设科", "法规科"]
    assert room.dialog.write.text() == "写出 2 张办理表"
    model = room.dialog.sections
    assert not turn_over(model, model.index(0, CHECK)), "a section without cases cannot be chosen"


def test_the_sheets_of_the_chosen_sections_are_written_and_their_folder_can_be_opened(
    room: Room, tmp_path: Path, desk: Desk
) -> None:
    model = room.dialog.sections
    turn_over(model, model.index(3, CHECK))
    room.dialog.view.write.password.setText("办理 2026")
    folder = tmp_path / "U盘"
    folder.mkdir()
    (file,) = room.write(folder)
    assert desk.sheets.is_locked(file)
    assert "已写出 1 张办理表" in room.dialog.view.write.done.text()
    room.dialog.view.write.open.click()
    assert room.folders == [folder]
    assert room.dialog.sections.rows()[1].fresh == 0


def test_a_section_whose_sealed_case_complains_of_it_is_told_so(
    around: Bench, qtbot: QtBot, desk: Desk
) -> None:
    sealed = desk.petitions.register(a_petition(petition_class=PetitionClass.ACCUSATION))
    sealed = take(desk, sealed, "route")
    registered = desk.petitions.case(sealed.id).events[0].seq
    desk.mending.correct(sealed.id, registered, {"complained_of": "农田建设科"}, "核对")
    room = Room(around, qtbot)
    model = room.dialog.sections
    notes = [model.data(model.index(n, 4)) for n in range(model.rowCount())]
    assert notes[1] == "1 件密件反映本科室，不写进表里"


def test_what_came_back_is_shown_and_recorded_only_when_the_clerk_says_so(
    room: Room, around: Bench, tmp_path: Path, desk: Desk
) -> None:
    first, second = (desk.petitions.case(n).petition for n in (1, 2))
    path = filled(written(desk, tmp_path), {
        first.number: {"签收日期": TODAY, "办理进展": "已到现场勘验。", "退回理由": "忘了选"},
        second.number: {"答复意见": "已修复。", "答复或退回日期": TODAY},
    })  # fmt: skip
    take(desk, second, "withdraw")
    room.take(path)
    assert room.lines() == [
        (first.number, "退回", "填写有误"),
        (second.number, "答复", "有冲突"),
        (first.number, "签收", "新内容"),
        (first.number, "办理进展", "新内容"),
    ]
    assert room.dialog.record.text() == "记入 2 项"
    model = room.dialog.lines
    assert [model.data(model.index(n, CHECK), Qt.ItemDataRole.CheckStateRole) for n in (0, 1)] == [
        None, None,
    ]  # fmt: skip
    assert model.data(model.index(1, LinesModel.PILL), PILL_ROLE).text == "有冲突"
    turn_over(model, model.index(3, CHECK))
    room.dialog.record.click()
    room.wait()
    assert desk.petitions.case(first.id).petition.state is State.IN_PROGRESS
    assert [e.kind for e in desk.petitions.case(first.id).events] == [
        "register", "route", "receive",
    ]  # fmt: skip
    assert around.messages.said() == ["科室办理表已记入：1 项。"]
    assert (first.number, "办理进展", "新内容") in room.lines(), (
        "what was not ticked stays in sight"
    )


def test_several_sheets_come_in_at_once_the_older_first(
    room: Room, tmp_path: Path, desk: Desk
) -> None:
    first = desk.petitions.case(1).petition
    older, newer = written(desk, tmp_path), written(desk, tmp_path)
    filled(older, {first.number: {"签收日期": TODAY}})
    filled(newer, {first.number: {"答复意见": "已修复。", "答复或退回日期": TODAY}})
    room.take(newer, older)
    room.dialog.record.click()
    room.wait()
    assert desk.petitions.case(1).petition.state is State.UNDER_REVIEW
    assert room.lines() == []
    assert "已记入 2 项" in room.dialog.view.read.totals.text()


def test_files_that_cannot_be_read_are_named_and_the_others_come_in(
    room: Room, tmp_path: Path, desk: Desk
) -> None:
    good = filled(written(desk, tmp_path), {"信〔2026〕1号": {"签收日期": TODAY}})
    bad = filled(written(desk, tmp_path, "法规科"), {"信〔2026〕1号": {"限办日期": "2026-12-31"}})
    room.take(bad, good)
    assert "“限办日期”（M6）与发出时不同" in room.dialog.view.read.trouble.text()
    assert room.lines() == [("信〔2026〕1号", "签收", "新内容")]


def test_a_sheet_behind_a_password_is_asked_for_it(
    room: Room, around: Bench, tmp_path: Path, desk: Desk
) -> None:
    path = written(desk, tmp_path, password="办理 2026")

    def answer(dialog: PasswordDialog) -> None:
        dialog.password.setText("办理 2026")
        dialog.yes.click()

    around.when_a_dialog_opens(answer)
    room.take(path)
    assert "1 张办理表" in room.dialog.view.read.totals.text()
    around.when_a_dialog_opens(lambda dialog: dialog.reject())
    room.take(path)
    assert "1 张办理表" in room.dialog.view.read.totals.text()


def test_sheets_can_be_dropped_onto_the_dialog(room: Room, tmp_path: Path, desk: Desk) -> None:
    path = filled(written(desk, tmp_path), {"信〔2026〕1号": {"签收日期": TODAY}})
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    drop = QDropEvent(
        QPoint(20, 20), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    room.dialog.dropEvent(drop)
    room.wait()
    assert room.dialog.view.currentIndex() == 1
    assert room.lines() == [("信〔2026〕1号", "签收", "新内容")]


def test_a_conflict_opens_its_case(room: Room, around: Bench, tmp_path: Path, desk: Desk) -> None:
    path = filled(written(desk, tmp_path), {"信〔2026〕1号": {"签收日期": TODAY}})
    take(desk, desk.petitions.case(1).petition, "withdraw")
    room.take(path)
    room.dialog.view.read.table.opened.emit(room.dialog.lines.index(0, 1))
    assert ("case", 1) in around.went
    assert not room.dialog.isVisible()


def test_a_sealed_case_shows_nothing_of_what_the_section_wrote(
    around: Bench, qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    sealed = take(
        desk, desk.petitions.register(a_petition(petition_class=PetitionClass.ACCUSATION)), "route"
    )
    path = filled(written(desk, tmp_path), {sealed.number: {"办理进展": "已向举报人了解情况。"}})
    room = Room(around, qtbot)
    room.take(path)
    assert [line.text for line in room.dialog.lines.rows()] == ["（密）"]


def test_the_ledger_page_opens_the_section_sheets(around: Bench, qtbot: QtBot, desk: Desk) -> None:
    from petitiondesk.ui.pages.ledger import LedgerPage

    page = LedgerPage(around.context)
    qtbot.addWidget(page)
    page.show()
    seen: list[str] = []
    around.when_a_dialog_opens(lambda dialog: seen.append(dialog.accessibleName()))
    page.view.sheets.click()
    qtbot.waitUntil(lambda: not around.context.tasks.is_busy())
    assert seen == ["科室办理表"]
