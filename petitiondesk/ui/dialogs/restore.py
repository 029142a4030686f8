"""The restore wizard: which backup, whose password, what would be lost, where to; then it is done."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from petitiondesk.domain.backups import SUFFIX, Comparison, Found
from petitiondesk.domain.errors import Cancelled, DeskError, WrongPassword
from petitiondesk.infra.clock import local_now
from petitiondesk.infra.i18n import render, tr, trn
from petitiondesk.services import restoring
from petitiondesk.services.context import Now
from petitiondesk.ui.dialogs.restore_frame import RestoreFrame
from petitiondesk.ui.dialogs.restore_work import (
    Comparing,
    Restoring,
    Way,
    about,
    beyond,
    verdict,
)
from petitiondesk.ui.look import Look
from petitiondesk.ui.messages import Messages, WindowMessages
from petitiondesk.ui.views.first_run_view import DoorPage
from petitiondesk.ui.views.toasts import ToastArea


class RestoreWizard(RestoreFrame):
    """Restores a backup; needs no open desk.

    ``where`` is a backup, or a folder of backups, or None; ``present`` the registry that is there
    now, to compare with. Accepted when a registry came back and is to be opened: ``folder`` is it;
    rejected with ``folder`` set when it came back and is not to be opened now.
    """

    def __init__(
        self,
        look: Look,
        where: Path | None = None,
        *,
        present: Path | None = None,
        beside: Path | None = None,
        now: Now = local_now,
        messages: Messages | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``beside`` is the folder that the new one is proposed in; the present one's by default."""
        super().__init__(look, parent)
        self._present = present
        wanted = beside or (present.parent if present else Path.home())
        self._beside = wanted if wanted.is_dir() else Path.home()
        self._now = now
        self._messages = messages
        self.folder: Path | None = None
        self._file: Path | None = None
        self._connect()
        if where is not None:
            self._look_in(where)
        self._go(self.choice)

    def _connect(self) -> None:
        self.leave.clicked.connect(self.reject)
        self.back.clicked.connect(self._back)
        self.next.clicked.connect(self._next)
        self.choice.choose_folder.clicked.connect(self._choose_folder)
        self.choice.choose_file.clicked.connect(self._choose_file)
        self.choice.backups.selectionModel().currentChanged.connect(self._pick)
        self.choice.backups.opened.connect(self._next)
        self.place.choose.clicked.connect(self._choose_place)

    # --- going on -------------------------------------------------------------------------------

    def _back(self) -> None:
        self._go(self._pages()[self.stack.currentIndex() - 1])

    def _next(self) -> None:
        page = self.stack.currentWidget()
        assert isinstance(page, DoorPage)
        page.say("")
        if page is self.choice:
            self._ask_who()
        elif page is self.who:
            work = Comparing(self._way(), self._present, self._beside)
            self._run(work, self._compared, tr("正在检查备份"))
        elif page is self.comparison:
            self.place.folder.setText(str(self._proposed()))
            self._go(self.place)
        elif page is self.place:
            self._restore()
        else:
            self.accept()

    # --- choosing -------------------------------------------------------------------------------

    def _look_in(self, where: Path) -> None:
        """Show the backups of a folder; of a file's folder, with it chosen."""
        folder = where if where.is_dir() else where.parent
        self.choice.say("")
        self.choice.folder.setText(str(folder))
        try:
            rows = restoring.backups_in(folder)
        except DeskError as error:
            rows = []
            self.choice.say(render(error.message))
        self.found.set_rows(rows)
        wanted = [row.path for row in rows if row.path == where]
        good = [row.path for row in rows if row.manifest is not None]
        self._pick_path(next(iter(wanted or good), None))
        if not rows and not self.choice.trouble.text():
            self.choice.say(tr("这个文件夹里没有备份。请换一个文件夹，或者直接选备份文件。"))

    def _pick_path(self, path: Path | None) -> None:
        places = [n for n, row in enumerate(self.found.rows()) if row.path == path]
        if places:
            self.choice.backups.setCurrentIndex(self.found.index(places[0], 0))
        self._pick()

    def _pick(self) -> None:
        row: Found | None = self.found.row(self.choice.backups.currentIndex().row())
        self._file = row.path if row is not None and row.manifest is not None else None
        self._allow()

    def _choose_folder(self) -> None:
        chosen = self._asker().choose_folder(tr("备份所在的文件夹"), self._beside)
        if chosen is not None:
            self._look_in(chosen)

    def _choose_file(self) -> None:
        filters = [tr("信访登记备份 (*{suffix})", suffix=SUFFIX)]
        chosen = self._asker().choose_file_open(tr("选备份文件"), filters, self._beside)
        if chosen is None:
            return
        try:
            restoring.inspect(chosen)
        except DeskError as error:
            self.choice.say(render(error.message))
            return
        self._look_in(chosen)

    def _ask_who(self) -> None:
        assert self._file is not None
        try:
            names = restoring.accounts_in(self._file, self._beside)
            told = about(restoring.inspect(self._file))
        except DeskError as error:
            self.choice.say(render(error.message))
            return
        self.who.about.setText(told)
        self.who.account.set_items([(name, name) for name in names])
        self.who.account_field.setVisible(len(names) > 1)
        self._go(self.who)

    def _way(self) -> Way:
        assert self._file is not None
        name = self.who.account.value()
        return Way(self._file, str(name) if name else None, self.who.password.text())

    # --- works ----------------------------------------------------------------------------------

    def is_chosen(self) -> bool:
        """A good one is chosen in the list."""
        return self._file is not None

    def failed(self, error: DeskError) -> None:
        """Say it where it can be mended."""
        self._settle()
        page = self.stack.currentWidget()
        assert isinstance(page, DoorPage)
        if not isinstance(error, Cancelled):
            page.say(render(error.message))
        if isinstance(error, WrongPassword):
            self._go(self.who)
            self.who.say(render(error.message))
            self.who.password.selectAll()

    def _compared(self, comparison: Comparison) -> None:
        self._settle()
        self.comparison.verdict.setText(verdict(comparison))
        self.newer.set_rows(comparison.newer)
        self.comparison.newer.setVisible(bool(comparison.newer))
        self.comparison.more.setText(beyond(comparison))
        self._go(self.comparison)

    def _proposed(self) -> Path:
        """A name that is free, beside the present registry."""
        assert self._file is not None
        stem = self._present.stem if self._present else tr("信访登记")
        made = restoring.inspect(self._file).made_at
        number, name = 1, f"{stem}-{made:%Y-%m-%d}"
        path = self._beside / f"{name}.petition"
        while path.exists():
            number += 1
            path = self._beside / f"{name}-{number}.petition"
        return path

    def _choose_place(self) -> None:
        now = Path(self.place.folder.text().strip() or str(self._proposed()))
        chosen = self._asker().choose_folder(tr("恢复出来的登记簿放在哪个文件夹里"), now.parent)
        if chosen is not None:
            self.place.folder.setText(str(chosen / now.name))

    def _restore(self) -> None:
        text = self.place.folder.text().strip()
        if not text or not Path(text).expanduser().is_absolute():
            self.place.say(tr("请写完整的文件夹路径，或者点“选择”。"))
            self.place.folder.setFocus()
            return
        into = Path(text).expanduser()
        self._run(Restoring(self._way(), into, self._now), self._restored, tr("正在恢复"))

    def _restored(self, back: restoring.Restored) -> None:
        self._settle()
        self.folder = back.folder
        self.who.password.clear()
        self.end.told.setText(
            trn("恢复出 {n} 件，附件都在。", back.manifest.petitions) if not back.missing
            else trn("恢复出 {n} 件，下面这些附件没有找回：放备份的文件夹里缺了它们的附件卷。",
                     back.manifest.petitions)
        )  # fmt: skip
        self.end.place.setText(tr("登记簿在：{path}", path=back.folder))
        self.missing.set_rows(back.missing)
        self.end.missing.setVisible(bool(back.missing))
        self.end.faults.setText("\n".join(render(fault) for fault in back.faults[:5]))
        self._go(self.end)

    # --- leaving --------------------------------------------------------------------------------

    def reject(self) -> None:
        """Stop a work under way; a second time leave. What came back stays."""
        if self._task is not None:
            self._task.cancel()
            return
        super().reject()

    def _asker(self) -> Messages:
        """The channel for folder dialogs; made when asked, as one kept here would make a cycle."""
        return self._messages or WindowMessages(self, ToastArea(self._look, self, self.stack))
