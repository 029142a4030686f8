"""Behaviour of the settings' language and look: each choice takes effect at once."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from petitiondesk.domain.errors import DeskError
from petitiondesk.domain.messages import Message
from petitiondesk.infra.i18n import language, render
from petitiondesk.ui.pages.base import PageContext
from petitiondesk.ui.places import LOOK
from petitiondesk.ui.style import Scheme
from petitiondesk.ui.views.settings_forms import LookForm

_SCHEMES = (
    (Scheme.SYSTEM, Message("跟随系统")),
    (Scheme.LIGHT, Message("浅色")),
    (Scheme.DARK, Message("深色")),
)


class LookPart(QObject):
    """Language, colours, height of rows. The signals tell what was chosen and is remembered already.

    ``settled`` asks about what is not saved, before the window is made anew in another language.
    """

    language_chosen = Signal(str)
    scheme_chosen = Signal(object)
    density_chosen = Signal(bool)

    def __init__(self, context: PageContext, settled: Callable[[], bool]) -> None:
        super().__init__()
        self._context = context
        self._settled = settled
        self.form = LookForm([(key, render(text)) for key, text in _SCHEMES])
        self.form.language.group.idClicked.connect(self._choose_language)
        self.form.scheme.group.idClicked.connect(self._choose_scheme)
        self.form.density.group.idClicked.connect(self._choose_density)

    def refresh(self) -> None:
        """Show what is in use."""
        self.form.language.set_value(language())
        self.form.scheme.set_value(self._context.look.scheme)
        self.form.density.set_value(bool(self._remembered().get("compact")))

    def _remembered(self) -> dict[str, object]:
        kept = self._context.desk.office.remembered(LOOK)
        return dict(kept) if isinstance(kept, dict) else {}

    def _remember(self, key: str, value: object) -> bool:
        try:
            self._context.desk.office.remember(LOOK, {**self._remembered(), key: value})
        except DeskError as error:
            self._context.messages.error(error)
            self.refresh()
            return False
        return True

    def _choose_language(self, place: int) -> None:
        chosen = str(self.form.language.key(place))
        if chosen == language():
            return
        if not self._settled() or not self._remember("language", chosen):
            self.refresh()
            return
        self.language_chosen.emit(chosen)

    def _choose_scheme(self, place: int) -> None:
        scheme = self.form.scheme.key(place)
        if self._remember("scheme", str(scheme)):
            self.scheme_chosen.emit(scheme)

    def _choose_density(self, place: int) -> None:
        compact = bool(self.form.density.key(place))
        if self._remember("compact", compact):
            self.density_chosen.emit(compact)
