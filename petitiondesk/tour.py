"""The tour: the main job done in real windows without a screen.

The tour leaves in its folder the registry, screenshots of every page, the exported ledger, an old
ledger it imported, and ``tour.log`` with each step. It shows that the desk works where it is
installed, and makes the pictures of the README and the manual.
"""

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from petitiondesk import __version__
from petitiondesk.demo import DEMO_FOLDER, demo_desk
from petitiondesk.domain import workflow
from petitiondesk.domain.errors import DeskError
from petitiondesk.domain.ledger import LedgerFilter, Order
from petitiondesk.domain.messages import Message
from petitiondesk.domain.office import Office
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.terms import Decision, LetterKind, State
from petitiondesk.infra.clock import local_now
from petitiondesk.infra.i18n import tr, trn, use_language
from petitiondesk.services.desk import Desk
from petitiondesk.services.door import accounts_of
from petitiondesk.tour_matter import COURSE, OLD_LEDGER, earlier, letter
from petitiondesk.tour_returns import visit_returns, visit_sheets
from petitiondesk.ui.crash import CrashHook
from petitiondesk.ui.dialogs.first_run import FirstRun
from petitiondesk.ui.dialogs.import_dialog import ImportDialog
from petitiondesk.ui.dialogs.step import StepDialog
from petitiondesk.ui.dialogs.unlock import UnlockDialog
from petitiondesk.ui.entrance import RegistryEntrance
from petitiondesk.ui.help_key import HelpKey
from petitiondesk.ui.look import Look
from petitiondesk.ui.pages.case import CasePage
from petitiondesk.ui.pages.ledger import LedgerPage
from petitiondesk.ui.pages.register import RegisterPage
from petitiondesk.ui.pages.settings import SettingsPage
from petitiondesk.ui.places import CASE
from petitiondesk.ui.style import Scheme
from petitiondesk.ui.tasks import Tasks
from petitiondesk.ui.turns import take_all_turns
from petitiondesk.ui.views.toasts import Toast
from petitiondesk.ui.window import DeskWindow

_LETTERS = {"accept": LetterKind.ACCEPTANCE, "extend": LetterKind.EXTENSION,
            "reply": LetterKind.OPINION}  # fmt: skip
"""Step of the main job → the letter that goes with it."""


_PAUSE_MS = 400
_PATIENCE_SECONDS = 60


class Tour:
    """Goes through the main job; `run` returns 0 when every step was seen, 1 at the first that was not."""

    def __init__(self, app: QApplication, folder: Path, say: Callable[[str], None]) -> None:
        self._folder = folder
        self._say = say
        self._shots = 0
        folder.mkdir(parents=True, exist_ok=True)
        # The folder is the tour's own; only what an earlier tour left is replaced.
        shutil.rmtree(folder / DEMO_FOLDER, ignore_errors=True)
        for old in folder.glob("[0-9][0-9]-*.png"):
            old.unlink()
        self._log = (folder / "tour.log").open("w", encoding="utf-8")
        self._look = Look(app, Scheme.LIGHT)
        self._help = HelpKey(app, self._look)
        self._bugs: list[BaseException] = []
        self._reports: list[str] = []
        self._errors: list[DeskError] = []
        self._tasks: Tasks | None = None
        self._hook = CrashHook(__version__, self._reports.append)

    def run(self) -> int:
        """Do everything, write the log, say where the files are."""
        # Qt's own remarks go to the program's log; a bug in a slot ends the tour with 1.
        self._hook.install()
        try:
            status = self._go()
        finally:
            self._hook.uninstall()
            self._log.close()
        # On the terminal only: the log may be handed on, and a path names the user.
        self._say(tr("文件在：{path}", path=self._folder.resolve()))
        return status

    def _go(self) -> int:
        self._tell(tr("建立演示登记簿"))
        desk = demo_desk(self._folder)
        self._tell(tr("写入 {n} 件合成信访件", n=desk.ledger.total()))
        self._tasks = tasks = Tasks(self._bugs.append, self._errors.append, desk.release)
        window = DeskWindow(desk, self._look, tasks)
        window.resize(1366, 768)
        window.show()
        try:
            self._shoot(window, "今日")
            petition = self._register(window, desk)
            self._handle(window, desk, petition)
            self._ledger(window, desk)
            self._import(window, desk)
            self._rest(window, desk)
            self._verify(desk)
        finally:
            window.hide()
            window.deleteLater()
            tasks.shutdown()
        self._other_looks(desk, petition)
        desk.close()
        self._doors()
        self._tell(trn("截图 {n} 张", self._shots))
        for report in self._reports:
            self._tell(report)
        return 1 if self._bugs or self._errors or self._reports else 0

    # --- the main job ---------------------------------------------------------------------------

    def _register(self, window: DeskWindow, desk: Desk) -> Petition:
        window.open_register()
        page = window.page("register")
        assert isinstance(page, RegisterPage)
        today = desk.ledger.today
        first = desk.petitions.register(earlier(today))
        page.form.put(letter(today))
        page.look_around()
        self._shoot(window, "登记")
        before = desk.ledger.total()
        page.save()
        page.save()  # a warning, such as a date long past, is shown once and then let through
        assert desk.ledger.total() == before + 1, "the petition was not registered"
        newest = desk.ledger.first(LedgerFilter(), Order(), 1)[0]
        case = desk.petitions.case_by_number(newest.number)
        self._tell(tr("登记 {number}，期限 {due}", number=newest.number, due=newest.due_on))
        assert first.number != newest.number
        return case.petition

    def _handle(self, window: DeskWindow, desk: Desk, petition: Petition) -> None:
        window.open_case(petition.id)
        page = window.page("case")
        assert isinstance(page, CasePage)
        self._shoot(window, "案卷-新登记")
        for name, values in COURSE.items():
            case = desk.petitions.case(petition.id)
            step = workflow.STEP[name]
            given: dict[str, object] = {**values}
            if name == "route":
                sections = desk.office.office().open_sections()
                given = {"section": sections[0], "co_sections": sections[1:2], **values}
            if name == "co_answer":
                given = {"co_section": case.petition.co_sections[0], **values}
            if "claims" in step.fields:
                decided = [replace(c, decision=Decision.SUPPORT) for c in case.petition.claims]
                given["claims"] = tuple(decided)
            self._step(window, desk, case.petition, step, given)
            page.refresh()
            state = desk.petitions.case(petition.id).petition.state
            self._tell(tr("{step} → {state}", step=tr(step.zh), state=tr(state.zh)))
            if name in _LETTERS:
                self._write(desk, petition, _LETTERS[name])
            if name == "extend":
                page.refresh()
                self._shoot(window, "案卷-延期")
        self._shoot(window, "案卷-已归档")

    def _write(self, desk: Desk, petition: Petition, kind: LetterKind) -> None:
        """Make a letter and leave a copy of it in the folder."""
        letter = desk.letters.make(petition.id, kind, on=desk.ledger.today)
        copy = desk.letters.copies.open_copy(petition.id, letter, self._folder)
        self._tell(tr("制作{kind} {number}：{name}", kind=tr(kind.zh), number=letter.number,
                      name=copy.name))  # fmt: skip

    def _step(
        self,
        window: DeskWindow,
        desk: Desk,
        petition: Petition,
        step: workflow.Step,
        values: Mapping[str, object],
    ) -> None:
        def write(entered: dict[str, object], on: date) -> None:
            desk.petitions.perform(petition.id, step.name, entered, on)

        dialog = StepDialog(desk, self._look, step, [petition], write, window)
        dialog.form.set_values(values)
        dialog.show()
        if step.name == "route":
            self._shoot(dialog, "办理-转办")
        dialog.try_to_write()
        if dialog.isVisible():
            dialog.try_to_write()  # a warning is shown once and then let through
        assert not dialog.isVisible(), f"the step {step.name} was refused"
        dialog.deleteLater()

    def _ledger(self, window: DeskWindow, desk: Desk) -> None:
        _show(window, "ledger")
        self._shoot(window, "台账")
        open_states = frozenset(state for state in State if state.is_open)
        window.open_ledger(LedgerFilter(words="村 问题", states=open_states))
        page = window.page("ledger")
        assert isinstance(page, LedgerPage)
        self._shoot(window, "台账-查找和筛选")
        path = self._folder / "信访台账.xlsx"
        count = desk.exports.ledger(path, LedgerFilter(), Order())
        self._tell(tr("导出台账 {n} 件：{name}", n=count, name=path.name))

    def _import(self, window: DeskWindow, desk: Desk) -> None:
        path = self._folder / "旧台账.csv"
        path.write_text(OLD_LEDGER, "gb18030")
        dialog = ImportDialog(window.context, path, window)
        dialog.show()
        self._settle()
        self._shoot(dialog, "导入旧台账-各列")
        dialog.go_on()
        self._settle()
        self._shoot(dialog, "导入旧台账-核对")
        dialog.start()
        self._settle()
        assert dialog.report is not None, "the old ledger was not imported"
        self._tell(
            tr(
                "导入旧台账：{n} 行，读不了 {bad} 行",
                n=dialog.report.imported,
                bad=dialog.report.rejected,
            )
        )
        self._shoot(dialog, "导入结果")
        dialog.close()
        dialog.deleteLater()

    def _rest(self, window: DeskWindow, desk: Desk) -> None:
        _show(window, "deadlines")
        self._shoot(window, "期限")
        _show(window, "reception")
        self._shoot(window, "接访")
        visit_returns(window, desk, self._folder, self._shoot, self._settle, self._tell)
        visit_sheets(window, desk, self._folder, self._shoot, self._settle, self._tell)
        _show(window, "archive")
        self._shoot(window, "档案")
        window.show_page("settings")
        settings = window.page("settings")
        assert isinstance(settings, SettingsPage)
        for key, name in (
            ("office", "单位"), ("sections", "科室和人员"), ("topics", "内容分类"),
            ("numbering", "编号和期限"), ("accounts", "账户和密钥"), ("backup", "备份"),
            ("verify", "记录核验"),
        ):  # fmt: skip
            settings.show_part(key)
            self._shoot(window, f"设置-{name}")
        self._help.open("first-week")
        manual = self._help.window()
        assert manual is not None
        self._shoot(manual, "手册")
        self._help.close()

    def _verify(self, desk: Desk) -> None:
        report = desk.verify.verify()
        assert report.sound, [str(fault) for fault in report.faults]
        self._tell(
            tr("核验完好：{n} 件，经过 {events} 条，指纹 {mark}", n=f"{report.petitions:,}",
               events=f"{report.events:,}", mark=report.fingerprint[:16])
        )  # fmt: skip

    # --- other looks and the doors --------------------------------------------------------------

    def _other_looks(self, desk: Desk, petition: Petition) -> None:
        self._again(desk, Scheme.DARK, "zh_CN", [("today", "今日-深色")])
        pages = [("ledger", "台账-英文"), (CASE, "案卷-英文"), ("settings", "设置-英文")]
        self._again(desk, Scheme.LIGHT, "en", pages, petition)
        use_language("zh_CN")
        self._look.use(Scheme.LIGHT)

    def _again(
        self,
        desk: Desk,
        scheme: Scheme,
        spoken: str,
        pages: Sequence[tuple[str, str]],
        petition: Petition | None = None,
    ) -> None:
        """Pictures of a window made anew in another dress or language."""
        use_language(spoken)
        self._look.use(scheme)
        self._tasks = tasks = Tasks(self._bugs.append, self._errors.append, desk.release)
        window = DeskWindow(desk, self._look, tasks)
        window.resize(1366, 768)
        window.show()
        for key, name in pages:
            if key == CASE and petition is not None:
                window.open_case(petition.id)
            else:
                _show(window, key)
            self._shoot(window, name)
        window.hide()
        window.deleteLater()
        tasks.shutdown()

    def _doors(self) -> None:
        path = self._folder / DEMO_FOLDER
        first = FirstRun(self._look, self._folder / "信访登记.petition", _no_creation)
        door = UnlockDialog(self._look, path, accounts_of(path), RegistryEntrance(path, local_now))
        for dialog, name in ((first, "首次使用"), (door, "解锁")):
            dialog.show()
            self._shoot(dialog, name)
            dialog.deleteLater()

    # --- parts ----------------------------------------------------------------------------------

    def _shoot(self, widget: QWidget, name: str) -> None:
        self._settle()
        for toast in widget.findChildren(Toast):
            toast.dismiss()  # a person would have let it go by; the pictures come faster
        self._shots += 1
        path = self._folder / f"{self._shots:02}-{name}.png"
        assert widget.grab().save(str(path)), f"no picture could be written to {path.name}"
        self._tell(tr("截图 {name}", name=path.name))

    def _settle(self) -> None:
        """Let counts, previews and layouts finish, as a person would wait for them; a slow PC too."""
        until = monotonic() + _PATIENCE_SECONDS
        while True:
            loop = QEventLoop()
            QTimer.singleShot(_PAUSE_MS, loop.quit)
            loop.exec()
            busy = self._tasks is not None and self._tasks.is_busy()
            if not busy or monotonic() > until:
                take_all_turns(until - monotonic())
                return

    def _tell(self, line: str) -> None:
        self._log.write(line + "\n")
        self._log.flush()
        self._say(line)


def _no_creation(_folder: Path, _office: Office, _account: str, _password: str) -> str:
    raise DeskError(Message("演示里不建立登记簿。"))


def _show(window: DeskWindow, key: str) -> None:
    """Go to a page, and do not wait for a long one to come by itself."""
    window.show_page(key)
    window.page(key)
