"""The attachments of a form that is not saved yet: files on disk, and pictures that were pasted."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject

from petitiondesk.domain.petition import Scan
from petitiondesk.infra.i18n import tr
from petitiondesk.services.attachments import NewFile
from petitiondesk.ui.messages import Messages
from petitiondesk.ui.views.files import DropZone


class Attachments(QObject):
    """Holds what the drop zone took, in order, until the form is saved."""

    def __init__(self, messages: Messages, zone: DropZone, parent: QObject) -> None:
        super().__init__(parent)
        self._messages = messages
        self._zone = zone
        self._files: dict[int, NewFile] = {}
        self._next = 1
        zone.files_added.connect(self.add_files)
        zone.image_pasted.connect(self.add_image)
        zone.choose_asked.connect(self.choose)
        zone.remove_asked.connect(self.remove)

    def files(self) -> tuple[NewFile, ...]:
        """What is to be attached."""
        return tuple(self._files.values())

    def show(self, files: tuple[NewFile, ...]) -> None:
        """Hold these instead."""
        self._files.clear()
        self._zone.clear()
        for file in files:
            self._add(file)

    def add_files(self, paths: list[Path]) -> None:
        """Take files; one that is here already is not taken twice."""
        for path in paths:
            if path not in self._files.values():
                self._add(path)

    def add_image(self, data: QByteArray) -> None:
        """Take a picture off the clipboard."""
        self._add(Scan(_name(self._files), bytes(data.data())))

    def choose(self) -> None:
        """Ask for files."""
        self.add_files(self._messages.choose_files_open(tr("选择附件"), [tr("所有文件 (*)")]))

    def remove(self, key: object) -> None:
        """Take one off."""
        if isinstance(key, int):
            self._files.pop(key, None)
            self._zone.remove_item(key)
            self._zone.setFocus()

    def _add(self, file: NewFile) -> None:
        self._files[self._next] = file
        self._zone.add_item(self._next, file.name)
        self._next += 1


def _name(files: Mapping[int, NewFile]) -> str:
    """A name for a pasted picture; in the registry it is told from the others by its content."""
    pasted = sum(isinstance(file, Scan) for file in files.values())
    return tr("粘贴的图片{n}", n=pasted + 1) + ".png"
