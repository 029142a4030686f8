"""The topic dictionary (内容分类) as a tree, made of paths and read back as paths."""

from collections.abc import Iterator, Sequence

from PySide6.QtGui import QStandardItem, QStandardItemModel

from petitiondesk.domain.messages import Message
from petitiondesk.domain.petition import TOPIC_JOINT
from petitiondesk.infra.i18n import tr


class TopicsModel(QStandardItemModel):
    """Topics under topics. A path whose parent is not listed gets one, or it could not be shown."""

    def load(self, paths: Sequence[str]) -> None:
        """Show the topics ``paths``, joined by `TOPIC_JOINT`."""
        self.clear()
        found: dict[str, QStandardItem] = {}
        for path in paths:
            above = self.invisibleRootItem()
            parts = path.split(TOPIC_JOINT)
            for depth in range(1, len(parts) + 1):
                key = TOPIC_JOINT.join(parts[:depth])
                if key not in found:
                    found[key] = _item(parts[depth - 1])
                    above.appendRow(found[key])
                above = found[key]

    def paths(self) -> tuple[str, ...]:
        """Every topic as a path, each parent before its children."""
        return tuple(path for path, _ in self._walk(self.invisibleRootItem(), ""))

    def add(self, under: QStandardItem | None) -> QStandardItem:
        """Add a topic without a name."""
        item = _item("")
        (under or self.invisibleRootItem()).appendRow(item)
        return item

    def take(self, item: QStandardItem) -> int:
        """Take a topic and all under it off the list; returns how many that were."""
        count = 1 + sum(1 for _ in self._walk(item, ""))
        self.removeRow(item.row(), item.index().parent())
        return count

    def problem(self) -> tuple[QStandardItem, Message] | None:
        """The first topic that cannot stand, and why."""
        seen: set[str] = set()
        for path, item in self._walk(self.invisibleRootItem(), ""):
            name = name_of(item)
            if not name:
                return item, Message("请填写分类名称，或者去掉这一项。")
            if TOPIC_JOINT in name:
                return item, Message(
                    "分类名称里不能有“{joint}”：它用来连接上下级。", joint=TOPIC_JOINT
                )
            if path in seen:
                return item, Message("“{name}”在同一级里有两个，请改名或去掉一个。", name=name)
            seen.add(path)
        return None

    def _walk(self, item: QStandardItem, above: str) -> Iterator[tuple[str, QStandardItem]]:
        for place in range(item.rowCount()):
            child = item.child(place)
            path = above + TOPIC_JOINT + name_of(child) if above else name_of(child)
            yield path, child
            yield from self._walk(child, path)


def name_of(item: QStandardItem) -> str:
    """The topic's own name, without those above it; "" while it has none."""
    return str(item.data() or "")


def rename(item: QStandardItem, name: str) -> None:
    """Give a topic a name."""
    item.setData(name.strip())
    item.setText(name.strip() or tr("（未填写）"))


def _item(name: str) -> QStandardItem:
    item = QStandardItem()
    item.setEditable(False)
    rename(item, name)
    return item
