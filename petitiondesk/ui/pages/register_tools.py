"""What fills the registration form by itself: a message pasted as a whole, common kinds, earlier entries.

All of it fills empty fields only, says so, and can be taken back; nothing is registered by it.
"""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from petitiondesk.domain.common_kinds import CommonKind, begun
from petitiondesk.domain.copying import replace
from petitiondesk.domain.errors import DeskError
from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.whole_message import filled_up, split_message
from petitiondesk.infra.i18n import tr
from petitiondesk.services.cleaning import clean_petition
from petitiondesk.services.common_kinds import Kinds
from petitiondesk.ui.dialogs.naming import kind_name_dialog
from petitiondesk.ui.dialogs.writing import run
from petitiondesk.ui.messages import Action
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.pages.register_draft import Draft
from petitiondesk.ui.views.register_view import RegisterView


class Holder(Protocol):
    """The form's page: gives what is entered, and shows another."""

    def draft(self) -> Draft:
        """What is entered."""

    def show_instead(self, draft: Draft) -> Callable[[], None]:
        """Show this; what is returned brings back what was there, files and all."""


class FormTools(QObject):
    """The buttons 整段粘贴 and 常用件 of the form, and what its text fields offer."""

    def __init__(
        self, context: PageContext, view: RegisterView, holder: Holder, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._view = view
        self._holder = holder
        view.paste.clicked.connect(self.paste_whole)
        view.kinds.clicked.connect(self.choose_kind)

    def read_entries(self) -> None:
        """Have the text fields offer what was entered before."""
        suggestions = self._context.desk.suggestions
        self._context.tasks.run(
            lambda _: suggestions.texts(), self._view.form.offer, _stay_quiet, quick=True
        )

    # --- a message pasted as a whole --------------------------------------------------------------

    def paste_whole(self) -> None:
        """Take the text on the clipboard apart into the fields."""
        text = QGuiApplication.clipboard().text()
        if not text.strip():
            self._context.messages.notice(
                Message("剪贴板里没有文字。请先把整段留言复制下来，再来粘贴。")
            )
            return
        before = self._holder.draft()
        self._show(
            filled_up(before.facts, clean_petition(split_message(text))),
            Message("已把粘贴的文字分到各栏，请核对；原来填好的没有动。"),
        )

    # --- common kinds -----------------------------------------------------------------------------

    def choose_kind(self) -> None:
        """Show the common kinds below their button."""
        button = self._view.kinds
        with self._context.saying_errors():
            menu = self.menu()
            try:
                menu.exec(button.mapToGlobal(button.rect().bottomLeft()))
            finally:
                menu.deleteLater()

    def menu(self) -> QMenu:
        """The kinds, keeping another, doing without one."""
        menu = QMenu(self._view.kinds)
        kinds = self._context.desk.common_kinds.kinds()
        for number, kind in enumerate(kinds, 1):
            digit = f"&{number}  " if number < 10 else ""
            action = menu.addAction(digit + kind.name.replace("&", "&&"))
            action.triggered.connect(partial(self.begin_with, kind))
        if kinds:
            menu.addSeparator()
        menu.addAction(tr("把这一页存为常用件…")).triggered.connect(self.keep_kind)
        if kinds:
            without = menu.addMenu(tr("去掉"))
            for kind in kinds:
                action = without.addAction(kind.name.replace("&", "&&"))
                action.triggered.connect(partial(self.remove_kind, kind.name))
        return menu

    def begin_with(self, kind: CommonKind, *_: object) -> None:
        """Fill what is empty from a kind."""
        facts = begun(self._holder.draft().facts, kind)
        self._show(facts, Message("已按“{name}”填写，原来填好的没有动。", name=kind.name))

    def keep_kind(self) -> None:
        """Ask for a name, and keep what this form has of its kind."""
        facts, kinds = self._holder.draft().facts, self._context.desk.common_kinds
        dialog = kind_name_dialog(lambda name: kinds.save(name, facts), self._view.window())
        if run(dialog):
            self._context.messages.notice(Message("已存为常用件。"))

    def remove_kind(self, name: str, *_: object) -> None:
        """Do without a kind; it can be had back."""
        kinds = self._context.desk.common_kinds
        with self._context.saying_errors():
            back = Action(tr("撤销"), partial(self._put_back, kinds.remove(name)))
            self._context.messages.notice(Message("已去掉常用件“{name}”。", name=name), back)

    def _put_back(self, kinds: Kinds) -> None:
        with self._context.saying_errors():
            self._context.desk.common_kinds.put_back(kinds)

    def _show(self, facts: Petition, said: Message) -> None:
        back = self._holder.show_instead(replace(self._holder.draft(), facts=facts))
        self._context.messages.notice(said, Action(tr("撤销"), back))


def _stay_quiet(_error: DeskError) -> None:
    """The fields offer nothing then; they can be typed into as ever."""
