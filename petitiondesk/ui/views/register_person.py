"""One petitioner of a registration form: a row of fields, and the papers beneath it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from petitiondesk.domain.petition import Petitioner
from petitiondesk.domain.terms import IdKind, Sex
from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.views.buttons import IconButton
from petitiondesk.ui.views.cards import label
from petitiondesk.ui.views.choice import TermCombo
from petitiondesk.ui.views.fields import LabelledField
from petitiondesk.ui.views.register_rows import FieldRow

PETITIONERS = "petitioners"
"""The field every finding about a person belongs to."""


class PersonRow(QWidget):
    """One petitioner. ``changed`` on every change; ``remove_asked(place)`` by its cross."""

    changed = Signal()
    remove_asked = Signal(int)

    def __init__(self, look: Look, place: int) -> None:
        super().__init__()
        self._place = place
        self.name, self.phone, self.address = QLineEdit(), QLineEdit(), QLineEdit()
        self.id_number, self.postcode = QLineEdit(), QLineEdit()
        self.sex = TermCombo(tr("性别"), Sex, "")
        self.sex.setMinimumContentsLength(2)
        self.id_kind = TermCombo(tr("证件类型"), IdKind, tr("未填"))
        self.organisation = QCheckBox(tr("以单位名义"))
        self.representative = QCheckBox(tr("代表"))
        self.remove = IconButton(look, "close", tr("去掉第 {n} 位信访人", n=place + 1))
        self.fields: dict[str, LabelledField] = {}
        self._lay_out()
        self._connect()
        self.set_several(several=False)
        self.show_papers(shown=False)

    def value(self) -> Petitioner:
        """What is entered."""
        sex, kind = self.sex.value(), self.id_kind.value()
        organisation = self.organisation.isChecked()
        return Petitioner(
            name=self.name.text(),
            sex=sex if isinstance(sex, Sex) and not organisation else None,
            id_kind=kind if isinstance(kind, IdKind) else None,
            id_number=self.id_number.text(),
            phone=self.phone.text(),
            address=self.address.text(),
            postcode=self.postcode.text(),
            organisation=organisation,
            representative=self.representative.isChecked(),
        )

    def set_value(self, person: Petitioner) -> None:
        """Show a petitioner."""
        for name in ("name", "phone", "address", "id_number", "postcode"):
            getattr(self, name).setText(getattr(person, name))
        self.organisation.setChecked(person.organisation)
        self.representative.setChecked(person.representative)
        self.sex.set_value(person.sex)
        self.id_kind.set_value(person.id_kind)

    def set_several(self, *, several: bool) -> None:
        """Whether there are others: only then somebody represents, or can be removed."""
        self.representative.setVisible(several)
        self.remove.setVisible(several)

    def set_required(self, *, required: bool) -> None:
        """Whether the name must be filled in."""
        self.fields["name"].set_required(required=required)
        self._name_all()

    def show_papers(self, *, shown: bool) -> None:
        """Show or hide identity paper and postcode."""
        self.papers.setVisible(shown)

    def stops(self) -> list[QWidget]:
        """Where Tab stops in the first line, as it reads."""
        first = [self.name, self.sex, self.phone, self.address]
        return [*first, self.organisation, self.representative, self.remove]

    def paper_stops(self) -> list[QWidget]:
        """Where Tab stops in the second line."""
        return [self.id_kind, self.id_number, self.postcode]

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.S)
        line = QWidget()
        self.line = FieldRow(line)
        column.addWidget(line)
        self._add(self.line, "name", tr("姓名"), self.name, 108, 3)
        self._add(self.line, "sex", tr("性别"), self.sex, 76, 0)
        self._add(self.line, "phone", tr("电话"), self.phone, 124, 2)
        rest = QWidget()
        self.rest = FieldRow(rest)
        self._add(self.rest, "address", tr("住址"), self.address, 140, 1)
        self.tail = QWidget()
        self._lay_out_tail()
        self.rest.add(self.tail, 0)
        self.gap = QWidget()
        self.gap.setFixedWidth(80)
        self.gap.hide()
        self.rest.add(self.gap, 80)
        self.line.add(rest, 0, 5)
        self.papers = QWidget()
        papers = FieldRow(self.papers)
        self._add(papers, "id_kind", tr("证件类型"), self.id_kind, 172, 0)
        self._add(papers, "id_number", tr("证件号码"), self.id_number, 200, 1)
        self._add(papers, "postcode", tr("邮编"), self.postcode, 84, 0)
        column.addWidget(self.papers)
        self._name_all()

    def _lay_out_tail(self) -> None:
        """Boxes and the cross, level with the controls beside them."""
        column = QVBoxLayout(self.tail)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(label(" ", "caption"))
        level = QWidget()
        level.setFixedHeight(sizes.CONTROL)
        boxes = QHBoxLayout(level)
        boxes.setContentsMargins(0, 0, 0, 0)
        boxes.setSpacing(sizes.XS)
        for widget in (self.organisation, self.representative, self.remove):
            boxes.addWidget(widget)
        column.addWidget(level)

    def _add(
        self, line: FieldRow, name: str, text: str, control: QWidget, basis: int, stretch: int
    ) -> None:
        field = LabelledField(text, control, name=PETITIONERS)
        self.fields[name] = field
        line.add(field, basis, stretch)

    def _connect(self) -> None:
        for edit in (self.name, self.phone, self.address, self.id_number, self.postcode):
            edit.textChanged.connect(self._tell)
        for combo in (self.sex, self.id_kind):
            combo.changed.connect(self._tell)
        self.representative.toggled.connect(self._tell)
        self.organisation.toggled.connect(self._called)
        self.remove.clicked.connect(self._ask_remove)

    def _tell(self, *_: object) -> None:
        self.changed.emit()

    def _ask_remove(self) -> None:
        self.remove_asked.emit(self._place)

    def _called(self, organisation: bool) -> None:
        """An organisation has a name, a credit code and no sex."""
        self.fields["name"].set_label(tr("单位名称") if organisation else tr("姓名"))
        self.fields["sex"].setVisible(not organisation)
        if organisation and self.id_kind.value() is None:
            self.id_kind.set_value(IdKind.CREDIT_CODE)
        self._name_all()
        self.changed.emit()

    def _name_all(self) -> None:
        """Readers hear whose name it is: every row has the same labels."""
        if self._place == 0:
            return
        for field in self.fields.values():
            name = tr("第 {n} 位信访人的{what}", n=self._place + 1, what=field.label.text())
            field.control.setAccessibleName(name)
