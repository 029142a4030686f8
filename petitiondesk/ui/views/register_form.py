"""The registration form itself: its controls in the order the paper form reads.

It knows which fields a channel shows and how a value is read and shown; what happens with them is
the page's business.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from petitiondesk.domain.errors import Finding, Severity
from petitiondesk.domain.fields import FIELDS
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.superiors import level_of
from petitiondesk.domain.terms import Channel, PetitionClass
from petitiondesk.infra.i18n import term, tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.pieces import Pieces
from petitiondesk.ui.views.buttons import Button, Disclosure
from petitiondesk.ui.views.cards import Card
from petitiondesk.ui.views.choice import ChoiceCombo, SegmentedChoice, TermCombo
from petitiondesk.ui.views.dates import DateField
from petitiondesk.ui.views.field_form import FormContext, put_value, topic_choices, value_of
from petitiondesk.ui.views.fields import LabelledField
from petitiondesk.ui.views.files import DropZone
from petitiondesk.ui.views.finding import SuggestingEdit
from petitiondesk.ui.views.layouts import flow
from petitiondesk.ui.views.register_claims import ClaimsEditor
from petitiondesk.ui.views.register_fields import (
    ALONE,
    FLAGS,
    HEAD,
    KIND,
    MORE,
    MORE_FLAGS,
    RARE,
    ROWS,
    SUPERIOR,
    Line,
    fields_of,
    make_field,
    row_of,
    text_of,
    unreadable,
    when_changed,
)
from petitiondesk.ui.views.register_people import PeopleEditor
from petitiondesk.ui.views.register_person import PETITIONERS
from petitiondesk.ui.views.register_rows import FieldRow


class RegisterForm(Card):
    """The card with all fields.

    ``changed`` on every change, ``reshaped`` when fields come or go. It is made by its `pieces`.
    """

    changed = Signal()
    reshaped = Signal()

    def __init__(self, context: FormContext) -> None:
        super().__init__(context.look)
        self._context = context

    def pieces(self) -> Pieces:
        """Make the form (`ui.pieces`)."""
        context = self._context
        self.channel = SegmentedChoice(
            context.look, tr(FIELDS["channel"].zh), [(c, term(c)) for c in Channel]
        )
        yield
        self.fields: dict[str, LabelledField] = {}
        for name in (*(name for line in ROWS for name, _, _ in line), *ALONE):
            self.fields[name] = make_field(name, context)
            yield
        self.flags = {n: QCheckBox(tr(FIELDS[n].zh)) for n in (*FLAGS, *MORE_FLAGS)}
        self._shown = frozenset(self.fields)
        self.people = PeopleEditor(context.look)
        yield
        self.claims = ClaimsEditor(context.look)
        self.files = DropZone(context.look)
        self.papers_button = Button(context.look, tr("证件"), role="link", icon="plus")
        self.add_person = Button(context.look, tr("再加一位信访人"), role="link", icon="plus")
        self.more_button = Disclosure(context.look, tr("更多：原因、热点、紧急、备注等"))
        self.repeat = QLineEdit()
        self.repeat.setReadOnly(True)
        self.repeat.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.more = QWidget()
        yield
        yield from self._lay_out()
        self._connect()
        self.show_repeat("")
        self.show_more(shown=False)

    # --- values ---------------------------------------------------------------------------------

    def channel_value(self) -> Channel:
        """The channel chosen."""
        value = self.channel.value()
        assert isinstance(value, Channel)
        return value

    def value(self, *, hidden_too: bool = False) -> Petition:
        """What is entered; ``hidden_too`` includes what the channel does not show (for a draft)."""
        shown = self.shown_fields()
        values = {
            name: value_of(field.control)
            for name, field in self.fields.items()
            if hidden_too or name in shown
        }
        values |= {name: box.isChecked() for name, box in self.flags.items()}
        for name in ("people_present", "topic"):
            if values.get(name) is None:
                values.pop(name, None)
        return replace(
            Petition(),
            channel=self.channel_value(),
            petitioners=self.people.value(),
            claims=self.claims.value(),
            **values,  # type: ignore[arg-type]
        )

    def put(self, petition: Petition) -> None:
        """Show a petition's facts."""
        self.channel.set_value(petition.channel)
        for name, field in self.fields.items():
            put_value(field.control, getattr(petition, name))
            if isinstance(field.control, QLineEdit):
                field.control.setCursorPosition(0)
        for name, box in self.flags.items():
            box.setChecked(bool(getattr(petition, name)))
        self.people.set_value(petition.petitioners)
        self.claims.set_value(petition.claims)
        empty = Petition()
        names = (*RARE, *MORE_FLAGS)
        self.show_more(shown=any(getattr(petition, n) != getattr(empty, n) for n in names))
        self.fit()

    def raw(self) -> dict[str, str]:
        """Texts that are neither empty nor a value, by field name."""
        problems = unreadable(self.fields, self.fields)
        return {f.field: text_of(self.fields[f.field].control) for f in problems}

    def put_raw(self, texts: Mapping[str, str]) -> None:
        """Show such texts."""
        for name, text in texts.items():
            control = self.fields[name].control if name in self.fields else None
            if isinstance(control, QLineEdit):
                control.setText(text)

    def unreadable(self) -> list[Finding]:
        """A letter in a count, a date that is none, in a field that is shown."""
        return unreadable(self.fields, self.shown_fields())

    def is_filled(self, name: str) -> bool:
        """Whether anything stands in a field, readable or not."""
        if name == PETITIONERS:
            return bool(self.people.value())
        return bool(text_of(self.fields[name].control).strip())

    # --- showing --------------------------------------------------------------------------------

    def shown_fields(self) -> frozenset[str]:
        """The labelled fields that belong to what is chosen."""
        return fields_of(
            self.channel_value(),
            joint=self.flags["joint_letter"].isChecked(),
            accusation=value_of(self.fields["petition_class"].control) is PetitionClass.ACCUSATION,
        )

    def fit(self) -> None:
        """Show the fields of the channel and the class; texts in hidden ones stay."""
        shown = self.shown_fields()
        for name in shown ^ self._shown:
            self.fields[name].setVisible(name in shown)
        self._shown = shown
        self._superior.setVisible(self.channel_value().from_superior)
        self.people.leave_room(left="people_present" in shown)
        self.people.set_required(required=not self.flags["anonymous"].isChecked())
        self.reshaped.emit()

    def show_repeat(self, number: str) -> None:
        """Say that it is the first, or which petition it repeats."""
        self.repeat.setText(tr("重复件 · {number}", number=number) if number else tr("初次"))
        self.repeat.setCursorPosition(0)

    def show_more(self, *, shown: bool) -> None:
        """Open or close the rarer fields."""
        self.more.setVisible(shown)
        self.more_button.show_open(opened=shown)
        self.reshaped.emit()

    def set_office(self, context: FormContext) -> None:
        """The office's topics and the day may have changed since the form was made."""
        topic = self.fields["topic"].control
        assert isinstance(topic, ChoiceCombo)
        topic.set_items(topic_choices(context.office), tr("未分类"))
        for field in self.fields.values():
            if isinstance(field.control, DateField):
                field.control.set_today(context.today)

    def offer(self, texts: Mapping[str, Sequence[str]]) -> None:
        """Offer earlier texts, by field name."""
        for name, some in texts.items():
            control = self.fields[name].control
            assert isinstance(control, SuggestingEdit)
            control.offer(some)

    def show_findings(self, findings: Sequence[Finding]) -> QWidget | None:
        """Show each at its field, clear the others; the first control with one, refusals first."""
        by_name: dict[str, Finding] = {}
        for finding in findings:
            by_name.setdefault(finding.field, finding)
        person = self.people.show_findings([f for f in findings if f.field == PETITIONERS])
        for name, field in self.fields.items():
            field.set_finding(by_name.get(name))
        refused = {f.field for f in findings if f.severity is Severity.REFUSE}
        places = {name: field.control for name, field in self.fields.items()}
        if person is not None:
            places[PETITIONERS] = person
        if any(name in by_name for name in RARE):
            self.show_more(shown=True)
        wanted = [places[n] for n in by_name if n in places and (not refused or n in refused)]
        return next((stop for stop in self.stops() if stop in wanted), None)

    def stops(self) -> list[QWidget]:
        """Where the keyboard stops, in the order the form reads."""
        control = {name: field.control for name, field in self.fields.items()}
        stops: list[QWidget] = [self.channel]
        stops += [control[name] for name, _, _ in (*HEAD, *SUPERIOR)]
        for place, row in enumerate(self.people.rows):
            stops += row.stops()
            stops += [control["people_present"]] if place == 0 else []
            stops += row.paper_stops()
        stops += [self.flags[name] for name in FLAGS]
        stops += [self.add_person, self.papers_button, control["summary"], control["content"]]
        stops += self.claims.stops()
        stops += [control[name] for name, _, _ in KIND]
        stops += [control["complained_of"], self.more_button]
        stops += [control[name] for name, _, _ in MORE]
        stops += [self.flags[name] for name in MORE_FLAGS]
        stops += [control["notes"], self.files, self.files.button]
        return stops + list(map(self.files.chip, self.files.keys()))

    # --- parts ----------------------------------------------------------------------------------

    def _lay_out(self) -> Pieces:
        self.body.setSpacing(sizes.S)
        layout = self.channel.layout()
        assert layout is not None
        layout.setSpacing(sizes.XS)
        self.add(self.channel)
        self._row(HEAD)
        self._superior = QWidget()
        row_of(self.fields, SUPERIOR, self._superior)
        self.add(self._superior)
        self.people.rows[0].rest.add(self.fields["people_present"], 80)
        self.add(self.people)
        yield
        self.add(flow(*(self.flags[n] for n in FLAGS), self.add_person, self.papers_button))
        self.add(self.fields["summary"])
        self.add(self.fields["content"], 1)
        self.add(self.claims)
        yield
        self._row(KIND).add(LabelledField(tr("初次 / 重复"), self.repeat), 150, 2)
        self.add(self.fields["complained_of"])
        yield
        self._lay_out_more()
        self.add(self.files)
        yield

    def _row(self, names: Line) -> FieldRow:
        host = QWidget()
        self.add(host)
        return row_of(self.fields, names, host)

    def _lay_out_more(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.more_button)
        head.addStretch(1)
        self.add(head)
        column = QVBoxLayout(self.more)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.S)
        more = QWidget()
        row_of(self.fields, MORE, more)
        column.addWidget(more)
        column.addWidget(flow(*(self.flags[n] for n in MORE_FLAGS)))
        column.addWidget(self.fields["notes"])
        self.add(self.more)

    def _connect(self) -> None:
        self.channel.changed.connect(self._refit)
        sender = self.fields["sender"].control
        assert isinstance(sender, QLineEdit)
        sender.editingFinished.connect(self._propose_level)
        for field in self.fields.values():
            when_changed(field.control, self._tell)
        for box in self.flags.values():
            box.toggled.connect(self._tell)
        for name in ("anonymous", "joint_letter"):
            self.flags[name].toggled.connect(self._refit)
        kind = self.fields["petition_class"].control
        assert isinstance(kind, TermCombo)
        kind.changed.connect(self._refit)
        for editor in (self.people, self.claims):
            editor.changed.connect(self.changed)
            editor.reshaped.connect(self.reshaped)
        self.people.reshaped.connect(self._fit_papers)
        self.add_person.clicked.connect(self.people.add_row)
        self.papers_button.clicked.connect(self._open_papers)
        self.more_button.clicked.connect(self._toggle_more)

    def _tell(self, *_: object) -> None:
        self.changed.emit()

    def _propose_level(self) -> None:
        """What the sender's name shows of its level, unless the clerk has said it."""
        level = self.fields["sender_level"].control
        found = level_of(text_of(self.fields["sender"].control))
        if found is not None and value_of(level) is None:
            put_value(level, found)

    def _refit(self, *_: object) -> None:
        self.fit()
        self.changed.emit()

    def _fit_papers(self) -> None:
        self.papers_button.setVisible(not self.people.papers_shown())

    def _open_papers(self) -> None:
        self.people.show_papers(shown=True)
        self.people.rows[0].id_kind.setFocus()

    def _toggle_more(self) -> None:
        self.show_more(shown=self.more.isHidden())
