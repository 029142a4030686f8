"""Layout of the archive page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from petitiondesk.domain.terms import Retention
from petitiondesk.infra.i18n import term, tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.pieces import Pieces
from petitiondesk.ui.style import Tone
from petitiondesk.ui.views.buttons import Button
from petitiondesk.ui.views.cards import Card, EmptyState, label
from petitiondesk.ui.views.chips import IconDot
from petitiondesk.ui.views.choice import ChoiceCombo, SegmentedChoice
from petitiondesk.ui.views.table import DeskTable

DUE = "due"
"""In place of a retention: what is due for appraisal, of all years."""


class ArchiveView(QWidget):
    """Heading, what waits to be filed, year and retention, the catalogue or what to say instead.

    Made by going through its `pieces`.
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    def pieces(self) -> Pieces:
        """Make the view (`ui.pieces`)."""
        look = self._look
        outer = QVBoxLayout(self)
        outer.setContentsMargins(sizes.XL, sizes.L + 4, sizes.XL, sizes.M)
        outer.setSpacing(sizes.M)
        outer.addLayout(self._heading())
        outer.addWidget(self._waiting())
        yield
        self.choices = self._choices()
        outer.addWidget(self.choices)
        yield
        self.table = DeskTable(look, tr("案卷目录"), framed=True)
        outer.addWidget(self.table, 1)
        self.empty = EmptyState(look, "archive", "", tr("打开台账"))
        self.empty.hide()
        outer.addWidget(self.empty, 1)
        self.foot = label("", "caption")
        outer.addWidget(self.foot)
        yield

    def show_empty(self, sentence: str) -> None:
        """Say ``sentence`` in place of the table; "" shows the table.

        A keyboard that was on the table goes on to what can be done, not out of the page.
        """
        can_file, can_choose = self.open_ready.isEnabled(), not self.choices.isHidden()
        assert self.empty.button is not None
        self.empty.button.setVisible(not (can_file or can_choose))
        if sentence and self.table.hasFocus():
            elsewhere = self.retention if can_choose else self.empty.button
            (self.open_ready if can_file else elsewhere).setFocus()
        self.empty.sentence.setText(sentence)
        self.empty.setAccessibleName(sentence)
        self.empty.setVisible(bool(sentence))
        self.table.setVisible(not sentence)
        self.foot.setVisible(not sentence)

    def _heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(sizes.M)
        row.addWidget(label(tr("档案"), "title"), 0, Qt.AlignmentFlag.AlignBottom)
        self.totals = label("", "muted")
        row.addWidget(self.totals, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        self.print = Button(self._look, tr("打印目录"), icon="print", compact=True)
        row.addWidget(self.print)
        return row

    def _waiting(self) -> Card:
        card = Card(self._look)
        row = QHBoxLayout()
        row.setSpacing(sizes.M)
        row.addWidget(IconDot(self._look, "archive", Tone.ACCENT, 32))
        words = QVBoxLayout()
        words.setSpacing(0)
        self.waiting = label("", "strong")
        words.addWidget(self.waiting)
        self.how = label("", "caption", wrap=True)
        words.addWidget(self.how)
        row.addLayout(words, 1)
        self.open_ready = Button(self._look, tr("到台账里归档"), role="primary", icon="ledger")
        row.addWidget(self.open_ready)
        card.add(row)
        return card

    def _choices(self) -> QWidget:
        host = QWidget()
        row = QHBoxLayout(host)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(sizes.M)
        row.addWidget(label(tr("归档年度"), "caption"))
        self.year = ChoiceCombo(tr("归档年度"), [])
        self.year.setFixedWidth(104)
        self.year.setProperty("compact", "true")
        row.addWidget(self.year)
        kinds: list[tuple[object, str]] = [(None, tr("全部"))]
        kinds += [(kind, term(kind)) for kind in Retention]
        kinds.append((DUE, tr("到期待鉴定")))
        self.retention = SegmentedChoice(self._look, tr("保管期限"), kinds)
        row.addWidget(self.retention, 1)
        return host
