"""Making a letter of a case: its kind, date and number, what it lacks, and what it will say."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from petitiondesk.domain.errors import Finding, Severity
from petitiondesk.domain.messages import N_, Message
from petitiondesk.domain.narrative import headline
from petitiondesk.domain.petition import Letter, Petition
from petitiondesk.domain.record import Event
from petitiondesk.domain.terms import LetterKind
from petitiondesk.infra.i18n import render, tr
from petitiondesk.services.desk import Desk
from petitiondesk.services.petitions import Case
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.dialogs.letter_ways import step_to_correct
from petitiondesk.ui.dialogs.writing import Scrolled, WritingDialog
from petitiondesk.ui.look import Look
from petitiondesk.ui.views.buttons import Button
from petitiondesk.ui.views.cards import Card
from petitiondesk.ui.views.choice import TermCombo
from petitiondesk.ui.views.dates import DateField
from petitiondesk.ui.views.fields import LabelledField, row
from petitiondesk.ui.views.letters_view import MissingCard, PreviewCard
from petitiondesk.ui.views.scrolled import EmptyEdge

_DUE = {
    LetterKind.ACCEPTANCE: N_("办理期限"),
    LetterKind.EXTENSION: N_("办理期限"),
    LetterKind.FORWARDING: N_("科室期限"),
    LetterKind.ASSIGNMENT: N_("科室期限"),
    LetterKind.URGING: N_("督办期限"),
    LetterKind.STATUTORY: N_("法定期限"),
    LetterKind.REPORT: N_("限报日期"),
}
"""Kind → the placeholder of the date that its receiver has to know."""

_FIRST = (N_("收件人"), N_("文号"), N_("概况"))
_DECIDING = frozenset({LetterKind.OPINION, LetterKind.ANSWER})
_MOST = 80
"""Characters of one text in the preview; a claim may have thousands."""
_NARROWEST, _HIGHEST = 500, 320
"""Of the cards, in pixels."""
_ANY_NUMBER = "0"
"""Stands for a document number, to tell what is lacking besides it."""


class LetterDialog(WritingDialog):
    """Makes one letter; afterwards ``made`` is it.

    A clerk who goes to mend what is lacking closes the dialog, and nothing was made: then
    ``to_correct`` is the step that she wants to correct, or ``to_settings`` is True.
    """

    HELP = "letters"

    def __init__(
        self,
        desk: Desk,
        look: Look,
        case: Case,
        kind: LetterKind | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title = tr("制作文书：{number}", number=case.petition.number)
        super().__init__(title, "", parent)
        self._desk = desk
        self._look = look
        self._case = case
        self._suggested = ""
        self.made: Letter | None = None
        self.to_correct: Event | None = None
        self.to_settings = False
        today = desk.ledger.today
        self.kind = TermCombo(tr("文书种类"), desk.letters.kinds(case.petition))
        self.kind.set_value(kind)
        self.on = DateField(look, tr("日期"), today, today)
        self.on_field = LabelledField(tr("日期"), self.on, required=True)
        self.number = QLineEdit()
        self.number_field = LabelledField(tr("文号"), self.number)
        self.number_field.set_hint(tr("留空就由程序编号。在别处编了号的，写在这里。"))
        self.missing = MissingCard(look)
        self.preview = PreviewCard(look)
        self._lay_out()
        self.finish(tr("制作并打开"))
        self._suggest()
        self.kind.changed.connect(self._suggest)
        self.on.changed.connect(self._suggest)
        self.number.textChanged.connect(self.refresh)
        self.kind.setFocus()

    def chosen(self) -> LetterKind:
        """The kind chosen."""
        kind = self.kind.value()
        assert isinstance(kind, LetterKind)
        return kind

    def refresh(self) -> None:
        """Say again what is lacking and what the letter will say."""
        lacks = self._lacks()
        self.missing.show_lacks([(render(lack), self._way_to(lack)) for lack in lacks])
        self.preview.show_values(self._values())
        self.yes.setEnabled(not lacks)
        self._area.give_way()
        self._area.updateGeometry()
        # Said outright: left alone, Qt opens a dialog at two thirds of the screen at most.
        wanted = self.sizeHint().boundedTo(self.screen().availableSize())
        self.resize(self.size().expandedTo(wanted) if self.isVisible() else wanted)

    def findings(self) -> list[Finding]:
        """A date that cannot be read, and what is lacking."""
        found = []
        if self.on.value() is None:
            missing = self.on.problem() or Message("请填写日期。")
            found.append(Finding("on", Severity.REFUSE, missing))
        return found + [Finding("letter", Severity.REFUSE, lack) for lack in self._lacks()]

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """At the date and the number; what is lacking stands in its card."""
        places = {"on": self.on_field, "letter_number": self.number_field}
        for name, field in places.items():
            finding = next((f for f in findings if f.field == name), None)
            field.set_finding(finding)
            if finding is not None:
                field.setFocus()
        self.refresh()

    def write(self) -> None:
        """Make the letter."""
        on = self.on.value()
        assert on is not None
        self.made = self._desk.letters.make(
            self._case.petition.id, self.chosen(), on=on, number=self._number()
        )

    # --- parts ----------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        kind_field = LabelledField(tr("文书种类"), self.kind, required=True)
        self.body.addLayout(row(kind_field, self.on_field, stretches=(1, 0)))
        self.body.addWidget(self.number_field)
        self._area = _Cards(self.missing, self.preview)
        self.body.addWidget(self._area, 1)

    def _day(self) -> date:
        """The letter's date; today's stands for one that cannot be read."""
        return self.on.value() or self._desk.ledger.today

    def _number(self) -> str:
        return self.number.text().strip() if self.chosen().numbered else ""

    def _suggest(self) -> None:
        """Another kind or year has another number; one that was typed in stays."""
        if self.number.text().strip() == self._suggested:
            self._suggested = self._suggestion()
            self.number.blockSignals(True)  # noqa: FBT003 - Qt's own signature
            self.number.setText(self._suggested)
            self.number.blockSignals(False)  # noqa: FBT003
        self.number_field.setVisible(self.chosen().numbered)
        self.number_field.set_finding(None)
        self.refresh()

    def _suggestion(self) -> str:
        """The number the letter will get; "" where it has none, or the office cannot number yet."""
        kind, petition, letters = self.chosen(), self._case.petition, self._desk.letters
        if letters.missing(petition, kind) != letters.missing(petition, kind, _ANY_NUMBER):
            return ""
        return letters.suggested_number(petition, kind, self._day().year)

    def _lacks(self) -> Sequence[Message]:
        return self._desk.letters.missing(self._case.petition, self.chosen(), self._number())

    def _way_to(self, lack: Message) -> Button | None:
        """The button that leads to where a lack is mended, where there is such a place."""
        kind, case = self.chosen(), self._case

        def lacking(petition: Petition) -> Sequence[Message]:
            return self._desk.letters.missing(petition, kind, _ANY_NUMBER)

        if lack not in lacking(case.petition):
            return self._button(tr("设置"), "settings", self._go_to_settings)
        event = step_to_correct(case.petition, case.events, lack, lacking)
        if event is None:
            return None
        text = tr("更正“{what}”", what=headline(event, shut=True))
        return self._button(text, "edit", partial(self._go_to_correct, event))

    def _button(self, text: str, icon: str, act: Callable[..., None]) -> Button:
        button = Button(self._look, text, role="link", icon=icon, compact=True)
        button.clicked.connect(act)
        return button

    def _go_to_settings(self, _checked: bool = False) -> None:
        self.to_settings = True
        self.reject()

    def _go_to_correct(self, event: Event, _checked: bool = False) -> None:
        self.to_correct = event
        self.reject()

    def _values(self) -> list[tuple[str, str]]:
        """The main placeholders that are not empty, as (label, text)."""
        kind, petition = self.chosen(), self._case.petition
        number = self._number() or self._suggestion()
        values = self._desk.letters.preview_values(petition, kind, self._day(), number)
        names = [*_FIRST, *([_DUE[kind]] if kind in _DUE else [])]
        shown = [(tr(name), str(values[name])) for name in names]
        if kind in _DECIDING:
            for place, claim in enumerate(petition.claims, 1):
                if claim.decision is not None:
                    text = f"{claim.decision.zh}　{claim.text}"
                    shown.append((tr("第 {n} 项诉求", n=place), text))
        return [(name, _shortened(text)) for name, text in shown if text]


class _Cards(Scrolled):
    """The cards; as high as their texts wrap, up to what the smallest screen has."""

    def __init__(self, *cards: Card) -> None:
        inner = QWidget()
        self.cards = QVBoxLayout(inner)
        self.cards.setContentsMargins(0, 0, 0, 0)
        for card in cards:
            self.cards.addWidget(card)
        self.cards.addStretch(1)
        last = cards[-1].layout()
        assert last is not None
        self._edge = EmptyEdge(last)
        super().__init__(inner)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There is more room, or less."""
        self.give_way()
        super().resizeEvent(event)

    def give_way(self) -> None:
        """Nobody scrolls for the blank below the last card's texts."""
        room = self.viewport().size()
        lacking = self.cards.heightForWidth(room.width()) + self._edge.given - room.height()
        self._edge.give(lacking if lacking < self._edge.whole else 0)

    def sizeHint(self) -> QSize:
        """By the width that they are given."""
        width = self.viewport().width() if self.isVisible() else _NARROWEST
        height = self.cards.heightForWidth(width) + sizes.XS
        return QSize(super().sizeHint().width(), min(height, _HIGHEST))


def _shortened(text: str) -> str:
    """A text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _MOST else f"{line[:_MOST]}…"
