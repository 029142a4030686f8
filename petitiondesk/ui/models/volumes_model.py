"""The catalogue of the archive (案卷目录) as a table model: one case, one volume."""

from petitiondesk.domain.messages import N_
from petitiondesk.infra.i18n import term, tr
from petitiondesk.services.archive import Volume
from petitiondesk.ui.models.rows_model import Column, RowsModel

COLUMNS: tuple[Column[Volume], ...] = (
    Column("reference", N_("档号"), 190, lambda v: v.archive_ref),
    Column("number", N_("登记编号"), 172, lambda v: v.number),
    Column("title", N_("题名"), 420, lambda v: v.title),
    Column("retention", N_("保管期限"), 100, lambda v: term(v.retention)),
    Column("archived", N_("归档日期"), 116,
           lambda v: v.archived_on.isoformat() if v.archived_on else "", lambda v: v.archived_on),
    Column("pages", N_("页数"), 76, lambda v: str(v.pages) if v.pages else "", lambda v: v.pages),
    Column("attachments", N_("附件"), 116,
           lambda v: str(v.attachments) if v.attachments else "", lambda v: v.attachments),
)  # fmt: skip

COLUMN = {column.name: place for place, column in enumerate(COLUMNS)}
"""Column name → its place."""


class VolumesModel(RowsModel[Volume]):
    """A year's volumes in the order of their references; titles of sealed cases stay masked."""

    def __init__(self) -> None:
        super().__init__(COLUMNS)

    def place_of(self, petition_id: int) -> int | None:
        """The row a case stands in."""
        places = (n for n, v in enumerate(self._rows) if v.petition_id == petition_id)
        return next(places, None)

    def summary(self) -> str:
        """How many pages and attachments the volumes hold, for the line under the table."""
        return tr(
            "共 {pages} 页，附件 {attachments} 个",
            pages=f"{sum(v.pages for v in self._rows):,}",
            attachments=f"{sum(v.attachments for v in self._rows):,}",
        )
