"""The roster of reception days and the visits of one day, as table models."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from petitiondesk.domain.messages import N_
from petitiondesk.domain.reception import LABELS, ReceptionDay, Visit
from petitiondesk.infra.i18n import readable, term, tr
from petitiondesk.services.reception import DayView
from petitiondesk.ui.days import short_day
from petitiondesk.ui.models.rows_model import Column, RowsModel

_DAY: Column[ReceptionDay] = Column(
    "day", LABELS["day"], 108, lambda d: short_day(d.day), lambda d: d.day
)
_LEADER: Column[ReceptionDay] = Column("leader", N_("领导"), 104, lambda d: d.leader)
_PLACE: Column[ReceptionDay] = Column("place", LABELS["place"], 100, lambda d: d.place)
_COUNT: Column[ReceptionDay] = Column(
    "visits", N_("来访批次"), 84, lambda d: str(len(d.visits) or ""), lambda d: len(d.visits)
)

ROSTER = (_DAY, _LEADER, _PLACE, _COUNT)
PLAN = (_DAY, _LEADER)


class RosterModel(RowsModel[ReceptionDay]):
    """Reception days in order; ``columns`` are `ROSTER`, or `PLAN` for what is only suggested."""

    def __init__(self, columns: Sequence[Column[ReceptionDay]] = ROSTER) -> None:
        super().__init__(columns)

    def place_of(self, day: date | None) -> int | None:
        """The row of a day."""
        return next((n for n, entry in enumerate(self._rows) if entry.day == day), None)


@dataclass(frozen=True)
class VisitRow:
    """A visit as shown, with the registration number it has by now."""

    visit: Visit
    registered_as: str = ""


def _result(row: VisitRow) -> str:
    """The number of the petition it became, or what else came of it."""
    return row.registered_as or term(row.visit.outcome) or tr("未定")


VISITS: tuple[Column[VisitRow], ...] = (
    Column("number", N_("序号"), 56, lambda r: str(r.visit.number), lambda r: r.visit.number),
    Column("name", LABELS["name"], 96, lambda r: readable(r.visit.name)),
    Column("people", N_("人数"), 76, lambda r: str(r.visit.people), lambda r: r.visit.people),
    Column("matter", LABELS["matter"], 200, lambda r: readable(" ".join(r.visit.matter.split()))),
    Column("outcome", LABELS["outcome"], 190, _result),
)

VISIT_COLUMN = {column.name: place for place, column in enumerate(VISITS)}
"""Column name → its place."""


class VisitsModel(RowsModel[VisitRow]):
    """The visits of a day in the order they came."""

    def __init__(self) -> None:
        super().__init__(VISITS)

    def show_day(self, view: DayView | None, *, opened: bool) -> None:
        """The visits of a day, masked unless ``opened``; None for none."""
        if view is None:
            self.set_rows([])
            return
        shown = view.value if opened else view.masked
        numbers = view.numbers
        self.set_rows([VisitRow(v, numbers.get(v.petition_id or 0, "")) for v in shown.visits])
