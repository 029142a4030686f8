"""The dialogs of the accounts: a new one, another role, a password."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from petitiondesk.domain.errors import Finding, WrongPassword
from petitiondesk.domain.rights import Account, Role
from petitiondesk.infra.i18n import tr
from petitiondesk.services.desk import Desk
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.dialogs.writing import WritingDialog
from petitiondesk.ui.views.cards import label
from petitiondesk.ui.views.choice import TermCombo
from petitiondesk.ui.views.fields import LabelledField
from petitiondesk.ui.views.new_password import NewPassword, ShowPassword, take_up


class _PasswordsDialog(WritingDialog):
    """A form that may hold a new password; nothing of it is left when the form is closed."""

    HELP = "accounts"

    def __init__(self, desk: Desk, title: str, text: str, parent: QWidget | None) -> None:
        super().__init__(title, text, parent)
        self._desk = desk
        self._of_office = (desk.office.office().name, desk.folder.stem)
        self.new = NewPassword(self._known, tr("新密码"), tr("再输一次新密码"))

    def whose(self) -> str:
        """The account that the password is for."""
        raise NotImplementedError

    def findings(self) -> list[Finding]:
        """What is wrong with the new password."""
        problem = self.new.problem()
        return [problem] if problem is not None else []

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """At the passwords."""
        self.new.object_to(findings[0])

    def done(self, result: int) -> None:
        """Leave no password behind."""
        self.new.clear()
        super().done(result)

    def _known(self) -> tuple[str, ...]:
        return (self.whose(), *self._of_office)


class NewAccountDialog(_PasswordsDialog):
    """Adds an account: name, role, sealed cases, the first password."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, tr("添加账户"), tr("请本人来输密码；以后在设置里自己改，别人不知道。"), parent
        )
        self.name = QLineEdit()
        self.name_field = LabelledField(tr("姓名"), self.name, required=True)
        self.role = TermCombo(tr("身份"), Role)
        self.role.set_value(Role.CLERK)
        self.sealed = QCheckBox(tr("可以打开密件"))
        self.body.addWidget(self.name_field)
        self.body.addWidget(LabelledField(tr("身份"), self.role))
        self.body.addWidget(self.sealed)
        self.body.addWidget(self.new)
        self.finish(tr("添加"))
        self.name.setFocus()

    def whose(self) -> str:
        """The name that stands there."""
        return self.name.text().strip()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """At the name, or at the passwords."""
        at_name = findings[0].field == "name"
        self.name_field.set_finding(findings[0] if at_name else None)
        if at_name:
            take_up(self.name)
        else:
            super().show_findings(findings)

    def write(self) -> None:
        """Add it."""
        role = self.role.value()
        assert isinstance(role, Role)
        self._desk.accounts.add(
            self.whose(), role, self.new.password.text(), sealed=self.sealed.isChecked()
        )


class RoleDialog(WritingDialog):
    """Gives an account another role, or the right to open sealed cases."""

    HELP = "accounts"

    def __init__(self, desk: Desk, account: Account, parent: QWidget | None = None) -> None:
        super().__init__(tr("更改“{name}”", name=account.name), "", parent)
        self._desk = desk
        self._account = account
        self.role = TermCombo(tr("身份"), Role)
        self.role.set_value(account.role)
        self.role_field = LabelledField(tr("身份"), self.role)
        self.sealed = QCheckBox(tr("可以打开密件"))
        self.sealed.setChecked(account.sealed)
        self.body.addWidget(self.role_field)
        self.body.addWidget(self.sealed)
        self.body.addWidget(
            label(tr("马上生效；密码不变。变动记入操作记录。"), "caption", wrap=True)
        )
        self.finish(tr("更改"))
        self.role.setFocus()

    def findings(self) -> list[Finding]:
        """None of its own: the service says whether an administrator is left."""
        return []

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """In full above the buttons: the sentence is long."""
        self.say(findings[0].message)

    def write(self) -> None:
        """Change it."""
        role = self.role.value()
        assert isinstance(role, Role)
        account = replace(self._account, role=role, sealed=self.sealed.isChecked())
        self._desk.accounts.change(account)


class ResetPasswordDialog(_PasswordsDialog):
    """Gives somebody else another password, because it was forgotten."""

    def __init__(self, desk: Desk, name: str, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            tr("重设“{name}”的密码", name=name),
            tr("请本人来输新密码。原来的密码马上作废；这件事记入操作记录。"),
            parent,
        )
        self._name = name
        self.body.addWidget(self.new)
        self.finish(tr("重设密码"))
        self.new.password.setFocus()

    def whose(self) -> str:
        """The account."""
        return self._name

    def write(self) -> None:
        """Set it."""
        self._desk.accounts.set_password(self._name, self.new.password.text())


class OwnPasswordDialog(_PasswordsDialog):
    """Changes one's own password: the old one first."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, tr("改我的密码"), "", parent)
        self.old = QLineEdit()
        self.old_field = LabelledField(tr("原来的密码"), self.old, required=True)
        self.show_old = ShowPassword(self.old)
        inner = QVBoxLayout()
        inner.setSpacing(sizes.XS)
        inner.addWidget(self.old_field)
        inner.addWidget(self.show_old)
        self.body.addLayout(inner)
        self.body.addWidget(self.new)
        self.finish(tr("改密码"))
        self.old.setFocus()

    def whose(self) -> str:
        """One's own account."""
        return self._desk.accounts.me.name

    def try_to_write(self) -> None:
        """As every form; a wrong old password is taken up again."""
        self.old_field.set_finding(None)
        super().try_to_write()

    def write(self) -> None:
        """Change it."""
        try:
            self._desk.accounts.change_password(self.old.text(), self.new.password.text())
        except WrongPassword:
            take_up(self.old)
            raise

    def done(self, result: int) -> None:
        """Leave no password behind."""
        self.old.clear()
        super().done(result)
