"""Stand-ins for what would wait for a person."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from petitiondesk.domain.errors import DeskError
from petitiondesk.domain.messages import Message
from petitiondesk.ui.messages import Action


@dataclass(frozen=True)
class Asked:
    """A question that was put."""

    title: str
    text: str
    yes_label: str
    no_label: str
    danger: bool = False


@dataclass
class RecordedMessages:
    """`Messages` that records what was said and answers as told.

    ``answers`` are given to `ask` in order (then False); ``files`` to the file choosers in order
    (then none). An error that a test does not expect should fail it: see `assert_no_errors`.
    """

    answers: list[bool] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    notices: list[Message] = field(default_factory=list)
    warnings: list[Message] = field(default_factory=list)
    errors: list[DeskError] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    file_titles: list[str] = field(default_factory=list)

    def notice(self, message: Message, action: Action | None = None) -> None:
        self.notices.append(message)
        self._keep(action)

    def warn(self, message: Message, action: Action | None = None) -> None:
        self.warnings.append(message)
        self._keep(action)

    def error(self, error: DeskError) -> None:
        self.errors.append(error)

    def ask(
        self, title: str, text: str, yes_label: str, no_label: str, *, danger: bool = False
    ) -> bool:
        self.asked.append(Asked(title, text, yes_label, no_label, danger))
        return self.answers.pop(0) if self.answers else False

    def choose_file_open(
        self, title: str, filters: Sequence[str], start: Path | None = None
    ) -> Path | None:
        return self._file(title)

    def choose_files_open(
        self, title: str, filters: Sequence[str], start: Path | None = None
    ) -> list[Path]:
        self.file_titles.append(title)
        files, self.files = self.files, []
        return files

    def choose_file_save(
        self, title: str, filters: Sequence[str], suggested: Path | None = None
    ) -> Path | None:
        return self._file(title)

    def choose_folder(self, title: str, start: Path | None = None) -> Path | None:
        return self._file(title)

    def said(self) -> list[str]:
        """Every sentence, in Chinese, notices first."""
        sentences = [*self.notices, *self.warnings, *(error.message for error in self.errors)]
        return [str(sentence) for sentence in sentences]

    def assert_no_errors(self) -> None:
        assert [str(error) for error in self.errors] == []

    def _file(self, title: str) -> Path | None:
        self.file_titles.append(title)
        return self.files.pop(0) if self.files else None

    def _keep(self, action: Action | None) -> None:
        if action is not None:
            self.actions.append(action)
