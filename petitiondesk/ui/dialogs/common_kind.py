"""The dialog that asks for the name of a common kind."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from petitiondesk.infra.i18n import tr
from petitiondesk.ui.dialogs.ledger_views import ViewNameDialog


class KindNameDialog(ViewNameDialog):
    """Asks for the name; ``write`` is called with it, and may refuse it."""

    HELP = "register"

    def __init__(self, write: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__(
            tr("存为常用件"),
            tr("留下形式、分类、属地、目的、原因、概况和诉求；信访人、日期、正文不留。"),
            "",
            write,
            parent,
        )
