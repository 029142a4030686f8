"""Layout of the superior's workbooks: which one, its sheet, and beside it what is filled in."""

from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.models.form_model import SheetModel
from petitiondesk.ui.views.buttons import Button
from petitiondesk.ui.views.cards import Card, EmptyState, label
from petitiondesk.ui.views.choice import ChoiceCombo
from petitiondesk.ui.views.elided import ElidedLabel
from petitiondesk.ui.views.form_grid import FormGrid
from petitiondesk.ui.views.table import DeskTable

_SIDE = 360


class FormsView(QWidget):
    """The head with the choice of a workbook, the grid at the left, the list at the right."""

    def __init__(self, look: Look, model: SheetModel) -> None:
        super().__init__()
        self.forms = ChoiceCombo(tr("上级报表"), [])
        self.forms.setMinimumWidth(220)
        self.add = Button(look, tr("添加"), icon="plus")
        self.renew = Button(look, tr("换成新表"), icon="import")
        self.remove = Button(look, tr("移除"), role="quiet")
        self.empty = EmptyState(
            look,
            "returns",
            tr(
                "还没有上级报表。把上级发来的工作簿添加进来，点单元格选指标，以后每期照样填写；"
                "单元格里写“{{按期办结率}}”这样的占位符也行。"
            ),
            tr("添加上级报表"),
        )
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(tr("工作表"))
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(True)
        self.grid = FormGrid(look, model)
        self.told = ElidedLabel("", "caption")
        self.told.setAccessibleName(tr("当前单元格"))
        self.bound = DeskTable(look, tr("要填写的单元格"), compact=True)
        self.count = label("", "caption", wrap=True)
        self.count.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.unbind = Button(look, tr("解除绑定"), compact=True)
        self.pages = QStackedWidget()
        self._lay_out(look)

    def _lay_out(self, look: Look) -> None:
        head = QHBoxLayout()
        head.setSpacing(sizes.S)
        head.addWidget(self.forms, 1)
        head.addStretch(1)
        head.addWidget(self.add)
        head.addWidget(self.renew)
        head.addWidget(self.remove)
        self.head = QWidget()
        self.head.setLayout(head)
        head.setContentsMargins(0, 0, 0, 0)
        sheet = Card(look, flush=True)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(sizes.M, 0, sizes.M, sizes.XS)
        tabs.addWidget(self.tabs, 1)
        sheet.add(tabs)
        sheet.add(self.grid, 1)
        side = Card(look, tr("要填写的单元格"), flush=True)
        side.add_head(self.unbind)
        side.setFixedWidth(max(_SIDE, side.minimumSizeHint().width()))
        side.add(self.bound, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(sizes.M, sizes.S, sizes.M, sizes.S)
        foot.addWidget(self.count, 1)
        side.add(foot)
        work = QWidget()
        columns = QHBoxLayout(work)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(sizes.M)
        columns.addWidget(sheet, 1)
        columns.addWidget(side)
        shown = QWidget()
        rows = QVBoxLayout(shown)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(sizes.S)
        rows.addWidget(work, 1)
        rows.addWidget(self.told)
        self.pages.addWidget(shown)
        self.pages.addWidget(self.empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(sizes.M)
        outer.addWidget(self.head)
        outer.addWidget(self.pages, 1)

    def show_any(self, *, there: bool) -> None:
        """Show the work, or what to do where no workbook is kept."""
        self.pages.setCurrentIndex(0 if there else 1)
        self.head.setVisible(there)
