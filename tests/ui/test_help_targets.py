"""F1 everywhere: every page and every dialog says which page of the manual is about it."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QDialog, QWidget

import petitiondesk.ui
from petitiondesk.infra.i18n import LANGUAGES
from petitiondesk.ui.dialogs.writing import WritingDialog
from petitiondesk.ui.help.manual import Manual
from petitiondesk.ui.help_key import INDEX, KEY_LIST, target
from petitiondesk.ui.places import _CLASSES
from petitiondesk.ui.views.dialogs import AskDialog, DeskDialog, ErrorDialog

NOT_BY_THEMSELVES = {DeskDialog, WritingDialog, AskDialog, ErrorDialog}
"""What other dialogs are made of, and questions: these stand over what they are about."""


@pytest.fixture(scope="module", autouse=True)
def _everything_loaded() -> None:
    for module in pkgutil.walk_packages(petitiondesk.ui.__path__, "petitiondesk.ui."):
        importlib.import_module(module.name)


def of_the_program(base: type[QWidget]) -> Iterator[type[QWidget]]:
    """Every class of the window that is made of ``base``, itself apart."""
    for kind in base.__subclasses__():
        if kind.__module__.startswith("petitiondesk."):
            yield kind
        yield from of_the_program(kind)


def test_every_dialog_has_its_page_of_the_manual() -> None:
    dialogs = set(of_the_program(QDialog)) - NOT_BY_THEMSELVES
    assert len(dialogs) > 30
    assert sorted(d.__qualname__ for d in dialogs if not getattr(d, "HELP", "")) == []


def test_every_page_of_the_window_has_the_page_of_its_name() -> None:
    pages = {key: load() for key, load in _CLASSES.items()}
    assert {key: page.HELP for key, page in pages.items()} == {key: key for key in pages}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_that_is_named_is_in_the_manual(language: str) -> None:
    named = {kind.__dict__["HELP"] for kind in of_the_program(QWidget) if "HELP" in kind.__dict__}
    named |= {INDEX, KEY_LIST, *_CLASSES}
    assert len(named) > 15
    assert named - set(Manual(language).names()) == set()


def test_no_page_of_the_manual_is_out_of_reach() -> None:
    """What no key opens is a page to read as a whole, which the contents lead to."""
    named = {kind.__dict__["HELP"] for kind in of_the_program(QWidget) if "HELP" in kind.__dict__}
    named |= {INDEX, KEY_LIST, *_CLASSES}
    assert set(Manual("zh_CN").names()) - named == {"first-week", "news"}


def test_the_nearest_around_a_widget_tells(qapp: object) -> None:
    class Page(QWidget):
        HELP = "ledger"

    window, page = QWidget(), Page()
    window.setProperty("help", "today")
    page.setParent(window)
    field = QWidget(page)
    assert target(field) == "ledger"
    page.setProperty("help", "search")
    assert target(field) == "search", "what is said of the widget itself comes before its class"
    assert target(QWidget(window)) == "today"
    assert target(QWidget()) == INDEX
    assert target(None) == INDEX
