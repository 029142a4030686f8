"""The manual on the screen: read, searched, printed, left."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from petitiondesk.infra.i18n import use_language
from petitiondesk.ui.dialogs.print_preview import PrintPreview
from petitiondesk.ui.help.manual import Manual
from petitiondesk.ui.help.window import HelpWindow
from petitiondesk.ui.help_key import HelpKey
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import Scheme
from tests.ui import help_room
from tests.ui.hands import ALT, CTRL, press
from tests.ui.help_room import focused, shown

key = help_room.key
manual = help_room.manual


def test_links_lead_to_pages_and_back_and_forth(manual: HelpWindow) -> None:
    manual.view.page.anchorClicked.emit(QUrl("import.md"))
    assert manual.name == "import"
    press(manual.view.page, Qt.Key.Key_Left, ALT)
    assert manual.name == "ledger"
    assert not manual.view.back.isEnabled()
    press(manual.view.page, Qt.Key.Key_Right, ALT)
    assert manual.name == "import"


def test_nothing_outside_the_manual_is_opened(manual: HelpWindow) -> None:
    for address in ("https://example.org/", "file:///etc/passwd", "nowhere.md", "../secret.md"):
        manual.view.page.anchorClicked.emit(QUrl(address))
        assert manual.name == "ledger"
    assert not manual.view.page.openLinks()
    assert not manual.view.page.openExternalLinks()


def test_the_contents_name_every_page_and_go_there(manual: HelpWindow) -> None:
    tree = manual.view.contents
    titles = []
    for row in range(tree.topLevelItemCount()):
        top = tree.topLevelItem(row)
        assert top is not None
        within = [top.child(n) for n in range(top.childCount())] or [top]
        for item in within:
            assert item is not None
            tree.setCurrentItem(item)
            titles.append(manual.view.page.accessibleName())
    assert titles == [entry.title for entry in manual.manual.entries()]


def test_a_word_is_found_marked_and_left_by_escape(manual: HelpWindow, qtbot: QtBot) -> None:
    press(manual, Qt.Key.Key_F, CTRL)
    assert focused() is manual.view.search
    manual.view.search.setText("督办")
    assert manual.view.stack.currentIndex() == 1
    titles = [manual.view.found.item(n).text() for n in range(manual.view.found.count())]
    assert manual.manual.title("steps") in titles
    press(manual.view.search, Qt.Key.Key_Return)
    manual.view.found.setCurrentRow(titles.index(manual.manual.title("steps")))
    assert manual.name == "steps"
    marks = manual.view.page.extraSelections()
    assert marks
    assert {mark.cursor.selectedText() for mark in marks} == {"督办"}
    press(manual, Qt.Key.Key_Escape)
    assert manual.view.search.text() == ""
    assert manual.view.stack.currentIndex() == 0
    assert manual.view.page.extraSelections() == []
    press(manual, Qt.Key.Key_Escape)
    assert not manual.isVisible()


def test_words_that_no_page_has_are_said(manual: HelpWindow) -> None:
    manual.view.search.setText("没有这样的词")
    assert manual.view.said.text() == "没有一页同时有这些词。"
    assert manual.view.found.count() == 0


def test_type_grows_and_shrinks_within_limits(manual: HelpWindow) -> None:
    page = manual.view.page
    ordinary = page.document().defaultFont().pixelSize()
    press(manual, Qt.Key.Key_Plus, CTRL)
    assert page.document().defaultFont().pixelSize() > ordinary
    for _ in range(20):
        press(manual, Qt.Key.Key_Minus, CTRL)
    assert 10 <= page.document().defaultFont().pixelSize() < ordinary
    assert not manual.view.smaller.isEnabled()
    press(manual, Qt.Key.Key_0, CTRL)
    assert page.document().defaultFont().pixelSize() == ordinary


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_the_manual_follows_the_colours_of_the_desk(
    manual: HelpWindow, look: Look, scheme: Scheme
) -> None:
    look.use(scheme)
    image: QImage = manual.view.page.viewport().grab().toImage()
    assert image.pixelColor(2, 2) == look.colour("surface")
    ink = {image.pixelColor(x, 44).name() for x in range(24, 120)}
    assert look.colour("text").name() in ink
    look.use(Scheme.LIGHT)


def test_the_manual_speaks_the_language_of_the_program(
    key: HelpKey, manual: HelpWindow, qtbot: QtBot
) -> None:
    assert manual.view.page.accessibleName() == "台账"
    use_language("en")
    key.speak_anew()
    other = shown(key, qtbot)
    assert other is not manual
    assert other.name == "ledger"
    assert other.view.page.accessibleName() == "Ledger"


@pytest.mark.parametrize("made", [True, False])
def test_a_picture_is_never_wider_than_the_page_and_one_not_made_has_its_place(
    key: HelpKey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, made: bool
) -> None:
    path = tmp_path / "ledger.png"
    if made:
        picture = QImage(1180, 740, QImage.Format.Format_RGB32)
        picture.fill("#1F5FBF")
        assert picture.save(str(path))
    monkeypatch.setattr(Manual, "picture", lambda _self, _name: path)
    key.open("ledger")
    manual = shown(key, qtbot)
    page = manual.view.page
    for width in (700, 1200):
        manual.resize(width, 600)
        assert picture_width(page.document().toHtml()) <= page.viewport().width()
    assert (picture_width(page.document().toHtml()) > 800) == made
    blue = {page.viewport().grab().toImage().pixelColor(60, y).name() for y in range(100, 300)}
    assert ("#1f5fbf" in blue) == made


def picture_width(html: str) -> int:
    start = html.index("<img")
    return int(html[start : html.index("/>", start)].split('width="')[1].split('"')[0])


def test_a_page_is_printed_through_the_preview_of_the_house(
    manual: HelpWindow, qtbot: QtBot
) -> None:
    seen: list[str] = []

    def look_at_it() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PrintPreview)
        seen.append(dialog.windowTitle())
        assert dialog.pages.count() >= 1
        assert "导出 Excel" in dialog.pages.document.toPlainText()
        dialog.reject()

    QTimer.singleShot(0, look_at_it)
    press(manual, Qt.Key.Key_P, CTRL)
    assert seen == ["打印：台账"]


def test_tab_reaches_every_control_and_each_has_a_name(manual: HelpWindow) -> None:
    press(manual, Qt.Key.Key_F, CTRL)
    way: list[QWidget] = []
    while focused() not in way:
        way.append(focused())
        press(focused(), Qt.Key.Key_Tab)
    view = manual.view
    assert {view.search, view.contents, view.page, view.print, view.larger, view.smaller} <= {*way}
    assert [type(w).__name__ for w in way if not w.accessibleName()] == []
    assert isinstance(way[0], QLineEdit)
