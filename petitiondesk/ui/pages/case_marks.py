"""The marks of a case and its limits in words: what the case page and the ledger's preview show."""

from datetime import date

from petitiondesk.domain.clocks import Clock, DueTerm, clock_standing
from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import Petition
from petitiondesk.infra.i18n import render, term, tr
from petitiondesk.services.petitions import Case
from petitiondesk.ui.models.ledger_columns import PILLS
from petitiondesk.ui.style import Tone
from petitiondesk.ui.views.clock_strip import ClockEntry
from petitiondesk.ui.views.painting import Pill


def marks(petition: Petition, case: Case, *, opened: bool) -> list[Pill]:
    """State, channel, and what sets the case apart; ``opened``: what is shut may be told."""
    marks = [Pill(term(petition.state), "", Tone.ACCENT), Pill(term(petition.channel))]
    if petition.sealed:
        marks.append(Pill(tr("密件"), "lock", Tone.SEALED))
    if case.barred and opened:
        marks.append(Pill(tr("办理科室应当回避"), "warning", Tone.LATE))
    if petition.repeat:
        marks.append(Pill(tr("重复件")))
    if petition.urgent:
        marks.append(Pill(tr("紧急"), "warning", Tone.LATE))
    return marks


def clock_card(clock: Clock, today: date) -> ClockEntry:
    """A running limit."""
    due = clock_standing(clock, today)
    icon, tone = PILLS.get(due.term, ("clock", Tone.NEUTRAL))
    dated = due.term in (DueTerm.RUNNING, DueTerm.SOON, DueTerm.OVERDUE, DueTerm.OPEN_RIGHT)
    text = render(due.message)
    pill = Pill(f"{clock.due_on:%m-%d}{tr('，')}{text}" if dated else text, icon, tone)
    edge = Tone.ACCENT if tone is Tone.NEUTRAL and clock.duty else tone
    return ClockEntry(render(clock.title), pill, render(clock.explanation), edge)


def met_clock(clock: Clock, today: date) -> ClockEntry:
    """A limit that was met, or missed: one chip, and its explanation on hover."""
    due = clock_standing(clock, today)
    icon, tone = PILLS.get(due.term, ("check", Tone.NEUTRAL))
    words = Message("{title} {standing}", title=clock.title, standing=due.message)
    return ClockEntry("", Pill(render(words), icon, tone), render(clock.explanation))
