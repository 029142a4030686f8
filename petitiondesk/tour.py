"""The demo registry, and the tour: the main job done in real windows without a screen.

The tour leaves in its folder the registry, screenshots of every page, the exported ledger, an old
ledger it imported, and ``tour.log`` with each step. It shows that the desk works where it is
installed, and makes the pictures of the README and the manual.
"""

import os
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from petitiondesk.domain import workflow
from petitiondesk.domain.errors import DeskError
from petitiondesk.domain.ledger import LedgerFilter, Order
from petitiondesk.domain.messages import Message
from petitiondesk.domain.office import Office, Person
from petitiondesk.domain.petition import TOPIC_JOINT, Petition, Petitioner
from petitiondesk.domain.terms import (
    Channel,
    DeliveryManner,
    DeliveryProof,
    PetitionerView,
    ReplyManner,
    State,
)
from petitiondesk.infra.clock import local_now
from petitiondesk.infra.dictionaries import default_topics
from petitiondesk.infra.i18n import tr, use_language
from petitiondesk.services.desk import Desk, accounts_of, is_registry, new_desk, open_desk
from petitiondesk.ui.dialogs.first_run import FirstRun
from petitiondesk.ui.dialogs.import_dialog import ImportDialog
from petitiondesk.ui.dialogs.step import StepDialog
from petitiondesk.ui.dialogs.unlock import UnlockDialog
from petitiondesk.ui.look import Look
from petitiondesk.ui.pages.case import CasePage
from petitiondesk.ui.pages.ledger import LedgerPage
from petitiondesk.ui.pages.register import RegisterPage
from petitiondesk.ui.style import Scheme
from petitiondesk.ui.tasks import Tasks
from petitiondesk.ui.views.toasts import Toast
from petitiondesk.ui.window import DeskWindow

DEMO_PASSWORD = "演示 2026 demo"  # noqa: S105 - the demo's, printed wherever it is used
DEMO_FOLDER = "演示登记簿.petition"
DEMO_COUNT = 400
DEMO_SEED = 2026


def has_screen() -> bool:
    """Whether a window can be shown here."""
    if not sys.platform.startswith("linux"):
        return True
    chosen = os.environ.get("QT_QPA_PLATFORM")
    if chosen:
        return chosen != "offscreen"
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def use_no_screen() -> None:
    """Let Qt draw into memory; must be said before the application is made."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"


def demo_desk(folder: Path) -> Desk:
    """The demo registry in ``folder``, open: the one that is there, or a new one with petitions."""
    path = folder / DEMO_FOLDER
    if is_registry(path):
        return open_desk(path, DEMO_PASSWORD, local_now)
    office = Office(
        name="青山县综合服务局（演示）",
        topics=tuple(TOPIC_JOINT.join(parts) for parts in default_topics()),
        staff=(Person("周副局长", leader=True), Person("林副局长", leader=True)),
    )
    desk, _ = new_desk(path, office, "登记员", DEMO_PASSWORD, local_now)
    desk.offer_synthetic_sections()
    desk.filling.fill(DEMO_COUNT, DEMO_SEED, local_now().date())
    return desk


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
        self._bugs: list[BaseException] = []
        self._errors: list[DeskError] = []

    def run(self) -> int:
        """Do everything, write the log, say where the files are."""
        self._tell(tr("建立演示登记簿"))
        desk = demo_desk(self._folder)
        self._tell(tr("写入 {n} 件合成信访件", n=desk.ledger.total()))
        tasks = Tasks(self._bugs.append, self._errors.append, desk.release)
        window = DeskWindow(desk, self._look, tasks)
        window.resize(1366, 768)
        window.show()
        try:
            self._shoot(window, "今日")
            petition = self._register(window, desk)
            self._handle(window, desk, petition)
            self._ledger(window, desk)
            self._import(window, desk)
            self._rest(window)
            self._verify(desk)
        finally:
            window.hide()
            window.deleteLater()
            tasks.shutdown()
        self._other_looks(desk)
        desk.close()
        self._doors()
        self._tell(tr("截图 {n} 张，文件在：{path}", n=self._shots, path=self._folder))
        self._log.close()
        return 1 if self._bugs or self._errors else 0

    # --- the main job ---------------------------------------------------------------------------

    def _register(self, window: DeskWindow, desk: Desk) -> Petition:
        window.open_register()
        page = window.page("register")
        assert isinstance(page, RegisterPage)
        today = desk.ledger.today
        first = desk.petitions.register(_earlier(today))
        page.form.put(_letter(today))
        page.look_around()
        self._shoot(window, "登记")
        before = desk.ledger.total()
        page.save()
        page.save()  # a warning, such as a date long past, is shown once and then let through
        assert desk.ledger.total() == before + 1, "the petition was not registered"
        newest = desk.ledger.window(LedgerFilter(), Order(), 0, 1)[0]
        case = desk.petitions.case_by_number(newest.number)
        self._tell(tr("登记 {number}，期限 {due}", number=newest.number, due=newest.due_on))
        assert first.number != newest.number
        return case.petition

    def _handle(self, window: DeskWindow, desk: Desk, petition: Petition) -> None:
        window.open_case(petition.id)
        page = window.page("case")
        assert isinstance(page, CasePage)
        self._shoot(window, "案卷-新登记")
        for name, values in _COURSE.items():
            case = desk.petitions.case(petition.id)
            step = workflow.STEP[name]
            given = {**values}
            if name == "route":
                sections = desk.office.office().open_sections()
                given = {"section": sections[0], "co_sections": sections[1:2], **values}
            self._step(window, desk, case.petition, step, given)
            page.refresh()
            state = desk.petitions.case(petition.id).petition.state
            self._tell(tr("{step} → {state}", step=tr(step.zh), state=tr(state.zh)))
            if name == "receive":
                self._shoot(window, "案卷-办理中")
        self._shoot(window, "案卷-已归档")

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
        assert not dialog.isVisible(), f"the step {step.name} was refused"
        dialog.deleteLater()

    def _ledger(self, window: DeskWindow, desk: Desk) -> None:
        window.show_page("ledger")
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
        path.write_text(_OLD_LEDGER, "gb18030")
        dialog = ImportDialog(window.context, path, window)
        dialog.show()
        self._shoot(dialog, "导入旧台账")
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

    def _rest(self, window: DeskWindow) -> None:
        for key, name in (("archive", "档案"), ("settings", "设置")):
            window.show_page(key)
            self._shoot(window, name)

    def _verify(self, desk: Desk) -> None:
        report = desk.verify.verify()
        assert report.sound, [str(fault) for fault in report.faults]
        self._tell(
            tr("核验完好：{n} 件，经过 {events} 条，指纹 {mark}", n=report.petitions,
               events=report.events, mark=report.fingerprint[:16])
        )  # fmt: skip

    # --- other looks and the doors --------------------------------------------------------------

    def _other_looks(self, desk: Desk) -> None:
        for scheme, spoken, page, name in (
            (Scheme.DARK, "zh_CN", "today", "今日-深色"),
            (Scheme.LIGHT, "en", "ledger", "台账-英文"),
        ):
            use_language(spoken)
            self._look.use(scheme)
            tasks = Tasks(self._bugs.append, self._errors.append, desk.release)
            window = DeskWindow(desk, self._look, tasks)
            window.resize(1366, 768)
            window.show()
            window.show_page(page)
            self._shoot(window, name)
            window.hide()
            window.deleteLater()
            tasks.shutdown()
        use_language("zh_CN")
        self._look.use(Scheme.LIGHT)

    def _doors(self) -> None:
        path = self._folder / DEMO_FOLDER
        first = FirstRun(self._look, self._folder / "信访登记.petition", _no_creation)
        door = UnlockDialog(self._look, path, accounts_of(path), _no_opening, _no_recovery)
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
        """Let counts, previews and layouts finish, as a person would wait for them."""
        loop = QEventLoop()
        QTimer.singleShot(400, loop.quit)
        loop.exec()

    def _tell(self, line: str) -> None:
        self._log.write(line + "\n")
        self._log.flush()
        self._say(line)


_COURSE: Mapping[str, Mapping[str, object]] = {
    "propose": {"proposal": "建议由业务科室到现场核实，与施工单位协商修复。"},
    "instruct": {"leader": "周副局长", "instruction": "请尽快核实，十日内报结果。"},
    "route": {"handler": "赵敏"},
    "receive": {},
    "submit": {"draft": "经现场核实，路面沉陷属实，施工单位已于本周完成修复，村民代表签字认可。"},
    "reply": {"reply": "您反映的机耕路损坏问题属实，施工单位已完成修复。如不服本意见，可在三十日内申请复查。",
              "reply_manner": ReplyManner.WRITTEN, "reply_number": "青综信函〔2026〕3号"},
    "deliver": {"delivery_manner": DeliveryManner.IN_PERSON, "delivery_proof": DeliveryProof.SIGNED},
    "conclude": {"petitioner_view": PetitionerView.AGREES},
    "archive": {},
}  # fmt: skip
"""The steps of the main job with what is entered; the archive step takes what the office's schedule
suggests."""


def _earlier(today: date) -> Petition:
    """What may have been petitioned before on the same matter."""
    return replace(
        _letter(today),
        summary="反映机耕路损坏无人修",
        petitioners=(Petitioner("艾山·买买提", phone="13800000001", address="青石镇河湾村2组"),),
        channel=Channel.VISIT,
        made_on=None,
        pages=None,
    )


def _letter(today: date) -> Petition:
    return Petition(
        channel=Channel.LETTER,
        received_on=today,
        made_on=today - timedelta(days=5),
        petitioners=(Petitioner("王建·艾山", phone="13800000000", address="青石镇河湾村4组"),),
        summary="反映机耕路被工程车压坏，要求修复",
        content=(
            "今年九月以来，水渠工程的车辆每天从四组机耕路经过，路面多处下陷，秋收时农机无法通行。"
            "村民多次向施工方反映没有结果，请求责令修复路面，并在施工期间限制重车通行。"
        ),
        topic="农村农业",
        place="青石镇河湾村",
        pages=3,
    )


_OLD_LEDGER = """青石镇2023年信访登记台账,,,,,,,,
编号,责任科室,信访方式,标题,接件时间,乡镇,办理情况,办结时间,信访人
1,经管站,来信,反映土地流转租金拖欠,2023.5.7,青石镇,已督促支付,2023.6.1,张三、李四等12人
2,水利科,来电,要求疏通灌渠,20230607,双桥镇,已疏通,2023年6月20日,王五
3,办公室,来访,,2023-07-01,白水镇,,,赵六
4,经管站,来信,咨询补贴发放时间,大概七月,白水镇,已答复,2023-07-30,钱七
合计,4件,,,,,,,
填表人：登记员,,,,,,,,
"""
"""A small old ledger with what real ones have: a title, odd dates, a line that cannot be read."""


def _no_creation(_folder: Path, _office: Office, _account: str, _password: str) -> str:
    raise DeskError(Message("演示里不建立登记簿。"))


def _no_opening(_password: str) -> None:
    raise DeskError(Message("演示里不打开登记簿。"))


def _no_recovery(_key: str, _password: str) -> None:
    raise DeskError(Message("演示里不打开登记簿。"))
