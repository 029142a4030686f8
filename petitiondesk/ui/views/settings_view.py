"""Layout of the settings page: the list of parts at the left, the part's card at the right."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import Tone
from petitiondesk.ui.views.buttons import Button
from petitiondesk.ui.views.cards import Card, label
from petitiondesk.ui.views.chips import Chip
from petitiondesk.ui.views.scrolled import EmptyEdge, Scrolled
from petitiondesk.ui.views.side_list import SideList

_LIST_WIDTH = 208
_MOVED = (QEvent.Type.Resize, QEvent.Type.LayoutRequest)


class SettingsView(QWidget):
    """Heading, list of parts, one card for each. ``mark`` shows which parts have unsaved changes."""

    def __init__(self, look: Look, parts: Sequence[tuple[str, str, str]]) -> None:
        """``parts`` are (key, title, icon)."""
        super().__init__()
        self._look = look
        self._icons = [icon for _, _, icon in parts]
        self._titles = [title for _, title, _ in parts]
        outer = QVBoxLayout(self)
        outer.setContentsMargins(sizes.XL, sizes.L + 4, sizes.XL, sizes.L)
        outer.setSpacing(sizes.L)
        outer.addLayout(self._heading())
        lower = QHBoxLayout()
        lower.setSpacing(sizes.L)
        lower.addWidget(self._list())
        self.stack = QStackedWidget()
        lower.addWidget(self.stack, 1)
        outer.addLayout(lower, 1)
        look.changed.connect(self._draw_icons)

    def add_part(self, frame: QWidget) -> None:
        """Add the next part's card, in the order of the list."""
        self.stack.addWidget(frame)

    def mark(self, place: int, *, unsaved: bool) -> None:
        """Say in the list that a part has unsaved changes, or that it has none."""
        item = self.parts.item(place)
        title = self._titles[place]
        item.setText(f"{title} •" if unsaved else title)
        said = tr("{part}，有未保存的改动", part=title) if unsaved else title
        item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
        item.setToolTip(said if unsaved else "")

    def _heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(sizes.M)
        row.addWidget(label(tr("设置"), "title"), 0, Qt.AlignmentFlag.AlignBottom)
        self.unsaved = label("", "muted")
        row.addWidget(self.unsaved, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        return row

    def _list(self) -> SideList:
        self.parts = SideList(tr("设置的各部分"), _LIST_WIDTH)
        self.parts.setIconSize(QSize(16, 16))
        self.parts.setSpacing(2)
        for title in self._titles:
            QListWidgetItem(title, self.parts)
        self._draw_icons()
        self.parts.setCurrentRow(0)
        return self.parts

    def _draw_icons(self) -> None:
        for place, icon in enumerate(self._icons):
            self.parts.item(place).setIcon(self._look.icons.icon(icon))


class PartFrame(Card):
    """One part: what it is for, its form, and at the foot whether and how it is saved."""

    def __init__(
        self, look: Look, title: str, sentence: str, form: QWidget, *, saves: bool = True
    ) -> None:
        super().__init__(look, title)
        self._form = form
        self.add(label(sentence, "muted", wrap=True))
        self.who_may = label(tr("这一部分由管理员更改，您可以看。"), "caption")
        self.add(self.who_may)
        self.add(_FormArea(form), 1)
        self.chip = Chip(look, tr("有未保存的改动"), "edit", Tone.SOON)
        self.discard = Button(look, tr("放弃改动"))
        self.save = Button(look, tr("保存"), role="primary", keys="Ctrl S")
        self.set_unsaved(unsaved=False)
        self.foot = QWidget(self)
        if saves:
            self.foot.setLayout(self._foot())
            self.add(self.foot)
        else:
            self.foot.hide()
        self.who_may.hide()

    def set_read_only(self, *, form_too: bool) -> None:
        """Nothing can be saved; ``form_too``: nothing can be entered either, and it says who may."""
        self.foot.hide()
        self._form.setEnabled(not form_too)
        self.who_may.setVisible(form_too)

    def set_unsaved(self, *, unsaved: bool) -> None:
        """Show whether there is something to save."""
        self.chip.setVisible(unsaved)
        self.discard.setEnabled(unsaved)
        self.save.setEnabled(unsaved)

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(sizes.S)
        row.setContentsMargins(0, sizes.S, 0, 0)
        row.addWidget(self.chip)
        row.addStretch(1)
        row.addWidget(self.discard)
        row.addWidget(self.save)
        return row


class _FormArea(Scrolled):
    """Scrolls a form that is taller than the window, so that the foot stays in sight."""

    def __init__(self, form: QWidget) -> None:
        self._form = form
        self._edge: EmptyEdge | None = None
        super().__init__(form)

    def sizeHint(self) -> QSize:
        """Little: what a form would like must not make the page taller than a small screen."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The form is never lower than its lines wrap: Qt would squeeze them where a bar comes or goes."""
        layout = self._form.layout()
        if watched is self._form and event.type() in _MOVED and layout is not None:
            self._edge = self._edge or EmptyEdge(layout)
            least = layout.totalMinimumHeightForWidth(self._form.width()) + self._edge.given
            lacking = least - self.viewport().height()
            self._edge.give(lacking if lacking <= self._edge.whole else 0)
            wraps = layout.hasHeightForWidth()
            self._form.setMinimumHeight(least - self._edge.given if wraps else 0)
        return super().eventFilter(watched, event)
