"""Every component of the kit under one name, for pages and dialogs."""

from petitiondesk.ui.views.buttons import Button, IconButton
from petitiondesk.ui.views.cards import Card, CountCard, EmptyState, label
from petitiondesk.ui.views.chart_base import Series
from petitiondesk.ui.views.charts import BarChart, Legend, RowBars
from petitiondesk.ui.views.chips import Chip, FilterChip, IconDot
from petitiondesk.ui.views.choice import ChoiceCombo, SegmentedChoice, TermCombo
from petitiondesk.ui.views.dates import DateField, parse_date
from petitiondesk.ui.views.elided import ElidedLabel
from petitiondesk.ui.views.fields import CountField, LabelledField, TextArea, row
from petitiondesk.ui.views.files import DropZone
from petitiondesk.ui.views.history import HistoryEntry, HistoryList
from petitiondesk.ui.views.layouts import EqualRow, FlowLayout
from petitiondesk.ui.views.painting import Pill
from petitiondesk.ui.views.progress import ProgressPanel
from petitiondesk.ui.views.search_box import SearchBox
from petitiondesk.ui.views.table import DeskTable
from petitiondesk.ui.views.toasts import ToastArea

__all__ = [
    "BarChart",
    "Button",
    "Card",
    "Chip",
    "ChoiceCombo",
    "CountCard",
    "CountField",
    "DateField",
    "DeskTable",
    "DropZone",
    "ElidedLabel",
    "EmptyState",
    "EqualRow",
    "FilterChip",
    "FlowLayout",
    "HistoryEntry",
    "HistoryList",
    "IconButton",
    "IconDot",
    "LabelledField",
    "Legend",
    "Pill",
    "ProgressPanel",
    "RowBars",
    "SearchBox",
    "SegmentedChoice",
    "Series",
    "TermCombo",
    "TextArea",
    "ToastArea",
    "label",
    "parse_date",
    "row",
]
