"""Times of day typed the way clerks type them."""

import re
import unicodedata
from datetime import time

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLineEdit

from petitiondesk.domain.messages import Message
from petitiondesk.infra.i18n import tr

_PATTERN = re.compile(r"(\d{1,2})(?:\s*[:.点时]\s*(\d{2})?\s*分?|(\d{2}))?")


def parse_time(text: str) -> time | None:
    """The time that ``text`` means, or None. Knows 9, 9:30, 0930, 9点, 9点30分."""
    found = _PATTERN.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        return None
    hour, minute = int(found.group(1)), int(found.group(2) or found.group(3) or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


class TimeField(QLineEdit):
    """A time that is typed; it settles to 09:30 when the field is left. `value` is None when empty."""

    def __init__(self, name: str, value: time | None = None) -> None:
        super().__init__()
        self._what = name
        self.setAccessibleName(name)
        self.setPlaceholderText(tr("时:分"))
        self.set_value(value)
        self.editingFinished.connect(self._settle)

    def value(self) -> time | None:
        """The time, or None."""
        return parse_time(self.text())

    def set_value(self, value: time | None) -> None:
        """Show a time, or nothing."""
        self.setText(value.isoformat("minutes") if value else "")

    def problem(self) -> Message | None:
        """What is wrong with the text, or None."""
        if not self.text().strip() or self.value() is not None:
            return None
        return Message("{what}不是有效的时间，请写成 9:30 的样子。", what=self._what)

    def sizeHint(self) -> QSize:
        """A time is short."""
        return QSize(110, super().sizeHint().height())

    def _settle(self) -> None:
        if self.value() is not None:
            self.set_value(self.value())
