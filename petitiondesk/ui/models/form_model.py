"""The superior's workbook for the window: its sheet as a grid, and the list of what is bound."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from petitiondesk.domain.form_filling import Content, Mixed, as_text, list_name
from petitiondesk.domain.forms import (
    PLACEHOLDER,
    Form,
    FormSheet,
    Place,
    cell_of,
    column_of,
    place_of,
)
from petitiondesk.domain.messages import N_, Message
from petitiondesk.domain.returns.names import plain, words_of
from petitiondesk.infra.i18n import LANGUAGES, language, render, tr, trn
from petitiondesk.services.form_plan import Plan, asked
from petitiondesk.services.forms import Choice
from petitiondesk.ui.models.rows_model import Column, RowsModel

Index = QModelIndex | QPersistentModelIndex

FACE_ROLE = int(Qt.ItemDataRole.UserRole) + 60
"""A `Face` for a cell that is filled in; None for the others."""
KIND_ROLE = int(Qt.ItemDataRole.UserRole) + 61
"""``formula``, ``number``, ``text`` or ""."""

EMPTY = FormSheet("", 1, 1, {})


@dataclass(frozen=True)
class Face:
    """How a cell that is filled in looks: what it will say, what it is bound to, or what is wrong.

    ``bound`` is False for what a placeholder or a list fills.
    """

    text: str
    name: str
    bound: bool
    problem: Message | None = None


class SheetModel(QAbstractTableModel):
    """One sheet, as it is, with what it will say in the cells that are filled in."""

    def __init__(self) -> None:
        super().__init__()
        self.sheet = EMPTY
        self._faces: Mapping[Place, Face] = {}

    def show_sheet(self, sheet: FormSheet, faces: Mapping[Place, Face]) -> None:
        """Show another sheet."""
        self.beginResetModel()
        self.sheet, self._faces = sheet, faces
        self.endResetModel()

    def show_faces(self, faces: Mapping[Place, Face]) -> None:
        """Show other contents in the same sheet; the place on screen stays."""
        self._faces = faces
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """The rows in use."""
        return 0 if parent.isValid() else self.sheet.rows

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The columns in use."""
        return 0 if parent.isValid() else self.sheet.columns

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> Any:
        """Letters above, numbers at the left."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        across = orientation is Qt.Orientation.Horizontal
        return column_of(section + 1) if across else str(section + 1)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """A cell's text, kind and face."""
        if not index.isValid():
            return None
        place = (index.row() + 1, index.column() + 1)
        face = self._faces.get(place)
        if role == Qt.ItemDataRole.DisplayRole:
            return face.text if face else self.sheet.text(place)
        if role == FACE_ROLE:
            return face
        if role == KIND_ROLE:
            cell = self.sheet.cells.get(place)
            if cell is None:
                return ""
            return "formula" if cell.formula else "number" if cell.number else "text"
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.told(place) if face else self.sheet.text(place) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.told(place)
        return None

    def told(self, place: Place) -> str:
        """A cell in a sentence: what it says, what it is bound to, whether it can be."""
        face, cell, text = self._faces.get(place), cell_of(*place), self.sheet.text(place)
        refusal = self.sheet.refusal(place)
        if refusal is not None:
            return render(refusal)
        if face is not None and face.problem is not None:
            return tr("{cell} 填不了：{why}", cell=cell, why=face.problem)
        if face is not None:
            return tr("{cell} 填写“{name}”：{text}", cell=cell, name=face.name, text=face.text)
        if text:
            return tr("{cell}：{text}", cell=cell, text=text)
        return tr("{cell}：空白", cell=cell)


def indicator_text(name: str) -> str:
    """An indicator as the reader names it; in Chinese by the name that a placeholder may have."""
    if language() == LANGUAGES[0]:
        return name
    return " · ".join(tr(part) for part in words_of(name))


def face_text(content: Content, sheet: FormSheet, place: Place) -> str:
    """What a cell will say, near to how the workbook will show it."""
    if isinstance(content, Mixed):
        known = content.texts
        return PLACEHOLDER.sub(lambda m: known.get(plain(m[1]), m[0]), sheet.text(place))
    if isinstance(content, float):
        return f"{content * 100:.2f}%" if place in sheet.percent else f"{content:.4f}"
    if isinstance(content, date):
        return content.isoformat()
    return "" if content is None else str(content)


def faces(form: Form, sheet: FormSheet, plan: Plan) -> dict[Place, Face]:
    """The cells of a sheet that are filled in; those that a list fills further down have no name."""
    trouble = {place_of(p.cell): p.message for p in plan.problems if p.sheet == sheet.name}
    contents, wanted = plan.cells.get(sheet.name, {}), asked(form, sheet)
    found = {}
    for place in {*contents, *wanted, *trouble}:
        ask, why = wanted.get(place), trouble.get(place)
        name = (
            indicator_text(ask.name) if ask else sheet.text(place)
        )  # placeholders may stand among other words
        text = face_text(contents[place], sheet, place) if place in contents else ""
        bound = form.bound(sheet.name, cell_of(*place)) is not None
        found[place] = Face(name if why else text, name, bound, why)
    return found


@dataclass(frozen=True)
class BoundRow:
    """One line of the list of bindings."""

    sheet: str
    place: Place
    face: Face


def bound_model(*, several: bool) -> RowsModel[BoundRow]:
    """The list of what is filled in; the sheet is named where there are ``several``."""

    def where(row: BoundRow) -> str:
        cell = cell_of(*row.place)
        return f"{cell} {row.sheet}" if several else cell

    def says(row: BoundRow) -> str:
        return tr("填不了") if row.face.problem else row.face.text

    return RowsModel(
        (
            Column("cell", N_("单元格"), 124 if several else 76, where),
            Column("name", N_("填写什么"), 150, lambda row: row.face.name),
            Column("value", N_("本期"), 100, says),
        )
    )


def _present(choice: Choice) -> str:
    """What it is now; of a list how many cases."""
    if list_name(choice.name) and isinstance(choice.value, int):
        return trn("{n} 件", choice.value)
    return as_text(choice.value)


def choice_columns() -> tuple[Column[Choice], ...]:
    """Columns of the list a cell's content is chosen from.

    Beside an English name stands the Chinese one: the superior's sheet is Chinese.
    """
    if language() == LANGUAGES[0]:
        last = Column[Choice]("group", N_("所属"), 120, lambda choice: tr(choice.group))
    else:
        last = Column[Choice]("chinese", N_("中文名称"), 250, lambda choice: choice.name)
    return (
        Column("name", N_("指标"), 320, lambda choice: indicator_text(choice.name)),
        Column("value", N_("本期"), 84, _present),
        last,
    )
