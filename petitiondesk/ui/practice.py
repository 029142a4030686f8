"""Leading through practice: which lesson the strip shows, and where its button goes."""

from typing import Protocol

from PySide6.QtCore import QObject, Signal

from petitiondesk.domain.errors import DeskError
from petitiondesk.domain.messages import Message
from petitiondesk.domain.practice import CASE, LESSONS, RETURNS, Progress
from petitiondesk.infra.i18n import render, tr
from petitiondesk.services.practice import PracticeService
from petitiondesk.ui.messages import Messages
from petitiondesk.ui.views.practice_strip import PracticeStrip


class Going(Protocol):
    """Where the button can go."""

    def show_page(self, key: str) -> None:
        """Show a page."""

    def open_case(self, petition_id: int) -> None:
        """Show a case."""


class Practice(QObject):
    """``wanted``: the practice registry is to be opened; ``ended``: the office's own again."""

    wanted = Signal()
    ended = Signal()

    def __init__(
        self,
        service: PracticeService,
        strip: PracticeStrip,
        going: Going,
        messages: Messages,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._service = service
        self._strip = strip
        self._going = going
        self._messages = messages
        self._practising = False
        self._at_returns = False
        strip.go.clicked.connect(self._go)
        strip.leave.clicked.connect(self._leave)

    def lead(self) -> None:
        """This is the practice registry: lead through the lessons from here on."""
        self._practising = True
        try:
            if not self._service.is_begun():
                self._service.begin()
        except DeskError:
            return  # it is open elsewhere, for reading here
        self.refresh()

    def offer(self) -> None:
        """This is an office's own registry: offer practice while it is empty."""
        try:
            offered = self._service.is_offered()
        except DeskError:
            return  # what cannot be read is said by the page
        if offered:
            self._strip.show_words(
                tr("第一次用？"),
                tr(
                    "可以先在练习登记簿里办一件，从登记到归档，大约五分钟。练习的内容不会进到这里。"
                ),
                tr("开始练习"),
                tr("不用了"),
            )

    def refresh(self) -> None:
        """Something was written: go on to the lesson that is next; an offer goes with the first petition."""
        if not self._strip.isVisible() and not self._practising:
            return
        try:
            if self._practising:
                self._show(self._service.progress())
            elif not self._service.is_offered():
                self._strip.hide()
        except DeskError:
            self._strip.hide()  # what cannot be read is said by the page

    def _show(self, progress: Progress) -> None:
        lesson = progress.lesson
        if progress.last and self._at_returns:
            self._strip.show_words(
                tr("练习完了"),
                tr(
                    "一件信访件就是这样办的。想再练一件，点“再来一件”；这里的内容随便试，不会弄坏什么。"
                ),
                tr("再来一件"),
                tr("打开我的登记簿"),
            )
            return
        title = tr(
            "练习 {number} / {count}　{title}",
            number=progress.number, count=len(LESSONS), title=Message(lesson.title),
        )  # fmt: skip
        self._strip.show_words(title, render(Message(lesson.words)), tr("带我去"), tr("结束练习"))

    def _go(self) -> None:
        if not self._practising:
            self.wanted.emit()
            return
        try:
            progress = self._service.progress()
            if progress.last and self._at_returns:
                self._at_returns = False
                self._service.begin()
                progress = self._service.progress()
        except DeskError as error:
            self._messages.error(error)
            return
        if progress.lesson.place == CASE and progress.petition_id is not None:
            self._going.open_case(progress.petition_id)
        else:
            self._at_returns = progress.lesson.place == RETURNS
            self._going.show_page(progress.lesson.place)
        self._show(progress)

    def _leave(self) -> None:
        try:
            if self._practising:
                self._service.end()
            else:
                self._service.decline()
        except DeskError as error:
            self._messages.error(error)
            return
        self._strip.hide()
        if self._practising:
            self.ended.emit()
