"""The letters of a case: making, opening, saving."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import Letter, Petition
from petitiondesk.domain.record import Event
from petitiondesk.domain.terms import LetterKind
from petitiondesk.domain.workflow import Step
from petitiondesk.infra.i18n import tr
from petitiondesk.services.letter_copies import file_name
from petitiondesk.services.petitions import Case
from petitiondesk.ui.dialogs.letter import LetterDialog
from petitiondesk.ui.dialogs.writing import run
from petitiondesk.ui.messages import Action
from petitiondesk.ui.models.letters_model import LettersModel, letter_rows
from petitiondesk.ui.opening import open_file
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.views.case_view import CaseView

TAB = 3
"""Place of the letters among the case's tabs."""

_K = LetterKind
_AFTER: dict[str, tuple[LetterKind, ...]] = {
    "accept": (_K.ACCEPTANCE,),
    "route": (_K.FORWARDING,),
    "extend": (_K.EXTENSION,),
    "urge": (_K.URGING,),
    "reply": (_K.OPINION, _K.ANSWER),
    "deliver": (_K.DELIVERY,),
    "report": (_K.REPORT,),
    "decide_review": (_K.REVIEW,),
    "decide_rereview": (_K.REREVIEW,),
    "forward": (_K.WHEREABOUTS,),
    "hand_over": (_K.WHEREABOUTS,),
    "refuse": (_K.REFUSAL, _K.NO_REPEAT),
    "statutory": (_K.STATUTORY,),
    "object": (_K.OBJECTION,),
}
"""Step → the letters it usually has; the service says which of them suits the case."""


class CaseLetters(QObject):
    """Behaviour of the letters tab; ``changed`` when something was written.

    ``may_open`` asks for the reason where the case is shut; ``correct`` opens the correction of a
    step; ``opener`` shows a file in the program the system has for it, and tells whether there is one.
    """

    changed = Signal()

    def __init__(
        self,
        context: PageContext,
        view: CaseView,
        parent: QWidget,
        may_open: Callable[[], bool],
        correct: Callable[[Event], None],
        opener: Callable[[Path], bool] = open_file,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._view = view
        self._may_open = may_open
        self._correct = correct
        self._opener = opener
        self._case: Case | None = None
        self.model = LettersModel()
        tab = view.letters
        tab.table.setModel(self.model)
        tab.table.set_widths(
            self.model.widths(), stretch=LettersModel.NUMBER, spare=LettersModel.SPARE
        )
        tab.table.opened.connect(self.open_chosen)
        tab.make.clicked.connect(self.make_any)
        tab.open.clicked.connect(self.open_chosen)
        tab.save.clicked.connect(self.save_chosen)
        tab.redact.clicked.connect(self.save_redacted)

    def show(self, case: Case, shown: Petition, *, opened: bool) -> None:
        """List the letters of a case, of which ``shown`` may be seen, the newest first and chosen."""
        self._case = case
        rows = letter_rows(shown, opened=opened)
        if rows != list(self.model.rows()):
            self.model.set_rows(rows)
            self._view.letters.table.setCurrentIndex(self.model.index(0, 0))
        tab = self._view.letters
        tab.show_any(there=bool(rows))
        count = len(rows)
        self._view.tabs.setTabText(TAB, tr("文书 {n}", n=count) if count else tr("文书"))

    # --- making ---------------------------------------------------------------------------------

    def make_any(self, _checked: bool = False) -> None:
        """Make a letter; the likeliest kind is proposed."""
        self.make(None)

    def make(self, kind: LetterKind | None) -> None:
        """Ask for the particulars, make the letter and open it; what it lacks can be mended."""
        with self._context.saying_errors():
            while self._may_open():
                dialog = self._ask(kind)
                if dialog.made is not None:
                    self._made(dialog.made)
                if dialog.to_settings:
                    self._context.go.open_settings("office")
                if dialog.to_correct is None:
                    return
                kind = dialog.chosen()
                self._correct(dialog.to_correct)

    def _ask(self, kind: LetterKind | None) -> LetterDialog:
        """Run the dialog; its answers stay to be read."""
        assert self._case is not None
        desk, look = self._context.desk, self._context.look
        dialog = LetterDialog(desk, look, self._case, kind, self._view.window())
        run(dialog)
        return dialog

    def _made(self, letter: Letter) -> None:
        self._view.tabs.setCurrentIndex(TAB)
        self.changed.emit()
        self._open(letter)

    def offer(self, step: Step) -> Action | None:
        """What the notice of a step offers: the letter that it usually has."""
        assert self._case is not None
        usual = _AFTER.get(step.name, ())
        suiting = self._context.desk.letters.kinds(self._case.petition)
        kind = next((k for k in usual if k in suiting), None)
        if kind is None:
            return None
        words = tr("制作{kind}", kind=kind)
        make = partial(self._make_for, self._case.petition.id, kind)
        return Action(words, make, elsewhere=True)

    def _make_for(self, petition_id: int, kind: LetterKind) -> None:
        """The notice may outlive the page: its case comes back first."""
        shown = self._case is not None and self._case.petition.id == petition_id
        if not (shown and self._view.isVisible()):
            self._context.go.open_case(petition_id)
        if self._case is not None and self._case.petition.id == petition_id:
            self.make(kind)

    # --- what was made --------------------------------------------------------------------------

    def chosen(self) -> Letter | None:
        """The letter chosen in the table."""
        row = self.model.row(self._view.letters.table.currentIndex().row())
        return row.letter if row else None

    def open_chosen(self) -> None:
        """Open a copy of the letter chosen."""
        letter = self.chosen()
        if letter is not None and self._may_open():
            self._open(letter)

    def save_chosen(self, _checked: bool = False) -> None:
        """Ask where, and write a copy of the letter chosen there, as it went out."""
        letter = self.chosen()
        if letter is not None and self._may_open():
            self._save(letter)

    def save_redacted(self, _checked: bool = False) -> None:
        """Ask where, and write a copy there that names nobody."""
        letter = self.chosen()
        if letter is not None and self._may_open():
            copies = self._context.desk.letters.copies
            target = self._ask_where(tr("另存遮盖件"), file_name(letter, redacted=True))
            if target is not None:
                words = Message(
                    "遮盖件已存到“{name}”，并已检查。内容里的其他线索程序看不出来，外发前请再读一遍。",
                    name=target.name,
                )
                self._write(copies.save_redacted, letter, target, words)

    def _save(self, letter: Letter) -> None:
        target = self._ask_where(tr("另存原件"), file_name(letter))
        if target is not None:
            words = Message("已存到“{name}”。", name=target.name)
            self._write(self._context.desk.letters.copies.save_original, letter, target, words)

    def _ask_where(self, title: str, name: str) -> Path | None:
        filters = [tr("Word 文件 (*.docx)")]
        return self._context.messages.choose_file_save(title, filters, Path.home() / name)

    def _write(
        self,
        save: Callable[[int, Letter, Path], None],
        letter: Letter,
        target: Path,
        words: Message,
    ) -> None:
        assert self._case is not None
        with self._context.saying_errors():
            save(self._case.petition.id, letter, target)
            self._context.messages.notice(words)
            self.changed.emit()

    def _open(self, letter: Letter) -> None:
        context = self._context
        with context.saying_errors():
            assert self._case is not None
            copies = context.desk.letters.copies
            path = copies.open_copy(self._case.petition.id, letter, context.copies.folder())
            context.copies.guard(path)
            self.changed.emit()
            if not self._opener(path):
                context.messages.warn(
                    Message(
                        "没有打开“{name}”：这台电脑没有设置打开 .docx 的程序。文书已经存在这一件里，"
                        "请安装 Word 或 WPS，或者另存到能打开它的电脑上。",
                        name=path.name,
                    ),
                    Action(tr("另存为"), partial(self._save, letter)),
                )
