"""One way to put something on paper: HTML on A4 pages, with a head, a foot and page numbers.

The pages are laid out once, in pixels of 1/96 inch and by the fonts' own measures; preview,
printer, PDF and picture scale the same layout, so that they break at the same lines.
"""

import errno
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLineF, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QImage,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QPen,
    QTextDocument,
    QTextOption,
    QTextTable,
)
from PySide6.QtPrintSupport import QPrinter

from petitiondesk.infra.i18n import tr
from petitiondesk.ui.prints.markup import STYLE
from petitiondesk.ui.style import font

_DPI = 96
_MM = _DPI / 25.4
PAPER = QSizeF(210 * _MM, 297 * _MM)
"""A4, in layout pixels."""

_LEFT, _TOP, _RIGHT, _BOTTOM = (round(mm * _MM) for mm in (23, 20, 17, 18))
"""Margins; the left one leaves room for binding."""

# Whole pixels, so that every page is drawn on the same grid.
_BODY = QSizeF(int(PAPER.width() - _LEFT - _RIGHT), int(PAPER.height() - _TOP - _BOTTOM))
_TEXT, _SMALL = 13, 11
_INK, _FAINT = QColor("#000000"), QColor("#444444")
_UNFIT = '\\/:*?"<>|'


@dataclass(frozen=True)
class Sheet:
    """Something to print: ``title`` names it, ``html`` is its body (`prints.markup`).

    ``head`` stands at the top right of every page, ``foot`` at the bottom left.
    """

    title: str
    html: str
    head: str = ""
    foot: str = ""

    def file_name(self) -> str:
        """The title as the name of a PDF file."""
        return "".join("-" if c in _UNFIT else c for c in self.title) + ".pdf"


class Pages:
    """A sheet laid out on pages."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.document = QTextDocument()
        self.document.setUseDesignMetrics(True)
        self.document.setDocumentMargin(0)
        self.document.setDefaultFont(font(_TEXT))
        wrapping = QTextOption()
        # A long run of letters wraps in its cell and never widens the table.
        wrapping.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document.setDefaultTextOption(wrapping)
        self.document.setDefaultStyleSheet(STYLE)
        self.document.setHtml(sheet.html)
        self.document.setPageSize(_BODY)

    def count(self) -> int:
        """How many pages."""
        return self.document.pageCount()

    def paint(self, painter: QPainter, page: int, resolution: int) -> None:
        """Paint a page (from 0) with the paper's corner at the origin; ``resolution`` in dpi."""
        painter.save()
        painter.scale(resolution / _DPI, resolution / _DPI)
        self._paint_margins(painter, page)
        top = page * _BODY.height()
        painter.translate(_LEFT, _TOP - top)
        shown = QRectF(0, top, _BODY.width() + 1, _BODY.height())
        painter.setClipRect(shown)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = shown
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Text, _INK)  # on paper, whatever the screen's dress
        context.palette = palette
        self.document.documentLayout().draw(painter, context)
        self._close_tables(painter, shown)
        painter.restore()

    def image(self, page: int, resolution: int = _DPI) -> QImage:
        """A page as a picture on white."""
        size = (PAPER * (resolution / _DPI)).toSize()
        image = QImage(size, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        self.paint(painter, page, resolution)
        painter.end()
        return image

    def _close_tables(self, painter: QPainter, shown: QRectF) -> None:
        """Where a table goes on over a page's end, Qt leaves it open; a line closes it."""
        painter.setPen(QPen(_INK, 1))
        for frame in self.document.rootFrame().childFrames():
            if not isinstance(frame, QTextTable) or frame.format().border() <= 0:
                continue
            box = self.document.documentLayout().frameBoundingRect(frame)
            edges = []
            if box.top() < shown.top() < box.bottom() and not frame.format().headerRowCount():
                edges.append(shown.top() + 0.5)
            if box.top() < shown.bottom() < box.bottom():
                edges.append(shown.bottom() - 0.5)
            for edge in edges:
                # Every framed table is as wide as the page, less the collapsed border.
                painter.drawLine(QLineF(1, edge, _BODY.width() - 2, edge))

    def _paint_margins(self, painter: QPainter, page: int) -> None:
        painter.setFont(font(_SMALL))
        painter.setPen(_FAINT)
        above = QRectF(_LEFT, 10 * _MM, _BODY.width(), 6 * _MM)
        below = QRectF(_LEFT, PAPER.height() - 13 * _MM, _BODY.width(), 6 * _MM)
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        painter.drawText(above, right | Qt.AlignmentFlag.AlignVCenter, self.sheet.head)
        painter.drawText(below, left | Qt.AlignmentFlag.AlignVCenter, self.sheet.foot)
        number = tr("第 {page} 页，共 {pages} 页", page=page + 1, pages=self.count())
        painter.drawText(below, right | Qt.AlignmentFlag.AlignVCenter, number)


def prepare(printer: QPrinter, sheet: Sheet) -> None:
    """Set a printer up for A4 to the paper's edge; margins are the sheet's own."""
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0))
    printer.setDocName(sheet.title)


def print_pages(pages: Pages, printer: QPrinter) -> None:
    """Send pages to a printer: those it was asked for, or all."""
    first = max(printer.fromPage(), 1)
    last = min(printer.toPage() or pages.count(), pages.count())
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    painter = QPainter(printer)
    wanted = [*range(first - 1, last)] * copies
    for place, page in enumerate(wanted):
        if place:
            printer.newPage()
        pages.paint(painter, page, printer.resolution())
    painter.end()


def write_pdf(pages: Pages, path: Path) -> None:
    """Write pages as a PDF file.

    Raises:
        OSError: it could not be written; `services.printing.keep_print` says so in words.
    """
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setResolution(600)
    writer.setTitle(pages.sheet.title)
    writer.setCreator("PetitionDesk")
    painter = QPainter()
    if not painter.begin(writer):
        raise OSError(errno.EACCES, "no PDF can be begun", str(path))
    for page in range(pages.count()):
        if page:
            writer.newPage()
        pages.paint(painter, page, writer.resolution())
    if not painter.end():
        raise OSError(errno.EIO, "the PDF could not be finished", str(path))
