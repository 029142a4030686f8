"""Scenes of the window's pages: as they are, narrowed down, empty, with every part of the settings."""

from collections.abc import Iterator, Mapping

from PySide6.QtWidgets import QWidget

from petitiondesk.domain.ledger import LedgerFilter, Order
from petitiondesk.domain.returns.figures import Key
from petitiondesk.domain.returns.indicators import TOTAL
from petitiondesk.domain.returns.period import Period, PeriodKind
from petitiondesk.domain.terms import PetitionClass, State
from petitiondesk.screens.studio import Pose, Scene, Studio, settle
from petitiondesk.tour_matter import letter
from petitiondesk.ui.models.ledger_columns import COLUMN
from petitiondesk.ui.pages.archive import ArchivePage
from petitiondesk.ui.pages.case import CasePage
from petitiondesk.ui.pages.deadlines import DeadlinesPage
from petitiondesk.ui.pages.ledger import LedgerPage
from petitiondesk.ui.pages.reception import ReceptionPage
from petitiondesk.ui.pages.register import RegisterPage
from petitiondesk.ui.pages.returns import ReturnsPage
from petitiondesk.ui.pages.settings import SettingsPage
from petitiondesk.ui.pages.today import TodayPage
from petitiondesk.ui.views.about_view import AboutForm
from petitiondesk.ui.views.accounts_view import AccountsForm
from petitiondesk.ui.views.backup_view import BackupForm
from petitiondesk.ui.views.deadlines_view import DUE
from petitiondesk.ui.views.letter_forms import LettersForm
from petitiondesk.ui.views.letters_view import LettersTab
from petitiondesk.ui.views.returns_view import COUNT, SUBMITTED
from petitiondesk.ui.views.rules_form import RulesForm
from petitiondesk.ui.views.search_box import SearchBox
from petitiondesk.ui.views.verify_view import JournalForm, VerifyForm

_CASE_TABS = ("facts", "handling", "files", "letters", "links")

_OPEN = frozenset(state for state in State if state.is_open)

PARTS: Mapping[str, type[QWidget]] = {
    "office": SettingsPage,
    "sections": SettingsPage,
    "topics": SettingsPage,
    "numbering": SettingsPage,
    "rules": RulesForm,
    "letters": LettersForm,
    "retention": SettingsPage,
    "backup": BackupForm,
    "accounts": AccountsForm,
    "verify": VerifyForm,
    "journal": JournalForm,
    "look": SettingsPage,
    "about": AboutForm,
}
"""Part of the settings → what in it has a page of the manual of its own, or the page."""


def page(key: str) -> Pose:
    """A page as it comes up."""

    def pose(studio: Studio) -> Iterator[QWidget]:
        studio.show(key)
        yield studio.window

    return pose


def _empty(key: str) -> Pose:
    """A page of a registry that has no case yet."""

    def pose(studio: Studio) -> Iterator[QWidget]:
        with studio.other_window(studio.material.blank) as window:
            window.show_page(key)
            window.page(key)
            settle(window)
            yield window

    return pose


def _register(studio: Studio) -> Iterator[QWidget]:
    form = studio.show("register")
    assert isinstance(form, RegisterPage)
    form.form.put(letter(studio.desk.ledger.today))
    form.look_around()
    yield studio.window
    form.discard_draft()


def _register_refused(studio: Studio) -> Iterator[QWidget]:
    """The form, with everything that is lacking said at its fields."""
    form = studio.show("register")
    assert isinstance(form, RegisterPage)
    form.discard_draft()
    form.save()
    yield studio.window
    form.discard_draft()


def ledger(shown: LedgerFilter) -> Pose:
    """The ledger narrowed to ``shown``."""

    def pose(studio: Studio) -> Iterator[QWidget]:
        studio.window.open_ledger(shown)
        yield studio.window

    return pose


def _ledger_selected(studio: Studio) -> Iterator[QWidget]:
    """Several cases chosen, for what is done with all of them."""
    studio.window.open_ledger(LedgerFilter(states=_OPEN))
    studio.settle()
    shown = studio.window.page("ledger")
    assert isinstance(shown, LedgerPage)
    for row in studio.desk.ledger.first(LedgerFilter(states=_OPEN), Order(), 3):
        shown.model.check(row.id, on=True)
    yield studio.window
    shown.model.check_all(on=False)


def _ledger_preview(studio: Studio) -> Iterator[QWidget]:
    """A case at a glance beside the table."""
    studio.window.open_ledger(LedgerFilter(states=_OPEN))
    studio.settle()
    shown = studio.window.page("ledger")
    assert isinstance(shown, LedgerPage)
    shown.view.look_at.click()
    shown.view.table.setCurrentIndex(shown.model.index(1, COLUMN["summary"]))
    studio.wait(shown.view.preview.area.isVisible)
    yield studio.window
    shown.view.look_at.click()


def case(studio: Studio) -> Iterator[QWidget]:
    """A case under way."""
    studio.window.open_case(studio.matter.running.id)
    yield studio.window


def _case_tab(place: int) -> Pose:
    def pose(studio: Studio) -> Iterator[QWidget]:
        studio.window.open_case(studio.matter.running.id)
        shown = studio.window.page("case")
        assert isinstance(shown, CasePage)
        shown.view.tabs.setCurrentIndex(place)
        yield studio.window
        shown.view.tabs.setCurrentIndex(0)

    return pose


def _case_of(shown: LedgerFilter) -> Pose:
    """The first case of a list."""

    def pose(studio: Studio) -> Iterator[QWidget]:
        rows = studio.desk.ledger.first(shown, Order(), 1)
        studio.window.open_case(rows[0].id)
        yield studio.window

    return pose


def limits(studio: Studio) -> Iterator[QWidget]:
    """The limits of a case by themselves."""
    studio.window.open_case(studio.matter.running.id)
    studio.settle()
    shown = studio.window.page("case")
    assert isinstance(shown, CasePage)
    yield shown.view.clocks


def _holidays(studio: Studio) -> Iterator[QWidget]:
    shown = studio.show("deadlines")
    assert isinstance(shown, DeadlinesPage)
    shown.view.parts.choose(1)
    yield studio.window
    shown.view.show_part(DUE)


def counted(studio: Studio) -> ReturnsPage:
    """The page of the returns with last month counted."""
    shown = studio.show("returns")
    assert isinstance(shown, ReturnsPage)
    month = Period.of(PeriodKind.MONTH, studio.desk.ledger.today).previous()
    shown.count.show_period(month)
    studio.settle()
    return shown


def _returns(studio: Studio) -> Iterator[QWidget]:
    counted(studio)
    yield studio.window


def _returns_table(studio: Studio) -> Iterator[QWidget]:
    """A table of the return, with its chart."""
    shown = counted(studio)
    assert shown.count.value is not None
    names = [table.code for table in shown.count.value.tables]
    rows = shown.view.count.tables.list
    rows.setCurrentRow(names.index("channel") + 2)
    yield studio.window
    rows.setCurrentRow(0)


def _figure(studio: Studio) -> Iterator[QWidget]:
    shown = counted(studio)
    shown.count.open_figure(Key("channel", TOTAL, "batches"))
    studio.settle()
    yield studio.window
    shown.count.cases.close()


def _submitted(studio: Studio) -> Iterator[QWidget]:
    """The list of what was submitted."""
    shown = counted(studio)
    shown.view.show_part(SUBMITTED)
    yield studio.window
    shown.view.show_part(COUNT)


def settings(part: str) -> Pose:
    """A part of the settings."""

    def pose(studio: Studio) -> Iterator[QWidget]:
        shown = studio.show("settings")
        assert isinstance(shown, SettingsPage)
        shown.show_part(part)
        yield studio.window

    return pose


def _verified(studio: Studio) -> Iterator[QWidget]:
    """The record, checked."""
    shown = studio.show("settings")
    assert isinstance(shown, SettingsPage)
    shown.show_part("verify")
    shown.verify.check()
    studio.settle()
    yield studio.window


def _search(studio: Studio) -> Iterator[QWidget]:
    """The search box in use, with what it offers."""
    studio.show("today")
    box, offered = studio.window.shell.search, studio.window.finder.list
    box.setFocus()
    box.setText("登记")
    box.textEdited.emit(box.text())
    studio.wait(lambda: any(isinstance(offer.value, int) for offer in offered.offers()))
    yield studio.window
    studio.window.finder.close()
    box.clear()


PAGES: Mapping[str, Scene] = {
    "today": Scene(page("today"), TodayPage),
    "today-empty": Scene(_empty("today"), TodayPage),
    "register": Scene(_register, RegisterPage),
    "register-empty": Scene(_empty("register"), RegisterPage),
    "register-refused": Scene(_register_refused, RegisterPage),
    "reception": Scene(page("reception"), ReceptionPage),
    "reception-empty": Scene(_empty("reception"), ReceptionPage),
    "ledger": Scene(ledger(LedgerFilter()), LedgerPage),
    "search": Scene(ledger(LedgerFilter(words="村 问题", states=_OPEN)), LedgerPage),
    "search-box": Scene(_search, SearchBox),
    "ledger-nothing": Scene(ledger(LedgerFilter(words="没有这样的事")), LedgerPage),
    "ledger-empty": Scene(_empty("ledger"), LedgerPage),
    "ledger-selected": Scene(_ledger_selected, LedgerPage),
    "ledger-preview": Scene(_ledger_preview, LedgerPage),
    "case": Scene(case, CasePage),
    **{
        f"case-{name}": Scene(_case_tab(place), LettersTab if name == "letters" else CasePage)
        for place, name in enumerate(_CASE_TABS)
    },
    **{
        f"case-{state.value}": Scene(_case_of(LedgerFilter(states=frozenset({state}))), CasePage)
        for state in (State.REGISTERED, State.UNDER_REVIEW, State.ARCHIVED)
    },
    "case-sealed": Scene(
        _case_of(LedgerFilter(classes=frozenset({PetitionClass.ACCUSATION}))), CasePage
    ),
    "limits": Scene(limits, QWidget),
    "deadlines": Scene(page("deadlines"), DeadlinesPage),
    "deadlines-empty": Scene(_empty("deadlines"), DeadlinesPage),
    "holidays": Scene(_holidays, DeadlinesPage),
    "returns": Scene(_returns, ReturnsPage),
    "returns-table": Scene(_returns_table, ReturnsPage),
    "returns-empty": Scene(_empty("returns"), ReturnsPage),
    "figure": Scene(_figure, ReturnsPage),
    "submitted": Scene(_submitted, ReturnsPage),
    "archive": Scene(page("archive"), ArchivePage),
    "archive-empty": Scene(_empty("archive"), ArchivePage),
    **{part: Scene(settings(part), kind) for part, kind in PARTS.items()},
    "verified": Scene(_verified, VerifyForm),
}
"""Name → scene of the window itself. ``limits`` is a part of a page, for the manual."""
