"""The step of the columns: the guess is shown, changed, and remembered for the same headings."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from petitiondesk.domain.messages import Message
from petitiondesk.domain.terms import Channel, PetitionClass
from petitiondesk.infra.i18n import render, tr, trn
from petitiondesk.services import import_fields
from petitiondesk.ui.dialogs.import_choices import ImportChoices
from petitiondesk.ui.views.import_choices import ColumnsView


class ColumnsPart(QObject):
    """Behaviour of the columns' step; ``changed`` when what is lacking may have changed."""

    changed = Signal()

    def __init__(self, view: ColumnsView) -> None:
        super().__init__(view)
        self._view = view
        self._choices: ImportChoices | None = None
        view.changed.connect(self._read_as)

    def load(self, choices: ImportChoices, stem: str) -> None:
        """Show the columns of a file; ``stem`` names the mapping where none was remembered."""
        self._choices = choices
        columns, saved = choices.columns(), choices.saved
        self._view.load(columns, [(name, tr(zh)) for name, zh in import_fields.choices()])
        self._view.told.setText(
            tr("列名与“{name}”相同，已照上次填好，请核对。", name=saved.name)
            if saved
            else trn("认出了 {n} 列，请核对；没有对应项的列连同列名写入备注，不会丢。",
                     sum(1 for c in columns if c.field))
        )  # fmt: skip
        self._view.name.setText(saved.name if saved else stem)
        self._view.name_field.set_hint(tr("下次列名相同的文件照此填好"))
        defaults = choices.rules.defaults
        self._view.channel.set_value(Channel.from_zh(defaults.get("channel", "")))
        self._view.petition_class.set_value(
            PetitionClass.from_zh(defaults.get("petition_class", ""))
        )
        self._say()

    def take(self, choices: ImportChoices) -> None:
        """Put what is chosen for the missing columns into the rules."""
        defaults = {
            name: term.zh
            for name, combo, field in (
                ("channel", self._view.channel, self._view.channel_field),
                ("petition_class", self._view.petition_class, self._view.class_field),
            )
            if not field.isHidden() and (term := combo.value()) is not None
        }
        choices.take_defaults(defaults)

    def name(self) -> str:
        """What the clerk calls this kind of ledger."""
        return self._view.name.text().strip()

    def is_complete(self) -> bool:
        """Whether the columns give all that a petition cannot be without."""
        return self._choices is not None and not import_fields.lacking(self._choices.wanted())

    def first(self) -> QWidget:
        """Where a choice is waited for: the first column that goes to the notes."""
        combos = self._view.combos.values()
        return next((c for c in combos if c.value() is None), self._view.name)

    def _read_as(self, heading: str, field: str) -> None:
        if self._choices is not None:
            self._choices.read_as(heading, field)
            self._say()
            self.changed.emit()

    def _say(self) -> None:
        assert self._choices is not None
        columns = self._choices.wanted()
        lacking = [render(each) for each in import_fields.lacking(columns)]
        twice = [
            render(
                Message(
                    "“{headings}”都导入为{field}：同一张表里只用一列，另一列写入备注。",
                    headings="”“".join(headings),
                    field=Message(zh),
                )
            )
            for zh, headings in import_fields.claimed_twice(columns, self._choices.source,
                                                            self._choices.rules)
        ]  # fmt: skip
        self._view.say("\n".join(lacking), "\n".join(twice))
        have = {column.field for column in columns}
        self._view.channel_field.setVisible("channel" not in have)
        self._view.class_field.setVisible("petition_class" not in have)
