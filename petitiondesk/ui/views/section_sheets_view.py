"""Layout of the section sheets' dialog: sheets to write on one tab, sheets that came back on the other."""

from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QDropEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QTabWidget, QVBoxLayout, QWidget

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.models.section_sheet_model import CHECK, LinesModel, SectionsModel
from petitiondesk.ui.views.buttons import Button
from petitiondesk.ui.views.cards import EmptyState, TroubleLine, label
from petitiondesk.ui.views.dialogs import DeskDialog
from petitiondesk.ui.views.fields import LabelledField
from petitiondesk.ui.views.new_password import ShowPassword
from petitiondesk.ui.views.pill_delegate import CheckDelegate, Index
from petitiondesk.ui.views.table import DeskTable


class _ChoiceDelegate(CheckDelegate):
    """A check box only where the row may be chosen."""

    def paint_content(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Paint the box, or nothing."""
        if index.data(Qt.ItemDataRole.CheckStateRole) is not None:
            super().paint_content(painter, rect, index)


class _ChoiceTable(DeskTable):
    """Lines to be chosen, in the room that there is."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__(look, name, framed=True, compact=True)

    def sizeHint(self) -> QSize:
        """Low: it scrolls by itself, and the dialog around it has a size."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())


def _set_choices(look: Look, table: DeskTable) -> None:
    table.set_check_column(CHECK)
    table.setItemDelegateForColumn(CHECK, _ChoiceDelegate(look, table))


class WriteView(QWidget):
    """The sections with their counts, and a password for the files."""

    def __init__(self, look: Look, model: SectionsModel) -> None:
        super().__init__()
        self.table = _ChoiceTable(look, tr("科室"))
        self.table.setModel(model)
        self.table.set_widths(model.widths())
        _set_choices(look, self.table)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setMaxLength(255)
        self.show_password = ShowPassword(self.password)
        self.password_field = LabelledField(
            tr("打开密码"),
            self.password,
            hint=tr("可以不填。填了以后，科室打开表格时要输入它；请另行告诉科室。"),
        )
        self.done = label("", wrap=True)
        self.open = Button(look, tr("打开文件夹"), icon="folder")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, sizes.M, 0, 0)
        column.setSpacing(sizes.M)
        column.addWidget(
            label(
                tr("每个科室一个 Excel 文件：要办哪些件、何时答复，科室在浅黄色的栏里填好交回。"),
                "muted",
                wrap=True,
            )
        )
        column.addWidget(self.table, 1)
        column.addLayout(self._secret())
        column.addLayout(self._result())
        self.done.hide()
        self.open.hide()

    def _secret(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(sizes.M)
        row.addWidget(self.password_field, 1)
        row.addWidget(self.show_password, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _result(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(sizes.M)
        row.addWidget(self.done, 1)
        row.addWidget(self.open, 0, Qt.AlignmentFlag.AlignTop)
        return row


class ReadView(QWidget):
    """Choose or drop sheets; what they tell, with boxes for what is to be recorded."""

    def __init__(self, look: Look, model: LinesModel) -> None:
        super().__init__()
        self.choose = Button(look, tr("选择收回的办理表"), icon="import")
        self.totals = label("", "muted", wrap=True)
        self.trouble = TroubleLine()
        self.empty = EmptyState(
            look, "import", tr("选择科室交回的办理表，可以一次选几个，也可以把文件拖到这里。"), ""
        )
        self.table = _ChoiceTable(look, tr("办理表的内容"))
        self.table.setModel(model)
        self.table.set_widths(model.widths())
        self.table.set_pill_columns([LinesModel.PILL])
        _set_choices(look, self.table)
        self.detail = label("", wrap=True)
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        head = QHBoxLayout()
        head.setSpacing(sizes.M)
        head.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.totals, 1, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, sizes.M, 0, 0)
        column.setSpacing(sizes.M)
        column.addLayout(head)
        column.addWidget(self.trouble)
        column.addWidget(self.empty, 1)
        column.addWidget(self.table, 1)
        column.addWidget(self.detail)
        self.trouble.hide()
        self.table.hide()
        self.detail.hide()

    def show_lines(self, *, some: bool) -> None:
        """The table, or what to do when there is nothing in it."""
        self.table.setVisible(some)
        self.empty.setVisible(not some)

    def show_detail(self, text: str) -> None:
        """The whole of the line that is current, for what its columns cut."""
        self.detail.setText(text)
        self.detail.setVisible(bool(text))

    def say_trouble(self, text: str) -> None:
        """Files that were not read, with the reason; "" clears it."""
        self.trouble.say(text)


class SectionSheetsView(QTabWidget):
    """Both tabs."""

    def __init__(self, look: Look, sections: SectionsModel, lines: LinesModel) -> None:
        super().__init__()
        self.tabBar().setDrawBase(False)
        self.tabBar().setAccessibleName(tr("科室办理表"))
        self.write = WriteView(look, sections)
        self.read = ReadView(look, lines)
        self.addTab(self.write, tr("发出办理表"))
        self.addTab(self.read, tr("收回办理表"))


class PasswordDialog(DeskDialog):
    """Asks for the password of a sheet that came back."""

    HELP = "section-sheets"

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("打开密码"), tr("“{name}”设了打开密码，请填写后读入。", name=name), parent
        )
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName(tr("打开密码"))
        self.show_password = ShowPassword(self.password)
        self.body.addWidget(self.password)
        self.body.addWidget(self.show_password)
        self.body.addStretch(1)
        self.add_button(tr("取消"), accepts=False)
        self.yes = self.add_button(tr("读入"), "primary", accepts=True)
        self.yes.setDefault(True)
        self.password.setFocus()


def dropped_files(event: QDropEvent) -> list[Path]:
    """The files that are dragged or dropped."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.is_file()]
