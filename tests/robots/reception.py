"""A clerk at the reception days."""

from datetime import date

from petitiondesk.ui.models.reception_models import VISIT_COLUMN
from petitiondesk.ui.pages.reception import ReceptionPage


class ReceptionRobot:
    """Reads the roster and the visits of the page, and chooses among them."""

    def __init__(self, page: ReceptionPage) -> None:
        self.page = page

    def roster(self) -> list[str]:
        """Each day as the list says it: date and leader."""
        model = self.page.roster
        rows = range(model.rowCount())
        return [f"{model.index(n, 0).data()} {model.index(n, 1).data()}" for n in rows]

    def turn_to(self, day: date) -> "ReceptionRobot":
        """Choose a day of the month shown."""
        place = self.page.roster.place_of(day)
        assert place is not None, f"{day} is not on the roster"
        self.page.view.roster.selectRow(place)
        return self

    def visits(self, column: str = "name") -> list[str]:
        """One column of the visits."""
        model, place = self.page.visits.model, VISIT_COLUMN[column]
        return [str(model.index(n, place).data()) for n in range(model.rowCount())]

    def choose(self, number: int) -> "ReceptionRobot":
        """Choose a visit by its number."""
        numbers = [row.visit.number for row in self.page.visits.model.rows()]
        self.page.view.visits.selectRow(numbers.index(number))
        return self
