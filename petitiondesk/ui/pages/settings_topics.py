"""Behaviour of the settings' tree of topics."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QStandardItem

from petitiondesk.domain.errors import Finding
from petitiondesk.domain.office import Office
from petitiondesk.domain.petition import TOPIC_JOINT
from petitiondesk.infra.dictionaries import default_topics
from petitiondesk.infra.i18n import tr, trn
from petitiondesk.ui.look import Look
from petitiondesk.ui.models.topics_model import TopicsModel, name_of, rename
from petitiondesk.ui.pages.settings_parts import Part, refused
from petitiondesk.ui.views.fields import LabelledField
from petitiondesk.ui.views.settings_forms import TopicsForm


class TopicsPart(Part):
    """The topic dictionary: added, renamed, taken off the list, or as it was shipped."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.form: TopicsForm = TopicsForm(look)
        self.topics = TopicsModel()
        form = self.form
        form.tree.setModel(self.topics)
        form.tree.selectionModel().currentChanged.connect(self._show_topic)
        form.tree.doubleClicked.connect(form.name.setFocus)
        form.name.textEdited.connect(self._rename)
        form.add_top.clicked.connect(self._add_top)
        form.add_under.clicked.connect(self._add_under)
        form.retire.clicked.connect(self._take)
        form.restore.clicked.connect(self._restore)
        shortcut = QShortcut(QKeySequence(Qt.Key.Key_Delete), form.tree)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self._take)

    def show_office(self, office: Office) -> None:
        """Fill the tree."""
        self._show_paths(office.topics)
        self._say("")

    def applied(self, office: Office) -> Office:
        """``office`` with the topics as edited."""
        return replace(office, topics=self.topics.paths())

    def problems(self) -> list[Finding]:
        """The first topic that cannot stand; it is selected."""
        problem = self.topics.problem()
        if problem is None:
            return []
        item, message = problem
        self.form.tree.setCurrentIndex(item.index())
        return [refused("topics", message)]

    def place(self, finding: Finding) -> LabelledField | None:
        """The name field."""
        return self.form.name_field if finding.field == "topics" else None

    def fields(self) -> Sequence[LabelledField]:
        """The name field."""
        return (self.form.name_field,)

    def _item(self) -> QStandardItem | None:
        index = self.form.tree.currentIndex()
        return self.topics.itemFromIndex(index) if index.isValid() else None

    def _show_paths(self, paths: Sequence[str]) -> None:
        self.topics.load(paths)
        self.form.tree.setCurrentIndex(self.topics.index(0, 0))
        self._show_topic()

    def _show_topic(self) -> None:
        item = self._item()
        self.form.name.setText(name_of(item) if item else "")
        for widget in (self.form.name, self.form.add_under, self.form.retire):
            widget.setEnabled(item is not None)
        self.form.name_field.set_finding(None)

    def _rename(self, text: str) -> None:
        item = self._item()
        if item is not None:
            rename(item, text)
            self.form.name_field.set_finding(None)
            self.changed.emit()

    def _add_top(self) -> None:
        self._begin(self.topics.add(None))

    def _add_under(self) -> None:
        self._begin(self.topics.add(self._item()))

    def _begin(self, item: QStandardItem) -> None:
        self.form.tree.setCurrentIndex(item.index())
        self.form.name.setFocus()
        self.changed.emit()

    def _take(self) -> None:
        item = self._item()
        if item is None:
            return
        name = name_of(item) or tr("（未填写）")
        count = self.topics.take(item)
        self._show_topic()
        self._say(
            trn(
                "已从列表去掉“{name}”，共 {n} 项；保存后生效。以前登记的信访件保留原来的分类。",
                count,
                name=name,
            )
        )

    def _restore(self) -> None:
        self._show_paths([TOPIC_JOINT.join(path) for path in default_topics()])
        self._say(tr("已换成随程序给出的分类；保存后生效，放弃改动就恢复原样。"))

    def _say(self, text: str) -> None:
        kept = tr("改名或去掉分类，不影响以前登记的信访件：它们保留原来的分类。")
        self.form.note.setText(text or kept)
        self.changed.emit()
