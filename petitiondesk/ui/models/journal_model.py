"""The registry's own record as the settings list it: when, who, what."""

from petitiondesk.domain.messages import N_
from petitiondesk.infra.i18n import render
from petitiondesk.services.journal import Entry
from petitiondesk.ui.models.rows_model import Column, RowsModel


class JournalModel(RowsModel[Entry]):
    """Entries, the newest first."""

    def __init__(self) -> None:
        super().__init__(
            (
                Column("at", N_("时间"), 140, lambda e: f"{e.at:%Y-%m-%d %H:%M}", lambda e: e.at),
                Column("actor", N_("谁"), 110, lambda e: e.actor),
                Column("what", N_("做了什么"), 420, lambda e: render(e.what)),
            )
        )
