"""The preview of a print, and from there to the printer or into a PDF file."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewWidget
from PySide6.QtWidgets import QGraphicsView, QHBoxLayout, QWidget

from petitiondesk.domain.errors import DeskError
from petitiondesk.domain.messages import Message
from petitiondesk.infra.i18n import render, tr
from petitiondesk.services.printing import keep_print
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.dialogs.writing import run
from petitiondesk.ui.look import Look
from petitiondesk.ui.messages import Messages
from petitiondesk.ui.printing import Pages, Sheet, prepare, print_pages, write_pdf
from petitiondesk.ui.style import set_property
from petitiondesk.ui.views.buttons import Button, IconButton
from petitiondesk.ui.views.cards import label
from petitiondesk.ui.views.dialogs import DeskDialog


class PrintPreview(DeskDialog):
    """Shows a sheet's pages as they will come out of the printer.

    ``record`` notes the print before anything leaves the program; when it fails, nothing does.
    ``choose`` asks for the printer: the system's own dialog.
    """

    HELP = "export"

    def __init__(
        self,
        look: Look,
        messages: Messages,
        sheet: Sheet,
        record: Callable[[], object],
        parent: QWidget | None = None,
        choose: Callable[[QPrinter, QWidget], bool] | None = None,
    ) -> None:
        super().__init__(tr("打印：{title}", title=sheet.title), "", parent)
        self._look = look
        self._messages = messages
        self._record = record
        self._choose = choose or _choose_printer
        self.pages = Pages(sheet)
        self.printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        prepare(self.printer, sheet)
        self.view = QPrintPreviewWidget(self.printer)
        self.view.paintRequested.connect(self._paint)
        self.view.previewChanged.connect(self._show_place)
        canvas = self.view.findChild(QGraphicsView)
        assert canvas is not None
        canvas.setAccessibleName(tr("打印预览"))
        self.canvas = canvas
        self._dress()
        look.changed.connect(self._dress)
        self.body.addLayout(self._tools())
        self.body.addWidget(self.view, 1)
        self.said = label("", "caption", wrap=True)
        self.body.addWidget(self.said)
        self.said.hide()
        self.add_button(tr("关闭"), accepts=False)
        self.keep = self.add_button(tr("存为 PDF"))
        self.keep.clicked.connect(self.save_pdf)
        self.send = self.add_button(tr("打印"), "primary")
        self.send.clicked.connect(self.print)
        self.resize(780, 720)
        self.view.updatePreview()
        self._show_place()
        self.send.setFocus()

    def save_pdf(self) -> None:
        """Ask where, and write the pages as a PDF file."""
        suggested = Path.home() / self.pages.sheet.file_name()
        filters = [tr("PDF 文件 (*.pdf)")]
        path = self._messages.choose_file_save(tr("存为 PDF"), filters, suggested)
        if path is None:
            return
        try:
            keep_print(path, partial(write_pdf, self.pages), self._record)
        except DeskError as error:
            self._say(error.message, "refuse")
        else:
            self._say(Message("已存到“{name}”。", name=path.name))

    def print(self) -> None:
        """Ask for the printer, and print."""
        if not self._choose(self.printer, self):
            return
        try:
            self._record()
        except DeskError as error:
            self._say(error.message, "refuse")
            return
        print_pages(self.pages, self.printer)
        self.accept()

    def _dress(self) -> None:
        """Around the pages Qt would have its own grey, light in the dark too."""
        self.canvas.setBackgroundBrush(self._look.colour("edge"))

    def _paint(self, printer: QPrinter) -> None:
        print_pages(self.pages, printer)

    def _tools(self) -> QHBoxLayout:
        self.before = IconButton(self._look, "chevron-left", tr("上一页"))
        self.place = label("", "caption")
        self.after = IconButton(self._look, "chevron-right", tr("下一页"))
        self.before.clicked.connect(partial(self._turn, -1))
        self.after.clicked.connect(partial(self._turn, 1))
        whole = Button(self._look, tr("整页"), role="link", compact=True)
        whole.clicked.connect(self.view.fitInView)
        wide = Button(self._look, tr("页宽"), role="link", compact=True)
        wide.clicked.connect(self.view.fitToWidth)
        row = QHBoxLayout()
        row.setSpacing(sizes.S)
        for widget in (self.before, self.place, self.after):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(whole)
        row.addWidget(wide)
        return row

    def _turn(self, step: int, _checked: bool = False) -> None:
        self.view.setCurrentPage(self.view.currentPage() + step)
        self._show_place()

    def _show_place(self) -> None:
        here, count = max(self.view.currentPage(), 1), self.pages.count()
        self.place.setText(tr("第 {page} 页，共 {pages} 页", page=here, pages=count))
        self.before.setEnabled(here > 1)
        self.after.setEnabled(here < count)

    def _say(self, message: Message, kind: str = "") -> None:
        self.said.setText(render(message))
        set_property(self.said, "finding", kind)
        self.said.show()


def preview(
    look: Look,
    messages: Messages,
    sheet: Sheet,
    record: Callable[[], object],
    parent: QWidget,
) -> bool:
    """Show the preview of a sheet; whether it was sent to a printer."""
    return run(PrintPreview(look, messages, sheet, record, parent))


def _choose_printer(printer: QPrinter, parent: QWidget) -> bool:
    dialog = QPrintDialog(printer, parent)
    try:
        return dialog.exec() == QPrintDialog.DialogCode.Accepted
    finally:
        dialog.deleteLater()
