"""Behaviour of the settings' accounts: who may open the registry, passwords, keys, the idle lock."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from petitiondesk.domain.errors import Finding
from petitiondesk.domain.messages import Message
from petitiondesk.domain.office import Office
from petitiondesk.domain.rights import Right, Role
from petitiondesk.infra.i18n import tr, trn
from petitiondesk.services.accounts import AccountLine
from petitiondesk.ui.dialogs.accounts import (
    NewAccountDialog,
    OwnPasswordDialog,
    ResetPasswordDialog,
    RoleDialog,
)
from petitiondesk.ui.dialogs.print_preview import preview
from petitiondesk.ui.dialogs.recovery_key import RecoveryKeyDialog
from petitiondesk.ui.dialogs.writing import run
from petitiondesk.ui.models.accounts_model import AccountsModel
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.pages.case_print import print_foot
from petitiondesk.ui.pages.settings_parts import Part, refused
from petitiondesk.ui.prints.keys import recovery_sheet
from petitiondesk.ui.views.accounts_view import AccountsForm
from petitiondesk.ui.views.fields import LabelledField

UNPROVED = "recovery_unproved"
"""Key of what the desk remembers: a recovery key was made, and nobody has shown that it was copied."""

_MEGABYTES_A_MINUTE = 1500


class AccountsPart(Part):
    """Accounts, passwords and keys change at once, each in its dialog; the idle lock is saved.

    ``key_change_asked``: the data key is to be changed; whoever owns the window closes it first.
    """

    key_change_asked = Signal()

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._desk = context.desk
        self._manages = context.desk.accounts.may(Right.ACCOUNTS)
        self.form: AccountsForm = AccountsForm(context.look)
        self.model = AccountsModel(context.desk.office.account)
        form = self.form
        form.table.setModel(self.model)
        form.table.set_widths(self.model.widths(), stretch=0)
        form.table.selectionModel().currentChanged.connect(self._allow)
        form.table.opened.connect(self.change)
        form.change_mine.clicked.connect(self.change_mine)
        form.add.clicked.connect(self.add)
        form.change.clicked.connect(self.change)
        form.reset.clicked.connect(self.reset)
        form.remove.clicked.connect(self.remove)
        form.recovery.clicked.connect(self.make_recovery_key)
        form.data_key.clicked.connect(self.change_data_key)
        form.minutes.textChanged.connect(self._tell)
        form.managing.setVisible(self._manages)
        form.who_may.setVisible(not self._manages)

    # --- as a part ------------------------------------------------------------------------------

    def refresh(self, office: Office) -> None:
        """The accounts as they are now; minutes that were entered stay."""
        if self.is_changed():
            self._show_accounts()
        else:
            self.load(office)

    def show_office(self, office: Office) -> None:
        """Fill the form."""
        self.form.minutes.set_value(office.lock_minutes)
        self._show_accounts()

    def applied(self, office: Office) -> Office:
        """``office`` with the minutes entered; 0 stands for what is none."""
        return replace(office, lock_minutes=self.form.minutes.value() or 0)

    def problems(self) -> list[Finding]:
        """Minutes that are none."""
        if self.form.minutes.value() is None:
            problem = Message("闲置锁定的时间应在 1 到 120 分钟之间。")
            return [refused("lock_minutes", problem)]
        return []

    def place(self, finding: Finding) -> LabelledField | None:
        """The field of the minutes."""
        return self.form.minutes_field if finding.field == "lock_minutes" else None

    def fields(self) -> Sequence[LabelledField]:
        """The field of the minutes."""
        return (self.form.minutes_field,)

    # --- accounts -------------------------------------------------------------------------------

    def _show_accounts(self) -> None:
        me = self._desk.accounts.me
        self.form.me.setText(tr("您是“{name}”，{role}", name=me.name, role=me.role))
        with self._context.saying_errors():
            lines = self._desk.accounts.all()
            place = max(0, self.form.table.currentIndex().row())
            self.model.set_rows(lines)
            self.form.table.setCurrentIndex(self.model.index(min(place, len(lines) - 1), 0))
            heads = [a.account.name for a in lines if a.account.role is Role.ADMINISTRATOR]
            self.form.who_may.setText(
                tr("账户、密钥和闲置锁定由管理员管理：{names}。", names=tr("、").join(heads))
            )
        unproved = bool(self._desk.office.remembered(UNPROVED))
        self.form.unproved.setText(
            tr("新的恢复密钥还没有核对过就关上了，可能没有抄下。请重新制作一次。")
        )
        self.form.unproved.setVisible(unproved and self._manages)
        self._allow()

    def chosen(self) -> AccountLine | None:
        """The account that is selected."""
        return self.model.row(self.form.table.currentIndex().row())

    def _allow(self) -> None:
        line = self.chosen()
        mine = line is not None and line.account.name == self._desk.office.account
        for button in (self.form.change, self.form.reset, self.form.remove):
            button.setEnabled(line is not None)
        self.form.reset.setEnabled(line is not None and not mine)
        self.form.remove.setEnabled(line is not None and not mine)
        self.form.reset.setToolTip(tr("自己的密码用“改我的密码”。") if mine else "")
        self.form.remove.setToolTip(tr("不能移除正在使用的账户。") if mine else "")

    def add(self) -> None:
        """Add an account."""
        dialog = NewAccountDialog(self._desk, self._window())
        if run(dialog):
            self._changed(Message("账户已经添加。"))

    def change(self) -> None:
        """Give the selected account another role."""
        line = self.chosen()
        if line is not None and run(RoleDialog(self._desk, line.account, self._window())):
            self._changed(Message("“{name}”已经更改。", name=line.account.name))

    def reset(self) -> None:
        """Give the selected account another password."""
        line = self.chosen()
        if line is not None and run(
            ResetPasswordDialog(self._desk, line.account.name, self._window())
        ):
            self._changed(Message("“{name}”的密码已经重设。", name=line.account.name))

    def remove(self) -> None:
        """Let the selected account in no longer."""
        line = self.chosen()
        if line is None:
            return
        name = line.account.name
        text = tr(
            "“{name}”以后打不开登记簿，做过的事仍记在这个名下。"
            "密码知道的人还能打开以前的备份和拷贝；要紧时再更换数据密钥。",
            name=name,
        )
        ask = self._context.messages.ask
        if ask(tr("移除账户"), text, tr("移除"), tr("不移除"), danger=True):
            with self._context.saying_errors():
                self._desk.accounts.remove(name)
                self._changed(Message("“{name}”已经移除。", name=name))

    def change_mine(self) -> None:
        """Change one's own password."""
        if run(OwnPasswordDialog(self._desk, self._window())):
            self._changed(Message("您的密码已经改好，下次打开用新密码。"))

    # --- keys -----------------------------------------------------------------------------------

    def make_recovery_key(self) -> None:
        """Make another recovery key, and have it copied down."""
        ask = self._context.messages.ask
        text = tr("旧的恢复密钥马上作废，新的只显示一次。请准备好纸笔或打印机。")
        if not ask(tr("重新制作恢复密钥"), text, tr("制作新密钥"), tr("暂不制作")):
            return
        with self._context.saying_errors():
            self._desk.office.remember(UNPROVED, self._desk.office.account)
            key = self._desk.accounts.new_recovery_key()
            dialog = RecoveryKeyDialog(self._context.look, key, self._print_key, self._window())
            if run(dialog):
                self._desk.office.remember(UNPROVED, None)
                self._changed(Message("新的恢复密钥已经核对过。"))
            else:
                self._show_accounts()

    def _print_key(self, key: str, parent: QWidget) -> None:
        desk, context = self._desk, self._context
        sheet = recovery_sheet(
            key, desk.office.office().name, desk.folder.stem, print_foot(context)
        )

        def record() -> None:
            desk.journal.printed(sheet.title)

        preview(context.look, context.messages, sheet, record, parent)

    def change_data_key(self) -> None:
        """Say what it is for and what it takes, and ask the window for it."""
        megabytes = needed_megabytes(self._desk.folder)
        minutes = max(1, megabytes // _MEGABYTES_A_MINUTE)
        text = "\n\n".join(
            (
                tr(
                    "整个登记簿用新的数据密钥重新加密，密码和恢复密钥不变。有人离开而知道密码，"
                    "或者登记簿的拷贝丢了，先改密码，再换数据密钥，那份拷贝和密码就不能打开以后的登记簿。"
                ),
                tr("以前的备份仍用当时的密码打开。换好后请马上做一次备份。"),
                tr("要 {mb} MB 空余空间。", mb=f"{megabytes:,}")
                + trn("窗口先关上，大约 {n} 分钟后回来；做完之前可以停止。", minutes),
            )
        )
        ask = self._context.messages.ask
        if ask(tr("更换数据密钥"), text, tr("更换"), tr("不换")):
            self.key_change_asked.emit()

    # --- parts ----------------------------------------------------------------------------------

    def _changed(self, message: Message) -> None:
        self._context.messages.notice(message)
        self._show_accounts()
        self._context.go.written()

    def _window(self) -> QWidget:
        return self.form.window()


def needed_megabytes(folder: Path) -> int:
    """Room that a change of the data key needs, in megabytes: the copies, and as much beside them."""
    size = sum(path.stat().st_size for path in folder.iterdir() if path.is_file())
    return max(1, 2 * size >> 20)
