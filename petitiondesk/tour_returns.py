"""The tour's visit to what goes out: a month's return with the cases behind a number, section sheets."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from petitiondesk.domain.returns.figures import Key, Return
from petitiondesk.domain.returns.indicators import TOTAL
from petitiondesk.domain.returns.period import Period, PeriodKind
from petitiondesk.infra.i18n import tr
from petitiondesk.services.desk import Desk
from petitiondesk.ui.dialogs.section_sheets import SectionSheetsDialog
from petitiondesk.ui.pages.returns import ReturnsPage
from petitiondesk.ui.pages.returns_work import Opened
from petitiondesk.ui.window import DeskWindow

WORKBOOK = "信访月报.xlsx"
"""What the tour leaves of the Returns page in its folder."""

SHEETS = "科室办理表"
"""The folder of the section sheets there."""

_WAITS = 50
"""Looks for the count, each after the tour's own pause: a slow machine takes some."""


def visit_returns(
    window: DeskWindow,
    desk: Desk,
    folder: Path,
    shoot: Callable[[DeskWindow, str], None],
    settle: Callable[[], None],
    tell: Callable[[str], None],
) -> None:
    """Look at last month, at the cases of one number, submit, and write the workbook."""
    window.show_page("returns")
    page = window.page("returns")
    assert isinstance(page, ReturnsPage)
    _counted(page, settle)
    month = Period.of(PeriodKind.MONTH, desk.ledger.today).previous()
    page.count.show_period(month)
    value = _counted(page, settle)
    assert value.period == month, "another month was counted"
    names = [table.code for table in value.tables]
    page.view.count.tables.list.setCurrentRow(names.index("channel") + 2)
    shoot(window, "报表-月报")
    number = Key("channel", TOTAL, "batches")
    page.count.open_figure(number)
    settle()
    shoot(window, "报表-数字背后的件")
    assert page.count.cases.model is not None
    listed = page.count.cases.model.rowCount()
    assert listed == value.value(number), "the list behind a number is not what it counts"
    tell(tr("报表数字 {n}，背后列出 {m} 件", n=value.value(number), m=listed))
    page.count.cases.close()
    frozen = desk.returns.submit(value)
    page.count.show_frozen(Opened.of(desk.returns.versions(frozen.period)[-1], frozen))
    shoot(window, "报表-已上报")
    path = folder / WORKBOOK
    desk.returns.write(frozen, path)
    tell(tr("上报第 {n} 版，导出工作簿：{name}", n=frozen.version, name=path.name))


def visit_sheets(
    window: DeskWindow,
    desk: Desk,
    folder: Path,
    shoot: Callable[[QWidget, str], None],
    settle: Callable[[], None],
    tell: Callable[[str], None],
) -> None:
    """Look at the sections' sheets, write them, and read one back that nobody filled in."""
    dialog = SectionSheetsDialog(window.context, window)
    dialog.show()
    settle()
    shoot(dialog, "科室办理表")
    dialog.close()
    dialog.deleteLater()
    written = desk.sheets.write_all(folder / SHEETS)
    assert written, "no section holds a case"
    assert desk.sheets.read(written[0].path).new == [], "an empty sheet told something new"
    tell(tr("科室办理表：写出 {n} 张", n=len(written)))


def _counted(page: ReturnsPage, settle: Callable[[], None]) -> Return:
    for _ in range(_WAITS):
        settle()
        if page.count.value is not None and not page.is_reading():
            return page.count.value
    raise AssertionError("the return was not counted")
