"""The tokens, the icons, and how they reach Qt."""

import re

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from petitiondesk.infra.resources import resource
from petitiondesk.ui.icons import Icons
from petitiondesk.ui.look import Look
from petitiondesk.ui.qss import stylesheet
from petitiondesk.ui.style import (
    DARK,
    FAMILIES,
    HINT,
    LIGHT,
    TEXT_PAIRS,
    Scheme,
    Tone,
    palette,
    resolve,
    set_property,
)
from petitiondesk.ui.tokens import Tokens

ICONS = [
    "today",
    "register",
    "ledger",
    "deadlines",
    "returns",
    "archive",
    "settings",
    "search",
    "undo",
    "lock",
    "clock",
    "warning",
    "check",
    "route",
    "paperclip",
    "print",
    "export",
    "import",
    "filter",
    "close",
    "plus",
    "columns",
    "chevron-down",
    "chevron-right",
    "person",
    "eye",
    "history",
    "edit",
    "file",
    "retire",
    "folder",
    "calendar",
    "info",
]


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.03928 else float(((part + 0.055) / 1.055) ** 2.4)


def _luminance(colour: str) -> float:
    ink = QColor(colour)
    red, green, blue = (_linear(part) for part in (ink.redF(), ink.greenF(), ink.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(ink: str, ground: str) -> float:
    """WCAG contrast of two colours, 1 to 21."""
    high, low = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_every_text_can_be_read(tokens: Tokens, ink: str, ground: str) -> None:
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["surface", "ground"])
def test_a_hint_in_an_empty_field_can_be_read(tokens: Tokens, ground: str) -> None:
    ink, below = QColor(tokens.text), QColor(getattr(tokens, ground))
    parts = [
        HINT * over + (1 - HINT) * under
        for over, under in (
            (ink.redF(), below.redF()),
            (ink.greenF(), below.greenF()),
            (ink.blueF(), below.blueF()),
        )
    ]
    seen = QColor.fromRgbF(*parts)
    assert palette(tokens).color(QPalette.ColorRole.PlaceholderText).alphaF() == pytest.approx(
        HINT, abs=0.01
    )
    assert contrast(seen.name(), below.name()) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_focus_and_check_boxes_stand_out(tokens: Tokens) -> None:
    for ink, ground in (("accent", "surface"), ("accent", "ground"), ("muted", "surface")):
        assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 3


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_the_style_sheet_is_filled_and_its_images_exist(tokens: Tokens) -> None:
    sheet = stylesheet(tokens, resource("icons").as_posix())
    assert "$" not in sheet
    images = re.findall(r'url\("([^"]+)"\)', sheet)
    assert images
    assert all(resource("icons", image.rsplit("/", 1)[1]).is_file() for image in images)
    assert sheet.count("{") == sheet.count("}")


def test_chinese_families_come_first(look: Look, qapp: QApplication) -> None:
    assert tuple(qapp.font().families()) == FAMILIES
    assert qapp.font().pixelSize() == 14


def test_a_scheme_that_follows_the_system_is_one_of_two(qapp: QApplication) -> None:
    assert resolve(Scheme.SYSTEM) in (Scheme.LIGHT, Scheme.DARK)
    assert Look(qapp, Scheme.SYSTEM).tokens in (LIGHT, DARK)


def test_switching_the_scheme_tells_the_views(look: Look, qtbot: QtBot) -> None:
    with qtbot.waitSignal(look.changed):
        look.use(Scheme.DARK)
    assert look.tokens is DARK
    assert look.tone(Tone.LATE).ink == QColor(DARK.late)
    assert look.colour("line") == QColor(DARK.line)


def test_a_role_set_later_shows_at_once(look: Look, qtbot: QtBot) -> None:
    button = QPushButton("保存")
    qtbot.addWidget(button)
    button.show()
    plain = button.grab().toImage().pixelColor(20, 6)
    set_property(button, "role", "primary")
    assert button.grab().toImage().pixelColor(20, 6) == QColor(LIGHT.accent)
    assert plain == QColor(LIGHT.surface)


def _bytes(pixmap: QPixmap) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    pixmap.save(buffer, "PNG")
    return bytes(buffer.data().data())


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_is_drawn_in_the_colour_asked_for(qapp: QApplication, name: str) -> None:
    image = Icons(LIGHT).pixmap(name, "#ff0000", 24, 2.0).toImage()
    assert image.width() == 48
    inks = {
        image.pixelColor(x, y).name()
        for x in range(48)
        for y in range(48)
        if image.pixelColor(x, y).alpha() > 250
    }
    assert inks == {"#ff0000"}


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_follows_the_drawing_rules(name: str) -> None:
    source = resource("icons", f"{name}.svg").read_text("utf-8")
    assert 'viewBox="0 0 24 24"' in source
    assert 'stroke-width="1.8"' in source
    assert 'stroke="currentColor"' in source


def test_an_icon_is_drawn_once_per_colour_and_ratio(qapp: QApplication) -> None:
    icons = Icons(LIGHT)
    first = icons.pixmap("clock", Tone.SOON, 16, 1.0)
    assert icons.pixmap("clock", Tone.SOON, 16, 1.0) is first
    assert icons.pixmap("clock", Tone.SOON, 16, 2.0).width() == 32
    assert _bytes(icons.pixmap("clock", Tone.LATE, 16, 1.0)) != _bytes(first)
    assert icons.icon("clock", Tone.SOON, 16).pixmap(16, 16).width() == 16


def test_labels_have_the_sizes_of_the_scale(look: Look, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    sizes = {}
    for kind in ("caption", "", "head", "title", "figure"):
        label = QLabel("文", parent)
        label.setProperty("type", kind)
        label.ensurePolished()
        sizes[kind] = label.font().pixelSize()
    assert list(sizes.values()) == [12, 14, 16, 20, 28]
