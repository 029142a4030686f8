"""The office's sections and staff while they are edited in the settings.

A section has a key of its own here, so that its people stay with it while its name is being typed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from petitiondesk.domain.messages import N_
from petitiondesk.domain.office import Office, Person, Section
from petitiondesk.infra.i18n import tr
from petitiondesk.ui.models.rows_model import Column, RowsModel


@dataclass(frozen=True)
class SectionRow:
    """A section being edited; ``key`` outlives its name."""

    key: int
    name: str
    retired: bool = False


@dataclass(frozen=True)
class StaffRow:
    """A person being edited; ``section`` is a section's key, None, or a name no section has."""

    name: str = ""
    section: int | str | None = None
    leader: bool = False


def _named(name: str) -> str:
    return name or tr("（未填写）")


class SectionsModel(RowsModel[SectionRow]):
    """Sections in the office's order: name, and whether they are in use."""

    def __init__(self) -> None:
        super().__init__(
            (
                Column("name", N_("科室名称"), 180, lambda r: _named(r.name)),
                Column("state", N_("状态"), 90,
                       lambda r: tr("已停用") if r.retired else tr("使用中")),
            )
        )  # fmt: skip
        self._next = 0

    def load(self, sections: Sequence[Section]) -> None:
        """Show an office's sections."""
        self.set_rows([SectionRow(n, s.name, s.retired) for n, s in enumerate(sections)])
        self._next = len(sections)

    def add_new(self) -> int:
        """Add a section without a name; returns its place."""
        self._next += 1
        return self.add(SectionRow(self._next - 1, ""))

    def sections(self) -> tuple[Section, ...]:
        """The sections as the office keeps them."""
        return tuple(Section(r.name.strip(), r.retired) for r in self._rows)

    def name_of(self, key: int | str | None) -> str:
        """The name of a section by its key; a name that is no key stands for itself."""
        if isinstance(key, str) or key is None:
            return key or ""
        return next((r.name.strip() for r in self._rows if r.key == key), "")

    def key_of(self, name: str) -> int | str | None:
        """The key of a section by its name."""
        keys = [r.key for r in self._rows if r.name == name]
        return keys[0] if keys else (name or None)


class StaffModel(RowsModel[StaffRow]):
    """The office's people: name, section, whether they lead."""

    def __init__(self, sections: SectionsModel) -> None:
        super().__init__(
            (
                Column("name", N_("姓名"), 100, lambda r: _named(r.name)),
                Column("section", N_("科室"), 130, lambda r: sections.name_of(r.section)),
                Column("leader", N_("批示领导"), 96, lambda r: tr("是") if r.leader else ""),
            )
        )
        self._sections = sections

    def load(self, staff: Sequence[Person]) -> None:
        """Show an office's people."""
        key_of = self._sections.key_of
        self.set_rows([StaffRow(p.name, key_of(p.section), p.leader) for p in staff])

    def staff(self) -> tuple[Person, ...]:
        """The people as the office keeps them."""
        name_of = self._sections.name_of
        return tuple(Person(r.name.strip(), name_of(r.section), r.leader) for r in self._rows)

    def sections_changed(self) -> None:
        """Show the sections' names as they are now."""
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 2))


def applied(office: Office, sections: SectionsModel, staff: StaffModel) -> Office:
    """``office`` with the sections and staff as edited."""
    return replace(office, sections=sections.sections(), staff=staff.staff())
