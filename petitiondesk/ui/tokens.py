"""Names and sizes of the design tokens; the colours of each scheme are in `style`."""

from dataclasses import dataclass

CAPTION, BODY, HEAD, TITLE, FIGURE = 12, 14, 16, 20, 28
"""The type scale, in pixels."""

XS, S, M, L, XL = 4, 8, 12, 16, 24
"""Spacing."""

RADIUS, CARD_RADIUS = 6, 8
CONTROL, COMPACT = 34, 28
"""Heights of controls and rows."""

RAIL = 88
TOP_BAR = 56


@dataclass(frozen=True)
class Tokens:
    """The colours of one scheme, as ``#RRGGBB``."""

    dark: bool
    ground: str
    surface: str
    line: str
    edge: str
    """The border of a control, a little stronger than a line between things."""
    hover: str
    rail: str
    text: str
    muted: str
    neutral_soft: str
    on_accent: str
    accent: str
    accent_strong: str
    accent_soft: str
    good: str
    good_soft: str
    soon: str
    soon_soft: str
    late: str
    late_soft: str
    sealed: str
    sealed_soft: str
