"""Columns as wide as what they must show in the reader's language, headings included."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtGui import QFontMetrics

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.models.rows_model import Column
from petitiondesk.ui.style import font
from petitiondesk.ui.views.painting import CELL_PAD, HEADING_EDGE, Pill, pill_size


def fitted(
    columns: Sequence[Column[Any]],
    texts: Mapping[str, Sequence[str]] | None = None,
    pills: Mapping[str, Sequence[Pill]] | None = None,
) -> list[int]:
    """Starting widths in pixels: no less than each column's own.

    ``texts`` and ``pills`` are what a column, by its name, must show whole.
    """
    bold = QFontMetrics(font(sizes.CAPTION, bold=True))
    plain = QFontMetrics(font(sizes.BODY))
    widths = []
    for column in columns:
        needs = [bold.horizontalAdvance(tr(column.zh) if column.zh else "") + HEADING_EDGE]
        needs += [plain.horizontalAdvance(text) for text in (texts or {}).get(column.name, ())]
        needs += [pill_size(pill).width() for pill in (pills or {}).get(column.name, ())]
        widths.append(max(column.width, max(needs) + 2 * CELL_PAD + 4))
    return widths
