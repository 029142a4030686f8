"""The history of a case as its page tells it."""

from collections.abc import Iterator

from petitiondesk.domain import history
from petitiondesk.domain.masking import TextMask
from petitiondesk.domain.narrative import detail, headline
from petitiondesk.domain.record import Event
from petitiondesk.infra.i18n import render
from petitiondesk.services.petitions import Case
from petitiondesk.ui.style import Tone
from petitiondesk.ui.views.history import HistoryEntry


def told_history(case: Case, *, opened: bool) -> Iterator[HistoryEntry]:
    """Every event, newest first; masked unless ``opened``, and of a sealed case then the steps only."""
    shut = case.petition.sealed and not opened
    hide = None if opened else TextMask(history.petitioners_of(case.events))
    for place, event in enumerate(reversed(case.events)):
        text = "" if shut else _told(event, hide, whole=False)
        cut = event.kind == history.CORRECT and not shut
        whole = _told(event, hide, whole=True) if cut else text
        tone = Tone.ACCENT if place == 0 else Tone.NEUTRAL
        when = f"{event.at:%Y-%m-%d %H:%M}　{event.actor}"
        title = render(headline(event, shut=shut))
        yield HistoryEntry(title, when, text, tone, whole)


def _told(event: Event, hide: TextMask | None, *, whole: bool) -> str:
    text = render(detail(event, hide, whole=whole))
    return hide(text) if hide else text
