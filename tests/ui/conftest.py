"""A styled application, and what every kit test needs."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from petitiondesk.infra.i18n import use_language
from petitiondesk.ui.look import Look
from petitiondesk.ui.style import Scheme


@pytest.fixture
def look(qapp: QApplication) -> Look:
    """The application in its light dress."""
    return Look(qapp, Scheme.LIGHT)


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    use_language("zh_CN")
    yield
    use_language("zh_CN")
