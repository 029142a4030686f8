"""Behaviour of the settings' part about the program."""

from PySide6.QtCore import QModelIndex, QObject
from PySide6.QtGui import QGuiApplication

from petitiondesk.domain.messages import Message
from petitiondesk.infra.about import libraries
from petitiondesk.infra.i18n import render
from petitiondesk.services.about import facts
from petitiondesk.ui.models.library_model import LibraryModel
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.views.about_view import AboutForm


class AboutPart(QObject):
    """Version, build, registry format; libraries with the whole of their licences."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self.form = AboutForm(context.look)
        self.model = LibraryModel()
        self.form.table.setModel(self.model)
        self.form.table.set_widths(self.model.widths(), stretch=2)
        self.form.table.selectionModel().currentChanged.connect(self._show_notice)
        self.form.copy.clicked.connect(self.copy)

    def refresh(self) -> None:
        """Read what the program is made of, once."""
        if self.model.rowCount():
            return
        *shown, _libraries = facts()  # those stand in the table
        self.form.facts.setText("\n".join(render(fact) for fact in shown))
        self.model.set_rows(libraries())
        self.form.table.setCurrentIndex(self.model.index(0, 0))

    def copy(self) -> None:
        """Put the facts on the clipboard, for whoever is asked for help."""
        QGuiApplication.clipboard().setText("\n".join(render(fact) for fact in facts()))
        self._context.messages.notice(Message("版本信息已经复制。"))

    def _show_notice(self, current: QModelIndex) -> None:
        chosen = self.model.row(current.row())
        self.form.notice.setPlainText(chosen.notice() if chosen is not None else "")
