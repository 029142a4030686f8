"""What stood in dialogs when the desk locked itself: kept in the registry, for the same account.

The registration form keeps its own draft, and so do the settings (`pages.settings_left`); any other
dialog is closed, and what was typed in it is shown after unlocking, to be copied from.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QWidget

from petitiondesk.services.office import OfficeService

_KEY = "left_open"


@dataclass(frozen=True)
class LeftOpen:
    """A dialog that was closed: its title, and (label, text) of what was filled in."""

    title: str
    texts: tuple[tuple[str, str], ...]


def open_dialogs() -> list[QDialog]:
    """The dialogs that are open now."""
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]


def typed_in(dialogs: Iterable[QDialog]) -> list[LeftOpen]:
    """What was typed in them by hand; a dialog in which nothing was typed is left out.

    Fields that hide what is typed are passwords, and are not kept.
    """
    found = []
    for dialog in dialogs:
        edits = [edit for edit in dialog.findChildren(QWidget) if _is_typed_into(edit)]
        texts = tuple((e.accessibleName(), _text(e)) for e in edits if _text(e).strip())
        if any(_is_modified(edit) for edit in edits) and texts:
            found.append(LeftOpen(dialog.windowTitle(), texts))
    return found


def keep(office: OfficeService, left: Sequence[LeftOpen]) -> None:
    """Keep them, beside what was kept before.

    Raises:
        DeskError: it cannot be written.
    """
    if left:
        every = _all(office)
        mine = [*every.get(office.account, []), *(asdict(one) for one in left)]
        office.remember(_KEY, {**every, office.account: mine})


def recall(office: OfficeService) -> list[LeftOpen]:
    """What was kept of this account's dialogs."""
    return [
        LeftOpen(str(one["title"]), tuple((str(n), str(t)) for n, t in one["texts"]))
        for one in _all(office).get(office.account, [])
    ]


def forget(office: OfficeService) -> None:
    """It is not wanted any more."""
    others = {name: left for name, left in _all(office).items() if name != office.account}
    office.remember(_KEY, others or None)


def _all(office: OfficeService) -> dict[str, list[dict[str, Any]]]:
    kept = office.remembered(_KEY)
    return dict(kept) if isinstance(kept, dict) else {}


def _is_typed_into(widget: QWidget) -> bool:
    if isinstance(widget, QLineEdit):
        shown = widget.echoMode() is QLineEdit.EchoMode.Normal and not _is_secret(widget)
        return shown and not widget.isReadOnly()
    return isinstance(widget, QPlainTextEdit) and not widget.isReadOnly()


def _is_secret(widget: QLineEdit) -> bool:
    return bool(widget.property("secret"))


def _is_modified(widget: QWidget) -> bool:
    if isinstance(widget, QLineEdit):
        return widget.isModified()
    return isinstance(widget, QPlainTextEdit) and widget.document().isModified()


def _text(widget: QWidget) -> str:
    if isinstance(widget, QLineEdit):
        return widget.text()
    return widget.toPlainText() if isinstance(widget, QPlainTextEdit) else ""
