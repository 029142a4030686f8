"""A place to drop, paste or choose scans and other attachments."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QImageWriter,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import Tone, set_property
from petitiondesk.ui.views.buttons import Button
from petitiondesk.ui.views.chips import FilterChip, IconDot
from petitiondesk.ui.views.elided import ElidedLabel
from petitiondesk.ui.views.layouts import FlowLayout


class DropFrame(QFrame):
    """A frame that files can be dropped on; `take` says what becomes of them."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("frame", "dashed")
        self.setProperty("over", "false")
        self.setAcceptDrops(True)

    def wants(self, data: QMimeData) -> bool:
        """Whether it is worth dropping."""
        return data.hasUrls()

    def take(self, data: QMimeData) -> bool:
        """Take what was dropped; False when there is nothing in it for this frame."""
        raise NotImplementedError

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept what can be taken, and show it."""
        if self.wants(event.mimeData()):
            event.acceptProposedAction()
            set_property(self, "over", "true")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Calm down."""
        set_property(self, "over", "false")
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped."""
        set_property(self, "over", "false")
        if self.take(event.mimeData()):
            event.acceptProposedAction()


class DropZone(DropFrame):
    """Takes files by drag, paste or button, and lists them with a cross each.

    ``files_added(list[Path])``; ``image_pasted(bytes)`` with PNG bytes, which never touch the disk
    in clear; ``remove_asked(key)``; ``choose_asked`` when the button is pressed (the page opens the
    file dialog through `Messages`). The page lists what it accepted with `add_item`.
    """

    SPOKEN_AS = QAccessible.Role.Grouping
    files_added = Signal(list)
    image_pasted = Signal(QByteArray)
    remove_asked = Signal(object)
    choose_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._chips: dict[object, FilterChip] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("附件"))
        self.setAccessibleDescription(tr("可以拖入文件，或按 Ctrl+V 粘贴，或选择文件。"))
        self.button = Button(look, tr("选择文件"), role="link", icon="plus")
        self.button.clicked.connect(self.choose_asked)
        head = QHBoxLayout()
        head.setSpacing(sizes.S)
        head.addWidget(IconDot(look, "paperclip", Tone.NEUTRAL))
        head.addWidget(ElidedLabel(tr("拖入或粘贴扫描件")), 1)
        head.addWidget(self.button)
        self._list = QWidget()
        self._flow = FlowLayout(self._list)
        self._list.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.M, sizes.S - 2, sizes.S, sizes.S - 2)
        column.setSpacing(sizes.XS)
        column.addLayout(head)
        column.addWidget(self._list)

    def add_item(self, key: object, text: str) -> None:
        """List something; the cross asks with ``key``."""
        chip = FilterChip(self._look, text, key, "file")
        chip.setAccessibleName(tr("附件：{name}", name=text))
        chip.setToolTip(tr("点叉号或按 Delete 键去掉。"))
        chip.removed.connect(self.remove_asked)
        self.remove_item(key)
        self._chips[key] = chip
        self._flow.addWidget(chip)
        self._list.show()

    def remove_item(self, key: object) -> None:
        """Take one off the list."""
        chip = self._chips.pop(key, None)
        if chip is not None:
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self._list.setVisible(bool(self._chips))

    def clear(self) -> None:
        """Take all off the list."""
        for key in list(self._chips):
            self.remove_item(key)

    def spoken_value(self) -> str:
        """What is listed, in words."""
        return tr("；").join(chip.text() for chip in self._chips.values())

    def keys(self) -> list[object]:
        """What is listed, in order."""
        return list(self._chips)

    def chip(self, key: object) -> FilterChip:
        """The chip of one listed thing."""
        return self._chips[key]

    def take(self, data: QMimeData) -> bool:
        """Take files or an image out of a drop or the clipboard; False when there are none."""
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        files = [path for path in paths if path.is_file()]
        if files:
            self.files_added.emit(files)
        elif data.hasImage():
            self.image_pasted.emit(_png(data.imageData()))
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste."""
        if not (
            event.matches(QKeySequence.StandardKey.Paste)
            and self.take(QGuiApplication.clipboard().mimeData())
        ):
            super().keyPressEvent(event)

    def wants(self, data: QMimeData) -> bool:
        """Files, and pictures."""
        return data.hasUrls() or data.hasImage()


def _png(image: object) -> QByteArray:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if isinstance(image, QImage):
        QImageWriter(buffer, QByteArray(b"png")).write(image)
    return buffer.data()
