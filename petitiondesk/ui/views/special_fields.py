"""Controls for what is neither text nor number nor date: another petition, an amount of money."""

import re
import unicodedata
from collections.abc import Callable

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from petitiondesk.domain.messages import Message
from petitiondesk.domain.money import yuan
from petitiondesk.infra.i18n import tr

FindNumbers = Callable[[str], list[tuple[int, str]]]
"""Part of a registration number → id and number of the petitions that have it."""

_AMOUNT = re.compile(r"(\d{1,9})(?:\.(\d{1,2}))?\D?")
"""An amount, perhaps with the name of the currency behind it."""


class PetitionField(QLineEdit):
    """Another petition, by its registration number; what is typed is completed from the registry."""

    def __init__(self, name: str, find: FindNumbers) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(tr("登记编号，输入几个数字就会列出"))
        self._find = find
        self._known: dict[str, int] = {}
        self._numbers = QStringListModel(self)
        completer = QCompleter(self._numbers, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)
        self.textEdited.connect(self._offer)

    def value(self) -> int | None:
        """The petition's id, or None where the number is nobody's."""
        text = self.text().strip()
        if text and text not in self._known:
            self._remember(text)
        return self._known.get(text)

    def set_value(self, value: int | None) -> None:
        """Only an empty field can be shown: ids are not for reading."""
        if value is None:
            self.clear()

    def problem(self) -> Message | None:
        """What is wrong with the number typed."""
        if not self.text().strip() or self.value() is not None:
            return None
        return Message("登记簿里没有编号“{number}”。请核对编号。", number=self.text().strip())

    def _offer(self, text: str) -> None:
        self._numbers.setStringList(self._remember(text.strip()) if text.strip() else [])

    def _remember(self, text: str) -> list[str]:
        found = self._find(text)
        self._known.update({number: petition_id for petition_id, number in found})
        return [number for _, number in found]


class MoneyField(QLineEdit):
    """An amount in yuan, up to two decimals; the value is in fen (0.01 yuan)."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText("0.00")

    def value(self) -> int | None:
        """The amount in fen, or None where the field is empty or holds none."""
        text = unicodedata.normalize("NFKC", self.text()).replace(",", "").strip()
        match = _AMOUNT.fullmatch(text)
        if not match:
            return None
        return int(match[1]) * 100 + int((match[2] or "0").ljust(2, "0"))

    def set_value(self, value: int | None) -> None:
        """Show an amount in fen, or nothing."""
        self.setText("" if value is None else yuan(value))

    def problem(self) -> Message | None:
        """What is wrong with the text; an empty field is not wrong, it is empty."""
        if not self.text().strip() or self.value() is not None:
            return None
        return Message("金额“{text}”看不懂，请写成 1200 或 1200.50。", text=self.text().strip())
