"""Registering a petition: one page, by keyboard, with what may be the same matter beside it."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from petitiondesk.domain.errors import DeskError, Finding, InvalidInput, Severity
from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import Petition
from petitiondesk.infra.i18n import tr
from petitiondesk.services.attachments import NewFile
from petitiondesk.services.cleaning import clean_petition
from petitiondesk.services.petitions import PetitionService
from petitiondesk.ui.messages import Action
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.pages.register_draft import Draft, DraftKeeper
from petitiondesk.ui.pages.register_files import Attachments
from petitiondesk.ui.pages.register_side import Matches, after_entries
from petitiondesk.ui.pages.register_tools import FormTools
from petitiondesk.ui.pages.register_visit import Place, VisitLink
from petitiondesk.ui.pieces import Pieces, finish
from petitiondesk.ui.turns import paint_next_turn
from petitiondesk.ui.views.field_form import FormContext
from petitiondesk.ui.views.register_view import RegisterView

LOOK_MS = 300
"""Rest after a change before earlier petitions are looked for."""


class RegisterPage(QWidget):
    """The registration form at work; `refresh` each time it comes up.

    ``whole`` False: it is made by going through its `pieces`.
    """

    HELP = "register"

    def __init__(self, context: PageContext, *, whole: bool = True) -> None:
        super().__init__()
        self._context = context
        self._desk = context.desk
        if whole:
            finish(self.pieces())

    def pieces(self) -> Pieces:
        """Make the page (`ui.pieces`)."""
        context = self._context
        self._form_context = FormContext(
            context.look, self._desk.office.office(), self._desk.ledger.today
        )
        self.view = RegisterView(self._form_context)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.view)
        yield from self.view.pieces()
        self.form = self.view.form
        self.matches = Matches(context.desk, context.tasks, self.view.matches, self)
        self.drafts = DraftKeeper(context.desk.office, self.view, self)
        self.files = Attachments(context.messages, self.form.files, self)
        self.visit = VisitLink(context)
        self.tools = FormTools(context, self.view, self, self)
        self._begun = False
        self._quiet = False
        self._saving = False
        self._next = False
        self._tried = False
        self._left: set[str] = set()
        self._warned: tuple[Finding, ...] = ()
        yield
        self._start = self.form.fields["received_on"].control
        self._look_timer = QTimer(self, singleShot=True, interval=LOOK_MS)
        self._connect()
        self._clear(Petition(received_on=self._desk.ledger.today))

    # --- coming and going -----------------------------------------------------------------------

    def refresh(self) -> None:
        """Read number, day and topics again; the first time, take up the draft."""
        today = self._desk.ledger.today
        untouched = self.draft().is_empty()
        begun_on = self._form_context.today
        self._form_context = FormContext(self._context.look, self._desk.office.office(), today)
        self.form.set_office(self._form_context)
        if untouched and begun_on != today:
            self._clear(Petition(received_on=today))
        self._number()
        focus = self.first() if self._begun else self._start
        if not self._begun:
            self._begun = True
            self._take_up()
        self.look_around()
        self.tools.read_entries()
        focus.setFocus()

    def first(self) -> QWidget:
        """Where the keyboard begins: where it was, or the day of receipt."""
        now: QWidget | None = self.view.focusWidget()
        return self._start if now is None else now

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what the timer has not kept yet."""
        if self.drafts.is_due():
            self._keep_draft()
        super().hideEvent(event)

    # --- reading the form -----------------------------------------------------------------------

    def facts(self) -> Petition:
        """What would be registered now."""
        return clean_petition(self.visit.mark(self.matches.mark(self.form.value())))

    def findings(self) -> list[Finding]:
        """All there is to say: what cannot be read first, then what the service says."""
        return [*self.form.unreadable(), *self._desk.petitions.check(self.facts())]

    def look_around(self) -> None:
        """Show earlier petitions and what follows from saving, for the form as it is."""
        self._look_timer.stop()
        facts = self.facts()
        self.matches.look(facts)
        self.form.show_repeat(self.matches.linked_number())
        self.view.after.show_entries(
            after_entries(facts, self._desk.petitions.preview_clocks(facts))
        )
        self.view.attend()

    # --- saving ---------------------------------------------------------------------------------

    def save(self) -> None:
        """Register, and begin a new form."""
        self._save(and_next=False)

    def save_and_next(self) -> None:
        """Register, and begin the next of the same channel and day."""
        self._save(and_next=True)

    def _save(self, *, and_next: bool) -> None:
        if self._saving:
            return
        self._tried = True
        self._next = and_next
        findings = tuple(self.findings())
        refused = any(f.severity is Severity.REFUSE for f in findings)
        if findings and (refused or findings != self._warned):
            self._warned = findings
            self._object(findings)
            return
        files = self.files.files()
        work = partial(_register, self._desk.petitions, self.facts(), files)
        if files:
            self._save_behind(work)
            return
        try:
            petition = work()
        except DeskError as error:
            self._refused(error)
        else:
            # In the same turn: what is typed on meanwhile belongs to the next form.
            self._saved(petition)

    def _save_behind(self, work: Callable[..., Petition]) -> None:
        """In the background: a volume of scans takes seconds to be written."""
        self._saving = True
        self.view.setEnabled(False)
        self._context.tasks.run(
            work, self._saved, self._refused, self._ready, Message("正在保存登记和附件")
        )

    def _ready(self) -> None:
        self._saving = False
        self.view.setEnabled(True)

    def _object(self, findings: Sequence[Finding]) -> None:
        """Say at the fields and beside the button what is the matter; go to the first."""
        first = self.form.show_findings(findings)
        self.view.say_findings(findings)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_left(self, name: str) -> None:
        """Look over a field that was left; what is still empty is not complained of before saving."""
        if self._quiet:
            return
        if self.form.is_filled(name):
            self._left.add(name)
        if self._tried or self._left:
            self._look_over()

    def _look_over(self) -> None:
        findings = self.findings()
        if self._tried:
            self.view.say_findings(findings)
        else:
            findings = [f for f in findings if f.field in self._left]
        self.form.show_findings(findings)

    def _refused(self, error: DeskError) -> None:
        """Nothing was registered; the form is as it was."""
        self._ready()
        if isinstance(error, InvalidInput):
            self._object(error.findings)
        else:
            self._context.messages.error(error)

    def _saved(self, petition: Petition) -> None:
        self._ready()
        paint_next_turn(self.view)
        self.drafts.forget()
        self.visit.saved(petition, back=not self._next)
        today = self._desk.ledger.today
        self._begin(
            Petition(channel=petition.channel, received_on=petition.received_on)
            if self._next
            else Petition(received_on=today)
        )
        self._number()
        self._context.messages.notice(
            Message("已登记 {number}。", number=petition.number),
            Action(tr("打开"), partial(self._context.go.open_case, petition.id)),
        )
        self._context.go.written(petition.id)

    def _begin(self, start: Petition) -> None:
        self._clear(start)
        self.look_around()
        self._start.setFocus()
        self.view.go_to_top()

    # --- the draft ------------------------------------------------------------------------------

    def draft(self) -> Draft:
        """What is entered, fields that the channel hides too."""
        facts = self.visit.mark(self.matches.mark(self.form.value(hidden_too=True)))
        return Draft(clean_petition(facts), self.form.raw(), self.visit.place)

    def _keep_draft(self) -> None:
        self.drafts.keep(self.draft())

    def _take_up(self) -> None:
        draft = self.drafts.recall()
        if draft is not None:
            self._show_draft(draft)
            self.view.show_draft(tr("草稿已恢复"), discardable=True)

    def _show_draft(self, draft: Draft) -> None:
        self._clear(draft.facts, draft.raw)
        self.visit.take(draft.visit, draft.facts)
        self.matches.link_to(draft.facts.repeats_id)
        self.look_around()

    def begin_visit(self, place: Place, start: Petition) -> None:
        """Show what is known of a visit of a reception day; what was there can be had back."""
        self._put_aside(Message("登记页上没有保存的内容已经放到一边。"), tr("取回"), start)
        self.visit.take(place, start)
        self._keep_draft()

    def discard_draft(self) -> None:
        """Begin again; what was there can be had back."""
        start = Petition(received_on=self._desk.ledger.today)
        self._put_aside(Message("草稿已丢弃。"), tr("撤销"), start)

    def _put_aside(self, said: Message, undo: str, start: Petition) -> None:
        draft, files = self.draft(), self.files.files()
        self.drafts.forget()
        self._begin(start)
        if files or not draft.is_empty():
            action = Action(undo, partial(self._bring_back, draft, files))
            self._context.messages.notice(said, action)

    def show_instead(self, draft: Draft) -> Callable[[], None]:
        """Show this in place of what is entered; what is returned brings that back."""
        before, files = self.draft(), self.files.files()
        self._bring_back(draft, files)
        return partial(self._bring_back, before, files)

    def _bring_back(self, draft: Draft, files: tuple[NewFile, ...]) -> None:
        self._show_draft(draft)
        self.files.show(files)
        self._keep_draft()

    # --- parts ----------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.form.changed.connect(self._on_changed)
        self.matches.changed.connect(self._on_linked)
        self.view.matches.open_asked.connect(self._open)
        self.view.left.connect(self._on_left)
        self.view.save.clicked.connect(self.save)
        self.view.discard.clicked.connect(self.discard_draft)
        self.form.flags["anonymous"].toggled.connect(self._on_anonymous)
        self.matches.found.connect(self.view.attend)
        self._look_timer.timeout.connect(self.look_around)
        self.drafts.due.connect(self._keep_draft)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, act in (
            ("Ctrl+S", self.save),
            ("Ctrl+Return", self.save_and_next),
            ("Ctrl+Enter", self.save_and_next),
            ("Ctrl+Shift+V", self.tools.paste_whole),
            ("Ctrl+T", self.tools.choose_kind),
        ):
            QShortcut(QKeySequence(keys), self, context=within).activated.connect(act)

    def _on_changed(self) -> None:
        if not self._quiet:
            self._look_timer.start()
            self.drafts.keep_soon()

    def _on_linked(self) -> None:
        self.form.show_repeat(self.matches.linked_number())
        self.view.attend()
        self.drafts.keep_soon()

    def _on_anonymous(self, _: bool) -> None:
        if self._tried and not self._quiet:
            self._look_over()

    def _open(self, petition_id: int) -> None:
        """Go to an earlier petition; what is entered waits here, and is kept."""
        self._keep_draft()
        self._context.go.open_case(petition_id)

    def _number(self) -> None:
        number = self._desk.petitions.next_number()
        self.view.number.setText(tr("将编为 {number}", number=number))

    def _clear(self, start: Petition, raw: Mapping[str, str] | None = None) -> None:
        """Show ``start`` as a form nobody has complained about."""
        self._quiet = True
        self.form.put(start)
        self.form.put_raw(raw or {})
        self.files.show(())
        self.matches.link_to(None)
        self._left.clear()
        self._tried, self._warned = False, ()
        self.visit.drop()
        self.form.show_findings(())
        self.view.say("")
        self.view.show_draft("")
        self._look_timer.stop()
        self.drafts.rest()
        self._quiet = False


def _register(
    petitions: PetitionService, facts: Petition, files: Sequence[NewFile], *_: object
) -> Petition:
    return petitions.register(facts, files)
