"""The superior's workbooks (上级报表): kept, their cells bound by a click, filled for a return."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from petitiondesk.domain.errors import DeskError
from petitiondesk.domain.forms import Form
from petitiondesk.domain.messages import Message
from petitiondesk.domain.returns.figures import Return
from petitiondesk.infra.i18n import tr
from petitiondesk.services.forms import FormService
from petitiondesk.ui.dialogs.form_bench import FormBench
from petitiondesk.ui.dialogs.form_files import (
    FILTERS,
    FormWriteDialog,
    RenewalDialog,
    TakeInDialog,
)
from petitiondesk.ui.dialogs.writing import run
from petitiondesk.ui.messages import Action
from petitiondesk.ui.models.return_words import period_text
from petitiondesk.ui.opening import open_file
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.tasks import Progress


class FormsDialog(FormBench):
    """The kept workbooks for one return: taken in, bound, kept, filled. Nothing is written unasked.

    ``opener`` shows a written file in the program the system has for it.
    """

    def __init__(
        self,
        context: PageContext,
        return_: Return,
        parent: QWidget | None = None,
        opener: Callable[[Path], bool] = open_file,
    ) -> None:
        super().__init__(context, return_, parent)
        self._opener = opener
        self._filling = False
        self._connect()
        self._list_forms()

    # --- which workbook -------------------------------------------------------------------------

    def _list_forms(self, chosen: str = "") -> None:
        names = [form.name for form in self._forms.all()]
        self.view.show_any(there=bool(names))
        self.view.forms.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.view.forms.set_items([(name, name) for name in names])
        self.view.forms.blockSignals(False)  # noqa: FBT003
        self._name_in_head(chosen)
        if names:
            self.open_form(str(self.view.forms.value()))
        else:
            self.form = self.saved = None
            self.show_state()

    def _name_in_head(self, name: str) -> None:
        self.view.forms.blockSignals(True)  # noqa: FBT003
        self.view.forms.set_value(name)
        self.view.forms.blockSignals(False)  # noqa: FBT003

    def open_form(self, name: object) -> None:
        """Show a kept workbook; what was bound in another and not saved is asked about first."""
        if not self._settled():
            self._name_in_head(self.saved.name if self.saved else "")
            return
        with self._context.saying_errors():
            form = self._forms.get(str(name))
            self.saved = form
            self.show_form(form)

    # --- keeping --------------------------------------------------------------------------------

    def save(self) -> None:
        """Keep what was bound."""
        if self.form is not None and self.form != self.saved:
            with self._context.saying_errors():
                self.saved = self._forms.save(self.form)
                self._context.go.written()
        self.show_state()

    def _settled(self) -> bool:
        """Whether nothing unsaved stands in the way: saved, or given up on purpose."""
        if self.form is None or self.form == self.saved:
            return True
        self._ask_to_save()
        return self.form == self.saved

    def _ask_to_save(self) -> None:
        assert self.form is not None
        if self._context.messages.ask(
            tr("保存绑定"),
            tr("“{name}”的绑定改过，还没有保存。", name=self.form.name),
            tr("保存"),
            tr("不保存"),
        ):
            self.save()
        else:
            self.form = self.saved

    def reject(self) -> None:
        """Close; what was bound and not saved is asked about, and a file under way is waited for."""
        if not self._filling and self._settled():
            super().reject()

    def add(self) -> None:
        """Take in a workbook the office was sent."""
        path = self._context.messages.choose_file_open(tr("选择上级发来的工作簿"), FILTERS)
        if path is None or not self._settled():
            return
        with self._context.saying_errors():
            locked = self._forms.is_locked(path)
            dialog = TakeInDialog(
                path.name, path.stem, partial(self._add, path), self, locked=locked
            )
            run(dialog)

    def _add(self, path: Path, dialog: TakeInDialog) -> None:
        form = self._forms.add(path, dialog.name.text(), dialog.password.text())
        self._context.go.written()
        self._list_forms(form.name)

    def renew(self) -> None:
        """Put a newer workbook in the place of this one."""
        path = self._context.messages.choose_file_open(tr("选择新表"), FILTERS)
        if path is None or self.form is None:
            return
        with self._context.saying_errors():
            if self._forms.is_locked(path):
                run(TakeInDialog(path.name, None, partial(self._renew, path), self, locked=True))
            else:
                self._renew(path, None)

    def _renew(self, path: Path, dialog: TakeInDialog | None) -> None:
        assert self.form is not None
        password = dialog.password.text() if dialog else ""
        renewal = self._forms.renewed(self.form, path, password)
        if run(RenewalDialog(renewal, self)):
            self.saved = self._forms.save(renewal.form)
            self._context.go.written()
            self.show_form(self.saved)

    def remove(self) -> None:
        """Take the workbook off the list."""
        form = self.saved
        if form is not None and self._context.messages.ask(
            tr("移除上级报表"),
            tr(
                "“{name}”和它的绑定不再列出；经过里仍有记录，以前填好的文件不受影响。",
                name=form.name,
            ),
            tr("移除"),
            tr("取消"),
            danger=True,
        ):
            with self._context.saying_errors():
                self._forms.remove(form.name)
                self.form = self.saved = None
                self._context.go.written()
                self._list_forms()

    # --- writing --------------------------------------------------------------------------------

    def fill(self) -> None:
        """Say what is to be named, ask where, and write a filled copy."""
        if self.form is None:
            return
        self.save()
        form = self.form
        with self._context.saying_errors():
            check = self._forms.check(form, self._return)
            dialog = FormWriteDialog(self._context.look, check, self, locked=form.locked)
            if not run(dialog):
                return
            suffix = self._forms.suffix(form)
            suggested = Path.home() / f"{form.name} {period_text(self._return.period)}{suffix}"
            path = self._context.messages.choose_file_save(
                tr("填写并另存"), [f"Excel (*{suffix})"], suggested
            )
            if path is not None:
                work = Filling(self._forms, form, self._return, path, dialog.password.text())
                self._set_filling(filling=True)
                self._context.tasks.run(
                    work,
                    self._filled,
                    self._failed,
                    title=Message("正在填写“{name}”", name=path.name),
                )

    def _filled(self, path: Path) -> None:
        """Closes, so that the notice in the window can be reached."""
        self._context.go.written()
        message = Message("已填写：“{name}”。", name=path.name)
        action = Action(tr("打开"), partial(_open, self._context, self._opener, path))
        self._context.messages.notice(message, action)
        self.accept()

    def _failed(self, error: DeskError) -> None:
        self._set_filling(filling=False)
        self._context.messages.error(error)

    def _set_filling(self, *, filling: bool) -> None:
        self._filling = filling
        self.setEnabled(not filling)

    def _connect(self) -> None:
        view = self.view
        view.forms.changed.connect(self.open_form)
        view.add.clicked.connect(self.add)
        view.renew.clicked.connect(self.renew)
        view.remove.clicked.connect(self.remove)
        if view.empty.button is not None:
            view.empty.button.clicked.connect(self.add)
        self.save_button.clicked.connect(self.save)
        self.fill_button.clicked.connect(self.fill)
        for keys, act in (
            ("Ctrl+S", self.save),
            ("Ctrl+Return", self.fill),
            ("Ctrl+Enter", self.fill),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(act)


@dataclass(frozen=True)
class Filling:
    """Filling a workbook in the background; gives the path."""

    forms: FormService
    form: Form
    value: Return
    path: Path
    password: str

    def __call__(self, progress: Progress) -> Path:
        """Write the file."""
        progress.check()
        self.forms.fill(self.form, self.value, self.path, self.password)
        return self.path


def _open(context: PageContext, opener: Callable[[Path], bool], path: Path) -> None:
    if not opener(path):
        context.messages.warn(
            Message(
                "打不开“{name}”：这台电脑没有设置打开它的程序。文件已经写好了。", name=path.name
            )
        )
