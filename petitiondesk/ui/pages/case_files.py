"""The attachments of a case: adding, saving, taking off."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from petitiondesk.domain.errors import DeskError
from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import Attachment, Petition, Scan
from petitiondesk.domain.rights import Right
from petitiondesk.infra.i18n import tr
from petitiondesk.services.attachments import NewFile
from petitiondesk.ui.dialogs.step import ReasonDialog
from petitiondesk.ui.dialogs.writing import run
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.pieces import Pieces
from petitiondesk.ui.restricted import restrict
from petitiondesk.ui.turns import Turns
from petitiondesk.ui.views.buttons import Button
from petitiondesk.ui.views.cards import label
from petitiondesk.ui.views.case_view import CaseView
from petitiondesk.ui.views.elided import ElidedLabel
from petitiondesk.ui.views.layouts import empty

TAB = 2
"""Place of the attachments among the case's tabs."""
_IN_SIGHT = 12
"""Attachments that are listed at once; the others come a moment later."""


class CaseFiles(QObject):
    """Behaviour of the attachments tab; ``changed`` when something was written.

    ``may_open``: what is shut is opened with a reason first.
    """

    changed = Signal()

    def __init__(
        self, context: PageContext, view: CaseView, parent: QWidget, may_open: Callable[[], bool]
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._may_open = may_open
        self._view = view
        self._turns = Turns(self)
        self._petition_id = 0
        self._sealed = False
        zone = view.files.zone
        restrict(context.desk, Right.WORK, zone)
        zone.files_added.connect(self.attach)
        zone.image_pasted.connect(self._attach_image)
        zone.choose_asked.connect(self._choose)

    def show(self, petition: Petition) -> None:
        """List the files of a petition."""
        self._petition_id, self._sealed = petition.id, petition.sealed
        rows = self._view.files.list
        empty(rows)
        self._turns.begin(self._rows(petition.attachments), _IN_SIGHT)
        count = len(petition.attachments)
        self._view.tabs.setTabText(TAB, tr("附件 {n}", n=count) if count else tr("附件"))

    def attach(self, files: Sequence[NewFile]) -> None:
        """Add files; one that cannot be read keeps all out and is named."""
        try:
            self._context.desk.attachments.attach(self._petition_id, files)
        except DeskError as error:
            self._context.messages.error(error)
            return
        self.changed.emit()

    def _rows(self, attachments: Sequence[Attachment]) -> Pieces:
        for place, attachment in enumerate(attachments):
            self._view.files.list.addWidget(self._row(place, attachment))
            yield

    def _row(self, place: int, attachment: Attachment) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        size = max(attachment.size // 1024, 1)
        line.addWidget(ElidedLabel(attachment.name, ""), 1)
        line.addWidget(label(f"{size:,} KB", "caption"))
        look = self._context.look
        save = Button(look, tr("另存为"), role="link", icon="export", compact=True)
        save.setAccessibleName(tr("另存附件“{name}”", name=attachment.name))
        save.clicked.connect(partial(self._save, attachment))
        drop = Button(look, tr("移出"), role="link", icon="close", compact=True)
        drop.setAccessibleName(tr("移出附件“{name}”", name=attachment.name))
        drop.clicked.connect(partial(self._detach, place, attachment))
        line.addWidget(save)
        line.addWidget(drop)
        restrict(self._context.desk, Right.SEALED if self._sealed else Right.UNMASK, save)
        restrict(self._context.desk, Right.WORK, drop)
        return row

    def _choose(self) -> None:
        messages = self._context.messages
        paths = messages.choose_files_open(tr("选择附件"), [tr("所有文件 (*)")])
        if paths:
            self.attach(paths)

    def _attach_image(self, png: QByteArray) -> None:
        day = self._context.desk.ledger.today.isoformat()
        self.attach([Scan(tr("粘贴的图片 {day}.png", day=day), bytes(png.data()))])

    def _save(self, attachment: Attachment, _checked: bool = False) -> None:
        messages = self._context.messages
        if not self._may_open():
            return
        suggested = Path.home() / attachment.name
        target = messages.choose_file_save(tr("另存附件"), [tr("所有文件 (*)")], suggested)
        if target is None:
            return
        try:
            self._context.desk.attachments.save(self._petition_id, attachment, target)
        except DeskError as error:
            messages.error(error)
        else:
            messages.notice(Message("已存到“{name}”。", name=target.name))
            self.changed.emit()

    def _detach(self, place: int, attachment: Attachment, _checked: bool = False) -> None:
        desk = self._context.desk
        dialog = ReasonDialog(
            tr("移出附件"),
            tr("“{name}”将不再列在这一件里；内容仍保存在登记簿里。", name=attachment.name),
            tr("移出"),
            lambda reason: desk.attachments.detach(self._petition_id, place, reason),
            self._view.window(),
        )
        if run(dialog):
            self.changed.emit()
