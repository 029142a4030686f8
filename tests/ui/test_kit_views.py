"""Cards, chips, charts, histories, layouts, messages and the shell."""

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from petitiondesk.domain.errors import Cancelled, DeskError
from petitiondesk.domain.messages import Message
from petitiondesk.ui import messages as messages_module
from petitiondesk.ui.application import translate_qt
from petitiondesk.ui.look import Look
from petitiondesk.ui.messages import Action, Messages, WindowMessages
from petitiondesk.ui.style import Tone
from petitiondesk.ui.tasks import Unexpected
from petitiondesk.ui.views.components import (
    BarChart,
    Button,
    Card,
    Chip,
    CountCard,
    EmptyState,
    EqualRow,
    FilterChip,
    FlowLayout,
    HistoryEntry,
    HistoryList,
    Pill,
    RowBars,
    Series,
    ToastArea,
)
from petitiondesk.ui.views.dialogs import AskDialog, ErrorDialog
from petitiondesk.ui.views.facts_tab import FactsTab
from petitiondesk.ui.views.shell import MainShell
from petitiondesk.ui.views.today_view import Counts
from tests.ui.fakes import RecordedMessages
from tests.ui.hands import CTRL, click, press, show_active
from tests.ui.kit_gallery import RAIL, shell


def test_a_count_card_says_its_count_and_opens_by_key(look: Look, qtbot: QtBot) -> None:
    card = CountCard(look, "超期未答复", "warning", Tone.LATE)
    qtbot.addWidget(card)
    card.set_count(1234, "最久 3 天")
    assert card.accessibleName() == "超期未答复：1,234"
    assert card.accessibleDescription() == "最久 3 天"
    with qtbot.waitSignal(card.clicked):
        press(card, Qt.Key.Key_Return)
    with qtbot.waitSignal(card.clicked):
        press(card, Qt.Key.Key_Space)


def test_a_card_grows_with_its_words(look: Look, qtbot: QtBot) -> None:
    short = CountCard(look, "待归档", "archive")
    long = CountCard(look, "Overdue and not answered yet", "archive")
    qtbot.addWidget(short)
    qtbot.addWidget(long)
    assert long.minimumSizeHint().width() > short.minimumSizeHint().width()


def test_a_filter_chip_is_removed_by_key_and_by_its_cross(look: Look, qtbot: QtBot) -> None:
    chip = FilterChip(look, "收到：2026年", "received")
    qtbot.addWidget(chip)
    chip.resize(chip.sizeHint())
    removed: list[object] = []
    opened: list[bool] = []
    chip.removed.connect(removed.append)
    chip.clicked.connect(lambda: opened.append(True))
    press(chip, Qt.Key.Key_Backspace)
    click(chip, QPoint(chip.width() - 8, 12))
    assert removed == ["received", "received"]
    assert opened == []
    click(chip, QPoint(12, 12))
    press(chip, Qt.Key.Key_Return)
    assert opened == [True, True]


def test_a_chip_that_is_squeezed_shows_its_words_as_a_tool_tip(look: Look, qtbot: QtBot) -> None:
    chip = Chip(look, "今天领导接访：分管副局长", "today", Tone.ACCENT)
    qtbot.addWidget(chip)
    chip.resize(chip.minimumSizeHint())
    chip.grab()
    assert chip.toolTip() == "今天领导接访：分管副局长"
    chip.show_pill(Pill("按期", "check", Tone.GOOD))
    assert (chip.text(), chip.accessibleName()) == ("按期", "按期")


def test_charts_read_out_every_value_and_are_walked_by_key(look: Look, qtbot: QtBot) -> None:
    chart = BarChart(look, "每月件次")
    qtbot.addWidget(chart)
    chart.set_data(["1", "2"], [Series("去年", [3, 0]), Series("今年", [1200, 5])])
    chart.resize(300, 150)
    assert chart.accessibleDescription() == "1：去年 3，今年 1,200；2：去年 0，今年 5"
    press(chart, Qt.Key.Key_Right)
    press(chart, Qt.Key.Key_Right)
    press(chart, Qt.Key.Key_Right)
    with qtbot.waitSignal(chart.activated) as told:
        press(chart, Qt.Key.Key_Return)
    assert told.args == [1]


@pytest.mark.parametrize(
    ("most", "ticks"), [(1, (0, 1, 2)), (19, (0, 10, 20)), (20, (0, 10, 20)), (0, (0,))]
)
def test_the_middle_line_of_a_chart_is_its_middle(
    look: Look, qtbot: QtBot, most: int, ticks: tuple[int, ...]
) -> None:
    chart = BarChart(look, "每月件次")
    qtbot.addWidget(chart)
    chart.set_data(["1"], [Series("今年", [most])])
    assert chart.ticks() == ticks


def test_an_empty_chart_is_painted_too(look: Look, qtbot: QtBot) -> None:
    for chart in (BarChart(look, "每月件次"), RowBars(look, "本季内容")):
        qtbot.addWidget(chart)
        chart.resize(200, 100)
        assert not chart.grab().isNull()
        press(chart, Qt.Key.Key_Right)
    zeros = BarChart(look, "每月件次")
    qtbot.addWidget(zeros)
    zeros.set_data(["1"], [Series("今年", [0])])
    assert not zeros.grab().isNull()


def test_a_click_on_a_row_opens_the_cases_behind_it(look: Look, qtbot: QtBot) -> None:
    bars = RowBars(look, "本季内容")
    qtbot.addWidget(bars)
    bars.set_data([("农村土地", 62), ("涉农补贴", 41)])
    bars.resize(300, bars.sizeHint().height())
    with qtbot.waitSignal(bars.activated) as told:
        click(bars, QPoint(50, RowBars.ROW + 10))
    assert told.args == [1]
    assert bars.describe(1) == "涉农补贴：41"


def test_a_history_shows_its_events_in_order(look: Look, qtbot: QtBot) -> None:
    history = HistoryList(look)
    qtbot.addWidget(history)
    history.set_entries([HistoryEntry("签收", "11-20"), HistoryEntry("登记", "11-18", "来信")], 2)
    assert history.texts() == ["签收", "登记"]
    history.set_entries([HistoryEntry("登记", "11-18")], 1)
    qtbot.waitUntil(lambda: history.texts() == ["登记"])


def test_the_time_of_an_event_goes_below_its_title_where_both_are_squeezed(
    look: Look, qtbot: QtBot
) -> None:
    history = HistoryList(look)
    qtbot.addWidget(history)
    history.resize(400, 300)
    history.show()
    entry = HistoryEntry("转办：由办公室到综合业务科", "2026-03-18 16:30　登记员")
    history.set_entries([entry], 1)
    title, when = (label for label in history.findChildren(QLabel) if label.text())
    for width, below in ((400, False), (250, True), (400, False)):
        history.resize(width, 300)
        line = title.fontMetrics().lineSpacing()
        qtbot.waitUntil(lambda line=line: title.height() < 2 * line)  # type: ignore[misc]
        assert (when.y() > title.geometry().center().y()) is below


def test_an_empty_list_says_what_to_do(look: Look, qtbot: QtBot) -> None:
    empty = EmptyState(look, "search", "没有找到。", "清除筛选")
    qtbot.addWidget(empty)
    assert empty.button is not None
    assert empty.button.text() == "清除筛选"
    assert EmptyState(look, "search", "没有找到。").button is None


def test_chips_wrap_when_there_is_no_room(look: Look, qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    flow = FlowLayout(host)
    for _ in range(6):
        flow.addWidget(Button(look, "上级交办"))
    assert flow.heightForWidth(2000) == 34
    assert flow.heightForWidth(250) > 34 * 2
    assert flow.minimumSize().width() < flow.sizeHint().width()
    assert flow.itemAt(6) is None
    assert flow.takeAt(9) is None


def test_cards_share_the_row_equally_to_the_last_pixel(look: Look, qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    grid = EqualRow(host, spacing=10)
    cards = [CountCard(look, "待归档", "archive") for _ in range(8)]
    for card in cards:
        grid.addWidget(card)
    host.resize(1233, 120)
    host.show()
    widths = {card.width() for card in cards}
    assert max(widths) - min(widths) <= 1
    assert cards[-1].geometry().right() == 1232
    assert grid.heightForWidth(500) > 200


def test_the_counts_are_low_on_a_small_screen_and_say_no_less(look: Look, qtbot: QtBot) -> None:
    cards = [CountCard(look, "Overdue, not concluded", "warning", Tone.LATE) for _ in range(8)]
    cards[0].set_count(3, "Longest 18 days")
    counts = Counts(cards)
    qtbot.addWidget(counts)
    counts.show()
    heights = []
    for width in (2000, 1228, 772):
        counts.resize(width, 300)
        QApplication.processEvents()
        assert all(card.width() >= card.minimumSizeHint().width() for card in cards)
        heights.append(counts.heightForWidth(width))
    one_line, *two_lines = heights
    assert max(two_lines) < 2 * one_line * 2 / 3
    assert cards[0].accessibleDescription() == "Longest 18 days"


def test_a_button_is_wide_enough_for_its_icon_text_and_keys(look: Look, qtbot: QtBot) -> None:
    plain = Button(look, "登记新件")
    full = Button(look, "登记新件", role="primary", icon="register", keys="Ctrl N")
    qtbot.addWidget(plain)
    qtbot.addWidget(full)
    assert full.minimumSizeHint().width() > plain.minimumSizeHint().width() + 60
    assert plain.sizeHint().height() == 34
    assert Button(look, "列", compact=True).sizeHint().height() == 28
    assert full.accessibleName() == "登记新件"
    full.setEnabled(False)
    assert full.ink() == look.colour("muted")


def test_a_notice_goes_by_itself_and_offers_to_undo(look: Look, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    window.show()
    area = ToastArea(look, window, window)
    undone: list[bool] = []
    messages: Messages = WindowMessages(window, area)
    messages.notice(
        Message("已登记 {number}。", number="信〔2026〕234号"),
        Action("撤销", lambda: undone.append(True)),
    )
    qtbot.waitUntil(lambda: bool(area.toasts()))
    toast = area.toasts()[0]
    assert toast.text.text() == "已登记 信〔2026〕234号。"
    assert toast.action is not None
    toast.action.click()
    assert undone == [True]
    assert area.toasts() == []
    assert area.isHidden()


def test_qts_own_dialog_for_files_speaks_the_clerks_language(
    look: Look, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    said: list[str] = []

    def refuse(dialog: QFileDialog) -> int:
        said.extend(dialog.labelText(part) for part in QFileDialog.DialogLabel)
        return 0

    monkeypatch.setattr(QFileDialog, "exec", refuse)
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    translate_qt(application)
    files = WindowMessages(window, ToastArea(look, window, window))
    assert files.choose_file_save("导出", ["Excel (*.xlsx)"]) is None
    assert said
    assert not [text for text in said if text.isascii()]


def test_the_oldest_strip_makes_room(look: Look, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    area = ToastArea(look, window, window)
    messages = WindowMessages(window, area)
    for number in range(5):
        messages.warn(Message("第 {number} 条", number=number))

    def said() -> list[str]:
        return [toast.text.text() for toast in area.toasts()]

    qtbot.waitUntil(lambda: said() == ["第 2 条", "第 3 条", "第 4 条"])
    area.toasts()[0].close_button.click()
    assert len(area.toasts()) == 2


def test_errors_are_dialogs_except_what_needs_none(
    look: Look, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    shown: list[QDialog] = []

    def run(dialog: AskDialog | ErrorDialog) -> bool:
        shown.append(dialog)
        return True

    monkeypatch.setattr(messages_module, "_run", run)
    area = ToastArea(look, window, window)
    messages = WindowMessages(window, area)
    messages.error(DeskError(Message("磁盘已满，这一步没有保存。")))
    messages.error(Cancelled())
    messages.error(Unexpected())
    assert len(shown) == 1
    assert isinstance(shown[0], ErrorDialog)
    assert shown[0].sentence.text() == "磁盘已满，这一步没有保存。"
    qtbot.waitUntil(lambda: len(area.toasts()) == 1)
    assert messages.ask("归档", "归档后不再出现在待办里。", "归档 3 件", "不归档")


def test_a_question_names_what_will_happen_and_danger_is_not_the_default(
    look: Look, qtbot: QtBot
) -> None:
    dialog = AskDialog("归档", "归档 3 件。", "归档 3 件", "不归档")
    risky = AskDialog("作废", "作废这本登记簿。", "作废", "不作废", danger=True)
    qtbot.addWidget(dialog)
    qtbot.addWidget(risky)
    assert dialog.yes.text() == "归档 3 件"
    assert dialog.yes.isDefault()
    assert risky.no.isDefault()
    with qtbot.waitSignal(dialog.accepted):
        dialog.yes.click()
    with qtbot.waitSignal(risky.rejected):
        risky.no.click()


def test_the_fake_records_and_answers() -> None:
    fake = RecordedMessages(answers=[True])
    messages: Messages = fake
    messages.notice(Message("已登记。"))
    assert messages.ask("归档", "", "归档", "不归档")
    assert not messages.ask("归档", "", "归档", "不归档")
    assert messages.choose_file_open("打开", ["*.xlsx"]) is None
    assert fake.said() == ["已登记。"]
    fake.assert_no_errors()


def test_the_rail_asks_and_the_window_decides(look: Look, qtbot: QtBot) -> None:
    window = shell(look)
    qtbot.addWidget(window)
    show_active(qtbot, window)
    asked: list[str] = []
    browsed: list[str] = []
    window.page_requested.connect(asked.append)
    window.page_browsed.connect(browsed.append)
    window.rail.button("ledger").click()
    assert window.current_page() == "today"
    assert window.rail.button("today").isChecked()
    assert not window.rail.button("ledger").isChecked()
    window.show_page("case", "ledger")
    assert window.current_page() == "case"
    assert window.rail.button("ledger").isChecked()
    press(window.rail.button("ledger"), Qt.Key.Key_Down)
    press(window.rail.button("today"), Qt.Key.Key_Up)
    press(window, Qt.Key.Key_2, CTRL)
    assert asked == ["ledger", "register"]
    assert browsed == ["deadlines", "settings"]
    window.rail.button("register").setEnabled(False)
    press(window.rail.button("today"), Qt.Key.Key_Down)
    assert browsed[2:] == ["ledger"], "what may not be opened is passed over"


def test_the_keys_of_the_window(look: Look, qtbot: QtBot, qapp: QApplication) -> None:
    window = MainShell(look, "某县农业农村局办公室", RAIL)
    qtbot.addWidget(window)
    window.add_page("today", QWidget())
    window.show_page("today")
    show_active(qtbot, window)
    with qtbot.waitSignal(window.new_requested):
        press(window, Qt.Key.Key_N, CTRL)
    with qtbot.waitSignal(window.lock_requested):
        press(window, Qt.Key.Key_L, CTRL)
    window.undo.setFocus()
    press(window, Qt.Key.Key_K, CTRL)
    assert window.search.hasFocus()
    assert not window.undo.isEnabled()
    window.set_undo("撤销：登记 信〔2026〕234号")
    with qtbot.waitSignal(window.undo_requested):
        window.undo.click()
    window.set_count(1)
    assert window.count.text() == "登记簿 1 件"
    assert window.sizeHint() == QSize(1366, 768)


def test_every_control_of_the_sample_pages_has_a_name(look: Look, qtbot: QtBot) -> None:
    window = shell(look)
    qtbot.addWidget(window)
    window.show()
    nameless = [
        type(widget).__name__
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.accessibleName()
        and not getattr(widget, "text", str)()
        and not widget.objectName().startswith("qt_")
    ]
    assert nameless == []


def test_a_card_may_carry_a_coloured_edge(look: Look, qtbot: QtBot) -> None:
    card = Card(look, "书面告知", edge=Tone.GOOD)
    qtbot.addWidget(card)
    card.resize(200, 80)
    assert card.grab().toImage().pixelColor(1, 40) == look.tone(Tone.GOOD).ink
    plain = Card(look, "书面告知")
    qtbot.addWidget(plain)
    plain.resize(200, 80)
    assert plain.grab().toImage().pixelColor(1, 40) == look.colour("surface")


def test_a_history_keeps_nothing_of_the_case_before(look: Look, qtbot: QtBot) -> None:
    history = HistoryList(look)
    qtbot.addWidget(history)
    history.show()
    history.set_entries((HistoryEntry(f"第 {n} 步", "11-18", "张三说") for n in range(40)), 40)
    history.set_entries([HistoryEntry("登记", "11-20")], 1)
    said = [label.text() for label in history.findChildren(QLabel)]
    assert [text for text in said if text] == ["登记", "11-20"]
    history.set_entries((HistoryEntry(f"第 {n} 步", "11-18", "李四说") for n in range(40)), 40)
    qtbot.waitUntil(
        lambda: len([x for x in history.findChildren(QLabel) if x.text() == "李四说"]) == 40
    )


def test_facts_keep_nothing_of_the_case_before(look: Look, qtbot: QtBot) -> None:
    facts = FactsTab(look, "事项")
    qtbot.addWidget(facts)
    facts.show()
    facts.show_facts(
        [("信访人", "张三"), ("电话", "13800000000"), ("住址", "青石镇河湾村四组十八号院内")],
        [("信访内容", "很长的一段话")],
        reveal=True,
    )
    facts.show_facts([("信访人", "李四")], [])
    said = [label.text() for label in facts.findChildren(QLabel)]
    assert [text for text in said if text] == ["信访人", "李四"]
    assert not facts.findChildren(QPushButton)[0].isVisible()


def test_facts_that_fit_have_no_bar_beside_them(look: Look, qtbot: QtBot) -> None:
    facts = FactsTab(look, "事项")
    qtbot.addWidget(facts)
    facts.resize(763, 340)
    facts.show()
    short = [(f"第{number}项", "2026-03-09") for number in range(6)]
    text = "我村三组机井自去年秋天起损坏，多次向村里反映没有结果，今年小麦无法浇水。" * 2
    facts.show_facts(
        [("信访人", "何＊，青石镇柳树村＊"), *short], [("主要内容", text)], reveal=True
    )
    inner = facts.widget()
    assert inner is not None
    qtbot.waitUntil(lambda: inner.height() == facts.viewport().height())
    assert facts.verticalScrollBar().maximum() == 0
    facts.show_facts([], [("主要内容", text * 10)])
    qtbot.waitUntil(lambda: facts.verticalScrollBar().maximum() > 0)
