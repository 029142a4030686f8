"""Printing from the case page: the registration slip."""

from functools import partial

from PySide6.QtWidgets import QWidget

from petitiondesk.infra.i18n import tr
from petitiondesk.services.petitions import Case
from petitiondesk.ui.dialogs.print_preview import preview
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.prints.slip import slip


def print_foot(context: PageContext) -> str:
    """Who prints, and on which day, for the foot of every page."""
    desk = context.desk
    day = desk.ledger.today.isoformat()
    return tr("{day} {account} 打印", day=day, account=desk.office.account)


def print_slip(context: PageContext, case: Case, parent: QWidget, *, opened: bool) -> bool:
    """Preview the slip of a case, as masked as the page shows it; whether it was printed."""
    desk = context.desk
    sheet = slip(case, desk.office.office().name, print_foot(context), opened=opened)
    record = partial(desk.petitions.printed, case.petition.id, sheet.title)
    return preview(context.look, context.messages, sheet, record, parent)
