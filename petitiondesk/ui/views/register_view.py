"""The registration page as laid out: heading, form, and what stands beside the form.

It also owns how the keyboard moves: Enter and Tab follow one list of stops.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from petitiondesk.domain.errors import Finding, Severity
from petitiondesk.infra.i18n import tr, trn
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.pieces import Pieces
from petitiondesk.ui.style import set_property
from petitiondesk.ui.views.buttons import Button
from petitiondesk.ui.views.cards import TroubleLine, label
from petitiondesk.ui.views.field_form import FormContext
from petitiondesk.ui.views.fields import LabelledField
from petitiondesk.ui.views.layouts import ends, flow
from petitiondesk.ui.views.register_form import RegisterForm
from petitiondesk.ui.views.register_side import AfterCard, MatchCard
from petitiondesk.ui.views.scrolled import Scrolled, height_in_sight

_POPUPS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
_SIDE_LEAST, _SIDE_MOST = 244, 280


class RegisterView(QWidget):
    """Heading with number, draft and button; the form; the cards beside it.

    ``left(field name)`` when the keyboard leaves a field for another. It is made by its `pieces`.
    """

    left = Signal(str)

    def __init__(self, context: FormContext) -> None:
        super().__init__()
        self._look = context.look
        self._context = context

    def pieces(self) -> Pieces:
        """Make the view (`ui.pieces`)."""
        context = self._context
        self.form = RegisterForm(context)
        self.matches = MatchCard(context.look)
        self.after = AfterCard(context.look)
        self.number = label("", "muted")
        self.draft = label("", "muted")
        self.discard = Button(context.look, tr("丢弃草稿"), role="link")
        self.discard.hide()
        self.trouble = TroubleLine()
        self.hint = label(tr("Enter 下一项 · Ctrl+Enter 保存并登记下一件"), "caption")
        self.paste = Button(context.look, tr("整段粘贴"), role="quiet", icon="paste")
        self.paste.setToolTip(tr("把复制来的整段留言分到各栏（Ctrl+Shift+V）"))
        self.kinds = Button(context.look, tr("常用件"), role="quiet", icon="stack")
        self.kinds.setToolTip(tr("用存好的一种件开始填（Ctrl+T）"))
        self.save = Button(context.look, tr("保存"), role="primary")
        self.save.setToolTip(tr("保存（Ctrl+S）"))
        self._lay_out()
        yield
        yield from self.form.pieces()
        self.form.reshaped.connect(self.attend)
        self.attend()

    # --- what is said ---------------------------------------------------------------------------

    def say(self, text: str, kind: str = "") -> None:
        """A line under the heading; ``kind`` is refuse or warn."""
        self.trouble.say(text)
        set_property(self.trouble, "finding", kind)
        self.save.setAccessibleDescription(text)

    def say_findings(self, findings: Sequence[Finding]) -> None:
        """How many places need the clerk, and whether they stop the saving."""
        refused = {f.field for f in findings if f.severity is Severity.REFUSE}
        if refused:
            self.say(trn("有 {n} 处要改，已标出；填好的内容都还在。", len(refused)), "refuse")
        elif findings:
            places = {f.field for f in findings}
            self.say(trn("有 {n} 处请核对；无误就再按一次保存。", len(places)), "warn")
        else:
            self.say("")

    def show_draft(self, text: str, *, discardable: bool = False, why: str = "") -> None:
        """The draft's state, with the link to discard it where one was restored."""
        self.draft.setText(f"· {text}" if text else "")
        self.draft.setToolTip(why)
        self.discard.setVisible(discardable)

    # --- the keyboard ---------------------------------------------------------------------------

    def keyboard_stops(self) -> list[QWidget]:
        """Where the keyboard stops: down the form, then what was found beside it, saving last."""
        return [
            *self.form.stops(),
            *self.matches.stops(),
            self.discard,
            self.paste,
            self.kinds,
            self.save,
        ]

    def attend(self) -> None:
        """Be told when the keyboard comes and goes."""
        for stop in self.keyboard_stops():
            stop.installEventFilter(self)  # a second time changes nothing

    def go_on(self) -> None:
        """Put the keyboard on the next field; buttons are passed, they are reached by Tab."""
        stops = self.keyboard_stops()
        now = self._place_of(self.focusWidget(), stops)
        for stop in stops[now + 1 :]:
            passed = isinstance(stop, QAbstractButton) and not isinstance(stop, QCheckBox)
            if stop.isVisible() and stop.isEnabled() and (not passed or stop is self.save):
                stop.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def go_to_top(self) -> None:
        """Show the form from its beginning: what is above its first field belongs to it."""
        self._form_area.verticalScrollBar().setValue(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter that no control wanted: the field is left for the next."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            super().keyPressEvent(event)
        else:
            self.go_on()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Scroll to where the keyboard comes; tell what it leaves (a popup is no leaving)."""
        kind = event.type()
        if kind is QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self._reveal(watched)
        elif (
            kind is QEvent.Type.FocusOut
            and isinstance(event, QFocusEvent)
            and event.reason() not in _POPUPS
        ):
            self._leave(watched)
        return super().eventFilter(watched, event)

    def _leave(self, control: QObject) -> None:
        if isinstance(control, QLineEdit):
            # A text longer than its field is read from its beginning.
            control.setCursorPosition(0)
        field = control.parent()
        if isinstance(field, LabelledField) and field.name:
            self.left.emit(field.name)

    def _reveal(self, widget: QWidget) -> None:
        area = self._form_area if self.form.isAncestorOf(widget) else self._side_area
        if area.isAncestorOf(widget):
            # With the label above and the finding beneath it.
            area.ensureWidgetVisible(widget, 0, sizes.XL + sizes.S)

    def _in_channel(self, widget: QWidget) -> bool:
        return self.form.channel.isAncestorOf(widget)

    def _place_of(self, focus: QWidget | None, stops: list[QWidget]) -> int:
        for place, stop in enumerate(stops):
            if focus is stop or (focus is not None and stop is self.form.channel
                                 and self._in_channel(focus)):  # fmt: skip
                return place
        return -1

    # --- layout ---------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._form_area = _scrolled(self.form)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.M)
        column.addWidget(self.matches)
        column.addWidget(self.after)
        column.addStretch(1)
        self._side_area = _scrolled(side)
        self._side_area.setMinimumWidth(_SIDE_LEAST)
        self._side_area.setMaximumWidth(_SIDE_MOST)
        self._form_area.setMinimumWidth(320)
        lower = QHBoxLayout()
        lower.setSpacing(sizes.L)
        lower.addWidget(self._form_area, 74)
        lower.addWidget(self._side_area, 26)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(sizes.XL, sizes.L, sizes.XL, sizes.M)
        outer.setSpacing(sizes.M)
        outer.addWidget(self._head())
        outer.addWidget(self.trouble)
        outer.addLayout(lower, 1)
        outer.addWidget(self.hint)

    def _head(self) -> QWidget:
        where = flow(label(tr("登记"), "title"), self.number, self.draft, self.discard)
        return ends(where, flow(self.paste, self.kinds, self.save))


class _Clear(QWidget):
    """Around a card: the style sheet clears the area's own widget, which a card must not be."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self._inner = inner
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(inner)

    def heightForWidth(self, width: int) -> int:
        """Long texts are lower where all is in sight then."""
        layout = self._inner.layout()
        liked = super().heightForWidth(width)
        least = layout.totalMinimumHeightForWidth(width) if layout is not None else liked
        return height_in_sight(self, liked, least)


def _scrolled(inner: QWidget) -> Scrolled:
    area = Scrolled(_Clear(inner))
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
