"""Writing a return as a workbook: whether it is to be encrypted, for the stick it travels on."""

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from petitiondesk.domain.messages import Message
from petitiondesk.domain.returns.figures import Return
from petitiondesk.infra.i18n import tr
from petitiondesk.ui.models.return_words import period_text
from petitiondesk.ui.views.dialogs import DeskDialog
from petitiondesk.ui.views.fields import LabelledField
from petitiondesk.ui.views.new_password import ShowPassword


class WorkbookDialog(DeskDialog):
    """Accepted with ``password``; "" writes the workbook in the clear."""

    HELP = "returns"

    def __init__(self, value: Return, parent: QWidget | None = None) -> None:
        name = period_text(value.period)
        text = tr(
            "{period}的各张表、图、超期件和口径写进一个 Excel 工作簿，末页有核验。"
            "里面没有姓名、电话和住址。",
            period=name,
        )
        super().__init__(tr("导出工作簿"), text, parent)
        if not value.version:
            draft = tr("这份统计还没有上报，工作簿上会注明“未上报”。")
            self.sentence.setText("\n".join((text, draft)))
        self.password = ""
        self.encrypt = QCheckBox(tr("加密（要用 U 盘带出去时）"))
        self.first, self.again = QLineEdit(), QLineEdit()
        self.first_field = LabelledField(
            tr("打开密码"),
            self.first,
            required=True,
            hint=tr("另外告诉收表的单位，不要写在文件名里。"),
        )
        self.again_field = LabelledField(tr("再输一次打开密码"), self.again, required=True)
        self.show_password = ShowPassword(self.first, self.again)
        self._fields = (self.first_field, self.again_field, self.show_password)
        self.body.addWidget(self.encrypt)
        for field in self._fields:
            self.body.addWidget(field)
            field.hide()
        self.body.addStretch(1)
        self.add_button(tr("取消"), accepts=False)
        self.yes = self.add_button(tr("选择位置…"), "primary")
        self.yes.setDefault(True)
        self.yes.clicked.connect(self.confirm)
        self.encrypt.toggled.connect(self._turn)
        self.setMinimumWidth(480)

    def confirm(self) -> None:
        """Take the password, or say what is wrong with it."""
        first, again = self.first.text(), self.again.text()
        problems = {
            self.first_field: Message("请填写密码。") if not first else None,
            self.again_field: Message("两次输入的密码不一样，请再输一次。")
            if first != again
            else None,
        }
        if self.encrypt.isChecked():
            for field, problem in problems.items():
                field.set_finding(problem)
            wrong = [field for field, problem in problems.items() if problem is not None]
            if wrong:
                wrong[0].control.setFocus()
                return
            self.password = first
        self.accept()

    def _turn(self, on: bool) -> None:
        for field in self._fields:
            field.setVisible(on)
        self.adjustSize()
        (self.first if on else self.encrypt).setFocus()
