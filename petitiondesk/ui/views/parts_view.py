"""A page of parts: its heading with a choice between them, the chosen part below."""

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.views.cards import label
from petitiondesk.ui.views.choice import SegmentedChoice
from petitiondesk.ui.views.layouts import FlowLayout, ends, flow


class PartsView(QWidget):
    """``parts`` maps each part's key to its name and its widget; ``name`` is what the choice is called.

    Buttons that belong to the page as a whole go into ``head``, at the right.
    """

    def __init__(
        self,
        look: Look,
        title: str,
        name: str,
        parts: dict[str, tuple[str, QWidget]],
        page: QWidget,
    ) -> None:
        super().__init__(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(sizes.XL, sizes.L + 4, sizes.XL, sizes.M)
        outer.setSpacing(sizes.M)
        self.parts = SegmentedChoice(look, name, [(key, text) for key, (text, _) in parts.items()])
        buttons = QWidget()
        self.head = FlowLayout(buttons)
        outer.addWidget(ends(flow(label(title, "title"), self.parts, spacing=sizes.L), buttons))
        self.stack = QStackedWidget()
        self._widgets = {key: widget for key, (_, widget) in parts.items()}
        outer.addWidget(self.stack, 1)
        for widget in self._widgets.values():
            self.stack.addWidget(widget)  # only now, at its place: its first is shown and dressed

    def show_part(self, part: object) -> None:
        """Bring a part up."""
        self.parts.set_value(part)
        self.stack.setCurrentWidget(self._widgets[str(part)])
