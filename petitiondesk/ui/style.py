"""The look in one place: colours, type, spacing, and how they reach Qt.

Widgets never name a colour: they carry a role or a type as a dynamic property (see `qss`), and
painters ask `Tokens.tone`. All sizes are device-independent pixels; Qt scales them.
"""

from dataclasses import dataclass
from enum import Enum, StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from petitiondesk.infra.resources import resource
from petitiondesk.ui.qss import stylesheet
from petitiondesk.ui.tokens import Tokens

FAMILIES = (
    "Noto Sans CJK SC",
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "PingFang SC",
)
"""Chinese families first: a Latin family first would mix two designs in one line of text."""

MONO_FAMILIES = ("Noto Sans Mono CJK SC", "Cascadia Mono", "Consolas", "DejaVu Sans Mono")


class Tone(Enum):
    """What a colour says; words and an icon always say it too."""

    NEUTRAL = "neutral"
    ACCENT = "accent"
    GOOD = "good"
    SOON = "soon"
    LATE = "late"
    SEALED = "sealed"


class Scheme(StrEnum):
    """Light or dark, or as the system says."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True)
class ToneColours:
    """The ink of a tone and the soft ground it stands on."""

    ink: QColor
    soft: QColor


LIGHT = Tokens(
    dark=False,
    ground="#F5F6F8",
    surface="#FFFFFF",
    line="#E2E5EA",
    edge="#CFD5DE",
    hover="#EEF1F5",
    rail="#FBFBFC",
    text="#1B2330",
    muted="#5A6475",
    neutral_soft="#EEF0F3",
    on_accent="#FFFFFF",
    accent="#1F5FBF",
    accent_strong="#184C9B",
    accent_soft="#E7F0FC",
    good="#1B7A48",
    good_soft="#E6F4EC",
    soon="#8A5300",
    soon_soft="#FFF3DC",
    late="#B3261E",
    late_soft="#FCEBEA",
    sealed="#5A3E9E",
    sealed_soft="#F0ECFA",
)

DARK = Tokens(
    dark=True,
    ground="#14171C",
    surface="#1C2027",
    line="#2F3540",
    edge="#414957",
    hover="#262C36",
    rail="#181B21",
    text="#E6E9EF",
    muted="#A3ADBD",
    neutral_soft="#2A303A",
    on_accent="#0F1B2E",
    accent="#7FB0FF",
    accent_strong="#A3C6FF",
    accent_soft="#1D2C44",
    good="#7BD3A2",
    good_soft="#16301F",
    soon="#F0C06A",
    soon_soft="#382B12",
    late="#FF9C95",
    late_soft="#3B1C1A",
    sealed="#C4B1FF",
    sealed_soft="#2A2340",
)

TEXT_PAIRS = (
    *[("text", ground) for ground in ("ground", "surface", "hover", "rail", "accent_soft")],
    *[("muted", g) for g in ("ground", "surface", "hover", "rail", "neutral_soft", "accent_soft")],
    *[("accent", ground) for ground in ("ground", "surface", "hover", "rail", "accent_soft")],
    *[("late", ground) for ground in ("ground", "surface", "late_soft")],
    *[("soon", ground) for ground in ("ground", "surface", "soon_soft")],
    *[("good", ground) for ground in ("surface", "good_soft")],
    *[("sealed", ground) for ground in ("surface", "sealed_soft")],
    ("on_accent", "accent"),
    ("on_accent", "accent_strong"),
)
"""Every text colour and the grounds it is used on; a test holds each to a contrast of 4.5."""


def tone_colours(tokens: Tokens, tone: Tone) -> ToneColours:
    """Ink and soft ground of ``tone``."""
    if tone is Tone.NEUTRAL:
        return ToneColours(QColor(tokens.muted), QColor(tokens.neutral_soft))
    ink, soft = getattr(tokens, tone.value), getattr(tokens, f"{tone.value}_soft")
    return ToneColours(QColor(ink), QColor(soft))


def resolve(scheme: Scheme) -> Scheme:
    """``SYSTEM`` as the system says now, the others as they are."""
    if scheme is not Scheme.SYSTEM:
        return scheme
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return Scheme.DARK if dark else Scheme.LIGHT


def apply(app: QApplication, scheme: Scheme) -> Tokens:
    """Dress the whole application; returns the tokens in use for painters."""
    tokens = DARK if resolve(scheme) is Scheme.DARK else LIGHT
    if scheme is Scheme.SYSTEM:
        app.styleHints().unsetColorScheme()
    else:
        app.styleHints().setColorScheme(
            Qt.ColorScheme.Dark if tokens.dark else Qt.ColorScheme.Light
        )
    sheet = stylesheet(tokens, resource("icons").as_posix())
    if app.styleSheet() != sheet:  # dressing it the same again would go over every widget there is
        app.setStyle("Fusion")
        app.setPalette(palette(tokens))
        app.setFont(font())
        app.setStyleSheet(sheet)
    return tokens


def font(size: int = 14, *, bold: bool = False, mono: bool = False) -> QFont:
    """The desk's font; ``size`` is one of the type scale, in pixels."""
    result = QFont()
    result.setFamilies([*(MONO_FAMILIES if mono else ()), *FAMILIES])
    result.setPixelSize(size)
    result.setBold(bold)
    result.setStyleHint(QFont.StyleHint.Monospace if mono else QFont.StyleHint.SansSerif)
    return result


HINT = 0.65
"""How much of a text's ink the hint in an empty field has."""


def palette(tokens: Tokens) -> QPalette:
    """The palette for what the style sheet does not reach (Fusion's own dialogs, disabled text)."""
    role = QPalette.ColorRole
    result = QPalette()
    for name, colour in (
        (role.Window, tokens.ground),
        (role.WindowText, tokens.text),
        (role.Base, tokens.surface),
        (role.AlternateBase, tokens.hover),
        (role.Text, tokens.text),
        (role.Button, tokens.surface),
        (role.ButtonText, tokens.text),
        (role.ToolTipBase, tokens.surface),
        (role.ToolTipText, tokens.text),
        (role.Highlight, tokens.accent),
        (role.HighlightedText, tokens.on_accent),
        (role.Link, tokens.accent),
        (role.Accent, tokens.accent),
        (role.Mid, tokens.line),
    ):
        result.setColor(name, QColor(colour))
    hint = QColor(tokens.text)
    # Paler than a value, for which it must not be taken, and still 4.5:1 on every ground.
    hint.setAlphaF(HINT)
    result.setColor(role.PlaceholderText, hint)
    for name in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, name, QColor(tokens.muted))
    return result


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a dynamic property that the style sheet selects on, and show its effect."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
