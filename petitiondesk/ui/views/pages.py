"""Pages of which one is seen, and which take only the room that this one needs."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget, QWidget


class Pages(QStackedWidget):
    """A stack that asks for no more than its present page; Qt's own asks for the largest of all."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """What the page seen would like."""
        page = self._page()
        return page.sizeHint() if page is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """What the page seen must have."""
        page = self._page()
        return page.minimumSizeHint() if page is not None else super().minimumSizeHint()

    def hasHeightForWidth(self) -> bool:
        """Whether texts of the page wrap."""
        page = self._page()
        return page is not None and page.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        """As high as the page's texts wrap."""
        page = self._page()
        return page.heightForWidth(width) if page is not None else -1

    def _page(self) -> QWidget | None:
        page: QWidget | None = self.currentWidget()
        return page
