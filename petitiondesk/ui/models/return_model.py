"""A table of a return as a table model: every number knows which figure it is."""

from fractions import Fraction
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFontMetrics

from petitiondesk.domain.messages import N_
from petitiondesk.domain.returns.figures import Key, Return, When
from petitiondesk.domain.returns.grid import Cell, Grid, percent
from petitiondesk.infra.i18n import term, tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.models.return_words import count_text, figure_name, measure_of
from petitiondesk.ui.style import font
from petitiondesk.ui.views.grid_cells import KEY_ROLE, MUTED_ROLE, TOTAL_ROLE, WIDEST_LABEL
from petitiondesk.ui.views.painting import HEADING_EDGE

Index = QModelIndex | QPersistentModelIndex

_COMPARED = frozenset({When.LAST_YEAR.zh, When.PREVIOUS.zh, N_("同比"), N_("环比")})
"""Headings of what only stands beside a figure of the period."""

_PAD = 24
_EDGE = 26
"""What the style keeps free beside a label besides the padding, in pixels."""
_LEAST = 56
_WIDEST_TEXT = "-100.0%"


class ReturnModel(QAbstractTableModel):
    """One `Grid`. The labels are the vertical header, so that they stay while columns scroll."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._value: Return | None = None
        self._grid: Grid | None = None

    def show_grid(self, value: Return, grid: Grid) -> None:
        """Show a table of a return."""
        self.beginResetModel()
        self._value, self._grid = value, grid
        self.endResetModel()

    def clear(self) -> None:
        """Show nothing."""
        self.beginResetModel()
        self._value = self._grid = None
        self.endResetModel()

    def key(self, index: Index) -> Key | None:
        """Which figure stands in a cell; None for a share, a change or nothing."""
        cell = self._cell(index)
        return cell.key if cell is not None else None

    def place_of(self, key: Key) -> QModelIndex:
        """The cell of a figure; an invalid one where this table does not have it."""
        for row in range(self.rowCount()):
            for column in range(self.columnCount()):
                index = self.index(row, column)
                if self.key(index) == key:
                    return index
        return QModelIndex()

    def widths(self) -> list[int]:
        """As wide as the numbers, the heading's widest word, and a share where there is one."""
        bold = QFontMetrics(font(sizes.CAPTION, bold=True))
        body = QFontMetrics(font(sizes.BODY, bold=True))
        found = []
        for place, column in enumerate(self._grid.columns if self._grid else ()):
            texts = [self._text(self.index(row, place)) for row in range(self.rowCount())]
            texts += [_WIDEST_TEXT] if column.percent else []
            needs = [bold.horizontalAdvance(word) + HEADING_EDGE for word in tr(column.zh).split()]
            needs += [body.horizontalAdvance(text) for text in texts]
            found.append(max(_LEAST, max(needs, default=0) + _PAD + 2))
        return found

    def label_width(self) -> int:
        """As wide as the longest label, within reason; a longer one ends in an ellipsis."""
        bold = QFontMetrics(font(sizes.CAPTION, bold=True))
        labels = [tr(line.zh) for line in self._grid.lines] if self._grid else []
        widest = max((bold.horizontalAdvance(text) for text in labels), default=0)
        return min(WIDEST_LABEL, widest + _PAD + _EDGE)

    # --- QAbstractTableModel --------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many lines."""
        return 0 if parent.isValid() or self._grid is None else len(self._grid.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many columns."""
        return 0 if parent.isValid() or self._grid is None else len(self._grid.columns)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> Any:
        """Headings and labels; the date basis, or how a rate is read, on hover."""
        grid = self._grid
        if grid is None or section < 0:
            return None
        if orientation is Qt.Orientation.Horizontal:
            if section >= len(grid.columns):
                return None
            column = grid.columns[section]
            return {_DISPLAY: tr(column.zh), _TIP: tr(column.note)}.get(role)
        if section >= len(grid.lines):
            return None
        label = tr(grid.lines[section].zh)
        return {_DISPLAY: label, _TIP: "\n".join(t for t in (label, self._note(section)) if t)}.get(
            role
        )

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Text, explanation, and how a cell is painted."""
        cell = self._cell(index)
        if cell is None or self._grid is None:
            return None
        if role == _DISPLAY:
            return self._text(index)
        if role == _TIP:
            return self.explained(index)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == KEY_ROLE:
            return cell.key is not None
        if role == TOTAL_ROLE:
            return self._grid.lines[index.row()].total
        if role == MUTED_ROLE:
            return self._grid.columns[index.column()].zh in _COMPARED
        return None

    def explained(self, index: Index) -> str:
        """What a number counts, by which date; of a rate its two counts and how it is read."""
        cell = self._cell(index)
        if cell is None or self._value is None:
            return ""
        if cell.key is not None:
            measure = measure_of(self._value, cell.key)
            number = cell.value if isinstance(cell.value, int) else 0
            return "\n".join(
                (
                    figure_name(self._value, cell.key),
                    tr(
                        "{count}（{basis}）",
                        count=count_text(measure, number),
                        basis=tr(measure.basis.zh),
                    ),
                )
            )
        return self._note(index.row()) or self._reckoned(index)

    def _reckoned(self, index: Index) -> str:
        assert self._grid is not None
        column = self._grid.columns[index.column()]
        return tr(column.note) if column.note else ""

    def _note(self, row: int) -> str:
        """How the rate in a row is read, with its two counts; "" in the other tables."""
        value, grid = self._value, self._grid
        if value is None or grid is None or grid.code != "rate":
            return ""
        key = next((cell.key for cell in grid.lines[row].cells if cell.key is not None), None)
        if key is None:
            return ""
        rate, ratio = value.rate(key.row), value.ratio(key.row)
        return "\n".join(
            (
                tr(
                    "{part} {n} ÷ {whole} {m}",
                    part=tr(rate.part.zh),
                    n=f"{ratio.part:,}",
                    whole=tr(rate.whole.zh),
                    m=f"{ratio.whole:,}",
                ),
                tr(rate.note),
                tr("口径：{basis}", basis=term(rate.whole.basis)),
            )
        )

    def _cell(self, index: Index) -> Cell | None:
        grid = self._grid
        if grid is None or not index.isValid() or index.row() >= len(grid.lines):
            return None
        cells = grid.lines[index.row()].cells
        return cells[index.column()] if index.column() < len(cells) else None

    def _text(self, index: Index) -> str:
        cell = self._cell(index)
        if cell is None:
            return ""
        if isinstance(cell.value, str):
            return tr(cell.value)
        if cell.value is None or isinstance(cell.value, Fraction):
            return percent(cell.value)
        return f"{cell.value:,}"

    def _spoken(self, index: Index) -> str:
        assert self._grid is not None
        return tr(
            "{row}，{column}：{value}",
            row=tr(self._grid.lines[index.row()].zh),
            column=tr(self._grid.columns[index.column()].zh),
            value=self._text(index) or tr("没有"),
        )


_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)
