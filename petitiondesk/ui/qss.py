"""The style sheet made from the tokens.

Roles of buttons (property ``role``): primary, quiet, link, danger; none is the default button.
Types of labels (property ``type``): caption, muted, strong, head, title, figure, finding.
Frames (property ``frame``): card, strip, dashed. Where what scrolls ends (``edge``): none, line.
Controls: ``compact``, ``finding`` (refuse, warn).

What holds for every widget (the colour of text, the size of type) is in the palette and the font of
the application (`style.apply`), never in a rule for ``QWidget``: a rule that fits gives each widget a
palette and a font of its own, again for every parent it is put into, and a page has hundreds.
"""

from dataclasses import asdict
from string import Template

from petitiondesk.ui import tokens as sizes
from petitiondesk.ui.tokens import Tokens

_BASE = """
QMainWindow, QDialog, QWidget[ground="true"] { background: $ground; }
QWidget[ground="surface"] { background: $surface; }
QLabel { background: transparent; }
QLabel[type="caption"] { font-size: ${caption}px; color: $muted; }
QLabel[type="muted"] { color: $muted; }
QLabel[type="strong"] { font-weight: 700; }
QLabel[type="head"] { font-size: ${head}px; font-weight: 700; }
QLabel[type="title"] { font-size: ${title}px; font-weight: 700; }
QLabel[type="figure"] { font-size: ${figure}px; font-weight: 700; }
QLabel[type="finding"] { font-size: ${caption}px; color: $muted; }
QLabel[type="finding"][finding="refuse"] { color: $late; }
QLabel[type="finding"][finding="warn"] { color: $soon; }
QLabel[type="required"] { color: $late; font-size: ${caption}px; }
QToolTip { background: $surface; color: $text; border: 1px solid $edge; padding: 6px 8px;
  font-size: ${caption}px; }
QFrame[frame="card"] { background: $surface; border: 1px solid $line; border-radius: 8px; }
QFrame[frame="dashed"] { background: transparent; border: 1px dashed $edge; border-radius: 6px; }
QFrame[frame="dashed"][over="true"] { border: 2px solid $accent; background: $accent_soft; }
QFrame[frame="dashed"]:focus { border: 2px solid $accent; }
QFrame[frame="toast"] { background: $surface; border: 1px solid $edge; border-radius: 8px; }
QFrame[frame="strip"] { background: $surface; border: none; border-top: 1px solid $line; }
QFrame[frame="rule"] { background: $line; border: none; min-height: 1px; max-height: 1px; }
QScrollArea { border: none; background: transparent; }
QScrollArea[edge="none"] { border-bottom: 1px solid transparent; }
QScrollArea[edge="line"] { border-bottom: 1px solid $line; }
QScrollArea > QWidget > QWidget[clear="true"] { background: transparent; }
"""

_SHELL = """
QFrame#topBar { background: $surface; border: none; border-bottom: 1px solid $line; }
QFrame#condition { background: $soon_soft; border: none; border-bottom: 1px solid $line; }
QFrame#practice { background: $accent_soft; border: none; border-bottom: 1px solid $line; }
QFrame#statusBar { background: $surface; border: none; border-top: 1px solid $line; }
QFrame#statusBar QLabel { font-size: ${caption}px; color: $muted; }
QFrame#statusBar QLabel[finding="warn"] { color: $soon; }
QFrame#rail { background: $rail; border: none; border-right: 1px solid $line; }
QLabel#product { font-size: ${head}px; font-weight: 700; }
QStackedWidget#pages { background: $ground; }
"""

_BUTTONS = """
QPushButton { background: $surface; border: 1px solid $edge; border-radius: 6px;
  padding: 0 15px; min-height: 32px; outline: none; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $line; }
QPushButton:focus { border: 2px solid $accent; padding: 0 14px; min-height: 30px; }
QPushButton:disabled { color: $muted; background: $ground; border-color: $line; }
QPushButton:checked { background: $accent_soft; color: $accent; border-color: $accent;
  font-weight: 700; }
QPushButton[compact="true"] { min-height: 26px; padding: 0 11px; }
QPushButton[compact="true"]:focus { min-height: 24px; padding: 0 10px; }
QPushButton[role="primary"] { background: $accent; border-color: $accent; color: $on_accent; }
QPushButton[role="primary"]:hover { background: $accent_strong; border-color: $accent_strong; }
QPushButton[role="primary"]:focus { border: 2px solid $accent; }
QPushButton[role="primary"]:disabled { background: $neutral_soft; border-color: $line;
  color: $muted; }
QPushButton[role="danger"] { color: $late; border-color: $late; }
QPushButton[role="danger"]:hover { background: $late_soft; }
QPushButton[role="quiet"] { background: transparent; border: 1px solid transparent;
  padding: 0 9px; }
QPushButton[role="quiet"]:hover { background: $hover; }
QPushButton[role="quiet"]:focus { border: 2px solid $accent; padding: 0 8px; }
QPushButton[role="link"] { background: transparent; border: 1px solid transparent; color: $accent;
  padding: 0 5px; min-height: 22px; font-size: ${caption}px; }
QPushButton[role="link"]:hover { background: $accent_soft; }
QPushButton[role="link"]:focus { border: 2px solid $accent; padding: 0 4px; min-height: 20px; }
QPushButton[role="link"]:disabled { color: $muted; background: transparent; }
QPushButton[small="true"] { font-size: ${caption}px; min-height: 22px; padding: 0 5px; }
QPushButton[small="true"]:focus { min-height: 20px; padding: 0 4px; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px;
  padding: 3px; }
QToolButton:hover { background: $hover; }
QToolButton:focus { border: 2px solid $accent; padding: 2px; }
"""

_FIELDS = """
QLineEdit, QTextEdit, QPlainTextEdit, QComboBox, QSpinBox, QDateEdit {
  background: $surface; border: 1px solid $edge; border-radius: 6px;
  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit, QComboBox, QSpinBox, QDateEdit { min-height: 32px; padding: 0 9px; }
QTextEdit, QPlainTextEdit { padding: 6px; }
QLineEdit:hover, QComboBox:hover, QTextEdit:hover, QPlainTextEdit:hover { border-color: $muted; }
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDateEdit:focus {
  border: 2px solid $accent; padding: 0 8px; min-height: 30px; }
QTextEdit:focus, QPlainTextEdit:focus { border: 2px solid $accent; padding: 5px; }
QLineEdit[finding="refuse"], QTextEdit[finding="refuse"], QPlainTextEdit[finding="refuse"],
QComboBox[finding="refuse"] { border-color: $late; }
QLineEdit[finding="warn"], QTextEdit[finding="warn"], QPlainTextEdit[finding="warn"],
QComboBox[finding="warn"] { border-color: $soon; }
QLineEdit:disabled, QTextEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled,
QLineEdit[readOnly="true"], QTextEdit[readOnly="true"] {
  background: $ground; color: $muted; border-color: $line; }
QTextEdit#manual, QTextEdit#manual:focus { background: $surface; color: $text;
  border: 2px solid $surface; border-radius: 0; padding: 0; }
QTextEdit#manual:focus, QGraphicsView:focus { border-color: $accent; }
QGraphicsView { border: 2px solid $ground; }
QLineEdit[compact="true"], QComboBox[compact="true"] { min-height: 26px; }
QLineEdit[compact="true"]:focus, QComboBox[compact="true"]:focus { min-height: 24px; }
QLineEdit#searchBox { background: $ground; border-color: $line; }
QLineEdit#searchBox:focus { background: $surface; border: 2px solid $accent; }
QComboBox QLineEdit { border: none; background: transparent; padding: 0; min-height: 0; }
QComboBox::drop-down, QDateEdit::drop-down { border: none; width: 26px; }
QComboBox::down-arrow, QDateEdit::down-arrow {
  image: url("$icons/control-chevron.svg"); width: 14px; height: 14px; }
QComboBox QAbstractItemView, QListView#completer { background: $surface; color: $text;
  border: 1px solid $edge; selection-background-color: $accent_soft; selection-color: $text;
  outline: none; padding: 4px; }
QListView#completer { padding: 2px 4px; }  /* QCompleter allows 3 pixels above its rows, and below */
QComboBox QAbstractItemView::item, QListView#completer::item { min-height: 30px; padding: 0 6px; }
QCheckBox, QRadioButton { spacing: 8px; min-height: 24px; background: transparent;
  border: 2px solid transparent; border-radius: 6px; padding: 0 4px 0 2px; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox:disabled, QRadioButton:disabled { color: $muted; }
QCheckBox::indicator, QListView::indicator, QRadioButton::indicator { width: 14px; height: 14px;
  border: 1px solid $muted; background: $surface; border-radius: 4px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:checked, QListView::indicator:checked { background: $accent; border-color: $accent;
  image: url("$icons/control-check-$mode.svg"); }
QRadioButton::indicator:checked { background: $surface; border: 5px solid $accent;
  width: 6px; height: 6px; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $ground;
  border-color: $edge; }
QCheckBox::indicator:checked:disabled { background: $muted; border-color: $muted; }
QRadioButton::indicator:checked:disabled { border-color: $muted; }
QCheckBox::indicator:indeterminate { background: $accent_soft; border-color: $accent; }
QProgressBar { background: $neutral_soft; border: none; border-radius: 3px; max-height: 6px;
  min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
"""

_VIEWS = """
QTableView, QTreeView, QListView { background: $surface; border: none; outline: none;
  font-size: ${body}px;
  gridline-color: $line; selection-background-color: $accent_soft; selection-color: $text; }
QTableView[frame="card"], QTreeView[frame="card"], QListView[frame="card"] {
  border: 1px solid $line; border-radius: 8px; }
QTreeView::item, QListView::item { min-height: 30px; }
QTreeView::item:selected, QListView::item:selected { background: $accent_soft; color: $text; }
QTreeView:focus, QListView:focus { border: 1px solid $accent; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: $surface; color: $muted; font-size: ${caption}px;
  font-weight: 700; border: none; border-bottom: 1px solid $line; padding: 0 12px;
  min-height: 32px; }
QTableView[frame="card"] QHeaderView::section:first { border-top-left-radius: 7px; }
QTableView[frame="card"] QHeaderView::section:last { border-top-right-radius: 7px; }
QTableView[frame="card"] QHeaderView::section:only-one { border-top-left-radius: 7px;
  border-top-right-radius: 7px; }
QHeaderView::section:hover { background: $hover; }
QHeaderView::up-arrow, QHeaderView::down-arrow { width: 12px; height: 12px;
  subcontrol-position: center right; right: 4px; }
QHeaderView::down-arrow { image: url("$icons/control-chevron.svg"); }
QHeaderView::up-arrow { image: url("$icons/control-chevron-up.svg"); }
QAbstractScrollArea::corner { background: transparent; border: none; }
QTableCornerButton::section { background: $surface; border: none; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $edge; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QScrollArea[reading="true"] { border: 1px solid transparent; border-radius: 6px; }
QScrollArea[reading="true"]:focus { border-color: $accent; }
QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar { background: transparent; border: none; }
QTabBar::tab { background: transparent; color: $muted; border: 2px solid transparent;
  padding: 4px 6px; margin-right: 2px; }
QTabBar::tab:selected { color: $accent; font-weight: 700; border-bottom-color: $accent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected:hover { color: $accent; }
QTabBar::tab:selected:focus { border-color: $accent; border-radius: 4px; }
QMenu { background: $surface; border: 1px solid $edge; padding: 4px; font-size: ${body}px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; background: transparent; }
QMenu::item:selected { background: $accent_soft; }
QMenu::item:disabled { color: $muted; }
QMenu::indicator { width: 14px; height: 14px; left: 6px; }
QMenu::item:checked { padding-left: 28px; }
QMenu::item:non-exclusive, QMenu::item:exclusive { padding-left: 28px; }
QMenu::indicator:checked { image: url("$icons/control-tick-$mode.svg"); }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QSplitter::handle { background: transparent; }
QCalendarWidget QWidget { background: $surface; }
QCalendarWidget QAbstractItemView { selection-background-color: $accent;
  selection-color: $on_accent; border: none; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $surface; }
QCalendarWidget QToolButton { color: $text; padding: 4px 8px; }
QCalendarWidget QToolButton::menu-indicator { image: none; }
QCalendarWidget QSpinBox { min-height: 24px; }
QDialog QFrame[part="footer"] { background: $surface; border: none;
  border-top: 1px solid $line; }
"""


def stylesheet(tokens: Tokens, icons: str) -> str:
    """The application's style sheet; ``icons`` is the folder of control images, with slashes."""
    values: dict[str, object] = {
        **asdict(tokens),
        "icons": icons,
        "mode": "dark" if tokens.dark else "light",
        "caption": sizes.CAPTION,
        "body": sizes.BODY,
        "head": sizes.HEAD,
        "title": sizes.TITLE,
        "figure": sizes.FIGURE,
    }
    return Template(_BASE + _SHELL + _BUTTONS + _FIELDS + _VIEWS).substitute(values)
