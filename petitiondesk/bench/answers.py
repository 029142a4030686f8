"""The messages of a window that nobody sits at: strips are shown, dialogs are answered."""

from collections.abc import Sequence
from pathlib import Path

from petitiondesk.domain.errors import DeskError
from petitiondesk.domain.messages import Message
from petitiondesk.ui.messages import Action, WindowMessages


class Answers:
    """`ui.messages.Messages` for a measured window; ``window`` shows the strips once it is made.

    ``target`` is where a file is written that the window asks a place for. What could not be done
    ends the run: it is kept in ``trouble``.
    """

    def __init__(self) -> None:
        self.window: WindowMessages | None = None
        self.target = Path()
        self.trouble: list[BaseException] = []

    def notice(self, message: Message, action: Action | None = None) -> None:
        """A strip that goes away by itself."""
        if self.window is not None:
            self.window.notice(message, action)

    def warn(self, message: Message, action: Action | None = None) -> None:
        """A strip that stays."""
        if self.window is not None:
            self.window.warn(message, action)

    def error(self, error: DeskError) -> None:
        """What was not done."""
        self.trouble.append(error)

    def ask(
        self, title: str, text: str, yes_label: str, no_label: str, *, danger: bool = False
    ) -> bool:
        """Go on."""
        return True

    def choose_file_open(
        self, title: str, filters: Sequence[str], start: Path | None = None
    ) -> Path | None:
        """None: files are handed to the dialogs."""
        return None

    def choose_files_open(
        self, title: str, filters: Sequence[str], start: Path | None = None
    ) -> list[Path]:
        """None, as above."""
        return []

    def choose_file_save(
        self, title: str, filters: Sequence[str], suggested: Path | None = None
    ) -> Path | None:
        """The place that was decided on before."""
        return self.target

    def choose_folder(self, title: str, start: Path | None = None) -> Path | None:
        """The folder of that place."""
        return self.target.parent
