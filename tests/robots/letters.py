"""A clerk at the letters of a case, and at their settings."""

from PySide6.QtWidgets import QWidget

from petitiondesk.domain.messages import Message
from petitiondesk.domain.terms import LetterKind
from petitiondesk.infra.i18n import term
from petitiondesk.ui.dialogs.letter import LetterDialog
from petitiondesk.ui.models.letters_model import LETTERS
from petitiondesk.ui.pages.case import CasePage
from petitiondesk.ui.pages.settings_letters import LettersPart
from petitiondesk.ui.views.buttons import Button
from petitiondesk.ui.views.cards import label
from tests.robots.settings import write


class LettersRobot:
    """Reads and uses the letters tab of a case."""

    def __init__(self, page: CasePage) -> None:
        self.page = page

    def rows(self) -> list[tuple[str, ...]]:
        model = self.page.letters.model
        columns = range(len(LETTERS))
        return [
            tuple(str(model.index(row, column).data()) for column in columns)
            for row in range(model.rowCount())
        ]

    def tab(self) -> str:
        return self.page.view.tabs.tabText(3)

    def choose(self, row: int) -> "LettersRobot":
        self.page.view.letters.table.selectRow(row)
        return self


def lacks(dialog: LetterDialog) -> dict[str, str]:
    """What is said to be lacking, each with the words on the button beside it."""
    found = {}
    body = dialog.missing.body
    host = body.parentWidget()
    assert host is not None
    parts = [part for part in host.children() if isinstance(part, QWidget)]
    for line in (part for part in parts if body.indexOf(part) >= 0):
        buttons = line.findChildren(Button)
        sentence = line.findChildren(type(label("")))[0].text()
        found[sentence] = buttons[0].text() if buttons else ""
    return found


def take_way(dialog: LetterDialog, words: str) -> None:
    """Click the button that leads to what is lacking."""
    next(b for b in dialog.missing.findChildren(Button) if b.text() == words).click()


def offered(dialog: LetterDialog) -> list[str]:
    """The kinds in the order in which they are offered."""
    return [dialog.kind.itemText(n) for n in range(dialog.kind.count())]


class LetterSettingsRobot:
    """Goes through the kinds of letters in the settings."""

    def __init__(self, part: LettersPart) -> None:
        self.part = part

    def kind(self, kind: LetterKind) -> "LetterSettingsRobot":
        place = [row.kind for row in self.part.kinds.rows()].index(kind)
        self.part.form.kinds.selectRow(place)
        return self

    def pattern(self, text: str) -> "LetterSettingsRobot":
        write(self.part.form.pattern, text)
        return self

    def said(self) -> str:
        """What stands beneath the pattern."""
        return self.part.form.pattern_field.note.text()

    def row(self, kind: LetterKind) -> tuple[str, ...]:
        model = self.part.kinds
        place = [row.kind for row in model.rows()].index(kind)
        texts = [str(model.index(place, column).data()) for column in range(3)]
        assert texts[0] == term(kind)
        return tuple(texts[1:])


def words(messages: list[Message]) -> list[str]:
    """Sentences as they are read in Chinese."""
    return [str(message) for message in messages]
