"""A month as a wall calendar shows it: weeks from Monday, and what is due on each day."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

from petitiondesk.domain.clocks import DueTerm
from petitiondesk.infra.i18n import tr, trn
from petitiondesk.services.calendar_days import CalendarDay, DayKind
from petitiondesk.services.clocks import Deadline
from petitiondesk.ui.days import full_day, short_weekday
from petitiondesk.ui.models.ledger_columns import PILLS
from petitiondesk.ui.models.rows_model import Index
from petitiondesk.ui.style import Tone
from petitiondesk.ui.views.painting import Pill

CELL_ROLE = int(Qt.ItemDataRole.UserRole) + 60
"""The `DayCell` of a place in the grid."""

WEEK = 7


_PLACES = (DueTerm.OVERDUE, DueTerm.SOON, DueTerm.RUNNING)


@dataclass(frozen=True)
class DayCounts:
    """How many limits are due on a day: late, near, still far, and nobody's duty here.

    ``other`` are paused limits, rights of the petitioner, and what another body is to do.
    """

    overdue: int = 0
    soon: int = 0
    later: int = 0
    other: int = 0

    @classmethod
    def of(cls, deadlines: Sequence[Deadline]) -> "DayCounts":
        """The counts of what is due on one day."""
        found = Counter(deadline.standing.term for deadline in deadlines)
        late, near, far = (found[term] for term in _PLACES)
        return cls(late, near, far, len(deadlines) - late - near - far)

    @property
    def total(self) -> int:
        """All of them."""
        return self.overdue + self.soon + self.later + self.other


@dataclass(frozen=True)
class DayCell:
    """One place of the grid. ``inside`` says that the day belongs to the month shown."""

    entry: CalendarDay
    inside: bool
    today: bool
    counts: DayCounts = DayCounts()

    @property
    def day(self) -> date:
        """The day."""
        return self.entry.day

    def mark(self) -> Pill | None:
        """Whether the day is free or made up for, as Chinese calendars mark it."""
        if self.entry.kind is DayKind.FREE:
            return Pill(tr("休"), "", Tone.GOOD)
        return Pill(tr("班"), "", Tone.ACCENT) if self.entry.kind is DayKind.MADE_UP else None

    def pills(self, *, words: bool = True) -> list[Pill]:
        """What is due: icon, colour, and the number with its word, or alone where room is scarce.

        Without its word what is still far has an icon of its own: colour alone would tell it from near.
        """
        counts = self.counts
        far, plain = PILLS[DueTerm.RUNNING]
        kinds = (
            (counts.overdue, tr("超期 {n}", n=counts.overdue), *PILLS[DueTerm.OVERDUE]),
            (counts.soon, tr("临期 {n}", n=counts.soon), *PILLS[DueTerm.SOON]),
            (counts.later, tr("待办 {n}", n=counts.later), far if words else "calendar", plain),
            (counts.other, tr("其他 {n}", n=counts.other), "info", Tone.NEUTRAL),
        )
        return [Pill(text if words else str(n), icon, tone) for n, text, icon, tone in kinds if n]

    def sentence(self) -> str:
        """The day in words, for the tool tip and for screen readers."""
        parts = [full_day(self.day)]
        if self.today:
            parts.append(tr("今天"))
        if self.entry.kind is DayKind.FREE:
            parts.append(tr("{name}放假", name=self.entry.name))
        elif self.entry.kind is DayKind.MADE_UP:
            parts.append(tr("{name}调休上班", name=self.entry.name))
        elif not self.entry.worked:
            parts.append(tr("休息"))
        counts = self.counts
        if self.inside:
            parts.append(trn("{n} 项到期", counts.total) if counts.total else tr("没有到期的"))
        parts += [pill.text for pill in self.pills()] if counts.total else []
        if counts.other:  # the last of the pills, whose one word cannot say what they are
            parts[-1] = tr("{other}（已暂停、信访人可以申请或由别的单位办）", other=parts[-1])
        return tr("，").join(parts)


def grid_days(month: date) -> tuple[date, date]:
    """The first and last day of the weeks that a month touches."""
    first = month.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return (
        first - timedelta(days=first.weekday()),
        last + timedelta(days=WEEK - 1 - last.weekday()),
    )


class MonthModel(QAbstractTableModel):
    """The weeks of one month; `show` puts another in its place."""

    def __init__(self) -> None:
        super().__init__()
        self._cells: list[DayCell] = []

    def show(
        self,
        month: date,
        today: date,
        days: Iterable[CalendarDay],
        counts: Mapping[date, DayCounts],
    ) -> None:
        """Show a month; ``days`` are those of `grid_days`."""
        self.beginResetModel()
        self._cells = [
            DayCell(
                entry,
                entry.day.month == month.month,
                entry.day == today,
                counts.get(entry.day, DayCounts())
                if entry.day.month == month.month
                else DayCounts(),
            )
            for entry in days
        ]
        self.endResetModel()

    def cell(self, place: Index) -> DayCell | None:
        """The day at a place of the grid."""
        number = place.row() * WEEK + place.column()
        return self._cells[number] if 0 <= number < len(self._cells) else None

    def index_of(self, day: date) -> QModelIndex:
        """The place of a day, invalid when it is not shown."""
        number = (day - self._cells[0].day).days if self._cells else -1
        if not 0 <= number < len(self._cells):
            return QModelIndex()
        return self.index(number // WEEK, number % WEEK)

    # --- QAbstractTableModel --------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many weeks."""
        return 0 if parent.isValid() else len(self._cells) // WEEK

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Seven days."""
        return 0 if parent.isValid() else WEEK

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> Any:
        """The names of the days of the week."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return short_weekday(section)
        return None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """The number of the day, its cell, and the day in words."""
        cell = self.cell(index) if index.isValid() else None
        if cell is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return str(cell.day.day)
        if role == CELL_ROLE:
            return cell
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return cell.sentence()
        return None
