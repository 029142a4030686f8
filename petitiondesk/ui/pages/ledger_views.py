"""The ledger's views: five of the program's own, and those that the clerk saved."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from petitiondesk.domain.ledger import DueFilter, LedgerFilter
from petitiondesk.domain.ledger_views import SavedView, Span
from petitiondesk.domain.messages import Message
from petitiondesk.domain.terms import Channel
from petitiondesk.infra.i18n import term, tr
from petitiondesk.services.ledger_views import Views
from petitiondesk.ui.dialogs.naming import NameDialog, NewViewDialog
from petitiondesk.ui.dialogs.writing import run
from petitiondesk.ui.messages import Action
from petitiondesk.ui.models.ledger_model import LedgerModel
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.pages.ledger_columns import LedgerColumns
from petitiondesk.ui.pages.ledger_filter import OPEN_STATES
from petitiondesk.ui.views.ledger_view import LedgerView

_BUTTONS = 4
"""Saved views with a button of their own, the oldest and the one that is shown; each has a digit (Alt+6 …).
All are in the menu."""

SAVED = "saved"
"""First part of the key of a saved view's button."""


class LedgerViews(QObject):
    """Behaviour of the row of views and of their menu.

    ``wanted(LedgerFilter, Order)``: a view was chosen; its columns are on screen already.
    """

    wanted = Signal(object, object)

    def __init__(
        self,
        context: PageContext,
        view: LedgerView,
        model: LedgerModel,
        columns: LedgerColumns,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._view = view
        self._model = model
        self._columns = columns
        self._views: Views = ()
        self._current = ""
        view.views.clicked.connect(self._open_menu)
        self._offer(context.desk.views.views())

    def ready_made(self, key: str) -> LedgerFilter:
        """The conditions of one of the program's own views."""
        today = self._context.desk.ledger.today
        return {
            "all": LedgerFilter(),
            "open": LedgerFilter(states=OPEN_STATES),
            "month": LedgerFilter(first=today.replace(day=1), last=today),
            "pressing": LedgerFilter(due=DueFilter.PRESSING),
            "assigned": LedgerFilter(channels=frozenset({Channel.ASSIGNED})),
        }[key]

    def current(self) -> SavedView | None:
        """The saved view that is shown, changed or not."""
        return next((view for view in self._views if view.name == self._current), None)

    def come_from(self, shown: LedgerFilter) -> None:
        """Conditions came from elsewhere: the row says so, as far as it has a view for them."""
        self._leave()
        plain = replace(shown, words="")
        own = (key for key in ("open", "month", "pressing", "assigned"))
        key = next((key for key in own if self.ready_made(key) == plain), "all")
        if self._view.preset.value() != key:
            self._view.preset.set_value(key)

    def choose(self, key: object) -> None:
        """Show a view: the key of one of the program's own, or (`SAVED`, name)."""
        if isinstance(key, tuple):
            self._choose_saved(str(key[1]))
            return
        self._leave()
        words = self._model.shown.words
        self.wanted.emit(replace(self.ready_made(str(key)), words=words), self._model.order)

    def _choose_saved(self, name: str, _checked: bool = False) -> None:
        view = next((view for view in self._views if view.name == name), None)
        if view is None:
            return
        self._current = view.name
        self._columns.usual = False
        self._columns.apply(view.columns)
        self._offer(self._views)
        self.wanted.emit(self._context.desk.views.opened(view), view.order)

    def _leave(self) -> None:
        """Back to the usual columns, where a saved view had its own."""
        if self._current:
            self._current = ""
            self._columns.restore()

    # --- the row and the menu -------------------------------------------------------------------

    def _offer(self, views: Views) -> None:
        """Have buttons for these views, and the one that is shown marked among them."""
        kept = self._view.preset.value()
        self._views = views
        if self._current and self.current() is None:
            self._leave()
        names = [view.name for view in views[:_BUTTONS]]
        if self._current and self._current not in names:
            names[-1] = self._current
        self._view.show_views([((SAVED, name), name) for name in names])
        self._view.preset.changed.connect(self.choose)
        if self._current:
            self._view.preset.set_value((SAVED, self._current))
        elif not isinstance(kept, tuple):
            self._view.preset.set_value(kept)

    def menu(self) -> QMenu:
        """What can be done with views; the saved ones first."""
        menu = QMenu(tr("我的视图"), self._view.views)
        for view in self._views:
            period = f"　{term(view.span)}" if view.span else ""
            action = menu.addAction(_shown(view) + period)
            action.setCheckable(True)
            action.setChecked(view.name == self._current)
            action.triggered.connect(partial(self._choose_saved, view.name))
        if self._views:
            menu.addSeparator()
        current = self.current()
        if current is not None:
            changed = menu.addAction(tr("把现在的样子存进“{name}”", name=_shown(current)))
            changed.setEnabled(self._present(current.name) != current)
            changed.triggered.connect(partial(self._change, current))
        menu.addAction(tr("存为新视图…")).triggered.connect(self._save)
        if current is not None:
            rename = menu.addAction(tr("给“{name}”改名…", name=_shown(current)))
            rename.triggered.connect(partial(self._rename, current))
            remove = menu.addAction(tr("删除“{name}”", name=_shown(current)))
            remove.triggered.connect(partial(self._remove, current))
        return menu

    def _open_menu(self) -> None:
        button = self._view.views
        menu = self.menu()
        menu.exec(button.mapToGlobal(button.rect().bottomLeft()))
        menu.deleteLater()

    # --- keeping --------------------------------------------------------------------------------

    def _present(self, name: str) -> SavedView:
        """What is on screen, as a view; the period of the one that is shown goes on as it was kept."""
        shown, current = self._model.shown, self.current()
        view = SavedView(name, shown, self._model.order, self._columns.present())
        spans = self._context.desk.views.spans(shown)
        return view.going_with(current.span if current and current.span in spans else None)

    def _save(self, _checked: bool = False) -> None:
        shown = self._model.shown

        def write(name: str) -> None:
            self._save_as(name, dialog.span())

        spans = self._context.desk.views.spans(shown)
        dialog = NewViewDialog(shown, spans, write, self._view.window())
        run(dialog)

    def _save_as(self, name: str, span: Span | None) -> None:
        view = SavedView(name, self._model.shown, self._model.order, self._columns.present())
        before = self._context.desk.views.save(view.going_with(span))
        kept = [view.name for view in self._context.desk.views.views()]
        self._current = name.strip() if name.strip() in kept else kept[-1]
        self._columns.usual = False
        self._told(Message("已存为视图“{name}”。", name=self._current), before)

    def _change(self, view: SavedView, _checked: bool = False) -> None:
        with self._context.saying_errors():
            before = self._context.desk.views.save(self._present(view.name))
            self._told(Message("视图“{name}”已改成现在的样子。", name=view.name), before)

    def _rename(self, view: SavedView, _checked: bool = False) -> None:
        def write(name: str) -> None:
            before = self._context.desk.views.rename(view.name, name)
            self._current = self._context.desk.views.views()[before.index(view)].name
            self._told(Message("视图“{old}”改名为“{name}”。", old=view.name, name=self._current),
                       before)  # fmt: skip

        run(NameDialog(tr("给视图改名"), "", view.name, write, self._view.window()))

    def _remove(self, view: SavedView, _checked: bool = False) -> None:
        with self._context.saying_errors():
            before = self._context.desk.views.remove(view.name)
            self._told(Message("已删除视图“{name}”，信访件没有变。", name=view.name), before)

    def _told(self, message: Message, before: Views) -> None:
        self._offer(self._context.desk.views.views())
        undo = Action(tr("撤销"), partial(self._put_back, before))
        self._context.messages.notice(message, undo)

    def _put_back(self, before: Views) -> None:
        with self._context.saying_errors():
            self._context.desk.views.put_back(before)
            self._offer(before)


def _shown(view: SavedView) -> str:
    """A name in a menu, where an ampersand would underline a letter."""
    return view.name.replace("&", "&&")
