"""What is due, what a change moves, past changes, and a year's special days, as table models."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt

from petitiondesk.domain.clocks import DueStanding, DueTerm
from petitiondesk.domain.messages import N_
from petitiondesk.infra.i18n import readable, render, tr
from petitiondesk.services.calendar_days import DayKind, Span
from petitiondesk.services.clocks import Change, Deadline, Move
from petitiondesk.ui.days import short_day
from petitiondesk.ui.models.fitted import fitted
from petitiondesk.ui.models.ledger_columns import PILLS
from petitiondesk.ui.models.rows_model import Column, Index, RowsModel
from petitiondesk.ui.style import Tone
from petitiondesk.ui.views.painting import Pill
from petitiondesk.ui.views.pill_delegate import PILL_ROLE


def standing_pill(deadline: Deadline) -> Pill:
    """How a limit stands: icon, word, colour."""
    icon, tone = PILLS[deadline.standing.term]
    return Pill(render(deadline.standing.message), icon, tone)


def bound_section(deadline: Deadline) -> str:
    """The section that a limit binds, or else the one that handles the petition."""
    return readable(deadline.subject or deadline.section)


DUE: tuple[Column[Deadline], ...] = (
    Column("what", N_("期限"), 94, lambda d: render(d.title)),
    Column("number", N_("编号"), 140, lambda d: d.number),
    Column("summary", N_("概况"), 120, lambda d: readable(d.summary)),
    Column("section", N_("科室"), 104, bound_section),
    Column("standing", N_("状态"), 118, lambda d: standing_pill(d).text),
    Column("day", N_("到期日"), 92, lambda d: short_day(d.due_on)),
)

_MET = (DueTerm.ON_TIME, DueTerm.LATE)


class DueModel(RowsModel[Deadline]):
    """What is due on a day, or in a week: then the day is shown too."""

    PILL = 4
    SUMMARY = 2
    SECTION = 3
    DAY = 5

    def __init__(self) -> None:
        super().__init__(DUE)

    def widths(self) -> list[int]:
        """Room for how a limit may stand that is not met; a long name of a limit is cut."""
        running = [DueStanding(term, 10) for term in PILLS if term not in _MET]
        pills = [Pill(render(standing.message), "clock") for standing in running]
        return fitted(self.columns, {}, {"standing": pills})

    def data(self, index: Index, role: int = 0) -> Any:
        """The standing as a pill as well."""
        row = self.row(index.row())
        if role == PILL_ROLE and row is not None and index.column() == self.PILL:
            return standing_pill(row)
        return super().data(index, role)


def _day(day: date | None) -> str:
    return day.isoformat() if day else "—"


def move_pill(move: Move, today: date) -> Pill:
    """Whether a limit that moves was met, runs, or would be late on its new day."""
    if move.ended_on is not None:
        late = move.after is not None and move.ended_on > move.after
        return Pill(tr("已办，晚于新期限"), "check", Tone.LATE) if late else Pill(
            tr("已办"), "check", Tone.GOOD
        )  # fmt: skip
    if move.after is None:
        return Pill(tr("不再有期限"), "info")
    if move.after < today:
        return Pill(tr("变动后超期"), "warning", Tone.LATE)
    return Pill(tr("在办"), "clock")


MOVES: tuple[Column[Move], ...] = (
    Column("number", N_("编号"), 150, lambda m: m.number),
    Column("what", N_("期限"), 310, lambda m: render(m.title)),
    Column("before", N_("变动前"), 104, lambda m: _day(m.before), lambda m: m.before),
    Column("after", N_("变动后"), 104, lambda m: _day(m.after), lambda m: m.after),
    Column("met", N_("状态"), 148, lambda m: ""),
    Column("summary", N_("概况"), 120, lambda m: readable(m.summary)),
)


class MovesModel(RowsModel[Move]):
    """The limits that a change would move."""

    PILL = 4
    SUMMARY = 5

    def __init__(self, today: date) -> None:
        super().__init__(MOVES)
        self._today = today

    def widths(self) -> list[int]:
        """Room for what may become of a limit."""
        words = (tr("已办，晚于新期限"), tr("不再有期限"), tr("变动后超期"))
        return fitted(self.columns, {}, {"met": [Pill(text, "check") for text in words]})

    def data(self, index: Index, role: int = 0) -> Any:
        """Whether it was met, as a pill and in words."""
        row = self.row(index.row())
        if row is not None and index.column() == self.PILL:
            pill = move_pill(row, self._today)
            return pill if role == PILL_ROLE else _pill_text(pill, role)
        return super().data(index, role)


@dataclass(frozen=True)
class SpanRow:
    """Special days of a year as shown; ``changed`` while they are not confirmed."""

    span: Span
    changed: bool = False


def _kind_pill(row: SpanRow) -> Pill:
    free = row.span.kind is DayKind.FREE
    text = tr("放假") if free else tr("调休上班")
    return Pill(text, "", Tone.GOOD if free else Tone.ACCENT)


SPANS: tuple[Column[SpanRow], ...] = (
    Column("name", N_("节名"), 96, lambda r: r.span.name),
    Column("kind", N_("安排"), 140, lambda r: ""),
    Column("first", N_("第一天"), 96, lambda r: short_day(r.span.first), lambda r: r.span.first),
    Column("last", N_("最后一天"), 96, lambda r: short_day(r.span.last), lambda r: r.span.last),
    Column("days", N_("天数"), 64, lambda r: str(r.span.days), lambda r: r.span.days),
    Column("state", N_("状态"), 92, lambda r: ""),
)


class SpansModel(RowsModel[SpanRow]):
    """A year's holidays and make-up workdays."""

    KIND = 1
    STATE = 5

    def __init__(self) -> None:
        super().__init__(SPANS)

    def widths(self) -> list[int]:
        """Room for the kinds of days."""
        kinds = [Pill(tr("放假")), Pill(tr("调休上班"))]
        return fitted(self.columns, {}, {"kind": kinds, "state": [Pill(tr("未确认"), "edit")]})

    def data(self, index: Index, role: int = 0) -> Any:
        """The kind, and what waits to be confirmed, as pills."""
        row = self.row(index.row())
        if row is None or index.column() not in (self.KIND, self.STATE):
            return super().data(index, role)
        if index.column() == self.KIND:
            pill = _kind_pill(row)
        elif row.changed:
            pill = Pill(tr("未确认"), "edit", Tone.SOON)
        else:
            return None
        return pill if role == PILL_ROLE else _pill_text(pill, role)


def what(change: Change) -> str:
    """What a change changed, and whether it took another back."""
    said = tr("、").join(render(part) for part in change.what)
    return tr("撤销：{what}", what=said) if change.undoes is not None else said


CHANGES: tuple[Column[Change], ...] = (
    Column("at", N_("时间"), 138, lambda c: c.at.strftime("%Y-%m-%d %H:%M"), lambda c: c.at),
    Column("what", N_("更改"), 150, what),
    Column("reason", N_("原因"), 110, lambda c: " ".join(c.reason.split())),
    Column("state", N_("状态"), 88, lambda c: ""),
)


class ChangesModel(RowsModel[Change]):
    """Past changes of the calendar and the rules."""

    REASON = 2
    STATE = 3

    def __init__(self) -> None:
        super().__init__(CHANGES)

    def widths(self) -> list[int]:
        """Room for the mark of what was taken back."""
        return fitted(self.columns, {}, {"state": [Pill(tr("已撤销"), "undo")]})

    def data(self, index: Index, role: int = 0) -> Any:
        """What was taken back is marked."""
        row = self.row(index.row())
        if row is not None and index.column() == self.STATE:
            if not row.taken_back:
                return None
            pill = Pill(tr("已撤销"), "undo")
            return pill if role == PILL_ROLE else _pill_text(pill, role)
        return super().data(index, role)


def _pill_text(pill: Pill, role: int) -> str | None:
    """A pill in words, for those roles that take words."""
    texts = (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.ToolTipRole,
    )
    return pill.text if role in texts else None
