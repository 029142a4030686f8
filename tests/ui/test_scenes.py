"""Every page and dialog has a scene; every scene is measured, listened to and walked through by Tab."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from petitiondesk.domain.ledger import LedgerFilter, Order
from petitiondesk.domain.terms import LetterKind
from petitiondesk.infra.i18n import LANGUAGES, use_language
from petitiondesk.infra.pseudo import VARIABLE, Pseudo
from petitiondesk.screens.files import kept_form
from petitiondesk.screens.pictures import SCREENS, Screen
from petitiondesk.screens.scenes import GROUPS, SCENES
from petitiondesk.screens.studio import Material, material, studio
from petitiondesk.ui.look import Look
from petitiondesk.ui.models.rows_model import Column, RowsModel
from petitiondesk.ui.places import _CLASSES
from petitiondesk.ui.qss import stylesheet
from petitiondesk.ui.style import DARK, LIGHT
from petitiondesk.ui.views.buttons import Button
from petitiondesk.ui.views.table import DeskTable
from tests.ui import bars, geometry, speech
from tests.ui.scene_room import PARTS, looked_over, part
from tests.ui.test_help_targets import NOT_BY_THEMSELVES, of_the_program

_COLOUR = re.compile("#[0-9A-F]{6}")

SMALL, NARROW = Screen(1366, 768, 1.0), Screen(1366, 768, 1.5)


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Iterator[Material]:
    """The demo registry, made once for all scenes; none of them writes into it."""
    with material(tmp_path_factory.mktemp("scenes")) as made:
        yield made


# --- the table of scenes ----------------------------------------------------------------------------


def test_every_page_and_dialog_has_a_scene() -> None:
    shown = {scene.shows for scene in SCENES.values()}
    pages = {load() for load in _CLASSES.values()}
    dialogs = set(of_the_program(QDialog)) - NOT_BY_THEMSELVES
    parts = {kind for kind in of_the_program(QWidget) if "HELP" in kind.__dict__}
    bases = {base for kind in shown for base in kind.__mro__[1:]}
    lacking = (pages | dialogs | parts) - shown - bases
    assert sorted(kind.__qualname__ for kind in lacking) == []


def test_no_scene_hides_another_of_its_name() -> None:
    assert sum(len(group) for group in GROUPS.values()) == len(SCENES)
    assert sorted(name for place in range(PARTS) for name in part(place)) == sorted(SCENES)


def test_the_demo_has_a_case_for_each_kind_of_letter(ready: Material) -> None:
    """Among its newest hundred: whoever tries the letters finds one to make."""
    desk = ready.desk
    newest = desk.ledger.first(LedgerFilter(), Order(), 100)
    cases = (desk.petitions.case(row.id) for row in newest)
    suited = {kind for case in cases for kind in desk.letters.kinds(case.petition)}
    assert suited == set(LetterKind)


def test_the_demos_workbook_is_bound_as_its_rows_and_columns_are_headed(
    ready: Material, look: Look
) -> None:
    with studio(ready, look, 1366, 768) as made, kept_form(made) as (context, _, form):
        sheet = context.desk.forms.sheets(form)[1]
        assert len(form.bindings) == 3
        for binding in form.bindings:
            row, column = binding.place
            head = next(n for n in range(1, row) if sheet.text((n, 1)) == "信访形式")
            assert binding.name == f"{sheet.text((row, 1))}.{sheet.text((head, column))}"


# --- all of them ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "screen"), [("zh_CN", SMALL), ("en", NARROW)])
@pytest.mark.parametrize("place", range(PARTS))
def test_nothing_is_cut_or_covered_and_every_control_speaks(
    ready: Material, look: Look, language: str, screen: Screen, place: int
) -> None:
    """Chinese as it is mostly seen, and English where it has least room; `make screens` looks at all."""
    use_language(language)
    assert looked_over(ready, look, screen, part(place)) == []


@pytest.mark.slow
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
@pytest.mark.parametrize(
    ("language", "pseudo"),
    [
        *((language, Pseudo.NONE) for language in LANGUAGES),
        ("en", Pseudo.LONG),
        ("en", Pseudo.MIRRORED),
    ],
)
def test_nothing_is_cut_on_any_screen_with_longer_words_or_mirrored(
    tmp_path: Path, language: str, pseudo: Pseudo, screen: Screen
) -> None:
    """Light and dark. Qt takes its screen and scale from its start: each is a process of its own."""
    environment = {**os.environ, **screen.environment(tmp_path), VARIABLE: pseudo.value}
    command = [sys.executable, "-m", "tests.ui.scene_room", screen.name, language]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.splitlines() == []


def test_dark_differs_from_light_in_colours_alone() -> None:
    """So that what was measured in one is measured in both."""
    light, dark = (_COLOUR.sub("#", stylesheet(dress, "icons")) for dress in (LIGHT, DARK))
    assert light.replace("-light.svg", ".svg") == dark.replace("-dark.svg", ".svg")


# --- the measures themselves can find fault ---------------------------------------------------------


@pytest.fixture
def sheet(qtbot: QtBot) -> QWidget:
    """An empty dialog, 300 × 200."""
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(300, 200)
    made.show()
    return made


def test_a_label_that_is_too_narrow_is_found(sheet: QWidget) -> None:
    label = QLabel("A sentence that needs more room than it has here", sheet)
    label.resize(80, 20)
    label.show()
    assert ["needs" in fault for fault in geometry.faults(sheet)] == [True]
    label.setToolTip(label.text())
    assert geometry.faults(sheet) == []


def test_a_wrapped_label_that_is_too_low_is_found(sheet: QWidget) -> None:
    label = QLabel("A sentence that wraps into several lines where it is so narrow", sheet)
    label.setWordWrap(True)
    label.resize(90, 20)
    label.show()
    assert len(geometry.faults(sheet)) == 1
    label.resize(90, label.heightForWidth(90))
    assert geometry.faults(sheet) == []


def test_a_button_that_is_squeezed_is_found(sheet: QWidget, look: Look) -> None:
    button = Button(look, "Record the section's answer", icon="check", parent=sheet)
    button.resize(100, 34)
    button.show()
    assert len(geometry.faults(sheet)) == 1
    button.resize(button.sizeHint())
    assert geometry.faults(sheet) == []


def test_a_window_that_the_screen_does_not_hold_is_found(sheet: QWidget) -> None:
    sheet.resize(sheet.screen().availableSize())
    assert geometry.faults(sheet) == []
    sheet.resize(sheet.size() + QSize(0, 2))
    assert ["large, the screen" in fault for fault in geometry.faults(sheet)] == [True]


def test_a_table_whose_columns_cannot_be_read_is_found(sheet: QWidget, look: Look) -> None:
    columns = [Column(n, zh, 0, str) for n, zh in (("a", "编号"), ("b", "概况"))]
    model = RowsModel(columns, sheet)
    table = DeskTable(look, "台账")
    table.setModel(model)
    table.set_widths([90, 90], stretch=1)
    QHBoxLayout(sheet).addWidget(table)
    table.show()
    QApplication.processEvents()
    assert geometry.faults(sheet) == []
    table.setColumnWidth(0, 400)
    QApplication.processEvents()
    assert geometry.faults(sheet) == []
    table.horizontalHeader().resizeSection(1, 40)
    assert ["heading" in fault for fault in geometry.faults(sheet)] == [True]


def test_controls_over_each_other_are_found(sheet: QWidget) -> None:
    for left in (10, 60):
        button = QPushButton("Save", sheet)
        button.setGeometry(left, 10, 90, 34)
        button.show()
    found = geometry.faults(sheet)
    assert len(found) == 1
    assert "overlap by 40×34" in found[0]


def test_what_sticks_out_or_is_hard_to_hit_is_found(sheet: QWidget) -> None:
    button = QToolButton(sheet)
    button.setFixedSize(40, 20)
    button.move(280, 190)
    button.show()
    found = geometry.faults(sheet)
    assert ["outside" in fault for fault in found] == [True, False]
    assert "only 40×20" in found[1]


def test_a_bar_that_scrolls_what_is_empty_is_found(sheet: QWidget) -> None:
    area, inner = QScrollArea(sheet), QWidget()
    word = QLabel("A word", inner)
    inner.resize(100, 180)
    area.setWidget(inner)
    area.resize(200, 150)
    area.show()
    assert ["scrolls" in fault for fault in bars.faults(sheet)] == [True]
    word.move(0, 140)
    assert bars.faults(sheet) == []


def test_a_picture_shows_where_the_keyboard_is(ready: Material, look: Look) -> None:
    """Also of a window that was covered by a dialog before."""
    with studio(ready, look, 1366, 768) as made:
        for name in ("question", "register-refused", "search-box"):
            with SCENES[name].posed(made) as shown:
                assert shown.focusWidget().hasFocus(), name


def test_a_control_without_a_name_is_found(sheet: QWidget) -> None:
    row = QHBoxLayout(sheet)
    button = QPushButton("")
    row.addWidget(button)
    button.show()
    assert ["no name" in fault for fault in speech.faults(sheet)] == [True]
    button.setAccessibleName("Save")
    assert speech.faults(sheet) == []
