"""Pages of which one is seen, and which take only the room that this one needs."""

from PySide6.QtWidgets import QVBoxLayout, QWidget


class Pages(QWidget):
    """A stack that asks for no more than its present page; Qt's own asks for the largest of all.

    Called as Qt's own is.
    """

    def __init__(self) -> None:
        super().__init__()
        self._pages: list[QWidget] = []
        self._current = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def addWidget(self, page: QWidget) -> None:
        """Put a page at the end; the first is the one that is seen."""
        self._pages.append(page)
        self._column.addWidget(page)
        page.setVisible(len(self._pages) == 1)

    def currentIndex(self) -> int:
        """The place of the page that is seen."""
        return self._current

    def currentWidget(self) -> QWidget:
        """The page that is seen."""
        return self._pages[self._current]

    def setCurrentWidget(self, page: QWidget) -> None:
        """Bring a page up."""
        before = self.currentWidget()
        self._current = self._pages.index(page)
        if page is not before:
            before.hide()
        page.show()
