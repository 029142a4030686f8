"""The last step of an import: what became of every row of the file."""

from petitiondesk.infra.i18n import tr, trn
from petitiondesk.services.importing import ImportReport
from petitiondesk.ui.style import Tone
from petitiondesk.ui.views.import_view import ReportView
from petitiondesk.ui.views.layouts import empty


def show_report(page: ReportView, report: ImportReport) -> None:
    """Say how many petitions came in under which numbers, and what became of the other rows."""
    done = trn("已导入 {n} 件", report.imported)
    page.headline.setText(done if report.imported else tr("没有新的信访件"))
    span = tr("登记编号 {first} 至 {last}", first=report.first_number, last=report.last_number)
    page.numbers.setText(span if report.imported else tr("登记簿没有改动。"))
    empty(page.lines)
    for count, text, icon, tone in (
        (report.known, trn("{n} 件以前导入过，没有重复登记", report.known), "info", Tone.NEUTRAL),
        (report.skipped, trn("{n} 行是标题、合计、落款等，略过", report.skipped), "info",
         Tone.NEUTRAL),
        (report.warned, trn("{n} 件有需要再看一眼的地方", report.warned),
         "warning", Tone.SOON),
        (report.rejected, trn("{n} 行不能导入", report.rejected), "warning", Tone.LATE),
    ):  # fmt: skip
        if count:
            page.add_line(text, icon, tone)
    for widget in (page.rejects, page.problem, page.open, page.save):
        widget.hide()
    page.undo.setVisible(report.import_id is not None)


def show_undone(page: ReportView, file: str, count: int) -> None:
    """Say that a whole import was taken back."""
    page.headline.setText(tr("已撤销“{file}”的导入", file=file))
    page.numbers.setText(trn("{n} 件标为“已作废”，经过里写明了原因。这个文件可以重新导入。", count))
    empty(page.lines)
    for widget in (page.rejects, page.problem, page.open, page.save, page.undo):
        widget.hide()
