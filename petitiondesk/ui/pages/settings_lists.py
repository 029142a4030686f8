"""Behaviour of the settings' lists of sections and staff."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from petitiondesk.domain.errors import Finding
from petitiondesk.domain.messages import Message
from petitiondesk.domain.office import Office
from petitiondesk.infra.i18n import tr
from petitiondesk.ui.look import Look
from petitiondesk.ui.models.staff_model import SectionsModel, StaffModel, StaffRow, applied
from petitiondesk.ui.pages.settings_parts import Part, refused
from petitiondesk.ui.pieces import Pieces
from petitiondesk.ui.views.fields import LabelledField
from petitiondesk.ui.views.settings_forms import SectionsForm


class SectionsPart(Part):
    """Sections are added, named, ordered, retired and taken back, never deleted; staff come and go.

    It is made by going through its `pieces`.
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.form: SectionsForm = SectionsForm(look)

    def pieces(self) -> Pieces:
        """Make the form (`ui.pieces`)."""
        yield from self.form.pieces()
        self.sections = SectionsModel()
        self.staff = StaffModel(self.sections)
        self.form.sections.setModel(self.sections)
        self.form.sections.set_widths(self.sections.widths(), stretch=0)
        self.form.staff.setModel(self.staff)
        self.form.staff.set_widths(self.staff.widths(), stretch=1)
        self._connect_sections()
        self._connect_staff()
        yield

    def _connect_sections(self) -> None:
        form = self.form
        form.sections.selectionModel().currentChanged.connect(self._show_section)
        form.sections.opened.connect(form.section_name.setFocus)
        form.section_name.textEdited.connect(self._rename_section)
        form.add_section.clicked.connect(self._add_section)
        form.retire.clicked.connect(self._retire)
        form.up.clicked.connect(self._up)
        form.down.clicked.connect(self._down)
        for key, act in (("Alt+Up", self._up), ("Alt+Down", self._down)):
            shortcut = QShortcut(QKeySequence(key), form.sections)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _connect_staff(self) -> None:
        form = self.form
        form.staff.selectionModel().currentChanged.connect(self._show_person)
        form.staff.opened.connect(form.person_name.setFocus)
        form.person_name.textEdited.connect(self._edit_person)
        form.person_section.changed.connect(self._edit_person)
        form.leader.clicked.connect(self._edit_person)
        form.add_person.clicked.connect(self._add_person)
        form.remove_person.clicked.connect(self._remove_person)

    def show_office(self, office: Office) -> None:
        """Fill both lists and select the first of each."""
        self.sections.load(office.sections)
        self.staff.load(office.staff)
        self._offer_sections()
        self.form.sections.setCurrentIndex(self.sections.index(0, 0))
        self.form.staff.setCurrentIndex(self.staff.index(0, 0))
        self._show_section()
        self._show_person()

    def applied(self, office: Office) -> Office:
        """``office`` with the lists as edited."""
        return applied(office, self.sections, self.staff)

    def problems(self) -> list[Finding]:
        """The first name that is missing or stands twice; its row is selected."""
        names = [row.name.strip() for row in self.sections.rows()]
        for place, name in enumerate(names):
            if not name or name in names[:place]:
                self.form.sections.setCurrentIndex(self.sections.index(place, 0))
                return [refused("sections", _section_problem(name))]
        for place, person in enumerate(self.staff.rows()):
            if not person.name.strip():
                self.form.staff.setCurrentIndex(self.staff.index(place, 0))
                return [refused("staff", Message("请填写姓名，或者去掉这一行。"))]
        return []

    def place(self, finding: Finding) -> LabelledField | None:
        """The name field of either list."""
        fields = {"sections": self.form.section_field, "staff": self.form.person_field}
        return fields.get(finding.field)

    def fields(self) -> Sequence[LabelledField]:
        """Both name fields."""
        return (self.form.section_field, self.form.person_field)

    # --- sections -------------------------------------------------------------------------------

    def _place(self) -> int:
        return self.form.sections.currentIndex().row()

    def _show_section(self) -> None:
        place = self._place()
        row = self.sections.row(place)
        form = self.form
        form.section_name.setText(row.name if row else "")
        form.section_name.setEnabled(row is not None)
        form.retire.setEnabled(row is not None)
        form.retire.setText(tr("恢复使用") if row and row.retired else tr("停用"))
        form.retire.setAccessibleName(form.retire.text())
        form.retire.updateGeometry()
        form.up.setEnabled(place > 0)
        form.down.setEnabled(0 <= place < self.sections.rowCount() - 1)
        form.section_field.set_finding(None)

    def _rename_section(self, text: str) -> None:
        row = self.sections.row(self._place())
        if row is not None:
            self.sections.put(self._place(), replace(row, name=text))
            self._sections_changed()

    def _add_section(self) -> None:
        place = self.sections.add_new()
        self.form.sections.setCurrentIndex(self.sections.index(place, 0))
        self.form.section_name.setFocus()
        self._sections_changed()

    def _retire(self) -> None:
        row = self.sections.row(self._place())
        if row is not None:
            self.sections.put(self._place(), replace(row, retired=not row.retired))
            self._show_section()
            self._sections_changed()

    def _up(self) -> None:
        self._move(-1)

    def _down(self) -> None:
        self._move(1)

    def _move(self, step: int) -> None:
        place = self.sections.move(self._place(), step)
        self.form.sections.setCurrentIndex(self.sections.index(place, 0))
        self._show_section()
        self._sections_changed()

    def _sections_changed(self) -> None:
        self.form.section_field.set_finding(None)
        self.staff.sections_changed()
        self._offer_sections()
        self.changed.emit()

    def _offer_sections(self) -> None:
        """Offer the sections in use, and those that somebody is still in."""
        used = {person.section for person in self.staff.rows()}
        items: list[tuple[object, str]] = [
            (row.key, row.name)
            for row in self.sections.rows()
            if row.name.strip() and (not row.retired or row.key in used)
        ]
        items += [(name, name) for name in sorted(s for s in used if isinstance(s, str))]
        self.form.person_section.set_items(items, tr("（无）"))

    # --- staff ----------------------------------------------------------------------------------

    def _show_person(self) -> None:
        person = self.staff.row(self.form.staff.currentIndex().row())
        form = self.form
        shown = person or StaffRow()
        form.person_name.setText(shown.name)
        form.person_section.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        form.person_section.set_value(shown.section)
        form.person_section.blockSignals(False)  # noqa: FBT003
        form.leader.setChecked(shown.leader)
        for widget in (form.person_name, form.person_section, form.leader, form.remove_person):
            widget.setEnabled(person is not None)
        form.person_field.set_finding(None)

    def _edit_person(self) -> None:
        place = self.form.staff.currentIndex().row()
        if self.staff.row(place) is None:
            return
        section = self.form.person_section.value()
        assert section is None or isinstance(section, int | str)
        name, leads = self.form.person_name.text(), self.form.leader.isChecked()
        self.staff.put(place, StaffRow(name, section, leads))
        self.form.person_field.set_finding(None)
        self.changed.emit()

    def _add_person(self) -> None:
        section = self.sections.row(self._place())
        key = section.key if section is not None and not section.retired else None
        place = self.staff.add(StaffRow(section=key))
        self.form.staff.setCurrentIndex(self.staff.index(place, 0))
        self.form.person_name.setFocus()
        self.changed.emit()

    def _remove_person(self) -> None:
        self.staff.remove(self.form.staff.currentIndex().row())
        self._show_person()
        self.changed.emit()


def _section_problem(name: str) -> Message:
    if not name:
        return Message("科室名称不能为空。")
    return Message("有两个科室同名，请改成不同的名称。")
