"""Which fields a registration form has, in what rows, and which of them a channel shows."""

from collections.abc import Callable, Container, Mapping

from PySide6.QtWidgets import QLineEdit, QWidget

from petitiondesk.domain.errors import Finding, Severity
from petitiondesk.domain.fields import FIELDS, Kind
from petitiondesk.domain.terms import Channel, PetitionClass
from petitiondesk.infra.i18n import tr
from petitiondesk.ui.views.choice import ChoiceCombo, TermCombo
from petitiondesk.ui.views.dates import DateField
from petitiondesk.ui.views.field_form import FormContext, make_control, value_of
from petitiondesk.ui.views.fields import CountField, LabelledField, TextArea
from petitiondesk.ui.views.finding import SuggestingEdit
from petitiondesk.ui.views.register_rows import FieldRow

_NUMBERED = frozenset({Channel.ONLINE, Channel.FORWARDED, Channel.ASSIGNED})
_ON_PAPER = frozenset({Channel.LETTER, Channel.FAX})
_IN_PERSON = frozenset({Channel.VISIT, Channel.OUTREACH})

Line = tuple[tuple[str, int, int], ...]
"""Fields of one row: name, least width, share of what is free."""

HEAD: Line = (("received_on", 150, 0), ("made_on", 150, 0), ("external_no", 150, 2),
         ("query_code", 100, 1), ("pages", 90, 0))  # fmt: skip
SUPERIOR: Line = (("sender", 120, 2), ("sender_level", 96, 0), ("sender_ref", 130, 2), ("sender_date", 150, 0),
             ("report_by", 150, 0))  # fmt: skip
KIND: Line = (("petition_class", 124, 1), ("topic", 140, 2), ("place", 120, 2), ("purpose", 124, 1))
MORE: Line = (("cause", 150, 2), ("hot_topic", 150, 2), ("region_code", 110, 1),
         ("people_affected", 90, 0))  # fmt: skip
ROWS = (HEAD, SUPERIOR, KIND, MORE)
ALONE = ("people_present", "summary", "content", "complained_of", "notes")
_REQUIRED = frozenset({"received_on", "summary", "content", "petition_class"})
FLAGS = ("anonymous", "confidential", "joint_letter")
MORE_FLAGS = ("urgent", "litigation", "backlog", "publishable")
OFFERED = ("place", "sender", "cause", "hot_topic")
"""Text fields that offer what was entered before."""
RARE = ("cause", "hot_topic", "region_code", "people_affected", "notes")
"""Labelled fields behind 更多."""


def fields_of(channel: Channel, *, joint: bool, accusation: bool) -> frozenset[str]:
    """The labelled fields a form of this channel shows.

    People are counted where they came themselves: person-times (人次) sum them. A letter, a call
    or a message is one, unless several have signed it, and then the signatures are counted.
    """
    names = {name for line in (HEAD, KIND, MORE) for name, _, _ in line} | {*ALONE}
    if channel not in _NUMBERED:
        names -= {"external_no", "query_code"}
    if channel not in _ON_PAPER:
        names.discard("pages")
    if channel not in _IN_PERSON and not joint:
        names.discard("people_present")
    if channel.from_superior:
        names |= {name for name, _, _ in SUPERIOR}
    if not accusation:
        names.discard("complained_of")
    return frozenset(names)


def make_field(name: str, context: FormContext) -> LabelledField:
    """The labelled control that enters a field."""
    field = FIELDS[name]
    control: QWidget
    if name == "petition_class":
        control = TermCombo(tr(field.zh), PetitionClass)
    elif name == "content":
        control = TextArea(tr(field.zh), 3)
    elif name == "notes":
        control = TextArea(tr(field.zh), 2)
    elif name in OFFERED:
        control = SuggestingEdit(tr(field.zh))
    elif field.kind is Kind.DATE:
        # Without a year it is the latest such day, except for a limit, which lies ahead.
        past = name != "report_by"
        control = DateField(context.look, tr(field.zh), context.today, past=past)
    else:
        control = make_control(field, context)
    hint = tr("检举控告件自动按密件办理。") if name == "complained_of" else ""
    required = name in _REQUIRED
    return LabelledField(tr(field.zh), control, required=required, hint=hint, name=name)


def row_of(fields: Mapping[str, LabelledField], names: Line, host: QWidget) -> FieldRow:
    """Fields side by side in a widget of their own."""
    row = FieldRow(host)
    for name, basis, stretch in names:
        row.add(fields[name], basis, stretch)
    return row


def text_of(control: QWidget) -> str:
    """What stands in a control, readable or not."""
    return control.text() if isinstance(control, QLineEdit) else str(value_of(control) or "")


def when_changed(control: QWidget, tell: Callable[..., None]) -> None:
    """Have ``tell`` called whenever what stands in a control changes."""
    if isinstance(control, QLineEdit | TextArea):
        control.textChanged.connect(tell)
    elif isinstance(control, ChoiceCombo):
        control.changed.connect(tell)


def unreadable(fields: Mapping[str, LabelledField], shown: Container[str]) -> list[Finding]:
    """Which of the fields shown hold a text that is no value."""
    findings = []
    for name, field in fields.items():
        control = field.control
        if name in shown and isinstance(control, DateField | CountField):
            problem = control.problem()
            if problem:
                findings.append(Finding(name, Severity.REFUSE, problem))
    return findings
