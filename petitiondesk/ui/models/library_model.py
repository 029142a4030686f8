"""The libraries that the program is made of, as the About part lists them."""

from petitiondesk.domain.messages import N_
from petitiondesk.infra.about import Library
from petitiondesk.infra.i18n import tr
from petitiondesk.ui.models.rows_model import Column, RowsModel


class LibraryModel(RowsModel[Library]):
    """Name, version and licence of each; the system's own stand below, named by their package."""

    def __init__(self) -> None:
        super().__init__(
            (
                Column("name", N_("部分"), 240, lambda one: one.name),
                Column("version", N_("版本"), 110, lambda one: one.version),
                Column(
                    "licence", N_("许可证"), 260, lambda one: one.licence or tr("系统库，见下文")
                ),
            )
        )
