"""A day's work full of markers, in a process of its own, for `test_leaks` to look after.

    python -m tests.services.leaky_day SANDBOX

Prints one JSON object: the keys and passwords that came up, and what was found while the registry
was open.
"""

import json
import logging
import resource
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from petitiondesk import __version__
from petitiondesk.data import wrapping
from petitiondesk.domain.errors import WrongPassword
from petitiondesk.domain.ledger import LedgerFilter, Order
from petitiondesk.domain.petition import Petitioner
from petitiondesk.domain.returns.period import Period, PeriodKind
from petitiondesk.domain.rights import Role
from petitiondesk.domain.terms import IdKind, LetterKind, PetitionClass
from petitiondesk.infra import preferences
from petitiondesk.infra.copies import Copies
from petitiondesk.infra.logs import log_path, start_log
from petitiondesk.infra.quiet import no_core_dumps
from petitiondesk.services import restoring
from petitiondesk.services.desk import Desk, change_data_key, new_desk, open_desk
from petitiondesk.session import Session
from petitiondesk.ui.application import application
from petitiondesk.ui.crash import CrashHook
from petitiondesk.ui.doors import Doors
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import Scheme
from tests.factory import ACCOUNT, OFFICE, STEP_INPUTS, TODAY, a_petition, at, take
from tests.leaks import Search, spellings

NAME = "欧阳漏名"
SEALED_NAME = "尉迟密名"
PHONE = "13987650421"
ID = "11010119900307461X"
ADDRESS = "青石镇河湾村漏址组407号"
CONTENT = "渠水漫过漏文田埂"
SEALED_CONTENT = "密文里的账目往来"
SCAN = "扫描件漏字之内容"
DRAFT = "还没存下的漏稿"
PASSWORD = "漏密码 稻谷 满仓 71"
NEW_PASSWORD = "漏新密码 春耕 66 农时"
CLERK = "漏密码二 渠水 长流 52"
MARKERS = {
    "name": NAME, "sealed name": SEALED_NAME, "phone": PHONE, "id": ID, "address": ADDRESS[5:],
    "content": CONTENT, "sealed content": SEALED_CONTENT, "scan": SCAN, "draft": DRAFT,
    "password": PASSWORD, "new password": NEW_PASSWORD, "clerk's password": CLERK,
}  # fmt: skip


class Day:
    """What is done, and the places that are looked at."""

    def __init__(self, sandbox: Path) -> None:
        self.sandbox = sandbox
        self.folder = sandbox / "登记" / "信访登记.petition"
        self.out = sandbox / "out"
        self.given = sandbox / "given"
        self.said: dict[str, object] = {}

    def go(self) -> None:
        """The whole day."""
        for folder in (self.folder.parent, self.out, self.given, self.sandbox / "备份"):
            folder.mkdir(parents=True)
        start_log(log_path())
        desk, recovery = new_desk(self.folder, OFFICE, ACCOUNT, PASSWORD, at())
        self.said["recovery"] = recovery
        self.register(desk)
        self.hand_out(desk)
        self.sit_at_the_window(desk)
        self.look_after_keys()
        self.crash()

    def register(self, desk: Desk) -> None:
        """An ordinary petition and a sealed one, with scans; both are handled."""
        scan = self.given / "来信.txt"
        scan.write_text(SCAN, "utf-8")
        person = Petitioner(
            NAME, phone=PHONE, id_kind=IdKind.RESIDENT, id_number=ID, address=ADDRESS
        )
        opened = desk.petitions.register(
            a_petition(petitioners=(person,), content=CONTENT, summary="反映田埂被冲"), [scan]
        )
        sealed = desk.petitions.register(
            a_petition(
                petitioners=(Petitioner(SEALED_NAME, phone=PHONE, address=ADDRESS),),
                content=SEALED_CONTENT, summary=SEALED_CONTENT, complained_of="某股长",
                petition_class=PetitionClass.ACCUSATION,
            )
        )  # fmt: skip
        take(desk, opened, "accept", "route", "receive", "submit", "reply")
        take(desk, sealed, "accept")
        desk.petitions.reveal(sealed.id, "核对线索")

    def hand_out(self, desk: Desk) -> None:
        """Everything that leaves masked, and a letter in full."""
        march = desk.returns.reckon(Period.parse(PeriodKind.MONTH, "2026-03"), TODAY)
        desk.exports.ledger(self.out / "台账.xlsx", LedgerFilter(), Order())
        desk.returns.submit(march)
        desk.returns.write(march, self.out / "报表.xlsx")
        desk.briefs.write(march, self.out / "简报.docx")
        desk.briefs.write_minutes(march, self.out / "纪要.docx")
        desk.petitions.perform(2, "route", STEP_INPUTS["route"], TODAY)
        letter = desk.letters.make(1, LetterKind.ANSWER, on=TODAY)
        copies = Copies()
        desk.letters.copies.open_copy(1, letter, copies.folder())
        self.said["copies"] = str(copies.folder())
        (self.given / "答复.docx").write_bytes(desk.letters.document(letter))
        desk.backups.choose_folder(self.sandbox / "备份")
        desk.backups.make()
        desk.backups.take_along(self.sandbox / "备份")
        search = Search({name: spellings(text) for name, text in MARKERS.items()})
        self.said["while open"] = search.look("registry", self.folder, self.sandbox / "备份")
        copies.clear()

    def sit_at_the_window(self, desk: Desk) -> None:
        """The window with the case on it, a draft in the form, something on the clipboard."""
        app = application()
        look = Look(app, Scheme.LIGHT)
        path = preferences.preferences_path()
        doors = Doors(look, at(), self.folder, lambda: desk)
        session = Session(app, doors, path, Copies())
        assert session.start(desk)
        window = session.window
        assert window is not None
        for page in ("ledger", "register", "deadlines", "returns", "archive", "settings"):
            window.show_page(page)
            QApplication.processEvents()
        window.open_case(1)
        while window.is_making():
            QApplication.processEvents()
        assert window.shell.current_page() == "case"
        window.show_page("register")
        form = window.page("register")
        form.form.fields["content"].control.setPlainText(DRAFT)  # type: ignore[attr-defined]
        form.drafts.keep(form.draft())  # type: ignore[attr-defined]
        QApplication.processEvents()
        QApplication.clipboard().setText(NAME)
        session.leave()

    def look_after_keys(self) -> None:
        """Wrong passwords, new ones, another data key, a restored backup."""
        for secret in (NAME, PASSWORD + "0"):
            try:
                open_desk(self.folder, secret, at(), ACCOUNT)
            except WrongPassword:
                continue
            raise AssertionError(secret)
        desk = open_desk(self.folder, PASSWORD, at(), ACCOUNT)
        desk.accounts.add("李平", Role.CLERK, CLERK)
        desk.accounts.change_password(PASSWORD, NEW_PASSWORD)
        first = desk.context.registry.data_key.hex()
        desk = change_data_key(desk)
        second = desk.context.registry.data_key.hex()
        derived = [
            wrapping.derive(bytes.fromhex(key), purpose)
            for key in (first, second)
            for purpose in ("registry", "attachments", "section sheets", "key file")
        ]
        self.said["keys"] = [first, second, *derived]
        backup = desk.backups.make()
        desk.close()
        restoring.restore(
            backup.path, self.sandbox / "登记" / "恢复.petition", ACCOUNT, NEW_PASSWORD, at()
        )

    def crash(self) -> None:
        """A bug with a petition in its message and in its variables."""
        reports: list[str] = []
        hook = CrashHook(__version__, reports.append)
        hook.install()
        try:
            petition = Petitioner(NAME, phone=PHONE, id_number=ID)
            raise ValueError(petition, CONTENT, PASSWORD)
        except ValueError as bug:
            hook.handle(bug)
        QApplication.processEvents()
        hook.uninstall()
        logging.getLogger("petitiondesk").warning("the day is over")
        self.said["report"] = reports[0]
        self.said["core"] = resource.getrlimit(resource.RLIMIT_CORE)[0]


def main() -> None:
    """Live through the day."""
    wrapping.COST = wrapping.Cost(memory_kib=64, passes=1, lanes=1)
    no_core_dumps()
    day = Day(Path(sys.argv[1]))
    day.go()
    sys.stdout.write(json.dumps(day.said))


if __name__ == "__main__":
    main()
