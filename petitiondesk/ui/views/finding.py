"""What is offered while a field is typed into, found by any part of its text or by its first letters."""

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFocusEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from petitiondesk.infra.pinyin import letters

FOUND_BY = Qt.ItemDataRole.UserRole + 1
"""The role of what an entry is found by."""


@lru_cache(maxsize=4096)  # a dialog's lists say the same words each time
def found_by(text: str) -> str:
    """An entry's text in lower case, and the first letters of its syllables."""
    return text.casefold() if text.isascii() else f"{text.casefold()}\n{letters(text)}"


class Finding(QCompleter):
    """Offers the entries of a model whose `FOUND_BY` holds what is typed."""

    def __init__(self, model: QAbstractItemModel, name: str, parent: QWidget) -> None:
        super().__init__(model, parent)
        self.setCompletionRole(FOUND_BY)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        popup = self.popup()
        if popup is not None:
            popup.setObjectName("completer")
            popup.setAccessibleName(name)

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """What is put into the field: the entry as it reads, not what it was found by."""
        return str(index.data(Qt.ItemDataRole.DisplayRole))


class SuggestingEdit(QLineEdit):
    """A text field that offers what was entered before; anything else may be entered as well.

    The list of what is found is a window of its own, a costly one, made when the keyboard first comes.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._offered: tuple[str, ...] = ()
        self._entries: QStandardItemModel | None = None

    def offer(self, texts: Sequence[str]) -> None:
        """Offer these, the likeliest first."""
        if tuple(texts) != self._offered:
            self._offered = tuple(texts)
            if self._entries is not None:
                self._fill()

    def offered(self) -> tuple[str, ...]:
        """What is offered."""
        return self._offered

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard comes: what is typed will be looked for."""
        if self._entries is None:
            self._entries = QStandardItemModel(self)
            self._fill()
            self.setCompleter(Finding(self._entries, self._name, self))
        super().focusInEvent(event)

    def _fill(self) -> None:
        assert self._entries is not None
        self._entries.clear()
        for text in self._offered:
            item = QStandardItem(text)
            item.setData(found_by(text), FOUND_BY)
            self._entries.appendRow(item)
