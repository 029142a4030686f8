"""The kit as a whole: painted in both schemes, in English, small and large."""

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from petitiondesk.ui.look import Look
from petitiondesk.ui.style import Scheme, Tone
from tests.ui.kit_gallery import shell

PAGES = ("today", "register", "ledger", "case")


def _folder(tmp_path: Path) -> Path:
    """Where pictures go: PETITIONDESK_GALLERY keeps them to be looked at."""
    return Path(os.environ.get("PETITIONDESK_GALLERY", tmp_path))


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_every_page_is_painted(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, scheme: Scheme
) -> None:
    look = Look(qapp, scheme)
    window = shell(look)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    for key in PAGES:
        window.show_page(key, "ledger" if key == "case" else "")
        qapp.processEvents()
        picture = window.grab()
        assert picture.save(str(_folder(tmp_path) / f"{key}_{scheme}.png"))
        corner = picture.toImage().pixelColor(120 * picture.width() // 1366, 740 - 4)
        assert corner.name().upper() == look.tokens.ground
    window.toasts.show_toast("已登记 信〔2026〕234号。", Tone.GOOD, "撤销", lambda: None)
    window.toasts.show_toast("备份用的 U 盘没有插上，今天还没有备份。", Tone.SOON, stays=True)
    window.progress.title.setText("正在写出台账")
    window.progress.text.setText("已写 12,000 行")
    window.progress.rest.setText("约还需 20 秒")
    window.progress.bar.show_part(2, 5)
    window.progress.show()
    window.show_page("ledger")
    qapp.processEvents()
    window.grab().save(str(_folder(tmp_path) / f"toasts_{scheme}.png"))


def test_longer_words_wrap_the_cards_instead_of_cutting_them(
    look: Look, qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    window = shell(look, english=True)
    qtbot.addWidget(window)
    window.resize(1024, 640)
    window.show()
    for key in PAGES:
        window.show_page(key)
        qapp.processEvents()
        window.grab().save(str(_folder(tmp_path) / f"small_{key}.png"))
    assert window.width() == 1024


def test_switching_the_scheme_repaints_an_open_window(
    look: Look, qapp: QApplication, qtbot: QtBot
) -> None:
    window = shell(look)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    look.use(Scheme.DARK)
    qapp.processEvents()
    assert window.grab().toImage().pixelColor(120, 736).name().upper() == look.tokens.ground
    assert look.tokens.dark
