"""Two small charts. Qt's own charts are GPL; bars are all this desk needs.

Both are read out as a sentence, show values as tool tips, and can be walked with the arrow keys;
Enter or a click on a bar says which one (``activated(index)``), to open the cases behind it.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFontMetrics,
    QPainter,
    QPainterPath,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import font
from petitiondesk.ui.views.chart_base import Chart, Series
from petitiondesk.ui.views.painting import rounded


class BarChart(Chart):
    """Grouped bars over categories, with a legend and three grid lines.

    While every value is nought it says ``nothing``: what there will be, and what to do for it.
    """

    def __init__(self, look: Look, name: str, nothing: str = "") -> None:
        super().__init__(look, name)
        self._nothing = nothing
        self._categories: Sequence[str] = ()
        self._series: Sequence[Series] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def set_data(self, categories: Sequence[str], series: Sequence[Series]) -> None:
        """Show ``series``, each with one value per category; drawn from left to right."""
        self._categories, self._series = categories, series
        self.read_out()
        if self._says_nothing():
            self.setAccessibleDescription(self._nothing)

    def sizeHint(self) -> QSize:
        """Wide and low."""
        return QSize(360, 150)

    def minimumSizeHint(self) -> QSize:
        """Bars of two pixels still say something."""
        return QSize(200, 120)

    def count(self) -> int:
        """How many categories."""
        return len(self._categories)

    def describe(self, index: int) -> str:
        """A category and its values."""
        values = tr("，").join(f"{one.name} {one.values[index]:,}" for one in self._series)
        return tr("{category}：{values}", category=self._categories[index], values=values)

    def zone(self, index: int) -> QRectF:
        """The column of a category."""
        plot = self._plot()
        width = plot.width() / max(1, self.count())
        return QRectF(plot.left() + width * index, plot.top(), width, plot.height() + 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Grid, bars, names."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._says_nothing():
                painter.setFont(font(sizes.CAPTION))
                painter.setPen(self._look.colour("muted"))
                flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
                painter.drawText(self.rect(), flags, self._nothing)
                self.paint_focus(painter)
                return
            painter.setFont(font(11))
            self._paint_grid(painter)
            every = self._label_step(painter.fontMetrics())
            for index, category in enumerate(self._categories):
                self._paint_group(painter, index)
                if index % every == 0:
                    below = QRectF(self.zone(index).left() - 20, self._plot().bottom() + 4, 0, 16)
                    below.setWidth(self.zone(index).width() + 40)
                    painter.setPen(self._look.colour("muted"))
                    painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, category)
            self.paint_focus(painter)

    def _label_step(self, metrics: QFontMetrics) -> int:
        """Show every second, third … name when they do not fit side by side."""
        widest = max((metrics.horizontalAdvance(one) for one in self._categories), default=0) + 6
        room = self._plot().width() / max(1, self.count())
        return max(1, -(-widest // max(1, int(room))))

    def _says_nothing(self) -> bool:
        return bool(self._nothing) and not self._most()

    def _most(self) -> int:
        return max((value for one in self._series for value in one.values), default=0)

    def ticks(self) -> tuple[int, ...]:
        """What the grid lines stand for: nought, a half and the whole, which is even for that."""
        most = self._most()
        whole = most + most % 2
        return (0, whole // 2, whole) if whole else (0,)

    def _plot(self) -> QRectF:
        wide = QFontMetrics(font(11)).horizontalAdvance(f"{self.ticks()[-1]:,}") + 12
        return QRectF(wide, 8, self.width() - wide - 1, self.height() - 32)

    def _paint_grid(self, painter: QPainter) -> None:
        plot, ticks = self._plot(), self.ticks()
        for value in ticks:
            y = round(plot.bottom() - plot.height() * (value / max(1, ticks[-1]))) + 0.5
            painter.setPen(self._look.colour("line"))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(self._look.colour("muted"))
            place = QRectF(0, y - 8, plot.left() - 8, 16)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, f"{value:,}")

    def _paint_group(self, painter: QPainter, index: int) -> None:
        zone, plot, most = self.zone(index), self._plot(), self.ticks()[-1]
        shown = max(1, len(self._series))
        width = min(14.0, max(2.0, zone.width() * 0.78 / shown))
        left = zone.center().x() - width * shown / 2
        for place, one in enumerate(self._series):
            height = plot.height() * one.values[index] / most if most else 0
            bar = QRectF(left + width * place + 0.5, plot.bottom() - height, width - 1, height)
            _ink(painter, one, self._look)
            painter.drawPath(_bar(bar))


class Legend(QWidget):
    """The names of the series with their colours, for the head of a card."""

    def __init__(self, look: Look, series: Sequence[Series]) -> None:
        super().__init__()
        self._look = look
        self._series = series
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """All names in one line."""
        metrics = QFontMetrics(font(sizes.CAPTION))
        return QSize(sum(metrics.horizontalAdvance(one.name) + 27 for one in self._series), 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Squares and names."""
        with QPainter(self) as painter:
            painter.setFont(font(sizes.CAPTION))
            left = 12.0
            for one in self._series:
                _ink(painter, one, self._look)
                painter.drawRoundedRect(QRectF(left + 0.5, 4.5, 9, 9), 2, 2)
                painter.setPen(self._look.colour("muted"))
                wide = painter.fontMetrics().horizontalAdvance(one.name)
                place = QRectF(left + 14, 0, wide + 1, 18)
                painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, one.name)
                left += wide + 27


_NAME, _BAR = 112, 24
"""What a name may take of a narrow chart, and what is left for the longest bar then, in pixels."""


class RowBars(Chart):
    """Names with a bar and a number each, e.g. topics of the quarter."""

    BACK, FORTH = Qt.Key.Key_Up, Qt.Key.Key_Down
    ROW, GAP = 26, 16

    def __init__(self, look: Look, name: str) -> None:
        super().__init__(look, name)
        self._rows: Sequence[tuple[str, int]] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_data(self, rows: Sequence[tuple[str, int]]) -> None:
        """Show (name, value) pairs in this order."""
        self._rows = rows
        self.read_out()

    def sizeHint(self) -> QSize:
        """One line per row."""
        return QSize(300, self.ROW * max(1, len(self._rows)))

    def minimumSizeHint(self) -> QSize:
        """All rows are shown; bars may be short."""
        return QSize(180, self.sizeHint().height())

    def count(self) -> int:
        """How many rows."""
        return len(self._rows)

    def describe(self, index: int) -> str:
        """A name and its value."""
        name, value = self._rows[index]
        return tr("{category}：{values}", category=name, values=f"{value:,}")

    def zone(self, index: int) -> QRectF:
        """The line of a row."""
        return QRectF(1, self.ROW * index + 1, self.width() - 2, self.ROW - 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Names, bars, numbers."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(font(sizes.CAPTION))
            metrics = painter.fontMetrics()
            names = max((metrics.horizontalAdvance(name) for name, _ in self._rows), default=0)
            numbers = max((metrics.horizontalAdvance(f"{v:,}") for _, v in self._rows), default=0)
            beside = numbers + self.GAP + 12
            names = min(
                names, max(int(self.width() * 0.45), min(_NAME, self.width() - beside - _BAR))
            )
            most = max((value for _, value in self._rows), default=0) or 1
            room = max(8.0, self.width() - names - beside)
            for index, (name, value) in enumerate(self._rows):
                zone = self.zone(index)
                shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, names + 1)
                painter.setPen(self._look.colour("muted"))
                painter.drawText(zone, Qt.AlignmentFlag.AlignVCenter, shown)
                bar = QRectF(
                    names + self.GAP, zone.center().y() - 6, max(3.0, room * value / most), 12
                )
                rounded(painter, bar, 3, self._look.colour("accent"))
                painter.setPen(self._look.colour("text"))
                number = QRectF(bar.right() + 12, zone.top(), numbers + 4, zone.height())
                painter.drawText(number, Qt.AlignmentFlag.AlignVCenter, f"{value:,}")
            if not self._rows:
                painter.setPen(self._look.colour("muted"))
                painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, tr("还没有。"))
            self.paint_focus(painter)


def _ink(painter: QPainter, series: Series, look: Look) -> None:
    """How the bars of a series look: filled, or an outline that stands out from every ground."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(look.colour("muted") if series.hollow else Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("surface" if series.hollow else "accent"))


def _bar(rect: QRectF) -> QPainterPath:
    """A bar that is round at the top and stands flat on its line."""
    path = QPainterPath()
    if rect.height() > 0:
        radius = min(2.0, rect.height())
        path.setFillRule(Qt.FillRule.WindingFill)
        path.addRoundedRect(rect, radius, radius)
        foot = min(3.0, rect.height())
        path.addRect(QRectF(rect.left(), rect.bottom() - foot, rect.width(), foot))
    return path.simplified()  # one outline, no foot across
