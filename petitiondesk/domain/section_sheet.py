"""Section sheets (科室办理表): which cases go to a section in a workbook, and which sheet is which.

The business sections have no program; they answer in Excel or WPS. A sheet is written for one
section with the cases that it holds; what its answers mean is in `section_answers`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from petitiondesk.domain import notes
from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import Petition, Routing
from petitiondesk.domain.terms import State

LEAD_HOLDS = frozenset({State.ROUTED, State.IN_PROGRESS, State.PAUSED})
"""States in which the lead section owes its answer."""

CO_HOLDS = LEAD_HOLDS | {State.UNDER_REVIEW}
"""States in which a co-handling section's answer can still be taken in."""


@dataclass(frozen=True)
class SheetCase:
    """A row of a sheet: the petition, and which of the section's routings it is about."""

    petition_id: int
    lead: bool = True
    routed_on: date | None = None


@dataclass(frozen=True)
class SectionSheet:
    """A sheet that was written: its number in the registry, for whom, when, with which cases.

    ``read_on`` is the day on which it was last read back, None while it never was.
    """

    serial: int
    section: str
    made_on: date | None = None
    cases: tuple[SheetCase, ...] = ()
    read_on: date | None = None

    @property
    def label(self) -> Message:
        """How the sheet is named in notes and sentences."""
        return Message(notes.SHEET, serial=self.serial)


def complained_of(petition: Petition, section: str, staff: Sequence[str] = ()) -> bool:
    """Whether a petition complains of the section, or of one of its people (Art. 30(3))."""
    target, own = _unspaced(petition.complained_of), _unspaced(section)
    if not target or not own:
        return False
    named = [own, *(_unspaced(name) for name in staff if len(name) > 1)]
    return any(name in target for name in named) or (len(target) > 1 and target in own)


def _unspaced(text: str) -> str:
    return "".join(text.split())


def routing_of(petition: Petition, section: str, case: SheetCase) -> Routing | None:
    """The routing that a sheet's row is about, as it stands now; None if there is none any more."""
    same = [
        r
        for r in petition.routings
        if r.section == section and r.lead is case.lead and r.routed_on == case.routed_on
    ]
    return next((r for r in same if r.current), same[-1] if same else None)
