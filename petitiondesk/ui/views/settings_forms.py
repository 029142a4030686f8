"""Layout of the forms of the settings' parts."""

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from petitiondesk.domain.terms import ArchiveUnit, Retention
from petitiondesk.infra.i18n import tr
from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.look import Look
from petitiondesk.ui.pieces import Pieces
from petitiondesk.ui.style import set_property
from petitiondesk.ui.views.buttons import Button
from petitiondesk.ui.views.cards import label
from petitiondesk.ui.views.choice import ChoiceCombo, TermCombo
from petitiondesk.ui.views.elided import ElidedLabel
from petitiondesk.ui.views.fields import CountField, LabelledField
from petitiondesk.ui.views.layouts import flow
from petitiondesk.ui.views.table import DeskTable
from petitiondesk.ui.views.two_cards import TwoCards

_FORM_WIDTH = 560
_NARROW = 640
"""Width in pixels under which the staff go below the sections."""


class _Form(QWidget):
    """A column of fields with room around the focus rings."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, sizes.S, 0, sizes.S)
        self.column.setSpacing(sizes.L)

    def add_narrow(self, *widgets: QWidget) -> None:
        """Add fields that need not be as wide as the window; what explains them may be.

        Qt reckons the height of what wraps for the whole width, whatever the most that it may have.
        """
        for widget in widgets:
            narrow = widget.control if isinstance(widget, LabelledField) else widget
            narrow.setMaximumWidth(_FORM_WIDTH)
            self.column.addWidget(widget)


class OfficeForm(_Form):
    """The office's name, and where its registry is."""

    def __init__(self) -> None:
        super().__init__()
        self.name = QLineEdit()
        self.name_field = LabelledField(tr("单位名称"), self.name, required=True)
        self.short = QLineEdit()
        self.short.setMaxLength(12)
        self.short_field = LabelledField(tr("机关代字"), self.short, wraps=True)
        self.short_field.set_hint(tr("发文字号里代表本单位的字，例如“农信函〔2026〕1号”里的“农”。"))
        self.folder = ElidedLabel("", "")
        self.account = ElidedLabel("", "")
        self.add_narrow(
            self.name_field,
            self.short_field,
            _said(tr("登记簿所在的文件夹"), self.folder),
            _said(tr("账户"), self.account),
        )
        self.column.addStretch(1)


class SectionsForm(_Form):
    """Sections at the left, staff at the right; below each the selected one's fields.

    It is made by going through its `pieces`.
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    def pieces(self) -> Pieces:
        """Make it (`ui.pieces`)."""
        sections = self._sections()
        yield
        staff = self._staff()
        yield
        self.column.addWidget(TwoCards(sections, staff, (1, 1), _NARROW), 1)
        yield

    def _sections(self) -> QWidget:
        look = self._look
        self.sections = DeskTable(look, tr("科室名单"), framed=True, compact=True)
        self.section_name = QLineEdit()
        self.section_field = LabelledField(tr("科室名称"), self.section_name, wraps=True)
        self.add_section = Button(look, tr("增加科室"), icon="plus", compact=True)
        self.up = Button(look, tr("上移"), compact=True)
        self.up.setToolTip("Alt+↑")
        self.down = Button(look, tr("下移"), compact=True)
        self.down.setToolTip("Alt+↓")
        self.retire = Button(look, tr("停用"), icon="retire", compact=True)
        buttons = flow(self.add_section, flow(self.up, self.down), self.retire)
        note = tr("改名后，以前的信访件仍记原来的名称。")
        return _list_column(tr("科室名单"), self.sections, self.section_field, buttons, note)

    def _staff(self) -> QWidget:
        look = self._look
        self.staff = DeskTable(look, tr("人员"), framed=True, compact=True)
        self.person_name = QLineEdit()
        self.person_field = LabelledField(tr("姓名"), self.person_name)
        self.person_section = ChoiceCombo(tr("科室"), [], empty=tr("（无）"))
        self.leader = QCheckBox(tr("批示领导"))
        fields = QWidget()
        line = QHBoxLayout(fields)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(sizes.M)
        line.addWidget(self.person_field, 1)
        line.addWidget(LabelledField(tr("所在科室"), self.person_section), 1)
        self.add_person = Button(look, tr("增加人员"), icon="plus", compact=True)
        self.remove_person = Button(look, tr("去掉"), icon="close", compact=True)
        buttons = flow(self.add_person, self.remove_person, self.leader)
        note = tr("批示领导在批示、审批和接访时供选择。")
        return _list_column(tr("人员"), self.staff, fields, buttons, note)


class TopicsForm(_Form):
    """The tree of topics, the selected one's name, and what can be done with it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.tree = QTreeView()
        self.tree.setHeaderHidden(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setAccessibleName(tr("内容分类表"))
        self.tree.setTabKeyNavigation(False)
        set_property(self.tree, "frame", "card")
        self.name = QLineEdit()
        self.name_field = LabelledField(tr("分类名称"), self.name)
        self.add_top = Button(look, tr("增加一级分类"), icon="plus", compact=True)
        self.add_under = Button(look, tr("在所选之下增加"), icon="plus", compact=True)
        self.retire = Button(look, tr("去掉"), icon="close", compact=True)
        self.restore = Button(look, tr("恢复随程序给出的分类"), icon="undo", compact=True)
        self.note = label("", "caption", wrap=True)
        self.column.setSpacing(sizes.S)
        self.column.addWidget(self.tree, 1)
        self.column.addWidget(self.name_field)
        self.column.addWidget(flow(self.add_top, self.add_under, self.retire, self.restore))
        self.column.addWidget(self.note)


class NumberingForm(_Form):
    """The two patterns with what they would give next, the sections' limit, what a group visit is."""

    def __init__(self) -> None:
        super().__init__()
        self.number = QLineEdit()
        self.number_field = LabelledField(
            tr("登记编号的格式"), self.number, required=True, wraps=True
        )
        self.archive = QLineEdit()
        self.archive_field = LabelledField(
            tr("档号的格式"), self.archive, required=True, wraps=True
        )
        self.days = CountField(tr("科室答复期限"), maximum=365)
        self.days_field = LabelledField(
            tr("科室答复期限（天）"),
            self.days,
            required=True,
            hint=tr("从转办的第二天起算；转办时可以逐件另定。"),
            wraps=True,
        )
        self.group = CountField(tr("集体访人数"), minimum=2, maximum=1000)
        self.group_field = LabelledField(
            tr("集体访人数（人）"),
            self.group,
            required=True,
            hint=tr("来访达到这个人数，报表里算集体访；已上报的报表不变。"),
            wraps=True,
        )
        self.column.addWidget(self.number_field)
        self.column.addWidget(self.archive_field)
        self.add_narrow(self.days_field, self.group_field)
        self.column.addWidget(
            label(
                tr(
                    "写法：{year} 是年份，{seq} 是流水号，{seq:04} 补足四位；"
                    "档号里还可以用 {retention}（保管期限）。其余的字照原样出现。"
                ),
                "caption",
                wrap=True,
            )
        )
        self.column.addStretch(1)


class RetentionForm(_Form):
    """Which retention the schedule proposes for which file."""

    def __init__(self) -> None:
        super().__init__()
        self.instructed = TermCombo(tr("有领导批示和答复的"), Retention)
        self.answered = TermCombo(tr("只有答复的"), Retention)
        self.neither = TermCombo(tr("没有答复的"), Retention)
        self.unit = TermCombo(tr("归档方式"), ArchiveUnit)
        for combo in (self.instructed, self.answered, self.neither, self.unit):
            self.add_narrow(LabelledField(combo.accessibleName(), combo))
        self.column.addStretch(1)


class LookForm(_Form):
    """Language, colours, height of the rows; each takes effect at once."""

    def __init__(self, schemes: Sequence[tuple[object, str]]) -> None:
        super().__init__()
        # A language is named in itself, for whoever cannot read the other.
        self.language = RadioRow(tr("界面语言"), [("zh_CN", "中文"), ("en", "English")])
        self.scheme = RadioRow(tr("颜色"), schemes)
        self.density = RadioRow(
            tr("表格的行"), [(False, tr("宽松（34 像素）")), (True, tr("紧凑（28 像素）"))]
        )
        for row in (self.language, self.scheme, self.density):
            self.column.addWidget(row)
        self.column.addStretch(1)


class RadioRow(QWidget):
    """One of a few as radio buttons under a label; arrow keys choose. ``group`` tells (by id)."""

    def __init__(self, text: str, items: Sequence[tuple[object, str]]) -> None:
        super().__init__()
        self.setAccessibleName(text)
        self._keys = [key for key, _ in items]
        self.group = QButtonGroup(self)
        for place, (_, words) in enumerate(items):
            button = QRadioButton(words)
            button.setAccessibleName(tr("{what}：{choice}", what=text, choice=words))
            self.group.addButton(button, place)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.XS)
        column.addWidget(label(text, "caption"))
        column.addWidget(flow(*self.group.buttons(), spacing=sizes.L))

    def value(self) -> object:
        """The key chosen."""
        return self._keys[self.group.checkedId()]

    def set_value(self, key: object) -> None:
        """Choose ``key``; the group's ``idClicked`` stays silent."""
        self.group.button(self._keys.index(key)).setChecked(True)

    def key(self, place: int) -> object:
        """The key of a button by the id that the group's signals carry."""
        return self._keys[place]


def _said(caption: str, value: ElidedLabel) -> QWidget:
    widget = QWidget()
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(3)
    column.addWidget(label(caption, "caption"))
    column.addWidget(value)
    return widget


def _list_column(
    title: str, table: DeskTable, fields: QWidget, buttons: QWidget, note: str
) -> QWidget:
    """A list, the fields of the line chosen, what can be done with it, and what follows from that."""
    host = QWidget()
    column = QVBoxLayout(host)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(sizes.S)
    column.addWidget(label(title, "strong"))
    table.setMinimumHeight(160)
    column.addWidget(table, 1)
    column.addWidget(fields)
    column.addWidget(buttons)
    column.addWidget(label(note, "caption", wrap=True))
    return host
