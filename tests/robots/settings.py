"""A clerk at the settings."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem
from PySide6.QtWidgets import QLineEdit

from petitiondesk.domain.petition import TOPIC_JOINT
from petitiondesk.ui.pages.settings import SettingsPage
from petitiondesk.ui.pages.settings_accounts import AccountsPart
from petitiondesk.ui.pages.settings_lists import SectionsPart
from petitiondesk.ui.pages.settings_parts import NumberingPart, OfficePart, Part, RetentionPart
from petitiondesk.ui.pages.settings_topics import TopicsPart
from tests.ui.hands import ALT, CTRL, press


def write(edit: QLineEdit, text: str) -> None:
    """Replace what stands in a field, as an input method would."""
    edit.setText(text)
    edit.textEdited.emit(text)


class SettingsRobot:
    """Goes to parts, changes them, saves them, and reads what is said."""

    def __init__(self, page: SettingsPage) -> None:
        self.page = page

    # --- parts ----------------------------------------------------------------------------------

    def part(self, key: str) -> Part:
        self.page.show_part(key)
        return self.page.parts[key]

    def office(self) -> OfficePart:
        part = self.part("office")
        assert isinstance(part, OfficePart)
        return part

    def lists(self) -> SectionsPart:
        part = self.part("sections")
        assert isinstance(part, SectionsPart)
        return part

    def topics(self) -> TopicsPart:
        part = self.part("topics")
        assert isinstance(part, TopicsPart)
        return part

    def numbering(self) -> NumberingPart:
        part = self.part("numbering")
        assert isinstance(part, NumberingPart)
        return part

    def accounts(self) -> AccountsPart:
        part = self.part("accounts")
        assert isinstance(part, AccountsPart)
        return part

    def retention(self) -> RetentionPart:
        part = self.part("retention")
        assert isinstance(part, RetentionPart)
        return part

    def save(self) -> "SettingsRobot":
        press(self.page, Qt.Key.Key_S, CTRL)
        return self

    def discard(self, key: str) -> "SettingsRobot":
        self.page.frames[key].discard.click()
        return self

    def can_save(self, key: str) -> bool:
        return self.page.frames[key].save.isEnabled()

    def said_unsaved(self) -> str:
        return self.page.view.unsaved.text()

    def marked(self) -> list[str]:
        parts = self.page.view.parts
        texts = [parts.item(n).text() for n in range(parts.count())]
        return [text.removesuffix(" •") for text in texts if text.endswith("•")]

    # --- sections and staff ---------------------------------------------------------------------

    def section(self, name: str) -> "SettingsRobot":
        part = self.lists()
        names = [row.name for row in part.sections.rows()]
        part.form.sections.setCurrentIndex(part.sections.index(names.index(name), 0))
        return self

    def add_section(self, name: str) -> "SettingsRobot":
        self.lists().form.add_section.click()
        return self.rename_section(name)

    def rename_section(self, name: str) -> "SettingsRobot":
        write(self.lists().form.section_name, name)
        return self

    def move_section(self, key: Qt.Key) -> "SettingsRobot":
        form = self.lists().form
        form.sections.setFocus()
        press(form.sections, key, ALT)
        return self

    def retire_section(self) -> "SettingsRobot":
        self.lists().form.retire.click()
        return self

    def add_person(self, name: str, section: str = "", *, leads: bool = False) -> "SettingsRobot":
        part = self.lists()
        part.form.add_person.click()
        write(part.form.person_name, name)
        part.form.person_section.set_value(part.sections.key_of(section))
        if leads:
            part.form.leader.click()
        return self

    def remove_person(self, name: str) -> "SettingsRobot":
        part = self.lists()
        names = [row.name for row in part.staff.rows()]
        part.form.staff.setCurrentIndex(part.staff.index(names.index(name), 0))
        part.form.remove_person.click()
        return self

    # --- topics ---------------------------------------------------------------------------------

    def topic(self, path: str) -> "SettingsRobot":
        part = self.topics()
        item: QStandardItem = part.topics.invisibleRootItem()
        for name in path.split(TOPIC_JOINT):
            children = [item.child(n) for n in range(item.rowCount())]
            item = next(child for child in children if child.text() == name)
        part.form.tree.setCurrentIndex(item.index())
        return self

    def add_topic(self, name: str, *, under: str = "") -> "SettingsRobot":
        form = self.topics().form
        if under:
            self.topic(under)
            form.add_under.click()
        else:
            form.add_top.click()
        return self.rename_topic(name)

    def rename_topic(self, name: str) -> "SettingsRobot":
        write(self.topics().form.name, name)
        return self
