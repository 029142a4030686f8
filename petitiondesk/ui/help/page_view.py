"""A page of the manual on the screen: Markdown dressed by the tokens, its pictures, the words found."""

import re
from html import escape
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QPainter,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.help.dress import dress, fit_pictures
from petitiondesk.ui.help.manual import PICTURE, Manual
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import font

_WIDEST = 860
"""Of a line of text, in pixels: a longer one is hard to read."""

_ABSENT = QSize(560, 96)
_PAPER_WIDTH = 620
_SOURCE = re.compile(r'src="images/([a-z0-9-]+)\.png"')


class PageView(QTextBrowser):
    """Shows pages of ``manual``. ``wanted(name)``: a link to another page was followed.

    Nothing but the manual's own pages and pictures is ever opened from here.
    """

    wanted = Signal(str)

    def __init__(self, look: Look, manual: Manual) -> None:
        super().__init__()
        self._look = look
        self._manual = manual
        self._name = ""
        self._zoom = 1.0
        self._words: list[str] = []
        self.setObjectName("manual")
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.anchorClicked.connect(self._follow)
        look.changed.connect(self.draw)

    def show_page(self, name: str) -> None:
        """Show a page from its top."""
        self._name = name
        self.setAccessibleName(self._manual.title(name))
        self.draw()
        self.setTextCursor(QTextCursor(self.document()))  # at the top, where the keyboard begins
        self.verticalScrollBar().setValue(0)

    def set_zoom(self, zoom: float) -> None:
        """The size of type, 1 for ordinary."""
        self._zoom = zoom
        self.draw()

    def highlight(self, words: str) -> None:
        """Mark words in the page and go to the first of them; "" marks nothing."""
        self._words = words.split()
        found = self._mark()
        if found:
            cursor = QTextCursor(self.document())
            cursor.setPosition(min(place for place, _ in found))
            self.setTextCursor(cursor)
            self.ensureCursorVisible()

    def draw(self) -> None:
        """Make the page anew: another page, size of type, or dress."""
        if not self._name:
            return
        place = self.verticalScrollBar().value()
        document = self.document()
        document.setMarkdown(self._manual.text(self._name), _DIALECT)
        dress(document, self._look.tokens, self._zoom)
        self._fit()
        self._mark()
        self.verticalScrollBar().setValue(place)

    def paper(self) -> str:
        """The page as HTML for a printer, with the pictures that were made."""
        document = QTextDocument()
        document.setMarkdown(self._manual.text(self._name), _DIALECT)

        def address(found: re.Match[str]) -> str:
            path = self._manual.picture(found[1])
            url = escape(QUrl.fromLocalFile(str(path)).toString())
            return f'src="{url}" width="{_PAPER_WIDTH}"' if path.is_file() else 'src=""'

        return _SOURCE.sub(address, document.toHtml())

    def loadResource(self, kind: int, url: QUrl | str) -> object:
        """Nothing is loaded from anywhere: the manual's own pictures are put into the document."""
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines and pictures as wide as there is room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.viewport().width()
        self.setLineWrapColumnOrWidth(min(_WIDEST, room))
        shown: dict[str, QSize] = {}
        for _, name in PICTURE.findall(self._manual.text(self._name)) if self._name else ():
            address = f"images/{name}.png"
            picture = self._picture(self._manual.picture(name), room - 2 * sizes.XL - 2)
            shown[address] = picture.deviceIndependentSize().toSize()
            image = QTextDocument.ResourceType.ImageResource.value
            self.document().addResource(image, QUrl(address), picture)
        fit_pictures(self.document(), shown)

    def _picture(self, path: Path, widest: int) -> QImage:
        """A picture as large as it is shown; Qt's documents scale roughly, so it is scaled here."""
        image = QImage(str(path))
        if image.isNull():
            return self._absent(widest)
        ratio = self.devicePixelRatioF()
        image = image.convertToFormat(QImage.Format.Format_RGB32)
        width = round(min(widest * ratio, image.width() * ratio))
        if width != image.width():
            image = image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        image.setDevicePixelRatio(ratio)
        with QPainter(image) as painter:  # a thin frame: the ground of page and picture is the same
            painter.setPen(self._look.colour("edge"))
            painter.drawRect(
                QRectF(QPointF(), image.deviceIndependentSize()).adjusted(0, 0, -1, -1)
            )
        return image

    def _absent(self, widest: int) -> QImage:
        """A quiet place for a picture that was not made (a source tree before ``make manual``)."""
        image = QImage(min(widest, _ABSENT.width()), _ABSENT.height(), QImage.Format.Format_RGB32)
        image.fill(self._look.colour("neutral_soft"))
        with QPainter(image) as painter:
            painter.setPen(self._look.colour("muted"))
            painter.setFont(font(sizes.CAPTION))
            said = tr("这里的图片制作安装包时才有。")
            painter.drawText(image.rect(), Qt.AlignmentFlag.AlignCenter, said)
        return image

    def _mark(self) -> list[tuple[int, int]]:
        """Mark the words; where they are, as (place, length)."""
        text = self.document().toRawText().casefold()
        found = []
        for word in {word.casefold() for word in self._words}:
            found += [(m.start(), len(word)) for m in re.finditer(re.escape(word), text)]
        self.setExtraSelections([self._selection(*place) for place in found])
        return found

    def _selection(self, place: int, length: int) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(place)
        cursor.setPosition(place + length, QTextCursor.MoveMode.KeepAnchor)
        look = QTextCharFormat()
        look.setBackground(self._look.colour("soon_soft"))
        look.setForeground(QColor(self._look.colour("soon")))
        mark.cursor, mark.format = cursor, look
        return mark

    def _follow(self, url: QUrl) -> None:
        name = url.path().removesuffix(".md")
        if name in self._manual.names():
            self.wanted.emit(name)


_DIALECT = QTextDocument.MarkdownFeature.MarkdownDialectGitHub
