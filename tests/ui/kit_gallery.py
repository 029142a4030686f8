"""Sample pages out of kit components, after the mock-ups; figures are invented."""

from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from petitiondesk.domain.errors import Finding, Severity
from petitiondesk.domain.messages import Message
from petitiondesk.domain.terms import PetitionClass, Sex
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import Tone
from petitiondesk.ui.views.components import (
    BarChart,
    Button,
    Card,
    Chip,
    CountCard,
    CountField,
    DateField,
    DeskTable,
    DropZone,
    EmptyState,
    EqualRow,
    FilterChip,
    FlowLayout,
    HistoryEntry,
    HistoryList,
    LabelledField,
    Legend,
    Pill,
    RowBars,
    SegmentedChoice,
    Series,
    TermCombo,
    TextArea,
    label,
    row,
)
from petitiondesk.ui.views.pill_delegate import PILL_ROLE
from petitiondesk.ui.views.rail import RailItem
from petitiondesk.ui.views.shell import MainShell

TODAY = date(2026, 11, 23)

Index = QModelIndex | QPersistentModelIndex

RAIL = [
    RailItem("today", "今日", "today"),
    RailItem("register", "登记", "register"),
    RailItem("ledger", "台账", "ledger"),
    RailItem("deadlines", "期限", "deadlines"),
    RailItem("returns", "报表", "returns"),
    RailItem("archive", "档案", "archive"),
    RailItem("settings", "设置", "settings"),
]

RAIL_EN = [
    RailItem(item.key, text, item.icon)
    for item, text in zip(
        RAIL,
        ["Today", "Register", "Ledger", "Deadlines", "Returns", "Archive", "Settings"],
        strict=True,
    )
]

DUE = [
    Pill("还有 5 天", "clock", Tone.SOON),
    Pill("还有 13 天", "clock", Tone.NEUTRAL),
    Pill("明天到期", "clock", Tone.SOON),
    Pill("还有 20 天", "lock", Tone.SEALED),
    Pill("超期 1 天", "warning", Tone.LATE),
    Pill("按期", "check", Tone.GOOD),
]


class Rows(QAbstractTableModel):
    """Petitions as a ledger shows them."""

    HEADS = ("", "编号", "收到", "概况", "信访人", "主办科室", "期限")

    def __init__(self, count: int = 13, *, check: bool = True) -> None:
        super().__init__()
        self.count = count
        self.checked: set[int] = {2}
        self.first = 0 if check else 1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        return 0 if parent.isValid() else self.count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802
        return 0 if parent.isValid() else len(self.HEADS) - self.first

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: N802
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.HEADS[section + self.first]
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        column, line = index.column() + self.first, index.row()
        if column == 0:
            if role == Qt.ItemDataRole.CheckStateRole:
                on = line in self.checked
                return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
            return None
        if column == 6:
            return DUE[line % len(DUE)] if role == PILL_ROLE else None
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        texts = (
            "反映机耕路被工程车压坏，要求修复",
            "集体土地流转合同纠纷",
            "拖欠绿化工程农民工工资",
        )
        return (
            f"信〔2026〕{233 - line}号",
            f"11-{23 - line % 20:02d}",
            texts[line % 3],
            ("陈＊", "刘＊ 等6人", "匿名")[line % 3],
            ("办公室", "经管站", "业务二科")[line % 3],
        )[column - 1]

    def setData(self, index: Index, value: Any, role: int = 0) -> bool:  # noqa: N802
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        line = index.row()
        if Qt.CheckState(value) is Qt.CheckState.Checked:
            self.checked.add(line)
        else:
            self.checked.discard(line)
        self.dataChanged.emit(index, index, [role])
        return True


def page(*parts: object, spacing: int = 12) -> QWidget:
    widget = QWidget()
    column = QVBoxLayout(widget)
    column.setContentsMargins(24, 20, 24, 16)
    column.setSpacing(spacing)
    for part in parts:
        if isinstance(part, QWidget):
            column.addWidget(part)
        else:
            column.addLayout(part)  # type: ignore[arg-type]
    return widget


def head(title: str, sub: str, *right: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.addWidget(label(title, "title"))
    line.addWidget(label(sub, "muted"))
    line.addStretch(1)
    for widget in right:
        line.addWidget(widget)
    return line


def today_page(look: Look, *, english: bool = False) -> QWidget:
    captions = (
        ["Overdue, not answered", "Due within 5 days", "To be proposed", "To be routed"]
        + ["With the sections", "Answers to be reviewed", "To be delivered", "To be archived"]
        if english
        else ["超期未答复", "5 日内到期", "待拟办", "待转科室"]
        + ["科室办理中", "待审核答复", "待送达", "待归档"]
    )
    icons = ["warning", "clock", "register", "route", "ledger", "check", "route", "archive"]
    tones = [Tone.LATE, Tone.SOON, *[Tone.ACCENT] * 2, Tone.NEUTRAL, Tone.ACCENT]
    tones += [Tone.NEUTRAL] * 2
    subs = ["最久 3 天", "最近：明天", "今天收 3", "批示已到", "6 个科室", "", "", ""]
    row = QWidget()
    cards = EqualRow(row, spacing=10)
    for caption, icon, tone, sub, count in zip(
        captions, icons, tones, subs, [2, 7, 4, 3, 31, 5, 6, 12], strict=True
    ):
        card = CountCard(look, caption, icon, tone)
        card.set_count(count, sub)
        cards.addWidget(card)
    table_card = Card(look, "该办的", flush=True)
    table_card.add_head(Button(look, "全部 9 件", role="link"))
    table = due_table(look, Rows(5, check=False))
    table_card.add(table)
    series = [
        Series("去年", [30, 34, 41, 38, 44, 39, 43, 46, 52, 40, 37], hollow=True),
        Series("今年", [38, 31, 45, 52, 40, 36, 44, 57, 49, 42, 31]),
    ]
    trend = Card(look, "每月件次")
    trend.add_head(Legend(look, series))
    chart = BarChart(look, "每月件次")
    chart.set_data([str(month) for month in range(1, 12)], series)
    trend.add(chart)
    topics = Card(look, "本季内容")
    bars = RowBars(look, "本季内容")
    bars.set_data(
        [("农村土地", 62), ("涉农补贴", 41), ("劳动报酬", 28), ("工程建设", 19), ("环境卫生", 14)]
    )
    topics.add(bars)
    right = QVBoxLayout()
    right.setSpacing(16)
    right.addWidget(trend)
    right.addWidget(topics)
    right.addStretch(1)
    left = QVBoxLayout()
    left.addWidget(table_card)
    left.addStretch(1)
    lower = QHBoxLayout()
    lower.setSpacing(16)
    lower.addLayout(left, 65)
    lower.addLayout(right, 35)
    chip = Chip(look, "今天领导接访：分管副局长，9:00—11:30，已约 2 人", "today", Tone.ACCENT)
    result = page(head("今日", "2026年11月23日 星期一", chip), row, lower, spacing=16)
    result.layout().setStretch(2, 1)  # type: ignore[union-attr]
    return result


def due_table(look: Look, model: Rows) -> DeskTable:
    table = DeskTable(look, "该办的")
    table.setModel(model)
    table.set_widths([150, 70, 250, 100, 100])
    table.set_pill_columns([5])
    table.setFixedHeight(34 * 6)
    model.setParent(table)
    return table


def register_page(look: Look) -> QWidget:
    form = Card(look)
    form.add(
        SegmentedChoice(
            look,
            "信访形式",
            [(t, t) for t in ("来信", "来访", "电话", "网上", "上级转送", "上级交办", "下访")],
        )
    )
    received = LabelledField(
        "收到日期", DateField(look, "收到日期", TODAY, TODAY, past=True), required=True
    )
    pages = CountField("页数", 3)
    pages.setText("三页")
    pages_field = LabelledField("页数", pages)
    pages_field.set_finding(pages.problem())
    form.add(
        row(
            received,
            LabelledField("落款日期", DateField(look, "落款日期", TODAY)),
            LabelledField("外部编号", QLineEdit()),
            pages_field,
            stretches=(0, 0, 1, 0),
        )
    )
    phone = LabelledField("电话", QLineEdit("138 0000"))
    phone.set_finding(
        Finding("phone", Severity.WARN, Message("电话号码少于 11 位，请核对是否写全。"))
    )
    form.add(
        row(
            LabelledField("姓名", QLineEdit("王建·艾山"), required=True),
            LabelledField("性别", TermCombo("性别", Sex, empty="")),
            LabelledField("住址", QLineEdit("某镇某村 4 组")),
            phone,
            LabelledField("人数", CountField("人数", 1)),
            stretches=(1, 0, 2, 1, 0),
        )
    )
    checks = QHBoxLayout()
    for text in ("匿名", "要求保密", "联名"):
        box = QCheckBox(text)
        box.setChecked(text == "联名")
        checks.addWidget(box)
    checks.addWidget(Button(look, "再加一位信访人", role="link", icon="plus"))
    checks.addStretch(1)
    form.add(checks)
    form.add(LabelledField("概况", QLineEdit("反映机耕路被工程车压坏，要求修复"), required=True))
    body = TextArea("主要内容")
    body.setPlainText("今年 9 月以来，水渠工程的车辆每天从 4 组机耕路经过，路面多处下陷。")
    form.add(LabelledField("主要内容", body, required=True), 1)
    form.add(
        row(
            LabelledField(
                "诉求类别", TermCombo("诉求类别", PetitionClass), required=True, hint="决定期限"
            ),
            LabelledField("问题属地", QLineEdit("某镇")),
            stretches=(1, 1),
        )
    )
    zone = DropZone(look)
    zone.add_item(1, "信封.jpg")
    zone.add_item(2, "来信.pdf")
    form.add(zone)
    side = Card(look, "可能是同一件事")
    side.add(label("边输入边查，连上就算“重复件”，可撤销", "caption"))
    side.add(EmptyState(look, "search", "还没有发现可能是同一件事的信访件。", "查找台账"), 1)
    line = QHBoxLayout()
    line.setSpacing(16)
    line.addWidget(form, 72)
    line.addWidget(side, 28)
    save = Button(look, "保存", role="primary")
    keys = label("Enter 下一项 · Ctrl Enter 保存并登记下一件", "caption")
    result = page(head("登记", "将编为 信〔2026〕234号 · 草稿已存", keys, save), line)
    result.layout().setStretch(1, 1)  # type: ignore[union-attr]
    return result


def ledger_page(look: Look) -> QWidget:
    line = QWidget()
    filters = FlowLayout(line)
    for text in ("未办结", "本月新收", "将到期", "上级交办"):
        view = Button(look, text, compact=True)
        view.setCheckable(True)
        view.setChecked(text == "未办结")
        filters.addWidget(view)
    for text in ("收到：2026年", "科室：全部", "状态：未归档与近期"):
        filters.addWidget(FilterChip(look, text, text))
    filters.addWidget(Button(look, "筛选", role="link", icon="plus"))
    table = DeskTable(look, "台账", framed=True)
    model = Rows(40)
    model.setParent(table)
    table.setModel(model)
    table.set_widths([36, 160, 80, 380, 140, 140])
    table.set_check_column(0)
    table.set_pill_columns([6])
    table.selectRow(2)
    buttons = [
        Button(look, "列", icon="columns"),
        Button(look, "打印", icon="print"),
        Button(look, "导出 Excel", icon="export"),
    ]
    result = page(head("台账", "233 件，人次 418", *buttons), line, table)
    result.layout().setStretch(2, 1)  # type: ignore[union-attr]
    return result


def case_page(look: Look) -> QWidget:
    clocks = QHBoxLayout()
    clocks.setSpacing(14)
    for title, pill, why, tone in (
        ("书面告知", ("11-20 已送达", "check"), "收到 11-18 起 15 日 → 12-03", Tone.GOOD),
        ("报结市局", ("12-18，还有 25 天", "clock"), "市局交办函规定的日期", Tone.SOON),
        ("办结", ("2027-01-18", ""), "受理 11-19 起 60 日 → 01-18；不顺延", Tone.ACCENT),
    ):
        card = Card(look, title, edge=tone)
        card.add_head(Chip(look, *pill, tone if tone is not Tone.ACCENT else Tone.NEUTRAL))
        card.add(label(why, "caption", wrap=True))
        clocks.addWidget(card)
    history = Card(look, "经过")
    entries = HistoryList(look)
    entries.set_entries(
        [
            HistoryEntry("经管站 签收", "11-20 15:02", "承办人：赵", Tone.ACCENT),
            HistoryEntry("转办：办公室 → 经管站", "11-19 16:40", "限 12-19 前答复；协办 法规科"),
            HistoryEntry("批示：分管副局长", "11-19 11:15", "“请经管站实地核实，依合同处理。”"),
            HistoryEntry("拟办：办公室", "11-18 10:20", "建议转经管站主办"),
            HistoryEntry(
                "登记", "11-18 09:14", "来源：市局交办〔2026〕77号，要求 12-18 前报结" * 2
            ),
        ],
        5,
    )
    history.add(entries, 1)
    facts = Card(look, "事项")
    facts.add(label("2019 年本村将 3 组 46 亩耕地流转给某合作社。" * 6, wrap=True))
    facts.body.addStretch(1)
    line = QHBoxLayout()
    line.setSpacing(16)
    line.addWidget(facts, 2)
    line.addWidget(history, 1)
    actions = [Button(look, "办理单", icon="print"), Button(look, "延期"), Button(look, "退回")]
    actions.append(Button(look, "登记科室答复", role="primary"))
    result = page(head("信〔2026〕229号", "集体土地流转合同纠纷", *actions), clocks, line)
    result.layout().setStretch(2, 1)  # type: ignore[union-attr]
    return result


def shell(look: Look, *, english: bool = False) -> MainShell:
    result = MainShell(look, "某县农业农村局办公室", RAIL_EN if english else RAIL)
    result.add_page("today", today_page(look, english=english))
    result.add_page("register", register_page(look))
    result.add_page("ledger", ledger_page(look))
    result.add_page("case", case_page(look))
    result.set_account("登记员：张")
    result.set_status("备份：今天 08:31，已核验")
    result.set_count(2816)
    result.set_undo("撤销：转办 信〔2026〕229号")
    result.show_page("today")
    return result
