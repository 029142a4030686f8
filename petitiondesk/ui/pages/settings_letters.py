"""Behaviour of the settings' letters: the template of each kind, and how its numbers are written."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from petitiondesk.domain.errors import Finding
from petitiondesk.domain.messages import Message
from petitiondesk.domain.numbering import DEFAULT_LETTER_PATTERN
from petitiondesk.domain.office import Office
from petitiondesk.domain.terms import LetterKind
from petitiondesk.infra.i18n import term, tr
from petitiondesk.ui.models.letters_model import KindRow, KindsModel
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.pages.settings_parts import Part, pattern_problem, refused
from petitiondesk.ui.views.fields import LabelledField
from petitiondesk.ui.views.letter_forms import LettersForm


class LettersPart(Part):
    """Patterns are edited and saved like any part; a template is exchanged at once, after a trial."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self.form: LettersForm = LettersForm(context.look)
        self.kinds = KindsModel()
        form = self.form
        form.kinds.setModel(self.kinds)
        form.kinds.set_widths(
            self.kinds.widths(), stretch=KindsModel.PATTERN, spare=KindsModel.SPARE
        )
        form.kinds.selectionModel().currentChanged.connect(self._show_kind)
        form.kinds.opened.connect(form.pattern.setFocus)
        form.pattern.textEdited.connect(self._edit)
        form.everywhere.clicked.connect(self._spread)
        form.export.clicked.connect(self.export_template)
        form.use.clicked.connect(self.use_template)
        form.drop.clicked.connect(self.drop_template)

    def refresh(self, office: Office) -> None:
        """Other numbers come next whenever a letter was made."""
        if not self.is_changed():
            self.load(office)

    def show_office(self, office: Office) -> None:
        """Fill the list; the kind chosen stays chosen."""
        place = max(self.form.kinds.currentIndex().row(), 0)
        self.kinds.set_rows([
            KindRow(kind, kind.value in office.templates, office.letter_pattern(kind))
            for kind in LetterKind
        ])  # fmt: skip
        self.form.kinds.setCurrentIndex(self.kinds.index(place, 0))
        self._show_kind()

    def applied(self, office: Office) -> Office:
        """``office`` with the patterns entered; a kind without one of its own has the usual one."""
        usual = ("", DEFAULT_LETTER_PATTERN)
        patterns = {
            row.kind.value: row.pattern.strip()
            for row in self.kinds.rows()
            if row.kind.numbered and row.pattern.strip() not in usual
        }
        return replace(office, letter_patterns=patterns)

    def problems(self) -> list[Finding]:
        """The first pattern that cannot work; its kind is chosen."""
        for place, row in enumerate(self.kinds.rows()):
            problem = _problem(row)
            if problem is not None:
                self.form.kinds.setCurrentIndex(self.kinds.index(place, 0))
                return [refused("letter_pattern", problem)]
        return []

    def place(self, finding: Finding) -> LabelledField | None:
        """The field of the pattern."""
        return self.form.pattern_field if finding.field == "letter_pattern" else None

    def fields(self) -> Sequence[LabelledField]:
        """The field of the pattern."""
        return (self.form.pattern_field,)

    # --- patterns -------------------------------------------------------------------------------

    def _place(self) -> int:
        return max(self.form.kinds.currentIndex().row(), 0)

    def _chosen(self) -> KindRow:
        return self.kinds.rows()[self._place()]

    def _show_kind(self) -> None:
        row, form = self._chosen(), self.form
        form.chosen.setText(term(row.kind))
        form.template.setText(
            tr("用的是本单位自己的模板。") if row.own else tr("用的是程序自带的模板。")
        )
        form.drop.setEnabled(row.own)
        form.pattern.setText(row.pattern)
        form.pattern_field.setVisible(row.kind.numbered)
        form.everywhere.setVisible(row.kind.numbered)
        form.note.setText(
            tr(
                "写法：{short} 是机关代字，{year} 是年份，{seq} 是流水号。格式相同的文书合用一套号。"
            )
            if row.kind.numbered
            else tr("这种文书不编文号。")
        )
        self._examine()

    def _edit(self, text: str) -> None:
        self.kinds.put(self._place(), replace(self._chosen(), pattern=text))
        self._examine()
        self.changed.emit()

    def _spread(self) -> None:
        """Every kind that has a number gets the chosen one's pattern."""
        pattern = self._chosen().pattern
        for place, row in enumerate(self.kinds.rows()):
            if row.kind.numbered:
                self.kinds.put(place, replace(row, pattern=pattern))
        self.changed.emit()

    def _examine(self) -> None:
        """Show the number that comes next, or what is wrong with the pattern."""
        row, field = self._chosen(), self.form.pattern_field
        problem = _problem(row)
        field.set_finding(problem)
        self.form.everywhere.setEnabled(problem is None)
        if problem is None and row.kind.numbered:
            field.set_hint(self._example(row.kind))

    def _example(self, kind: LetterKind) -> str:
        desk = self._context.desk
        office = self.applied(desk.office.office())
        number = desk.letters.next_number(kind, desk.ledger.today.year, office)
        if "{short}" in office.letter_pattern(kind) and not office.short:
            return tr("下一份的文号：{number}，还缺机关代字，请在“单位”里填写。", number=number)
        return tr("下一份的文号：{number}。已有的文号不变。", number=number)

    # --- templates ------------------------------------------------------------------------------

    def export_template(self) -> None:
        """Ask where, and write the template in use there, to be edited."""
        kind, messages = self._chosen().kind, self._context.messages
        suggested = Path.home() / f"{term(kind)}.docx"
        path = messages.choose_file_save(tr("另存模板"), [_filter()], suggested)
        if path is not None:
            with self._context.saying_errors():
                self._context.desk.letters.export_template(kind, path)
                messages.notice(Message("已存到“{name}”。改好以后在这里换用。", name=path.name))

    def use_template(self) -> None:
        """Ask for an edited file, try it, and use it from now on."""
        kind, messages = self._chosen().kind, self._context.messages
        path = messages.choose_file_open(tr("换用自己的模板"), [_filter()])
        if path is not None:
            with self._context.saying_errors():
                self._context.desk.letters.use_template(kind, path)
                self._exchanged(own=True)
                messages.notice(
                    Message("以后的“{kind}”用“{name}”制作，以前的不变。", kind=kind, name=path.name)
                )

    def drop_template(self) -> None:
        """Go back to the shipped template, when that is meant."""
        kind, messages = self._chosen().kind, self._context.messages
        text = tr(
            "以后的“{kind}”用程序自带的模板制作，以前的不变。本单位的模板如果还要用，请先另存。",
            kind=kind,
        )
        if not messages.ask(tr("恢复自带模板"), text, tr("恢复自带模板"), tr("不恢复")):
            return
        with self._context.saying_errors():
            self._context.desk.letters.drop_template(kind)
            self._exchanged(own=False)
            messages.notice(Message("以后的“{kind}”用程序自带的模板制作。", kind=kind))

    def _exchanged(self, *, own: bool) -> None:
        """Show which template is in use; patterns that are not saved yet stay entered."""
        self.kinds.put(self._place(), replace(self._chosen(), own=own))
        self._show_kind()
        self._context.go.written()


def _problem(row: KindRow) -> Message | None:
    """Why a pattern cannot work; an empty one stands for the usual one."""
    text = row.pattern.strip()
    return pattern_problem(text, ("short",)) if row.kind.numbered and text else None


def _filter() -> str:
    return tr("Word 文件 (*.docx)")
