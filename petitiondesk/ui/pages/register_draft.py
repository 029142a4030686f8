"""What is kept of a form that is not saved yet, as plain JSON.

The facts are kept like a petition's record, so that a later version reads them; texts that are no
value yet ("三页" in a count) stand beside them. Attachments are not kept: a copy of them would be a
second place for a petitioner's papers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from petitiondesk.domain.errors import DeskError
from petitiondesk.domain.petition import Petition
from petitiondesk.domain.record import from_record, to_record
from petitiondesk.infra.i18n import render, tr
from petitiondesk.services.office import OfficeService
from petitiondesk.ui.views.register_view import RegisterView

DRAFT_MS = 1000
"""Rest after a change before the draft is kept."""


def key_of(account: str) -> str:
    """Where an account's draft is remembered: what one has begun is not for another to read."""
    return f"draft of {account}"


@dataclass(frozen=True)
class Draft:
    """The facts as entered, and the texts by field name that do not parse.

    ``visit`` names the visit that is being registered: its reception day and its number there.
    """

    facts: Petition
    raw: Mapping[str, str] = field(default_factory=dict)
    visit: tuple[date, int] | None = None

    def is_empty(self) -> bool:
        """Whether nothing was entered: the channel and the day received are there from the start."""
        empty = Petition()
        start = replace(self.facts, channel=empty.channel, received_on=None)
        return start == empty and not self.raw

    def to_json(self) -> dict[str, Any]:
        """As it is remembered."""
        visit = [self.visit[0].isoformat(), self.visit[1]] if self.visit else None
        return {"facts": to_record(self.facts), "raw": dict(self.raw), "visit": visit}


def from_json(value: Any) -> Draft | None:
    """The draft that was remembered; None when there is none, or none this version can read."""
    try:
        visit = value.get("visit")
        draft = Draft(
            from_record(value["facts"]),
            {str(k): str(v) for k, v in value["raw"].items()},
            (date.fromisoformat(visit[0]), int(visit[1])) if visit else None,
        )
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
    return None if draft.is_empty() else draft


class DraftKeeper(QObject):
    """Keeps the draft with the desk and says so in the heading. ``due`` when it should be kept."""

    due = Signal()

    def __init__(self, office: OfficeService, view: RegisterView, parent: QObject) -> None:
        super().__init__(parent)
        self._office = office
        self._view = view
        self._timer = QTimer(self, singleShot=True, interval=DRAFT_MS)
        self._timer.timeout.connect(self.due)

    def keep_soon(self) -> None:
        """Something changed: ask for the draft when the hands have rested."""
        self._timer.start()

    def rest(self) -> None:
        """Nothing is to be kept."""
        self._timer.stop()

    def is_due(self) -> bool:
        """Whether something changed that is not kept yet."""
        return self._timer.isActive()

    def recall(self) -> Draft | None:
        """The draft left by an earlier day, a crash or a power cut."""
        return from_json(self._office.remembered(key_of(self._office.account)))

    def keep(self, draft: Draft) -> None:
        """Keep the draft; one that is empty is forgotten."""
        empty = draft.is_empty()
        if self._remember(None if empty else draft.to_json()):
            self._view.show_draft("" if empty else tr("草稿已存"))
        else:
            self.keep_soon()  # an import that is being written ends, a stick is put back

    def forget(self) -> None:
        """Keep nothing: it was saved, or is not wanted."""
        self._remember(None)

    def _remember(self, value: object) -> bool:
        """A full disk is said quietly: it would interrupt every second."""
        self._timer.stop()
        try:
            self._office.remember(key_of(self._office.account), value)
        except DeskError as error:
            self._view.show_draft(tr("草稿没有存上"), why=render(error.message))
            return False
        return True
