"""The catalogue of the archive (案卷目录) as a table model: one case, one volume."""

from petitiondesk.domain.archive import Volume
from petitiondesk.domain.messages import N_
from petitiondesk.infra.i18n import readable, term
from petitiondesk.ui.models.rows_model import Column
from petitiondesk.ui.models.windowed_rows import WindowedRows

COLUMNS: tuple[Column[Volume], ...] = (
    Column("reference", N_("档号"), 190, lambda v: v.archive_ref),
    Column("number", N_("登记编号"), 172, lambda v: v.number),
    Column("title", N_("题名"), 240, lambda v: readable(v.title)),
    Column("retention", N_("保管期限"), 100, lambda v: term(v.retention)),
    Column("archived", N_("归档日期"), 116,
           lambda v: v.archived_on.isoformat() if v.archived_on else "", lambda v: v.archived_on),
    Column("pages", N_("页数"), 76, lambda v: str(v.pages) if v.pages else "", lambda v: v.pages),
    Column("attachments", N_("附件"), 116,
           lambda v: str(v.attachments) if v.attachments else "", lambda v: v.attachments),
)  # fmt: skip

COLUMN = {column.name: place for place, column in enumerate(COLUMNS)}
"""Column name → its place."""


class VolumesModel(WindowedRows[int, Volume]):
    """Volumes in the order of their references, by petition; titles of sealed cases stay masked."""

    def __init__(self) -> None:
        super().__init__(COLUMNS)

    def place_of(self, petition_id: int) -> int | None:
        """The row a case stands in."""
        return self._keys.index(petition_id) if petition_id in self._keys else None
