"""Scenes of the dialogs over files: an old ledger, the superior's workbook, sheets, returns taken together."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from petitiondesk.domain.forms import Binding, Form, FormSheet, Manner, Place, cell_of
from petitiondesk.domain.returns.figures import Return
from petitiondesk.domain.returns.period import Period, PeriodKind
from petitiondesk.infra.i18n import begun, tr
from petitiondesk.screens.studio import Pose, Scene, Studio, shown, unwritten
from petitiondesk.services.desk import Desk
from petitiondesk.services.form_keeping import Renewal
from petitiondesk.tour_matter import OLD_LEDGER
from petitiondesk.ui.dialogs.consolidation import ConsolidationDialog
from petitiondesk.ui.dialogs.form_choice import FormChoiceDialog
from petitiondesk.ui.dialogs.form_files import FormWriteDialog, RenewalDialog, TakeInDialog
from petitiondesk.ui.dialogs.forms import FormsDialog
from petitiondesk.ui.dialogs.import_dialog import ImportDialog
from petitiondesk.ui.dialogs.section_sheets import SectionSheetsDialog
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.views.section_sheets_view import PasswordDialog

_CASES = 48
"""Of the registry whose sheets come back."""


# --- an old ledger ----------------------------------------------------------------------------------


def _import_start(studio: Studio) -> Iterator[QWidget]:
    yield from shown(ImportDialog(studio.window.context, None, studio.window))


def importing(steps: int) -> Pose:
    """The import of a small old ledger, after so many steps."""

    def pose(studio: Studio) -> Iterator[QWidget]:
        dialog = ImportDialog(studio.window.context, _old_ledger(studio.folder), studio.window)
        dialog.show()
        for _ in range(steps):
            studio.settle()
            dialog.go_on()
        studio.settle()
        yield from shown(dialog)
        dialog.close()

    return pose


def _imported(studio: Studio) -> Iterator[QWidget]:
    """What an import did, in a registry of its own."""
    with studio.scratch_desk() as desk, studio.other_window(desk) as window:
        dialog = ImportDialog(window.context, _old_ledger(desk.folder.parent), window)
        dialog.show()
        studio.wait(lambda: not window.context.tasks.is_busy())
        dialog.go_on()
        studio.wait(lambda: not window.context.tasks.is_busy())
        dialog.start()
        studio.wait(lambda: not window.context.tasks.is_busy())
        yield from shown(dialog)
        dialog.close()


def _import_failed(studio: Studio) -> Iterator[QWidget]:
    """A file that is no ledger."""
    path = studio.folder / "通知.xlsx"
    path.write_bytes(b"\x00\x01 no workbook")
    dialog = ImportDialog(studio.window.context, path, studio.window)
    studio.settle()
    yield from shown(dialog)
    dialog.close()


def _old_ledger(folder: Path) -> Path:
    path = folder / "旧台账.csv"
    path.write_text(OLD_LEDGER, "gb18030")
    return path


# --- the superior's workbook ------------------------------------------------------------------------


@contextmanager
def kept_form(studio: Studio) -> Iterator[tuple[PageContext, Return, Form]]:
    """A registry that keeps a workbook with a few cells bound."""
    desk = studio.material.small
    value, name = _month(studio.desk), begun(tr("月报"))
    form = next(iter(desk.forms.all()), None)
    if form is None or form.name != name:
        if form is not None:
            desk.forms.remove(form.name)  # of the language before
        path = desk.folder.parent / "上级月报表.xlsx"
        desk.returns.write(value, path)
        form = desk.forms.save(_bound(desk, desk.forms.add(path, name)))
    with studio.other_window(desk) as window:
        yield window.context, value, form


def _bound(desk: Desk, form: Form) -> Form:
    """Three cells bound to what their row and column are headed by."""
    sheet = desk.forms.sheets(form)[1]
    for row, column in (("来信", "批次"), ("来信", "人次"), ("来访", "批次")):
        place = (_headed(sheet, row)[0], _headed(sheet, column)[1])
        binding = Binding(sheet.name, cell_of(*place), f"{row}.{column}", Manner.NUMBER)
        form = desk.forms.bind(form, sheet, place, binding)
    return form


def _headed(sheet: FormSheet, text: str) -> Place:
    """Where a heading stands first."""
    return next(p for p in sorted(sheet.cells) if sheet.text(p).strip() == text)


def _month(desk: Desk) -> Return:
    return desk.returns.reckon(Period.of(PeriodKind.MONTH, desk.ledger.today).previous())


def _forms_none(studio: Studio) -> Iterator[QWidget]:
    yield from shown(FormsDialog(studio.window.context, _month(studio.desk), studio.window))


def _forms(studio: Studio) -> Iterator[QWidget]:
    with kept_form(studio) as (context, value, form):
        dialog = FormsDialog(context, value)
        dialog.view.tabs.setCurrentIndex(1)
        assert form.bindings
        yield from shown(dialog)


def _form_choice(studio: Studio) -> Iterator[QWidget]:
    with kept_form(studio) as (context, value, form):
        forms = context.desk.forms
        sheet, choices = forms.sheets(form)[1], forms.choices(value)
        bound = form.bindings[0]
        yield from shown(
            FormChoiceDialog(studio.look, choices, sheet, bound.place, bound, studio.window)
        )


def _form_write(studio: Studio) -> Iterator[QWidget]:
    with kept_form(studio) as (context, value, form):
        check = context.desk.forms.check(form, value)
        yield from shown(FormWriteDialog(studio.look, check, studio.window, locked=True))


def _form_stuck(studio: Studio) -> Iterator[QWidget]:
    """A cell asks for what is unknown."""
    with kept_form(studio) as (context, value, form):
        wrong = replace(form.bindings[0], name="没有这个指标")
        check = context.desk.forms.check(form.with_binding(wrong), value)
        yield from shown(FormWriteDialog(studio.look, check, studio.window, locked=False))


def _take_in(studio: Studio) -> Iterator[QWidget]:
    name = "上级月报表"
    yield from shown(TakeInDialog(f"{name}.xlsx", name, unwritten, studio.window, locked=True))


def _renewal(studio: Studio) -> Iterator[QWidget]:
    with kept_form(studio) as (_, _, form):
        renewal = Renewal(form, form.bindings[:1], form.bindings[1:])
        yield from shown(RenewalDialog(renewal, studio.window))


# --- sheets and returns -----------------------------------------------------------------------------


def sheets(studio: Studio) -> Iterator[QWidget]:
    """The sheets that go to the sections."""
    yield from shown(SectionSheetsDialog(studio.window.context, studio.window))


def _sheets_back(studio: Studio) -> Iterator[QWidget]:
    """A sheet that came back, of a registry of its own."""
    with studio.scratch_desk(_CASES) as desk, studio.other_window(desk) as window:
        written = desk.sheets.write_all(desk.folder.parent)
        dialog = SectionSheetsDialog(window.context, window)
        dialog.view.setCurrentIndex(1)
        dialog.take([one.path for one in written])
        studio.wait(lambda: not dialog.is_working())
        yield from shown(dialog)


def _sheet_password(studio: Studio) -> Iterator[QWidget]:
    yield from shown(PasswordDialog("农田建设科-办理表.xlsx", studio.window))


def _consolidation(studio: Studio) -> Iterator[QWidget]:
    yield from shown(ConsolidationDialog(studio.window.context, studio.window))


def _consolidated(studio: Studio) -> Iterator[QWidget]:
    """Two returns of one month taken together, one of them twice, with a file that is none."""
    value = _month(studio.desk)
    with studio.scratch() as folder:
        for name in ("东乡", "东乡（再报）", "西乡"):
            studio.desk.returns.write(value, folder / f"{name}.xlsx")
        (folder / "通知.xlsx").write_bytes(b"\x00\x01 no workbook")
        dialog = ConsolidationDialog(studio.window.context, studio.window)
        dialog.add([folder])
        dialog.start()
        studio.wait(lambda: not dialog.is_working())
        yield from shown(dialog)


FILES: Mapping[str, Scene] = {
    "import": Scene(_import_start, ImportDialog),
    "import-columns": Scene(importing(0), ImportDialog),
    "import-check": Scene(importing(1), ImportDialog),
    "import-done": Scene(_imported, ImportDialog),
    "import-failed": Scene(_import_failed, ImportDialog),
    "forms": Scene(_forms, FormsDialog),
    "forms-none": Scene(_forms_none, FormsDialog),
    "form-choice": Scene(_form_choice, FormChoiceDialog),
    "form-write": Scene(_form_write, FormWriteDialog),
    "form-stuck": Scene(_form_stuck, FormWriteDialog),
    "form-take-in": Scene(_take_in, TakeInDialog),
    "form-renewal": Scene(_renewal, RenewalDialog),
    "section-sheets": Scene(sheets, SectionSheetsDialog),
    "section-sheets-back": Scene(_sheets_back, SectionSheetsDialog),
    "section-sheet-password": Scene(_sheet_password, PasswordDialog),
    "consolidation": Scene(_consolidation, ConsolidationDialog),
    "consolidated": Scene(_consolidated, ConsolidationDialog),
}
"""Name → scene of a dialog over files."""
