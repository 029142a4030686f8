"""The list below the search box: what is offered for what is typed. The keyboard stays in the box."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import font
from petitiondesk.ui.views.cards import label
from petitiondesk.ui.views.painting import key_size, middle_left, paint_key

_WIDTH = 600
"""At least, in pixels, where the window has so much."""
_PAD = 12
_OFFER = int(Qt.ItemDataRole.UserRole) + 70

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Offer:
    """One line: ``side`` stands at its right, or ``keys`` as a key cap. ``value`` is what it stands for."""

    text: str
    icon: str
    side: str = ""
    keys: str = ""
    value: object = None

    def spoken(self) -> str:
        """The whole line in words."""
        return tr("，").join(part for part in (self.text, self.side, self.keys) if part)


class OfferList(QFrame):
    """Floats over ``host`` below ``box``. ``chosen(Offer)`` by a click; `current` by the box's keys."""

    chosen = Signal(object)

    def __init__(self, look: Look, host: QWidget, box: QWidget) -> None:
        super().__init__(host)
        self._box = box
        self.setProperty("frame", "toast")
        self.list = QListWidget()
        self.list.setAccessibleName(tr("查到的和可以做的"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(_OfferDelegate(look, self.list))
        self.list.itemClicked.connect(self._clicked)
        self.hint = label("", "caption")
        self.hint.setContentsMargins(_PAD, 0, _PAD, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.XS, sizes.XS, sizes.XS, sizes.S)
        column.setSpacing(sizes.XS)
        column.addWidget(self.list, 1)
        column.addWidget(self.hint)
        box.installEventFilter(self)
        host.installEventFilter(self)
        self.hide()

    def offer(self, offers: Sequence[Offer], hint: str, chosen: int) -> None:
        """Show these lines with one of them chosen (-1: none)."""
        self.list.clear()
        for offer in offers:
            item = QListWidgetItem(offer.text)
            item.setData(_OFFER, offer)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, offer.spoken())
            self.list.addItem(item)
        self.list.setCurrentRow(chosen)
        self.hint.setText(hint)
        self._place()
        self.show()
        self.raise_()

    def offers(self) -> list[Offer]:
        """The lines on screen."""
        return [self.list.item(n).data(_OFFER) for n in range(self.list.count())]

    def current(self) -> Offer | None:
        """The line chosen."""
        row = self.list.currentRow()
        return self.list.item(row).data(_OFFER) if row >= 0 else None

    def step(self, by: int) -> None:
        """Choose another line; past the ends it goes round."""
        count, row = self.list.count(), self.list.currentRow()
        if count:
            first = 0 if by > 0 else count - 1
            self.list.setCurrentRow((row + by) % count if row >= 0 else first)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay below the box."""
        if self.isVisible() and event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._place()
        return False

    def _clicked(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(_OFFER))

    def _place(self) -> None:
        host = self.parentWidget()
        if host is None:
            return
        corner = self._box.mapTo(host, QPoint(0, self._box.height() + 2))
        rows = self.list.count() * sizes.CONTROL
        wanted = rows + self.hint.sizeHint().height() + 2 * sizes.M
        width = min(max(self._box.width(), _WIDTH), host.width() - corner.x() - sizes.M)
        height = min(wanted, host.height() - corner.y() - sizes.XL)
        self.setGeometry(corner.x(), corner.y(), width, height)


class _OfferDelegate(QStyledItemDelegate):
    """Icon, text, and at the right what it is or its keys."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as a row of a table."""
        return QSize(100, sizes.CONTROL)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line."""
        offer, look, row = index.data(_OFFER), self._look, QRectF(option.rect)
        assert isinstance(offer, Offer)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, look.colour("accent_soft"))
            painter.fillRect(QRectF(row.left(), row.top(), 3, row.height()), look.colour("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, look.colour("hover"))
        muted = look.colour("muted")
        icon = middle_left(row.left() + _PAD, QSize(16, 16), row)
        look.icons.paint(painter, icon, offer.icon, muted)
        right = row.right() - _PAD
        if offer.keys:
            size = key_size(offer.keys)
            right -= size.width()
            paint_key(painter, middle_left(right, size, row), offer.keys, muted, look)
            right -= sizes.S
        if offer.side:
            painter.setFont(font(sizes.CAPTION))
            width = min(painter.fontMetrics().horizontalAdvance(offer.side) + 2, row.width() / 2)
            right -= width
            painter.setPen(muted)
            self._text(painter, QRectF(right, row.top(), width, row.height()), offer.side)
        painter.setFont(font(sizes.BODY))
        painter.setPen(look.colour("text"))
        left = icon.right() + sizes.M
        self._text(
            painter, QRectF(left, row.top(), right - sizes.M - left, row.height()), offer.text
        )

    def _text(self, painter: QPainter, room: QRectF, text: str) -> None:
        cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, cut)
